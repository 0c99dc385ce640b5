/** A metric of CloudWatch, or an expression of the ones before it. */
export interface MetricQuery<T> {
  id: string;
  expression?: string;
  metric?: { name: string; statistic: string; dimensions: Record<string, T> };
}

/** What a front door is called in CloudWatch, and how it shares connections. */
export interface FrontDoorMetrics<T> {
  loadBalancer: T;
  targetGroups: { tasks?: T };
  weights: Partial<Record<string, number>>;
}

/**
 * Open connections of a task, over all front doors: those of each load balancer, the tasks' share of them, divided by the tasks
 * that are well. CloudWatch counts connections by load balancer and not by target group, so with two backends the share is the
 * one that the weights give.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export function connectionsPerTask<T>(frontDoors: readonly FrontDoorMetrics<T>[]): MetricQuery<T>[] {
  const flows = frontDoors.map(({ loadBalancer }, index): MetricQuery<T> => ({
    id: `flows${index}`,
    metric: { name: "ActiveFlowCount_TCP", statistic: "Average", dimensions: { LoadBalancer: loadBalancer } },
  }));
  const [first] = frontDoors;
  const targetGroup = first?.targetGroups.tasks;
  if (!first || targetGroup === undefined) return [];
  const healthy: MetricQuery<T> = {
    id: "healthy",
    metric: {
      name: "HealthyHostCount",
      statistic: "Maximum",
      dimensions: { TargetGroup: targetGroup, LoadBalancer: first.loadBalancer },
    },
  };
  const shares = frontDoors.map(({ weights }, index) => {
    const all = Object.values(weights).reduce<number>((sum, weight = 0) => sum + weight, 0);
    return `flows${index} * ${weights["tasks"] ?? 0} / ${all}`;
  });
  return [...flows, healthy, { id: "perTask", expression: `(${shares.join(" + ")}) / healthy` }];
}
