import { OWN_NAMESPACE } from "../metrics";
import { capacityRows } from "./capacity";
import { costRows } from "./cost";
import { headingRow } from "./heading";
import { type Placed, layout } from "./layout";
import { loadRows } from "./load";
import { partRows } from "./parts";
import type { WatchedStack } from "./stack";
import { ringingRow, upRows } from "./up";
import { renamed } from "./widgets";

/** What a dashboard may have. Sources: as of widgets.ts; docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html, Dashboards */
export const DASHBOARD_LIMITS = { widgets: 500, metricsOfWidget: 500, metrics: 2500 };

export interface DashboardBody {
  /** How far back it looks when it is opened. */
  start: string;
  /** `inherit`: a graph keeps its period whatever is looked at, as its thresholds are of that period. */
  periodOverride: "inherit";
  widgets: readonly Placed[];
}

/** For an operator who was just woken: is it up, what rings, how much is asked for, is there room, each part, and what it costs. */
export const dashboardBody = (stack: WatchedStack<string>): DashboardBody => ({
  start: "-PT3H",
  periodOverride: "inherit",
  widgets: inNamespace(
    stack.namespace,
    layout([
      ...upRows(stack),
      [...ringingRow(stack), ...headingRow(stack)],
      ...loadRows(stack),
      ...capacityRows(stack),
      ...partRows(stack),
      ...costRows(stack),
    ]),
  ),
});

/** Metrics of the stack's own have its name in their namespace. */
const inNamespace = (namespace: string, widgets: readonly Placed[]): Placed[] =>
  widgets.map((widget) => {
    if (widget.type !== "metric") return widget;
    const metrics = widget.properties.metrics.map((row) => renamed(row, OWN_NAMESPACE, namespace));
    return { ...widget, properties: { ...widget.properties, metrics } };
  });
