import { type Mistake, type Path, pathText } from "../mistakes";
import { type SchemaNode, kindConstant, knownKeys } from "./schemaNodes";

/** What `allowed` of a mistake says, in full and where the same was said above. */
export type Allowed = Pick<Mistake, "allowed" | "again">;

/** What is told of keys: what has them all, and where each of a place is explained. */
export interface KeyReference {
  whole: string;
  pageOf: (path: Path) => string;
}

/** No more keys are listed: the page has them all. */
const MAX_LISTED = 40;

/** So long a list stands in one line, and needs no page. */
const MAX_SHORT = 64;

/** Which keys a mapping may have, for who hears beside it which one is meant: by their names where they are few. */
export const keysMeant = (known: readonly string[], path: Path, reference: KeyReference): Allowed =>
  isShort(known) ? keysOfPlace(known, path, reference) : { allowed: keysByPlace(path, reference) };

/** The same by their names, for who must choose among them. */
export function keysOfPlace(known: readonly string[], path: Path, reference: KeyReference): Allowed {
  if (isShort(known)) return { allowed: `the keys ${known.join(", ")}` };
  return {
    allowed: `the keys ${listed(known)} (${reference.pageOf(path)})`,
    again: keysByPlace(path, reference),
  };
}

const isShort = (known: readonly string[]): boolean => known.join(", ").length <= MAX_SHORT;

const keysByPlace = (path: Path, { whole, pageOf }: KeyReference): string =>
  `the keys of ${path.length === 0 ? whole : placeName(path)}, in ${pageOf(path)}`;

/** `service.healthCheck`, `aws:endpoints[0]` */
const placeName = ([key = "", ...rest]: Path): string => {
  const [namespace, isNamespace] = [String(key).slice(0, -1), String(key).endsWith(":")];
  if (!isNamespace) return pathText([key, ...rest]);
  return rest.length === 0 ? namespace : `${namespace}:${pathText(rest)}`;
};

const listed = (keys: readonly string[]): string =>
  keys.length <= MAX_LISTED
    ? keys.join(", ")
    : `${keys.slice(0, MAX_LISTED).join(", ")} and ${keys.length - MAX_LISTED} more`;

/** What may stand at a place, by its schema. */
export function allowedAt(node: SchemaNode | undefined, path: Path, reference: KeyReference): Allowed {
  if (node?.allowed !== undefined) return { allowed: node.allowed };
  const choice = choiceOf(node?.oneOf ?? node?.anyOf ?? []);
  if (choice !== undefined) return { allowed: choice };
  if (node?.type === "array") return listOf(node, path, reference);
  if (node?.type !== "object") return { allowed: otherThanMapping(node) };
  const keys = knownKeys(node);
  if (!node.properties) return { allowed: mappingByNames(node) };
  const { allowed, again } = keysOfPlace(keys, path, reference);
  return { allowed: `a mapping with ${allowed}`, ...(again !== undefined && { again: `a mapping with ${again}` }) };
}

function listOf({ items, minItems }: SchemaNode, path: Path, reference: KeyReference): Allowed {
  const { allowed, again } = allowedAt(items, path, reference);
  const list = minItems ? "a list, not empty, each" : "a list, each";
  return { allowed: `${list} ${allowed}`, ...(again !== undefined && { again: `${list} ${again}` }) };
}

/** Values by names: what is known of either. */
function mappingByNames({ propertyNames, additionalProperties }: SchemaNode): string {
  const [name, value] = [propertyNames?.allowed, (additionalProperties || undefined)?.allowed];
  return `a mapping${name === undefined ? "" : `; its keys: ${name}`}${value === undefined ? "" : `; each value: ${value}`}`;
}

function otherThanMapping(node: SchemaNode | undefined): string {
  if (node?.type !== "string") return node?.description ?? "a value that the schema knows";
  return node.const === undefined ? "a text" : `the word ${JSON.stringify(node.const)}`;
}

/** Alternatives in words, where each is a word or a mapping of a kind. */
function choiceOf(alternatives: readonly SchemaNode[]): string | undefined {
  if (alternatives.length === 0) return undefined;
  const kinds = alternatives.map(kindConstant);
  if (kinds.every((kind) => typeof kind === "string")) return `a mapping with kind: ${kinds.join(" or ")}`;
  const words = alternatives.map((each, index) => kinds[index] ?? each.const);
  return words.every((word) => typeof word === "string") ? `one of ${words.join(", ")}` : undefined;
}

/** Of mappings of several kinds, how one is written. */
export function exampleOf(allowed: string): string {
  const kind = /^a mapping with kind: (\S+) or/.exec(allowed)?.[1];
  return kind === undefined ? "" : `, such as { kind: ${kind} }`;
}
