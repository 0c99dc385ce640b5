import type { WatchedAccelerator } from "../globalAccelerator";
import type { Metric } from "../metrics";
import { zoneLines } from "./frontDoorLines";
import type { Row } from "./layout";
import { type PlacedAlarm, type WatchedStack, alarmsOf, regionsOf } from "./stack";
import { lineGraphs } from "./thresholds";
import { type Line, type Widget, text } from "./widgets";

/** What clients ask for: of an accelerator by region, of load balancers by zone. */
export function loadRows(stack: WatchedStack<string>): Row[] {
  const alarms = alarmsOf(stack);
  const regions = regionsOf(stack);
  const rows = [
    ...regions.map(([region, { watched }]) =>
      watched.globalAccelerator ? acceleratorWidgets(region, watched.globalAccelerator, alarms) : [],
    ),
    ...regions.map(([region, { watched }]) => [
      ...lineGraphs(`${region}: new connections a minute`, zoneLines(watched, "NewFlowCount", "Sum"), alarms),
      ...lineGraphs(`${region}: open connections`, zoneLines(watched, "ActiveFlowCount", "Average"), alarms),
      ...lineGraphs(`${region}: bytes a minute`, zoneLines(watched, "ProcessedBytes", "Sum"), alarms),
    ]),
  ];
  return rows.every((row) => row.length === 0) ? [] : [[text("## Load", 1)], ...rows];
}

type AcceleratorMetric = Extract<Metric, { namespace: "AWS/GlobalAccelerator" }>["metricName"];

/** `metricsRegion`: where its metrics are, whatever the regions behind it. */
function acceleratorWidgets(
  metricsRegion: string,
  watched: WatchedAccelerator<string>,
  alarms: readonly PlacedAlarm[],
): Widget[] {
  const lines = (metricName: AcceleratorMetric, suffix = "") =>
    acceleratorLines(metricsRegion, watched, metricName, suffix);
  return [
    ...lineGraphs("Accelerator: new connections a minute", lines("NewFlowCount"), alarms),
    ...lineGraphs("Accelerator: open connections", lines("ActiveFlowCount"), alarms),
    ...lineGraphs(
      "Accelerator: bytes a minute",
      [...lines("ProcessedBytesIn", ", in"), ...lines("ProcessedBytesOut", ", out")],
      alarms,
    ),
  ];
}

const acceleratorLines = (
  metricsRegion: string,
  { accelerator: Accelerator, listener: Listener, regions }: WatchedAccelerator<string>,
  metricName: AcceleratorMetric,
  suffix: string,
): Line[] =>
  Object.keys(regions)
    .sort()
    .map((EndpointGroup) => ({
      region: metricsRegion,
      label: `${EndpointGroup}${suffix}`,
      series: {
        namespace: "AWS/GlobalAccelerator",
        metricName,
        dimensions: { Accelerator, Listener, EndpointGroup },
        statistic: "Sum",
      },
    }));
