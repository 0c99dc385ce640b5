import type { Graph } from "../../graph/graph";
import type { Region } from "../../plan/regions";
import { GraphIndex } from "../../graph/graph";
import { monthOf } from "./cost";
import { PRICE_NAMES, type PriceFile, keyOf, priceFile, priceOf } from "./prices";
import type { Cost, CostLine } from "./types";

/** By what lines can be put together. What no one option brings is `shared`. */
export const GROUPINGS = {
  region: ({ region }) => region,
  layer: ({ layer }) => layer,
  option: ({ option = "shared" }) => option,
  resource: ({ resource, type }) => `${type} ${resource}`,
} as const satisfies Record<string, (line: CostLine) => string>;

export type Grouping = keyof typeof GROUPINGS;

export interface CostGroup {
  name: string;
  month: Cost["month"];
}

/** The sums of a grouping, the dearest first. Together they are the whole. */
export function groupsOf(lines: readonly CostLine[], grouping: Grouping): CostGroup[] {
  const groups = new Map<string, CostLine[]>();
  for (const line of lines) {
    const name = GROUPINGS[grouping](line);
    const group = groups.get(name);
    if (group) group.push(line);
    else groups.set(name, [line]);
  }
  return [...groups]
    .map(([name, some]) => ({ name, month: monthOf(some) }))
    .sort((one, other) => other.month.total - one.month.total || one.name.localeCompare(other.name));
}

/** Regions of a graph of which the file has no price at all: what is said of their cost would be nothing. */
export function unknownRegions(graph: Graph, prices: PriceFile = priceFile()): string[] {
  const index = GraphIndex.of(graph);
  const regions = new Set(graph.resources.flatMap((node) => (node.custom ? [index.regionOf(node)] : [])));
  const own = PRICE_NAMES.filter((name) => keyOf(name).scope === "each");
  return [...regions]
    .filter((region): region is string => region !== undefined)
    .filter((region) => !own.some((name) => isOwnPrice(region, name, prices)))
    .sort();
}

/** What the file says of all regions says nothing of one. */
const isOwnPrice = (region: string, name: (typeof PRICE_NAMES)[number], prices: PriceFile): boolean =>
  prices.prices[name]?.usd[region] !== undefined && priceOf(region as Region, name, prices) !== undefined;
