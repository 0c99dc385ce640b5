import { Document } from "yaml";
import { type Json, SAYS_DEFAULT, isObject } from "../../config/editor/keywords";
import { alternatives } from "../../config/editor/walk";
import { REGION_NAMES } from "../../plan/regions";

/* What a row of the reference says of a value, in Markdown. */

/** Where each form is told (page.ts). */
export type Homes = Map<string, string>;

export const wordsTitle = (path: string): string => `Words of ${path}`;

/** More words than this have a table of their own. */
const MOST_WORDS = 8;

export const textOf = (node: Json, key: string): string => (typeof node[key] === "string" ? node[key] : "");

/** A text as it is, another value as JSON. */
export const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** As GitHub names a heading. */
export const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");

const link = (title: string, words: string): string => `[${words}](#${anchorOf(title)})`;

/** Where the keys of a mapping are told. */
const below = (path: string): string => `a mapping, ${link(path, "below")}`;

/** The default, and what is said beside it. A default ends with its sentence. */
export function defaultOf(node: Json): { description: string; standard: string } {
  const [before = "", ...after] = textOf(node, "description").split(SAYS_DEFAULT);
  const [, standard = "", rest = ""] = /^(.*?)\.(?: (?=[A-Z])(.*))?$/s.exec(after.join("Default: ")) ?? [];
  return { description: `${before.trim()}${rest === "" ? "" : ` ${rest}`}`, standard };
}

/** A table's cell: no line ends and no bars that would end it. */
export const cell = (text: string): string =>
  text
    .replaceAll("|", "\\|")
    .replaceAll("\n", " ")
    .replaceAll(/[<*]/g, (each) => (each === "*" ? "\\*" : "&lt;"));

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

/** What may stand there, as fields say it with a mistake. */
const allowedPhrase = (node: Json): string =>
  /^Allowed: (.*)\. To fix it, /s.exec(textOf(node, "errorMessage"))?.[1] ?? "";

/** The words of a value that has many, for a table of their own. */
export function manyWords(node: Json): { word: string; meaning: string }[] | undefined {
  const { enum: words, enumDescriptions: meanings } = node as { enum?: unknown[]; enumDescriptions?: string[] };
  if (
    !words ||
    !meanings ||
    words.length <= MOST_WORDS ||
    isRegion(node) ||
    isZone(node) ||
    typeof words[0] === "number"
  )
    return undefined;
  return words.map((word, index) => ({ word: String(word), meaning: meanings[index] ?? "" }));
}

export const isRegion = ({ enum: words }: Json): boolean =>
  Array.isArray(words) && words.length === REGION_NAMES.length && words[0] === REGION_NAMES[0];

const isZone = ({ enum: words }: Json): boolean => Array.isArray(words) && words.join("") === "abcdefgh";

/** What may stand at a place, with an example where there is a short one. `path`: where its own table is. */
export function allowedAt(node: Json, path: string, homes: Homes): string {
  const words = wordsAt(node, path, homes);
  const example = exampleAt(node);
  return example === undefined || words.includes(bare(example)) ? words : `${words}; for example ${code(example)}`;
}

/** A list of one item is shown where its item is. */
const bare = (example: string): string => /^\[ ([^,{]*) \]$/.exec(example)?.[1] ?? example;

function exampleAt(node: Json): string | undefined {
  const { examples, properties, enum: words } = node as { examples?: unknown[]; properties?: Json; enum?: unknown[] };
  // What a number looks like is known.
  if (!examples || properties || words || typeof examples[0] === "number") return undefined;
  const text = new Document(examples[0])
    .toString({ collectionStyle: "flow", lineWidth: 0, flowCollectionPadding: true })
    .trim();
  return text.includes("\n") || text.length > 90 ? undefined : text;
}

function wordsAt(node: Json, path: string, homes: Homes): string {
  const several = alternatives(node);
  if (several.length > 1)
    return unionAt(
      node,
      several.map(({ node: each }) => each),
      path,
      homes,
    );
  if (node["const"] !== undefined) return code(shown(node["const"]));
  if (isRegion(node)) return `a ${link("Regions by name", "region")}`;
  if (isZone(node)) return "the letter of a zone, `a` to `h`";
  if (Array.isArray(node["enum"])) return enumAt(node, path, homes);
  return byType(node, path, homes);
}

function enumAt(node: Json, path: string, homes: Homes): string {
  const many = manyWords(node);
  if (many) return `one of ${link(wordsTitle(homes.get(JSON.stringify(many)) ?? path), `${many.length} words`)}`;
  const { enum: words, enumDescriptions: meanings = [] } = node as { enum: unknown[]; enumDescriptions?: string[] };
  if (words.length > MOST_WORDS) return cell(allowedPhrase(node));
  return words.map((word, index) => `${code(String(word))}: ${cell(meanings[index] ?? "")}`).join("<br>");
}

function unionAt(node: Json, several: readonly Json[], path: string, homes: Homes): string {
  const secret = several.some((each) => "secure" in ((each["properties"] ?? {}) as Json));
  if (secret) return `${secretWords(node, several, path, homes)}, also encrypted`;
  if (several.every((each) => each["properties"] !== undefined)) return below(path);
  return cell(allowedPhrase(node)) || several.map((each) => wordsAt(each, path, homes)).join(", or ");
}

/** Of what may be encrypted too: what it is when it is not. */
function secretWords(node: Json, several: readonly Json[], path: string, homes: Homes): string {
  const [plain = {}] = (node["anyOf"] ?? []) as Json[];
  return several[0]?.["properties"] === undefined && several[0]?.["type"] !== "array" && allowedPhrase(plain) !== ""
    ? cell(allowedPhrase(plain))
    : wordsAt(several[0] ?? {}, path, homes);
}

function byType(node: Json, path: string, homes: Homes): string {
  const { type, properties, items, additionalProperties, minimum, maximum, minItems, maxItems, propertyNames } = node;
  if (type === "boolean") return "`true` or `false`";
  if (properties !== undefined) return below(path);
  if (type === "array" && isObject(items)) {
    const count = [
      minItems === undefined ? "" : `${shown(minItems)} or more`,
      maxItems === undefined ? "" : `up to ${shown(maxItems)}`,
    ];
    const counted = count.filter(Boolean).join(", ");
    return `a list${counted === "" ? "" : ` (${counted})`}: ${within(wordsAt(items, `${path}[]`, homes))}`;
  }
  if (type === "object" && isObject(additionalProperties)) {
    const names = isObject(propertyNames) ? namesAt(propertyNames, path, homes) : "a name";
    return `a mapping from ${names} to ${within(wordsAt(additionalProperties, `${path}.*`, homes))}`;
  }
  const phrase = cell(allowedPhrase(node));
  if (phrase !== "") return phrase;
  if (minimum !== undefined) return `a number from ${shown(minimum)} to ${shown(maximum)}`;
  return { string: "a text", number: "a number", integer: "a number" }[String(type)] ?? "any value";
}

/** Several words with what they mean begin a line of their own. */
const within = (words: string): string =>
  words.includes("<br>") && words.startsWith("`") ? `one of<br>${words}` : words;

/** What the keys of a mapping by names are. */
function namesAt(node: Json, path: string, homes: Homes): string {
  const whole = Array.isArray(node["enum"]) ? wordsAt(node, path, homes) : cell(allowedPhrase(node));
  // Of a long list what it is of: an editor proposes the words.
  const phrase = whole.length > 150 ? (whole.split(": ")[0] ?? whole) : whole;
  if (phrase === "") return "a name";
  const ofItself = Array.isArray(node["enum"]) || /^an? /.test(phrase);
  if (!ofItself) return `a name (${phrase})`;
  return phrase.includes(",") ? `${phrase},` : phrase;
}
