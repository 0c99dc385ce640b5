import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceConfig } from "../../config";
import { publishedIpv6Mismatch, publishedIpv6Missing } from "../../plan/addresses/published";
import type { FollowedZones } from "../../plan/dns/zoneHealth";
import { listeners } from "../../plan/frontDoor/listeners";
import { cidrInput, pathMtuRules } from "../../plan/frontDoor/securityRules";
import { type ClientRule, clientRules } from "../../plan/nlb/clientRules";
import { type Address, checkPublished } from "../addresses";
import {
  type Forwarding,
  type ForwardingArgs,
  type FrontDoor,
  accessLogs,
  createForwarding,
  permissions,
} from "../frontDoor";
import { type PerZone, type ZonesDown, getHealthCheckersListId, nameTag, ofZone, zoneEntries } from "../shared";
import { getIpv6Address } from "./ipv6Addresses";
import { createZoneAlarms } from "./zoneAlarms";

export interface NlbEipArgs extends Omit<ForwardingArgs, "preserveClientIp" | "proxyProtocol"> {
  region: string;
  /** A front subnet for each zone. */
  subnetIds: PerZone<pulumi.Input<string>>;
  /** An address for each of those zones. */
  addresses: PerZone<Address>;
  /** Whether Route 53 checks the addresses, and so must be let in. */
  route53Checks: boolean;
  /** How Route 53 also follows what the load balancer says of its zones. Default: it does not. */
  followedZones?: FollowedZones;
  /** IPv6 addresses that are on others' allow lists: the program ends where it has others. Default: none. */
  publishedIpv6?: PerZone<string>;
  /** Whether deletion is refused, by AWS and by the engine. Default: false. */
  protect?: boolean;
  /** What its addresses need in order to be reached, in every zone. */
  inboundPaths: readonly pulumi.Resource[];
}

/**
 * The public front door: a Network Load Balancer with an Elastic IP in each zone, its listener, and a target group for each
 * backend. The same resource in every option that has one. What changes with the options is the weights.
 */
export class NlbEip extends pulumi.ComponentResource implements FrontDoor {
  readonly securityGroupId: pulumi.Output<string>;
  readonly targetGroupArns: Forwarding["targetGroupArns"];
  readonly furtherTargetGroupArns: Forwarding["furtherTargetGroupArns"];
  readonly listeners: Forwarding["listeners"];
  readonly metrics: Forwarding["metrics"];
  readonly dnsName: pulumi.Output<string>;
  /** Of the load balancer's own name, for alias records. */
  readonly hostedZoneId: pulumi.Output<string>;
  /** One in each zone, where the service has clients by IPv6. */
  readonly ipv6Addresses?: PerZone<pulumi.Output<string>>;
  /** Alarms of zones that are taken out of its name, where these are followed. */
  readonly zonesDown?: ZonesDown;

  constructor(name: string, args: NlbEipArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:NlbEip", name, {}, opts);
    const securityGroup = createSecurityGroup(name, args, this);
    const loadBalancer = createLoadBalancer(name, args, securityGroup, this);
    const forwarding = createForwarding(name, args, loadBalancer, this);
    const { region, followedZones } = args;
    if (followedZones)
      this.zonesDown = createZoneAlarms(name, { region, zones: zonesOf(args), ...followedZones, loadBalancer }, this);
    if (args.service.ipv6) this.ipv6Addresses = ipv6AddressesOf(args, loadBalancer, this);
    this.listeners = forwarding.listeners;
    this.securityGroupId = securityGroup.id;
    this.targetGroupArns = forwarding.targetGroupArns;
    this.furtherTargetGroupArns = forwarding.furtherTargetGroupArns;
    this.metrics = forwarding.metrics;
    this.dnsName = loadBalancer.dnsName;
    this.hostedZoneId = loadBalancer.zoneId;
    this.registerOutputs({ dnsName: this.dnsName, targetGroupArns: this.targetGroupArns });
  }
}

const ipv6AddressesOf = (
  { region, subnetIds, publishedIpv6 = {} }: NlbEipArgs,
  loadBalancer: aws.lb.LoadBalancer,
  parent: NlbEip,
): PerZone<pulumi.Output<string>> =>
  Object.fromEntries(
    zoneEntries(subnetIds).map(([zone, subnetId]) => {
      const published = publishedIpv6[zone];
      const place = { region, zone };
      const address = checkPublished(getIpv6Address(loadBalancer, subnetId, parent), {
        missing: published && publishedIpv6Missing(place, published),
        mismatch: (actual) => publishedIpv6Mismatch(place, published, actual),
      });
      return [zone, address];
    }),
  );

const zonesOf = ({ subnetIds }: NlbEipArgs) => zoneEntries(subnetIds).map(([zone]) => zone);

/** From day one: AWS adds no first security group to a load balancer that was made without. */
function createSecurityGroup(name: string, args: NlbEipArgs, parent: NlbEip): aws.ec2.SecurityGroup {
  const group = new aws.ec2.SecurityGroup(
    `${name}-sg`,
    { vpcId: args.vpcId, description: "Public load balancer", tags: nameTag(name) },
    { parent },
  );
  const { route53Checks, service } = args;
  for (const rule of clientRules(listeners(service), { route53Checks, ipv6: service.ipv6 }))
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-${rule.key}`,
      {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: rule.port,
        toPort: rule.port,
        ...source(rule, args.region, parent),
        description: rule.description,
        tags: nameTag(`${name}-${rule.key}`),
      },
      { parent },
    );
  for (const { name: rule, ...inputs } of pathMtuRules(name, { ipv6: service.ipv6 }))
    new aws.vpc.SecurityGroupIngressRule(
      rule,
      { securityGroupId: group.id, ...inputs, tags: nameTag(rule) },
      { parent },
    );
  return group;
}

function source(rule: ClientRule, region: string, parent: NlbEip) {
  if ("cidr" in rule) return cidrInput(rule.cidr);
  return { prefixListId: getHealthCheckersListId(region, parent, rule.route53Checkers) };
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
      // Which IPv6 addresses, AWS chooses. Of those that a mapping names the provider reads none back, so that it would replace the load
      // balancer when a zone comes: github.com/hashicorp/terraform-provider-aws/issues/49531
      ipAddressType: service.ipv6 ? "dualstack" : "ipv4",
      subnetMappings: zoneEntries(args.subnetIds).map(([zone, subnetId]) => ({
        subnetId,
        allocationId: ofZone(args.addresses, zone).allocationId,
      })),
      securityGroups: [securityGroup.id],
      enableCrossZoneLoadBalancing: service.crossZone,
      enableZonalShift: service.zonalShift,
      enableDeletionProtection: protect,
      dnsRecordClientRoutingPolicy: snakeCased(service.dnsClientRouting),
      ...accessLogs(args),
      tags: nameTag(name),
    },
    // A second load balancer cannot take the addresses before the first has gone.
    { parent, protect, deleteBeforeReplace: true, dependsOn: [...args.inboundPaths, ...permissions(args)] },
  );
}

/** The API's spelling, which differs from the one that reads well in a stack file. */
function snakeCased(policy: ServiceConfig["dnsClientRouting"]): string {
  return policy.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
