import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Region } from "../../../plan/regions";
import { type Price, type Sourced, type Sources, sourceTexts } from "./prices";

/** By region, family (`t4g`) and size (`micro`). */
export type InstancePrices = Readonly<Partial<Record<string, Readonly<Partial<Record<string, Sizes>>>>>>;

type Sizes = Readonly<Partial<Record<string, number>>>;

export interface InstancePriceFile {
  date: string;
  sources: Sources;
  /** An hour on demand, with Linux on shared hardware. */
  onDemand: Sourced<InstancePrices>;
  /** What spot typically costs of that (0.3: seven tenths less), by region and family: the median of the family's sizes. */
  spot: { from: readonly string[]; share: Readonly<Partial<Record<string, Sizes>>> };
}

export const INSTANCE_PRICE_FILE = "analysis/cost/prices/instancePrices.json";

let loaded: InstancePriceFile | undefined;

/** The file, read when the price of an instance is first asked for. */
export function instancePriceFile(): InstancePriceFile {
  loaded ??= JSON.parse(readFileSync(join(__dirname, "instancePrices.json"), "utf8")) as InstancePriceFile;
  return loaded;
}

/** An hour of an instance on demand, with Linux on shared hardware. Undefined where no source gave it: see `noPrice`. */
export function instancePrice(
  region: Region,
  type: string,
  { onDemand, sources }: InstancePriceFile = instancePriceFile(),
): Price | undefined {
  const [family = "", size = ""] = type.split(".");
  const usd = onDemand.usd[region]?.[family]?.[size];
  return usd === undefined
    ? undefined
    : { unit: "hour", steps: [[0, usd]], sources: sourceTexts(onDemand.from, sources) };
}

/**
 * What spot instances of a type typically cost in a region, as a share of the price on demand. It changes all the time, so a sum that rests
 * on it is an estimate. Undefined where no source gave it.
 */
export function spotShare(
  region: Region,
  type: string,
  { spot }: InstancePriceFile = instancePriceFile(),
): number | undefined {
  const [family = ""] = type.split(".");
  return spot.share[region]?.[family];
}
