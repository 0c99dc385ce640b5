import type { Grade } from "../../plan/monitoring/alarm";
import type { RunbookText } from "../../plan/monitoring/runbook";

/** When an alarm on a metric, or on an expression over some, rings. */
export interface MetricCondition {
  kind: "metric";
  /** `Minimum HealthyHostCount`; of several metrics the expression; of a query its text. */
  what: string;
  /** Left out for one that learns what is usual: then `comparison` says so. */
  threshold?: number;
  /** `below`, `above`, `at or above`, `at or below`, `outside of what is usual`, `above what is usual`. */
  comparison: string;
  /** How many of the last values must be beyond the threshold … */
  of: number;
  /** … of how many. */
  outOf: number;
  /** Seconds that one value stands for. */
  periodSeconds: number;
}

/** When an alarm on others rings. */
export interface AlarmsCondition {
  kind: "alarms";
  /** With their logical names: `all of monitoring-…`. */
  any: boolean;
  /** Logical names. */
  alarms: string[];
}

/** An alarm, who hears of it, and what to do. */
export interface AlarmRow {
  /** Logical name. */
  name: string;
  region: string;
  /** What it is about: `eu-west-1a, instances of front-eu-west-1`. Left out where it has no entry in the runbook. */
  subject?: string;
  /** Whom it tells: `page` wakes somebody, `ticket` is for the next working day. Left out where it tells nobody. */
  grade?: Grade;
  /** Logical name of the alarm that tells in its place. */
  toldBy?: string;
  when: MetricCondition | AlarmsCondition;
  /** Its own description. */
  description: string;
  /** What the runbook says. Left out where AWS acts on it, and no people. */
  runbook?: RunbookText;
}
