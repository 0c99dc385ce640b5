import { SECRET } from "../../config/mistakes";
import type { ResourceNode } from "../graph";
import { type ExportScope, escaped, template } from "./expressions";
import type { Properties, Property } from "./mappingTable";
import { safeName } from "./names";
import { newerReason } from "./newer";

/** Something of a stack that a document does not have, or has in another form. */
export interface LeftOut {
  /** A resource, or a property of one: `Eip addresses-eu-west-1-a: retainOnDelete`. */
  what: string;
  why: string;
}

/** What comes up while a document is made. */
export interface ExportNotes {
  leftOut: LeftOut[];
  /** By Terraform's name. */
  variables: Map<string, { type: string; description: string; /** Default: true. */ sensitive?: boolean }>;
}

/** The context of a value. */
interface ValueContext {
  scope: ExportScope;
  notes: ExportNotes;
  node: ResourceNode;
  /** The SDK's path: `healthCheck.port`. Places in lists do not count. */
  path: string;
  /** Terraform's path with places in lists, for the names of variables. */
  variable: string;
}

const childContext = (context: ValueContext, sdk: string, terraform: string): ValueContext => ({
  ...context,
  path: context.path === "" ? sdk : `${context.path}.${sdk}`,
  variable: `${context.variable}_${terraform}`,
});

/** @returns how messages call a resource: `Eip addresses-eu-west-1-a`. */
export function titleOf({ type, name }: Pick<ResourceNode, "type" | "name">): string {
  return `${type.split(":").at(-1) ?? type} ${name}`;
}

/**
 * The inputs of a resource as arguments of Terraform.
 *
 * @throws where the provider does not know an argument, and the table of newer ones neither.
 */
export function argumentsOf(
  scope: ExportScope,
  notes: ExportNotes,
  node: ResourceNode,
  properties: Properties,
): Record<string, unknown> {
  const context = { scope, notes, node, path: "", variable: safeName(node.name) };
  const given = convertObject(node.inputs, properties, context);
  const name = properties["name"];
  // The SDK's engine makes up a name from the logical one where the program gives none.
  if (name?.use === "required" && given[name.name] === undefined) return { [name.name]: escaped(node.name), ...given };
  return given;
}

function convertObject(value: object, properties: Properties, context: ValueContext): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]): [string, unknown][] => {
      if (key === "__defaults" || each === null || each === undefined) return [];
      const property = properties[key];
      const inner = childContext(context, key, property?.name ?? key);
      if (!property) {
        noteMissingArgument(inner);
        return [];
      }
      const converted = convert(each, property, inner);
      return converted === undefined ? [] : [[property.name, converted]];
    }),
  );
}

function noteMissingArgument({ notes, node, path }: ValueContext): void {
  const why = newerReason(node.type, path);
  if (why === undefined)
    throw new Error(
      `${node.type} ${node.name}: the provider of the mapping has no argument ${path}; if it is newer, name it in graph/terraform/newer.ts`,
    );
  notes.leftOut.push({ what: `${titleOf(node)}: ${path}`, why });
}

function convert(value: unknown, property: Property, context: ValueContext): unknown {
  if (value === SECRET) return secretVariable(property, context);
  if (property.many === undefined) return convertOne(value, property, context);
  const elements = Array.isArray(value) ? value : [value];
  return elements.map((each, index) =>
    convertOne(each, property, { ...context, variable: `${context.variable}_${index}` }),
  );
}

function convertOne(value: unknown, property: Property, context: ValueContext): unknown {
  if (value === SECRET && property.type !== "object") return secretVariable(property, context);
  if (property.type === "object" && isObject(value)) return convertInner(value, property, context);
  if (property.type === "map" && isObject(value)) return convertMap(value, context);
  // The SDK takes documents such as policies as objects too.
  if (property.type === "string" && isObject(value)) return textTemplate(JSON.stringify(value), context);
  if (typeof value === "string") return scalar(value, property.type, context);
  return property.type === "string" ? String(value) : value;
}

/** An object that is no block must have all its fields, were it as nulls. */
function convertInner(
  value: object,
  { block, properties = {} }: Property,
  context: ValueContext,
): Record<string, unknown> {
  const empty = block ? [] : Object.values(properties).map(({ name }): [string, null] => [name, null]);
  return { ...Object.fromEntries(empty), ...convertObject(value, properties, context) };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function convertMap(value: object, context: ValueContext): Record<string, unknown> {
  const element: Property = { name: "", use: "optional", type: "string" };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null && each !== undefined)
      .map(([key, each]) => [escaped(key), convertOne(each, element, childContext(context, key, key))]),
  );
}

/** The engine takes `"true"` for a truth value and `"5"` for a number. */
function scalar(value: string, type: Property["type"], context: ValueContext): unknown {
  if (type === "bool" && /^(true|false)$/.test(value)) return value === "true";
  if (type === "number" && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return textTemplate(value, context);
}

function textTemplate(value: string, { scope, notes, node, path }: ValueContext): string {
  if (value.includes(SECRET))
    notes.leftOut.push({ what: `${titleOf(node)}: ${path}`, why: `holds a secret within; ${SECRET} stands for it` });
  return template(scope, value, node.provider);
}

/** A secret is a variable, which whoever deploys sets. Blocks cannot be one. */
function secretVariable(property: Property, { notes, node, path, variable }: ValueContext): string | undefined {
  const what = `${titleOf(node)}: ${path}`;
  if (property.block) {
    notes.leftOut.push({ what, why: "a secret block, and Terraform has no variable for a block" });
    return undefined;
  }
  const name = safeName(variable);
  const simple = property.many === undefined && ["string", "number", "bool"].includes(property.type);
  notes.variables.set(name, {
    type: simple ? property.type : "any",
    description: `Secret: ${path} of ${titleOf(node)}`,
  });
  notes.leftOut.push({ what, why: `a secret: set the variable ${name}` });
  return `\${var.${name}}`;
}
