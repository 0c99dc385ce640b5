import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Routing } from "../../plan/dns/routing";
import { nameTag } from "../shared";
import { createDnsRecords } from "./records";
import type { DnsTarget } from "./targets";
import { type ZoneOptions, inZone } from "./zoneOptions";

/** An internal load balancer that the name leads to. */
export type PrivateDnsTarget = Pick<DnsTarget, "dnsName" | "hostedZoneId"> & {
  role?: DnsTarget["regionRouting"]["role"];
};

/** A VPC that the zone answers in. */
interface AnsweredVpc {
  id: pulumi.Input<string>;
  region: string;
}

export interface PrivateDnsArgs {
  hostname: string;
  routing: Routing;
  /** A zone made here, which answers in these VPCs; or one that exists, whose VPCs are left as they are. */
  zone: { name: string; vpcs: readonly AnsweredVpc[] } | { id: string; provider?: aws.Provider };
  /** By region. */
  targets: Readonly<Record<string, PrivateDnsTarget>>;
}

/**
 * A name in a private hosted zone, for clients that reach the internal load balancers by their own addresses. Route 53's checkers do not
 * reach those: the aliases ask for the health of the targets, and nothing else decides. It has IPv4 addresses alone, whatever the load balancers
 * have: ways from other VPCs are of that family, and clients there would try IPv6 first, in vain.
 * Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html (policies, VPC settings)
 */
export class PrivateDns extends pulumi.ComponentResource {
  readonly hostedZoneId: pulumi.Output<string>;
  readonly hostname: string;

  constructor(name: string, args: PrivateDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:PrivateDns", name, {}, opts);
    const { zone, hostname } = args;
    this.hostname = hostname;
    const zoneOptions = inZone("id" in zone ? zone : {}, this);
    this.hostedZoneId = "id" in zone ? pulumi.output(zone.id) : createZone(name, zone, zoneOptions);
    createDnsRecords(name, { ...recordArgs(args), zoneId: this.hostedZoneId }, zoneOptions);
    this.registerOutputs({ hostedZoneId: this.hostedZoneId });
  }
}

function createZone(
  name: string,
  { name: zone, vpcs }: { name: string; vpcs: readonly AnsweredVpc[] },
  opts: ZoneOptions,
): pulumi.Output<string> {
  return new aws.route53.Zone(
    `${name}-zone`,
    {
      name: zone,
      comment: "Private name of the TCP service",
      // All of them here: beside associations of their own, the provider would end those that it finds nowhere in this list.
      vpcs: vpcs.map(({ id, region }) => ({ vpcId: id, vpcRegion: region })),
      tags: nameTag(name),
    },
    opts,
  ).zoneId;
}

function recordArgs({ hostname, routing, targets }: PrivateDnsArgs) {
  const entries = Object.entries(targets).map(([region, { role, ...target }]) => {
    const regionRouting = { ...(role && { role }) };
    return [region, { ...target, addresses: {}, regionRouting }] as const;
  });
  const regions = entries.map(([region, { regionRouting }]) => [region, { ...regionRouting, zones: [] }] as const);
  return {
    settings: { hostname, routing, regions: Object.fromEntries(regions) },
    // No record holds an address.
    ttlSeconds: 60,
    targets: Object.fromEntries(entries),
  };
}
