import { sortedEntries } from "../sortedEntries";
import type { AlarmPlan, Series } from "./alarm";
import { resetsInPercent, trafficAlarm } from "./frontDoor/connections";
import type { METRICS } from "./metrics";
import type { Thresholds } from "./thresholds";

/** An endpoint service, and the endpoints of the stack's own consumers in its region. */
export interface WatchedPrivateLink<V> {
  /** As the stack calls it: `link-eu-west-1`. */
  name: string;
  /** Its id and its name by AWS. */
  serviceId: V;
  serviceName: V;
  /** By the consumers' names. AWS counts nothing at endpoints in other regions. */
  endpoints: Readonly<Record<string, WatchedEndpoint<V>>>;
}

export interface WatchedEndpoint<V> {
  id: V;
  vpcId: V;
}

/**
 * Of an endpoint service. AWS counts no connections that are refused: what of its load balancer is refused, blocked or reset is watched
 * there, and what it resets at the endpoints is watched here.
 */
export function privateLinkAlarms<V>(watched: WatchedPrivateLink<V>, thresholds: Thresholds): AlarmPlan<V>[] {
  const { deviations } = thresholds;
  const connections = atService(watched, "NewConnections");
  return [
    serviceResets(watched, connections, thresholds),
    ...(deviations === "none"
      ? []
      : [trafficAlarm("link-service-traffic", "privateLink", serviceOf(watched), connections, deviations)]),
    ...sortedEntries(watched.endpoints).map(([consumer, endpoint]) =>
      endpointDrops(consumer, endpoint, watched, thresholds),
    ),
  ];
}

const serviceOf = ({ name }: WatchedPrivateLink<unknown>): string => `endpoint service ${name}`;

const atService = <V>(
  { serviceId }: WatchedPrivateLink<V>,
  metricName: keyof (typeof METRICS)["AWS/PrivateLinkServices"]["metrics"],
): Series<V> => ({
  namespace: "AWS/PrivateLinkServices",
  metricName,
  dimensions: { "Service Id": serviceId },
  statistic: "Sum",
});

const serviceResets = <V>(
  watched: WatchedPrivateLink<V>,
  connections: Series<V>,
  { resetsByTargetPercent }: Thresholds,
): AlarmPlan<V> => ({
  key: "link-service-resets",
  entry: "service-resets",
  part: "privateLink",
  grade: "ticket",
  subject: serviceOf(watched),
  watch: resetsInPercent(atService(watched, "RstPacketsSent"), connections),
  comparison: "GreaterThanThreshold",
  threshold: resetsByTargetPercent,
  periodSeconds: 300,
  of: 3,
  missing: "notBreaching",
});

/** Source of periods: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html (PacketsDropped) */
const endpointDrops = <V>(
  consumer: string,
  { id, vpcId }: WatchedEndpoint<V>,
  { serviceName }: WatchedPrivateLink<V>,
  thresholds: Thresholds,
): AlarmPlan<V> => ({
  key: `consumer-${consumer}-drops`,
  entry: "endpoint-drops",
  part: "privateLink",
  grade: "ticket",
  subject: `endpoint of consumer ${consumer}`,
  watch: {
    kind: "metric",
    namespace: "AWS/PrivateLinkEndpoints",
    metricName: "PacketsDropped",
    dimensions: { "Endpoint Type": "Interface", "Service Name": serviceName, "VPC Endpoint Id": id, "VPC Id": vpcId },
    statistic: "Sum",
  },
  comparison: "GreaterThanThreshold",
  threshold: thresholds.endpointDrops,
  periodSeconds: 60,
  of: 5,
  missing: "notBreaching",
});
