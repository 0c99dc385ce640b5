import type { AddressRow } from "./addresses";

/** What a config says of an address that others have on their lists. */
export interface PublishedId {
  region: string;
  zone: string;
  for?: "clients" | "egress";
  name?: string;
  allocationId: string;
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
