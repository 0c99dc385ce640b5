import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { AWSX_VERSIONS, expandVpc } from "../../graph/remote/awsxVpc";
import { type Child, ChildOutput, type Expansion, childOutputsIn } from "../../graph/remote/expansion";
import { ROOT } from "../support/recording";

/** Two zones of three, with the range of the one between them left free. */
const ISOLATED = {
  cidrBlock: "10.9.0.0/25",
  availabilityZoneNames: ["eu-west-1a", "eu-west-1c"],
  natGateways: { strategy: "None" },
  subnetStrategy: "Auto",
  subnetSpecs: [{ type: "Isolated", name: "firewall", cidrBlocks: ["10.9.0.0/28", "10.9.0.32/28"] }],
};

const expand = (changes: Readonly<Record<string, unknown>> = {}): Expansion =>
  expandVpc({ name: "v", inputs: { ...ISOLATED, ...changes } });

const kind = ({ type }: Child): string => type.split(":")[2] ?? "";
const label = (child: Child): string => `${kind(child)} ${child.name}`;

/** A value as one reads it: `Vpc v: id`. */
const readable = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, each: unknown) =>
      each instanceof ChildOutput ? `${label(each.child)}: ${each.output}` : each,
    ),
  );

const childrenOf = (expansion: Expansion): unknown[] =>
  expansion.children.map((child) => ({
    is: label(child),
    in: child.parent ? label(child.parent) : "the component",
    inputs: readable(child.inputs),
    dependsOn: child.dependsOn.map(label),
  }));

const inputsOf = (expansion: Expansion, which: string): unknown => {
  const child = expansion.children.find((each) => label(each) === which);
  expect(expansion.children.map(label)).to.include(which);
  return readable(child?.inputs);
};

describe("graph/remote: awsx in the lock file", () => {
  it("is of a version that the expansion was compared with", () => {
    const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
      packages: Record<string, { version: string }>;
    };
    expect(lock.packages["node_modules/@pulumi/awsx"]?.version).to.match(AWSX_VERSIONS);
  });
});

describe("The expansion of awsx:ec2:Vpc", () => {
  it("makes a VPC, an internet gateway that no route uses, and per zone a subnet with a route table", () => {
    const tags = { Name: "firewall", Team: "t" };
    const inZone = (place: number, availabilityZone: string, cidrBlock: string) => {
      const name = `v-firewall-${place}`;
      const own = { ...tags, Name: name, SubnetType: "Isolated" };
      return [
        {
          is: `Subnet ${name}`,
          in: "Vpc v",
          inputs: {
            vpcId: "Vpc v: id",
            availabilityZone,
            mapPublicIpOnLaunch: false,
            cidrBlock,
            assignIpv6AddressOnCreation: false,
            ipv6CidrBlock: "Vpc v: nothing",
            tags: own,
          },
          dependsOn: ["Vpc v"],
        },
        {
          is: `RouteTable ${name}`,
          in: `Subnet ${name}`,
          inputs: { vpcId: "Vpc v: id", tags: own },
          dependsOn: [`Subnet ${name}`],
        },
        {
          is: `RouteTableAssociation ${name}`,
          in: `RouteTable ${name}`,
          inputs: { routeTableId: `RouteTable ${name}: id`, subnetId: `Subnet ${name}: id` },
          dependsOn: [`RouteTable ${name}`],
        },
      ];
    };
    expect(childrenOf(expand({ tags, enableDnsSupport: true, enableDnsHostnames: false }))).to.deep.equal([
      {
        is: "Vpc v",
        in: "the component",
        inputs: { cidrBlock: "10.9.0.0/25", enableDnsSupport: true, enableDnsHostnames: false, tags },
        dependsOn: [],
      },
      { is: "InternetGateway v", in: "Vpc v", inputs: { vpcId: "Vpc v: id", tags }, dependsOn: ["Vpc v"] },
      ...inZone(1, "eu-west-1a", "10.9.0.0/28"),
      ...inZone(2, "eu-west-1c", "10.9.0.32/28"),
    ]);
  });

  it("answers with its resources, their ids and the layout, each after all subnets", () => {
    const expansion = expand();
    expect(readable(expansion.outputs)).to.deep.equal({
      vpc: "Vpc v: resource",
      vpcId: "Vpc v: id",
      internetGateway: "InternetGateway v: resource",
      subnets: ["Subnet v-firewall-1: resource", "Subnet v-firewall-2: resource"],
      publicSubnets: [],
      privateSubnets: [],
      isolatedSubnets: ["Subnet v-firewall-1: resource", "Subnet v-firewall-2: resource"],
      publicSubnetIds: [],
      privateSubnetIds: [],
      isolatedSubnetIds: ["Subnet v-firewall-1: id", "Subnet v-firewall-2: id"],
      routeTables: ["RouteTable v-firewall-1: resource", "RouteTable v-firewall-2: resource"],
      routeTableAssociations: [
        "RouteTableAssociation v-firewall-1: resource",
        "RouteTableAssociation v-firewall-2: resource",
      ],
      routes: [],
      subnetLayout: [{ type: "Isolated", name: "firewall", cidrBlocks: ["10.9.0.0/28", "10.9.0.32/28"] }],
      natGateways: [],
      eips: [],
      vpcEndpoints: [],
    });
    expect(expansion.outputDependencies.map(label)).to.deep.equal([
      "Vpc v",
      "Subnet v-firewall-1",
      "Subnet v-firewall-2",
    ]);
  });

  it("lists each child after its parent and after all it takes something from", () => {
    const { children } = expand();
    children.forEach(({ parent, inputs, dependsOn }, place) => {
      const earlier = children.slice(0, place);
      const needed = [...(parent ? [parent] : []), ...dependsOn, ...childOutputsIn(inputs).map(({ child }) => child)];
      expect(needed.filter((child) => !earlier.includes(child))).to.deep.equal([]);
    });
  });

  it("orders the subnets of a zone by type, and gives public ones a route to the internet", () => {
    const expansion = expand({
      subnetSpecs: [
        { type: "Isolated", cidrBlocks: ["10.9.0.0/28", "10.9.0.16/28"] },
        { type: "Unused", cidrBlocks: ["10.9.0.32/28", "10.9.0.48/28"] },
        { type: "Private", name: "app", cidrBlocks: ["10.9.0.64/28", "10.9.0.80/28"] },
        { type: "Public", cidrBlocks: ["10.9.0.96/28", "10.9.0.112/28"] },
      ],
    });
    expect(expansion.children.map(label).filter((each) => /^(Subnet|Route) /.test(each))).to.deep.equal([
      ...["Subnet v-public-1", "Route v-public-1", "Subnet v-app-1", "Subnet v-isolated-1"],
      ...["Subnet v-public-2", "Route v-public-2", "Subnet v-app-2", "Subnet v-isolated-2"],
    ]);
    expect(inputsOf(expansion, "Route v-public-2")).to.deep.equal({
      routeTableId: "RouteTable v-public-2: id",
      gatewayId: "InternetGateway v: id",
      destinationCidrBlock: "0.0.0.0/0",
    });
    expect(inputsOf(expansion, "Subnet v-public-2")).to.include({ mapPublicIpOnLaunch: true });
    expect(readable(expansion.outputs["privateSubnetIds"])).to.deep.equal(["Subnet v-app-1: id", "Subnet v-app-2: id"]);
    expect(readable(expansion.outputs["routes"])).to.deep.equal([
      "Route v-public-1: resource",
      "Route v-public-2: resource",
    ]);
  });

  it("tags: the component's name by default; a subnet's own on the subnet alone; Name is awsx's on both", () => {
    const [spec] = ISOLATED.subnetSpecs;
    const expansion = expand({
      tags: { Team: "t" },
      subnetSpecs: [{ ...spec, tags: { Tier: "x", Name: "lost", Team: "u" } }],
      subnetNameTagStrategy: "AvailabilityZone",
    });
    expect(inputsOf(expansion, "Vpc v")).to.deep.include({ tags: { Name: "v", Team: "t" } });
    const own = { Name: "v-firewall-1c", SubnetType: "Isolated" };
    expect(inputsOf(expansion, "Subnet v-firewall-2")).to.deep.include({ tags: { ...own, Tier: "x", Team: "u" } });
    expect(inputsOf(expansion, "RouteTable v-firewall-2")).to.deep.include({ tags: { ...own, Team: "t" } });
  });

  const REFUSED: readonly { what: string; changes: Record<string, unknown>; message: RegExp }[] = [
    { what: "an argument that it does not know", changes: { vpcEndpointSpecs: [] }, message: /"vpcEndpointSpecs"/ },
    {
      what: "no zones, as awsx then asks AWS",
      changes: { availabilityZoneNames: undefined },
      message: /availabilityZoneNames/,
    },
    { what: "NAT gateways", changes: { natGateways: { strategy: "Single" } }, message: /natGateways: strategy/ },
    { what: "the default of NAT gateways", changes: { natGateways: undefined }, message: /natGateways/ },
    { what: "a layout that refuses gaps", changes: { subnetStrategy: "Exact" }, message: /subnetStrategy.*"Auto"/ },
    {
      what: "the default layout, which reckons its own ranges",
      changes: { subnetStrategy: undefined },
      message: /subnetStrategy/,
    },
    {
      what: "subnets by size",
      changes: { subnetSpecs: [{ type: "Isolated", cidrMask: 28 }] },
      message: /subnetSpecs: 0: cidrBlocks.*"cidrMask"/,
    },
    {
      what: "a range too few",
      changes: { subnetSpecs: [{ type: "Isolated", cidrBlocks: ["10.9.0.0/28"] }] },
      message: /subnetSpecs: there are 1 cidrBlocks for 2 zones/,
    },
    {
      what: "ranges that overlap",
      changes: { subnetSpecs: [{ type: "Isolated", cidrBlocks: ["10.9.0.0/28", "10.9.0.0/27"] }] },
      message: /10\.9\.0\.0\/28 overlaps with another subnet; .*10\.9\.0\.0\/27 overlaps/,
    },
    {
      what: "a range outside the VPC",
      changes: { subnetSpecs: [{ type: "Isolated", cidrBlocks: ["10.9.0.0/28", "10.9.0.128/28"] }] },
      message: /10\.9\.0\.128\/28 is not in 10\.9\.0\.0\/25/,
    },
    { what: "a tag that is no text", changes: { tags: { Name: { deep: "x" } } }, message: /tags: Name/ },
  ];

  for (const { what, changes, message } of REFUSED)
    it(`refuses ${what}, by the component's name`, () => {
      expect(() => expand(changes))
        .to.throw(message)
        .with.property("message")
        .that.includes("the awsx:ec2:Vpc v");
    });
});
