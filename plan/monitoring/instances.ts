import type { Capacity } from "../capacity";
import type { AlarmPlan, Series } from "./alarm";
import type { EventPlan } from "./events";
import type { Thresholds } from "./thresholds";

/** The Auto Scaling group of a region's instances. */
export interface WatchedInstances<V> {
  /** As the stack calls it: `fleet-eu-west-1`. */
  name: string;
  /** The group's name. */
  group: V;
  capacity: Pick<Capacity, "min" | "max">;
  /** Whether policies move its size. */
  scaled: boolean;
  /** Which of its bounds schedules move. Default: none. */
  scheduled?: { min: boolean; max: boolean };
}

type GroupMetric = "GroupInServiceInstances" | "GroupDesiredCapacity" | "GroupMinSize" | "GroupMaxSize";

/**
 * A group below its minimum; and, where it can grow at all, one that wants to be as large as it may. AWS publishes these metrics once a
 * minute, at no charge, and promises no more than its best effort: a minute without a value says nothing. Bounds
 * that schedules move are read from the group itself.
 * Source: docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
 */
export function instanceAlarms<V>(
  { name, group, capacity, scaled, scheduled = { min: false, max: false } }: WatchedInstances<V>,
  { atMaximumMinutes, belowMinimumMinutes }: Thresholds,
): AlarmPlan<V>[] {
  const series = (metricName: GroupMetric): Series<V> => ({
    namespace: "AWS/AutoScaling",
    metricName,
    dimensions: { AutoScalingGroupName: group },
    statistic: "Average",
  });
  const common = { part: "instances", periodSeconds: 60, missing: "missing" } as const;
  const below: AlarmPlan<V> = {
    ...common,
    key: "instances-below-minimum",
    entry: "instances-below-minimum",
    grade: "page",
    subject: name,
    ...(scheduled.min
      ? {
          watch: {
            kind: "expression",
            expression: "serving - least",
            metrics: { least: series("GroupMinSize"), serving: series("GroupInServiceInstances") },
          },
          threshold: 0,
        }
      : { watch: { kind: "metric", ...series("GroupInServiceInstances") }, threshold: capacity.min }),
    comparison: "LessThanThreshold",
    of: belowMinimumMinutes,
  };
  if (!scaled || capacity.max === capacity.min) return [below];
  const atMaximum: AlarmPlan<V> = {
    ...common,
    key: "instances-at-maximum",
    entry: "instances-at-maximum",
    grade: "ticket",
    subject: name,
    ...(scheduled.min || scheduled.max
      ? {
          watch: {
            kind: "expression",
            // What a schedule holds at one size is at its largest by intention.
            expression: "IF(most > least, wanted - most, -1)",
            metrics: {
              least: series("GroupMinSize"),
              most: series("GroupMaxSize"),
              wanted: series("GroupDesiredCapacity"),
            },
          },
          threshold: 0,
        }
      : { watch: { kind: "metric", ...series("GroupDesiredCapacity") }, threshold: capacity.max }),
    comparison: "GreaterThanOrEqualToThreshold",
    of: atMaximumMinutes,
  };
  return [below, atMaximum];
}

/** Source: docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-eventbridge-events.html */
const REFRESH_EVENTS = [
  "EC2 Auto Scaling Instance Refresh Failed",
  "EC2 Auto Scaling Instance Refresh Rollback Failed",
];

/** That new instances could not take the place of old ones. */
export const refreshEvent = <V>(key: string, subject: string, group: V): EventPlan<V> => ({
  key: `${key}-refresh-failed`,
  entry: "refresh-failed",
  grade: "ticket",
  subject,
  pattern: {
    source: ["aws.autoscaling"],
    "detail-type": REFRESH_EVENTS,
    detail: { AutoScalingGroupName: [group] },
  },
  says: { what: "$.detail-type" },
});

export const instanceEvents = <V>({ name, group }: WatchedInstances<V>): EventPlan<V>[] => [
  refreshEvent("instances", name, group),
];
