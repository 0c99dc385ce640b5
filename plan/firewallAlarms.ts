/** One alarm on a query of CloudWatch Metrics Insights. */
export interface AlarmPlan {
  /** Stable, part of the resource's name. */
  key: string;
  /** The query about what is watched, by the name or id that AWS gives it. Its one series is the sum over five minutes. */
  query: (watched: string) => string;
  comparison: "GreaterThanThreshold" | "LessThanOrEqualToThreshold";
  threshold: number;
  /** How many periods of five minutes in a row. */
  periods: number;
  /** What a period without a value means: these metrics have one only where something was counted. */
  missing: "notBreaching" | "breaching";
  description: string;
}

/** Of all alarms. */
export const PERIOD_SECONDS = 300;

/*
 * Queries rather than metrics with their dimensions: whichever set of dimensions AWS publishes for the endpoints of an association, the
 * labels named here are among them.
 * Sources: docs.aws.amazon.com/network-firewall/latest/developerguide/monitoring-cloudwatch.html (AWS/NetworkFirewall),
 * docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html (AWS/PrivateLinkEndpoints)
 */

/** What a firewall drops in one zone (`eu-west-1a`): by its rules, and because the middle of a connection came without its beginning. */
export function firewallAlarms(zone: string, droppedPackets: number): AlarmPlan[] {
  const sum = (metric: string, firewallName: string) =>
    `SELECT SUM(${metric}) FROM "AWS/NetworkFirewall" WHERE FirewallName = '${firewallName}' AND AvailabilityZone = '${zone}'`;
  return [
    {
      key: "dropped",
      query: (firewall) => `${sum("DroppedPackets", firewall)} AND Engine = 'Stateful'`,
      comparison: "GreaterThanThreshold",
      threshold: droppedPackets,
      periods: 1,
      missing: "notBreaching",
      description: `The firewall drops more than ${droppedPackets} packets in five minutes in ${zone}. The ALERT log says whose.`,
    },
    {
      key: "stream-exceptions",
      query: (firewall) => sum("StreamExceptionPolicyPackets", firewall),
      comparison: "GreaterThanThreshold",
      threshold: 0,
      periods: 3,
      missing: "notBreaching",
      description: `For a quarter of an hour packets come to the firewall in ${zone} that belong to no connection it knows: look for an asymmetric route.`,
    },
  ];
}

/** What tells that an endpoint is not well. `busy`: whether something passes it all the time, so that silence is a fault. */
export function endpointAlarms(zone: string, busy: boolean): AlarmPlan[] {
  const sum = (metric: string, endpointId: string) =>
    `SELECT SUM(${metric}) FROM "AWS/PrivateLinkEndpoints" WHERE "VPC Endpoint Id" = '${endpointId}'`;
  const drops: AlarmPlan = {
    key: "drops",
    query: (endpoint) => sum("PacketsDropped", endpoint),
    comparison: "GreaterThanThreshold",
    threshold: 0,
    periods: 2,
    missing: "notBreaching",
    description: `The firewall endpoint in ${zone} drops packets before the firewall sees them: it may be unhealthy.`,
  };
  const silent: AlarmPlan = {
    key: "silent",
    query: (endpoint) => sum("BytesProcessed", endpoint),
    comparison: "LessThanOrEqualToThreshold",
    threshold: 0,
    periods: 2,
    missing: "breaching",
    description: `Nothing passes the firewall endpoint in ${zone}, not even the health checks of the zone's address.`,
  };
  return busy ? [drops, silent] : [drops];
}
