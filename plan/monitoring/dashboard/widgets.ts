import type { Series } from "../alarm";

/*
 * The widgets of a dashboard, as CloudWatch reads them.
 * Sources: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html, and of a widget's own `start`
 * docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cloudwatch.GraphWidgetProps.html
 */

/** In units of the grid, which has 24 columns. */
interface Size {
  width: number;
  height: number;
}

/** A line across a graph. */
export interface Annotation {
  value: number;
  label: string;
  /** Six hex digits behind a #. */
  color: string;
  /** The side that is shaded. Default: neither. */
  fill?: "above" | "below";
}

/** How a metric is drawn: in a graph of several regions each says its own. */
interface Rendering {
  region: string;
  label: string;
  stat: string;
  /** Seconds. */
  period: number;
  id?: string;
  visible?: false;
}

/** Namespace, metric, names and values of dimensions in turn, and how it is drawn. */
type SeriesRow = readonly (string | Rendering)[];

/** One entry of a graph. */
export type MetricRow =
  | SeriesRow
  | readonly [{ expression: string; label: string; id: string; region: string; period: number }];

const isSeries = (row: MetricRow): row is SeriesRow => typeof row[0] === "string";

/** The same metric in another namespace, if it is in one. */
export const renamed = (row: MetricRow, from: string, to: string): MetricRow =>
  isSeries(row) && row[0] === from ? [to, ...row.slice(1)] : row;

interface MetricProperties {
  title: string;
  view: "timeSeries" | "singleValue";
  /** That of its first metric; each metric says its own besides. */
  region: string;
  metrics: readonly MetricRow[];
  /** How far back it looks. Default: as far as the dashboard. */
  start?: string;
  sparkline?: boolean;
  stacked?: boolean;
  yAxis?: { left: { min: number; showUnits: boolean } };
  annotations?: { horizontal: readonly Annotation[] };
}

export type Widget = Size &
  (
    | { type: "text"; properties: { markdown: string; background?: "transparent" } }
    | { type: "metric"; properties: MetricProperties }
    | { type: "alarm"; properties: { title: string; alarms: readonly string[]; sortBy: string; states: string[] } }
  );

/** What a widget shows of one metric. */
export interface Line {
  region: string;
  /** As people call it. */
  label: string;
  series: Series<string>;
  /** Seconds that one value stands for. Default: a minute. */
  periodSeconds?: number;
}

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `more`: what an expression calls the metric by, and whether it is seen itself. */
export function metricRow(
  { region, label, series, periodSeconds = MINUTE }: Line,
  more: Pick<Rendering, "id" | "visible"> = {},
): MetricRow {
  const { namespace, metricName, dimensions, statistic } = series;
  const named = Object.entries(dimensions).flat();
  return [namespace, metricName, ...named, { region, label, stat: statistic, period: periodSeconds, ...more }];
}

/** Markdown over the whole width. */
export const text = (markdown: string, height: number, width = 24): Widget => ({
  type: "text",
  width,
  height,
  properties: { markdown, background: "transparent" },
});

/** The last value of each metric, large, with its course beneath. Wider, the more there are. */
export function numbers(title: string, lines: readonly Line[]): Widget {
  return {
    type: "metric",
    width: Math.min(24, 3 * Math.max(2, lines.length)),
    height: 4,
    properties: {
      title,
      view: "singleValue",
      region: regionOf(lines),
      ...ofMetrics(lines.map((line) => metricRow(line))),
      sparkline: true,
    },
  };
}

/** Curves over time from zero up, and the lines that they must not cross. */
export const graph = (
  title: string,
  region: string,
  metrics: readonly MetricRow[],
  annotations: readonly Annotation[] = [],
): Widget => ({
  type: "metric",
  width: 8,
  height: 6,
  properties: {
    title,
    view: "timeSeries",
    stacked: false,
    region,
    ...ofMetrics(metrics),
    yAxis: { left: { min: 0, showUnits: false } },
    ...(annotations.length > 0 && { annotations: { horizontal: annotations } }),
  },
});

/** Of what has a value a few times a day, several days are looked at. */
function ofMetrics(metrics: readonly MetricRow[]): Pick<MetricProperties, "metrics" | "start"> {
  const periods = metrics.flatMap((row) => row.flatMap((each) => (typeof each === "object" ? [each.period] : [])));
  const longest = Math.max(...periods);
  return { metrics, ...(longest > HOUR && { start: `-P${Math.ceil((8 * longest) / DAY)}D` }) };
}

/** Most that one widget shows. Source: as above, Properties of an Alarm Status Widget Object */
export const MOST_ALARMS = 100;

/** Those of some alarms that ring, the latest first. */
export const ringing = (title: string, arns: readonly string[]): Widget => ({
  type: "alarm",
  width: 12,
  height: 5,
  properties: { title, alarms: arns, sortBy: "stateUpdatedTimestamp", states: ["ALARM"] },
});

export const regionOf = ([first]: readonly { region: string }[]): string => first?.region ?? "";
