import type { Graph, ResourceNode } from "../../graph/graph";
import type { Region } from "../../plan/regions";
import type { Traffic } from "../../plan/traffic";
import { TYPES } from "../inventory/resourceTypes";
import { sentences } from "./assumptions";
import { CostContext } from "./context";
import { layerOf, optionOf } from "./layers";
import {
  type Price,
  type PriceFile,
  type PriceName,
  chargeOf,
  keyOf,
  noPrice,
  priceFile,
  priceOrEstimate,
  unitPrice,
} from "./prices";
import { COST_RULES } from "./registry";
import type { Charge, Cost, CostLine, Rate, Unpriced } from "./types";

/** A charge at its place, before its price. */
interface Due extends Charge {
  node: ResourceNode;
  region: string;
}

/**
 * What a stack costs in a month of 730 hours at list prices, by what is in its graph and what its traffic uses.
 *
 * @param prices Default: those of the file.
 */
export function costOf(graph: Graph, traffic: Traffic, prices: PriceFile = priceFile()): Cost {
  const context = new CostContext(graph, traffic);
  const { due, unpriced } = chargesOf(context);
  const lines = priced(context, due, prices, unpriced);
  return { lines, unpriced, month: monthOf(lines), assumptions: sentences(context, lines, prices) };
}

/** The sums of some lines. */
export function monthOf(lines: readonly Pick<CostLine, "month" | "usage" | "estimated">[]): Cost["month"] {
  const sumOf = (some: typeof lines) => some.reduce((sum, { month }) => sum + month, 0);
  const usage = sumOf(lines.filter((line) => line.usage));
  const fixed = sumOf(lines.filter((line) => !line.usage));
  return { fixed, usage, total: fixed + usage, estimated: sumOf(lines.filter(({ estimated }) => estimated)) };
}

/** What is only read is somebody else's, except an address that the stack was given to use. */
const isCharged = ({ custom, external, type }: ResourceNode): boolean =>
  custom && type.startsWith("aws:") && (!external || type === TYPES.eip);

function chargesOf(context: CostContext): { due: Due[]; unpriced: Unpriced[] } {
  const due: Due[] = [];
  const unpriced: Unpriced[] = [];
  // By their names, as a state has another order than a recording.
  const charged = context.graph.resources.filter(isCharged).sort((one, other) => (one.urn < other.urn ? -1 : 1));
  for (const node of charged) {
    const rule = COST_RULES[node.type];
    const region = context.regionOf(node);
    const name = (reason: string) => unpriced.push({ resource: node.name, type: node.type, region, reason });
    if (!rule) name("the type is not known to the cost");
    else if (rule.kind === "unpriced") name(rule.reason);
    else if (rule.kind === "charged")
      for (const charge of rule.charges(node, context)) {
        if ("uncounted" in charge) name(charge.uncounted);
        else if (charge.quantity > 0) due.push({ region, ...charge, node });
      }
  }
  return { due, unpriced };
}

/** What is bought in steps is bought together: by all of a region, or by the whole stack where one price is for all regions. */
function priced(context: CostContext, due: readonly Due[], prices: PriceFile, unpriced: Unpriced[]): CostLine[] {
  const bought = new Map<string, number>();
  for (const { price, region, quantity } of due)
    if (typeof price === "string") bought.set(lotOf(price, region), (bought.get(lotOf(price, region)) ?? 0) + quantity);
  const options = (context.graph.outputs["options"] ?? []) as string[];
  return due.flatMap((each) => {
    const { price, node, item, quantity, usage = false } = each;
    const region = placeOf(price, each.region);
    const found = unitPriceOf(
      each,
      bought.get(typeof price === "string" ? lotOf(price, each.region) : "") ?? 0,
      prices,
    );
    if (!found) {
      unpriced.push({ resource: node.name, type: node.type, region, ...withoutPrice(each, region, prices) });
      return [];
    }
    const { usd, estimated } = found;
    const layer = layerOf(context.index, node);
    const option = optionOf(layer, options);
    const place = { resource: node.name, type: node.type, layer, ...(option && { option }), region };
    const line = { ...place, item, quantity, unit: unitOf(price), price: usd, month: quantity * usd, usage };
    return [estimated ? { ...line, estimated: { ...estimated, of: nameOf(price) } } : line];
  });
}

const nameOf = (price: PriceName | Rate): string => (typeof price === "string" ? price : price.of);

const unitOf = (price: PriceName | Rate): string => (typeof price === "string" ? keyOf(price).unit : price.unit);

/** What has one price for all regions is of none. */
const placeOf = (price: PriceName | Rate, region: string): string =>
  typeof price === "string" && keyOf(price).scope === "one" ? "global" : region;

const lotOf = (price: PriceName, region: string): string => `${price} ${placeOf(price, region)}`;

function withoutPrice(
  { price, quantity, atMost }: Due,
  region: string,
  prices: PriceFile,
): Pick<Unpriced, "reason" | "missing" | "atMost"> {
  const missing = nameOf(price);
  const reason = noPrice(region, missing, prices.date);
  const bound = atMost && priceOrEstimate(region as Region, atMost, prices);
  if (!bound) return { reason, missing };
  const most = quantity * unitPrice(bound);
  const whose = bound.estimated ? ` of ${bound.estimated.from}` : "";
  return { reason: `${reason}; no more than ${most.toFixed(2)} a month, at ${atMost}${whose}`, missing, atMost: most };
}

/**
 * What a unit comes to when all of its lot is bought. By the price of another region where the region's own is missing: to leave out what a firewall
 * costs would make it the cheapest of all.
 */
function unitPriceOf(
  { price, region }: Due,
  lot: number,
  prices: PriceFile,
): { usd: number; estimated: Price["estimated"] } | undefined {
  if (typeof price !== "string")
    return price.usd === undefined ? undefined : { usd: price.usd, estimated: price.estimated };
  const found = priceOrEstimate(region as Region, price, prices);
  if (!found) return undefined;
  const usd = found.steps.length === 1 ? unitPrice(found) : chargeOf(found, lot) / lot;
  return { usd, estimated: found.estimated };
}
