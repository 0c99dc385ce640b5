import { z } from "zod";
import { contains, overlaps } from "../../plan/cidrs";
import { type Child, ChildOutput, type Expansion, type RemoteComponent } from "./expansion";

/** The versions of awsx that make a VPC so: with another in the lock file, compare this file with its source and say so here. */
export const AWSX_VERSIONS = /^3\.9\./;

const TAGS = z.record(z.string(), z.string());

const SUBNET_SPEC = z.strictObject({
  type: z.enum(["Public", "Private", "Isolated", "Unused"]),
  name: z.string().optional(),
  cidrBlocks: z.array(z.cidrv4()),
  tags: TAGS.optional(),
});

/**
 * The arguments that the expansion follows. What else awsx knows is refused: layouts that it reckons itself, zones that it asks AWS
 * for, NAT gateways, endpoints, IPv6 and IPAM.
 */
const ARGUMENTS = z
  .strictObject({
    cidrBlock: z.cidrv4(),
    availabilityZoneNames: z.array(z.string()).min(1),
    /** awsx's own default, one in each zone, needs a public subnet. */
    natGateways: z.strictObject({ strategy: z.literal("None") }),
    /** With this one awsx takes `cidrBlocks` as they are. "Legacy", its default, reckons others; "Exact" refuses gaps between them. */
    subnetStrategy: z.literal("Auto"),
    subnetSpecs: z.array(SUBNET_SPEC).min(1),
    subnetNameTagStrategy: z.enum(["Legacy", "AvailabilityZone"]).default("Legacy"),
    enableDnsHostnames: z.boolean().optional(),
    enableDnsSupport: z.boolean().optional(),
    enableNetworkAddressUsageMetrics: z.boolean().optional(),
    instanceTenancy: z.string().optional(),
    tags: TAGS.default({}),
  })
  .superRefine((args, context) => {
    for (const message of layoutProblems(args)) context.addIssue({ code: "custom", message, path: ["subnetSpecs"] });
  });

type SubnetSpec = z.infer<typeof SUBNET_SPEC>;
type VpcArguments = z.infer<typeof ARGUMENTS>;

/** What awsx and AWS refuse about subnets. */
function layoutProblems({ cidrBlock, availabilityZoneNames, subnetSpecs }: VpcArguments): string[] {
  const zones = availabilityZoneNames.length;
  const uneven = subnetSpecs.filter(({ cidrBlocks }) => cidrBlocks.length !== zones);
  const ranges = subnetSpecs.flatMap(({ cidrBlocks }) => cidrBlocks);
  const overlapping = ranges.filter((one, index) => ranges.some((other, at) => at !== index && overlaps(one, other)));
  const outside = ranges.filter((range) => !contains(cidrBlock, range));
  return [
    ...uneven.map(({ cidrBlocks }) => `there are ${cidrBlocks.length} cidrBlocks for ${zones} zones`),
    ...overlapping.map((range) => `${range} overlaps with another subnet`),
    ...outside.map((range) => `${range} is not in ${cidrBlock}`),
  ];
}

function parseArguments({ name, inputs }: RemoteComponent): VpcArguments {
  const { data, error } = ARGUMENTS.safeParse(inputs);
  if (data) return data;
  const problems = error.issues.map(({ path, message }) => [...path, message].join(": "));
  throw new Error(
    `the offline plan cannot follow these arguments of the awsx:ec2:Vpc ${name} (graph/remote/awsxVpc.ts says which it can): ` +
      problems.join("; "),
  );
}

/** A subnet with all that is made for it. */
interface SubnetParts {
  type: SubnetSpec["type"];
  subnet: Child;
  routeTable: Child;
  association: Child;
  /** Of public subnets only: to the internet. */
  route?: Child;
}

/**
 * `awsx.ec2.Vpc` as version 3.9 of its provider makes it: the VPC, an internet gateway whether a subnet has a route to it or not, and
 * in each zone the subnets, each with a route table of its own. Subnets are named by the place of their zone in the list, not by the
 * zone: a list that begins with another zone gives each name to another subnet. Source: awsx/ec2/vpc.ts of github.com/pulumi/pulumi-awsx.
 */
export function expandVpc(component: RemoteComponent): Expansion {
  const { name } = component;
  const args = parseArguments(component);
  const tags = { Name: name, ...args.tags };
  const vpc: Child = { type: "aws:ec2/vpc:Vpc", name, inputs: { ...vpcInputs(args), tags }, dependsOn: [] };
  const gateway: Child = {
    type: "aws:ec2/internetGateway:InternetGateway",
    name,
    parent: vpc,
    inputs: { vpcId: idOf(vpc), tags },
    dependsOn: [vpc],
  };
  const subnets = args.availabilityZoneNames.flatMap((_, zone) =>
    specsInOrder(args.subnetSpecs).map((spec) => subnetParts({ name, args, tags, vpc, gateway }, spec, zone)),
  );
  const parts = subnets.flatMap(({ subnet, routeTable, association, route }) => [
    subnet,
    routeTable,
    association,
    ...(route ? [route] : []),
  ]);
  return {
    children: [vpc, gateway, ...parts],
    outputs: outputs(vpc, gateway, subnets, args),
    // awsx makes all of its outputs from one that holds these ids.
    outputDependencies: [vpc, ...subnets.map(({ subnet }) => subnet)],
  };
}

const idOf = (child: Child): ChildOutput => new ChildOutput(child, "id");

function vpcInputs(args: VpcArguments): Record<string, unknown> {
  const { cidrBlock, enableDnsHostnames, enableDnsSupport, enableNetworkAddressUsageMetrics, instanceTenancy } = args;
  return { cidrBlock, enableDnsHostnames, enableDnsSupport, enableNetworkAddressUsageMetrics, instanceTenancy };
}

const SUBNET_ORDER: readonly SubnetSpec["type"][] = ["Public", "Private", "Isolated"];

/** Those that become subnets, in the order that awsx makes them in. */
function specsInOrder(specs: readonly SubnetSpec[]): SubnetSpec[] {
  return SUBNET_ORDER.flatMap((type) => specs.filter((spec) => spec.type === type));
}

interface SharedParts {
  name: string;
  args: VpcArguments;
  tags: Readonly<Record<string, string>>;
  vpc: Child;
  gateway: Child;
}

function subnetParts({ name, args, tags, vpc, gateway }: SharedParts, spec: SubnetSpec, zone: number): SubnetParts {
  const { type } = spec;
  const availabilityZone = args.availabilityZoneNames[zone] ?? "";
  const base = `${name}-${spec.name ?? type.toLowerCase()}`;
  const own = `${base}-${zone + 1}`;
  const nameTag = args.subnetNameTagStrategy === "Legacy" ? own : `${base}-${zoneSuffix(availabilityZone)}`;
  const subnet: Child = {
    type: "aws:ec2/subnet:Subnet",
    name: own,
    parent: vpc,
    inputs: {
      vpcId: idOf(vpc),
      availabilityZone,
      mapPublicIpOnLaunch: type === "Public",
      cidrBlock: spec.cidrBlocks[zone],
      assignIpv6AddressOnCreation: false,
      // Reckoned from the range of the VPC, also where it comes to none.
      ipv6CidrBlock: new ChildOutput(vpc, "nothing"),
      tags: { ...tags, ...spec.tags, Name: nameTag, SubnetType: type },
    },
    dependsOn: [vpc],
  };
  const routeTable: Child = {
    type: "aws:ec2/routeTable:RouteTable",
    name: own,
    parent: subnet,
    inputs: { vpcId: idOf(vpc), tags: { ...tags, Name: nameTag, SubnetType: type } },
    dependsOn: [subnet],
  };
  const inTable = { name: own, parent: routeTable, dependsOn: [routeTable] };
  const association: Child = {
    type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    inputs: { routeTableId: idOf(routeTable), subnetId: idOf(subnet) },
    ...inTable,
  };
  const route: Child = {
    type: "aws:ec2/route:Route",
    inputs: { routeTableId: idOf(routeTable), gatewayId: idOf(gateway), destinationCidrBlock: "0.0.0.0/0" },
    ...inTable,
  };
  return { type, subnet, routeTable, association, ...(type === "Public" ? { route } : {}) };
}

/** `eu-west-1a` gives `1a`; a name of another form stays whole. */
function zoneSuffix(zone: string): string {
  return zone.replace(/^[a-z]{2}(?:-[a-z]+)+-/, "");
}

function outputs(
  vpc: Child,
  gateway: Child,
  subnets: readonly SubnetParts[],
  { subnetSpecs }: VpcArguments,
): Record<string, unknown> {
  const resources = (children: readonly Child[]) => children.map((child) => new ChildOutput(child, "resource"));
  const ids = (children: readonly Child[]) => children.map(idOf);
  const ofType = (type: SubnetSpec["type"]) => subnets.filter((each) => each.type === type).map(({ subnet }) => subnet);
  return {
    vpc: new ChildOutput(vpc, "resource"),
    vpcId: idOf(vpc),
    internetGateway: new ChildOutput(gateway, "resource"),
    subnets: resources(subnets.map(({ subnet }) => subnet)),
    publicSubnets: resources(ofType("Public")),
    privateSubnets: resources(ofType("Private")),
    isolatedSubnets: resources(ofType("Isolated")),
    publicSubnetIds: ids(ofType("Public")),
    privateSubnetIds: ids(ofType("Private")),
    isolatedSubnetIds: ids(ofType("Isolated")),
    routeTables: resources(subnets.map(({ routeTable }) => routeTable)),
    routeTableAssociations: resources(subnets.map(({ association }) => association)),
    routes: resources(subnets.flatMap(({ route }) => (route ? [route] : []))),
    subnetLayout: subnetSpecs.map(({ type, name, cidrBlocks }) => ({ type, name, cidrBlocks })),
    natGateways: [],
    eips: [],
    vpcEndpoints: [],
  };
}
