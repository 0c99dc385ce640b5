import { LOADS, type RegionTraffic } from "../../plan/traffic";
import { PRIVATE_LINK_TYPES, TYPES } from "../inventory/resourceTypes";
import type { CostContext } from "./context";
import { BASE_REGION, type PriceFile } from "./prices";
import { isInterfaceEndpoint } from "./rules/network";
import type { CostLine } from "./types";

const WORDS: Readonly<Record<keyof RegionTraffic, (value: string) => string>> = {
  newConnectionsPerSecond: (value) => `${value} new connections a second`,
  openConnections: (value) => `${value} open`,
  gbInPerMonth: (value) => `${value} GB in`,
  gbOutPerMonth: (value) => `${value} GB out`,
  egressGbInPerMonth: (value) => `${value} GB in by its own connections`,
  egressGbOutPerMonth: (value) => `${value} GB out by them`,
  wayGbPerMonth: (value) => `${value} GB by each way to other networks`,
};

const shown = (value: number): string => value.toLocaleString("en-US");

/** What of a region's traffic nothing says, by numbers. */
function assumedTraffic(context: CostContext): string[] {
  const { load } = context.traffic;
  const regions = [...new Set(context.loadBalancers().map(context.regionOf))].sort();
  const byNumbers = new Map<string, string[]>();
  for (const region of regions) {
    const { assumed } = context.trafficOf(region);
    const numbers = assumed
      .filter((name) => LOADS[load][name] > 0)
      .map((name) => WORDS[name](shown(LOADS[load][name])))
      .join(", ");
    if (numbers !== "") byNumbers.set(numbers, [...(byNumbers.get(numbers) ?? []), region]);
  }
  return [...byNumbers].map(
    ([numbers, names]) => `traffic says no more of ${names.join(", ")}, so load ${load}: ${numbers}.`,
  );
}

/** Where the way out is neither a NAT gateway of the stack's nor endpoints of its own, whoever has it pays. */
function egressOfOthers(context: CostContext): string[] {
  const regions = [...new Set(context.loadBalancers().map(context.regionOf))].sort();
  return regions
    .filter((region) => context.inRegion(TYPES.natGateway, region).length === 0)
    .filter((region) => !context.inRegion(PRIVATE_LINK_TYPES.endpoint, region).some(isInterfaceEndpoint))
    .map((region) => `${region}: the service's own connections leave by no gateway of the stack, and are not counted.`);
}

/** Which prices of which regions are those of another: once, regions of which the same is missing together. */
function estimates(lines: readonly CostLine[]): string[] {
  const missing = new Map<string, Set<string>>();
  for (const { estimated, region } of lines)
    if (estimated) missing.set(region, (missing.get(region) ?? new Set()).add(estimated.of));
  if (missing.size === 0) return [];
  const regions = new Map<string, string[]>();
  for (const [region, names] of missing) {
    const told = [...names].sort().join(", ");
    regions.set(told, [...(regions.get(told) ?? []), region]);
  }
  const parts = [...regions].map(([names, some]) => `of ${some.sort().join(", ")} ${names}`);
  return [`Prices that are not known are those of ${BASE_REGION}, and marked ~: ${parts.join("; ")}.`];
}

/** What the sums rest on, the traffic first. */
export const sentences = (context: CostContext, lines: readonly CostLine[], { date }: PriceFile): string[] => [
  ...assumedTraffic(context),
  ...(lines.some(({ usage }) => usage) ? ["Every hour of a month is like the others."] : []),
  ...context.assumptions(),
  ...estimates(lines),
  ...egressOfOthers(context),
  `List prices as of ${date}, without taxes, discounts, support, and what an account has free.`,
];
