import wrap from "word-wrap";
import { printable } from "./printable";

export type Path = readonly (string | number)[];

/** Where something stands in a file. Lines and columns count from 1. */
export interface FilePlace {
  /** As seen from where the command was called, where it lies in it. */
  file: string;
  line: number;
  column: number;
}

/** Something in the stack file that cannot be right. */
export interface Mistake {
  /** Empty where the file itself is wrong. */
  path: Path;
  /** As it stands in the file; undefined where it is missing. */
  value: unknown;
  /** What may stand there, as a noun phrase. */
  allowed: string;
  /** The same in short, where a mistake above it says it in full. Not for readers: messages have one of the two. */
  again?: string;
  /** What to do, as an imperative. */
  fix: string;
  /** Other places that the mistake follows from. */
  because?: readonly Path[];
  /** Where it stands, where there is a file: the key, or the item of a list; of what is missing, the mapping that lacks it. */
  at?: FilePlace;
}

/** A mistake for machines. */
export interface MistakeData {
  /** As messages write it: `ha-tcp:service.port`; empty where the file itself is wrong. */
  path: string;
  file?: string;
  line?: number;
  column?: number;
  /** Absent where it is missing. */
  value?: unknown;
  allowed: string;
  fix: string;
}

/** How a place is written. */
export type PlaceText = (path: Path) => string;

/** The mistakes that an error tells of, for machines; empty where it tells of none. */
export function mistakesOf(error: unknown, namespace: string): MistakeData[] {
  const { mistakes = [], placeOf = (path: Path) => formatPath(namespace, path) } = (error ?? {}) as {
    mistakes?: readonly Mistake[];
    placeOf?: PlaceText;
  };
  return mistakes.map(({ path, value, allowed, fix, at }) => ({
    path: path.length === 0 ? "" : placeOf(path),
    ...at,
    ...(value !== undefined && { value }),
    allowed,
    fix,
  }));
}

/** Shown in place of a value that is encrypted in the stack file. */
export const SECRET = "[secret]";

/** `ha-tcp:regions.eu-west-1.zones[2]`: a place in the stack file. A first part that ends in a colon is a namespace of its own. */
export function formatPath(namespace: string, path: Path): string {
  if (path.length === 0) return "config";
  if (String(path[0]).endsWith(":") && path.length > 1) return formatPath(String(path[0]).slice(0, -1), path.slice(1));
  return `${namespace}:${pathText(path)}`;
}

/** `regions.eu-west-1.zones[2]`: the same within the stack's own section. */
export const pathText = ([key, ...rest]: Path): string =>
  printable(`${String(key)}${rest.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("")}`, "");

/** Whether one path is the other, or lies in it, or the other in it. */
export function pathsOverlap(one: Path, other: Path): boolean {
  return one.slice(0, other.length).every((part, index) => part === other[index]);
}

/** All mistakes as text, one block each, in the order of the file. */
export const formatMistakes = (namespace: string, stack: string, mistakes: readonly Mistake[]): string =>
  mistakesText(`The configuration of stack ${stack} has`, mistakes, (path) => formatPath(namespace, path));

/** The same of what is no stack file: what has them, and how its places are written. */
export function mistakesText(subject: string, mistakes: readonly Mistake[], placeOf: PlaceText): string {
  const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
  const blocks = mistakes.map((mistake) =>
    [
      `  ${[placeOf(mistake.path), placeText(mistake)].join("  ").trim()}`,
      labelledLine("value", formatValue(mistake.value)),
      labelledLine("allowed", printable(mistake.allowed)),
      labelledLine("fix", printable(mistake.fix)),
    ].join("\n"),
  );
  return [`${subject} ${count}; nothing was done.`, ...blocks].join("\n\n");
}

/** `Pulumi.dev.yaml:12:5`, as editors and terminals open it. */
const placeText = ({ at }: Mistake): string => (at ? `at ${at.file}:${at.line}:${at.column}` : "");

/** `    allowed  one of …`, wrapped under itself. */
function labelledLine(label: string, text: string): string {
  const [first = "", ...rest] = wrap(text, { width: TEXT_WIDTH, indent: "", trim: true, cut: false }).split("\n");
  return [`    ${label.padEnd(9)}${first}`, ...rest.map((each) => " ".repeat(13) + each)].join("\n");
}

const TEXT_WIDTH = 86;
const MAX_VALUE_LENGTH = 80;

function formatValue(value: unknown): string {
  if (value === undefined) return "(missing)";
  // In quotes where it would read as something else: an empty text, a number, true.
  const plain = typeof value === "string" && !/^$|^[-\d.]+$|^(true|false|null)$/.test(value);
  const text = plain ? value : JSON.stringify(value);
  return printable(text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH - 1)}…` : text);
}

/** Told of one mapping or list, of those that are wrong in the same way. */
const MAX_ALIKE = 10;

/** No more than some that are alike in one mapping or list: how many more there are is one mistake of the whole. */
export function boundedMistakes(mistakes: readonly Mistake[]): Mistake[] {
  const alike = new Map<string, number>();
  const keys = mistakes.map(({ path, allowed }) => JSON.stringify([path.slice(0, -1), allowed]));
  for (const key of keys) alike.set(key, (alike.get(key) ?? 0) + 1);
  const told = new Map<string, number>();
  return mistakes.flatMap((mistake, index): Mistake[] => {
    const key = keys[index] ?? "";
    const place = (told.get(key) ?? 0) + 1;
    told.set(key, place);
    // Never "and 1 more": that one can be told as well.
    const count = alike.get(key) ?? 0;
    if (count <= MAX_ALIKE + 1 || place <= MAX_ALIKE) return [mistake];
    if (place > MAX_ALIKE + 1) return [];
    const more = `and ${(count - MAX_ALIKE).toLocaleString("en")} more that are wrong here in the same way`;
    return [{ ...mistake, path: mistake.path.slice(0, -1), value: more, fix: "mend these as those above" }];
  });
}

/** What is allowed in full at the first of the mistakes that would all say it, in the order in which they are read, and in short at the others. */
export function allowedOnce(mistakes: readonly Mistake[]): Mistake[] {
  const said = new Set<string>();
  return mistakes.map(({ again, ...mistake }) => {
    const isSaid = said.has(mistake.allowed);
    said.add(mistake.allowed);
    return isSaid && again !== undefined ? { ...mistake, allowed: again } : mistake;
  });
}

/** The first mistake of each place. */
export function onePerPath(mistakes: readonly Mistake[]): Mistake[] {
  return [...new Map([...mistakes].reverse().map((each) => [JSON.stringify(each.path), each])).values()].reverse();
}
