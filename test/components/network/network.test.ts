import { expect } from "chai";
import { find, inputs, inputsOf, recordStack } from "../../support/recording";

const VPC = "${Vpc:network-eu-west-1-vpc.id}";

/** Tier, zone, CIDR of each subnet. */
type Row = readonly [tier: string, zone: string, cidr: string];

const STACKS: readonly { stack: string; cidr: string; subnets: readonly Row[] }[] = [
  {
    stack: "dev",
    cidr: "10.20.0.0/16",
    subnets: [
      ["app", "a", "10.20.0.0/20"],
      ["app", "b", "10.20.16.0/20"],
      ["front", "a", "10.20.128.0/21"],
      ["front", "b", "10.20.136.0/21"],
      ["inspection", "a", "10.20.192.0/22"],
      ["inspection", "b", "10.20.196.0/22"],
    ],
  },
  {
    stack: "prod",
    cidr: "10.30.0.0/16",
    subnets: [
      ["app", "a", "10.30.0.0/20"],
      ["app", "b", "10.30.16.0/20"],
      ["app", "c", "10.30.32.0/20"],
      ["front", "a", "10.30.128.0/21"],
      ["front", "b", "10.30.136.0/21"],
      ["front", "c", "10.30.144.0/21"],
      ["inspection", "a", "10.30.192.0/22"],
      ["inspection", "b", "10.30.196.0/22"],
      ["inspection", "c", "10.30.200.0/22"],
    ],
  },
];

describe("Network: one zone written out", () => {
  it("has a subnet of each tier, without public addresses", async () => {
    const graph = await recordStack("dev");
    expect(inputsOf(find(graph, "aws:ec2/subnet:Subnet", "network-eu-west-1-front-b"))).to.deep.equal({
      vpcId: "${Vpc:network-eu-west-1-vpc.id}",
      availabilityZone: "eu-west-1b",
      cidrBlock: "10.20.136.0/21",
      mapPublicIpOnLaunch: false,
      tags: { Name: "ha-tcp-dev-network-eu-west-1-front-b", Tier: "front" },
    });
  });

  it("has a route table for the subnet, its association, and the front's way to the internet gateway", async () => {
    const graph = await recordStack("dev");
    expect(inputsOf(find(graph, "aws:ec2/routeTable:RouteTable", "network-eu-west-1-front-b-rt"))).to.deep.equal({
      vpcId: "${Vpc:network-eu-west-1-vpc.id}",
      tags: { Name: "ha-tcp-dev-network-eu-west-1-front-b" },
    });
    expect(
      inputsOf(find(graph, "aws:ec2/routeTableAssociation:RouteTableAssociation", "network-eu-west-1-front-b-rta")),
    ).to.deep.equal({
      subnetId: "${Subnet:network-eu-west-1-front-b.id}",
      routeTableId: "${RouteTable:network-eu-west-1-front-b-rt.id}",
    });
    expect(inputsOf(find(graph, "aws:ec2/route:Route", "network-eu-west-1-front-b-default"))).to.deep.equal({
      routeTableId: "${RouteTable:network-eu-west-1-front-b-rt.id}",
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: "${InternetGateway:network-eu-west-1-igw.id}",
    });
  });
});

for (const { stack, cidr, subnets } of STACKS) {
  const name = (logical: string) => ({ Name: `ha-tcp-${stack}-${logical}` });
  const eachSubnet = (suffix: string, make: (zoneTier: string, row: Row) => unknown) =>
    Object.fromEntries(
      subnets.map((row) => {
        const zoneTier = `network-eu-west-1-${row[0]}-${row[1]}`;
        return [`${zoneTier}${suffix}`, make(zoneTier, row)];
      }),
    );

  describe(`Network of ${stack}`, () => {
    it("is one VPC with DNS, an internet gateway, and a default security group that is closed", async () => {
      const graph = await recordStack(stack);
      expect(inputs(graph, "aws:ec2/vpc:Vpc")).to.deep.equal({
        "network-eu-west-1-vpc": {
          cidrBlock: cidr,
          enableDnsSupport: true,
          enableDnsHostnames: true,
          tags: name("network-eu-west-1"),
        },
      });
      expect(inputs(graph, "aws:ec2/internetGateway:InternetGateway")).to.deep.equal({
        "network-eu-west-1-igw": { vpcId: VPC, tags: name("network-eu-west-1") },
      });
      expect(inputs(graph, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")).to.deep.equal({
        "network-eu-west-1-default-sg": {
          vpcId: VPC,
          ingress: [],
          egress: [],
          tags: name("network-eu-west-1-default"),
        },
      });
    });

    it("has a front, an app and an inspection subnet in each zone, in the slots of its letter", async () => {
      expect(inputs(await recordStack(stack), "aws:ec2/subnet:Subnet")).to.deep.equal(
        eachSubnet("", (zoneTier, [tier, zone, cidrBlock]) => ({
          vpcId: VPC,
          availabilityZone: `eu-west-1${zone}`,
          cidrBlock,
          mapPublicIpOnLaunch: false,
          tags: { ...name(zoneTier), Tier: tier },
        })),
      );
    });

    it("has a route table for each subnet, associated with that subnet", async () => {
      const graph = await recordStack(stack);
      expect(inputs(graph, "aws:ec2/routeTable:RouteTable")).to.deep.equal(
        eachSubnet("-rt", (zoneTier) => ({ vpcId: VPC, tags: name(zoneTier) })),
      );
      expect(inputs(graph, "aws:ec2/routeTableAssociation:RouteTableAssociation")).to.deep.equal(
        eachSubnet("-rta", (zoneTier) => ({
          subnetId: `\${Subnet:${zoneTier}.id}`,
          routeTableId: `\${RouteTable:${zoneTier}-rt.id}`,
        })),
      );
    });

    it("leads each front subnet, and no other, to the internet gateway", async () => {
      const routes = Object.entries(inputs(await recordStack(stack), "aws:ec2/route:Route"));
      const zones = subnets.filter(([tier]) => tier === "front").map(([, zone]) => zone);
      expect(Object.fromEntries(routes.filter(([, route]) => "gatewayId" in route))).to.deep.equal(
        Object.fromEntries(
          zones.map((zone) => [
            `network-eu-west-1-front-${zone}-default`,
            {
              routeTableId: `\${RouteTable:network-eu-west-1-front-${zone}-rt.id}`,
              destinationCidrBlock: "0.0.0.0/0",
              gatewayId: "${InternetGateway:network-eu-west-1-igw.id}",
            },
          ]),
        ),
      );
    });
  });
}
