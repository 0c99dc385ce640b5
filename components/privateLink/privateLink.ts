import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { listeners } from "../../plan/frontDoor/listeners";
import { rangeRules } from "../../plan/frontDoor/securityRules";
import { listenerName } from "../../plan/names";
import {
  type Forwarding,
  type ForwardingArgs,
  type FrontDoor,
  accessLogs,
  createForwarding,
  permissions,
} from "../frontDoor";
import { type PerZone, nameTag, zoneEntries } from "../shared";
import type { PrivateLinkArgs } from "./args";
import {
  createAcceptances,
  createEndpointService,
  createNotifications,
  createPrincipals,
  zoneIdsOf,
} from "./endpointService";

/**
 * The private front door: an internal Network Load Balancer in the app subnets, and the endpoint service by which consumers in other
 * VPCs and accounts reach it. Targets see the load balancer's addresses: proxy protocol v2 carries the consumer's.
 */
export class PrivateLink extends pulumi.ComponentResource implements FrontDoor {
  readonly securityGroupId: pulumi.Output<string>;
  readonly targetGroupArns: Forwarding["targetGroupArns"];
  readonly furtherTargetGroupArns: Forwarding["furtherTargetGroupArns"];
  readonly listeners: Forwarding["listeners"];
  readonly metrics: Forwarding["metrics"];
  readonly unreferencedSources: readonly string[];
  readonly service: aws.ec2.VpcEndpointService;
  /** The load balancer's own name, which leads to its private addresses, and the zone that name is in. */
  readonly dnsName: pulumi.Output<string>;
  readonly hostedZoneId: pulumi.Output<string>;
  /** The zones that an endpoint can be in: their ids, which are the same in every account. */
  readonly zoneIds: pulumi.Output<PerZone<string>>;
  /** What must be there before a consumer of the stack's own account can connect. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: PrivateLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:PrivateLink", name, {}, opts);
    const securityGroup = createSecurityGroup(name, args, this);
    const rules = createClientRules(name, args, securityGroup, this);
    const loadBalancer = createLoadBalancer(name, args, { securityGroup, rules }, this);
    const forwarding = createForwarding(name, forwardingArgs(args), loadBalancer, this);
    const service = createEndpointService(name, args, loadBalancer, forwarding.listeners, this);
    this.ready = createPrincipals(name, args, service, this);
    createNotifications(name, args, service, this);
    createAcceptances(name, args, service, this);
    this.securityGroupId = securityGroup.id;
    this.targetGroupArns = forwarding.targetGroupArns;
    this.furtherTargetGroupArns = forwarding.furtherTargetGroupArns;
    this.listeners = forwarding.listeners;
    this.metrics = forwarding.metrics;
    this.unreferencedSources = args.privateLink.enforceSecurityGroup ? [] : args.nodeRanges;
    this.service = service;
    this.dnsName = loadBalancer.dnsName;
    this.hostedZoneId = loadBalancer.zoneId;
    this.zoneIds = zoneIdsOf(args, service);
    this.registerOutputs({ serviceName: service.serviceName, targetGroupArns: this.targetGroupArns });
  }
}

function createSecurityGroup(name: string, { vpcId }: PrivateLinkArgs, parent: PrivateLink): aws.ec2.SecurityGroup {
  return new aws.ec2.SecurityGroup(
    `${name}-sg`,
    { vpcId, description: "Internal load balancer of PrivateLink", tags: nameTag(name) },
    { parent },
  );
}

/** They see the address of the client in its own network, not that of the endpoint. */
function createClientRules(
  name: string,
  { clientRanges, service }: PrivateLinkArgs,
  group: aws.ec2.SecurityGroup,
  parent: PrivateLink,
): pulumi.Resource[] {
  return listeners(service)
    .flatMap(({ name: listening, port }) => rangeRules(listenerName(`${name}-from`, listening), clientRanges, port))
    .map(
      ({ name: rule, ...inputs }) =>
        new aws.vpc.SecurityGroupIngressRule(
          rule,
          { securityGroupId: group.id, ...inputs, tags: nameTag(rule) },
          { parent },
        ),
    );
}

function createLoadBalancer(
  name: string,
  args: PrivateLinkArgs,
  { securityGroup, rules }: { securityGroup: aws.ec2.SecurityGroup; rules: pulumi.Resource[] },
  parent: PrivateLink,
): aws.lb.LoadBalancer {
  const { service, privateLink, protect = false } = args;
  return new aws.lb.LoadBalancer(
    name,
    {
      loadBalancerType: "network",
      internal: true,
      ipAddressType: privateLink.ipAddressType,
      subnetMappings: zoneEntries(args.subnetIds).map(([, subnetId]) => ({ subnetId })),
      securityGroups: [securityGroup.id],
      // Always stated: a value once set stays when it is no longer written.
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: privateLink.enforceSecurityGroup ? "on" : "off",
      enableCrossZoneLoadBalancing: service.crossZone,
      enableZonalShift: service.zonalShift,
      enableDeletionProtection: protect,
      ...accessLogs(args),
      tags: nameTag(name),
    },
    // Rules that are to be enforced from now on let in whom they should.
    { parent, protect, dependsOn: [...rules, ...permissions(args)] },
  );
}

/** Client addresses cannot be preserved over PrivateLink. */
function forwardingArgs(args: PrivateLinkArgs): ForwardingArgs {
  const { privateLink } = args;
  return {
    ...args,
    preserveClientIp: false,
    proxyProtocol: privateLink.proxyProtocol,
    // A target group serves one load balancer: another one needs groups of its own.
    replacedWithLoadBalancer: true,
  };
}
