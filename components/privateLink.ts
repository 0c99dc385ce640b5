import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PrivateLinkConfig } from "../config";
import { supportedAddressTypes } from "../plan/endpointService";
import { principalName } from "../plan/privateLink";
import { PARTITION } from "../plan/regions";
import { rangeRules } from "../plan/security";
import { createForwarding, type Forwarding, type ForwardingArgs, type FrontDoor } from "./frontDoor";
import { perZone, zoneEntries, type PerZone } from "./perZone";
import { named } from "./tags";

export interface PrivateLinkArgs extends Omit<ForwardingArgs, "preserveClientIp" | "proxyProtocol"> {
  region: string;
  /** An app subnet for each zone. */
  subnetIds: PerZone<pulumi.Input<string>>;
  /** The ranges those subnets lie in: where connections come from, as targets see them. */
  nodeRanges: readonly string[];
  /** The zones of the region, by name: their ids. */
  zoneIds: pulumi.Input<Record<string, string>>;
  privateLink: Pick<
    PrivateLinkConfig,
    | "acceptanceRequired"
    | "allowedPrincipals"
    | "privateDnsName"
    | "supportedRegions"
    | "ipAddressType"
    | "proxyProtocol"
    | "enforceSecurityGroup"
    | "notifications"
  >;
  /** The ranges of all clients that the security group lets in: those of the consumers' VPCs. */
  clientRanges: readonly string[];
  /** Whether consumers of the stack's own account connect. */
  ownConsumers: boolean;
  /** Endpoints of consumers elsewhere that are accepted here, by the consumers' names. */
  acceptedEndpoints: Readonly<Record<string, string>>;
  /** Whether deletion is refused, by AWS and by the engine. Default: false. */
  protect?: boolean;
}

/**
 * The private front door: an internal Network Load Balancer in the app subnets, and the endpoint service by which consumers in other
 * VPCs and accounts reach it. Targets see the load balancer's addresses: proxy protocol v2 tells them the consumer's.
 */
export class PrivateLink extends pulumi.ComponentResource implements FrontDoor {
  readonly securityGroupId: pulumi.Output<string>;
  readonly targetGroupArns: Forwarding["targetGroupArns"];
  readonly listener: aws.lb.Listener;
  readonly metrics: Forwarding["metrics"];
  readonly unreferencedSources: readonly string[];
  readonly service: aws.ec2.VpcEndpointService;
  /** The zones that an endpoint can be in: their ids, which are the same in every account. */
  readonly zoneIds: pulumi.Output<PerZone<string>>;
  /** What must be there before a consumer of the stack's own account can connect. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: PrivateLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:PrivateLink", name, {}, opts);
    const securityGroup = createSecurityGroup(name, args, this);
    const rules = createClientRules(name, args, securityGroup, this);
    const loadBalancer = createLoadBalancer(name, args, { securityGroup, rules }, this);
    const { listener, targetGroupArns, metrics } = createForwarding(name, forwardingArgs(args), loadBalancer, this);
    const service = createEndpointService(name, args, loadBalancer, listener, this);
    this.ready = createPrincipals(name, args, service, this);
    createNotifications(name, args, service, this);
    createAcceptances(name, args, service, this);
    this.securityGroupId = securityGroup.id;
    this.targetGroupArns = targetGroupArns;
    this.listener = listener;
    this.metrics = metrics;
    this.unreferencedSources = args.privateLink.enforceSecurityGroup ? [] : args.nodeRanges;
    this.service = service;
    this.zoneIds = zoneIdsOf(args, service);
    this.registerOutputs({ serviceName: service.serviceName, targetGroupArns });
  }
}

function createSecurityGroup(name: string, { vpcId }: PrivateLinkArgs, parent: PrivateLink): aws.ec2.SecurityGroup {
  return new aws.ec2.SecurityGroup(
    `${name}-sg`,
    { vpcId, description: "Internal load balancer of PrivateLink", tags: named(name) },
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
  return rangeRules(`${name}-from`, clientRanges, service.port).map(
    ({ name: rule, ...inputs }) =>
      new aws.vpc.SecurityGroupIngressRule(
        rule,
        { securityGroupId: group.id, ...inputs, tags: named(rule) },
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
      tags: named(name),
    },
    // Rules that are to be enforced from now on let in whom they should.
    { parent, protect, dependsOn: rules },
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

function createEndpointService(
  name: string,
  { region, privateLink }: PrivateLinkArgs,
  loadBalancer: aws.lb.LoadBalancer,
  listener: aws.lb.Listener,
  parent: PrivateLink,
): aws.ec2.VpcEndpointService {
  const { acceptanceRequired, privateDnsName, supportedRegions, ipAddressType } = privateLink;
  return new aws.ec2.VpcEndpointService(
    `${name}-service`,
    {
      acceptanceRequired,
      networkLoadBalancerArns: [loadBalancer.arn],
      supportedIpAddressTypes: supportedAddressTypes(ipAddressType),
      // AWS counts the service's own region among them. Where there are no others, none is stated: whether it takes its own alone without
      // the permission for several regions is documented nowhere.
      ...(supportedRegions.length > 0 && { supportedRegions: [...new Set([region, ...supportedRegions])].sort() }),
      privateDnsName,
      tags: named(`${name}-service`),
    },
    // AWS swaps no load balancer under a service that has endpoints; another one gets a service of its own, and the first may then go.
    { parent, dependsOn: listener, replaceWith: [loadBalancer] },
  );
}

/**
 * Each is a resource of its own, so that one more touches no other. Taking one away ends no connection. Returns those of the stack's own
 * account: its consumers wait for no other.
 */
function createPrincipals(
  name: string,
  { privateLink, ownConsumers }: PrivateLinkArgs,
  service: aws.ec2.VpcEndpointService,
  parent: PrivateLink,
): pulumi.Resource[] {
  const allow = (key: string, principalArn: pulumi.Input<string>) =>
    new aws.ec2.VpcEndpointServiceAllowedPrinciple(
      `${name}-allows-${key}`,
      { vpcEndpointServiceId: service.id, principalArn },
      { parent },
    );
  for (const arn of privateLink.allowedPrincipals) allow(principalName(arn), arn);
  if (!ownConsumers) return [];
  const { accountId } = aws.getCallerIdentityOutput({}, { parent });
  return [
    allow(
      "own-account",
      accountId.apply((id) => ownPrincipal(id, privateLink.allowedPrincipals)),
    ),
  ];
}

/** AWS knows a principal once: two resources of it would be one permission, and the first of them to go would take it away. */
function ownPrincipal(accountId: string, allowed: readonly string[]): string {
  const arn = `arn:${PARTITION}:iam::${accountId}:root`;
  if (!allowed.includes(arn)) return arn;
  throw new pulumi.RunError(
    `Leave ${arn} out of privateLink.allowedPrincipals: it is the stack's own account, whose consumers are allowed by themselves.`,
  );
}

function createNotifications(
  name: string,
  { privateLink: { notifications } }: PrivateLinkArgs,
  service: aws.ec2.VpcEndpointService,
  parent: PrivateLink,
): void {
  for (const topicArn of notifications.topicArns)
    new aws.ec2.VpcEndpointConnectionNotification(
      `${name}-tells-${topicArn.split(":").slice(4).join("-")}`,
      {
        vpcEndpointServiceId: service.id,
        connectionNotificationArn: topicArn,
        connectionEvents: [...notifications.events].sort(),
      },
      { parent },
    );
}

function createAcceptances(
  name: string,
  { privateLink, acceptedEndpoints }: PrivateLinkArgs,
  service: aws.ec2.VpcEndpointService,
  parent: PrivateLink,
): void {
  if (!privateLink.acceptanceRequired) return;
  for (const [consumer, vpcEndpointId] of Object.entries(acceptedEndpoints))
    createAcceptance(`${name}-accepts-${consumer}`, { service, vpcEndpointId }, { parent });
}

/** Lets an endpoint in. Kept by AWS when it is left out here: the provider would reject the endpoint, and cut a consumer's connections. */
export function createAcceptance(
  name: string,
  { service, vpcEndpointId }: { service: aws.ec2.VpcEndpointService; vpcEndpointId: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): aws.ec2.VpcEndpointConnectionAccepter {
  return new aws.ec2.VpcEndpointConnectionAccepter(
    name,
    { vpcEndpointServiceId: service.id, vpcEndpointId },
    { ...opts, retainOnDelete: true },
  );
}

/** Those of the load balancer's zones that AWS has enabled for the service: it enables no zone that is added later by itself. */
function zoneIdsOf(
  { region, subnetIds, zoneIds }: PrivateLinkArgs,
  service: aws.ec2.VpcEndpointService,
): pulumi.Output<PerZone<string>> {
  const letters = zoneEntries(subnetIds).map(([zone]) => zone);
  return pulumi.all([zoneIds, service.availabilityZones]).apply(([ids, names]) => {
    const enabled = letters.filter((zone) => names.some((name) => name.endsWith(zone)));
    return perZone(enabled, (zone) => ids[`${region}${zone}`] ?? "");
  });
}
