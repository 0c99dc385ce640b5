import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DnsConfig } from "../config";
import { zoneEntries, type PerZone } from "./perZone";
import { named } from "./tags";

/** What the name leads to in one region. */
export interface DnsTarget {
  /** The load balancer's own name and the zone that name is in. */
  dnsName: pulumi.Input<string>;
  hostedZoneId: pulumi.Input<string>;
  /** Its public addresses, each checked. */
  addresses: PerZone<pulumi.Input<string>>;
  /** With roles, DNS answers with the primary while it is well. Default: with the nearest region that is. */
  role?: "primary" | "secondary";
}

export interface DnsArgs {
  hostname: string;
  /** The TCP port that the health checks connect to. */
  port: number;
  dns: DnsConfig;
  /** By region. */
  targets: Readonly<Record<string, DnsTarget>>;
  /** Whether a zone created here is protected from deletion. Default: false. */
  protect?: boolean;
}

/**
 * The public name: an alias record for each region's load balancer, a TCP health check for each address, and a calculated
 * one for each region.
 */
export class Dns extends pulumi.ComponentResource {
  readonly hostedZoneId: pulumi.Output<string>;
  /** What the zone must be delegated to, where it was created here; else undefined. */
  readonly nameServers?: pulumi.Output<string[]>;

  constructor(name: string, args: DnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Dns", name, {}, opts);
    const zone = findOrCreateZone(name, args, this);
    for (const region of Object.keys(args.targets).sort()) {
      const target = args.targets[region];
      if (!target) continue;
      const regionCheck = createHealthChecks(name, region, target, args, this);
      createRecord(name, region, target, zone.id, regionCheck, args, this);
    }
    this.hostedZoneId = zone.id;
    this.nameServers = zone.nameServers;
    this.registerOutputs({ hostedZoneId: this.hostedZoneId });
  }
}

interface HostedZone {
  id: pulumi.Output<string>;
  nameServers?: pulumi.Output<string[]>;
}

function findOrCreateZone(name: string, { dns, protect }: DnsArgs, parent: Dns): HostedZone {
  if (!dns.create) return { id: aws.route53.getZoneOutput({ name: dns.zone, privateZone: false }, { parent }).zoneId };
  const zone = new aws.route53.Zone(
    `${name}-zone`,
    { name: dns.zone, comment: "Public name of the TCP service", tags: named(name) },
    { parent, protect: protect ?? false },
  );
  return { id: zone.zoneId, nameServers: zone.nameServers };
}

/** One check of each address, and one that is well while enough of them are. */
function createHealthChecks(
  name: string,
  region: string,
  target: DnsTarget,
  args: DnsArgs,
  parent: Dns,
): aws.route53.HealthCheck {
  const { intervalSeconds, failureThreshold, minimumHealthyAddresses } = args.dns.healthCheck;
  const regionName = `${name}-check-${region}`;
  const checks = zoneEntries(target.addresses).map(([zone, ipAddress]) => {
    const checkName = `${regionName}-${zone}`;
    return new aws.route53.HealthCheck(
      checkName,
      {
        type: "TCP",
        ipAddress,
        port: args.port,
        requestInterval: intervalSeconds,
        failureThreshold,
        tags: named(checkName),
      },
      { parent },
    );
  });
  return new aws.route53.HealthCheck(
    regionName,
    {
      type: "CALCULATED",
      childHealthchecks: checks.map(({ id }) => id),
      childHealthThreshold: minimumHealthyAddresses,
      tags: named(regionName),
    },
    { parent },
  );
}

/**
 * Even one region gets a record with a routing policy. Next to a record without one, Route 53 takes no second of the same
 * name, so that a region added later would interrupt the name.
 */
function createRecord(
  name: string,
  region: string,
  target: DnsTarget,
  zoneId: pulumi.Input<string>,
  check: aws.route53.HealthCheck,
  args: DnsArgs,
  parent: Dns,
): void {
  const policy = target.role
    ? { failoverRoutingPolicies: [{ type: target.role.toUpperCase() }] }
    : { latencyRoutingPolicies: [{ region }] };
  new aws.route53.Record(
    `${name}-${region}`,
    {
      zoneId,
      name: args.hostname,
      type: "A",
      setIdentifier: region,
      ...policy,
      healthCheckId: check.id,
      aliases: [{ name: target.dnsName, zoneId: target.hostedZoneId, evaluateTargetHealth: true }],
    },
    // Route 53 has one record of a name, type and set identifier.
    { parent, deleteBeforeReplace: true },
  );
}
