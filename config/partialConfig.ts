import type { z } from "zod";
import type { Path } from "./mistakes";
import { type Wording, schemaMistakes } from "./form/schemaMistakes";
import { valueAt } from "./valueAt";

/** Placeholders for missing values of which something must be known, so that the other rules can be applied. */
export type Placeholders = readonly (readonly [place: RegExp, value: unknown])[];

/** A schema, with placeholders for what a config must have. */
export interface SchemaWithPlaceholders<C> extends Wording {
  schema: z.ZodType<C>;
  placeholders: Placeholders;
}

/** As deep as the schema nests, and once more. */
const MAX_ROUNDS = 8;

export interface PartialConfig<C> {
  config?: C;
  /** The paths that were removed or filled in. */
  changedPaths: Path[];
  /** Turns a path in the partial config into the path in the file: an element taken out of a list moves those behind it. */
  pathInFile: (path: Path) => Path;
}

/** Takes out what is malformed until the rest parses. What can be neither removed nor filled in takes what it lies in with it. */
export function parsePartially<C>(
  raw: Record<string, unknown>,
  malformed: readonly Path[],
  kind: SchemaWithPlaceholders<C>,
): PartialConfig<C> {
  const changedPaths: Path[] = [];
  let candidate = new Candidate(raw);
  let places = [...malformed];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    // The schema may have two issues of one place.
    const distinct = new Map(places.map((place) => [pathKey(place), place])).values();
    for (const place of distinct) changedPaths.push(removeOrFill(candidate, place, kind.placeholders));
    candidate = new Candidate(raw, candidate.removed, candidate.placeholders);
    const current = candidate;
    const pathInFile = (path: Path) => current.pathInFile(path);
    const parsed = kind.schema.safeParse(candidate.value);
    if (parsed.success) return { config: parsed.data, changedPaths, pathInFile };
    places = schemaMistakes(parsed.error.issues, candidate.value, kind).map(({ path }) => pathInFile(path));
  }
  return { changedPaths, pathInFile: (path) => path };
}

/** Removes what is wrong at a place, or fills in what is missing there. Gives the place that was changed. */
function removeOrFill(candidate: Candidate, place: Path, placeholders: Placeholders): Path {
  const key = pathKey(place);
  if (valueAt(candidate.raw, place) !== undefined && !candidate.removed.has(key)) {
    candidate.removed.add(key);
    return place;
  }
  const placeholder = placeholders.find(([pattern]) => pattern.test(place.join(".")));
  if (placeholder && !candidate.placeholders.has(key)) {
    candidate.placeholders.set(key, placeholder[1]);
    return place;
  }
  const holder = place.slice(0, -1);
  candidate.removed.add(pathKey(holder));
  return holder;
}

/** What a file says, without some places and with others filled in. All places are those of the file. */
class Candidate {
  readonly value: unknown;
  private readonly keptIndexes = new Map<string, number[]>();

  constructor(
    readonly raw: Record<string, unknown>,
    readonly removed = new Set<string>(),
    readonly placeholders = new Map<string, unknown>(),
  ) {
    this.value = this.copy(raw, []);
  }

  pathInFile(path: Path): Path {
    return path.reduce<(string | number)[]>((place, part) => {
      const index = typeof part === "number" ? this.keptIndexes.get(pathKey(place))?.[part] : undefined;
      return [...place, index ?? part];
    }, []);
  }

  private copy(value: unknown, path: Path): unknown {
    if (value === null || typeof value !== "object") return value;
    const stays = (part: string | number) => !this.removed.has(pathKey([...path, part]));
    if (Array.isArray(value)) {
      const indexes = [...value.keys()].filter(stays);
      this.keptIndexes.set(pathKey(path), indexes);
      return indexes.map((index) => this.copy(value[index], [...path, index]));
    }
    const entries = Object.entries(value)
      .filter(([key]) => stays(key))
      .map(([key, each]): [string, unknown] => [key, this.copy(each, [...path, key])]);
    return { ...Object.fromEntries(entries), ...this.placeholdersIn(path) };
  }

  private placeholdersIn(path: Path): Record<string, unknown> {
    const here = [...this.placeholders]
      .map(([id, value]) => [JSON.parse(id) as Path, value] as const)
      .filter(([place]) => place.length === path.length + 1 && pathKey(place.slice(0, -1)) === pathKey(path));
    return Object.fromEntries(
      here.map(([place, value]): [string, unknown] => [String(place.at(-1)), structuredClone(value)]),
    );
  }
}

/** A place as a key of sets and maps. Not joined by dots: an unknown key may have some. */
const pathKey = (path: Path): string => JSON.stringify(path);
