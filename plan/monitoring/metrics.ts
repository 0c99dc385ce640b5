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

export const METRICS = {
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
