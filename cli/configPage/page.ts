import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Json, isObject } from "../../config/editor/keywords";
import { alternatives } from "../../config/editor/walk";
import { stackFileSchema } from "../../config/jsonSchema";
import { REGIONS } from "../../plan/regions";
import { type Homes, allowedAt, anchorOf, cell, defaultOf, manyWords, shown, textOf, wordsTitle } from "./cells";
import { EXAMPLES, PAGES, PARTS } from "./sections";

const INTRODUCTION = `# The config, key by key

What a stack file may say: of each key what it does, what may stand there, and what holds where it is left out. Editors show the same while one writes,
from the schema that the first line of a stack file names. Why things are so, and how they work together, is on the pages that each section links to.

- **Keys.** \`*\` stands for a name in a mapping, \`[]\` for each item of a list.
- **Targets** are what connections are led to: EC2 instances, ECS tasks or both, as the options say. They are _renewed_ by being replaced, some at a
  time, each once its connections have had \`service.deregistrationDelaySeconds\` to end.
- **Changes.** What a change does to a stack that serves is said here in short; \`npm run plan -- STACK --to FILE\` says it of yours, before it is made.

\`npm run schema\` writes this page and \`config/stack.schema.json\`, of the schema that the program itself uses.
`;

/** The reference of everything that a stack file may say. `root`: the project's folder, for its example files. */
export function configPage(root: string): string {
  const { config } = stackFileSchema()["properties"] as { config: { properties: Record<string, Json> } };
  const nodeOf = (key: string): Json => config.properties[key] ?? {};
  const settings = Object.entries(config.properties).filter(
    ([key, node]) => key.startsWith("aws:") && node["deprecated"] !== true,
  );
  const keys = PARTS.flatMap(({ sections }) => sections);
  const homes = homesOf([
    ...keys.flatMap((key) => blocksIn(nodeOf(key), short(key))),
    ...settings.flatMap(([key, node]) => blocksIn(node, key)),
  ]);
  const parts = PARTS.map(({ title, says, sections }) =>
    [`## ${title}`, says, ...sections.flatMap((key) => sectionText(key, nodeOf(key), homes, root))].join("\n\n"),
  );
  const ofProvider = [
    "## Settings of the provider",
    "The provider's own, under `aws:`. Each region's provider gets them; the engine's `aws:region` is not used.",
    table(settings, "", homes),
    ...settings.flatMap(([key, node]) => blocksIn(node, key)).flatMap((block) => tablesOf(block, homes)),
  ].join("\n\n");
  return `${[INTRODUCTION, contents(), ...parts, ofProvider, regions()].join("\n\n").replaceAll("\n\n\n", "\n\n")}\n`;
}

/** What the schema says of a mapping whose keys have defaults. */
const OF_ITS_KEYS = "those of its keys";

const short = (key: string): string => key.replace(/^ha-tcp:/, "");

function contents(): string {
  const parts = PARTS.map(({ title, sections }) => {
    const links = sections.map((key) => `[${short(key)}](#${anchorOf(short(key))})`).join(", ");
    return `- [${title}](#${anchorOf(title)}): ${links}`;
  });
  const others = ["Settings of the provider", "Regions by name"].map((title) => `- [${title}](#${anchorOf(title)})`);
  return ["## Contents", [...parts, ...others].join("\n")].join("\n\n");
}

function sectionText(key: string, node: Json, homes: Homes, root: string): string[] {
  const { description, standard } = defaultOf(node);
  const isMapping = node["properties"] !== undefined;
  const maybe = allowedAt(node, short(key), homes).replace(`[below](#${anchorOf(short(key))})`, "below");
  const facts = [
    ...(isMapping ? [] : [`- May be: ${asList(maybe)}`]),
    ...(standard === "" ? ["- Must be set."] : standard === OF_ITS_KEYS ? [] : [`- Default: ${cell(standard)}.`]),
  ];
  return [
    `### ${short(key)}`,
    `${description}${pagesOf(key)}`,
    ...(facts.length > 0 ? [facts.join("\n")] : []),
    ...example(key, root),
    ...blocksIn(node, short(key)).flatMap((block) =>
      tablesOf(block, homes, block.at.replace(/(\[\]|\.\*)$/, "") !== short(key)),
    ),
  ];
}

/** Several words, each with what it means, on lines of their own. */
function asList(text: string): string {
  const [head = "", ...rest] = text.split("<br>");
  if (rest.length === 0) return text;
  const words = head.startsWith("`") ? [head, ...rest] : rest;
  return [...(head === words[0] ? [""] : [head]), ...words.map((each) => `  - ${each}`)].join("\n");
}

/** Where it is told why, and how it works with the rest. */
function pagesOf(key: string): string {
  const pages = (PAGES[key] ?? []).map((page) => `[${page.replace(/\.md.*/, "")}](${page})`);
  return pages.length === 0 ? "" : ` More: ${pages.join(", ")}.`;
}

/** The section as a file has it. */
function example(key: string, root: string): string[] {
  const file = EXAMPLES[key];
  if (file === undefined) return [];
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  const from = lines.findIndex((line) => line.startsWith(`  ${key}:`));
  const count = lines.slice(from + 1).findIndex((line) => !line.startsWith("   "));
  const shown = lines.slice(from, count < 0 ? undefined : from + 1 + count);
  while (/^\s*(#.*)?$/.test(shown.at(-1) ?? "x")) shown.pop();
  return [`As in [${file}](../${file}):`, ["```yaml", "config:", ...shown, "```"].join("\n")];
}

/** What a table is of, by its form: several mappings where a value can be one of them, or many words. */
interface Block {
  at: string;
  form: string;
  mappings: readonly Json[];
  words: readonly { word: string; meaning: string }[];
}

/** The words that names in a mapping may be, where they are many. */
function namesIn({ propertyNames, additionalProperties }: Json, path: string): Block[] {
  const words = isObject(propertyNames) ? manyWords(propertyNames) : undefined;
  const below = isObject(additionalProperties) ? namesIn(additionalProperties, `${path}.*`) : [];
  return words ? [{ at: path, form: JSON.stringify(words), mappings: [], words }, ...below] : below;
}

/** The blocks directly in a value. */
const blocksIn = (node: Json, path: string): Block[] => [...namesIn(node, path), ...valuesIn(node, path)];

function valuesIn(node: Json, path: string): Block[] {
  const [inner, at] = unwrapped(node, path);
  const words = manyWords(inner) ?? [];
  if (words.length > 0) return [{ at, form: JSON.stringify(words), mappings: [], words }];
  const several = alternatives(inner).map(({ node: each }) => each);
  const mappings = several.filter(({ properties }) => isObject(properties) && !("secure" in properties));
  if (mappings.length > 0) return [{ at, form: JSON.stringify(mappings.map(formOf)), mappings, words: [] }];
  return several.length > 1 ? several.flatMap((each) => valuesIn(each, at)) : [];
}

const keysOf = ({ properties }: Json): [string, Json][] =>
  Object.entries(properties as Record<string, Json>).filter(([, { deprecated }]) => deprecated !== true);

const blocksBelow = ({ mappings, at }: Block): Block[] =>
  mappings.flatMap((each) => keysOf(each).flatMap(([key, one]) => blocksIn(one, `${at}.${key}`)));

const steps = (path: string): number => path.split(/[.[]/).length;

/** Where each form is told: the place of fewest steps, of several the first. */
function homesOf(blocks: readonly Block[], homes: Homes = new Map()): Homes {
  for (const block of blocks) {
    const known = homes.get(block.form);
    if (known === undefined || steps(block.at) < steps(known)) homes.set(block.form, block.at);
    homesOf(blocksBelow(block), homes);
  }
  return homes;
}

/** The tables of a value and of what is in it; what is told elsewhere leads there. */
function tablesOf(block: Block, homes: Homes, titled = true): string[] {
  const { at, form, mappings, words } = block;
  const home = homes.get(form) ?? at;
  if (words.length > 0) return home === at ? [`#### ${wordsTitle(at)}`, wordTable(words)] : [];
  const title = titled ? [`#### ${at}`] : [];
  if (home !== at) return [...title, `As [${home}](#${anchorOf(home)}).`];
  const several = mappings.length > 1;
  const tables = mappings.flatMap((each) => [
    ...(several ? [captionOf(each, mappings)] : []),
    ...keysTable(each, at, homes),
  ]);
  return [...title, ...tables, ...blocksBelow(block).flatMap((each) => tablesOf(each, homes))];
}

/** A list's items and a mapping's values, as far down as they are lists and mappings by names. */
function unwrapped(node: Json, path: string): [Json, string] {
  const { properties, items, additionalProperties } = node;
  if (properties !== undefined) return [node, path];
  if (isObject(items)) return unwrapped(items, `${path}[]`);
  return isObject(additionalProperties) ? unwrapped(additionalProperties, `${path}.*`) : [node, path];
}

/** A mapping without what differs from place to place: what it is there, and whether it is left out. */
function formOf({ description: _description, default: _default, examples: _examples, ...form }: Json): unknown {
  return form;
}

const requiredIn = ({ required = [] }: Json): string[] => required as string[];

/** Of one of several mappings: what tells it from the others, its kind or a key that only it must have. */
function captionOf(node: Json, all: readonly Json[]): string {
  const { kind } = node["properties"] as { kind?: Json };
  const own = requiredIn(node).filter((key) => all.every((each) => each === node || !requiredIn(each).includes(key)));
  const mark = kind?.["const"] === undefined ? `With \`${own.join("`, `")}\`:` : `\`kind: ${shown(kind["const"])}\``;
  return `**${mark}** ${textOf(node, "description")}`.trim();
}

/** The keys of a mapping; of one that its kind tells, what the caption does not say already. */
function keysTable(node: Json, at: string, homes: Homes): string[] {
  const rows = keysOf(node).filter(([key, { const: only }]) => key !== "kind" || only === undefined);
  return rows.length === 0 ? [] : [table(rows, at, homes, requiredIn(node))];
}

function table(rows: readonly [string, Json][], path: string, homes: Homes, required: readonly string[] = []): string {
  const lines = rows.map(([key, node]) => {
    const at = path === "" ? key : `${path}.${key}`;
    const { description, standard } = defaultOf(node);
    const otherwise = standard !== "" ? cell(standard) : required.includes(key) ? "must be set" : "";
    return `| <a id="${at}"></a>\`${key}\` | ${cell(description)} | ${allowedAt(node, at, homes)} | ${otherwise} |`;
  });
  return ["| key | says | may be | default |", "| --- | --- | --- | --- |", ...lines].join("\n");
}

const wordTable = (words: readonly { word: string; meaning: string }[]): string =>
  ["| word | means |", "| --- | --- |", ...words.map(({ word, meaning }) => `| \`${word}\` | ${cell(meaning)} |`)].join(
    "\n",
  );

function regions(): string {
  const rows = Object.entries(REGIONS).map(
    ([name, { place, zones }]) => `| \`${name}\` | ${place} | ${zones.replaceAll(/(?<=.)(?=.)/g, " ")} |`,
  );
  return [
    "## Regions by name",
    "With the letters that zones have in them. A letter may name another zone in another account, and [not every account has every zone](account.md#what-an-account-may-not-have).",
    ["| region | place | zones |", "| --- | --- | --- |", ...rows].join("\n"),
  ].join("\n\n");
}
