import { mistakesOf, valueAt } from "./issues";
import { STACK_KINDS, type StackKind } from "./kind";
import { CONSUMER, SERVICE, type Kind } from "./kinds";
import { nearest, related, SECRET, type Mistake, type Path } from "./mistakes";
import { repair, type Repaired } from "./repair";
import type { ConsumerStackConfig, StackConfig } from "./schema";

export type Validation<C = StackConfig> = { config: C; mistakes?: undefined } | { mistakes: Mistake[] };

/**
 * What a stack is: what it says, or where that is no kind, what it seems to be. Its mistakes are told by the rules of that kind,
 * and that the kind is none is one of them.
 */
export function kindOf({ kind = "service", ...rest }: Record<string, unknown>): StackKind {
  const meant = STACK_KINDS.find((known) => known === (typeof kind === "string" ? nearest(kind, STACK_KINDS) : kind));
  return meant ?? ("consumer" in rest || "provider" in rest ? "consumer" : "service");
}

/** Finds every mistake in what the file of a service says, or gives the config with its defaults. */
export const validate = (raw: Record<string, unknown>, secretKeys: readonly string[] = []): Validation =>
  validateAs(SERVICE, raw, secretKeys);

/** The same of a consumer's stack. */
export const validateConsumer = (
  raw: Record<string, unknown>,
  secretKeys: readonly string[] = [],
): Validation<ConsumerStackConfig> => validateAs(CONSUMER, raw, secretKeys);

/**
 * The rules over several fields need a config whose fields are well formed. Where some are not, they are taken out (or
 * filled in, where something must stand there) and the rules are applied to what is left; what they then say about those
 * fields is dropped. So a wrong port does not hide two overlapping VPCs.
 */
function validateAs<C>(kind: Kind<C>, raw: Record<string, unknown>, secretKeys: readonly string[]): Validation<C> {
  const first = kind.schema.safeParse(raw);
  const form = first.success ? [] : mistakesOf(first.error.issues, raw, kind);
  const { config, repaired, placeInFile }: Repaired<C> = first.success
    ? { config: first.data, repaired: [], placeInFile: (path) => path }
    : repair(
        raw,
        form.map(({ path }) => path),
        kind,
      );
  const meaning = config ? kind.checks.flatMap((check) => check(config)).map((each) => placed(each, placeInFile)) : [];
  const trusted = meaning.filter(
    ({ path, because = [] }) => ![path, ...because].some((at) => repaired.some((gone) => related(gone, at))),
  );
  const mistakes = onePerPlace([
    ...secretMistakes(secretKeys, kind),
    ...kind.rawChecks.flatMap((check) => check(raw)),
    ...form,
    ...trusted,
  ]).map((each) => hideSecrets(each, secretKeys));
  if (mistakes.length > 0 || !config) return { mistakes: inFileOrder(mistakes, raw) };
  return { config };
}

function placed(mistake: Mistake, placeInFile: (path: Path) => Path): Mistake {
  return { ...mistake, path: placeInFile(mistake.path), because: mistake.because?.map(placeInFile) };
}

function secretMistakes<C>(secretKeys: readonly string[], { maybeSecret }: Kind<C>): Mistake[] {
  return secretKeys
    .filter((key) => !maybeSecret.keys.includes(key))
    .map((key) => ({
      path: [key],
      value: SECRET,
      allowed: "plain values: the plan depends on them, and could not be shown",
      fix: `set it again without --secret; ${maybeSecret.rule}`,
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
