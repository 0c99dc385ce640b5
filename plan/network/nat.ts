import type { ZoneLetter } from "../regions";

/** How a region's private subnets reach the internet. `existing`: by routes that are not the stack's, in a VPC that exists. */
type NatMode = "none" | "single" | "perZone" | "existing";

export interface NatSettings {
  nat: NatMode;
  /** Only with `single`: the zone of the one NAT gateway. */
  natZone?: ZoneLetter;
  zones: readonly ZoneLetter[];
}

/**
 * The zones that have a NAT gateway, and so an egress address, sorted.
 *
 * The one gateway of `single` stands in `natZone`, by default in zone a. There is no "first zone" to fall back on: a zone
 * added later could become the first, and the egress address would move.
 */
export function natZones({ nat, natZone, zones }: NatSettings): ZoneLetter[] {
  if (zones.length === 0) return [];
  switch (nat) {
    case "none":
    case "existing":
      return [];
    case "single":
      return [natZone ?? "a"];
    case "perZone":
      return [...zones].sort();
  }
}

/** The zone whose NAT gateway the app subnet of `zone` uses, or undefined where there is none. */
export function natZoneOf(settings: NatSettings, zone: ZoneLetter): ZoneLetter | undefined {
  const zones = natZones(settings);
  return zones.includes(zone) ? zone : zones[0];
}
