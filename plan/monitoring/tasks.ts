import type { AlarmPlan, Series } from "./alarm";
import type { EventPlan } from "./events";
import { refreshEvent } from "./instances";
import type { Thresholds } from "./thresholds";

/** The ECS service of a region. */
export interface WatchedTasks<V> {
  /** As the stack calls it: `tasks-eu-west-1`. */
  name: string;
  /** The cluster's name. */
  cluster: V;
  /** The service's name. */
  service: V;
  serviceArn: V;
  /** Whether the cluster has Container Insights, which count tasks. */
  insights: boolean;
  /** The hosts, where there are any: their Auto Scaling group and their capacity provider, by name. */
  hosts?: { group: V; provider: V };
}

/**
 * Tasks short of CPU or memory, tasks that wait for hosts, and tasks that are missing. Only Container Insights count tasks, for money;
 * without them the load balancer's count of healthy targets tells of missing ones, and ECS by an event that it cannot start them.
 *
 * The reservation is the hosts that are needed in percent of those that there are: above 100 some task has none. It also covers a group of
 * hosts that is at its largest; at the smallest it has none by design.
 *
 * Sources: docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html, …/available-metrics.html, …/cluster-auto-scaling.html
 */
export function taskAlarms<V>(tasks: WatchedTasks<V>, thresholds: Thresholds): AlarmPlan<V>[] {
  const { name: subject, cluster, service, insights, hosts } = tasks;
  const dimensions = { ClusterName: cluster, ServiceName: service };
  const common = { part: "tasks", subject, periodSeconds: 60 } as const;
  const used = (metricName: "CPUUtilization" | "MemoryUtilization"): AlarmPlan<V> => ({
    ...common,
    key: metricName === "CPUUtilization" ? "tasks-cpu" : "tasks-memory",
    entry: metricName === "CPUUtilization" ? "tasks-short-of-cpu" : "tasks-short-of-memory",
    grade: "ticket",
    watch: { kind: "metric", namespace: "AWS/ECS", metricName, dimensions, statistic: "Average" },
    comparison: "GreaterThanThreshold",
    threshold: metricName === "CPUUtilization" ? thresholds.taskCpuPercent : thresholds.taskMemoryPercent,
    of: 15,
    // No value: no task runs, which others tell of.
    missing: "notBreaching",
  });
  const count = (metricName: "RunningTaskCount" | "DesiredTaskCount"): Series<V> => ({
    namespace: "ECS/ContainerInsights",
    metricName,
    dimensions,
    statistic: "Average",
  });
  const missing: AlarmPlan<V> = {
    ...common,
    key: "tasks-missing",
    entry: "tasks-missing",
    grade: "page",
    watch: {
      kind: "expression",
      expression: "running - desired",
      metrics: { desired: count("DesiredTaskCount"), running: count("RunningTaskCount") },
    },
    comparison: "LessThanThreshold",
    threshold: 0,
    of: thresholds.belowMinimumMinutes,
    missing: "missing",
  };
  const waiting = ({ provider }: { provider: V }): AlarmPlan<V> => ({
    ...common,
    key: "tasks-without-hosts",
    entry: "tasks-without-hosts",
    grade: "page",
    watch: {
      kind: "metric",
      namespace: "AWS/ECS/ManagedScaling",
      metricName: "CapacityProviderReservation",
      dimensions: { CapacityProviderName: provider, ClusterName: cluster },
      statistic: "Average",
    },
    comparison: "GreaterThanThreshold",
    threshold: 100,
    of: thresholds.hostsMissingMinutes,
    missing: "missing",
  });
  return [
    used("CPUUtilization"),
    used("MemoryUtilization"),
    ...(insights ? [missing] : []),
    ...(hosts ? [waiting(hosts)] : []),
  ];
}

/**
 * Deployments that failed, and tasks that do not start.
 * Sources: docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html, …/ecs_service_events.html
 */
export function taskEvents<V>({ name: subject, serviceArn, hosts }: WatchedTasks<V>): EventPlan<V>[] {
  const ofService = (detailType: string, names: readonly string[]) => ({
    source: ["aws.ecs"],
    "detail-type": [detailType],
    resources: [serviceArn],
    detail: { eventName: names },
  });
  return [
    {
      key: "tasks-deployment-failed",
      entry: "deployment-failed",
      grade: "ticket",
      subject,
      pattern: ofService("ECS Deployment State Change", ["SERVICE_DEPLOYMENT_FAILED"]),
      says: { reason: "$.detail.reason" },
    },
    {
      key: "tasks-not-starting",
      entry: "tasks-not-starting",
      grade: "ticket",
      subject,
      pattern: ofService("ECS Service Action", [
        "SERVICE_TASK_CONFIGURATION_FAILURE",
        "SERVICE_TASK_PLACEMENT_FAILURE",
        "SERVICE_TASK_START_IMPAIRED",
      ]),
      says: { what: "$.detail.eventName" },
    },
    ...(hosts ? [refreshEvent("hosts", `hosts of ${subject}`, hosts.group)] : []),
  ];
}
