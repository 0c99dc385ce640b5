import { expect } from "chai";
import { type Finding, findings } from "../../../analysis";
import { graph, node } from "../../support/graphs";
import { BASE, type Raw, recordConfig } from "../../support/recording";

const own = (name: string, block: string, more: Raw = {}): Raw => ({
  name,
  region: "eu-west-1",
  vpc: { kind: "created", cidr: `${block}.0.0/22`, zones: ["a", "b"] },
  ...more,
});

const ACME = own("acme", "10.60");

/** In a VPC that exists, of a range of its own. */
const existing = (cidr: string): Raw => ({
  name: "globex",
  region: "eu-west-1",
  vpc: {
    kind: "existing",
    id: "vpc-0a0a0a0a0a0a0a0a0",
    cidr,
    subnets: { a: "subnet-0a0a0a0a0a0a0a0a0", b: "subnet-0b0b0b0b0b0b0b0b0" },
  },
});

const linked = (privateLink: Raw, more: Raw = {}): Raw => ({ ...BASE, options: ["privateLink"], privateLink, ...more });

async function found(rule: string, raw: Raw): Promise<Finding[]> {
  return findings(await recordConfig(raw)).filter((each) => each.rule === rule);
}

const OTHER = "arn:aws:iam::111122223333:root";

describe("analysis: findings about consumers of other accounts", () => {
  const told = (who: string, others: string) =>
    `The security group of link-eu-west-1 lets in ${who}: ${others} may connect, and then each connection times out.`;

  it("whose clients the load balancer lets in by no rule are told, all of them", async () => {
    const endpointId = "vpce-0123456789abcdef0";
    const raw = linked({
      allowedPrincipals: [OTHER],
      consumers: [ACME],
      connectedConsumers: [{ name: "payments", endpointId }],
    });
    expect(await found("shut-out-consumers", raw)).to.deep.equal([
      {
        severity: "warning",
        rule: "shut-out-consumers",
        text: told("only the clients of consumers made here", `${OTHER}, ${endpointId}`),
        fix: "Name the ranges of their clients in privateLink.allowedClients, or set enforceSecurityGroup: false.",
        resources: ["link-eu-west-1"],
      },
    ]);
  });

  it("are told in a region that lets in nobody", async () => {
    const regions = {
      "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "none" },
      "eu-central-1": { zones: ["a", "b"], cidr: "10.30.0.0/16", nat: "none" },
    };
    const raw = linked({ allowedPrincipals: [OTHER], consumers: [ACME] }, { regions });
    const texts = (await found("shut-out-consumers", raw)).map(({ text }) => text);
    expect(texts.sort()).to.deep.equal([
      told("nobody", OTHER).replace("eu-west-1", "eu-central-1"),
      told("only the clients of consumers made here", OTHER),
    ]);
  });

  const silent: [string, Raw][] = [
    ["they have a range", { allowedPrincipals: [OTHER], consumers: [ACME], allowedClients: ["172.16.0.0/16"] }],
    [
      "their range holds those of own consumers",
      { allowedPrincipals: [OTHER], consumers: [ACME], allowedClients: ["10.0.0.0/8"] },
    ],
    ["no rule is asked", { allowedPrincipals: [OTHER], consumers: [ACME], enforceSecurityGroup: false }],
    ["there is none", { consumers: [ACME, own("initech", "10.61")] }],
  ];
  for (const [what, privateLink] of silent)
    it(`nothing is told where ${what}`, async () => {
      expect(await found("shut-out-consumers", linked(privateLink))).to.deep.equal([]);
    });
});

describe("analysis: findings about clients in the range of the service's own VPC", () => {
  it("are a note that names the ranges and the rules", async () => {
    const raw = linked({ consumers: [ACME, existing("10.20.64.0/18")], allowedClients: ["10.16.0.0/12"] });
    // The range of the consumer lies in that of the others, and so needs no rule.
    expect(await found("overlapping-clients", raw)).to.deep.equal([
      {
        severity: "note",
        rule: "overlapping-clients",
        text: "link-eu-west-1 lets in 10.16.0.0/12, which overlaps the service's own VPC, 10.20.0.0/16: what runs there may connect, too.",
        fix: "Where that must not be, name narrower ranges in allowedClients, of privateLink or of the consumer.",
        resources: ["link-eu-west-1-from-10-16-0-0-12"],
      },
    ]);
    const [one] = await found("overlapping-clients", linked({ consumers: [existing("10.20.64.0/18")] }));
    expect(one?.resources).to.deep.equal(["link-eu-west-1-from-10-20-64-0-18"]);
  });

  const silent: [string, Raw][] = [
    ["no range does", { consumers: [ACME, existing("10.21.0.0/16")] }],
    ["no rule is asked", { consumers: [existing("10.20.64.0/18")], enforceSecurityGroup: false }],
  ];
  for (const [what, privateLink] of silent)
    it(`are none where ${what}`, async () => {
      expect(await found("overlapping-clients", linked(privateLink))).to.deep.equal([]);
    });
});

describe("analysis: findings about the proof of a private DNS name", () => {
  const service = { port: 5000, hostname: "tcp.example.com" };
  const named = (dns: Raw, privateLink: Raw = { privateDnsName: "link.example.com" }) =>
    linked(privateLink, { service, dns: { zone: "example.com", ...dns } });

  it("in a zone that is created here is a warning", async () => {
    expect(await found("unproven-name", named({ create: true }))).to.deep.equal([
      {
        severity: "warning",
        rule: "unproven-name",
        text:
          "AWS finds the proof of link.example.com only once the parent of example.com delegates to that zone, which is created " +
          "here: a first update waits for it for 30 minutes, and fails.",
        fix: "Leave privateLink.privateDnsName out of the first update, delegate the zone, then add the name.",
        resources: ["link-eu-west-1-name-txt"],
      },
    ]);
  });

  it("in a zone that exists is none, and none is needed without the name", async () => {
    expect(await found("unproven-name", named({}))).to.deep.equal([]);
    expect(await found("unproven-name", named({ create: true }, {}))).to.deep.equal([]);
  });
});

describe("analysis: findings about the quota of VPCs", () => {
  const consumers = (count: number) =>
    Array.from({ length: count }, (_, index) => own(`c${index}`, `10.${60 + index}`));

  it("are a warning where the account's default VPC has no room beside them", async () => {
    const [one, ...others] = await found("vpc-quota", linked({ consumers: consumers(4) }));
    expect(others).to.deep.equal([]);
    expect(one).to.deep.equal({
      severity: "warning",
      rule: "vpc-quota",
      text:
        "eu-west-1 needs 5 VPCs, beside those that the account has there, such as its default one; the default quota is 5 (VPCs per " +
        "Region, L-F678F1CE).",
      fix: "Ask for 6 or more in Service Quotas of eu-west-1 before they are deployed: that of internet gateways grows with it.",
      resources: ["network-eu-west-1-vpc", ...[0, 1, 2, 3].map((index) => `consumer-c${index}-vpc`)],
    });
    expect(await found("vpc-quota", linked({ consumers: consumers(3) }))).to.deep.equal([]);
  });

  it("are of each region by itself, and not of VPCs that are only read", () => {
    const vpcs = (count: number, region: string, external = false) =>
      Array.from({ length: count }, (_, index) => node("Vpc", `${region}-${index}`, {}, { region, external }));
    const rules = (...nodes: ReturnType<typeof vpcs>) =>
      findings(graph(nodes)).flatMap(({ rule, text }) => (rule === "vpc-quota" ? [text.split(",")[0]] : []));
    expect(rules(...vpcs(4, "eu-west-1"), ...vpcs(3, "ap-south-1"))).to.deep.equal([]);
    expect(rules(...vpcs(4, "eu-west-1"), ...vpcs(6, "ap-south-1"))).to.deep.equal(["ap-south-1 needs 6 VPCs"]);
    expect(rules(...vpcs(6, "eu-west-1", true))).to.deep.equal([]);
  });
});
