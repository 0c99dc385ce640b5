import { expect } from "chai";
import {
  BASE,
  find,
  inputs,
  inputsOf,
  ofType,
  recordConfig,
  recordStack,
  SHAPES,
  type Raw,
} from "../support/recording";

const NACL = "aws:ec2/networkAcl:NetworkAcl";
const ANYWHERE = "0.0.0.0/0";

const tcp = (ruleNo: number, fromPort: number, toPort: number, cidrBlock: string) => ({
  ruleNo,
  action: "allow",
  protocol: "tcp",
  fromPort,
  toPort,
  cidrBlock,
});
/** Of every protocol and port. */
const EVERYTHING = { ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: ANYWHERE };
const FRAGMENTATION_NEEDED = {
  ruleNo: 900,
  action: "allow",
  protocol: "icmp",
  fromPort: 0,
  toPort: 0,
  icmpType: 3,
  icmpCode: 4,
  cidrBlock: ANYWHERE,
};

/** The entries of a tier as `number protocol ports cidr`, in the order of their numbers. */
async function entries(raw: Raw, tier: string, direction: "ingress" | "egress"): Promise<string[]> {
  const list = find(await recordConfig(raw), NACL, `network-eu-west-1-${tier}-nacl`).inputs[direction];
  return (list as ReturnType<typeof tcp>[])
    .filter(({ protocol }) => protocol !== "icmp")
    .map(({ ruleNo, fromPort, toPort, cidrBlock }) => `${ruleNo} ${fromPort}-${toPort} ${cidrBlock}`);
}

describe("Network ACLs", () => {
  it("write an entry out in full", async () => {
    const { ingress } = find(await recordStack("dev"), NACL, "network-eu-west-1-front-nacl").inputs;
    expect((ingress as unknown[])[0]).to.deep.equal({
      ruleNo: 100,
      action: "allow",
      protocol: "tcp",
      fromPort: 5000,
      toPort: 5000,
      cidrBlock: "0.0.0.0/0",
    });
  });

  const STACKS = [
    { stack: "dev", zones: ["a", "b"], app: "10.20.0.0/17" },
    { stack: "prod", zones: ["a", "b", "c"], app: "10.30.0.0/17" },
  ];
  for (const { stack, zones, app } of STACKS)
    it(`${stack} has one for each tier, over its subnets of all zones`, async () => {
      const common = (tier: string) => ({
        vpcId: "${Vpc:network-eu-west-1-vpc.id}",
        subnetIds: zones.map((zone) => `\${Subnet:network-eu-west-1-${tier}-${zone}.id}`),
        tags: { Name: `ha-tcp-${stack}-network-eu-west-1-${tier}` },
      });
      expect(inputs(await recordStack(stack), NACL)).to.deep.equal({
        "network-eu-west-1-front-nacl": {
          ...common("front"),
          ingress: [
            tcp(100, 5000, 5000, ANYWHERE),
            tcp(110, 1, 65535, app),
            tcp(120, 1024, 65535, ANYWHERE),
            FRAGMENTATION_NEEDED,
          ],
          egress: [
            tcp(100, 1024, 65535, ANYWHERE),
            tcp(110, 5000, 5000, app),
            tcp(130, 443, 443, ANYWHERE),
            FRAGMENTATION_NEEDED,
          ],
        },
        "network-eu-west-1-app-nacl": {
          ...common("app"),
          ingress: [tcp(100, 5000, 5000, ANYWHERE), tcp(120, 1024, 65535, ANYWHERE), FRAGMENTATION_NEEDED],
          egress: [tcp(100, 1024, 65535, ANYWHERE), tcp(110, 443, 443, ANYWHERE), FRAGMENTATION_NEEDED],
        },
        "network-eu-west-1-inspection-nacl": {
          ...common("inspection"),
          ingress: [EVERYTHING],
          egress: [EVERYTHING],
        },
      });
    });

  it("without NAT have no entries for it, and let the app tier reach the interface endpoints", async () => {
    const raw = SHAPES["no NAT"]!;
    expect(await entries(raw, "front", "ingress")).to.deep.equal([
      "100 5000-5000 0.0.0.0/0",
      "110 1-65535 10.20.0.0/17",
    ]);
    expect(await entries(raw, "front", "egress")).to.deep.equal([
      "100 1024-65535 0.0.0.0/0",
      "110 5000-5000 10.20.0.0/17",
    ]);
    expect(await entries(raw, "app", "ingress")).to.deep.equal([
      "100 5000-5000 0.0.0.0/0",
      "120 1024-65535 0.0.0.0/0",
      "130 443-443 10.20.0.0/17",
    ]);
  });

  it("open the health check's own port between the tiers, and the service port to the front alone without client addresses", async () => {
    const raw = SHAPES["known clients, destinations and buckets"]!;
    expect(await entries(raw, "front", "egress")).to.include("120 8081-8081 10.20.0.0/17");
    expect(await entries(raw, "app", "ingress")).to.deep.equal([
      "100 5000-5000 10.20.128.0/18",
      "110 8081-8081 10.20.128.0/18",
      "120 1024-65535 0.0.0.0/0",
    ]);
  });

  it("open ports below 1024 outwards where a configured destination has one", async () => {
    const raw = SHAPES["known clients, destinations and buckets"]!;
    const privileged = "200 1-1023 0.0.0.0/0";
    expect(await entries(raw, "app", "egress")).to.deep.equal([
      "100 1024-65535 0.0.0.0/0",
      "110 443-443 0.0.0.0/0",
      privileged,
    ]);
    expect(await entries(raw, "front", "egress")).to.include(privileged);
    const high = { ...BASE, instances: { egress: [{ cidr: "192.0.2.0/24", port: 6379 }] } };
    expect(await entries(high, "app", "egress")).not.to.include(privileged);
  });

  it("follow the service port", async () => {
    const raw = { ...BASE, service: { port: 636 } };
    expect((await entries(raw, "front", "ingress"))[0]).to.equal("100 636-636 0.0.0.0/0");
    expect((await entries(raw, "front", "egress"))[1]).to.equal("110 636-636 10.20.0.0/17");
    expect((await entries(raw, "app", "ingress"))[0]).to.equal("100 636-636 0.0.0.0/0");
  });

  it("are the same with and without a firewall, whole, so that none closes a way that packets still take", async () => {
    for (const raw of [BASE, SHAPES["no NAT"]!]) {
      const [without, inspected] = [
        await recordConfig(raw),
        await recordConfig({ ...raw, options: ["networkFirewall"] }),
      ];
      expect(ofType(inspected, NACL)).to.deep.equal(ofType(without, NACL));
      expect(inputsOf(find(inspected, NACL, "network-eu-west-1-inspection-nacl"))).to.deep.include({
        ingress: [EVERYTHING],
        egress: [EVERYTHING],
      });
    }
  });
});
