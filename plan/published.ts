import type { ZoneLetter } from "./regions";

/** An address that somebody has on an allow list. */
export interface Published {
  region: string;
  zone: ZoneLetter;
  for: "clients" | "egress";
  allocationId: string;
}

/** What an address that AWS has is called; a plan without an account has something else in its place. */
const ALLOCATION_ID = /^eipalloc-[0-9a-f]+$/;

/** What is wrong where a published address is yet to be made: a new address is never one that is published. */
export function newWherePublished(published: Published): string {
  const { region, zone, for: purpose, allocationId } = published;
  return `The stack would make a new address in ${region}${zone} for ${purpose}, where ${allocationId} is published. ${remedy(published)}`;
}

function remedy({ region, zone, for: purpose }: Published): string {
  const key = purpose === "clients" ? "addresses" : "egressAddresses";
  return `Name the published one under ha-tcp:regions.${region}.${key}.${zone}, or correct ha-tcp:published.`;
}

/** What is wrong where a stack holds another address than the published one, or undefined where it holds that. */
export function otherThanPublished(published: Published | undefined, held: string): string | undefined {
  if (published === undefined || !ALLOCATION_ID.test(held) || held === published.allocationId) return undefined;
  const { region, zone, allocationId } = published;
  return `The stack holds ${held} in ${region}${zone} for ${published.for}, where ${allocationId} is published. ${remedy(published)}`;
}
