import { expect } from "chai";
import {
  BASE,
  type Raw,
  SHAPES,
  find,
  inputs,
  inputsOf,
  ofType,
  recordConfig,
  recordStack,
} from "../../support/recording";

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

describe("Network ACLs of PrivateLink", () => {
  const NAMED: Raw = { service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } };
  const linked = (privateLink: Raw = {}, rest: Raw = {}): Raw => ({
    ...BASE,
    ...NAMED,
    options: ["privateLink"],
    ...rest,
    privateLink: {
      allowedClients: ["10.0.0.0/8"],
      allowedPrincipals: ["arn:aws:iam::111122223333:root"],
      ...privateLink,
    },
  });
  const CREATED: Raw = {
    name: "acme",
    region: "eu-west-1",
    vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b", "c"] },
  };
  const EXISTING: Raw = {
    name: "globex",
    region: "eu-west-1",
    vpc: {
      kind: "existing",
      id: "vpc-0a0a0a0a0a0a0a0a0",
      cidr: "10.9.0.0/16",
      subnets: { a: "subnet-0a0a0a0a0a0a0a0a0" },
    },
  };

  /** The whole network ACL of a tier of a consumer's VPC. */
  const acl = (stack: string, consumer: string, tier: string, rest: Raw, zones = "abc") => ({
    [`consumer-${consumer}-${tier}-nacl`]: {
      vpcId: `\${Vpc:consumer-${consumer}-vpc.id}`,
      subnetIds: Array.from(zones, (zone) => `\${Subnet:consumer-${consumer}-${tier}-${zone}.id}`),
      ...rest,
      tags: { Name: `ha-tcp-${stack}-consumer-${consumer}-${tier}` },
    },
  });
  const ofConsumers = async (raw: Raw) =>
    Object.fromEntries(
      Object.entries(inputs(await recordConfig(raw), NACL)).filter(([name]) => name.startsWith("consumer-")),
    );

  const [CLIENTS, ENDPOINTS] = ["10.60.0.0/23", "10.60.2.0/23"];
  const OWN = {
    ...acl("test", "acme", "clients", {
      ingress: [tcp(100, 1024, 65535, ENDPOINTS)],
      egress: [tcp(100, 5000, 5000, ENDPOINTS)],
    }),
    ...acl("test", "acme", "endpoints", {
      ingress: [tcp(100, 5000, 5000, CLIENTS)],
      egress: [tcp(100, 1024, 65535, CLIENTS)],
    }),
  };

  it("of a consumer let its clients reach the endpoint and be answered, and nothing else", async () => {
    expect(await ofConsumers(linked({ consumers: [CREATED] }))).to.deep.equal(OWN);
  });

  it("of a consumer in a stack of its own are the same ones, and the only ones", async () => {
    const graph = await recordConfig(SHAPES["a consumer of a service of another account"]!);
    expect(inputs(graph, NACL)).to.deep.equal(OWN);
  });

  it("of a consumer's VPC that exists are not touched", async () => {
    const graph = await recordConfig(linked({ consumers: [CREATED, EXISTING] }));
    expect(Object.keys(inputs(graph, NACL)).sort()).to.deep.equal([
      "consumer-acme-clients-nacl",
      "consumer-acme-endpoints-nacl",
      ...["app", "front", "inspection"].map((tier) => `network-eu-west-1-${tier}-nacl`),
    ]);
    const alone: Raw = { ...SHAPES["a consumer of a service of another account"], consumer: EXISTING };
    expect(ofType(await recordConfig(alone), NACL)).to.deep.equal([]);
  });

  it("let clients from elsewhere reach the endpoint, by whom the security group decides; those inside reach no more", async () => {
    for (const allowedClients of [["10.7.0.0/16"], [CLIENTS, "10.7.0.0/16"], [ENDPOINTS]]) {
      const elsewhere = await ofConsumers(linked({ consumers: [{ ...CREATED, allowedClients }] }));
      expect(elsewhere, allowedClients.join(" ")).to.deep.equal({
        ...OWN,
        ...acl("test", "acme", "endpoints", {
          ingress: [tcp(100, 5000, 5000, ANYWHERE)],
          egress: [tcp(100, 1024, 65535, ANYWHERE)],
        }),
      });
    }
    const inside = linked({ consumers: [{ ...CREATED, allowedClients: ["10.60.0.0/26"] }] });
    expect(await ofConsumers(inside)).to.deep.equal(OWN);
  });

  it("of consumers follow the service port and their own ranges, whatever their zones and regions", async () => {
    const vpc = { kind: "created", cidr: "10.61.0.0/24", zones: ["b", "a"] };
    const raw = linked(
      {
        supportedRegions: ["us-east-1"],
        consumers: [CREATED, { name: "initech", region: "us-east-1", vpc, privateDns: "none" }],
      },
      { service: { port: 636, hostname: "tcp.example.com" } },
    );
    expect(await ofConsumers(raw)).to.deep.equal({
      ...acl("test", "acme", "clients", {
        ingress: [tcp(100, 1024, 65535, ENDPOINTS)],
        egress: [tcp(100, 636, 636, ENDPOINTS)],
      }),
      ...acl("test", "acme", "endpoints", {
        ingress: [tcp(100, 636, 636, CLIENTS)],
        egress: [tcp(100, 1024, 65535, CLIENTS)],
      }),
      ...acl(
        "test",
        "initech",
        "clients",
        { ingress: [tcp(100, 1024, 65535, "10.61.0.128/25")], egress: [tcp(100, 636, 636, "10.61.0.128/25")] },
        "ab",
      ),
      ...acl(
        "test",
        "initech",
        "endpoints",
        { ingress: [tcp(100, 636, 636, "10.61.0.0/25")], egress: [tcp(100, 1024, 65535, "10.61.0.0/25")] },
        "ab",
      ),
    });
  });

  it("let the private load balancer's nodes reach targets in other zones, and consumers reach the nodes", async () => {
    const raw = linked();
    expect(await entries(raw, "app", "ingress")).to.deep.equal([
      "100 5000-5000 0.0.0.0/0",
      "101 5000-5000 0.0.0.0/0",
      "102 5000-5000 10.20.0.0/17",
      "120 1024-65535 0.0.0.0/0",
    ]);
    expect(await entries(raw, "app", "egress")).to.deep.equal([
      "100 1024-65535 0.0.0.0/0",
      "102 5000-5000 10.20.0.0/17",
      "110 443-443 0.0.0.0/0",
    ]);
  });

  it("let consumers reach the nodes by IPv6 and be answered, where the service has it, by entries of that family", async () => {
    const range = (ruleNo: number, fromPort: number, toPort: number) => ({
      ruleNo,
      action: "allow",
      protocol: "tcp",
      fromPort,
      toPort,
      ipv6CidrBlock: "::/0",
    });
    const LARGE = {
      ruleNo: 910,
      action: "allow",
      protocol: "58",
      fromPort: 0,
      toPort: 0,
      ipv6CidrBlock: "::/0",
      icmpType: 2,
      icmpCode: 0,
    };
    const dualStack = linked(
      { ipAddressType: "dualstack", allowedClients: ["10.0.0.0/8", "2001:db8::/32"] },
      { network: { ipv6: true } },
    );
    const acl = async (raw: Raw, tier: string) =>
      find(await recordConfig(raw), NACL, `network-eu-west-1-${tier}-nacl`).inputs;
    const [before, after] = [await acl(linked(), "app"), await acl(dualStack, "app")];
    for (const [direction, added] of [
      ["ingress", range(103, 5000, 5000)],
      ["egress", range(103, 1024, 65535)],
    ] as const)
      expect(after[direction]).to.have.deep.members([...(before[direction] as unknown[]), added, LARGE]);
    for (const tier of ["front", "inspection"])
      expect(await acl(dualStack, tier)).to.deep.equal(await acl(linked(), tier));
  });

  it("let them reach the containers' port, and that of the checks, as well", async () => {
    const raw = linked(
      {},
      {
        options: ["nlb", "ecs", "privateLink"],
        weights: { instances: 1, tasks: 1 },
        service: { port: 5000, hostname: "tcp.example.com", healthCheck: { protocol: "HTTP", port: 8081 } },
        ecs: { containerPort: 8080 },
      },
    );
    const own = (rows: string[]) => rows.filter((row) => /^1(0[1-9]|12) /.test(row) && !row.startsWith("105"));
    expect(own(await entries(raw, "app", "ingress"))).to.deep.equal([
      "101 5000-5000 0.0.0.0/0",
      "102 5000-5000 10.20.0.0/17",
      "107 8080-8080 10.20.0.0/17",
      "112 8081-8081 10.20.0.0/17",
    ]);
    expect(own(await entries(raw, "app", "egress"))).to.deep.equal([
      "102 5000-5000 10.20.0.0/17",
      "107 8080-8080 10.20.0.0/17",
      "112 8081-8081 10.20.0.0/17",
    ]);
  });

  it("of the app tier get those entries only, and the other tiers none, with the option beside the public load balancer", async () => {
    const acls = async (options: string[]) => inputs(await recordConfig({ ...BASE, ...NAMED, options }), NACL);
    const [without, withIt] = [await acls(["nlb"]), await acls(["nlb", "privateLink"])];
    const [app, ...others] = ["app", "front", "inspection"].map((tier) => `network-eu-west-1-${tier}-nacl`);
    expect(Object.keys(withIt)).to.deep.equal(Object.keys(without));
    for (const name of others) expect(withIt[name], name).to.deep.equal(without[name]);
    const added = (direction: "ingress" | "egress") => {
      const before = (without[app!]![direction] as unknown[]).map((each) => JSON.stringify(each));
      const after = (withIt[app!]![direction] as unknown[]).map((each) => JSON.stringify(each));
      expect(after).to.include.members(before);
      return after.filter((each) => !before.includes(each)).map((each) => JSON.parse(each) as unknown);
    };
    expect(added("ingress")).to.deep.equal([tcp(101, 5000, 5000, ANYWHERE), tcp(102, 5000, 5000, "10.20.0.0/17")]);
    expect(added("egress")).to.deep.equal([tcp(102, 5000, 5000, "10.20.0.0/17")]);
  });

  it("are the same whoever consumes, and whether the security group decides or not", async () => {
    const own = async (privateLink: Raw, rest: Raw = {}) =>
      Object.entries(inputs(await recordConfig(linked(privateLink, rest)), NACL)).filter(([name]) =>
        name.startsWith("network-"),
      );
    const expected = await own({});
    expect(await own({ consumers: [CREATED, EXISTING] })).to.deep.equal(expected);
    expect(await own({ enforceSecurityGroup: false, allowedClients: [] })).to.deep.equal(expected);
  });
});
