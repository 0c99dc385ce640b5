import type { AlarmPlan } from "../alarms";

export interface EndpointWatch {
  /**
   * How many packets in five minutes the endpoint may drop. It drops some while it is well, such as those of more than 8500 bytes.
   * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html, PacketsDropped
   */
  droppedPackets: number;
  /** Whether something passes it all the time, so that no traffic is a fault. */
  busy: boolean;
}

/** Alarms of an unhealthy endpoint. */
export function endpointAlarms(zone: string, { droppedPackets, busy }: EndpointWatch): AlarmPlan[] {
  const sum = (metric: string, endpointId: string) =>
    `SELECT SUM(${metric}) FROM "AWS/PrivateLinkEndpoints" WHERE "VPC Endpoint Id" = '${endpointId}'`;
  const drops: AlarmPlan = {
    key: "drops",
    query: (endpoint) => sum("PacketsDropped", endpoint),
    comparison: "GreaterThanThreshold",
    threshold: droppedPackets,
    periods: 2,
    missing: "notBreaching",
    description: `The firewall endpoint in ${zone} drops more than ${droppedPackets} packets in five minutes before the firewall sees them: it may be unhealthy.`,
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

/** What AWS says of an endpoint association, as far as it is used here. */
export interface AssociationStatus {
  associationSyncStates: { attachments: { endpointId: string; subnetId: string }[] }[];
}

/**
 * The id of the endpoint that an association has in a subnet. AWS gives its states by a key of which its API only says that it is a zone;
 * what each of them is for, its subnet says.
 * Source: docs.aws.amazon.com/network-firewall/latest/APIReference/API_Attachment.html
 *
 * @throws RangeError where there is none, or more than one.
 */
export function endpointIn(statuses: readonly AssociationStatus[], subnetId: string): string {
  const attachments = statuses
    .flatMap(({ associationSyncStates }) => associationSyncStates)
    .flatMap((state) => state.attachments);
  const ids = attachments.flatMap((each) => (each.subnetId === subnetId ? [each.endpointId] : []));
  const [id] = ids;
  if (id === undefined || ids.length > 1) {
    const known = attachments.map((each) => each.subnetId).sort();
    throw new RangeError(
      `the firewall has ${ids.length} endpoints in ${subnetId}, and must have one; it has some in: ${known.join(", ") || "no subnet"}`,
    );
  }
  return id;
}
