import { CHECKS } from "./checks";
import { mistakesOf, valueAt } from "./issues";
import { related, SECRET, type Mistake, type Path } from "./mistakes";
import { repair, type Repaired } from "./repair";
import { conflicts } from "../plan/options";
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
  const mistakes = onePerPlace([...secretMistakes(secretKeys), ...conflictMistakes(raw), ...form, ...trusted]).map(
    (each) => hideSecrets(each, secretKeys),
  );
  if (mistakes.length > 0 || !config) return { mistakes: inFileOrder(mistakes, raw) };
  return { config };
}

function placed(mistake: Mistake, placeInFile: (path: Path) => Path): Mistake {
  return { ...mistake, path: placeInFile(mistake.path), because: mistake.because?.map(placeInFile) };
}

/** The top-level keys that may hold secrets: user data and environment variables. */
const MAY_BE_SECRET = ["instances", "ecs"];

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

/** Options that exclude each other are told so even where one of them is no option: the reason is what people need. */
function conflictMistakes({ options }: Record<string, unknown>): Mistake[] {
  if (!Array.isArray(options)) return [];
  return conflicts(options).map(({ options: [one, other], reason, fix }) => ({
    path: ["options", options.indexOf(other)],
    value: other,
    allowed: `no ${other} beside ${one}: ${reason}`,
    fix,
  }));
}

function hideSecrets(mistake: Mistake, secretKeys: readonly string[]): Mistake {
  return secretKeys.includes(String(mistake.path[0])) && mistake.value !== undefined
    ? { ...mistake, value: SECRET }
    : mistake;
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
