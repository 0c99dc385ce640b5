import { type Graph, type ResourceNode, formatReference, kindOf } from "../../graph/graph";

/** The types that analyses look for, by the kind that references name them by. */
const TYPES = {
  CapacityProvider: "aws:ecs/capacityProvider:CapacityProvider",
  CompositeAlarm: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  Eip: "aws:ec2/eip:Eip",
  Group: "aws:autoscaling/group:Group",
  HealthCheck: "aws:route53/healthCheck:HealthCheck",
  InternetGateway: "aws:ec2/internetGateway:InternetGateway",
  LaunchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
  Listener: "aws:lb/listener:Listener",
  LoadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  MetricAlarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  NatGateway: "aws:ec2/natGateway:NatGateway",
  Record: "aws:route53/record:Record",
  Route: "aws:ec2/route:Route",
  RouteTable: "aws:ec2/routeTable:RouteTable",
  RouteTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  VpcPeeringConnection: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  Service: "aws:ecs/service:Service",
  SecurityGroup: "aws:ec2/securityGroup:SecurityGroup",
  SecurityGroupIngressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  Subnet: "aws:ec2/subnet:Subnet",
  Target: "aws:appautoscaling/target:Target",
  TargetGroup: "aws:lb/targetGroup:TargetGroup",
  TaskDefinition: "aws:ecs/taskDefinition:TaskDefinition",
  Vpc: "aws:ec2/vpc:Vpc",
  VpcEndpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  Zone: "aws:route53/zone:Zone",
  ZonalAutoshift: "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration",
  NetworkAcl: "aws:ec2/networkAcl:NetworkAcl",
} as const;

export type Kind = keyof typeof TYPES;

const PROVIDER = "pulumi:providers:aws";

const urnOf = (type: string, name: string): string => `urn:pulumi:test::ha-tcp::${type}::${name}`;

/** A resource of any type, with nothing asked of it. */
export const bare = (type: string, name: string): ResourceNode => ({
  urn: urnOf(type, name),
  type,
  name,
  custom: true,
  external: false,
  remote: false,
  inputs: {},
  dependencies: [],
  propertyDependencies: {},
  protect: false,
  retainOnDelete: false,
  deleteBeforeReplace: false,
  ignoreChanges: [],
  replaceOnChanges: [],
  replaceWith: [],
  aliases: [],
  secrets: [],
  digests: {},
});

export interface Extras extends Partial<Omit<ResourceNode, "urn" | "type" | "name" | "inputs" | "provider">> {
  /** Default: eu-west-1. */
  region?: string;
}

/** A resource of AWS, with the provider of its region. */
export function node(
  kind: Kind,
  name: string,
  inputs: Record<string, unknown> = {},
  { region = "eu-west-1", ...extras }: Extras = {},
): ResourceNode {
  return { ...bare(TYPES[kind], name), provider: urnOf(PROVIDER, `aws-${region}`), inputs, ...extras };
}

/** A component: `Network`. */
export function component(kind: string, name: string, extras: Partial<ResourceNode> = {}): ResourceNode {
  return { ...bare(`ha-tcp:index:${kind}`, name), custom: false, ...extras };
}

/** The explicit provider of a region. */
export function provider(region: string, extras: Partial<ResourceNode> = {}): ResourceNode {
  return { ...bare(PROVIDER, `aws-${region}`), inputs: { region }, ...extras };
}

/** A graph of these resources, and of the providers that they name. */
export function graph(resources: readonly ResourceNode[], outputs: Record<string, unknown> = {}): Graph {
  const missing = new Set(
    resources.flatMap(({ provider: urn }) =>
      urn === undefined || resources.some((each) => each.urn === urn) ? [] : [urn],
    ),
  );
  const providers = [...missing].map((urn) => provider(urn.slice(urnOf(PROVIDER, "aws-").length)));
  return { project: "ha-tcp", stack: "test", resources: [...providers, ...resources], invokes: [], outputs };
}

/** `${Eip:one.publicIp}`: what the graph has in place of a value that only AWS knows. */
export function reference({ type, name }: ResourceNode, property = "id"): string {
  return formatReference({ kind: kindOf(type), name, property });
}

/** As the stack's outputs have them. Region and zone are of no address's making. */
export function publish(
  addresses: Readonly<Record<string, ResourceNode>>,
  region = "eu-west-1",
): Record<string, Record<string, string>> {
  return {
    [region]: Object.fromEntries(
      Object.entries(addresses).map(([zone, address]) => [zone, reference(address, "publicIp")]),
    ),
  };
}
