import { sortedEntries } from "../../sortedEntries";
import type { Metric } from "../metrics";
import type { WatchedRegion } from "../region";
import { type Line, MINUTE } from "./widgets";

type NatMetric = Extract<Metric, { namespace: "AWS/NATGateway" }>["metricName"];

/** A metric of each NAT gateway of a region. `suffix`: what of it, where there is more than one metric. */
export const natLines = (
  { region, natGateways }: WatchedRegion<string>,
  metricName: NatMetric,
  statistic: string,
  { suffix = "", periodSeconds = MINUTE } = {},
): Line[] =>
  sortedEntries(natGateways).map(([zone, NatGatewayId]) => ({
    region,
    label: `zone ${zone}${suffix}`,
    series: { namespace: "AWS/NATGateway", metricName, dimensions: { NatGatewayId }, statistic },
    periodSeconds,
  }));
