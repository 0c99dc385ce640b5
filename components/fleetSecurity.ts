import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { ANYWHERE } from "../plan/cidrs";
import { cidrName } from "../plan/names";
import type { PortRule } from "../plan/security";
import type { FrontDoor } from "./nlbEip";
import { named } from "./tags";

/** Where the ways out of a fleet lead. */
export interface FleetNetwork {
  vpcId: pulumi.Input<string>;
  /** Whether the internet can be reached. */
  hasNat: boolean;
  s3PrefixListId: pulumi.Input<string>;
  /** The group of the interface endpoints, where there are any. */
  endpointSecurityGroupId?: pulumi.Input<string>;
}

export interface FleetSecurityArgs {
  frontDoors: Readonly<Record<string, FrontDoor>>;
  network: FleetNetwork;
  ports: readonly PortRule[];
  egress: readonly { cidr: string; port: number }[];
}

/** The security group of the instances: in from the front doors only, out where configured. */
export function createFleetSecurity(
  name: string,
  args: FleetSecurityArgs,
  parent: pulumi.ComponentResource,
): aws.ec2.SecurityGroup {
  const group = new aws.ec2.SecurityGroup(
    `${name}-sg`,
    { vpcId: args.network.vpcId, description: "Instances", tags: named(name) },
    { parent },
  );
  for (const [door, { securityGroupId }] of Object.entries(args.frontDoors))
    for (const port of args.ports) openDoor(name, door, port, securityGroupId, group, parent);
  for (const destination of destinations(args)) openDestination(name, destination, group, parent);
  return group;
}

/** Both halves of one way: out of the front door's group, into the instances'. */
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

type Destination = { key: string; port: number; description: string } & (
  { cidrIpv4: string } | { prefixListId: pulumi.Input<string> } | { referencedSecurityGroupId: pulumi.Input<string> }
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
): void {
  const { key, port, ...target } = destination;
  const out = `${name}-to-${key}`;
  new aws.vpc.SecurityGroupEgressRule(
    out,
    { securityGroupId: group.id, ipProtocol: "tcp", fromPort: port, toPort: port, ...target, tags: named(out) },
    { parent },
  );
}
