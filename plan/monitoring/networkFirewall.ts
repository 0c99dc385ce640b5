import { type ZoneLetter, zoneName } from "../regions";
import type { AlarmPlan, Text } from "./alarm";
import type { Thresholds } from "./thresholds";

/*
 * Queries rather than metrics with their dimensions: whichever set of dimensions AWS publishes for the endpoints of an association, the
 * labels named here are among them.
 * Sources: docs.aws.amazon.com/network-firewall/latest/developerguide/monitoring-cloudwatch.html (AWS/NetworkFirewall),
 * docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html (AWS/PrivateLinkEndpoints)
 */

/** What inspects a region's traffic. */
export interface WatchedFirewall<V> {
  /** The firewall, where it is the stack's: what it is called, here and by AWS, and its zones. Another account's is watched by its owner. */
  firewall?: { name: string; firewallName: V };
  /** The endpoints of the region's network, by zone. */
  endpoints: Readonly<Partial<Record<ZoneLetter, WatchedEndpoint<V>>>>;
}

export interface WatchedEndpoint<V> {
  id: V;
  /** Whether something passes it all the time, so that no traffic is a fault. */
  busy: boolean;
}

/** Of all alarms here. The metrics have a value where something was counted. */
const PERIOD_SECONDS = 300;

export function networkFirewallAlarms<V>(
  region: string,
  { firewall, endpoints }: WatchedFirewall<V>,
  thresholds: Thresholds,
): AlarmPlan<V>[] {
  const zones = (Object.keys(endpoints) as ZoneLetter[]).sort();
  return zones.flatMap((zone) => {
    const endpoint = endpoints[zone];
    return [
      ...(firewall ? firewallAlarms(region, zone, firewall, thresholds) : []),
      ...(endpoint ? endpointAlarms(region, zone, endpoint, thresholds) : []),
    ];
  });
}

/** What a firewall drops in one zone: by its rules, and because the middle of a connection came without its beginning. */
function firewallAlarms<V>(
  region: string,
  zone: ZoneLetter,
  { name, firewallName }: { name: string; firewallName: V },
  thresholds: Thresholds,
): AlarmPlan<V>[] {
  const sum = (metric: string, more = ""): Text<V> => [
    `SELECT SUM(${metric}) FROM "AWS/NetworkFirewall" WHERE FirewallName = '`,
    firewallName,
    `' AND AvailabilityZone = '${zoneName(region, zone)}'${more}`,
  ];
  const common = {
    part: "networkFirewall",
    grade: "ticket",
    subject: `${zoneName(region, zone)}, ${name}`,
    comparison: "GreaterThanThreshold",
    periodSeconds: PERIOD_SECONDS,
    missing: "notBreaching",
  } as const;
  return [
    {
      ...common,
      key: `firewall-${zone}-dropped`,
      entry: "firewall-drops",
      watch: { kind: "query", query: sum("DroppedPackets", " AND Engine = 'Stateful'") },
      threshold: thresholds.firewallDroppedPackets,
      of: 1,
    },
    {
      ...common,
      key: `firewall-${zone}-stream-exceptions`,
      entry: "firewall-stream-exceptions",
      watch: { kind: "query", query: sum("StreamExceptionPolicyPackets") },
      threshold: thresholds.firewallStrayPackets,
      of: 3,
    },
  ];
}

/** The alarm that nothing passes a zone's endpoint. */
export const endpointSilentKey = (zone: ZoneLetter): string => `firewall-${zone}-endpoint-silent`;

/**
 * An unhealthy endpoint. Source of the first:
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html, PacketsDropped
 */
function endpointAlarms<V>(
  region: string,
  zone: ZoneLetter,
  { id, busy }: WatchedEndpoint<V>,
  thresholds: Thresholds,
): AlarmPlan<V>[] {
  const sum = (metric: string): Text<V> => [
    `SELECT SUM(${metric}) FROM "AWS/PrivateLinkEndpoints" WHERE "VPC Endpoint Id" = '`,
    id,
    "'",
  ];
  const common = {
    part: "networkFirewall",
    subject: zoneName(region, zone),
    periodSeconds: PERIOD_SECONDS,
    of: 2,
  } as const;
  const drops: AlarmPlan<V> = {
    ...common,
    key: `firewall-${zone}-endpoint-drops`,
    entry: "firewall-endpoint-drops",
    grade: "ticket",
    watch: { kind: "query", query: sum("PacketsDropped") },
    comparison: "GreaterThanThreshold",
    threshold: thresholds.firewallEndpointDroppedPackets,
    missing: "notBreaching",
  };
  const silent: AlarmPlan<V> = {
    ...common,
    key: endpointSilentKey(zone),
    entry: "firewall-endpoint-silent",
    grade: "page",
    watch: { kind: "query", query: sum("BytesProcessed") },
    comparison: "LessThanOrEqualToThreshold",
    threshold: 0,
    missing: "breaching",
  };
  return busy ? [drops, silent] : [drops];
}
