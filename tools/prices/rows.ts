import type { PriceName, Sourced, Sources, Step, Value } from "../../analysis/cost/prices";
import { REGION_NAMES } from "../../plan/regions";

type Values = Readonly<Partial<Record<string, Value>>>;

/** The id of the price list itself among the sources. */
export const LIST = "priceList";

const listSource = (date: string): Sources[string] => ({ what: "AWS Price List API, GetProducts", date });

/** The sources of these ids, by id. */
export function sourcesOf(ids: readonly string[], known: Sources, date: string): Sources {
  const all: Sources = { ...known, [LIST]: listSource(date) };
  return Object.fromEntries([...new Set(ids)].sort().flatMap((id) => (all[id] ? [[id, all[id]] as const] : [])));
}

export interface Change {
  what: PriceName;
  region: string;
  /** Undefined for a price that is new. */
  before: Value | undefined;
  after: Value;
}

export const valueOf = (steps: readonly Step[]): Value => {
  const [first, ...later] = steps;
  return first && later.length === 0 && first[0] === 0 ? first[1] : steps;
};

const sameValue = (a: Value | undefined, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A row of the file with what was found in place of what it said; a region that nothing was found of keeps what it has. */
export function mergedRow(
  what: PriceName,
  before: Sourced<Values> | undefined,
  found: ReadonlyMap<string, Value>,
): { row: Sourced<Values>; changes: Change[] } {
  const old = before?.usd ?? {};
  const oldOf = (region: string): Value | undefined => old[region] ?? old["*"];
  const changes = [...found]
    .filter(([region, value]) => !sameValue(oldOf(region), value))
    .map(([region, after]): Change => ({ what, region, before: oldOf(region), after }));
  const merged = new Map<string, Value>();
  for (const region of found.has("*") ? ["*"] : [...REGION_NAMES].sort()) {
    const value = found.get(region) ?? oldOf(region);
    if (value !== undefined) merged.set(region, value);
  }
  const kept = [...merged.keys()].some((region) => !found.has(region));
  const from = found.size === 0 ? (before?.from ?? []) : [LIST, ...(kept ? (before?.from ?? []) : [])];
  return { row: { from: [...new Set(from)], usd: shortened(merged) }, changes };
}

/** One value for all regions is written once. */
function shortened(values: ReadonlyMap<string, Value>): Values {
  const [first, ...others] = new Set([...values.values()].map((value) => JSON.stringify(value)));
  const all = values.size === REGION_NAMES.length && others.length === 0 && first !== undefined;
  return all ? { "*": JSON.parse(first) as Value } : Object.fromEntries(values);
}
