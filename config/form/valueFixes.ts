import type { z } from "zod";
import type { Path } from "../mistakes";
import { letters } from "./otherToolsKeys";
import { quantityIn } from "./quantities";
import { rangeFix } from "./rangeFixes";

/** What of a JSON Schema says of which type a value must be. */
interface TypedNode {
  fix?: string;
  enum?: readonly unknown[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, TypedNode>;
  required?: readonly string[];
  propertyNames?: { enum?: readonly unknown[] };
  items?: { examples?: readonly unknown[] };
  examples?: readonly unknown[];
}

type Issue = z.core.$ZodIssue;

/** Of a whole number in a range: what is wrong with it says the rest. */
export const NUMBER_ALONE = "write the number alone, without a unit and without quotes";

/**
 * What to type instead of a value: first what can be read of it, then the field's own words, then what its type says.
 * Undefined where nothing can be said.
 *
 * @param isRequired whether the key must be there.
 */
export const fixOfValue = (
  value: unknown,
  issue: Issue,
  path: Path,
  node: TypedNode | undefined,
  isRequired: boolean,
): string | undefined =>
  nothingFix(value, issue, isRequired) ??
  (expects(issue, "object", "record") ? namesFix(value, node) : undefined) ??
  onlyOneFix(value, issue) ??
  quantityFix(value, issue, path) ??
  unitsOfCpus(value, path, node) ??
  wordOfFlag(value, issue) ??
  (expects(issue, "array") ? lettersFix(value, path) : rangeFix(value, path)) ??
  (node?.fix === undefined || node.fix === NUMBER_ALONE
    ? (boundFix(value, issue, node, isRequired) ?? typeFix(value, issue, node))
    : undefined) ??
  (node?.fix === NUMBER_ALONE && value === undefined ? "add it, as a number" : wordFix(node));

/** Of a word among some. */
export const ONE_OF_THESE = "choose one of these words";

/** That it must be one of them is said already: what it is without, or how one is written, helps who knows none. */
function wordFix(node: TypedNode | undefined): string | undefined {
  if (node?.fix !== ONE_OF_THESE) return node?.fix;
  if (typeof node.default === "string") return `${ONE_OF_THESE}, or remove it: ${node.default} is the default`;
  return node.enum === undefined ? ONE_OF_THESE : `${ONE_OF_THESE}, such as ${String(node.enum[0])}`;
}

/** A key with nothing behind its colon, where it may be absent. */
const nothingFix = (value: unknown, issue: Issue, isRequired: boolean): string | undefined =>
  value === null && !isRequired && expects(issue, "string", "int", "number", "boolean")
    ? "give a value behind the colon, or remove the key"
    : undefined;

/** Names alone, where each has a value; or a list of mappings. */
function namesFix(value: unknown, node: TypedNode | undefined): string | undefined {
  if (Array.isArray(value)) return value.length > 0 ? mappingFix(value, node) : undefined;
  return node?.propertyNames?.enum?.includes(value) ? `give a mapping: { ${String(value)}: … }` : undefined;
}

/** A list where one stands. */
const onlyOneFix = (value: unknown, issue: Issue): string | undefined =>
  Array.isArray(value) && typeof value[0] === "number" && expects(issue, "int", "number")
    ? `write one alone, without [ ]: ${value[0]}`
    : undefined;

const lettersFix = (value: unknown, path: Path): string | undefined =>
  path.at(-1) === "zones" && typeof value === "number"
    ? `give a list of letters, such as [${letters(value)}]`
    : undefined;

/** A number in quotes, or with its unit. */
function quantityFix(value: unknown, issue: Issue, path: Path): string | undefined {
  if (!expects(issue, "number", "int")) return undefined;
  const number = quantityIn(value, String(path.at(-1)));
  return number === undefined ? undefined : `write ${number}, the number alone and without quotes`;
}

const isWithin = (value: number, { minimum = -Infinity, maximum = Infinity }: TypedNode = {}): boolean =>
  value >= minimum && value <= maximum;

/** CPUs, where units of them are meant: of a task, as a container beside may have so few. */
const unitsOfCpus = (value: unknown, path: Path, node: TypedNode | undefined): string | undefined =>
  path.join(".") === "ecs.cpuUnits" &&
  typeof value === "number" &&
  !isWithin(value, node) &&
  isWithin(value * 1024, node)
    ? `write ${value * 1024}: a vCPU is 1024 units`
    : undefined;

function boundFix(value: unknown, issue: Issue, node: TypedNode | undefined, isRequired: boolean): string | undefined {
  if (expects(issue, "int") && typeof value === "number" && isWithin(Math.round(value), node))
    return `write ${Math.round(value)}, a whole number`;
  if (issue.code === "too_small" && issue.origin === "number") return `write ${issue.minimum} or more`;
  if (issue.code === "too_big" && issue.origin === "number") return `write ${issue.maximum} or less`;
  if (issue.code === "too_small" && issue.origin === "array")
    return `give a list with one or more${isRequired ? "" : ", or remove the key"}`;
  return undefined;
}

/** True and false in quotes, and what YAML once took for them. */
function wordOfFlag(value: unknown, issue: Issue): string | undefined {
  if (!expects(issue, "boolean") || typeof value !== "string") return undefined;
  const word = value.toLowerCase();
  if (["true", "yes", "on", "y", "enabled"].includes(word)) return "write true, without quotes";
  if (["false", "no", "off", "n", "disabled"].includes(word)) return "write false, without quotes";
  return undefined;
}

/** What to do about one value, or some in one text, where a list is meant; undefined of any other. */
export const listOfOne = (value: unknown): string | undefined =>
  isScalar(value) ? `give a list, also of one: [${value}]` : undefined;

function typeFix(value: unknown, issue: Issue, node: TypedNode | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (expects(issue, "object", "record")) return mappingFix(value, node);
  if (expects(issue, "array")) return listOfOne(value) ?? "give a list: each item on a line, behind a -";
  if (expects(issue, "string"))
    return isScalar(value) || typeof value === "boolean"
      ? `give a text: "${value}", in quotes`
      : "give a text, without [ ] or keys of its own";
  return undefined;
}

function mappingFix(value: unknown, node: TypedNode | undefined): string | undefined {
  if (Array.isArray(value)) return `give a mapping: ${mappingOfList(value)}`;
  // Of one of several kinds: its words name them.
  if (!node?.properties) return undefined;
  if (value === false)
    return node.default === undefined
      ? "give a mapping where it is wanted, and remove the key where it is not"
      : "give a mapping, or remove the key: it is there with its defaults then";
  return `give a mapping: ${mappingAround(value, node)}`;
}

function mappingOfList(items: readonly unknown[]): string {
  const names = namesOfPairs(items);
  return names ? mappingWith(names) : "key: value on each line, without a - before it";
}

const mappingWith = (keys: readonly string[]): string => `{ ${keys.map((key) => `${key}: …`).join(", ")} }`;

/** What is given alone is the value of the one key that has such a word, or that must be said. */
function mappingAround(value: unknown, { properties = {}, required = [] }: TypedNode): string {
  const word = Object.keys(properties).find((key) => properties[key]?.enum?.includes(value));
  if (word !== undefined) return `{ ${word}: ${String(value)} }`;
  if (value === true || value === null)
    return required.length === 0 ? "{} will do, as each of its keys has a default" : mappingWith(required);
  if (!isScalar(value) || required.length === 0) return "key: value, each on a line of its own below it";
  return required.length === 1 ? `{ ${required[0]}: ${value} }` : mappingWith(required);
}

/** Of a list of `{ name: A, value: b }`, as task definitions have it, or of `{ Key: A, Value: b }`, as tags: the names. */
function namesOfPairs(items: readonly unknown[]): string[] | undefined {
  const names = items.map((item) => {
    const { name, key, value, ...rest } = lowerKeys(item);
    return value !== undefined && Object.keys(rest).length === 0 ? (name ?? key) : undefined;
  });
  return names.every((name) => typeof name === "string") ? names : undefined;
}

const lowerKeys = (item: unknown): Record<string, unknown> =>
  item !== null && typeof item === "object"
    ? Object.fromEntries(Object.entries(item).map(([key, value]) => [key.toLowerCase(), value]))
    : {};

const expects = (issue: Issue, ...types: string[]): boolean =>
  issue.code === "invalid_type" && types.includes(issue.expected);

const isScalar = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";
