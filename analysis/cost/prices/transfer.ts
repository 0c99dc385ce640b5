import type { Region } from "../../../plan/regions";
import { type Price, type PriceFile, priceFile } from "./priceFile";

/** What a GB costs that goes from one region to another, paid in the one that it leaves. Undefined where no source gave it. */
export function interRegionPrice(from: Region, to: Region, file: PriceFile = priceFile()): Price | undefined {
  const row = file.interRegion;
  const usd = row?.usd[from]?.[to] ?? row?.usd[from]?.["*"];
  return usd === undefined ? undefined : { unit: "GB", steps: [[0, usd]], sources: row?.from ?? [] };
}
