import { closestWord } from "../../plan/closestWord";
import type { Path } from "../mistakes";
import { valueAt } from "../valueAt";
import { type KeyReference, keysMeant, keysOfPlace } from "./allowedWords";
import type { FormMistake, KeyFix } from "./formMistake";
import { fixOfOtherTools } from "./otherToolsKeys";
import { quantityIn } from "./quantities";
import { type SchemaNode, knownKeys } from "./schemaNodes";
import { otherRegion, writeInstead } from "./suggestions";

/** More than these are not told of one mapping. */
const MAX_SUGGESTED = 100;

/** The mistakes of keys that a mapping does not have. What is meant is told alone; where nothing is, all that there are. */
export function unknownKeys(
  keys: readonly string[],
  path: Path,
  holder: unknown,
  { parent, root, reference }: { parent: SchemaNode | undefined; root: SchemaNode; reference: KeyReference },
): FormMistake[] {
  const known = knownKeys(parent);
  const ofNames = parent?.propertyNames && parent.allowed !== undefined ? { allowed: parent.allowed } : undefined;
  return keys.map((key, index): FormMistake => {
    const value = valueAt(holder, [key]);
    // Looked for by each known key; not all of so many are told.
    const found =
      index < MAX_SUGGESTED ? (keyFix(key, value, path, known) ?? elsewhereFix(key, path, root)) : undefined;
    return {
      path: [...path, key],
      value,
      ...(ofNames ?? (found ? keysMeant : keysOfPlace)(known, path, reference)),
      fix: found?.fix ?? (parent?.propertyNames ? parent.fix : undefined) ?? "remove it",
      ...(found?.meant && { renamed: found.meant, ...(!found.saysValue && { meant: found.meant }) }),
    };
  });
}

/** What a key ends in that says its unit. */
const UNIT = /^(?:Milliseconds|Seconds|Minutes|Days|MiB|GiB|Percent|Usd|Units)$/;

function inItsUnit(key: string, value: unknown, path: Path): KeyFix {
  const number = quantityIn(value, key);
  return {
    fix: `write ${key}${number === undefined ? "" : `: ${number}`}`,
    meant: [...path, key],
    saysValue: number !== undefined,
  };
}

/** A key of the same mapping that is like it, then a word of another tool for one of ours, wherever that stands. */
function keyFix(key: string, value: unknown, path: Path, known: readonly string[]): KeyFix | undefined {
  const word = key.toLowerCase().replaceAll(/[_-]/g, "");
  const exact = known.find((each) => each.toLowerCase() === word);
  if (exact !== undefined) return { fix: `write ${exact}`, meant: [...path, exact] };
  const withUnit = known.filter((each) => each.toLowerCase().startsWith(word) && UNIT.test(each.slice(word.length)));
  if (withUnit.length === 1) return inItsUnit(String(withUnit[0]), value, path);
  const ofOthers = fixOfOtherTools(key, value, path);
  const isElsewhere = ofOthers?.meant && ofOthers.meant.length !== path.length + 1;
  const longer = isElsewhere && word.length > 2 ? known.filter((each) => each.toLowerCase().includes(word)) : [];
  if (longer.length === 1) return { fix: `write ${longer[0]}`, meant: [...path, String(longer[0])] };
  if (ofOthers) return ofOthers;
  const other = otherRegion(key);
  if (other !== undefined) return { fix: other };
  const like = closestWord(key, known);
  return like === undefined ? undefined : { fix: writeInstead(key, like), meant: [...path, like] };
}

/**
 * A key that is right in one other section alone, at its top, or beside the sections. What lies deeper has the same name for something
 * else.
 */
function elsewhereFix(key: string, path: Path, root: SchemaNode): KeyFix | undefined {
  const isTop = path.length <= (path[0] === "regions" ? 2 : 1);
  if (!isTop) return undefined;
  if (path.length > 0 && knownKeys(root).includes(key))
    return { fix: `move it out of ${String(path[0])}, beside the sections`, meant: [key] };
  const places = (placesOfKeys(root).get(key) ?? []).filter((place) => place.split(".").length === 2);
  const [place] = places;
  return places.length === 1 && place !== undefined && place !== [...path, key].join(".")
    ? { fix: `move it: it is ${place}`, meant: place.split(".") }
    : undefined;
}

const PLACES = new WeakMap<SchemaNode, Map<string, string[]>>();

/** Where each key stands, by its name: `service.port`, `regions.REGION.zones`. Lists are not looked into. */
function placesOfKeys(root: SchemaNode): Map<string, string[]> {
  const known = PLACES.get(root);
  if (known) return known;
  const places = new Map<string, string[]>();
  const add = (node: SchemaNode, path: readonly string[]): void => {
    for (const [key, child] of Object.entries(node.properties ?? {})) {
      if (key.endsWith(":")) continue;
      places.set(key, [...new Set([...(places.get(key) ?? []), [...path, key].join(".")])]);
      add(child, [...path, key]);
    }
    for (const each of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) add(each, path);
    if (node.additionalProperties)
      add(node.additionalProperties, [...path, path.at(-1) === "regions" ? "REGION" : "NAME"]);
  };
  add(root, []);
  PLACES.set(root, places);
  return places;
}
