import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ANYWHERE } from "../../plan/cidrs";
import { pathMtuRules, rangeRules } from "../../plan/frontDoor/securityRules";
import { listenerName } from "../../plan/names";
import {
  type Forwarding,
  type ForwardingArgs,
  type FrontDoor,
  accessLogs,
  createForwarding,
  permissions,
} from "../frontDoor";
import { type PerZone, getHealthCheckersListId, nameTag, zoneEntries } from "../shared";

export interface AcceleratedNlbArgs extends Omit<ForwardingArgs, "preserveClientIp" | "proxyProtocol"> {
  region: string;
  /** An app subnet for each zone. Their VPC has an internet gateway; they have no route to it. */
  subnetIds: PerZone<pulumi.Input<string>>;
  /** What it listens on, the service's own port first, which is the one that the accelerator connects to; and the ranges of all clients let in there. */
  listening: readonly [AcceleratedPort, ...AcceleratedPort[]];
  ipAddressType: "ipv4" | "dualstack";
  /** Whether each zone's node reaches the targets of all zones. */
  crossZone: boolean;
  /** Whether Route 53 checks the accelerator's addresses: AWS does not say how far such a connection gets, so that it is let in. */
  route53Checks: boolean;
  /** What the VPC needs to be reached from the internet. */
  inboundPaths: readonly pulumi.Resource[];
  /** Whether deletion is refused, by AWS and by the engine. Default: false. */
  protect?: boolean;
}

interface AcceleratedPort {
  /** Undefined: the service's own. */
  name?: string;
  port: number;
  clientRanges: readonly string[];
}

/**
 * A region's front door behind the accelerator: an internal Network Load Balancer in the app subnets. Not the public one: connections of clients
 * that reach one load balancer by both paths collide.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.avoid-connection-collisions.html
 */
export class AcceleratedNlb extends pulumi.ComponentResource implements FrontDoor {
  readonly securityGroupId: pulumi.Output<string>;
  readonly targetGroupArns: Forwarding["targetGroupArns"];
  readonly furtherTargetGroupArns: Forwarding["furtherTargetGroupArns"];
  readonly listeners: Forwarding["listeners"];
  readonly metrics: Forwarding["metrics"];
  readonly loadBalancerArn: pulumi.Output<string>;
  /** What must be there before the accelerator can send clients here. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: AcceleratedNlbArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:AcceleratedNlb", name, {}, opts);
    const securityGroup = createSecurityGroup(name, args, this);
    const rules = createClientRules(name, args, securityGroup, this);
    const loadBalancer = createLoadBalancer(name, args, securityGroup, this);
    const forwarding = createForwarding(name, forwardingArgs(args), loadBalancer, this);
    this.securityGroupId = securityGroup.id;
    this.targetGroupArns = forwarding.targetGroupArns;
    this.furtherTargetGroupArns = forwarding.furtherTargetGroupArns;
    this.listeners = forwarding.listeners;
    this.metrics = forwarding.metrics;
    this.loadBalancerArn = loadBalancer.arn;
    this.ready = [...forwarding.listeners, ...rules, ...args.inboundPaths];
    this.registerOutputs({ loadBalancerArn: this.loadBalancerArn, targetGroupArns: this.targetGroupArns });
  }
}

/** From day one: AWS adds no first security group to a load balancer, and an accelerator preserves no client address without. */
function createSecurityGroup(
  name: string,
  { vpcId }: AcceleratedNlbArgs,
  parent: AcceleratedNlb,
): aws.ec2.SecurityGroup {
  return new aws.ec2.SecurityGroup(
    `${name}-sg`,
    { vpcId, description: "Internal load balancer of the accelerator", tags: nameTag(name) },
    { parent },
  );
}

function createClientRules(
  name: string,
  { region, listening, route53Checks, ipAddressType }: AcceleratedNlbArgs,
  group: aws.ec2.SecurityGroup,
  parent: AcceleratedNlb,
): pulumi.Resource[] {
  const create = ({
    name: rule,
    ...inputs
  }: Omit<aws.vpc.SecurityGroupIngressRuleArgs, "securityGroupId"> & { name: string }) =>
    new aws.vpc.SecurityGroupIngressRule(
      rule,
      { securityGroupId: group.id, ...inputs, tags: nameTag(rule) },
      { parent },
    );
  const rules = [
    ...listening.flatMap((each) => rangeRules(listenerName(`${name}-from`, each.name), each.clientRanges, each.port)),
    ...pathMtuRules(name, { ipv6: ipAddressType === "dualstack" }),
  ].map(create);
  const [{ port, clientRanges }] = listening;
  if (!route53Checks || clientRanges.includes(ANYWHERE)) return rules;
  const checkers = {
    name: `${name}-from-route53`,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    prefixListId: getHealthCheckersListId(region, parent),
    description: "Route 53 health checkers",
  };
  return [...rules, create(checkers)];
}

function createLoadBalancer(
  name: string,
  args: AcceleratedNlbArgs,
  securityGroup: aws.ec2.SecurityGroup,
  parent: AcceleratedNlb,
): aws.lb.LoadBalancer {
  const { subnetIds, ipAddressType, crossZone, service, protect = false } = args;
  return new aws.lb.LoadBalancer(
    name,
    {
      loadBalancerType: "network",
      internal: true,
      ipAddressType,
      subnetMappings: zoneEntries(subnetIds).map(([, subnetId]) => ({ subnetId })),
      securityGroups: [securityGroup.id],
      enableCrossZoneLoadBalancing: crossZone,
      enableZonalShift: service.zonalShift,
      enableDeletionProtection: protect,
      ...accessLogs(args),
      tags: nameTag(name),
    },
    { parent, protect, dependsOn: permissions(args) },
  );
}

function forwardingArgs(args: AcceleratedNlbArgs): ForwardingArgs {
  // A target group serves one load balancer: another one, which comes before this one goes, needs groups of its own.
  return { ...args, listenerPort: args.listening[0].port, replacedWithLoadBalancer: true };
}
