import type { Metric } from "../metrics";
import { zoneLines, zoneTargetLines } from "./frontDoorLines";
import type { Row } from "./layout";
import { type MonitoredRegion, type PlacedAlarm, type WatchedStack, alarmsOf, regionsOf } from "./stack";
import { type Line, MOST_ALARMS, type Widget, numbers, ringing } from "./widgets";

/** Whether it is up: as clients reach each address, then each zone of each region by its targets and by its load balancers. */
export function upRows(stack: WatchedStack<string>): Row[] {
  const alarms = alarmsOf(stack);
  return [
    [
      ...shown("Addresses and regions, as Route 53 reaches them: 1 is well", watchedLines(alarms, "HealthCheckStatus")),
      ...shown("Healthy endpoints of the accelerator", watchedLines(alarms, "HealthyEndpointCount")),
    ],
    ...regionsOf(stack).map(([region, { watched }]) => [
      ...shown(`${region}: healthy targets`, zoneTargetLines(watched)),
      ...shown(
        `${region}: zones that load balancers answer with: 1 is well`,
        zoneLines(watched, "ZonalHealthStatus", "Minimum"),
      ),
    ]),
  ];
}

const shown = (title: string, lines: readonly Line[]): Widget[] => (lines.length === 0 ? [] : [numbers(title, lines)]);

/** What alarms look at of one metric, each once. */
function watchedLines(alarms: readonly PlacedAlarm[], metricName: Metric["metricName"]): Line[] {
  const lines = alarms.flatMap(({ region, plan: { watch, subject: label, periodSeconds } }): Line[] =>
    watch.kind === "metric" && watch.metricName === metricName ? [{ region, label, series: watch, periodSeconds }] : [],
  );
  return [...new Map(lines.map((line) => [JSON.stringify([line.region, line.series]), line])).values()];
}

/** Those alarms that ring now. Where they are too many for one widget, those that page are in the first. */
export function ringingRow(stack: WatchedStack<string>): Row {
  const arns = regionsOf(stack).flatMap(([, region]) => alarmArns(region));
  const sorted = [...arns.filter(({ pages }) => pages), ...arns.filter(({ pages }) => !pages)].map(({ arn }) => arn);
  const count = Math.ceil(sorted.length / MOST_ALARMS);
  return Array.from({ length: count }, (_, index) =>
    ringing(
      count === 1 ? "Alarms that ring" : `Alarms that ring, ${index + 1} of ${count}`,
      sorted.slice(index * MOST_ALARMS, (index + 1) * MOST_ALARMS),
    ),
  );
}

const alarmArns = ({ alarms, composites, arns }: MonitoredRegion<string>): { arn: string; pages: boolean }[] =>
  [...composites, ...alarms].flatMap(({ key, grade }) => {
    const arn = arns[key];
    return arn === undefined ? [] : [{ arn, pages: grade === "page" }];
  });
