import { PRICE_NAMES, type PriceName, keyOf } from "../../analysis/cost/prices";
import type { Region } from "../../plan/regions";

/** What the Price List API is asked: products of a service for which all of these attributes are so. */
export interface Query {
  service: string;
  filters: Readonly<Record<string, string>>;
}

/** A query, and the keys whose prices are among its answers. */
export interface KeyQuery extends Query {
  names: readonly PriceName[];
}

/** Data transfer is listed by where it begins; all else by where it is. */
const regionAttribute = (service: string): string => (service === "AWSDataTransfer" ? "fromRegionCode" : "regionCode");

/** The queries for the keys that each region has its own price of: one for each service, or family of a big one. */
export function regionQueries(region: Region): KeyQuery[] {
  const queries = new Map<string, KeyQuery>();
  for (const name of PRICE_NAMES) {
    const { scope, product } = keyOf(name);
    if (scope !== "each" || !product) continue;
    const { service, family } = product;
    const filters = { [regionAttribute(service)]: region, ...(family !== undefined && { productFamily: family }) };
    const id = JSON.stringify([service, family]);
    queries.set(id, { service, filters, names: [...(queries.get(id)?.names ?? []), name] });
  }
  return [...queries.values()];
}

/** The queries for the keys that have one price for all regions. */
export function globalQueries(): KeyQuery[] {
  return PRICE_NAMES.flatMap((name) => {
    const { scope, product } = keyOf(name);
    return scope === "one" && product
      ? [{ service: product.service, filters: { usagetype: product.usage }, names: [name] }]
      : [];
  });
}

/** Instances on demand, with Linux and nothing else on them, on shared hardware. */
export const instanceQuery = (region: Region): Query => ({
  service: "AmazonEC2",
  filters: {
    regionCode: region,
    operatingSystem: "Linux",
    tenancy: "Shared",
    preInstalledSw: "NA",
    capacitystatus: "Used",
    operation: "RunInstances",
  },
});

/** What leaves a region for others. */
export const interRegionQuery = (region: Region): Query => ({
  service: "AWSDataTransfer",
  filters: { fromRegionCode: region, transferType: "InterRegion Outbound" },
});

/** What goes through accelerators in the direction that is charged. */
export const ACCELERATOR_QUERY: Query = { service: "AWSGlobalAccelerator", filters: { operation: "Dominant" } };
