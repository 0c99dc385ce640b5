import {
  type Document,
  LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
} from "yaml";
import type { FilePlace, Mistake, Path } from "../../config/mistakes";
import { shownPath } from "../../config/filePlaces";
import { wrongFile } from "../fileError";
import { textLine } from "./blockLines";
import { ambiguity } from "./numbers";
import { wordsFor } from "./problems";

/** A text of YAML that could be read: what it says, and where. */
export interface YamlText {
  value: unknown;
  /** Where the key stands that a path leads to, or the item of a list; of what is not there, what would hold it. */
  placeOf: (path: Path) => FilePlace;
  /** What is not the same to all who read the text, though each can: keys that are there twice, numbers with a leading zero. */
  mistakes: readonly Mistake[];
}

/** Values that hold values that hold values would fill the memory. The parser's own limit. */
const MAX_ALIASES = 100;

/** @throws FileError where it is no YAML, or YAML that no stack file can be. */
export function parseYamlText(path: string, text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    merge: true,
    // The parser compares each key with all before it.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
    lineCounter: lines,
  });
  const place = (offset: number): FilePlace => {
    const { line, col } = lines.linePos(offset);
    return { file: shownPath(path), line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const broken = [...controlCharacters(text, place), ...syntaxMistakes(document, text, place)];
  if (broken.length > 0) throw wrongFile(path, broken);
  const walk = new Walk(document, place);
  if (walk.broken.length > 0) throw wrongFile(path, walk.broken);
  return {
    value: valueOf(document, path, place(walk.firstAlias)),
    placeOf: (at) => placeIn(document, text, place, at),
    mistakes: walk.mistakes,
  };
}

function valueOf(document: Document.Parsed, path: string, firstAlias: FilePlace): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const words = {
      allowed: `values by *NAME that come to ${MAX_ALIASES} or less, with all that they hold`,
      fix: "write the values out",
    };
    throw wrongFile(path, [{ path: [], value: "*NAME in *NAME", ...words, at: firstAlias }]);
  }
}

type PlaceAt = (offset: number) => FilePlace;

/** Those that YAML has no room for but in quotes, escaped. The engine refuses them too. */
// oxlint-disable-next-line no-control-regex -- They are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

function controlCharacters(text: string, place: PlaceAt): Mistake[] {
  const found = CONTROL.exec(text);
  if (!found) return [];
  return [
    {
      path: [],
      value: found[0],
      allowed: "characters that are seen; others only between double quotes, escaped",
      fix: "remove it: editors show it, or nothing, where this column is",
      at: place(found.index),
    },
  ];
}

/** The first alone: the rest follows from it. */
function syntaxMistakes({ errors, warnings }: Document.Parsed, text: string, place: PlaceAt): Mistake[] {
  const [first] = [...errors, ...warnings];
  if (!first) return [];
  // What is left open is found at the end of the file: that is shown behind the last that stands there.
  const start = Math.min(first.pos[0], text.trimEnd().length);
  return [{ path: [], value: lineAt(text, start), ...wordsFor(first), at: place(start) }];
}

const lineAt = (text: string, offset: number): string => {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return text.slice(start, end < 0 ? undefined : Math.max(end, start)).trim();
};

/** Goes once over all that a document holds. */
class Walk {
  /** Why it cannot be turned into values. */
  readonly broken: Mistake[] = [];
  readonly mistakes: Mistake[] = [];
  firstAlias = 0;
  private readonly holders = new Set<unknown>();

  constructor(
    private readonly document: Document.Parsed,
    private readonly place: PlaceAt,
  ) {
    this.visit(document.contents, []);
  }

  private visit(node: unknown, path: Path): void {
    if (isAlias(node)) this.visitAlias(node.source, node.resolve(this.document), node.range?.[0] ?? 0);
    if (isScalar(node) && node.type === "PLAIN") this.visitScalar(node.source ?? "", path, node.range?.[0] ?? 0);
    if (!isMap(node) && !isSeq(node)) return;
    this.holders.add(node);
    if (isMap(node)) this.visitPairs(node, path);
    else for (const [index, item] of node.items.entries()) this.visit(item, [...path, index]);
    this.holders.delete(node);
  }

  private visitPairs(map: YAMLMap, path: Path): void {
    const seen = new Map<string, number>();
    for (const { key, value } of map.items) {
      const name = keyName(key);
      const at = offsetOf(key);
      const before = seen.get(name);
      if (name === "<<") this.visitMerge(value, at);
      else if (before === undefined) seen.set(name, at);
      else this.mistakes.push(repeated([...path, name], name, this.place(at), this.place(before)));
      this.visit(value, [...path, name]);
    }
  }

  private visitScalar(source: string, path: Path, at: number): void {
    const words = ambiguity(source);
    if (words) this.mistakes.push({ path, value: `${source} (without quotes)`, ...words, at: this.place(at) });
  }

  private visitAlias(name: string, target: unknown, at: number): void {
    this.firstAlias ||= at;
    const words =
      target === undefined
        ? {
            allowed: "*NAME, of a value that &NAME stands before above",
            fix: `put &${name} before that value, or correct the name`,
          }
        : this.holders.has(target)
          ? { allowed: "a value that does not hold itself", fix: `write the value in place of *${name}` }
          : undefined;
    if (words) this.broken.push({ path: [], value: `*${name}`, ...words, at: this.place(at) });
  }

  private visitMerge(value: unknown, at: number): void {
    const sources = isSeq(value) ? value.items : [value];
    if (sources.every((each) => isMap(isAlias(each) ? each.resolve(this.document) : each))) return;
    this.broken.push({
      path: [],
      value: "<<",
      allowed: "<<: *NAME, of a mapping that &NAME stands before, or a list of such",
      fix: "give a mapping, or remove the line",
      at: this.place(at),
    });
  }
}

const repeated = (path: Path, name: string, at: FilePlace, before: FilePlace): Mistake => ({
  path,
  value: name,
  allowed: `each key once in its mapping: it stands in line ${before.line} already`,
  fix: "remove one of the two",
  at,
});

/** The sign of a merge is read as a symbol. */
const keyName = (key: unknown): string =>
  isScalar(key) ? (typeof key.value === "symbol" ? "<<" : String(key.value)) : String(key);
const offsetOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0;

function placeIn(document: Document.Parsed, text: string, place: PlaceAt, path: Path): FilePlace {
  let node: unknown = document.contents;
  let at = offsetOf(node);
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    const line = textLine(node, part, text);
    if (line !== undefined) return place(line);
    const found = childOf(node, part, document);
    if (found === undefined) break;
    at = offsetOf(isPair(found) ? found.key : found);
    node = isPair(found) ? found.value : found;
  }
  return place(at);
}

/** The pair of a key, its own or one that it is merged from; or the item of a list. */
function childOf(node: unknown, part: string | number, document: Document.Parsed): Pair | Node | undefined {
  if (isSeq(node)) return node.items[Number(part)] as Node | undefined;
  if (!isMap(node)) return undefined;
  // The last of those that are there twice, as it is read.
  const own = [...node.items].reverse().find(({ key }) => keyName(key) === String(part));
  if (own) return own;
  const merged = node.items
    .filter(({ key }) => keyName(key) === "<<")
    .flatMap(({ value }) => (isSeq(value) ? value.items : [value]));
  for (const each of merged) {
    const found = childOf(isAlias(each) ? each.resolve(document) : each, part, document);
    if (found) return found;
  }
  return undefined;
}
