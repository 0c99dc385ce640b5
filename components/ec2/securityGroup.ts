import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { ANYWHERE, ANYWHERE_V6 } from "../../plan/cidrs";
import { type PortRule, cidrInput } from "../../plan/frontDoor/securityRules";
import { cidrName } from "../../plan/names";
import type { FrontDoor } from "../frontDoor";
import { type PerZone, nameTag } from "../shared";

/** The network that instances or tasks run in, and what they reach from it. */
export interface BackendNetwork {
  vpcId: pulumi.Input<string>;
  /** An app subnet for each zone to spread over. */
  subnetIds: PerZone<pulumi.Input<string>>;
  /** What must stand before anything in those subnets reaches anything outside. */
  outboundPaths: readonly pulumi.Resource[];
  /** Whether the internet can be reached. */
  hasNat: boolean;
  /** Whether it can be by IPv6. Default: false. */
  hasIpv6Egress?: boolean;
  s3PrefixListId: pulumi.Input<string>;
  /** Of DynamoDB, where there is a way to it. */
  dynamodbPrefixListId?: pulumi.Input<string>;
  /** The group of the interface endpoints, where there are any. */
  endpointSecurityGroupId?: pulumi.Input<string>;
  /** Where interface endpoints may be that are not the stack's, and whose group is not known. Default: nowhere. */
  endpointRange?: string;
}

export interface BackendSecurityGroupArgs {
  /** What the group is of. It cannot be changed: AWS makes another group. */
  description: string;
  frontDoors: Readonly<Record<string, FrontDoor>>;
  network: BackendNetwork;
  ports: readonly PortRule[];
  egress: readonly { cidr: string; port: number }[];
}

export interface BackendSecurityGroup {
  id: pulumi.Output<string>;
  /** What lets connections out, without which what starts in the group reaches nothing. */
  egressRules: pulumi.Resource[];
}

/** The security group of instances or tasks: in from the front doors only, out where configured. */
export function createBackendSecurityGroup(
  name: string,
  args: BackendSecurityGroupArgs,
  parent: pulumi.ComponentResource,
): BackendSecurityGroup {
  const group = new aws.ec2.SecurityGroup(
    `${name}-sg`,
    { vpcId: args.network.vpcId, description: args.description, tags: nameTag(name) },
    { parent },
  );
  for (const [frontDoorName, { securityGroupId, unreferencedSources = [] }] of Object.entries(args.frontDoors))
    for (const port of args.ports) {
      allowFrontDoor(name, frontDoorName, port, securityGroupId, group, parent);
      allowSources(name, frontDoorName, port, unreferencedSources, group, parent);
    }
  const egressRules = destinations(args).map((destination) => allowDestination(name, destination, group, parent));
  return { id: group.id, egressRules };
}

/** Both halves of one path: out of the front door's group, into this one. */
function allowFrontDoor(
  name: string,
  frontDoorName: string,
  { key, port, description, formerKey }: PortRule,
  frontDoorGroupId: pulumi.Input<string>,
  group: aws.ec2.SecurityGroup,
  parent: pulumi.ComponentResource,
): void {
  const ports = { ipProtocol: "tcp", fromPort: port, toPort: port };
  const ingressName = `${name}-from-${frontDoorName}-${key}`;
  new aws.vpc.SecurityGroupIngressRule(
    ingressName,
    {
      securityGroupId: group.id,
      referencedSecurityGroupId: frontDoorGroupId,
      ...ports,
      description,
      tags: nameTag(ingressName),
    },
    { parent, ...goingOnFrom(`${name}-from-${frontDoorName}`, formerKey) },
  );
  const egressName = `${name}-by-${frontDoorName}-${key}`;
  new aws.vpc.SecurityGroupEgressRule(
    egressName,
    {
      securityGroupId: frontDoorGroupId,
      referencedSecurityGroupId: group.id,
      ...ports,
      description,
      tags: nameTag(egressName),
    },
    { parent, ...goingOnFrom(`${name}-by-${frontDoorName}`, formerKey) },
  );
}

/** AWS takes no second rule of the same port and group, and the engine would delete the first one last. */
const goingOnFrom = (prefix: string, formerKey: string | undefined): pulumi.CustomResourceOptions =>
  formerKey === undefined ? {} : { aliases: [{ name: `${prefix}-${formerKey}` }] };

/** What comes through a front door and does not count as traffic of its security group. */
function allowSources(
  name: string,
  frontDoorName: string,
  { key, port, description, formerKey }: PortRule,
  sources: readonly string[],
  group: aws.ec2.SecurityGroup,
  parent: pulumi.ComponentResource,
): void {
  for (const cidrIpv4 of sources) {
    const prefix = `${name}-from-${frontDoorName}-${cidrName(cidrIpv4)}`;
    const rule = `${prefix}-${key}`;
    new aws.vpc.SecurityGroupIngressRule(
      rule,
      {
        securityGroupId: group.id,
        cidrIpv4,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        description,
        tags: nameTag(rule),
      },
      { parent, ...goingOnFrom(prefix, formerKey) },
    );
  }
}

type Destination = { key: string; port: number; description: string } & (
  | { cidrIpv4: string }
  | { cidrIpv6: string }
  | { prefixListId: pulumi.Input<string> }
  | { referencedSecurityGroupId: pulumi.Input<string> }
);

function destinations({ network, egress }: BackendSecurityGroupArgs): Destination[] {
  const {
    hasNat,
    hasIpv6Egress = false,
    s3PrefixListId,
    dynamodbPrefixListId,
    endpointSecurityGroupId,
    endpointRange,
  } = network;
  const https = { port: 443 };
  return [
    { key: "s3", ...https, prefixListId: s3PrefixListId, description: "S3 through the gateway endpoint" },
    ...(dynamodbPrefixListId === undefined
      ? []
      : [
          {
            key: "dynamodb",
            ...https,
            prefixListId: dynamodbPrefixListId,
            description: "DynamoDB through the gateway endpoint",
          },
        ]),
    ...(hasNat ? [{ key: "https", ...https, cidrIpv4: ANYWHERE, description: "HTTPS through the NAT gateway" }] : []),
    ...(hasIpv6Egress ? [{ key: "https-ipv6", ...https, cidrIpv6: ANYWHERE_V6, description: "HTTPS by IPv6" }] : []),
    ...(endpointSecurityGroupId === undefined
      ? []
      : [
          {
            key: "endpoints",
            ...https,
            referencedSecurityGroupId: endpointSecurityGroupId,
            description: "Interface endpoints",
          },
        ]),
    ...(endpointRange !== undefined && endpointSecurityGroupId === undefined
      ? [{ key: "endpoints", ...https, cidrIpv4: endpointRange, description: "Interface endpoints of the VPC" }]
      : []),
    ...egress.map(({ cidr, port }) => ({
      key: `${cidrName(cidr)}-${port}`,
      port,
      ...cidrInput(cidr),
      description: `Configured destination ${cidr}`,
    })),
  ];
}

function allowDestination(
  name: string,
  destination: Destination,
  group: aws.ec2.SecurityGroup,
  parent: pulumi.ComponentResource,
): aws.vpc.SecurityGroupEgressRule {
  const { key, port, ...target } = destination;
  const egressName = `${name}-to-${key}`;
  return new aws.vpc.SecurityGroupEgressRule(
    egressName,
    {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      ...target,
      tags: nameTag(egressName),
    },
    { parent },
  );
}
