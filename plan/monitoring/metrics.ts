/*
 * The metrics that alarms and dashboards name, by namespace: the sets of dimensions that AWS publishes each of them with, and when it has
 * a value. A metric that is not here cannot be named, and a test holds every alarm and widget of every stack to the table.
 */

export interface MetricFacts {
  /** Each set of dimensions that AWS publishes the metric with. */
  dimensions: readonly (readonly string[])[];
  /**
   * When there is a value; without one an alarm must know what silence means. A load balancer says nothing at all while nothing flows
   * through it; a certificate has a value twice a day until it expires.
   */
  reported: "always" | "whenChecked" | "whenCounted" | "untilExpiry";
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
const OF_ACCELERATOR = [
  ["Accelerator"],
  ["Accelerator", "Listener"],
  ["Accelerator", "EndpointGroup", "Listener"],
] as const;
const OF_FIREWALL = [["AvailabilityZone", "Engine", "FirewallName"]] as const;

const ALWAYS = { dimensions: NLB, reported: "always" } as const;
const COUNTED = { dimensions: NLB, reported: "whenCounted" } as const;
/** Not of a zone. */
const HANDSHAKES = { dimensions: [["LoadBalancer"]], reported: "whenCounted" } as const;
const NAT = { dimensions: [["NatGatewayId"]], reported: "always" } as const;
const ENDPOINT = {
  dimensions: [
    ["Endpoint Type", "Service Name", "VPC Endpoint Id", "VPC Id"],
    ["Endpoint Type", "Service Name", "Subnet Id", "VPC Endpoint Id", "VPC Id"],
  ],
  reported: "whenCounted",
} as const;
const ENDPOINT_SERVICE = {
  dimensions: [
    ["Service Id"],
    ["Az", "Service Id"],
    ["Load Balancer Arn", "Service Id"],
    ["Az", "Load Balancer Arn", "Service Id"],
    ["Service Id", "VPC Endpoint Id"],
  ],
  reported: "whenCounted",
} as const;
const LATENCY = [["Stack", "Target"]] as const;

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
  "AWS/Billing": {
    source: "docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html",
    metrics: { EstimatedCharges: { dimensions: [["Currency"]], reported: "whenCounted" } },
  },
  "AWS/CertificateManager": {
    source: "docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html",
    metrics: { DaysToExpiry: { dimensions: [["CertificateArn"]], reported: "untilExpiry" } },
  },
  "AWS/EC2": {
    source: "docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html",
    metrics: { CPUUtilization: { dimensions: OF_GROUP, reported: "always" } },
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
      ActiveFlowCount: { dimensions: OF_ACCELERATOR, reported: "always" },
      HealthyEndpointCount: { dimensions: OF_ACCELERATOR, reported: "whenChecked" },
      NewFlowCount: { dimensions: OF_ACCELERATOR, reported: "whenCounted" },
      ProcessedBytesIn: { dimensions: OF_ACCELERATOR, reported: "whenCounted" },
      ProcessedBytesOut: { dimensions: OF_ACCELERATOR, reported: "whenCounted" },
    },
  },
  "AWS/Logs": {
    source: "docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html",
    metrics: { IncomingBytes: { dimensions: [["LogGroupName"]], reported: "whenCounted" } },
  },
  "AWS/NATGateway": {
    source: "docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html",
    metrics: {
      ActiveConnectionCount: NAT,
      BytesOutToDestination: NAT,
      BytesOutToSource: NAT,
      ErrorPortAllocation: NAT,
      IdleTimeoutCount: NAT,
      PacketsDropCount: NAT,
      PacketsInFromDestination: NAT,
      PacketsInFromSource: NAT,
    },
  },
  "AWS/NetworkELB": {
    source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html",
    metrics: {
      ActiveFlowCount: ALWAYS,
      ClientTLSNegotiationErrorCount: HANDSHAKES,
      ConsumedLCUs: { dimensions: [["LoadBalancer"]], reported: "always" },
      HealthyHostCount: { dimensions: NLB_TARGETS, reported: "whenChecked" },
      NewFlowCount: ALWAYS,
      PortAllocationErrorCount: ALWAYS,
      ProcessedBytes: ALWAYS,
      RejectedFlowCount: ALWAYS,
      SecurityGroupBlockedFlowCount_Inbound_TCP: COUNTED,
      SecurityGroupBlockedFlowCount_Outbound_TCP: COUNTED,
      TCP_Client_Reset_Count: ALWAYS,
      TCP_ELB_Reset_Count: ALWAYS,
      TCP_Target_Reset_Count: ALWAYS,
      UnHealthyHostCount: { dimensions: NLB_TARGETS, reported: "whenChecked" },
      // Not of TLS listeners.
      UnhealthyRoutingFlowCount: COUNTED,
      ZonalHealthStatus: { dimensions: NLB, reported: "whenChecked" },
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
    // Not of endpoints in another region than the service's.
    metrics: {
      BytesProcessed: ENDPOINT,
      NewConnections: ENDPOINT,
      PacketsDropped: ENDPOINT,
      RstPacketsReceived: ENDPOINT,
    },
  },
  "AWS/PrivateLinkServices": {
    source: "docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html",
    metrics: {
      ActiveConnections: ENDPOINT_SERVICE,
      BytesProcessed: ENDPOINT_SERVICE,
      EndpointsCount: { dimensions: [["Service Id"]], reported: "whenCounted" },
      NewConnections: ENDPOINT_SERVICE,
      RstPacketsSent: ENDPOINT_SERVICE,
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
  "ha-tcp": {
    source: "docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html",
    // With a default value of 0, so without dimensions: zero where there are logs, and none where there are not.
    metrics: { RejectedClients: { dimensions: [[]], reported: "whenCounted" } },
  },
  // The program's own: components/monitoring/latencyCanary.cjs writes them.
  "ha-tcp-latency": {
    source: "docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html",
    metrics: {
      ConnectTime: { dimensions: LATENCY, reported: "whenChecked" },
      HandshakeTime: { dimensions: LATENCY, reported: "whenChecked" },
      FailedConnections: { dimensions: LATENCY, reported: "whenChecked" },
    },
  },
} as const satisfies Record<string, NamespaceFacts>;

/** Metrics of the program's own, which metric filters make of logs. The namespace has the stack's name at its end. */
export const OWN_NAMESPACE = "ha-tcp";

export type Namespace = keyof typeof METRICS;

/** A metric of the table. */
export type Metric = {
  [N in Namespace]: { namespace: N; metricName: keyof (typeof METRICS)[N]["metrics"] & string };
}[Namespace];

/** What the table says of a metric; undefined for one that it does not have. */
export function factsOf(namespace: string, metricName: string): MetricFacts | undefined {
  const known: Readonly<Record<string, NamespaceFacts>> = METRICS;
  const own = namespace.startsWith(`${OWN_NAMESPACE}/`);
  return known[own ? OWN_NAMESPACE : namespace]?.metrics[metricName];
}
