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
  const { config, repaired } = first.success
    ? { config: first.data as StackConfig, repaired: [] }
    : repair(
        raw,
        form.map(({ path }) => path),
      );
  const meaning = config ? CHECKS.flatMap((check) => check(config)) : [];
  const trusted = meaning.filter(
    ({ path, because = [] }) => ![path, ...because].some((at) => repaired.some((gone) => related(gone, at))),
  );
  const mistakes = onePerPlace([...secretMistakes(secretKeys), ...form, ...trusted]).map((each) =>
    hideSecrets(each, secretKeys),
  );
  if (mistakes.length > 0 || !config) return { mistakes: inFileOrder(mistakes, raw) };
  return { config };
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

/** Takes out what is malformed until the rest parses. What cannot be mended takes what it lies in with it. */
function repair(raw: Record<string, unknown>, malformed: readonly Path[]): { config?: StackConfig; repaired: Path[] } {
  const candidate = structuredClone(raw);
  const repaired: Path[] = [];
  let paths = [...malformed];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const path of deepestAndLastFirst(paths)) repaired.push(mend(candidate, path));
    const parsed = configSchema.safeParse(candidate);
    if (parsed.success) return { config: parsed.data, repaired };
    paths = mistakesOf(parsed.error.issues, candidate).map(({ path }) => path);
  }
  return { repaired };
}

/** Removes what is wrong at a place, or fills in what is missing there. Gives the place that was changed. */
function mend(candidate: Record<string, unknown>, path: Path): Path {
  if (valueAt(candidate, path) !== undefined) {
    remove(candidate, path);
    return path;
  }
  const standIn = STAND_INS.find(([pattern]) => pattern.test(path.join(".")));
  if (standIn) {
    insert(candidate, path, structuredClone(standIn[1]));
    return path;
  }
  const holder = path.slice(0, -1);
  if (holder.length > 0) remove(candidate, holder);
  return holder;
}

/** Taking an element out of a list moves those behind it. */
function deepestAndLastFirst(paths: readonly Path[]): Path[] {
  return [...paths].sort((one, other) => {
    const [a, b] = [one.at(-1), other.at(-1)];
    return other.length - one.length || (typeof a === "number" && typeof b === "number" ? b - a : 0);
  });
}

function remove(root: Record<string, unknown>, path: Path): void {
  const holder = valueAt(root, path.slice(0, -1));
  const key = path.at(-1);
  if (Array.isArray(holder) && typeof key === "number") holder.splice(key, 1);
  else if (holder !== null && typeof holder === "object") Reflect.deleteProperty(holder, String(key));
}

function insert(root: Record<string, unknown>, path: Path, value: unknown): void {
  const holder = valueAt(root, path.slice(0, -1));
  if (holder !== null && typeof holder === "object" && !Array.isArray(holder))
    (holder as Record<string, unknown>)[String(path.at(-1))] = value;
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
