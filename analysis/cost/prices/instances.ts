import type { Region } from "../../../plan/regions";
import { type PriceFile, priceFile } from "./priceFile";

/** What an instance costs in US dollars an hour on demand, with Linux on shared hardware. Undefined where no source gave it: see `noPrice`. */
export function instancePrice(region: Region, type: string, file: PriceFile = priceFile()): number | undefined {
  const [family = "", size = ""] = type.split(".");
  return file.instances?.usd[region]?.[family]?.[size];
}

/** What spot instances of a type typically cost in a region, as a share of the price on demand (0.3: seven tenths cheaper). */
export function spotShare(region: Region, type: string, file: PriceFile = priceFile()): number | undefined {
  const [family = "", size = ""] = type.split(".");
  return file.spot?.share[region]?.[family]?.[size];
}
