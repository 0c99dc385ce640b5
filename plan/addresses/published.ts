import type { ZoneLetter } from "../regions";

/** An address that somebody has on an allow list. */
export interface PublishedAddress {
  region: string;
  zone: ZoneLetter;
  for: "clients" | "egress";
  allocationId: string;
}

/** What an address that AWS has is called; a plan without an account has something else in its place. */
const ALLOCATION_ID = /^eipalloc-[0-9a-f]+$/;

/** What is wrong where a published address is yet to be made: a new address is never one that is published. */
export function publishedAddressMissing(published: PublishedAddress): string {
  const { region, zone, for: purpose, allocationId } = published;
  return `The stack would make a new address in ${region}${zone} for ${purpose}, where ${allocationId} is published. ${remedy(published)}`;
}

function remedy({ region, zone, for: purpose }: PublishedAddress): string {
  const key = purpose === "clients" ? "addresses" : "egressAddresses";
  return `Name the published one under ha-tcp:regions.${region}.${key}.${zone}, or correct ha-tcp:published.`;
}

/** What is wrong where a stack holds another address than the published one, or undefined where it holds that. */
export function publishedAddressMismatch(published: PublishedAddress | undefined, actual: string): string | undefined {
  if (published === undefined || !ALLOCATION_ID.test(actual) || actual === published.allocationId) return undefined;
  const { region, zone, allocationId } = published;
  return `The stack holds ${actual} in ${region}${zone} for ${published.for}, where ${allocationId} is published. ${remedy(published)}`;
}
