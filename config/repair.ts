import type { z } from "zod";
import { mistakesOf, valueAt, type Wording } from "./issues";
import type { Path } from "./mistakes";

/** Values that stand in for missing ones of which something must be known, so that the other rules can be applied. */
export type StandIns = readonly (readonly [place: RegExp, value: unknown])[];

/** What can be repaired: a schema, with what stands in for what it must have. */
export interface Repairable<C> extends Wording {
  schema: z.ZodType<C>;
  standIns: StandIns;
}

/** As deep as the schema nests, and once more. */
const MOST_ROUNDS = 8;

export interface Repaired<C> {
  config?: C;
  /** The places that were taken out or filled in. */
  repaired: Path[];
  /** Turns a place in the repaired config into the place in the file: an element taken out of a list moves those behind it. */
  placeInFile: (path: Path) => Path;
}

/** Takes out what is malformed until the rest parses. What cannot be mended takes what it lies in with it. */
export function repair<C>(raw: Record<string, unknown>, malformed: readonly Path[], kind: Repairable<C>): Repaired<C> {
  const repaired: Path[] = [];
  let candidate = new Candidate(raw);
  let places = [...malformed];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // The schema may have two issues of one place.
    const distinct = new Map(places.map((place) => [idOf(place), place])).values();
    for (const place of distinct) repaired.push(mend(candidate, place, kind.standIns));
    candidate = new Candidate(raw, candidate.removed, candidate.standIns);
    const current = candidate;
    const placeInFile = (path: Path) => current.placeInFile(path);
    const parsed = kind.schema.safeParse(candidate.value);
    if (parsed.success) return { config: parsed.data, repaired, placeInFile };
    places = mistakesOf(parsed.error.issues, candidate.value, kind).map(({ path }) => placeInFile(path));
  }
  return { repaired, placeInFile: (path) => path };
}

/** Removes what is wrong at a place, or fills in what is missing there. Gives the place that was changed. */
function mend(candidate: Candidate, place: Path, standIns: StandIns): Path {
  const key = idOf(place);
  if (valueAt(candidate.raw, place) !== undefined && !candidate.removed.has(key)) {
    candidate.removed.add(key);
    return place;
  }
  const standIn = standIns.find(([pattern]) => pattern.test(place.join(".")));
  if (standIn && !candidate.standIns.has(key)) {
    candidate.standIns.set(key, standIn[1]);
    return place;
  }
  const holder = place.slice(0, -1);
  candidate.removed.add(idOf(holder));
  return holder;
}

/** What a file says, without some places and with others filled in. All places are those of the file. */
class Candidate {
  readonly value: unknown;
  private readonly kept = new Map<string, number[]>();

  constructor(
    readonly raw: Record<string, unknown>,
    readonly removed = new Set<string>(),
    readonly standIns = new Map<string, unknown>(),
  ) {
    this.value = this.copy(raw, []);
  }

  placeInFile(path: Path): Path {
    return path.reduce<(string | number)[]>((place, part) => {
      const index = typeof part === "number" ? this.kept.get(idOf(place))?.[part] : undefined;
      return [...place, index ?? part];
    }, []);
  }

  private copy(value: unknown, path: Path): unknown {
    if (value === null || typeof value !== "object") return value;
    const stays = (part: string | number) => !this.removed.has(idOf([...path, part]));
    if (Array.isArray(value)) {
      const indexes = [...value.keys()].filter(stays);
      this.kept.set(idOf(path), indexes);
      return indexes.map((index) => this.copy(value[index], [...path, index]));
    }
    const entries = Object.entries(value)
      .filter(([key]) => stays(key))
      .map(([key, each]): [string, unknown] => [key, this.copy(each, [...path, key])]);
    return { ...Object.fromEntries(entries), ...this.standInsOf(path) };
  }

  private standInsOf(path: Path): Record<string, unknown> {
    const here = [...this.standIns]
      .map(([id, value]) => [JSON.parse(id) as Path, value] as const)
      .filter(([place]) => place.length === path.length + 1 && idOf(place.slice(0, -1)) === idOf(path));
    return Object.fromEntries(
      here.map(([place, value]): [string, unknown] => [String(place.at(-1)), structuredClone(value)]),
    );
  }
}

/** A place as a key of sets and maps. Not joined by dots: an unknown key may have some. */
const idOf = (path: Path): string => JSON.stringify(path);
