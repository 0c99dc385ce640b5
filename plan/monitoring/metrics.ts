/*
 * The metrics that alarms and dashboards name, by namespace: the sets of dimensions that AWS publishes each of them with, and when it has
 * a value. A metric that is not here cannot be named, and a test holds every alarm and widget of every stack to the table.
 */

export interface MetricFacts {
  /** Each set of dimensions that AWS publishes the metric with. */
  dimensions: readonly (readonly string[])[];
  /** When there is a value; without one an alarm must know what silence means. */
  reported: "always" | "whenChecked" | "whenCounted";
}

export interface NamespaceFacts {
  /** The page that documents the metrics. */
  source: string;
  metrics: Readonly<Record<string, MetricFacts>>;
}

const NLB = [["LoadBalancer"], ["AvailabilityZone", "LoadBalancer"]] as const;
const NLB_TARGETS = [
  ["LoadBalancer", "TargetGroup"],
  ["AvailabilityZone", "LoadBalancer", "TargetGroup"],
] as const;

const OF_GROUP = [["AutoScalingGroupName"]] as const;
const OF_SERVICE = [["ClusterName", "ServiceName"]] as const;
const OF_FIREWALL = [["AvailabilityZone", "Engine", "FirewallName"]] as const;
const OF_ENDPOINT = [["Endpoint Type", "Service Name", "Subnet Id", "VPC Endpoint Id", "VPC Id"]] as const;

export const METRICS = {
  "AWS/AutoScaling": {
    source: "docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html",
    metrics: {
      GroupDesiredCapacity: { dimensions: OF_GROUP, reported: "always" },
      GroupInServiceInstances: { dimensions: OF_GROUP, reported: "always" },
      GroupMaxSize: { dimensions: OF_GROUP, reported: "always" },
      GroupMinSize: { dimensions: OF_GROUP, reported: "always" },
      GroupTotalInstances: { dimensions: OF_GROUP, reported: "always" },
    },
  },
  "AWS/ECS": {
    source: "docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html",
    metrics: {
      CPUUtilization: { dimensions: OF_SERVICE, reported: "whenCounted" },
      MemoryUtilization: { dimensions: OF_SERVICE, reported: "whenCounted" },
    },
  },
  // The dimensions are those of the scaling policy that ECS makes.
  "AWS/ECS/ManagedScaling": {
    source: "docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html",
    metrics: {
      CapacityProviderReservation: { dimensions: [["CapacityProviderName", "ClusterName"]], reported: "always" },
    },
  },
  "AWS/GlobalAccelerator": {
    source: "docs.aws.amazon.com/global-accelerator/latest/dg/cloudwatch-monitoring.html",
    metrics: {
      HealthyEndpointCount: {
        dimensions: [["Accelerator"], ["Accelerator", "Listener"], ["Accelerator", "EndpointGroup", "Listener"]],
        reported: "whenChecked",
      },
    },
  },
  "AWS/NetworkFirewall": {
    source: "docs.aws.amazon.com/network-firewall/latest/developerguide/monitoring-cloudwatch.html",
    metrics: {
      DroppedPackets: { dimensions: OF_FIREWALL, reported: "whenCounted" },
      StreamExceptionPolicyPackets: { dimensions: OF_FIREWALL, reported: "whenCounted" },
    },
  },
  "AWS/PrivateLinkEndpoints": {
    source: "docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html",
    metrics: {
      BytesProcessed: { dimensions: OF_ENDPOINT, reported: "whenCounted" },
      PacketsDropped: { dimensions: OF_ENDPOINT, reported: "whenCounted" },
    },
  },
  "AWS/Route53": {
    source: "docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html",
    metrics: {
      DNSSECInternalFailure: { dimensions: [["HostedZoneId"]], reported: "always" },
      DNSSECKeySigningKeysNeedingAction: { dimensions: [["HostedZoneId"]], reported: "always" },
      HealthCheckStatus: { dimensions: [["HealthCheckId"]], reported: "always" },
    },
  },
  "ECS/ContainerInsights": {
    source: "docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html",
    metrics: {
      DesiredTaskCount: { dimensions: OF_SERVICE, reported: "always" },
      RunningTaskCount: { dimensions: OF_SERVICE, reported: "always" },
    },
  },
  "AWS/NetworkELB": {
    source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html",
    metrics: {
      ZonalHealthStatus: { dimensions: NLB, reported: "whenChecked" },
      HealthyHostCount: { dimensions: NLB_TARGETS, reported: "whenChecked" },
      UnHealthyHostCount: { dimensions: NLB_TARGETS, reported: "whenChecked" },
    },
  },
} as const satisfies Record<string, NamespaceFacts>;

export type Namespace = keyof typeof METRICS;

/** A metric of the table. */
export type Metric = {
  [N in Namespace]: { namespace: N; metricName: keyof (typeof METRICS)[N]["metrics"] & string };
}[Namespace];

/** What the table says of a metric; undefined for one that it does not have. */
export function factsOf(namespace: string, metricName: string): MetricFacts | undefined {
  const known: Readonly<Record<string, NamespaceFacts>> = METRICS;
  return known[namespace]?.metrics[metricName];
}
