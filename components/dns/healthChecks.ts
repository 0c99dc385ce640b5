import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DnsConfig } from "../../config";
import type { RecordCheck } from "../../plan/dns/records";
import { bothThreshold } from "../../plan/dns/zoneHealth";
import { type PerZone, type WatchedAlarm, nameTag, ofZone, perZone, zoneEntries, zoneValues } from "../shared";
import type { DnsTarget } from "./targets";

export interface HealthChecksArgs {
  /** The TCP port that the health checks connect to. */
  port: number;
  dns: Pick<DnsConfig, "healthCheck">;
  /** The public addresses by region, and what the load balancer says of their zones, where that is followed. */
  targets: Readonly<Record<string, Pick<DnsTarget, "addresses" | "ipv6Addresses" | "zonesDown">>>;
  /** The two addresses of an accelerator, and the alarm of no healthy endpoint behind them. Default: there is none. */
  accelerator?: AcceleratorHealth;
}

interface AcceleratorHealth {
  addresses: pulumi.Output<string[]>;
  down: WatchedAlarm;
}

/** Health checks by what records call them. */
export class HealthChecks {
  /** Of each region, whether its addresses answer, be their zones in the load balancer's name or not. */
  readonly answers: Record<string, PerZone<aws.route53.HealthCheck>> = {};
  private readonly all = new Map<string, aws.route53.HealthCheck>();

  set(check: RecordCheck, healthCheck: aws.route53.HealthCheck): void {
    this.all.set(JSON.stringify(Object.values(check)), healthCheck);
  }

  /** Undefined where nothing is checked so. */
  find(check: RecordCheck): aws.route53.HealthCheck | undefined {
    return this.all.get(JSON.stringify(Object.values(check)));
  }

  of(check: RecordCheck): aws.route53.HealthCheck {
    const healthCheck = this.find(check);
    if (!healthCheck) throw new Error(`no health check of ${Object.values(check).join(" ")} was made`);
    return healthCheck;
  }
}

/**
 * One check of each address, and one of each region that is healthy while enough of its addresses are. Where zones are
 * followed, the load balancer must also have enough of them in its name; of an address that names are answered with, its own.
 */
export function createHealthChecks(
  name: string,
  args: HealthChecksArgs,
  parent: pulumi.ComponentResource,
): HealthChecks {
  const checks = new HealthChecks();
  for (const region of Object.keys(args.targets).sort()) {
    const { addresses = {}, ipv6Addresses } = args.targets[region] ?? {};
    const regionName = `${name}-check-${region}`;
    checks.answers[region] = createRegionChecks(regionName, { region, addresses }, args, checks, parent);
    if (ipv6Addresses)
      createRegionChecks(
        `${regionName}-ipv6`,
        { region, addresses: ipv6Addresses, family: "ipv6" },
        args,
        checks,
        parent,
      );
  }
  if (args.accelerator) createAcceleratorChecks(name, args.accelerator, args, checks, parent);
  return checks;
}

/** The addresses of a region, of one family. */
interface RegionAddresses {
  region: string;
  addresses: PerZone<pulumi.Input<string>>;
  /** Default: IPv4. */
  family?: "ipv6";
}

/** Returns whether each address answers. */
function createRegionChecks(
  name: string,
  { region, addresses, family }: RegionAddresses,
  args: HealthChecksArgs,
  checks: HealthChecks,
  parent: pulumi.ComponentResource,
): PerZone<aws.route53.HealthCheck> {
  const { zonesDown } = args.targets[region] ?? {};
  const ofFamily = family && { family };
  const least = args.dns.healthCheck.minimumHealthyAddresses;
  const zones = zoneEntries(addresses).map(([zone]) => zone);
  const ofAddresses = perZone(zones, (zone) =>
    createTcpCheck(`${name}-${zone}`, ofZone(addresses, zone), args, parent),
  );
  for (const zone of zones) {
    const down = zonesDown?.each[zone];
    const address = ofZone(ofAddresses, zone);
    const healthCheck = down ? createBothCheck(`${name}-${zone}`, address, down, parent) : address;
    checks.set({ kind: "address", region, zone, ...ofFamily }, healthCheck);
  }
  // As often as there are addresses: see bothThreshold.
  const ofLoadBalancer = zonesDown
    ? perZone(zones, (zone) => createAlarmCheck(`${name}-zones-${zone}`, zonesDown.tooMany, parent))
    : {};
  const children = [...zoneValues(ofAddresses), ...zoneValues(ofLoadBalancer)];
  const threshold = zonesDown ? bothThreshold(zones.length, least) : least;
  const healthCheck = createCalculatedCheck(name, children, threshold, parent);
  checks.set({ kind: "region", region, ...ofFamily }, healthCheck);
  return ofAddresses;
}

/** Of an address: it answers, and the load balancer has not taken its zone out. */
const createBothCheck = (
  name: string,
  address: aws.route53.HealthCheck,
  down: WatchedAlarm,
  parent: pulumi.ComponentResource,
): aws.route53.HealthCheck =>
  createCalculatedCheck(`${name}-both`, [address, createAlarmCheck(`${name}-zone`, down, parent)], 2, parent);

/**
 * An accelerator has two addresses of each kind, in a fixed order. It is healthy while either answers AND some region has a healthy
 * endpoint: the edge answers whatever is behind it. A calculated check only counts, and none may look at another; so the endpoints count
 * twice, and three of four are both of them and an address at least. Source:
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html ("Health checks to monitor")
 */
function createAcceleratorChecks(
  name: string,
  { addresses, down }: AcceleratorHealth,
  args: HealthChecksArgs,
  checks: HealthChecks,
  parent: pulumi.ComponentResource,
): void {
  const checkName = `${name}-check-accelerator`;
  const edge = ["first", "second"].map((which, index) => {
    const ipAddress = addresses.apply((all) => all[index] ?? "");
    return createTcpCheck(`${checkName}-${which}`, ipAddress, args, parent);
  });
  const endpoints = ["endpoints", "endpoints-again"].map((which) =>
    // Where its count is silent, its edge still answers.
    createAlarmCheck(`${checkName}-${which}`, down, parent, "Healthy"),
  );
  const healthCheck = createCalculatedCheck(checkName, [...edge, ...endpoints], endpoints.length + 1, parent);
  checks.set({ kind: "accelerator" }, healthCheck);
}

/**
 * Healthy unless the metric of an alarm says otherwise, and without a value as before: what is new has none yet, and counts as healthy. It
 * follows the metric that the alarm had, and is told of another by `triggers`.
 * Source: docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html, InsufficientDataHealthStatus
 */
const createAlarmCheck = (
  name: string,
  { name: cloudwatchAlarmName, region: cloudwatchAlarmRegion, triggers }: WatchedAlarm,
  parent: pulumi.ComponentResource,
  insufficientDataHealthStatus: "Healthy" | "LastKnownStatus" = "LastKnownStatus",
): aws.route53.HealthCheck =>
  new aws.route53.HealthCheck(
    name,
    {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName,
      cloudwatchAlarmRegion,
      insufficientDataHealthStatus,
      triggers,
      tags: nameTag(name),
    },
    { parent },
  );

function createTcpCheck(
  name: string,
  ipAddress: pulumi.Input<string>,
  { port, dns: { healthCheck } }: HealthChecksArgs,
  parent: pulumi.ComponentResource,
): aws.route53.HealthCheck {
  const { intervalSeconds: requestInterval, failureThreshold } = healthCheck;
  return new aws.route53.HealthCheck(
    name,
    { type: "TCP", ipAddress, port, requestInterval, failureThreshold, tags: nameTag(name) },
    { parent },
  );
}

/** Healthy while enough of others are. It cannot look at another of its kind. */
const createCalculatedCheck = (
  name: string,
  children: readonly aws.route53.HealthCheck[],
  childHealthThreshold: number,
  parent: pulumi.ComponentResource,
): aws.route53.HealthCheck =>
  new aws.route53.HealthCheck(
    name,
    {
      type: "CALCULATED",
      childHealthchecks: children.map(({ id }) => id),
      childHealthThreshold,
      tags: nameTag(name),
    },
    { parent },
  );
