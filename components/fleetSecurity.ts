import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { ANYWHERE } from "../plan/cidrs";
import { cidrName } from "../plan/names";
import type { PortRule } from "../plan/security";
import type { FrontDoor } from "./frontDoor";
import type { PerZone } from "./perZone";
import { named } from "./tags";

/** What a fleet stands in, and where its ways out lead. */
export interface FleetNetwork {
  vpcId: pulumi.Input<string>;
  /** An app subnet for each zone to spread over. */
  subnetIds: PerZone<pulumi.Input<string>>;
  /** What must stand before anything in those subnets reaches anything outside. */
  waysOut: readonly pulumi.Resource[];
  /** Whether the internet can be reached. */
  hasNat: boolean;
  s3PrefixListId: pulumi.Input<string>;
  /** The group of the interface endpoints, where there are any. */
  endpointSecurityGroupId?: pulumi.Input<string>;
}

export interface FleetSecurityArgs {
  /** What the group is of. It cannot be changed: AWS makes another group. */
  description: string;
  frontDoors: Readonly<Record<string, FrontDoor>>;
  network: FleetNetwork;
  ports: readonly PortRule[];
  egress: readonly { cidr: string; port: number }[];
}

export interface FleetSecurity {
  id: pulumi.Output<string>;
  /** Its ways out, without which what starts in the group reaches nothing. */
  waysOut: pulumi.Resource[];
}

/** The security group of instances or tasks: in from the front doors only, out where configured. */
export function createFleetSecurity(
  name: string,
  args: FleetSecurityArgs,
  parent: pulumi.ComponentResource,
): FleetSecurity {
  const group = new aws.ec2.SecurityGroup(
    `${name}-sg`,
    { vpcId: args.network.vpcId, description: args.description, tags: named(name) },
    { parent },
  );
  for (const [door, { securityGroupId, unreferencedSources = [] }] of Object.entries(args.frontDoors))
    for (const port of args.ports) {
      openDoor(name, door, port, securityGroupId, group, parent);
      openSources(name, door, port, unreferencedSources, group, parent);
    }
  const waysOut = destinations(args).map((destination) => openDestination(name, destination, group, parent));
  return { id: group.id, waysOut };
}

/** Both halves of one way: out of the front door's group, into this one. */
function openDoor(
  name: string,
  door: string,
  { key, port, description }: PortRule,
  doorGroupId: pulumi.Input<string>,
  group: aws.ec2.SecurityGroup,
  parent: pulumi.ComponentResource,
): void {
  const ports = { ipProtocol: "tcp", fromPort: port, toPort: port };
  const into = `${name}-from-${door}-${key}`;
  new aws.vpc.SecurityGroupIngressRule(
    into,
    { securityGroupId: group.id, referencedSecurityGroupId: doorGroupId, ...ports, description, tags: named(into) },
    { parent },
  );
  const out = `${name}-by-${door}-${key}`;
  new aws.vpc.SecurityGroupEgressRule(
    out,
    { securityGroupId: doorGroupId, referencedSecurityGroupId: group.id, ...ports, description, tags: named(out) },
    { parent },
  );
}

/** What comes by a door and is not taken for traffic of its security group. */
function openSources(
  name: string,
  door: string,
  { key, port, description }: PortRule,
  sources: readonly string[],
  group: aws.ec2.SecurityGroup,
  parent: pulumi.ComponentResource,
): void {
  for (const cidrIpv4 of sources) {
    const rule = `${name}-from-${door}-${cidrName(cidrIpv4)}-${key}`;
    new aws.vpc.SecurityGroupIngressRule(
      rule,
      {
        securityGroupId: group.id,
        cidrIpv4,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        description,
        tags: named(rule),
      },
      { parent },
    );
  }
}

type Destination = { key: string; port: number; description: string } & (
  | { cidrIpv4: string }
  | { prefixListId: pulumi.Input<string> }
  | { referencedSecurityGroupId: pulumi.Input<string> }
);

function destinations({ network, egress }: FleetSecurityArgs): Destination[] {
  const { hasNat, s3PrefixListId, endpointSecurityGroupId } = network;
  const https = { port: 443 };
  return [
    { key: "s3", ...https, prefixListId: s3PrefixListId, description: "S3 through the gateway endpoint" },
    ...(hasNat ? [{ key: "https", ...https, cidrIpv4: ANYWHERE, description: "HTTPS through the NAT gateway" }] : []),
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
    ...egress.map(({ cidr, port }) => ({
      key: `${cidrName(cidr)}-${port}`,
      port,
      cidrIpv4: cidr,
      description: `Configured destination ${cidr}`,
    })),
  ];
}

function openDestination(
  name: string,
  destination: Destination,
  group: aws.ec2.SecurityGroup,
  parent: pulumi.ComponentResource,
): aws.vpc.SecurityGroupEgressRule {
  const { key, port, ...target } = destination;
  const out = `${name}-to-${key}`;
  return new aws.vpc.SecurityGroupEgressRule(
    out,
    { securityGroupId: group.id, ipProtocol: "tcp", fromPort: port, toPort: port, ...target, tags: named(out) },
    { parent },
  );
}
