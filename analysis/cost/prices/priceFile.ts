import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Region } from "../../../plan/regions";
import { type PriceName, keyOf } from "./keys";

/** A step of a price: from this quantity of a month on, each unit costs so many US dollars. */
export type Step = readonly [from: number, usd: number];

/** What the file has for a region: one price, or steps of which the first begins at 0. A step of price 0 is an amount that is free. */
export type Value = number | readonly Step[];

/** The row of a key in the file: by region, or by `*` for all that are not named. */
export interface PriceRow {
  /** Ids of sources. */
  from: readonly string[];
  usd: Readonly<Record<string, Value>>;
}

type BySize = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface PriceFile {
  /** When it was written: YYYY-MM-DD. */
  date: string;
  /** By id: a page or a table, and the day of its figures or of its reading. */
  sources: Readonly<Record<string, { what: string; date: string }>>;
  prices: Readonly<Partial<Record<PriceName, PriceRow>>>;
  /** A GB from a region to another one, `*` for all that are not named. */
  interRegion?: { from: readonly string[]; usd: Readonly<Record<string, Readonly<Record<string, number>>>> };
  /** On demand, by region, family and size. */
  instances?: { from: readonly string[]; usd: Readonly<Record<string, BySize>> };
  /** Of the price on demand, by region, family and size. */
  spot?: { from: readonly string[]; share: Readonly<Record<string, BySize>> };
}

export const PRICE_FILE = "analysis/cost/prices/prices.json";

/** What a unit of something costs in a region. */
export interface Price {
  /** What one unit is. */
  unit: string;
  /** In order, the first from 0. */
  steps: readonly Step[];
  /** Where the figure comes from, and of what day it is. */
  sources: readonly string[];
}

let loaded: PriceFile | undefined;

/** The file, read when a price is first asked for. */
export function priceFile(): PriceFile {
  loaded ??= JSON.parse(readFileSync(join(__dirname, "prices.json"), "utf8")) as PriceFile;
  return loaded;
}

/** Undefined where no source gave one: see `noPrice`. Never a price of nothing. */
export function priceOf(region: Region, name: PriceName, file: PriceFile = priceFile()): Price | undefined {
  const row = file.prices[name];
  const value = row?.usd[region] ?? row?.usd["*"];
  if (!row || value === undefined) return undefined;
  return {
    unit: keyOf(name).unit,
    steps: typeof value === "number" ? [[0, value]] : value,
    sources: row.from.map((id) => sourceText(id, file)),
  };
}

function sourceText(id: string, { sources }: PriceFile): string {
  const source = sources[id];
  if (!source) throw new Error(`${PRICE_FILE} names the source ${id} and does not say what it is`);
  return `${source.what}, ${source.date}`;
}

/** What a quantity of a month costs in US dollars, each unit by the step in which it is. */
export function chargeOf({ steps }: Pick<Price, "steps">, quantity: number): number {
  return steps.reduce((sum, [from, usd], index) => {
    const to = steps[index + 1]?.[0] ?? Infinity;
    return sum + Math.max(0, Math.min(quantity, to) - from) * usd;
  }, 0);
}

/** What a unit costs on the first step that is not free. */
export const unitPrice = ({ steps }: Pick<Price, "steps">): number => steps.find(([, usd]) => usd > 0)?.[1] ?? 0;

/** Why a thing has no price. */
export const noPrice = (region: string, what: string, file: PriceFile = priceFile()): string =>
  `no price of ${what} in ${region} is known as of ${file.date}; npm run prices fetches it`;
