import { CHECKS } from "./checks";
import { mistakesOf, valueAt } from "./issues";
import { related, SECRET, type Mistake, type Path } from "./mistakes";
import { configSchema, type StackConfig } from "./schema";

export type Validation = { config: StackConfig; mistakes?: undefined } | { mistakes: Mistake[] };

/**
 * Finds every mistake in what a stack file says, or gives the config with its defaults.
 *
 * The rules over several fields need a config whose fields are well formed. Where some are not, they are taken out (or
 * filled in, where something must stand there) and the rules are applied to what is left; what they then say about those
 * fields is dropped. So a wrong port does not hide two overlapping VPCs.
 */
export function validate(raw: Record<string, unknown>, secretKeys: readonly string[] = []): Validation {
  const first = configSchema.safeParse(raw);
  const form = first.success ? [] : mistakesOf(first.error.issues, raw);
  const { config, repaired, placeInFile }: Repaired = first.success
    ? { config: first.data, repaired: [], placeInFile: (path) => path }
    : repair(
        raw,
        form.map(({ path }) => path),
      );
  const meaning = config ? CHECKS.flatMap((check) => check(config)).map((each) => placed(each, placeInFile)) : [];
  const trusted = meaning.filter(
    ({ path, because = [] }) => ![path, ...because].some((at) => repaired.some((gone) => related(gone, at))),
  );
  const mistakes = onePerPlace([...secretMistakes(secretKeys), ...form, ...trusted]).map((each) =>
    hideSecrets(each, secretKeys),
  );
  if (mistakes.length > 0 || !config) return { mistakes: inFileOrder(mistakes, raw) };
  return { config };
}

function placed(mistake: Mistake, placeInFile: (path: Path) => Path): Mistake {
  return { ...mistake, path: placeInFile(mistake.path), because: mistake.because?.map(placeInFile) };
}

/** The top-level key that may hold secrets: user data and environment variables. */
const MAY_BE_SECRET = ["instances"];

function secretMistakes(secretKeys: readonly string[]): Mistake[] {
  return secretKeys
    .filter((key) => !MAY_BE_SECRET.includes(key))
    .map((key) => ({
      path: [key],
      value: SECRET,
      allowed: "plain values: the plan depends on them, and could not be shown",
      fix: "set it again without --secret; only user data and environment variables can be encrypted",
    }));
}

function hideSecrets(mistake: Mistake, secretKeys: readonly string[]): Mistake {
  return secretKeys.includes(String(mistake.path[0])) && mistake.value !== undefined
    ? { ...mistake, value: SECRET }
    : mistake;
}

/** Stands in for a missing value that something must be known of, so that the other rules can be applied. */
const STAND_INS: readonly (readonly [RegExp, unknown])[] = [
  [/^options$/, ["nlb"]],
  [/^service$/, { port: 5000 }],
  [/^service\.port$/, 5000],
  [/^regions$/, { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.0.0.0/16" } }],
  [/^regions\.[^.]+$/, { zones: ["a", "b", "c"], cidr: "10.0.0.0/16" }],
  [/^regions\.[^.]+\.zones$/, ["a", "b", "c"]],
  [/^regions\.[^.]+\.cidr$/, "10.0.0.0/16"],
  [/^dns\.zone$/, "example.com"],
];

/** As deep as the schema nests, and once more. */
const MOST_ROUNDS = 8;

interface Repaired {
  config?: StackConfig;
  /** The places that were taken out or filled in. */
  repaired: Path[];
  /** Turns a place in the repaired config into the place in the file: an element taken out of a list moves those behind it. */
  placeInFile: (path: Path) => Path;
}

/** Takes out what is malformed until the rest parses. What cannot be mended takes what it lies in with it. */
function repair(raw: Record<string, unknown>, malformed: readonly Path[]): Repaired {
  const repaired: Path[] = [];
  let candidate = new Candidate(raw);
  let places = [...malformed];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const place of places) repaired.push(mend(candidate, place));
    candidate = new Candidate(raw, candidate.removed, candidate.standIns);
    const current = candidate;
    const placeInFile = (path: Path) => current.placeInFile(path);
    const parsed = configSchema.safeParse(candidate.value);
    if (parsed.success) return { config: parsed.data, repaired, placeInFile };
    places = mistakesOf(parsed.error.issues, candidate.value).map(({ path }) => placeInFile(path));
  }
  return { repaired, placeInFile: (path) => path };
}

/** Removes what is wrong at a place, or fills in what is missing there. Gives the place that was changed. */
function mend(candidate: Candidate, place: Path): Path {
  const key = place.join(".");
  if (valueAt(candidate.raw, place) !== undefined && !candidate.removed.has(key)) {
    candidate.removed.add(key);
    return place;
  }
  const standIn = STAND_INS.find(([pattern]) => pattern.test(key));
  if (standIn && !candidate.standIns.has(key)) {
    candidate.standIns.set(key, standIn[1]);
    return place;
  }
  const holder = place.slice(0, -1);
  candidate.removed.add(holder.join("."));
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
      const index = typeof part === "number" ? this.kept.get(place.join("."))?.[part] : undefined;
      return [...place, index ?? part];
    }, []);
  }

  private copy(value: unknown, path: Path): unknown {
    if (value === null || typeof value !== "object") return value;
    const stays = (part: string | number) => !this.removed.has([...path, part].join("."));
    if (Array.isArray(value)) {
      const indexes = [...value.keys()].filter(stays);
      this.kept.set(path.join("."), indexes);
      return indexes.map((index) => this.copy(value[index], [...path, index]));
    }
    const entries = Object.entries(value)
      .filter(([key]) => stays(key))
      .map(([key, each]): [string, unknown] => [key, this.copy(each, [...path, key])]);
    return { ...Object.fromEntries(entries), ...this.standInsOf(path) };
  }

  private standInsOf(path: Path): Record<string, unknown> {
    const prefix = path.length === 0 ? "" : `${path.join(".")}.`;
    const here = [...this.standIns].filter(
      ([key]) => key.startsWith(prefix) && !key.slice(prefix.length).includes("."),
    );
    return Object.fromEntries(here.map(([key, value]) => [key.slice(prefix.length), structuredClone(value)]));
  }
}

function onePerPlace(mistakes: readonly Mistake[]): Mistake[] {
  return [...new Map([...mistakes].reverse().map((each) => [JSON.stringify(each.path), each])).values()].reverse();
}

/** Sorts by where the mistakes stand in the file; what is missing comes last in its section. */
function inFileOrder(mistakes: readonly Mistake[], raw: unknown): Mistake[] {
  const position = ({ path }: Mistake): number[] =>
    path.map((part, depth) => {
      const holder = valueAt(raw, path.slice(0, depth));
      if (typeof part === "number" || holder === null || typeof holder !== "object") return Number(part) || 0;
      const index = Object.keys(holder).indexOf(part);
      return index < 0 ? Number.MAX_SAFE_INTEGER : index;
    });
  return mistakes
    .map((mistake) => ({ mistake, at: position(mistake) }))
    .sort((one, other) => {
      const depth = one.at.findIndex((part, index) => part !== other.at[index]);
      return depth < 0 ? one.at.length - other.at.length : (one.at[depth] ?? -1) - (other.at[depth] ?? -1);
    })
    .map(({ mistake }) => mistake);
}
