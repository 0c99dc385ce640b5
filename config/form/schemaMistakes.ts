import type { z } from "zod";
import type { Mistake, Path } from "../mistakes";
import { valueAt } from "../valueAt";
import { type KeyReference, allowedAt, exampleOf } from "./allowedWords";
import type { FormMistake } from "./formMistake";
import { withMisplacedValues } from "./misplaced";
import { missingFix } from "./missing";
import { nearFix } from "./nearForms";
import { type SchemaNode, chosenAlternative, jsonSchemaOf, schemaAt } from "./schemaNodes";
import { otherArn, suggestedValue } from "./suggestions";
import { unknownKeys } from "./unknownKeys";
import { fixOfValue, listOfOne } from "./valueFixes";

type Issue = z.core.$ZodIssue;

/** What the messages of a schema are made from. */
export interface Wording {
  schema: z.ZodType;
  /** Keys that belong elsewhere, and what to do about one. */
  foreign: { keys: readonly string[]; fix: string };
  reference: KeyReference;
}

/** Mistakes of form, in the words of the schema. */
export const schemaMistakes = (issues: readonly Issue[], raw: unknown, wording: Wording): Mistake[] =>
  formMistakes(issues, raw, wording).mistakes;

/** The same, with the places of those keys that stand there by another name. */
export function formMistakes(
  issues: readonly Issue[],
  raw: unknown,
  wording: Wording,
): { mistakes: Mistake[]; renamed: Path[] } {
  const { schema, foreign } = wording;
  const found = mistakesOfIssues(issues, raw, wording).map((mistake): FormMistake => {
    if (mistake.path.length > 1 || !foreign.keys.includes(String(mistake.path[0]))) return mistake;
    const { meant: _meant, renamed: _renamed, ...rest } = mistake;
    return { ...rest, allowed: rest.again ?? rest.allowed, fix: foreign.fix };
  });
  const mistakesIn = (said: unknown) => {
    const { error } = schema.safeParse(said);
    return error ? mistakesOfIssues(error.issues, said, wording) : [];
  };
  return {
    mistakes: withoutRenamed(withMisplacedValues(found, raw, mistakesIn)).map(
      ({ meant: _meant, renamed: _renamed, isAlone: _isAlone, ...mistake }) => mistake,
    ),
    renamed: found.flatMap(({ renamed }) => (renamed && valueAt(raw, renamed) === undefined ? [renamed] : [])),
  };
}

/** A key that stands there by another name is not missing: what to write says it all. */
function withoutRenamed(mistakes: readonly FormMistake[]): FormMistake[] {
  const renamed = new Set(mistakes.map((each) => JSON.stringify(each.renamed)));
  return mistakes.filter(({ path, value }) => value !== undefined || !renamed.has(JSON.stringify(path)));
}

/** What an issue is told by. */
interface Context {
  raw: unknown;
  root: SchemaNode;
  reference: KeyReference;
}

function mistakesOfIssues(issues: readonly Issue[], raw: unknown, { schema, reference }: Wording): FormMistake[] {
  const context = { raw, root: jsonSchemaOf(schema), reference };
  return issues.flatMap((issue) => mistakesFromIssue(issue, [], context));
}

function mistakesFromIssue(issue: Issue, prefix: Path, context: Context): FormMistake[] {
  const { raw, root, reference } = context;
  const path: Path = [...prefix, ...(issue.path as Path)];
  if (issue.code === "unrecognized_keys") {
    const holder = valueAt(raw, path);
    const parent = chosenAlternative(schemaAt(root, path, raw), holder);
    return unknownKeys(issue.keys, path, holder, { parent, root, reference });
  }
  if (issue.code === "invalid_union") {
    const branch = likelyAlternative(issue);
    if (branch) return branch.flatMap((inner) => mistakesFromIssue(inner, path, context));
  }
  return [invalidValue(issue, path, context)];
}

/** The likely alternative of a union: of those whose type is that of the value, the one with the fewest issues, where there is one such. */
function likelyAlternative(issue: z.core.$ZodIssueInvalidUnion): Issue[] | undefined {
  const branches = issue.errors
    .map((issues) => ({ issues, fits: !issues.some(isWrongType) }))
    .sort((one, other) => Number(other.fits) - Number(one.fits) || one.issues.length - other.issues.length);
  const [best, next] = branches;
  const inside = best?.issues.some(({ path }) => path.length > 0);
  const likelier = best && next && (best.fits !== next.fits || best.issues.length < next.issues.length);
  return inside && likelier ? best.issues : undefined;
}

/** Whether the whole value is of another type, as a text is where a mapping must be. */
const isWrongType = ({ code, path }: Issue): boolean => code === "invalid_type" && path.length === 0;

function invalidValue(issue: Issue, path: Path, { raw, root, reference }: Context): FormMistake {
  const holder = schemaAt(root, path.slice(0, -1), raw);
  const node = issue.code === "invalid_key" ? holder?.propertyNames : schemaAt(root, path, raw);
  const value = valueAt(raw, path);
  const isRequired = holder?.required?.includes(String(path.at(-1))) ?? false;
  const allowed = allowedAt(node, path, reference);
  const fix =
    issue.code === "custom"
      ? issue.message
      : (otherArn(value) ??
        suggestedValue(value, node) ??
        (issue.code === "invalid_key" ? undefined : nearFix(value, path, node)) ??
        fixOfValue(value, issue, path, node, isRequired) ??
        (value === undefined ? missingFix(path, raw, root) : undefined));
  return {
    path,
    value,
    ...allowed,
    fix: fix ?? `give ${allowed.again ?? allowed.allowed}${exampleOf(allowed.allowed)}`,
    ...(fix !== undefined && fix === listOfOne(value) && { isAlone: true }),
  };
}
