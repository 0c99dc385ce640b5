import { z } from "zod";
import { nearest, type Mistake, type Path } from "./mistakes";

/** The parts of a JSON Schema that messages are made from. */
interface Node {
  type?: string;
  description?: string;
  allowed?: string;
  fix?: string;
  words?: readonly string[];
  properties?: Record<string, Node>;
  additionalProperties?: Node | false;
  propertyNames?: Node;
  items?: Node;
  minItems?: number;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Node[];
  oneOf?: Node[];
}

type Issue = z.core.$ZodIssue;

/** What the messages of a schema are made from. */
export interface Wording {
  schema: z.ZodType;
  /** Keys that belong elsewhere, and what to do about one. */
  foreign: { keys: readonly string[]; fix: string };
}

/** Schemas as words; made when the first mistake needs them. */
const WORDS = new WeakMap<z.ZodType, Node>();

function wordsOf(schema: z.ZodType): Node {
  const known = WORDS.get(schema) ?? (z.toJSONSchema(schema, { io: "input" }) as Node);
  WORDS.set(schema, known);
  return known;
}

/** Mistakes of form, in the words of the schema. */
export function mistakesOf(issues: readonly Issue[], raw: unknown, { schema, foreign }: Wording): Mistake[] {
  const words = wordsOf(schema);
  return issues
    .flatMap((issue) => fromIssue(issue, [], raw, words))
    .map((mistake) => {
      const [key, ...inside] = mistake.path;
      return inside.length === 0 && foreign.keys.includes(String(key)) ? { ...mistake, fix: foreign.fix } : mistake;
    });
}

function fromIssue(issue: Issue, prefix: Path, raw: unknown, root: Node): Mistake[] {
  const path: Path = [...prefix, ...(issue.path as Path)];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) =>
      unknownKey([...path, key], raw, chosenBy(nodeAt(root, path, raw), valueAt(raw, path))),
    );
  if (issue.code === "invalid_union") {
    const branch = likelyBranch(issue);
    if (branch) return branch.flatMap((inner) => fromIssue(inner, path, raw, root));
  }
  return [misfit(issue, path, raw, root)];
}

/** The alternative of a union that was probably meant: the one with the fewest issues, where there is one such. */
function likelyBranch(issue: z.core.$ZodIssueInvalidUnion): Issue[] | undefined {
  const branches = [...issue.errors].sort((one, other) => one.length - other.length);
  const [best, next] = branches;
  const inside = best?.some(({ path }) => path.length > 0);
  return best && inside && next && best.length < next.length ? best : undefined;
}

function unknownKey(path: Path, raw: unknown, parent: Node | undefined): Mistake {
  const key = String(path.at(-1));
  const known = keysOf(parent);
  const meant = nearest(key, known);
  return {
    path,
    value: valueAt(raw, path),
    allowed: parent?.propertyNames
      ? (parent.allowed ?? `the keys ${known.join(", ")}`)
      : `the keys ${known.join(", ")}`,
    fix: meant === undefined ? "remove it" : `write ${meant}`,
  };
}

function misfit(issue: Issue, path: Path, raw: unknown, root: Node): Mistake {
  const node =
    issue.code === "invalid_key" ? nodeAt(root, path.slice(0, -1), raw)?.propertyNames : nodeAt(root, path, raw);
  const value = valueAt(raw, path);
  const words = node?.words ?? node?.enum ?? node?.anyOf?.map((each) => each.const);
  const meant =
    typeof value === "string" && words
      ? nearest(
          value,
          words.filter((word) => typeof word === "string"),
        )
      : undefined;
  const fix = issue.code === "custom" ? issue.message : meant !== undefined ? `write ${meant}` : node?.fix;
  const allowed = node?.allowed ?? allowedBy(node);
  return { path, value, allowed, fix: fix ?? (value === undefined ? "add it" : `give ${allowed}`) };
}

function allowedBy(node: Node | undefined): string {
  const alternatives = node?.oneOf ?? node?.anyOf;
  const kinds = alternatives?.map((each) => each.properties?.["kind"]?.const ?? each.const);
  if (kinds?.every((kind) => typeof kind === "string")) return `one of ${kinds.join(", ")}`;
  switch (node?.type) {
    case "object":
      return node.properties ? `a mapping with the keys ${keysOf(node).join(", ")}` : "a mapping";
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

function keysOf(node: Node | undefined): string[] {
  const names = node?.propertyNames?.enum;
  if (names) return names.map(String);
  return Object.keys(node?.properties ?? {});
}

/** The schema of a place, following the alternative of a union that the value has chosen by its `kind` or its keys. */
function nodeAt(root: Node, path: Path, raw: unknown): Node | undefined {
  let node: Node | undefined = root;
  for (const [depth, part] of path.entries()) {
    node = step(node, part, valueAt(raw, path.slice(0, depth)));
  }
  return node;
}

function step(node: Node | undefined, part: string | number, value: unknown): Node | undefined {
  if (typeof part === "number") return node?.items;
  const kinds = alternativesOf(node);
  const chosen = chosenBy(node, value, part);
  if (part === "kind" && kinds && kindOf(chosen) !== (value as Record<string, unknown>)["kind"])
    return { enum: kinds.map(kindOf), allowed: allowedBy(node) };
  return chosen?.properties?.[part] ?? (chosen?.additionalProperties || undefined);
}

const alternativesOf = (node: Node | undefined): Node[] | undefined =>
  node?.properties ? undefined : (node?.oneOf ?? node?.anyOf);

const kindOf = (node: Node | undefined): unknown => node?.properties?.["kind"]?.const;

/** The alternative that a value chose by its `kind`, else the one that has the key; a node without alternatives is itself. */
function chosenBy(node: Node | undefined, value: unknown, key?: string): Node | undefined {
  const alternatives = alternativesOf(node);
  if (!alternatives) return node;
  const kind = (value as Record<string, unknown> | undefined)?.["kind"];
  return (
    alternatives.find((each) => kind !== undefined && kindOf(each) === kind) ??
    alternatives.find((each) => key !== undefined && each.properties && key in each.properties)
  );
}

export function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      value === null || typeof value !== "object" ? undefined : (value as Record<string | number, unknown>)[part],
    raw,
  );
}
