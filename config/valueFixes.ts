import type { z } from "zod";
import type { Path } from "./mistakes";
import { letters } from "./otherToolsKeys";
import { quantityIn } from "./quantities";

/** What of a JSON Schema says of which type a value must be. */
interface TypedNode {
  fix?: string;
  enum?: readonly unknown[];
  default?: unknown;
  properties?: Record<string, TypedNode>;
  required?: readonly string[];
}

type Issue = z.core.$ZodIssue;

/** Of a whole number in a range: what is wrong with it says the rest. */
export const NUMBER_ALONE = "write the number alone, without a unit and without quotes";

/**
 * What to type instead of a value: first what can be read of it, then the field's own words, then what its type says.
 * Undefined where nothing can be said.
 */
export const fixOfValue = (value: unknown, issue: Issue, path: Path, node: TypedNode | undefined): string | undefined =>
  (expects(issue, "object", "record") && Array.isArray(value) && value.length > 0
    ? mappingFix(value, node)
    : undefined) ??
  quantityFix(value, issue, path) ??
  wordOfFlag(value, issue) ??
  rangeFix(value, path) ??
  (node?.fix === undefined || node.fix === NUMBER_ALONE
    ? (boundFix(value, issue) ?? typeFix(value, issue, node))
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

/** A number in quotes, or with its unit. */
function quantityFix(value: unknown, issue: Issue, path: Path): string | undefined {
  if (!expects(issue, "number", "int")) return undefined;
  const number = quantityIn(value, String(path.at(-1)));
  return number === undefined ? undefined : `write ${number}, the number alone and without quotes`;
}

function boundFix(value: unknown, issue: Issue): string | undefined {
  if (expects(issue, "int") && typeof value === "number") return `write ${Math.round(value)}, a whole number`;
  if (issue.code === "too_small" && issue.origin === "number") return `write ${issue.minimum} or more`;
  if (issue.code === "too_big" && issue.origin === "number") return `write ${issue.maximum} or less`;
  if (issue.code === "too_small" && issue.origin === "array") return "give a list with one or more, or remove the key";
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

function typeFix(value: unknown, issue: Issue, node: TypedNode | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (expects(issue, "object", "record")) return mappingFix(value, node);
  if (expects(issue, "array"))
    return isScalar(value) ? `give a list, also of one: [${value}]` : "give a list: each item on a line, behind a -";
  if (expects(issue, "string"))
    return isScalar(value) || typeof value === "boolean"
      ? `give a text: "${value}", in quotes`
      : "give a text, without [ ] or keys of its own";
  return undefined;
}

function mappingFix(value: unknown, node: TypedNode | undefined): string | undefined {
  // Of one of several kinds: its words name them.
  if (!node?.properties && !Array.isArray(value)) return undefined;
  const [required = []] = [node?.required];
  if (value === false) return "give a mapping where it is wanted, and remove the key where it is not";
  if ((value === true || value === null) && node?.properties)
    return required.length === 0
      ? "give a mapping: {} will do, as each of its keys has a default"
      : `give a mapping: { ${required.map((each) => `${each}: …`).join(", ")} }`;
  return Array.isArray(value)
    ? "give a mapping: key: value on each line, without a - before it"
    : "give a mapping: key: value, each on a line of its own below it";
}

const expects = (issue: Issue, ...types: string[]): boolean =>
  issue.code === "invalid_type" && types.includes(issue.expected);

const isScalar = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";

/** A place of ranges by its name: one address alone is none. */
const RANGES = /cidr|clients|ranges|denied|allowed$/i;

function rangeFix(value: unknown, path: Path): string | undefined {
  if (path.at(-1) === "zones" && typeof value === "number")
    return `give a list of letters, such as [${letters(value)}]`;
  const place = path.filter((part) => typeof part === "string").at(-1);
  if (typeof value !== "string" || !RANGES.test(String(place))) return undefined;
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(value))
    return place === "cidr" && path.length === 3
      ? `write the VPC's range with its prefix length, such as ${value.replace(/\.\d+\.\d+$/, ".0.0")}/16`
      : `write ${value}/32 for this one address, or a range with its prefix length`;
  if (/^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:]*$/i.test(value))
    return `write ${value}/128 for this one address, or a range with its prefix length`;
  return undefined;
}
