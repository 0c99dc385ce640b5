import { type ResourceNode, referencesIn } from "../../graph/graph";
import { COMPOSITE_ALARM } from "./alarms";

/** When an alarm on a metric, on an expression over some, or on a query rings. */
export interface MetricCondition {
  kind: "metric";
  /** `Minimum HealthyHostCount`; an expression, by the ids under `metrics`; or a query's text. */
  what: string;
  /** Of an expression, what it calls them. */
  metrics?: Record<string, string>;
  comparison: "below" | "at or below" | "above" | "at or above" | "outside of what is usual" | "above what is usual";
  /** In the metric's unit. Left out of what is learned. */
  threshold?: number;
  /** How many of the last values must be beyond the threshold … */
  of: number;
  /** … of how many. */
  outOf: number;
  /** Seconds that one value stands for. */
  periodSeconds: number;
}

/** When an alarm on others rings: when any of them rings, or all, or as its rule has it, whose names are logical ones. */
export interface AlarmsCondition {
  kind: "alarms";
  rings: "any" | "all" | "rule";
  /** Logical names. */
  alarms: string[];
  rule: string;
}

/** When an alarm rings. */
export const conditionOf = (node: ResourceNode): MetricCondition | AlarmsCondition =>
  node.type === COMPOSITE_ALARM ? alarmsCondition(String(node.inputs["alarmRule"])) : metricCondition(node.inputs);

function alarmsCondition(rule: string): AlarmsCondition {
  const [and, or] = [rule.includes(" AND "), rule.includes(" OR ")];
  const alarms = referencesIn(rule).map(({ name }) => name);
  return {
    kind: "alarms",
    rings: and && or ? "rule" : and ? "all" : "any",
    alarms,
    rule: rule.replace(/\\?"\$\{\w+:([^}]*)\.\w+\}\\?"/g, "$1"),
  };
}

interface Series {
  metricName: string;
  stat: string;
  period: number;
}

interface Query {
  id: string;
  expression?: string;
  period?: number;
  metric?: Series;
}

/**
 * What CloudWatch calls comparisons.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html, ComparisonOperator
 */
const COMPARISONS: Readonly<Record<string, MetricCondition["comparison"]>> = {
  LessThanThreshold: "below",
  LessThanOrEqualToThreshold: "at or below",
  GreaterThanThreshold: "above",
  GreaterThanOrEqualToThreshold: "at or above",
  LessThanLowerOrGreaterThanUpperThreshold: "outside of what is usual",
  GreaterThanUpperThreshold: "above what is usual",
};

function metricCondition(inputs: ResourceNode["inputs"]): MetricCondition {
  const operator = String(inputs["comparisonOperator"]);
  const comparison = COMPARISONS[operator];
  if (!comparison) throw new Error(`COMPARISONS has no row for ${operator}`);
  const outOf = Number(inputs["evaluationPeriods"]);
  const { threshold } = inputs;
  return {
    kind: "metric",
    ...watched(inputs),
    comparison,
    ...(threshold !== undefined && { threshold: Number(threshold) }),
    of: Number(inputs["datapointsToAlarm"] ?? outOf),
    outOf,
  };
}

const seriesText = ({ stat, metricName }: Series): string => `${stat} ${metricName}`;

function watched(inputs: ResourceNode["inputs"]): Pick<MetricCondition, "what" | "metrics" | "periodSeconds"> {
  const queries = (inputs["metricQueries"] ?? []) as Query[];
  const series = queries.flatMap(({ id, metric }) => (metric ? [[id, metric] as const] : []));
  const [first] = series;
  const periodSeconds = Number(first?.[1].period ?? queries[0]?.period ?? inputs["period"]);
  if (queries.length === 0) {
    const what = `${String(inputs["statistic"] ?? inputs["extendedStatistic"])} ${String(inputs["metricName"])}`;
    return { what, periodSeconds };
  }
  // What is learned is a band around the one metric.
  if (first && inputs["thresholdMetricId"] !== undefined) return { what: seriesText(first[1]), periodSeconds };
  const metrics = Object.fromEntries(series.map(([id, metric]) => [id, seriesText(metric)]));
  const what = queries.find(({ expression }) => expression !== undefined)?.expression ?? "";
  return { what, ...(series.length > 0 && { metrics }), periodSeconds };
}
