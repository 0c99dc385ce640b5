import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Region } from "../../../plan/regions";
import { type PriceName, keyOf } from "./keys";

/** A step of a price: from this quantity of a month on, each unit costs so many US dollars. */
export type Step = readonly [from: number, usd: number];

/** What the file has for a region: one price, or steps of which the first begins at 0. */
export type Value = number | readonly Step[];

/** By id: a page or a table, and the day of its figures or of its reading. */
export type Sources = Readonly<Record<string, { what: string; date: string }>>;

/** Figures in US dollars with the ids of their sources. */
export interface Sourced<T> {
  from: readonly string[];
  usd: T;
}

/** By the region that is left and the one that is reached; `*` for each that is not named. */
export type RegionPairs = Readonly<Partial<Record<string, Readonly<Partial<Record<string, number>>>>>>;

export interface PriceFile {
  /** When it was written: YYYY-MM-DD. Each figure is of the date of its source. */
  date: string;
  sources: Sources;
  /** By key and region; `*` for each region that is not named. */
  prices: Readonly<Partial<Record<PriceName, Sourced<Readonly<Partial<Record<string, Value>>>>>>>;
  /** A GB from a region to another. */
  interRegion: Sourced<RegionPairs>;
  /** A GB through an accelerator on top of its transfer, by direction, area of the region, and area of the clients. */
  accelerator: Sourced<Readonly<Record<"in" | "out", RegionPairs>>>;
}

export const PRICE_FILE = "analysis/cost/prices/priceList.json";

/** What a unit of something costs in a region. */
export interface Price {
  /** What one unit is. */
  unit: string;
  /** In order, the first from 0. */
  steps: readonly Step[];
  /** Where the figure comes from, and of what day it is. */
  sources: readonly string[];
  /** Set where it is not the price that was asked for, which is not known, but that of another region. */
  estimated?: { from: Region };
}

/** Its prices stand in for those that are not known elsewhere: of no region more is known. */
export const BASE_REGION: Region = "us-east-1";

let loaded: PriceFile | undefined;

/** The file, read when a price is first asked for. */
export function priceFile(): PriceFile {
  loaded ??= JSON.parse(readFileSync(join(__dirname, "priceList.json"), "utf8")) as PriceFile;
  return loaded;
}

/** Undefined where no source gave one: see `noPrice`. Never a price of nothing. */
export function priceOf(region: Region, name: PriceName, file: PriceFile = priceFile()): Price | undefined {
  const row = file.prices[name];
  const value = row?.usd[region] ?? row?.usd["*"];
  if (!row || value === undefined) return undefined;
  const steps: readonly Step[] = typeof value === "number" ? [[0, value]] : value;
  return { unit: keyOf(name).unit, steps, sources: sourceTexts(row.from, file.sources) };
}

/** The region's own price; where that is not known, the base region's, which says so. Undefined where neither is known. */
export const priceOrEstimate = (region: Region, name: PriceName, file: PriceFile = priceFile()): Price | undefined =>
  priceOf(region, name, file) ?? estimateBy(priceOf(BASE_REGION, name, file));

/** A price of the base region, for one that is not known. */
export const estimateBy = (price: Price | undefined): Price | undefined =>
  price && { ...price, estimated: { from: BASE_REGION } };

/** `https://…, 2026-08-21` */
export function sourceTexts(ids: readonly string[], sources: Sources): string[] {
  return ids.map((id) => {
    const source = sources[id];
    if (!source) throw new Error(`The prices name the source ${id} and do not say what it is.`);
    return `${source.what}, ${source.date}`;
  });
}

/** What a quantity of a month costs in US dollars, each unit by the step in which it is. */
export function chargeOf({ steps }: Pick<Price, "steps">, quantity: number): number {
  return steps.reduce((sum, [from, usd], index) => {
    const to = steps[index + 1]?.[0] ?? Infinity;
    return sum + Math.max(0, Math.min(quantity, to) - from) * usd;
  }, 0);
}

/** What the first unit costs. */
export const unitPrice = ({ steps }: Pick<Price, "steps">): number => {
  const [first] = steps;
  if (!first) throw new Error("A price has no step.");
  return first[1];
};

/** Why a thing has no price, for a message. */
export const noPrice = (region: string, what: string, date: string = priceFile().date): string =>
  `no price of ${what} in ${region} is known as of ${date}; npm run prices fetches it`;
