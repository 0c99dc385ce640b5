import { sortedEntries } from "../../sortedEntries";
import type { AlarmPlan, Grade, Series } from "../alarm";
import type { PlacedAlarm } from "./stack";
import { type Annotation, type Line, MINUTE, type Widget, graph, metricRow, regionOf } from "./widgets";

/** Red wakes a person, orange is looked at tomorrow. */
const GRADE_COLORS: Readonly<Record<Grade, string>> = { page: "#d62728", ticket: "#ff7f0e" };

const SIGNS: Readonly<Record<AlarmPlan["comparison"], { sign: string; fill: Annotation["fill"] }>> = {
  GreaterThanThreshold: { sign: ">", fill: "above" },
  GreaterThanOrEqualToThreshold: { sign: "≥", fill: "above" },
  LessThanThreshold: { sign: "<", fill: "below" },
  LessThanOrEqualToThreshold: { sign: "≤", fill: "below" },
  outsideOfBand: { sign: "outside of", fill: "above" },
  aboveBand: { sign: "above", fill: "above" },
};

/** Where alarms ring: a line for each threshold, and of which subject it is where they differ. A band is a curve, and no line. */
export function thresholdLines(alarms: readonly Pick<PlacedAlarm, "plan">[]): Annotation[] {
  const all = alarms.flatMap(({ plan }) => {
    if (plan.threshold === undefined) return [];
    const { threshold: value, grade, comparison } = plan;
    const { sign, fill } = SIGNS[comparison];
    // Above the bottom of the graph is all of it.
    const shade = value === 0 && fill === "above" ? {} : { fill };
    return [{ annotation: { value, label: `${grade} ${sign} ${value}`, color: GRADE_COLORS[grade], ...shade }, plan }];
  });
  const distinct = new Map(all.map((each) => [each.annotation.label, each]));
  const differ = (grade: Grade) => [...distinct.values()].filter(({ plan }) => plan.grade === grade).length > 1;
  return [...distinct.values()].map(({ annotation, plan }) =>
    differ(plan.grade) ? { ...annotation, label: `${annotation.label}: ${plan.subject}` } : annotation,
  );
}

/** A graph of some lines, with the thresholds of alarms on just these; none where there are no lines. */
export const lineGraphs = (title: string, lines: readonly Line[], alarms: readonly PlacedAlarm[] = []): Widget[] =>
  lines.length === 0
    ? []
    : [
        graph(
          title,
          regionOf(lines),
          lines.map((line) => metricRow(line)),
          thresholdLines(alarmsOn(lines, alarms)),
        ),
      ];

/** The alarms that look at just what some lines show: by the same statistic over the same period, or a line across would lie. */
export function alarmsOn(lines: readonly Line[], alarms: readonly PlacedAlarm[]): PlacedAlarm[] {
  const shown = new Set(
    lines.map(({ region, series, periodSeconds = MINUTE }) => seriesKey(region, series, periodSeconds)),
  );
  return alarms.filter(
    ({ region, plan: { watch, periodSeconds } }) =>
      watch.kind === "metric" && shown.has(seriesKey(region, watch, periodSeconds)),
  );
}

const seriesKey = (region: string, series: Series<string>, periodSeconds: number): string =>
  JSON.stringify([
    region,
    series.namespace,
    series.metricName,
    series.statistic,
    periodSeconds,
    ...sortedEntries(series.dimensions),
  ]);
