import type { Backend } from "../names";

/** A metric of CloudWatch, or an expression of the ones before it. */
export interface MetricQuery<T> {
  id: string;
  expression?: string;
  metric?: { name: string; statistic: string; dimensions: Record<string, T> };
}

/** What a front door is called in CloudWatch. */
export interface FrontDoorMetrics<T> {
  loadBalancer: T;
  targetGroups: Partial<Record<Backend, T>>;
  /** Those of the targets' other ports. Default: none. */
  furtherTargetGroups?: readonly { targetGroups: Partial<Record<Backend, T>> }[];
}

/** What the result of the queries is called. */
const RESULT: Readonly<Record<Backend, string>> = { instances: "perInstance", tasks: "perTask" };

/**
 * Open connections of a target: those of the backend's target groups of all front doors, divided by the targets that are well.
 * `ActiveFlowCount` is there for every protocol and always reported, so that an idle service scales in; `ActiveFlowCount_TCP` knows nothing
 * of a TLS listener, and has no value where it is 0. A target group is its only dimension, and the load balancer must not stand beside it.
 * While no target is well there is no value, and nothing is scaled.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export function connectionsPerTarget<T>(
  frontDoors: readonly FrontDoorMetrics<T>[],
  backend: Backend,
): MetricQuery<T>[] {
  const groups = frontDoors.flatMap(({ loadBalancer, targetGroups, furtherTargetGroups = [] }) =>
    [targetGroups, ...furtherTargetGroups.map((further) => further.targetGroups)].flatMap(
      ({ [backend]: targetGroup }) =>
        targetGroup === undefined ? [] : [{ LoadBalancer: loadBalancer, TargetGroup: targetGroup }],
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
  const sum = flows.map(({ id }) => id).join(" + ");
  return [...flows, healthy, { id: RESULT[backend], expression: `(${sum}) / healthy` }];
}
