import { compose } from "../options";
import type { Step, SwitchConfig } from "./switchConfig";

/** What a region's entry says of its zones and the firewall's. */
export interface InspectedRegion {
  zones?: readonly string[];
  firewall?: {
    bypassZones?: readonly string[];
    parkedZones?: readonly string[];
    existing?: unknown;
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

export type InspectedRegions = Readonly<Record<string, InspectedRegion>>;

/**
 * The updates that bring a firewall in zone by zone: first it comes up with nothing passing it, then one zone of each region passes
 * it, then all that shall. Empty where it is there already or does not come, or where there are no two zones to tell apart.
 */
export function zoneByZone(from: SwitchConfig, to: SwitchConfig): Step[] {
  if (compose(from.options).inspected || !compose(to.options).inspected) return [];
  const regions = (to["regions"] ?? {}) as InspectedRegions;
  const inspected = Object.values(regions).map((region) => inspectedZones(region));
  if (!inspected.some((zones) => zones.length > 1)) return [];
  const first = inspected.flatMap((zones) => zones.slice(0, 1));
  return [
    { title: "bring up the firewall, with every zone going round it", config: withInspectedZones(to, regions, 0) },
    { title: `let one zone pass it (${[...new Set(first)].join(", ")})`, config: withInspectedZones(to, regions, 1) },
    { title: "let the other zones pass it", config: to },
  ];
}

/** The zones of a region that shall pass the firewall, sorted. */
function inspectedZones({ zones = [], firewall }: InspectedRegion): string[] {
  return [...zones].sort().filter((zone) => !firewall?.bypassZones?.includes(zone));
}

/** The config with only so many zones of each region passing the firewall. */
function withInspectedZones(config: SwitchConfig, regions: InspectedRegions, count: number): SwitchConfig {
  const changed = Object.entries(regions).map(([name, region]): [string, InspectedRegion] => {
    if ((region.zones ?? []).length === 0) return [name, region];
    const some = inspectedZones(region).slice(0, count);
    const bypassZones = [...(region.zones ?? [])].sort().filter((zone) => !some.includes(zone));
    return [name, { ...region, firewall: { ...region.firewall, bypassZones } }];
  });
  return { ...config, regions: Object.fromEntries(changed) };
}
