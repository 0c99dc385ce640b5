import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceConfig } from "../config";
import { targetGroupName, type Backend } from "../plan/names";
import { clientRules, healthCheckersList, type ClientRule } from "../plan/security";
import type { Weights } from "../plan/weights";
import type { Address } from "./fixedAddresses";
import { ofZone, zoneEntries, type PerZone } from "./perZone";
import { named } from "./tags";

export interface NlbEipArgs {
  region: string;
  vpcId: pulumi.Input<string>;
  /** A front subnet for each zone. */
  subnetIds: PerZone<pulumi.Input<string>>;
  /** An address for each of those zones. */
  addresses: PerZone<Address>;
  service: ServiceConfig;
  /** The backends behind the listener, with the share of new connections each gets. */
  weights: Weights;
  /** How the targets of a backend are named: by instance, or by address. Default: by instance. */
  targetTypes?: Partial<Record<Backend, "instance" | "ip">>;
  /** Whether Route 53 checks the addresses, and so must be let in. */
  route53Checks: boolean;
  /** Whether deletion is refused, by AWS and by the engine. Default: false. */
  protect?: boolean;
  /** What its addresses need in order to be reached, in every zone. */
  waysIn: readonly pulumi.Resource[];
}

/** A way to reach the targets of a backend: what the backend registers with, and opens itself to. */
export interface FrontDoor {
  securityGroupId: pulumi.Output<string>;
  targetGroupArns: Partial<Record<Backend, pulumi.Output<string>>>;
  listener: aws.lb.Listener;
  metrics: FrontDoorMetrics;
}

/** The front doors in the order of their names. */
export function doorsOf(frontDoors: Readonly<Record<string, FrontDoor>>): FrontDoor[] {
  return Object.entries(frontDoors)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([, door]) => door);
}

/** By what CloudWatch knows the load balancer and its target groups, and how connections are shared among these. */
export interface FrontDoorMetrics {
  loadBalancer: pulumi.Output<string>;
  targetGroups: Partial<Record<Backend, pulumi.Output<string>>>;
  weights: Weights;
}

/**
 * The public front door: a Network Load Balancer with an Elastic IP in each zone, its listener, and a target group for each
 * backend. The same resource in every option that has one. What changes with the options is the weights.
 */
export class NlbEip extends pulumi.ComponentResource implements FrontDoor {
  readonly securityGroupId: pulumi.Output<string>;
  readonly targetGroupArns: Partial<Record<Backend, pulumi.Output<string>>>;
  readonly listener: aws.lb.Listener;
  readonly metrics: FrontDoorMetrics;
  readonly dnsName: pulumi.Output<string>;
  /** Of the load balancer's own name, for alias records. */
  readonly hostedZoneId: pulumi.Output<string>;

  constructor(name: string, args: NlbEipArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:NlbEip", name, {}, opts);
    const securityGroup = createSecurityGroup(name, args, this);
    const loadBalancer = createLoadBalancer(name, args, securityGroup, this);
    const backends = Object.keys(args.weights).sort() as Backend[];
    const groups = Object.fromEntries(
      backends.map((backend) => [backend, createTargetGroup(name, backend, args, this)]),
    );
    this.listener = createListener(name, args, loadBalancer, groups, this);
    this.securityGroupId = securityGroup.id;
    this.targetGroupArns = Object.fromEntries(backends.map((backend) => [backend, groups[backend]?.arn]));
    this.metrics = {
      loadBalancer: loadBalancer.arnSuffix,
      targetGroups: Object.fromEntries(backends.map((backend) => [backend, groups[backend]?.arnSuffix])),
      weights: args.weights,
    };
    this.dnsName = loadBalancer.dnsName;
    this.hostedZoneId = loadBalancer.zoneId;
    this.registerOutputs({ dnsName: this.dnsName, targetGroupArns: this.targetGroupArns });
  }
}

/** From day one: AWS adds no first security group to a load balancer that was made without. */
function createSecurityGroup(name: string, args: NlbEipArgs, parent: NlbEip): aws.ec2.SecurityGroup {
  const group = new aws.ec2.SecurityGroup(
    `${name}-sg`,
    { vpcId: args.vpcId, description: "Public load balancer", tags: named(name) },
    { parent },
  );
  const { port, allowedClients } = args.service;
  for (const rule of clientRules({ port, allowedClients, route53Checks: args.route53Checks }))
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-${rule.key}`,
      {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: rule.port,
        toPort: rule.port,
        ...source(rule, args.region, parent),
        description: rule.description,
        tags: named(`${name}-${rule.key}`),
      },
      { parent },
    );
  return group;
}

function source(rule: ClientRule, region: string, parent: NlbEip) {
  if ("cidr" in rule) return { cidrIpv4: rule.cidr };
  const name = healthCheckersList(region);
  return { prefixListId: aws.ec2.getManagedPrefixListOutput({ name }, { parent }).id };
}

function createLoadBalancer(
  name: string,
  args: NlbEipArgs,
  securityGroup: aws.ec2.SecurityGroup,
  parent: NlbEip,
): aws.lb.LoadBalancer {
  const { service, protect = false } = args;
  return new aws.lb.LoadBalancer(
    name,
    {
      loadBalancerType: "network",
      internal: false,
      ipAddressType: "ipv4",
      subnetMappings: zoneEntries(args.subnetIds).map(([zone, subnetId]) => ({
        subnetId,
        allocationId: ofZone(args.addresses, zone).allocationId,
      })),
      securityGroups: [securityGroup.id],
      enableCrossZoneLoadBalancing: service.crossZone,
      enableZonalShift: service.zonalShift,
      enableDeletionProtection: protect,
      dnsRecordClientRoutingPolicy: snakeCased(service.dnsClientRouting),
      tags: named(name),
    },
    // A second load balancer cannot take the addresses before the first has gone.
    { parent, protect, deleteBeforeReplace: true, dependsOn: [...args.waysIn] },
  );
}

/** The API's spelling, which differs from the one that reads well in a stack file. */
function snakeCased(policy: ServiceConfig["dnsClientRouting"]): string {
  return policy.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function createTargetGroup(name: string, backend: Backend, args: NlbEipArgs, parent: NlbEip): aws.lb.TargetGroup {
  const groupName = targetGroupName(name, backend);
  const { service } = args;
  const terminates = service.terminateUnhealthyConnections ?? !(service.crossZone && service.zonalShift);
  return new aws.lb.TargetGroup(
    groupName,
    {
      vpcId: args.vpcId,
      targetType: args.targetTypes?.[backend] ?? "instance",
      protocol: "TCP",
      port: service.port,
      deregistrationDelay: service.deregistrationDelaySeconds,
      connectionTermination: service.terminateConnectionsOnDeregistration,
      // Always stated: AWS's own default differs between instances and addresses.
      preserveClientIp: String(service.preserveClientIp),
      proxyProtocolV2: service.proxyProtocol,
      healthCheck: healthCheck(service),
      targetHealthStates: [
        terminates
          ? { enableUnhealthyConnectionTermination: true }
          : {
              enableUnhealthyConnectionTermination: false,
              unhealthyDrainingInterval: service.unhealthyDrainingSeconds,
            },
      ],
      targetGroupHealth: {
        dnsFailover: {
          // A backend that gets no connections takes no zone out of DNS, however its targets are.
          minimumHealthyTargetsCount:
            args.weights[backend] === 0 ? "off" : String(service.targetHealth.dnsFailoverMinimumTargets),
          minimumHealthyTargetsPercentage: "off",
        },
        unhealthyStateRouting: {
          minimumHealthyTargetsCount: service.targetHealth.failOpenBelowTargets,
          minimumHealthyTargetsPercentage: "off",
        },
      },
      tags: named(groupName),
    },
    { parent },
  );
}

/** Elastic Load Balancing refuses a timeout that is not shorter than the interval. */
const DEFAULT_TIMEOUT_SECONDS = 5;

function healthCheck({ healthCheck: check }: ServiceConfig) {
  const http = check.protocol === "TCP" ? {} : { path: check.path ?? "/", matcher: check.matcher ?? "200-399" };
  return {
    enabled: true,
    protocol: check.protocol,
    port: check.port === undefined ? "traffic-port" : String(check.port),
    interval: check.intervalSeconds,
    timeout: check.timeoutSeconds ?? Math.min(DEFAULT_TIMEOUT_SECONDS, check.intervalSeconds - 1),
    healthyThreshold: check.healthyThreshold,
    unhealthyThreshold: check.unhealthyThreshold,
    ...http,
  };
}

/** Forwards by weights even to one group, so that another is added in place. */
function createListener(
  name: string,
  args: NlbEipArgs,
  loadBalancer: aws.lb.LoadBalancer,
  groups: Partial<Record<Backend, aws.lb.TargetGroup>>,
  parent: NlbEip,
): aws.lb.Listener {
  const targetGroups = Object.entries(groups).map(([backend, group]) => ({
    arn: group.arn,
    weight: args.weights[backend as Backend] ?? 0,
  }));
  return new aws.lb.Listener(
    `${name}-listener`,
    {
      loadBalancerArn: loadBalancer.arn,
      protocol: "TCP",
      port: args.service.port,
      tcpIdleTimeoutSeconds: args.service.idleTimeoutSeconds,
      defaultActions: [{ type: "forward", forward: { targetGroups } }],
      tags: named(name),
    },
    { parent },
  );
}
