import { PART_TITLES, type Part } from "../alarm";
import { RUNBOOK, type RunbookEntry, entryLink, isUrl } from "../runbook";
import type { Row } from "./layout";
import { type PlacedAlarm, type WatchedStack, alarmsOf } from "./stack";
import { thresholdLines } from "./thresholds";
import { type MetricRow, type Widget, graph, metricRow, regionOf, text } from "./widgets";

/** For each part that has alarms, what they look at and where they ring, with links to what to do. */
export function partRows(stack: WatchedStack<string>): Row[] {
  const all = alarmsOf(stack);
  return (Object.keys(PART_TITLES) as Part[]).flatMap((part): Row[] => {
    const alarms = all.filter(({ plan }) => plan.part === part);
    if (alarms.length === 0) return [];
    const entries = [...new Set(alarms.map(({ plan }) => plan.entry))];
    return [
      [heading(part, entries, stack.runbook)],
      entries.flatMap((entry) =>
        entryGraphs(
          entry,
          alarms.filter(({ plan }) => plan.entry === entry),
        ),
      ),
    ];
  });
}

/** With links to what to do, where the runbook is a page; its titles are those of the graphs. */
function heading(part: Part, entries: readonly RunbookEntry[], runbook: string): Widget {
  const title = `## ${PART_TITLES[part]}`;
  if (!isUrl(runbook)) return text(title, 1);
  const links = entries.map((entry) => entryLink(entry, runbook)).join(" · ");
  const width = entries.map((entry) => RUNBOOK[entry].title).join(" · ").length;
  return text(`${title}\n${links}`, 1 + Math.ceil(width / LINE_LENGTH));
}

/** Letters of a text that find room side by side on the dashboard, at the least. */
const LINE_LENGTH = 150;

/** One graph of all regions; of queries one each, as a graph takes no more. Source: as of widgets.ts, Properties of a Metric Widget Object */
function entryGraphs(entry: RunbookEntry, alarms: readonly PlacedAlarm[]): Widget[] {
  const queries = alarms.filter(({ plan }) => plan.watch.kind === "query");
  const others = alarms.filter(({ plan }) => plan.watch.kind !== "query");
  const { title } = RUNBOOK[entry];
  const graphOf = (name: string, shown: readonly PlacedAlarm[]): Widget =>
    graph(name, regionOf(shown), shown.flatMap(alarmRows), thresholdLines(shown));
  return [
    ...(others.length > 0 ? [graphOf(title, others)] : []),
    ...queries.map((query) => graphOf(`${title}: ${query.plan.subject}`, [query])),
  ];
}

/** What an alarm looks at. `index`: of the alarm in its graph, as ids there must be different. */
function alarmRows({ region, plan }: PlacedAlarm, index: number): MetricRow[] {
  const { watch, subject: label, periodSeconds } = plan;
  const expressionRow = (id: string, expression: string, name = label): MetricRow => [
    { expression, label: name, id: `${id}${index}`, region, period: periodSeconds },
  ];
  switch (watch.kind) {
    case "metric":
      return [metricRow({ region, label, series: watch, periodSeconds })];
    case "query":
      return [expressionRow("q", watch.query.join(""))];
    case "expression": {
      const hidden = Object.entries(watch.metrics).map(([id, series]) =>
        metricRow({ region, label: id, series, periodSeconds }, { id: `${id}_${index}`, visible: false }),
      );
      return [...hidden, expressionRow("e", withIds(watch.expression, Object.keys(watch.metrics), index))];
    }
    case "anomaly":
      return [
        metricRow({ region, label, series: watch, periodSeconds }, { id: `m${index}` }),
        expressionRow("band", `ANOMALY_DETECTION_BAND(m${index}, ${watch.deviations})`, `${label}: expected`),
      ];
  }
}

const withIds = (expression: string, ids: readonly string[], index: number): string =>
  expression.replace(/\b\w+\b/g, (word) => (ids.includes(word) ? `${word}_${index}` : word));
