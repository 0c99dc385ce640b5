import { closestWord } from "../plan/closestWord";
import { type Mistake, type Path, SECRET, allowedOnce, boundedMistakes, onePerPath, pathsOverlap } from "./mistakes";
import { type PartialConfig, parsePartially } from "./partialConfig";
import type { StackConfig } from "./schema";
import { formMistakes } from "./form/schemaMistakes";
import { AWS_KEY, AWS_SECRETS } from "./sections/aws";
import type { ConsumerStackConfig } from "./sections/consumerStack";
import { STACK_KINDS, type StackKind } from "./sections/kind";
import { CONSUMER_STACK, SERVICE_STACK, type StackDefinition } from "./stackDefinitions";
import { valueAt } from "./valueAt";

export type Validation<C = StackConfig> = { config: C; mistakes?: undefined } | { mistakes: Mistake[] };

/**
 * What a stack is: what it says, or where that is no kind, what it seems to be. Its mistakes are found by the rules of that kind,
 * and that the kind is none is one of them.
 */
export function stackKindOf({ kind = "service", ...rest }: Record<string, unknown>): StackKind {
  const matching = STACK_KINDS.find(
    (known) => known === (typeof kind === "string" ? closestWord(kind, STACK_KINDS) : kind),
  );
  return matching ?? ("consumer" in rest || "provider" in rest ? "consumer" : "service");
}

/** Finds every mistake in what the file of a service says, or gives the config with its defaults. */
export const validate = (raw: Record<string, unknown>, secretKeys: readonly string[] = []): Validation =>
  validateAs(SERVICE_STACK, raw, secretKeys);

/** The same of a consumer's stack. */
export const validateConsumer = (
  raw: Record<string, unknown>,
  secretKeys: readonly string[] = [],
): Validation<ConsumerStackConfig> => validateAs(CONSUMER_STACK, raw, secretKeys);

/**
 * The rules over several fields need a config whose fields are well formed. Where some are not, they are taken out (or
 * filled in, where something must stand there) and the rules are applied to what is left; what they then find about those
 * fields, or misses where it has another name, is dropped. So a wrong port does not hide two overlapping VPCs.
 */
function validateAs<C>(
  kind: StackDefinition<C>,
  raw: Record<string, unknown>,
  secretKeys: readonly string[],
): Validation<C> {
  const first = kind.schema.safeParse(raw);
  const form = first.success ? { mistakes: [], renamed: [] } : formMistakes(first.error.issues, raw, kind);
  const { config, changedPaths, pathInFile }: PartialConfig<C> = first.success
    ? { config: first.data, changedPaths: [], pathInFile: (path) => path }
    : parsePartially(
        raw,
        form.mistakes.map(({ path }) => path),
        kind,
      );
  const ruleMistakes = config
    ? kind.checks.flatMap((check) => check(config)).map((each) => asInFile(each, { config, raw, pathInFile }))
    : [];
  const isRenamed = (path: Path) => form.renamed.some((place) => place.join("\0") === path.join("\0"));
  const trusted = ruleMistakes.filter(
    ({ path, because = [] }) =>
      !isRenamed(path) &&
      ![path, ...because].some((at) => changedPaths.some((changedPath) => pathsOverlap(changedPath, at))),
  );
  const mistakes = onePerPath([
    ...secretMistakes(secretKeys, kind),
    ...kind.rawChecks.flatMap((check) => check(raw)),
    ...form.mistakes,
    ...trusted,
  ]).map((each) => hideSecrets(each, secretKeys));
  if (mistakes.length > 0 || !config) return { mistakes: allowedOnce(boundedMistakes(inFileOrder(mistakes, raw))) };
  return { config };
}

/** A mistake of the config, with the place that the file has, and of a mapping what stands there: without its defaults. */
function asInFile<C>(
  mistake: Mistake,
  { config, raw, pathInFile }: { config: C; raw: unknown; pathInFile: PartialConfig<C>["pathInFile"] },
): Mistake {
  const { value, because } = mistake;
  const path = pathInFile(mistake.path);
  const isWhole = typeof value === "object" && value === valueAt(config, mistake.path);
  return {
    ...mistake,
    path,
    value: isWhole ? (valueAt(raw, path) ?? value) : value,
    because: because?.map(pathInFile),
  };
}

function secretMistakes<C>(secretKeys: readonly string[], { maybeSecret }: StackDefinition<C>): Mistake[] {
  return secretKeys
    .filter((key) => !(isAwsSetting(key) ? AWS_SECRETS.includes(awsSetting(key)) : maybeSecret.keys.includes(key)))
    .map((key) => ({
      path: isAwsSetting(key) ? [AWS_KEY, awsSetting(key)] : [key],
      value: SECRET,
      allowed: "plain values: the plan depends on them, and could not be shown",
      fix: `set it again without --secret; ${
        isAwsSetting(key) ? `of the provider's settings ${AWS_SECRETS.join(", ")} can be encrypted` : maybeSecret.rule
      }`,
    }));
}

const isAwsSetting = (key: string): boolean => key.startsWith(AWS_KEY);
const awsSetting = (key: string): string => key.slice(AWS_KEY.length);

function hideSecrets(mistake: Mistake, secretKeys: readonly string[]): Mistake {
  const [key, setting] = mistake.path;
  const place = key === AWS_KEY ? `${AWS_KEY}${String(setting)}` : String(key);
  if (!secretKeys.includes(place) || mistake.value === undefined) return mistake;
  const { value, fix } = mistake;
  const tells = (typeof value === "string" || typeof value === "number") && fix.includes(`${value}`);
  return { ...mistake, value: SECRET, ...(tells && { fix: "give what is allowed there" }) };
}

/** Sorts by where the mistakes stand in the file; what is missing comes last in its section. */
function inFileOrder(mistakes: readonly Mistake[], raw: unknown): Mistake[] {
  const indexes = new Map<object, Map<string, number>>();
  const indexesOf = (holder: object): Map<string, number> => {
    const known = indexes.get(holder) ?? new Map(Object.keys(holder).map((key, index) => [key, index]));
    indexes.set(holder, known);
    return known;
  };
  const position = ({ path }: Mistake): number[] =>
    path.map((part, depth) => {
      const holder = valueAt(raw, path.slice(0, depth));
      if (typeof part === "number" || holder === null || typeof holder !== "object") return Number(part) || 0;
      return indexesOf(holder).get(part) ?? Number.MAX_SAFE_INTEGER;
    });
  return mistakes
    .map((mistake) => ({ mistake, at: position(mistake) }))
    .sort((one, other) => {
      const depth = one.at.findIndex((part, index) => part !== other.at[index]);
      return depth < 0 ? one.at.length - other.at.length : (one.at[depth] ?? -1) - (other.at[depth] ?? -1);
    })
    .map(({ mistake }) => mistake);
}
