import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type ZoneLetter, zoneName } from "../../plan/regions";
import { type PerZone, type WatchedAlarm, nameTag, perZone, watchedAlarm } from "../shared";

export interface ZoneAlarmsArgs {
  region: string;
  zones: readonly ZoneLetter[];
  loadBalancer: aws.lb.LoadBalancer;
}

/**
 * For each zone, whether the load balancer itself takes it out of its name: by too few healthy targets, or a zonal shift. Health checks of
 * Route 53 follow these alarms, which tell nobody else. Such a check takes an alarm of one metric and no expression over several.
 * Sources: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html (ZonalHealthStatus, reported if
 * health checks are enabled), …/load-balancer-troubleshooting.html (load balancer zonal health),
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html (CloudWatch alarm)
 */
export const createZoneAlarms = (
  name: string,
  { region, zones, loadBalancer }: ZoneAlarmsArgs,
  parent: pulumi.ComponentResource,
): PerZone<WatchedAlarm> =>
  perZone(zones, (zone) =>
    watchedAlarm(
      new aws.cloudwatch.MetricAlarm(
        `${name}-zone-${zone}`,
        {
          namespace: "AWS/NetworkELB",
          metricName: "ZonalHealthStatus",
          dimensions: { AvailabilityZone: zoneName(region, zone), LoadBalancer: loadBalancer.arnSuffix },
          statistic: "Maximum",
          period: 60,
          evaluationPeriods: 2,
          comparisonOperator: "LessThanThreshold",
          threshold: 1,
          treatMissingData: "missing",
          alarmDescription: `The load balancer has taken ${zoneName(region, zone)} out of its name: too few targets are well, or the zone is shifted away.`,
          tags: nameTag(`${name}-zone-${zone}`),
        },
        { parent },
      ),
      region,
    ),
  );
