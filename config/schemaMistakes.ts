import { z } from "zod";
import { closestWord } from "../plan/closestWord";
import { PARTITION, type Partition, isRegionName, otherPartitionOf, otherPartitionOfArn } from "../plan/regions";
import type { Mistake, Path } from "./mistakes";
import { fixOfOtherTools } from "./otherToolsKeys";
import { fixOfValue } from "./valueFixes";

/** The parts of a JSON Schema that messages are made from. */
interface SchemaNode {
  type?: string;
  description?: string;
  allowed?: string;
  fix?: string;
  words?: readonly string[];
  properties?: Record<string, SchemaNode>;
  required?: readonly string[];
  additionalProperties?: SchemaNode | false;
  propertyNames?: SchemaNode;
  items?: SchemaNode;
  minItems?: number;
  enum?: unknown[];
  const?: unknown;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
}

type Issue = z.core.$ZodIssue;

/** What the messages of a schema are made from. */
export interface Wording {
  schema: z.ZodType;
  /** Keys that belong elsewhere, and what to do about one. */
  foreign: { keys: readonly string[]; fix: string };
}

/** Schemas as words; made when the first mistake needs them. */
const JSON_SCHEMAS = new WeakMap<z.ZodType, SchemaNode>();

function jsonSchemaOf(schema: z.ZodType): SchemaNode {
  const known = JSON_SCHEMAS.get(schema) ?? (z.toJSONSchema(schema, { io: "input" }) as SchemaNode);
  JSON_SCHEMAS.set(schema, known);
  return known;
}

/** Mistakes of form, in the words of the schema. */
export function schemaMistakes(issues: readonly Issue[], raw: unknown, { schema, foreign }: Wording): Mistake[] {
  const words = jsonSchemaOf(schema);
  return withoutRenamed(issues.flatMap((issue) => mistakesFromIssue(issue, [], raw, words))).map((mistake) => {
    const [key, ...inside] = mistake.path;
    return inside.length === 0 && foreign.keys.includes(String(key)) ? { ...mistake, fix: foreign.fix } : mistake;
  });
}

/** A key that stands there by another name is not missing: what to write says it all. */
function withoutRenamed(mistakes: readonly Mistake[]): Mistake[] {
  const meant = new Set(
    mistakes.flatMap(({ path, value, fix }) => {
      const key = value === undefined ? undefined : /^write ([^\s:]+)(?=$|: )/.exec(fix)?.[1];
      return key === undefined ? [] : [JSON.stringify([...path.slice(0, -1), key])];
    }),
  );
  return mistakes.filter(({ path, value }) => value !== undefined || !meant.has(JSON.stringify(path)));
}

function mistakesFromIssue(issue: Issue, prefix: Path, raw: unknown, root: SchemaNode): Mistake[] {
  const path: Path = [...prefix, ...(issue.path as Path)];
  if (issue.code === "unrecognized_keys") {
    const holder = valueAt(raw, path);
    return unknownKeys(issue.keys, path, holder, chosenAlternative(schemaAt(root, path, raw), holder), root);
  }
  if (issue.code === "invalid_union") {
    const branch = likelyAlternative(issue);
    if (branch) return branch.flatMap((inner) => mistakesFromIssue(inner, path, raw, root));
  }
  return [invalidValue(issue, path, raw, root)];
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

function unknownKeys(
  keys: readonly string[],
  path: Path,
  holder: unknown,
  parent: SchemaNode | undefined,
  root: SchemaNode,
): Mistake[] {
  const isName = parent?.propertyNames !== undefined;
  const known = knownKeys(parent);
  const list = `the keys ${known.join(", ")}`;
  const allowed = parent?.propertyNames ? (parent.allowed ?? list) : list;
  return keys.map((key, index) => ({
    path: [...path, key],
    value: valueAt(holder, [key]),
    allowed,
    // Looked for by each known key; not all of so many are told.
    fix:
      (index < MAX_SUGGESTED
        ? (unknownKeyFix(key, path, holder, known) ?? elsewhereFix(key, path, root))
        : undefined) ??
      (isName ? parent.fix : undefined) ??
      "remove it",
  }));
}

/** A key of the same mapping that is like it, then a word of another tool for one of ours, wherever that stands. */
function unknownKeyFix(key: string, path: Path, holder: unknown, known: readonly string[]): string | undefined {
  const value = valueAt(holder, [key]);
  const exact = known.find((each) => each.toLowerCase() === key.toLowerCase().replaceAll(/[_-]/g, ""));
  if (exact !== undefined) return `write ${exact}`;
  return fixOfOtherTools(key, value, path) ?? suggestedFix(key, known);
}

/** A key that is right in one other section alone, at its top. What lies deeper has the same name for something else. */
function elsewhereFix(key: string, path: Path, root: SchemaNode): string | undefined {
  if (path.length > 1) return undefined;
  const places = (placesOfKeys(root).get(key) ?? []).filter((place) => place.split(".").length === 2);
  return places.length === 1 && places[0] !== [...path, key].join(".") ? `move it: it is ${places[0]}` : undefined;
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

/** More than these are not told of one mapping. */
const MAX_SUGGESTED = 100;

const unsupported = ({ name, why }: Partition): string => `${name}, which this program does not support: ${why}`;

/** What to write instead of an ARN of another partition; undefined for every other value. */
function otherArn(value: unknown): string | undefined {
  const partition = typeof value === "string" ? otherPartitionOfArn(value) : undefined;
  return partition && `give one of the partition ${PARTITION}: this is of ${unsupported(partition)}`;
}

/** What to write instead of a word; undefined where no known one is like it. */
function suggestedFix(word: string, known: readonly string[]): string | undefined {
  const partition = otherPartitionOf(word);
  if (partition) return `choose a region of the partition ${PARTITION}: ${word} is of ${unsupported(partition)}`;
  const suggestion = closestWord(word, known);
  if (suggestion === undefined) return undefined;
  // A region that is newer than the table is no slip of the pen.
  const newer = isRegionName(word) && isRegionName(suggestion);
  return newer
    ? `write ${suggestion}; a region that is newer than those is none yet of this program`
    : `write ${suggestion}`;
}

function invalidValue(issue: Issue, path: Path, raw: unknown, root: SchemaNode): Mistake {
  const node =
    issue.code === "invalid_key" ? schemaAt(root, path.slice(0, -1), raw)?.propertyNames : schemaAt(root, path, raw);
  const value = valueAt(raw, path);
  const fix =
    issue.code === "custom"
      ? issue.message
      : (otherArn(value) ?? suggestedValue(value, node) ?? fixOfValue(value, issue, path, node));
  const allowed = node?.allowed ?? allowedValues(node);
  return {
    path,
    value,
    allowed,
    fix: fix ?? (value === undefined ? "add it" : `give ${allowed}${exampleOf(allowed)}`),
  };
}

function suggestedValue(value: unknown, node: SchemaNode | undefined): string | undefined {
  const words = node?.words ?? node?.enum ?? node?.anyOf?.map((each) => each.const);
  if (typeof value !== "string" || !words) return undefined;
  return suggestedFix(
    value,
    words.filter((word) => typeof word === "string"),
  );
}

/** Of mappings of several kinds, how one is written. */
function exampleOf(allowed: string): string {
  const kind = /^a mapping with kind: (\S+) or/.exec(allowed)?.[1];
  return kind === undefined ? "" : `, such as { kind: ${kind} }`;
}

function allowedValues(node: SchemaNode | undefined): string {
  const choice = choiceOf(node?.oneOf ?? node?.anyOf ?? []);
  if (choice !== undefined) return choice;
  switch (node?.type) {
    case "object":
      return node.properties ? `a mapping with the keys ${knownKeys(node).join(", ")}` : "a mapping";
    case "array": {
      const items = node.items?.allowed ?? "values";
      return node.minItems ? `a list, not empty, each ${items}` : `a list, each ${items}`;
    }
    case "string":
      return node.const === undefined ? "a text" : `the word ${JSON.stringify(node.const)}`;
    default:
      return node?.description ?? "a value that the schema knows";
  }
}

/** Alternatives in words, where each is a word or a mapping of a kind. */
function choiceOf(alternatives: readonly SchemaNode[]): string | undefined {
  if (alternatives.length === 0) return undefined;
  const kinds = alternatives.map(kindConstant);
  if (kinds.every((kind) => typeof kind === "string")) return `a mapping with kind: ${kinds.join(" or ")}`;
  const words = alternatives.map((each, index) => kinds[index] ?? each.const);
  return words.every((word) => typeof word === "string") ? `one of ${words.join(", ")}` : undefined;
}

function knownKeys(node: SchemaNode | undefined): string[] {
  const names = node?.propertyNames?.enum;
  if (names) return names.map(String);
  // Other namespaces are none of the keys of ours.
  return Object.keys(node?.properties ?? {}).filter((key) => !key.endsWith(":"));
}

/** The schema of a place, following the alternative of a union that the value has chosen by its `kind` or its keys. */
function schemaAt(root: SchemaNode, path: Path, raw: unknown): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const [depth, part] of path.entries()) {
    node = childSchema(node, part, valueAt(raw, path.slice(0, depth)));
  }
  return node;
}

function childSchema(node: SchemaNode | undefined, part: string | number, value: unknown): SchemaNode | undefined {
  if (typeof part === "number") return node?.items ?? alternativesOf(node)?.find(({ items }) => items)?.items;
  const kinds = alternativesOf(node);
  const chosen = chosenAlternative(node, value, part);
  if (part === "kind" && kinds && kindConstant(chosen) !== (value as Record<string, unknown>)["kind"])
    return { enum: kinds.map(kindConstant), allowed: `one of ${kinds.map(kindConstant).join(", ")}` };
  return chosen?.properties?.[part] ?? (chosen?.additionalProperties || undefined);
}

const alternativesOf = (node: SchemaNode | undefined): SchemaNode[] | undefined =>
  node?.properties ? undefined : (node?.oneOf ?? node?.anyOf);

const kindConstant = (node: SchemaNode | undefined): unknown => node?.properties?.["kind"]?.const;

/** The alternative that a value chose by its `kind`, else the one that has the key; a node without alternatives is itself. */
function chosenAlternative(node: SchemaNode | undefined, value: unknown, key?: string): SchemaNode | undefined {
  const alternatives = alternativesOf(node);
  if (!alternatives) return node;
  const kind = (value as Record<string, unknown> | undefined)?.["kind"];
  return (
    alternatives.find((each) => kind !== undefined && kindConstant(each) === kind) ??
    alternatives.find((each) => key !== undefined && each.properties && key in each.properties) ??
    // The one that takes any of some names.
    (typeof value === "object" ? alternatives.find(({ propertyNames }) => propertyNames) : undefined)
  );
}

export function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      value === null || typeof value !== "object" ? undefined : (value as Record<string | number, unknown>)[part],
    raw,
  );
}

/** A key that no stack file may have, and what is told of it. */
export type ToldKey = Pick<Mistake, "path" | "allowed" | "fix">;

/** Those of some keys that a stack file has. */
export const toldKeys = (raw: Record<string, unknown>, keys: readonly ToldKey[]): Mistake[] =>
  keys.flatMap((each) => {
    const value = valueAt(raw, each.path);
    return value === undefined ? [] : [{ ...each, value }];
  });
