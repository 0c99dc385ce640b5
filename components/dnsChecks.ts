import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DnsConfig } from "../config";
import type { RecordCheck } from "../plan/dns";
import { zoneEntries, type PerZone } from "./perZone";
import { named } from "./tags";

export interface DnsChecksArgs {
  /** The TCP port that the health checks connect to. */
  port: number;
  dns: Pick<DnsConfig, "healthCheck" | "alarms">;
  /** The public addresses, by region. */
  addresses: Readonly<Record<string, PerZone<pulumi.Input<string>>>>;
  /** The two addresses of an accelerator, and what says that nothing behind them is well. Default: there is none. */
  accelerator?: AcceleratorChecked;
}

/** An alarm that a health check follows. */
export interface WatchedAlarm {
  name: pulumi.Input<string>;
  region: string;
  /** The dimensions of its metric. */
  watches: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

interface AcceleratorChecked {
  addresses: pulumi.Output<string[]>;
  down: WatchedAlarm;
}

/** Health checks by what records call them. */
export class DnsChecks {
  private readonly all = new Map<string, aws.route53.HealthCheck>();

  set(check: RecordCheck, made: aws.route53.HealthCheck): void {
    this.all.set(JSON.stringify(Object.values(check)), made);
  }

  of(check: RecordCheck): aws.route53.HealthCheck {
    const made = this.all.get(JSON.stringify(Object.values(check)));
    if (!made) throw new Error(`no health check of ${Object.values(check).join(" ")} was made`);
    return made;
  }
}

/** One check of each address, one of each region that is well while enough of its addresses are, and an alarm of each of those. */
export function createDnsChecks(name: string, args: DnsChecksArgs, parent: pulumi.ComponentResource): DnsChecks {
  const checks = new DnsChecks();
  for (const region of Object.keys(args.addresses).sort()) {
    const regionName = `${name}-check-${region}`;
    const children = zoneEntries(args.addresses[region] ?? {}).map(([zone, ipAddress]) => {
      const made = tcpCheck(`${regionName}-${zone}`, ipAddress, args, parent);
      checks.set({ kind: "address", region, zone }, made);
      return made;
    });
    const least = args.dns.healthCheck.minimumHealthyAddresses;
    const made = calculatedCheck(regionName, children, least, parent);
    checks.set({ kind: "region", region }, made);
    createAlarm(
      regionName,
      made,
      `DNS answers with ${region} no more: too few of its addresses are well.`,
      args,
      parent,
    );
  }
  if (args.accelerator) checkAccelerator(name, args.accelerator, args, checks, parent);
  return checks;
}

/**
 * An accelerator has two addresses of each kind, in a fixed order. It is well while either answers AND some region has a healthy
 * endpoint: the edge answers whatever is behind it. A calculated check only counts, and none may look at another; so the endpoints count
 * twice, and three of four are both of them and an address at least. Source:
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html ("Health checks to monitor")
 */
function checkAccelerator(
  name: string,
  { addresses, down }: AcceleratorChecked,
  args: DnsChecksArgs,
  checks: DnsChecks,
  parent: pulumi.ComponentResource,
): void {
  const whole = `${name}-check-accelerator`;
  const edge = ["first", "second"].map((which, index) => {
    const ipAddress = addresses.apply((all) => all[index] ?? "");
    return tcpCheck(`${whole}-${which}`, ipAddress, args, parent);
  });
  const endpoints = ["endpoints", "endpoints-again"].map((which) => alarmCheck(`${whole}-${which}`, down, parent));
  const made = calculatedCheck(whole, [...edge, ...endpoints], endpoints.length + 1, parent);
  checks.set({ kind: "accelerator" }, made);
  const why = "Neither address of the accelerator answers, or no region behind it is well.";
  createAlarm(whole, made, why, args, parent);
}

/** Well unless the metric of an alarm says otherwise. It follows the metric that the alarm had, and is told of another by `triggers`. */
const alarmCheck = (
  name: string,
  { name: cloudwatchAlarmName, region: cloudwatchAlarmRegion, watches }: WatchedAlarm,
  parent: pulumi.ComponentResource,
): aws.route53.HealthCheck =>
  new aws.route53.HealthCheck(
    name,
    {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName,
      cloudwatchAlarmRegion,
      // A new accelerator has no count yet.
      insufficientDataHealthStatus: "Healthy",
      triggers: watches,
      tags: named(name),
    },
    { parent },
  );

function tcpCheck(
  name: string,
  ipAddress: pulumi.Input<string>,
  { port, dns: { healthCheck } }: DnsChecksArgs,
  parent: pulumi.ComponentResource,
): aws.route53.HealthCheck {
  const { intervalSeconds: requestInterval, failureThreshold } = healthCheck;
  return new aws.route53.HealthCheck(
    name,
    { type: "TCP", ipAddress, port, requestInterval, failureThreshold, tags: named(name) },
    { parent },
  );
}

/** Well while enough of others are. It cannot look at another of its kind. */
const calculatedCheck = (
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
      tags: named(name),
    },
    { parent },
  );

/** In us-east-1, where Route 53 has its metrics. Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html */
function createAlarm(
  name: string,
  check: aws.route53.HealthCheck,
  alarmDescription: string,
  { dns: { alarms } }: DnsChecksArgs,
  parent: pulumi.ComponentResource,
): void {
  new aws.cloudwatch.MetricAlarm(
    `${name}-alarm`,
    {
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: check.id },
      statistic: "Minimum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      // A check reports as long as there is one.
      treatMissingData: "breaching",
      alarmDescription,
      alarmActions: [...alarms.topicArns],
      okActions: [...alarms.topicArns],
      tags: named(`${name}-alarm`),
    },
    { parent },
  );
}

/** Metrics that a signed zone has once a day. */
const DAY_SECONDS = 86400;

/** Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html */
const DNSSEC_METRICS = {
  "internal-failure": {
    metricName: "DNSSECInternalFailure",
    alarmDescription: "Route 53 cannot sign the zone. Soon nobody who checks signatures finds the service.",
  },
  "key-action": {
    metricName: "DNSSECKeySigningKeysNeedingAction",
    alarmDescription: "Route 53 cannot use the zone's key in KMS. Soon nobody who checks signatures finds the service.",
  },
} as const;

/** What tells that the signatures of a zone are in danger. */
export function createDnssecAlarms(
  name: string,
  hostedZoneId: pulumi.Input<string>,
  { alarms }: Pick<DnsConfig, "alarms">,
  parent: pulumi.ComponentResource,
): void {
  for (const [key, metric] of Object.entries(DNSSEC_METRICS))
    new aws.cloudwatch.MetricAlarm(
      `${name}-dnssec-${key}`,
      {
        namespace: "AWS/Route53",
        ...metric,
        dimensions: { HostedZoneId: hostedZoneId },
        statistic: "Maximum",
        period: DAY_SECONDS,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        treatMissingData: "notBreaching",
        alarmActions: [...alarms.topicArns],
        okActions: [...alarms.topicArns],
        tags: named(`${name}-dnssec-${key}`),
      },
      { parent },
    );
}
