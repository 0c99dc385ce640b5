import { type Path, pathsOverlap } from "../mistakes";
import { valueAt } from "../valueAt";
import type { FormMistake } from "./formMistake";

/**
 * What is wrong with the values of unknown keys, where it is known which are meant, and with single values where lists of such are: each is
 * put where it belongs and looked at. So that who mends the one mistake does not hear then of the other.
 *
 * @param mistakesIn the mistakes of form in what a file says.
 */
export function withMisplacedValues(
  found: readonly FormMistake[],
  raw: unknown,
  mistakesIn: (raw: unknown) => FormMistake[],
): FormMistake[] {
  if (!found.some(({ meant, isAlone }) => meant ?? isAlone)) return [...found];
  const copy = structuredClone(raw);
  const moved = new Map(found.flatMap((mistake) => (moveIn(copy, mistake) ? [[mistake, placeOf(mistake)]] : [])));
  const there = moved.size === 0 ? [] : mistakesIn(copy);
  return found.flatMap((mistake) => {
    const place = moved.get(mistake);
    return place ? withThoseAt(mistake, place, there) : [mistake];
  });
}

/** Where the value is right, or the first of some. */
const placeOf = ({ path, meant, isAlone }: FormMistake): Path => (isAlone ? [...path, 0] : (meant ?? path));

/** The mistakes at and below the place that is meant, each where its value stands now. */
function withThoseAt(mistake: FormMistake, place: Path, there: readonly FormMistake[]): FormMistake[] {
  const within = there.filter(({ path }) => path.length >= place.length && pathsOverlap(path, place));
  const own = within.find(({ path }) => path.length === place.length);
  const deeper = within
    .filter(({ path }) => path.length > place.length)
    .map(({ renamed: _renamed, ...each }) => ({ ...each, path: [...mistake.path, ...each.path.slice(place.length)] }));
  if (!own) return [mistake, ...deeper];
  const allowed = mistake.isAlone
    ? mistake.allowed
    : `${mistake.allowed}; as ${String(place.at(-1))}, ${own.again ?? own.allowed}`;
  return [{ ...mistake, allowed, fix: `${mistake.fix}; there, ${own.fix}` }, ...deeper];
}

type Mapping = Record<string | number, unknown>;

/** Puts a value where it is meant: under a key where none stands, or into a list. Says whether it could be. */
function moveIn(copy: unknown, { path, meant, isAlone, value }: FormMistake): boolean {
  const from = valueAt(copy, path.slice(0, -1)) as Mapping;
  const key = String(path.at(-1));
  if (isAlone) {
    from[key] = typeof value === "string" ? value.split(/,\s*/) : [value];
    return true;
  }
  if (!meant || valueAt(copy, meant) !== undefined) return false;
  let to: unknown = copy;
  for (const part of meant.slice(0, -1)) {
    if (!isMapping(to)) return false;
    to = to[part] ??= {};
  }
  if (!isMapping(to)) return false;
  to[String(meant.at(-1))] = from[key];
  Reflect.deleteProperty(from, key);
  return true;
}

const isMapping = (value: unknown): value is Mapping =>
  value !== null && typeof value === "object" && !Array.isArray(value);
