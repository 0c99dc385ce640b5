import type { SwitchConfig } from "../steps";

/** An Elastic IP of a stack, by its place and what it is for. */
export interface AddressPlace {
  region: string;
  zone: string;
  purpose: "public" | "egress";
}

interface AddressedRegion {
  zones?: readonly string[];
  parkedAddresses?: readonly string[];
  parkedEgressAddresses?: readonly string[];
  addresses?: object;
  egressAddresses?: object;
  [key: string]: unknown;
}

const PARKED_KEYS = { public: "parkedAddresses", egress: "parkedEgressAddresses" } as const;

/** The new config with addresses parked that it would lose; a region that it would lose is kept without zones. */
export function withParkedAddresses(from: SwitchConfig, to: SwitchConfig, lost: readonly AddressPlace[]): SwitchConfig {
  const former = (from["regions"] ?? {}) as Record<string, AddressedRegion>;
  const regions = { ...(to["regions"] as Record<string, AddressedRegion> | undefined) };
  for (const { region, zone, purpose } of lost) {
    const kept = regions[region] ?? parkedRegion(former[region] ?? {});
    const key = PARKED_KEYS[purpose];
    regions[region] = { ...kept, [key]: [...(kept[key] ?? []), zone].sort() };
  }
  return { ...to, regions };
}

/** What is left of a region without zones: its range, for the day that it comes back, and which addresses are one's own. */
function parkedRegion({ cidr, addresses, egressAddresses }: AddressedRegion): AddressedRegion {
  return { zones: [], cidr, ...(addresses && { addresses }), ...(egressAddresses && { egressAddresses }) };
}
