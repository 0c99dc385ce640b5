import { z } from "zod";
import type { Path } from "../mistakes";
import { valueAt } from "../valueAt";

/** The parts of a JSON Schema that messages are made from. */
export interface SchemaNode {
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
  examples?: unknown[];
  enum?: unknown[];
  pattern?: string;
  maxLength?: number;
  const?: unknown;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
}

/** Schemas as words; made when the first mistake needs them. */
const JSON_SCHEMAS = new WeakMap<z.ZodType, SchemaNode>();

export function jsonSchemaOf(schema: z.ZodType): SchemaNode {
  const known = JSON_SCHEMAS.get(schema) ?? (z.toJSONSchema(schema, { io: "input" }) as SchemaNode);
  JSON_SCHEMAS.set(schema, known);
  return known;
}

/** The schema of a place, following the alternative of a union that the value has chosen by its `kind` or its keys. */
export function schemaAt(root: SchemaNode, path: Path, raw: unknown): SchemaNode | undefined {
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

export const alternativesOf = (node: SchemaNode | undefined): SchemaNode[] | undefined =>
  node?.properties ? undefined : (node?.oneOf ?? node?.anyOf);

export const kindConstant = (node: SchemaNode | undefined): unknown => node?.properties?.["kind"]?.const;

/** The alternative that a value chose by its `kind`, else the one that has the key; a node without alternatives is itself. */
export function chosenAlternative(node: SchemaNode | undefined, value: unknown, key?: string): SchemaNode | undefined {
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

export function knownKeys(node: SchemaNode | undefined): string[] {
  const names = node?.propertyNames?.enum;
  if (names) return names.map(String);
  // Other namespaces are none of the keys of ours.
  return Object.keys(node?.properties ?? {}).filter((key) => !key.endsWith(":"));
}
