import { GLOBAL_REGION } from "../../regions";
import type { WatchedRegion } from "../region";
import { frontDoorLines } from "./frontDoorLines";
import type { Row } from "./layout";
import { natLines } from "./natLines";
import { type MonitoredRegion, type WatchedStack, regionsOf } from "./stack";
import { lineGraphs } from "./thresholds";
import { HOUR, type Line, MINUTE, type Widget, graph, numbers, text } from "./widgets";

/** Billing has a value several times a day. */
const QUARTER_DAY = 6 * HOUR;

/**
 * What is paid for by use. No metric says what a stack costs: that of billing is of the whole account, has values only where billing alerts
 * are switched on, and is in us-east-1.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html
 */
export const costRows = (stack: WatchedStack<string>): Row[] => [
  [
    text(
      "## Cost\nWhat is paid for by use. What the stack costs is in Cost Explorer, by its tags; the charges here are of the whole account, where billing alerts are switched on.",
      2,
    ),
  ],
  [...regionsOf(stack).flatMap(([region, monitored]) => regionUse(region, monitored)), charges()],
];

const regionUse = (region: string, { watched, flowLogGroup }: MonitoredRegion<string>): Widget[] => [
  ...lineGraphs(
    `${region}: load balancer capacity units`,
    frontDoorLines(watched, "ConsumedLCUs", { statistic: "Average", periodSeconds: 5 * MINUTE }),
  ),
  ...lineGraphs(`${region}: bytes through NAT gateways in five minutes`, [
    ...natLines(watched, "BytesOutToDestination", "Sum", { suffix: ", out", periodSeconds: 5 * MINUTE }),
    ...natLines(watched, "BytesOutToSource", "Sum", { suffix: ", in", periodSeconds: 5 * MINUTE }),
  ]),
  ...firewallUse(region, watched),
  ...lineGraphs(
    `${region}: bytes into flow logs in five minutes`,
    flowLogGroup === undefined ? [] : [flowLogLine(region, flowLogGroup)],
  ),
];

/**
 * The bytes that pass firewall endpoints, which are found by their ids: what other dimensions AWS publishes them with is not documented.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
function firewallUse(region: string, { networkFirewall }: WatchedRegion<string>): Widget[] {
  const ids = Object.values(networkFirewall?.endpoints ?? {}).map(({ id }) => `"${id}"`);
  if (ids.length === 0) return [];
  const period = 5 * MINUTE;
  const found = `Namespace="AWS/PrivateLinkEndpoints" MetricName="BytesProcessed" (${ids.sort().join(" OR ")})`;
  const expression = `SEARCH('${found}', 'Sum', ${period})`;
  return [
    graph(`${region}: bytes through the firewall in five minutes`, region, [
      [{ expression, label: "", id: "bytes", region, period }],
    ]),
  ];
}

const flowLogLine = (region: string, LogGroupName: string): Line => ({
  region,
  label: "flow logs",
  series: { namespace: "AWS/Logs", metricName: "IncomingBytes", dimensions: { LogGroupName }, statistic: "Sum" },
  periodSeconds: 5 * MINUTE,
});

function charges(): Widget {
  const label = "US dollars, this month so far";
  const series = {
    namespace: "AWS/Billing",
    metricName: "EstimatedCharges",
    dimensions: { Currency: "USD" },
    statistic: "Maximum",
  } as const;
  const widget = numbers("The whole account's charges", [
    { region: GLOBAL_REGION, label, series, periodSeconds: QUARTER_DAY },
  ]);
  return { ...widget, width: 8, height: 6 };
}
