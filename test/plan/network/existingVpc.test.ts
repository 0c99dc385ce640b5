import { expect } from "chai";
import {
  type ExistingVpcFacts,
  type ExpectedVpc,
  type SubnetFacts,
  type VpcFacts,
  existingVpcProblems,
  existingVpcWarnings,
  rangeOfTier,
} from "../../../plan/network/existingVpc";

const EXPECTED: ExpectedVpc = {
  region: "eu-west-1",
  id: "vpc-1",
  cidr: "10.64.0.0/16",
  subnets: { front: { a: "subnet-f" }, app: { a: "subnet-p" } },
  leadsOut: true,
  internetGateway: true,
  dnsFor: ["names of tasks"],
  ownersAlone: [{ what: "flow logs of it", without: "leave out vpc.flowLogs" }],
  ipv6: true,
  others: [{ cidr: "10.65.0.0/16", whose: "eu-west-2" }],
  addresses: { front: 8, app: 3 },
};

const VPC: VpcFacts = {
  cidrs: ["10.64.0.0/16", "100.64.0.0/16"],
  dnsSupport: true,
  dnsHostnames: true,
  internetGateway: true,
};
const FRONT: SubnetFacts = {
  vpcId: "vpc-1",
  zone: "eu-west-1a",
  cidr: "10.64.0.0/24",
  free: 8,
  ipv6: false,
  leadsTo: "igw-1",
};
const APP: SubnetFacts = {
  vpcId: "vpc-1",
  zone: "eu-west-1a",
  cidr: "10.64.1.0/24",
  free: 3,
  ipv6: true,
  leadsTo: "nat-1",
};

const facts = (
  vpc: Partial<VpcFacts> = {},
  front: Partial<SubnetFacts> = {},
  app: Partial<SubnetFacts> = {},
): ExistingVpcFacts => ({
  vpc: { ...VPC, ...vpc },
  subnets: { front: { a: { ...FRONT, ...front } }, app: { a: { ...APP, ...app } } },
});

describe("plan/network/existingVpc: what is not as the stack file says", () => {
  const table: [title: string, found: ExistingVpcFacts, at: string, allowed: string, fix: string][] = [
    [
      "one of another account",
      facts({ sharedBy: "222233334444" }),
      "regions.eu-west-1.vpc.id",
      "a VPC of the stack's own account, as who has a share of one makes no flow logs of it there",
      "it is one of 222233334444: leave out vpc.flowLogs",
    ],
    [
      "no such VPC",
      { ...facts(), vpc: undefined },
      "regions.eu-west-1.vpc.id",
      "a VPC that this account sees in eu-west-1",
      "aws ec2 describe-vpcs",
    ],
    [
      "another range",
      facts({ cidrs: ["10.0.0.0/16", "100.64.0.0/16"] }),
      "regions.eu-west-1.cidr",
      "a range of vpc-1: 10.0.0.0/16, 100.64.0.0/16",
      "write the one",
    ],
    [
      "a further range of another's",
      facts({ cidrs: ["10.64.0.0/16", "10.65.3.0/24"] }),
      "regions.eu-west-1.vpc.id",
      "no range overlaps",
      "its 10.65.3.0/24 overlaps 10.65.0.0/16 of eu-west-2",
    ],
    [
      "no DNS support",
      facts({ dnsSupport: false }),
      "regions.eu-west-1.vpc.id",
      "DNS support and DNS hostnames, which names of tasks need",
      "modify-vpc-attribute --vpc-id vpc-1",
    ],
    [
      "no DNS hostnames",
      facts({ dnsHostnames: false }),
      "regions.eu-west-1.vpc.id",
      "DNS support and DNS hostnames",
      "modify-vpc-attribute",
    ],
    [
      "no internet gateway",
      facts({ internetGateway: false }),
      "regions.eu-west-1.vpc.id",
      "an internet gateway, by which the accelerator's clients",
      "attach one",
    ],
    [
      "no such subnet",
      { ...facts(), subnets: { front: { a: FRONT }, app: {} } },
      "regions.eu-west-1.vpc.app.a",
      "a subnet that this account sees in eu-west-1",
      "Name=vpc-id,Values=vpc-1",
    ],
    [
      "a subnet of another VPC",
      facts({}, { vpcId: "vpc-2" }),
      "regions.eu-west-1.vpc.front.a",
      "a subnet of vpc-1",
      "it is one of vpc-2",
    ],
    [
      "a subnet of another zone",
      facts({}, {}, { zone: "eu-west-1b" }),
      "regions.eu-west-1.vpc.app.a",
      "a subnet in eu-west-1a",
      "it is in eu-west-1b",
    ],
    [
      "a subnet of another range",
      facts({}, {}, { cidr: "100.64.0.0/24" }),
      "regions.eu-west-1.vpc.app.a",
      "a subnet within 10.64.0.0/16",
      "it has 100.64.0.0/24",
    ],
    [
      "a front subnet behind NAT",
      facts({}, { leadsTo: "nat-1" }),
      "regions.eu-west-1.vpc.front.a",
      "a public subnet",
      "its default route leads to nat-1",
    ],
    [
      "a front subnet that leads nowhere",
      facts({}, { leadsTo: "nothing" }),
      "regions.eu-west-1.vpc.front.a",
      "a public subnet",
      "it has no default route",
    ],
    [
      "a public app subnet",
      facts({}, {}, { leadsTo: "igw-1" }),
      "regions.eu-west-1.vpc.app.a",
      "a private subnet",
      "its default route leads to igw-1",
    ],
    [
      "an app subnet without IPv6",
      facts({}, {}, { ipv6: false }),
      "regions.eu-west-1.vpc.app.a",
      "a range of IPv6, where network.ipv6 is true",
      "have its owner give it one",
    ],
  ];
  for (const [title, found, at, allowed, fix] of table)
    it(`is told with its place: ${title}`, () => {
      const problems = existingVpcProblems(EXPECTED, found);
      expect(problems.map(({ path }) => path.join("."))).to.deep.equal([at]);
      expect(problems[0]?.allowed).to.include(allowed);
      expect(problems[0]?.fix).to.include(fix);
    });

  it("is nothing where all is so, and where a firewall of the owner's stands before the front subnets", () => {
    for (const leadsTo of ["igw-1", "vpce-1", "eni-1", "i-1"])
      expect(existingVpcProblems(EXPECTED, facts({}, { leadsTo }))).to.deep.equal([]);
  });

  it("is nothing that the stack does not need", () => {
    const modest = { ...EXPECTED, leadsOut: false, internetGateway: false, dnsFor: [], ownersAlone: [], ipv6: false };
    const bare = facts(
      { dnsSupport: false, dnsHostnames: false, internetGateway: false },
      {},
      { ipv6: false, leadsTo: "igw-1" },
    );
    expect(existingVpcProblems(modest, bare)).to.deep.equal([]);
  });

  it("is nothing of what nobody was asked about", () => {
    const subnet = { vpcId: "vpc-1", zone: "eu-west-1a" };
    const assumed = { vpc: { cidrs: [EXPECTED.cidr] }, subnets: { front: { a: subnet }, app: { a: subnet } } };
    expect(existingVpcProblems(EXPECTED, assumed)).to.deep.equal([]);
    expect(existingVpcWarnings(EXPECTED, assumed)).to.deep.equal([]);
  });
});

describe("plan/network/existingVpc: what is only told", () => {
  it("are few free addresses, and an app subnet that leads nowhere by the routes that are seen", () => {
    const warnings = existingVpcWarnings(EXPECTED, facts({}, { free: 7 }, { free: 2, leadsTo: "nothing" }));
    expect(warnings).to.have.length(3);
    expect(warnings[0]).to.include(
      "subnet-f (front of eu-west-1a) has 7 free addresses, and the stack may take 8 there",
    );
    expect(warnings[1]).to.include("subnet-p (app of eu-west-1a) has 2 free addresses, and the stack may take 3 there");
    expect(warnings[2]).to.include(
      "subnet-p (app of eu-west-1a) has no default route, unless a VPN gateway propagates one",
    );
  });

  it("is nothing where there is enough of all, or nothing is to lead out", () => {
    expect(existingVpcWarnings(EXPECTED, facts())).to.deep.equal([]);
    const closed = { ...EXPECTED, leadsOut: false };
    expect(existingVpcWarnings(closed, facts({}, {}, { leadsTo: "nothing" }))).to.deep.equal([]);
  });
});

describe("plan/network/existingVpc: the range of a tier", () => {
  it("is all of a VPC that exists, and the tier's of one made here", () => {
    expect(rangeOfTier({ cidr: "10.64.0.0/16", vpc: {} }, "app")).to.equal("10.64.0.0/16");
    expect(rangeOfTier({ cidr: "10.64.0.0/16" }, "app")).to.equal("10.64.0.0/17");
    expect(rangeOfTier({ cidr: "10.64.0.0/16" }, "front")).to.equal("10.64.128.0/18");
  });
});
