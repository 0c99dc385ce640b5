import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { BASE, type Raw, plannedSwitch } from "../../support/recording";

const region = (zones: string[], more: Raw = {}): Raw => ({ zones, cidr: "10.20.0.0/16", nat: "none", ...more });

const ALLOWED = { allowedPrincipals: ["arn:aws:iam::111122223333:root"], allowedClients: ["10.60.0.0/23"] };

const linked = (connected: (string | { name: string; serviceRegion: string })[], more: Raw = {}): Raw => ({
  ...BASE,
  options: ["nlb", "privateLink"],
  regions: { "eu-west-1": region(["a", "b", "c"]) },
  privateLink: {
    ...ALLOWED,
    connectedConsumers: connected.map((each) => (typeof each === "string" ? { name: each } : each)),
  },
  ...more,
});

describe("cli/switch: what AWS refuses because somebody is connected, or has addresses", () => {
  let directory: string;
  let files = 0;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "ha-tcp-connected-"));
  });

  after(() => {
    rmSync(directory, { recursive: true });
  });

  function file(raw: Raw): string {
    const path = join(directory, `stack-${++files}.yaml`);
    const config = Object.fromEntries(Object.entries(raw).map(([key, value]) => [`ha-tcp:${key}`, value]));
    writeFileSync(path, stringify({ config }));
    return path;
  }

  /** Addresses of a zone that goes are lost beside, which is another matter. */
  async function refused(from: Raw, to: Raw): Promise<string[]> {
    const { verdict, refusals } = await plannedSwitch({ stack: file(from), to: file(to) });
    expect(verdict === "refused").to.equal(refusals.length > 0);
    return refusals.filter((each) => !each.startsWith("the address "));
  }

  it("has a public load balancer beside meanwhile, and consumers out before their service goes", async () => {
    const { steps } = await plannedSwitch({
      stack: file({ ...linked(["shop"]), options: ["privateLink"] }),
      to: file({ ...linked([]), options: ["nlb"], privateLink: {} }),
    });
    expect(steps.map(({ title }) => title)).to.deep.equal([
      "bring up the public load balancer beside the endpoint service; let clients change over",
      "take each consumer out, once it has deleted its endpoint",
      "take the endpoint service away, once nobody comes that way any more",
    ]);
  });

  it("ends the protection first, and takes consumers out then, where what goes is protected", async () => {
    const { steps } = await plannedSwitch({
      stack: file({ ...linked(["shop"]), options: ["privateLink"], protect: true }),
      to: file({ ...linked([]), options: ["nlb"], privateLink: {}, protect: true }),
    });
    expect(steps.map(({ title, verdict }) => `${verdict}: ${title}`)).to.deep.equal([
      "none: bring up the public load balancer beside the endpoint service; let clients change over",
      "none: end the protection from deletion",
      "none: take each consumer out, once it has deleted its endpoint",
      "outage: take the endpoint service away, once nobody comes that way any more",
      "none: protect again",
    ]);
  });

  const way =
    "take consumers out of privateLink.connectedConsumers with an update of its own, once each has deleted its endpoint or you have";
  const refusal = (done: string, who: string, name = "link-eu-west-1-service") =>
    `${name} would be ${done} while ${who} connected to it, which AWS refuses: ${way} rejected it (aws ec2 reject-vpc-endpoint-connections)`;

  const TWO = { "eu-west-1": region(["a", "b"]) };
  const NOBODY = { privateLink: ALLOWED };
  const cases: [string, Raw, Raw, string[]][] = [
    [
      "the option goes, and the new config names nobody any more",
      linked(["payments", "books"]),
      { ...linked([]), options: ["nlb"], privateLink: {} },
      [refusal("deleted", "books and payments are")],
    ],
    ["the option goes, and nobody is connected", linked([]), { ...linked([]), options: ["nlb"] }, []],
    [
      "a zone goes, and the new config still names those connected",
      linked(["payments"]),
      linked(["payments"], { regions: TWO }),
      [refusal("replaced", "payments is")],
    ],
    [
      "a zone goes, and the new config does not",
      linked(["payments"]),
      linked([], { regions: TWO, ...NOBODY }),
      [refusal("replaced", "payments is")],
    ],
    ["a zone goes, and nobody was connected", linked([]), linked(["payments"], { regions: TWO }), []],
    ["a zone comes", linked(["payments"], { regions: TWO }), linked(["payments"]), []],
    ["they go from the list alone", linked(["payments"]), linked([]), []],
  ];
  for (const [what, from, to, refusals] of cases)
    it(what, async () => {
      expect(await refused(from, to)).to.deep.equal(refusals);
    });

  it("names those of the service that goes, and not those of another region", async () => {
    const here = { "eu-west-1": region(["a", "b"]) };
    const both = { ...here, "eu-central-1": region(["a", "b"], { cidr: "10.30.0.0/16" }) };
    const connected = ["eu-west-1", "eu-central-1"].map((serviceRegion) => ({
      name: `of-${serviceRegion}`,
      serviceRegion,
    }));
    const [from, to] = [linked(connected, { regions: both }), linked(connected.slice(0, 1), { regions: here })];
    expect(await refused(from, to)).to.deep.equal([
      refusal("deleted", "of-eu-central-1 is", "link-eu-central-1-service"),
    ]);
  });

  const ipv6 = (on: boolean, cidr = "10.20.0.0/16"): Raw => ({
    ...linked([], { regions: { "eu-west-1": region(["a", "b"], { cidr }) } }),
    network: { ipv6: on },
  });
  const VPC = "network-eu-west-1-vpc";
  const addresses: [string, Raw, Raw, string[]][] = [
    [
      "IPv6 addresses are taken back",
      ipv6(true),
      ipv6(false),
      [
        `${VPC} would lose its IPv6 range while its subnets have addresses of it, which AWS refuses: leave network.ipv6 as it is`,
      ],
    ],
    ["IPv6 addresses come", ipv6(false), ipv6(true), []],
    ["IPv6 addresses stay", ipv6(true), { ...ipv6(true), protect: true }, []],
    ["IPv6 addresses go with their VPC", ipv6(true), ipv6(false, "10.99.0.0/16"), []],
  ];
  for (const [what, from, to, refusals] of addresses)
    it(what, async () => {
      expect(await refused(from, to)).to.deep.equal(refusals);
    });
});
