import {
  PRICE_NAMES,
  type PriceFile,
  type PriceName,
  type RegionPairs,
  type Value,
  keyOf,
} from "../../analysis/cost/prices";
import type { Region } from "../../plan/regions";
import { type ListedProduct, priceAmong, productOf, rounded, usageWithoutRegion } from "./products";
import { ACCELERATOR_QUERY, type Query, globalQueries, interRegionQuery, regionQueries } from "./queries";
import { type Change, LIST, mergedRow, sourcesOf, valueOf } from "./rows";

/** Asks the price list. Gives the entries of all pages. */
export type Ask = (query: Query) => Promise<readonly string[]>;

export interface Refreshed {
  file: PriceFile;
  changes: readonly Change[];
  /** Prices that no product, or several different ones, were listed for: they stay as they were. */
  missing: readonly { what: PriceName; region: string; why: "none" | "several" }[];
}

/** The price file with what the price list says today. A price that it does not say stays, with its source. */
export async function refreshedPrices(
  before: PriceFile,
  regions: readonly Region[],
  ask: Ask,
  today: string,
  progress: (text: string) => void = () => undefined,
): Promise<Refreshed> {
  const found = new Map<PriceName, Map<string, Value>>(PRICE_NAMES.map((name) => [name, new Map()]));
  const missing: Refreshed["missing"][number][] = [];
  const products = async (query: Query): Promise<ListedProduct[]> =>
    (await ask(query)).map(productOf).filter((product) => product !== undefined);
  const note = (names: readonly PriceName[], listed: readonly ListedProduct[], region: string): void => {
    for (const what of names) {
      const { product } = keyOf(what);
      const result = product ? priceAmong(listed, product) : ({ kind: "none" } as const);
      if (result.kind === "found") found.get(what)?.set(region, valueOf(result.steps));
      else missing.push({ what, region, why: result.kind });
    }
  };
  for (const query of globalQueries()) note(query.names, await products(query), "*");
  const pairs: Record<string, RegionPairs[string]> = { ...before.interRegion.usd };
  for (const region of regions) {
    progress(region);
    for (const query of regionQueries(region)) note(query.names, await products(query), region);
    pairs[region] = pairsOf(await products(interRegionQuery(region))) ?? pairs[region] ?? {};
  }
  const rows = PRICE_NAMES.map(
    (name) => [name, mergedRow(name, before.prices[name], found.get(name) ?? new Map())] as const,
  );
  const premium = premiumOf(await products(ACCELERATOR_QUERY));
  const file: PriceFile = {
    date: today,
    sources: {},
    prices: Object.fromEntries(
      rows.filter(([, { row }]) => Object.keys(row.usd).length > 0).map(([name, { row }]) => [name, row]),
    ),
    interRegion: { from: sourcesOfPairs(before.interRegion.from, pairs, before.interRegion.usd), usd: pairs },
    accelerator: premium ? { from: [LIST], usd: premium } : before.accelerator,
  };
  return {
    file: { ...file, sources: sourcesOf(idsIn(file), before.sources, today) },
    changes: rows.flatMap(([, { changes }]) => changes),
    missing,
  };
}

const idsIn = ({ prices, interRegion, accelerator }: PriceFile): string[] =>
  [...Object.values(prices), interRegion, accelerator].flatMap(({ from }) => from);

/** The price of a GB to each region that is listed. Undefined where none is. */
function pairsOf(products: readonly ListedProduct[]): Readonly<Record<string, number>> | undefined {
  const pairs = products.flatMap(({ attributes, steps: [first] }) => {
    const to = attributes["toRegionCode"];
    const counted = /^AWS-Out-Bytes$/.test(otherRegionCut(attributes["usagetype"] ?? ""));
    return to && first && counted ? [[to, rounded(first[1])] as const] : [];
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `EUW1-USE1-AWS-Out-Bytes` names both regions. */
const otherRegionCut = (usageType: string): string => usageWithoutRegion(usageWithoutRegion(usageType));

/** By direction and the codes of both areas. Undefined where nothing is listed. */
function premiumOf(products: readonly ListedProduct[]): PriceFile["accelerator"]["usd"] | undefined {
  const usd: Record<"in" | "out", Record<string, Record<string, number>>> = { in: {}, out: {} };
  for (const { attributes, steps } of products) {
    const { trafficDirection, fromLocation, toLocation } = attributes;
    const [first] = steps;
    if (!first || !fromLocation || !toLocation || (trafficDirection !== "In" && trafficDirection !== "Out")) continue;
    const from = (usd[trafficDirection === "In" ? "in" : "out"][fromLocation] ??= {});
    from[toLocation] = rounded(first[1]);
  }
  return Object.keys(usd.in).length + Object.keys(usd.out).length === 0 ? undefined : usd;
}

const sourcesOfPairs = (before: readonly string[], now: RegionPairs, old: RegionPairs): readonly string[] => {
  const regions = Object.keys(now);
  const kept = regions.filter((region) => now[region] === old[region]);
  if (kept.length === regions.length) return before;
  return kept.length === 0 ? [LIST] : [...new Set([LIST, ...before])];
};
