import type { InstancePriceFile, InstancePrices } from "../../analysis/cost/prices";
import type { Region } from "../../plan/regions";
import { type ListedProduct, productOf, rounded } from "./products";
import { instanceQuery } from "./queries";
import type { Ask } from "./refresh";
import { LIST, sourcesOf } from "./rows";

type Sizes = Record<string, number>;

export interface InstanceChanges {
  region: string;
  changed: number;
  added: number;
  gone: number;
}

/**
 * The prices of instances as they are listed today. A region of which nothing is listed keeps what it has. What spot costs is not in the price
 * list, and stays.
 */
export async function refreshedInstances(
  before: InstancePriceFile,
  regions: readonly Region[],
  ask: Ask,
  today: string,
  progress: (text: string) => void = () => undefined,
): Promise<{ file: InstancePriceFile; changes: InstanceChanges[] }> {
  const usd: Record<string, InstancePrices[string]> = { ...before.onDemand.usd };
  const changes: InstanceChanges[] = [];
  for (const region of regions) {
    progress(`${region}, instances`);
    const products = (await ask(instanceQuery(region))).map(productOf).filter((product) => product !== undefined);
    const families = familiesOf(products);
    if (Object.keys(families).length === 0) continue;
    changes.push({ region, ...differences(flat(usd[region] ?? {}), flat(families)) });
    usd[region] = families;
  }
  const listed = changes.map(({ region }) => region);
  const kept = Object.keys(usd).some((region) => !listed.includes(region));
  const from = listed.length === 0 ? before.onDemand.from : [LIST, ...(kept ? before.onDemand.from : [])];
  const sources = sourcesOf([...from, ...before.spot.from], before.sources, today);
  return { file: { date: today, sources, onDemand: { from: [...new Set(from)], usd }, spot: before.spot }, changes };
}

function familiesOf(products: readonly ListedProduct[]): Record<string, Sizes> {
  const families: Record<string, Sizes> = {};
  const types = products.flatMap(({ attributes, steps: [first] }) => {
    const type = attributes["instanceType"];
    return type?.includes(".") && first && first[1] > 0 ? [[type, rounded(first[1])] as const] : [];
  });
  for (const [type, price] of types.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [family = "", size = ""] = type.split(".");
    (families[family] ??= {})[size] = price;
  }
  return families;
}

const flat = (
  families: Readonly<Partial<Record<string, Readonly<Partial<Record<string, number>>>>>>,
): Map<string, number | undefined> =>
  new Map(
    Object.entries(families).flatMap(([family, sizes = {}]) =>
      Object.entries(sizes).map(([size, usd]) => [`${family}.${size}`, usd] as const),
    ),
  );

function differences(
  before: ReadonlyMap<string, number | undefined>,
  after: ReadonlyMap<string, number | undefined>,
): Omit<InstanceChanges, "region"> {
  const types = [...after.keys()];
  return {
    changed: types.filter((type) => before.has(type) && before.get(type) !== after.get(type)).length,
    added: types.filter((type) => !before.has(type)).length,
    gone: [...before.keys()].filter((type) => !after.has(type)).length,
  };
}

/** The file's text: a line for each family of a region, so that a price that changes is one line of a diff. */
export function instanceFileText({ date, sources, onDemand, spot }: InstancePriceFile): string {
  const object = (entries: string[], indent: string): string => `{\n${entries.join(",\n")}\n${indent}}`;
  const sorted = (map: object): [string, unknown][] => Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
  const line =
    (indent: string) =>
    ([name, value]: [string, unknown]): string =>
      `${indent}${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  const regions = sorted(onDemand.usd).map(
    ([region, families]) => `  ${JSON.stringify(region)}: ${object(sorted(families as object).map(line("   ")), "  ")}`,
  );
  return [
    "{",
    ` "date": ${JSON.stringify(date)},`,
    ` "sources": ${object(Object.entries(sources).map(line("  ")), " ")},`,
    ` "onDemand": {"from": ${JSON.stringify(onDemand.from)}, "usd": ${object(regions, " ")}},`,
    ` "spot": {"from": ${JSON.stringify(spot.from)}, "share": ${object(sorted(spot.share).map(line("  ")), " ")}}`,
    "}",
    "",
  ].join("\n");
}
