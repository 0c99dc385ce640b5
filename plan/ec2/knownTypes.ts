import { distance } from "fastest-levenshtein";
import { familyOf } from "./instanceFamilies";
import table from "./instanceSizes.json";
import { instanceSize } from "./instanceTypes";

const FAMILIES: Readonly<Record<string, object>> = table;

/** `m7i-flex` is letters m, generation 7. */
function seriesOf(family: string): { letters: string; generation: number } {
  const [, letters = "", digits = "0"] = /^([a-z]+(?:-[a-z]+)?)-?(\d+)/.exec(family) ?? [];
  return { letters, generation: Number(digits) };
}

const NEWEST = new Map<string, number>();
for (const family of Object.keys(FAMILIES)) {
  const { letters, generation } = seriesOf(family);
  NEWEST.set(letters, Math.max(NEWEST.get(letters) ?? 0, generation));
}

const SIZES = new Set(Object.values(FAMILIES).flatMap((sizes) => Object.keys(sizes)));

/**
 * Whether AWS may have a type that the table does not: of the newest generation of its letters or a later one, or of letters that it does
 * not have, in a size that some type has. AWS brings families of those; to older ones it adds none.
 */
function mayBeNewer(type: string): boolean {
  const [family = "", size = ""] = type.split(".");
  const { letters, generation } = seriesOf(family);
  const newest = NEWEST.get(letters);
  const isSize = SIZES.has(size) || /^(metal-)?\d+xl(arge)?$/.test(size);
  if (!isSize || generation === 0) return false;
  return newest === undefined ? distance(type, closestType(type)) > 1 : generation >= newest;
}

/** What an instance type was meant to be; undefined where AWS has it, or may have it by now. */
export const meantType = (type: string): string | undefined =>
  instanceSize(type) !== undefined || mayBeNewer(type) ? undefined : closestType(type);

/** Of the same family where there is such; else of all. */
function closestType(type: string): string {
  const family = familyOf(type);
  const families = Object.hasOwn(FAMILIES, family) ? [family] : Object.keys(FAMILIES);
  const all = families.flatMap((each) => Object.keys(FAMILIES[each] ?? {}).map((size) => `${each}.${size}`));
  return all.reduce((best, each) => (distance(type, each) < distance(type, best) ? each : best), all[0] ?? type);
}
