import { expect } from "chai";
import { addresses, findings } from "../../../analysis";
import { switchOf } from "../../../analysis/switch/switch";
import { compare } from "../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { withParkedAddresses } from "../../../plan/addresses/parking";
import { type Raw, find, inputs, recordConfig } from "../../support/recording";

const EIP = "aws:ec2/eip:Eip";
const ASSOCIATION = "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation";
const OWN = "eipalloc-0a0a0a0a0a0a0a0a0";
const BYOIP = { kind: "byoip", id: "ipv4pool-ec2-0123456789abcdef0" };
const IPAM = { kind: "ipam", id: "ipam-pool-0123456789abcdef0" };
const region = (settings: Raw = {}, rest: Raw = {}): Raw => ({
  options: ["nlb"],
  service: { port: 5000 },
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", ...settings } },
  ...rest,
});

async function switched(from: Raw, to: Raw) {
  const [before, after] = [await recordConfig(from), await recordConfig(to)];
  const changes = compare(before, after, PROVIDER_EFFECTS);
  const changed = changes.filter(({ action }) => action !== "keep").map(({ action, name }) => `${action} ${name}`);
  return { ...switchOf(before, after, changes), changed };
}

describe("Addresses of a pool", () => {
  for (const [pool, input] of [
    [BYOIP, { publicIpv4Pool: BYOIP.id }],
    [IPAM, { ipamPoolId: IPAM.id }],
  ] as const)
    it(`are made from one of ${pool.kind}, but for one's own`, async () => {
      const graph = await recordConfig(region({ addressPool: pool, addresses: { a: OWN } }));
      const made = ["b", "egress-a", "egress-b"].map((name) => `addresses-eu-west-1-${name}`);
      expect(inputs(graph, EIP)).to.deep.equal({
        "addresses-eu-west-1-a-own": { id: OWN },
        ...Object.fromEntries(
          made.map((name) => [name, { domain: "vpc", ...input, tags: { Name: `ha-tcp-test-${name}` } }]),
        ),
      });
      for (const name of made)
        expect(find(graph, EIP, name).ignoreChanges).to.deep.equal(["publicIpv4Pool", "ipamPoolId"]);
      expect(findings(graph).find(({ rule }) => rule === "pooled-addresses")?.text).to.include(pool.id);
    });

  const moves: [title: string, from: Raw, to: Raw][] = [
    ["comes", {}, { addressPool: BYOIP }],
    ["is another", { addressPool: BYOIP }, { addressPool: { ...BYOIP, id: "ipv4pool-ec2-0fedcba9876543210" } }],
    ["is one of another kind", { addressPool: BYOIP }, { addressPool: IPAM }],
  ];
  for (const [title, from, to] of moves)
    it(`touch no address that is there when the pool ${title}`, async () => {
      const { changed, addresses: rows } = await switched(region(from), region(to));
      expect([changed, rows.filter(({ lost }) => lost)]).to.deep.equal([[], []]);
    });

  it("lose none when the pool goes", async () => {
    const { changed, addresses: rows, verdict } = await switched(region({ addressPool: BYOIP }), region());
    expect([changed.filter((each) => !each.startsWith("update addresses-")), verdict]).to.deep.equal([[], "none"]);
    expect(rows.filter(({ lost }) => lost)).to.deep.equal([]);
  });

  it("of a new zone come from it, beside those that are there", async () => {
    const zones = (letters: string[]) => ({ zones: letters, addressPool: BYOIP });
    const { changed } = await switched(region(), region(zones(["a", "b", "c"])));
    expect(changed.filter((each) => each.includes("addresses-"))).to.deep.equal([
      "create addresses-eu-west-1-c",
      "create addresses-eu-west-1-egress-c",
    ]);
  });
});

describe("Further addresses of NAT gateways", () => {
  const SECOND = { secondaryEgressAddresses: { a: { second: "created", burst: OWN }, b: { third: "parked" } } };

  it("are addresses of their own, given to the gateway of their zone unless they are parked", async () => {
    const graph = await recordConfig(region(SECOND, { protect: true }));
    const egress = Object.keys(inputs(graph, EIP)).filter((name) => name.includes("egress"));
    expect(egress).to.deep.equal(
      ["a-burst-own", "a", "b", "a-second", "b-third"].map((name) => `addresses-eu-west-1-egress-${name}`),
    );
    expect(find(graph, EIP, "addresses-eu-west-1-egress-b-third")).to.include({ protect: true, retainOnDelete: true });
    expect(inputs(graph, ASSOCIATION)).to.deep.equal({
      "network-eu-west-1-nat-a-burst": { natGatewayId: "${NatGateway:network-eu-west-1-nat-a.id}", allocationId: OWN },
      "network-eu-west-1-nat-a-second": {
        natGatewayId: "${NatGateway:network-eu-west-1-nat-a.id}",
        allocationId: "${Eip:addresses-eu-west-1-egress-a-second.allocationId}",
      },
    });
    expect(find(graph, "aws:ec2/natGateway:NatGateway", "network-eu-west-1-nat-a").inputs).not.to.have.property(
      "secondaryAllocationIds",
    );
  });

  it("are in the outputs, in what is published, and in the plan", async () => {
    const graph = await recordConfig(region(SECOND));
    expect(graph.outputs["secondaryEgressAddresses"]).to.deep.equal({
      "eu-west-1": {
        a: {
          burst: "${Eip:addresses-eu-west-1-egress-a-burst-own.publicIp}",
          second: "${Eip:addresses-eu-west-1-egress-a-second.publicIp}",
        },
        b: { third: "${Eip:addresses-eu-west-1-egress-b-third.publicIp}" },
      },
    });
    const published = graph.outputs["published"] as { name?: string }[];
    expect(published.flatMap(({ name }) => name ?? [])).to.deep.equal(["burst", "second", "third"]);
    const rows = addresses(graph).flatMap(({ zone, secondary, attachedTo, allocationId }) =>
      secondary === undefined ? [] : [[zone, secondary, attachedTo?.split("::").at(-1), allocationId]],
    );
    expect(rows).to.deep.equal([
      ["a", "burst", "network-eu-west-1-nat-a", OWN],
      ["a", "second", "network-eu-west-1-nat-a", undefined],
      ["b", "third", undefined, undefined],
    ]);
    expect(findings(graph).find(({ rule }) => rule === "nat-address-quota")?.text).to.equal(
      "network-eu-west-1-nat-a has 3 addresses; the default quota is 2 (Elastic IP addresses per public NAT gateway, L-5F53652F).",
    );
  });

  const told = async (from: Raw, to: Raw) =>
    (await switched(from, to)).interruptions.flatMap(({ rule, severity, resources }) =>
      rule === "egress" ? [`${severity} ${resources.join()}`] : [],
    );
  const one = (how?: string) => region(how === undefined ? {} : { secondaryEgressAddresses: { a: { second: how } } });

  it("touch nothing else, and are told to whoever has egress addresses on a list", async () => {
    expect((await switched(one("parked"), one("created"))).changed).to.deep.equal([
      "create network-eu-west-1-nat-a-second",
    ]);
    expect(await told(one("parked"), one("created"))).to.deep.equal(["outage network-eu-west-1-nat-a-second"]);
    expect(await told(one(), one("parked"))).to.deep.equal([]);
    expect(await told(one("created"), one("parked"))).to.deep.equal(["brief network-eu-west-1-nat-a-second"]);
  });

  it("are lost when they go, which is refused, unless they are parked", async () => {
    const { verdict, addresses: rows, refusals } = await switched(one("created"), one());
    const lost = rows.filter((each) => each.lost);
    expect([verdict, lost.map(({ secondary }) => secondary), refusals]).to.deep.equal([
      "refused",
      ["second"],
      ["the address eu-west-1a/egress/second would be lost: it is released, and nobody gets it back"],
    ]);
    const place = { region: "eu-west-1", zone: "a", purpose: "egress" as const, secondary: "second" };
    const parkedOne = withParkedAddresses(one("created") as never, one() as never, [place]);
    expect(
      (await switched(one("created"), parkedOne as unknown as Raw)).addresses.filter((each) => each.lost),
    ).to.deep.equal([]);
  });
});
