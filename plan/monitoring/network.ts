import { type ZoneLetter, zoneName } from "../regions";
import { sortedEntries } from "../sortedEntries";
import type { AlarmPlan, Series } from "./alarm";
import type { METRICS } from "./metrics";
import type { Thresholds } from "./thresholds";

/** The ids of NAT gateways, by zone. */
export type WatchedNatGateways<V> = Partial<Record<ZoneLetter, V>>;

/** Packets that a NAT gateway drops in a minute that are too few to make anything of. */
const TOO_FEW_DROPS = 10;

/** Of the NAT gateways of a region: of what the service itself connects to, and not of its clients. */
export function natAlarms<V>(region: string, gateways: WatchedNatGateways<V>, thresholds: Thresholds): AlarmPlan<V>[] {
  return sortedEntries<ZoneLetter, V>(gateways).flatMap(([zone, gateway]) =>
    gatewayAlarms(`nat-${zone}`, zoneName(region, zone), gateway, thresholds),
  );
}

type NatMetric = keyof (typeof METRICS)["AWS/NATGateway"]["metrics"];

/**
 * Periods, how many of them, and the share of drops are AWS's own advice.
 * Sources: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html (Amazon VPC,
 * AWS/NATGateway), and the formula of the page that plan/monitoring/metrics.ts names
 */
function gatewayAlarms<V>(key: string, zone: string, NatGatewayId: V, thresholds: Thresholds): AlarmPlan<V>[] {
  const series = (metricName: NatMetric): Series<V> => ({
    namespace: "AWS/NATGateway",
    metricName,
    dimensions: { NatGatewayId },
    statistic: "Sum",
  });
  const common = {
    part: "network",
    grade: "ticket",
    subject: `NAT gateway in ${zone}`,
    comparison: "GreaterThanThreshold",
    missing: "notBreaching",
  } as const;
  return [
    {
      key: `${key}-port-errors`,
      entry: "nat-port-errors",
      ...common,
      watch: { kind: "metric", ...series("ErrorPortAllocation") },
      threshold: thresholds.natPortErrors,
      periodSeconds: 60,
      of: 15,
    },
    {
      key: `${key}-drops`,
      entry: "nat-drops",
      ...common,
      watch: {
        kind: "expression",
        expression: `IF(drops < ${TOO_FEW_DROPS}, 0, 1000000 * drops / (sent + received))`,
        metrics: {
          drops: series("PacketsDropCount"),
          sent: series("PacketsInFromSource"),
          received: series("PacketsInFromDestination"),
        },
      },
      threshold: thresholds.natDropsPerMillion,
      periodSeconds: 60,
      of: 5,
    },
    {
      key: `${key}-idle`,
      entry: "nat-idle-connections",
      ...common,
      watch: { kind: "metric", ...series("IdleTimeoutCount") },
      threshold: thresholds.natIdleConnections,
      periodSeconds: 300,
      of: 3,
    },
  ];
}
