import { type Region, zoneExists, zoneLetters } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import { repeated } from "./common";

/** A list of zones of a region names each once, and none that no account has. */
export function zoneMistakes(
  name: Region,
  zones: readonly string[],
  path: Path,
  because: readonly Path[] = [],
): Mistake[] {
  return [
    ...repeated(zones, path, "each zone once"),
    ...zones.flatMap((zone, index) => zoneMistake(name, zone, [...path, index], zone, because)),
  ];
}

/** A zone that no account has in the region; `because` is where the region is set. */
export function zoneMistake(
  name: Region,
  zone: string,
  path: Path,
  value: unknown,
  because: readonly Path[] = [],
): Mistake[] {
  if (zoneExists(name, zone)) return [];
  const allowed = `a zone of ${name}: ${zoneLetters(name).join(", ")}`;
  return [{ path, value, allowed, fix: "choose one of these letters", ...(because.length > 0 && { because }) }];
}
