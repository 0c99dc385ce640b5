/** A metric of CloudWatch, or an expression of the ones before it. */
export interface MetricQuery<T> {
  id: string;
  expression?: string;
  metric?: { name: string; statistic: string; dimensions: Record<string, T> };
}

/** What a front door is called in CloudWatch. */
export interface FrontDoorMetrics<T> {
  loadBalancer: T;
  targetGroups: { tasks?: T };
  /** Those of the tasks' other ports. Default: none. */
  furtherTargetGroups?: readonly { targetGroups: { tasks?: T } }[];
}

/**
 * Open connections of a task: those of the tasks' target groups of all front doors, divided by the tasks that are well.
 * `ActiveFlowCount` is there for every protocol and always reported, so that an idle service scales in; `ActiveFlowCount_TCP` knows nothing
 * of a TLS listener, and has no value where it is 0. A target group is its only dimension, and the load balancer must not stand beside it.
 * While no task is well there is no value, and nothing is scaled.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export function connectionsPerTask<T>(frontDoors: readonly FrontDoorMetrics<T>[]): MetricQuery<T>[] {
  const groups = frontDoors.flatMap(({ loadBalancer, targetGroups, furtherTargetGroups = [] }) =>
    [targetGroups, ...furtherTargetGroups.map((further) => further.targetGroups)].flatMap(({ tasks }) =>
      tasks === undefined ? [] : [{ LoadBalancer: loadBalancer, TargetGroup: tasks }],
    ),
  );
  const [first] = groups;
  if (!first) return [];
  const flows = groups.map(({ TargetGroup }, index): MetricQuery<T> => ({
    id: `flows${index}`,
    metric: { name: "ActiveFlowCount", statistic: "Average", dimensions: { TargetGroup } },
  }));
  const healthy: MetricQuery<T> = {
    id: "healthy",
    metric: { name: "HealthyHostCount", statistic: "Maximum", dimensions: first },
  };
  return [...flows, healthy, { id: "perTask", expression: `(${flows.map(({ id }) => id).join(" + ")}) / healthy` }];
}
