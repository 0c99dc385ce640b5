import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { tooManyZonesDown } from "../../plan/dns/zoneHealth";
import { type ZoneLetter, zoneName } from "../../plan/regions";
import { type WatchedAlarm, type ZonesDown, nameTag, perZone, watchedAlarm } from "../shared";

export interface ZoneAlarmsArgs {
  region: string;
  zones: readonly ZoneLetter[];
  /** How many of the zones the load balancer must have in its name. */
  least: number;
  /** Whether each zone has an alarm of its own, too. */
  each: boolean;
  loadBalancer: aws.lb.LoadBalancer;
}

/**
 * Whether the load balancer itself takes zones out of its name: by too few healthy targets, or a zonal shift. Health checks of Route 53
 * follow these alarms, which tell nobody else. Such a check takes an alarm of one metric and no expression over several.
 * Sources: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html (ZonalHealthStatus, reported if
 * health checks are enabled), …/load-balancer-troubleshooting.html (load balancer zonal health),
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html (CloudWatch alarm)
 */
export function createZoneAlarms(name: string, args: ZoneAlarmsArgs, parent: pulumi.ComponentResource): ZonesDown {
  const { region, zones, least, each } = args;
  const tooMany = createAlarm(
    `${name}-zones`,
    args,
    {
      ...tooManyZonesDown(zones.length, least),
      alarmDescription: `The load balancer has fewer than ${least} of its zones in its name: too few targets are well, or zones are shifted away.`,
    },
    parent,
  );
  const ofZone = (zone: ZoneLetter) =>
    createAlarm(
      `${name}-zone-${zone}`,
      args,
      {
        zone: zoneName(region, zone),
        statistic: "Maximum",
        threshold: 1,
        alarmDescription: `The load balancer has taken ${zoneName(region, zone)} out of its name: too few targets are well, or the zone is shifted away.`,
      },
      parent,
    );
  return { tooMany, each: perZone(each ? zones : [], ofZone) };
}

interface AlarmSettings {
  /** Default: the load balancer as a whole. */
  zone?: string;
  statistic: string;
  /** It rings below this. */
  threshold: number;
  alarmDescription: string;
}

function createAlarm(
  name: string,
  { region, loadBalancer }: ZoneAlarmsArgs,
  { zone, statistic, threshold, alarmDescription }: AlarmSettings,
  parent: pulumi.ComponentResource,
): WatchedAlarm {
  const alarm = new aws.cloudwatch.MetricAlarm(
    name,
    {
      namespace: "AWS/NetworkELB",
      metricName: "ZonalHealthStatus",
      dimensions: { ...(zone !== undefined && { AvailabilityZone: zone }), LoadBalancer: loadBalancer.arnSuffix },
      statistic,
      period: 60,
      evaluationPeriods: 2,
      comparisonOperator: "LessThanThreshold",
      threshold,
      treatMissingData: "missing",
      alarmDescription,
      tags: nameTag(name),
    },
    { parent },
  );
  return watchedAlarm(alarm, region, { statistic, threshold: String(threshold) });
}
