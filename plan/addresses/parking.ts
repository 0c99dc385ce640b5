import type { SwitchConfig } from "../steps/switchConfig";

/** An Elastic IP of a stack, by its place and what it is for. */
export interface AddressPlace {
  region: string;
  zone: string;
  purpose: "public" | "egress";
  /** Of a further address of a NAT gateway, its own name. */
  secondary?: string;
}

interface AddressedRegion {
  zones?: readonly string[];
  parkedAddresses?: readonly string[];
  parkedEgressAddresses?: readonly string[];
  addresses?: object;
  egressAddresses?: object;
  secondaryEgressAddresses?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  addressPool?: object;
  [key: string]: unknown;
}

const PARKED_KEYS = { public: "parkedAddresses", egress: "parkedEgressAddresses" } as const;

/** The new config with addresses parked that it would lose; a region that it would lose is kept without zones. */
export function withParkedAddresses(from: SwitchConfig, to: SwitchConfig, lost: readonly AddressPlace[]): SwitchConfig {
  const former = (from["regions"] ?? {}) as Record<string, AddressedRegion>;
  const regions = { ...(to["regions"] as Record<string, AddressedRegion> | undefined) };
  for (const { region, zone, purpose, secondary } of lost) {
    const kept = regions[region] ?? parkedRegion(former[region] ?? {});
    if (secondary !== undefined) {
      regions[region] = withParkedSecondary(kept, zone, secondary);
      continue;
    }
    const key = PARKED_KEYS[purpose];
    regions[region] = { ...kept, [key]: [...(kept[key] ?? []), zone].sort() };
  }
  return { ...to, regions };
}

/** What is left of a region without zones: its range, for the day that it comes back, and which addresses are one's own. */
function parkedRegion({ cidr, addresses, egressAddresses, addressPool }: AddressedRegion): AddressedRegion {
  return {
    zones: [],
    cidr,
    ...(addresses && { addresses }),
    ...(egressAddresses && { egressAddresses }),
    ...(addressPool && { addressPool }),
  };
}

function withParkedSecondary(region: AddressedRegion, zone: string, name: string): AddressedRegion {
  const { secondaryEgressAddresses: all = {} } = region;
  return { ...region, secondaryEgressAddresses: { ...all, [zone]: { ...all[zone], [name]: "parked" } } };
}
