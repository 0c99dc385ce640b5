import type { ZoneLetter } from "../../plan/regions";
import { sortedEntries } from "../../plan/sortedEntries";

/** One thing for each of some zones, keyed by the zone's letter. */
export type PerZone<T> = Partial<Record<ZoneLetter, T>>;

/** Makes one thing for each zone, in the order of the letters. */
export function perZone<T>(zones: readonly ZoneLetter[], make: (zone: ZoneLetter) => T): PerZone<T> {
  return Object.fromEntries([...zones].sort().map((zone) => [zone, make(zone)]));
}

/** The zones and their things, in the order of the letters. */
export function zoneEntries<T>(things: PerZone<T>): [ZoneLetter, T][] {
  return sortedEntries<ZoneLetter, T>(things);
}

export function zoneValues<T>(things: PerZone<T>): T[] {
  return zoneEntries(things).map(([, thing]) => thing);
}

/** The thing of a zone that is known to have one. */
export function ofZone<T>(things: PerZone<T>, zone: ZoneLetter): T {
  const thing = things[zone];
  if (thing === undefined) throw new Error(`zone ${zone} is not among ${Object.keys(things).join(", ")}`);
  return thing;
}
