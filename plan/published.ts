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

/** What is wrong where a stack holds another address than the published one, or undefined where it holds that. */
export function otherThanPublished(published: Published | undefined, held: string): string | undefined {
  if (published === undefined || !ALLOCATION_ID.test(held) || held === published.allocationId) return undefined;
  const { region, zone, allocationId } = published;
  const key = published.for === "clients" ? "addresses" : "egressAddresses";
  return (
    `The stack holds ${held} in ${region}${zone} for ${published.for}, where ${allocationId} is published. ` +
    `Name the published one under ha-tcp:regions.${region}.${key}.${zone}, or correct ha-tcp:published.`
  );
}
