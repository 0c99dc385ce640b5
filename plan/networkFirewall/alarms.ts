import type { AlarmPlan } from "../alarms";

/*
 * Queries rather than metrics with their dimensions: whichever set of dimensions AWS publishes for the endpoints of an association, the
 * labels named here are among them.
 * Sources: docs.aws.amazon.com/network-firewall/latest/developerguide/monitoring-cloudwatch.html (AWS/NetworkFirewall),
 * docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html (AWS/PrivateLinkEndpoints)
 */

/** How many packets in five minutes are too many. */
export interface FirewallThresholds {
  /** That the rules drop. */
  droppedPackets: number;
  /** That belong to no connection that the firewall knows, whatever becomes of them. */
  strayPackets: number;
}

/** What a firewall drops in one zone (`eu-west-1a`): by its rules, and because the middle of a connection came without its beginning. */
export function firewallAlarms(zone: string, { droppedPackets, strayPackets }: FirewallThresholds): AlarmPlan[] {
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
      threshold: strayPackets,
      periods: 3,
      missing: "notBreaching",
      description: `For a quarter of an hour more than ${strayPackets} packets in five minutes come to the firewall in ${zone} that belong to no connection it knows: look for an asymmetric route.`,
    },
  ];
}
