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
  wordOfFlag(value, issue) ??
  (expects(issue, "array") ? lettersFix(value, path) : rangeFix(value, path)) ??
  (node?.fix === undefined || node.fix === NUMBER_ALONE
    ? (boundFix(value, issue, isRequired) ?? typeFix(value, issue, node))
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

function boundFix(value: unknown, issue: Issue, isRequired: boolean): string | undefined {
  if (expects(issue, "int") && typeof value === "number") return `write ${Math.round(value)}, a whole number`;
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
  // Of one of several kinds: its words name them.
  if (!node?.properties && !Array.isArray(value)) return undefined;
  const required = node?.required ?? [];
  if (value === false) return "give a mapping where it is wanted, and remove the key where it is not";
  if ((value === true || value === null) && node?.properties)
    return required.length === 0
      ? "give a mapping: {} will do, as each of its keys has a default"
      : `give a mapping: { ${required.map((each) => `${each}: …`).join(", ")} }`;
  // What is given alone is the one thing that must be said.
  const [key] = required;
  if (isScalar(value) && required.length > 1)
    return `give a mapping: { ${required.map((each) => `${each}: …`).join(", ")} }`;
  if (isScalar(value) && required.length === 1) return `give a mapping: { ${key}: ${value} }`;
  return Array.isArray(value)
    ? "give a mapping: key: value on each line, without a - before it"
    : "give a mapping: key: value, each on a line of its own below it";
}

const expects = (issue: Issue, ...types: string[]): boolean =>
  issue.code === "invalid_type" && types.includes(issue.expected);

const isScalar = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";
