import type { Region } from "../../../plan/regions";
import {
  BASE_REGION,
  type Price,
  type PriceFile,
  type RegionPairs,
  estimateBy,
  priceFile,
  sourceTexts,
} from "./prices";

/** What a GB costs that goes from one region to another, paid in the one that it leaves. Undefined where no source gave it. */
export function interRegionPrice(from: Region, to: Region, file: PriceFile = priceFile()): Price | undefined {
  return pairPrice(file.interRegion.usd, from, to, file.interRegion.from, file);
}

/** Where it is not known, what a GB from the base region to there costs. */
export const interRegionPriceOrEstimate = (
  from: Region,
  to: Region,
  file: PriceFile = priceFile(),
): Price | undefined => interRegionPrice(from, to, file) ?? estimateBy(interRegionPrice(BASE_REGION, to, file));

/** Parts of the world, by which accelerators are charged. Source: aws.amazon.com/global-accelerator/pricing */
export const AREAS = {
  AP: "Asia Pacific",
  AU: "Australia and New Zealand",
  EU: "Europe",
  IN: "India, Indonesia, the Philippines and Thailand",
  KR: "South Korea",
  ME: "the Middle East",
  NA: "the United States, Canada and Mexico",
  SA: "South America",
  ZA: "South Africa and Kenya",
} as const;

export type Area = keyof typeof AREAS;

/**
 * The area of a region as a source of traffic. Israel counts as Europe.
 * Source: https://github.com/infracost/infracost, internal/resources/aws/global_accelerator_endpoint_group.go, August 2026
 */
export function areaOf(region: Region): Area {
  if (/^(us|ca|mx)-/.test(region)) return "NA";
  if (/^(eu|il)-/.test(region)) return "EU";
  if (region.startsWith("sa-")) return "SA";
  if (region.startsWith("af-")) return "ZA";
  return region.startsWith("me-") ? "ME" : "AP";
}

/**
 * What a GB through an accelerator costs beside its transfer. Each hour AWS charges the direction that has more of it alone: `out` to clients, `in`
 * from them. Undefined where no source gave it.
 */
export function acceleratorPremium(
  region: Region,
  clients: Area,
  direction: "in" | "out",
  file: PriceFile = priceFile(),
): Price | undefined {
  return pairPrice(file.accelerator.usd[direction], areaOf(region), clients, file.accelerator.from, file);
}

/** Where it is not known, the base region's: to the same clients, or on its own continent where they are on theirs. */
export function acceleratorPremiumOrEstimate(
  region: Region,
  clients: Area,
  direction: "in" | "out",
  file: PriceFile = priceFile(),
): Price | undefined {
  const there = clients === areaOf(region) ? areaOf(BASE_REGION) : clients;
  return (
    acceleratorPremium(region, clients, direction, file) ??
    estimateBy(acceleratorPremium(BASE_REGION, there, direction, file))
  );
}

function pairPrice(
  pairs: RegionPairs,
  from: string,
  to: string,
  sources: readonly string[],
  file: PriceFile,
): Price | undefined {
  const usd = pairs[from]?.[to] ?? pairs[from]?.["*"];
  return usd === undefined ? undefined : { unit: "GB", steps: [[0, usd]], sources: sourceTexts(sources, file.sources) };
}
