import type { AddressRow } from "./addresses";

/** What a config says of an address that others have on their lists. */
export interface PublishedId {
  region: string;
  zone: string;
  for?: "clients" | "egress";
  name?: string;
  allocationId: string;
}

/** All that a config says of addresses on others' lists. */
export interface Published {
  published?: readonly PublishedId[];
  /** IPv6 addresses by region and zone. */
  regions?: Readonly<Record<string, { publishedIpv6?: Readonly<Record<string, string>> }>>;
  globalAccelerator?: { published?: string };
}

/** By what the config names an address that it publishes: an allocation id, an IPv6 address, or an accelerator's ARN. */
export function publishedName(
  row: AddressRow,
  { published = [], regions, globalAccelerator }: Published,
): string | undefined {
  if (row.purpose === "anycast") return globalAccelerator?.published;
  if (row.purpose === "publicIpv6") return regions?.[row.region]?.publishedIpv6?.[row.zone];
  return publishedAs(row, published)?.allocationId;
}

/** What the config publishes of an Elastic IP; undefined where it says nothing of it. */
export function publishedAs(
  { region, zone, purpose, secondary }: AddressRow,
  published: readonly PublishedId[],
): PublishedId | undefined {
  if (purpose !== "public" && purpose !== "egress") return undefined;
  const as = purpose === "public" ? "clients" : "egress";
  return published.find(
    (each) => each.region === region && each.zone === zone && (each.for ?? "clients") === as && each.name === secondary,
  );
}
