/** One alarm on a query of CloudWatch Metrics Insights. */
export interface AlarmPlan {
  /** Stable, part of the resource's name. */
  key: string;
  /** The query about what is watched, by the name or id that AWS gives it. Its one series is the sum over five minutes. */
  query: (watched: string) => string;
  comparison: "GreaterThanThreshold" | "LessThanOrEqualToThreshold";
  threshold: number;
  /** How many periods of five minutes in a row. */
  periods: number;
  /** What a period without a value means: these metrics have one only where something was counted. */
  missing: "notBreaching" | "breaching";
  description: string;
}

/** Of all alarms. */
export const PERIOD_SECONDS = 300;
