export type Json = Record<string, unknown>;

/** An encrypted value, as the engine writes it. */
const SECURE: Json = {
  type: "object",
  description: "A value that `pulumi config set --secret` has encrypted.",
  properties: { secure: { type: "string", description: "The encrypted value, as the engine writes it." } },
  required: ["secure"],
  additionalProperties: false,
};

/** What our fields say about themselves, and no editor knows (config/fields). */
const OWN_WORDS = ["allowed", "fix", "words", "mayBeSecret", "meanings", "editor"];

const SCHEMA_KEYS = ["items", "additionalProperties", "propertyNames", "not", "if", "then", "else", "contains"];
const LIST_KEYS = ["anyOf", "oneOf", "allOf", "prefixItems"];

export const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** The same schema with something done to each schema directly in it. */
export function mapSchemas(schema: Json, change: (inner: Json) => Json): Json {
  const one = (value: unknown): unknown => (isObject(value) ? change(value) : value);
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (SCHEMA_KEYS.includes(key)) return [key, one(value)];
      if (LIST_KEYS.includes(key) && Array.isArray(value)) return [key, value.map(one)];
      if ((key === "properties" || key === "$defs") && isObject(value))
        return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, one(each)]))];
      return [key, value];
    }),
  );
}

/**
 * What editors show of the program's JSON Schema: its words as theirs, the default in the description, as the hover of a key shows nothing
 * else of it, each word with what it means, an example; and encryption where the program takes it.
 * Source: github.com/redhat-developer/yaml-language-server, src/languageservice/services/yamlHover.ts (title, description, enum with
 * enumDescriptions, examples) and yamlCompletion.ts (the same, and deprecationMessage), read on 2026-11-29
 */
export function forEditors(schema: Json): Json {
  const { allowed, fix, mayBeSecret, meanings, editor } = schema;
  const plain = Object.fromEntries(Object.entries(schema).filter(([key]) => !OWN_WORDS.includes(key)));
  const node = withKind(
    withoutTypeLists(mapSchemas({ ...withoutFormat(plain), ...(editor as Json | undefined) }, forEditors)),
  );
  if (isObject(meanings)) node["enumDescriptions"] = enumOf(node).map((word) => meanings[String(word)] ?? "");
  if (typeof allowed === "string" && typeof fix === "string")
    node["errorMessage"] = `Allowed: ${allowed}. To fix it, ${fix}.`;
  const described = withDefault(withExample(node));
  return defined(mayBeSecret === true ? maybeSecret(described) : described);
}

const defined = (node: Json): Json =>
  Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined));

/** Of formats editors know few, and judge by them differently: what a format says stands in a pattern beside it. */
function withoutFormat(node: Json): Json {
  const { format, ...rest } = node;
  const isSaid = node["pattern"] !== undefined || node["allOf"] !== undefined;
  return format !== undefined && isSaid ? rest : node;
}

/** Of a value with more than one type each is an alternative. */
function withoutTypeLists(node: Json): Json {
  const { type, ...rest } = node;
  return Array.isArray(type) ? { ...rest, anyOf: type.map((each: string) => ({ type: each })) } : node;
}

/** One of several mappings is told by its kind: what the mapping is, its kind says. */
function withKind(node: Json): Json {
  const { properties, description } = node;
  if (!isObject(properties) || !isObject(properties["kind"])) return node;
  const kind = properties["kind"];
  if (kind["const"] === undefined || kind["description"] !== undefined) return node;
  return { ...node, properties: { ...properties, kind: { ...kind, description } } };
}

const enumOf = (node: Json): unknown[] => (Array.isArray(node["enum"]) ? node["enum"] : [node["const"]]);

/** Both what is said plainly and an encrypted value; what the field is stands outside, where editors look first. */
function maybeSecret({ description, default: standard, ...inner }: Json): Json {
  return { description, default: standard, anyOf: [inner, SECURE] };
}

/** A default in words; undefined where it is the defaults of what is in it. */
export function defaultInWords(value: unknown, node: Json): string | undefined {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (!isObject(value)) return String(value);
  if (typeof value["kind"] === "string") return `kind: ${value["kind"]}`;
  return node["properties"] ? undefined : "none";
}

export const SAYS_DEFAULT = /\bDefault: /;

/** Adds the default to a description that does not tell it. */
function withDefault(node: Json): Json {
  const { description, default: standard } = node;
  if (standard === undefined || typeof description !== "string" || SAYS_DEFAULT.test(description)) return node;
  const words = defaultInWords(standard, node) ?? "those of its keys";
  return { ...node, description: `${description} Default: ${words}.` };
}

/** Mappings by names of one's own, and lists of mappings, show one entry. */
function withExample(node: Json): Json {
  const { examples, additionalProperties, items, properties } = node;
  const needed = !properties && (isObject(additionalProperties) || (isObject(items) && !isPlain(items)));
  if (examples !== undefined || !needed) return node;
  const example = exampleOf(node);
  return example === undefined ? node : { ...node, examples: [example] };
}

const isPlain = ({ type, anyOf, oneOf }: Json): boolean => type !== "object" && type !== "array" && !anyOf && !oneOf;

/** A value that a schema for editors takes, out of the examples, words and defaults in it; undefined where they make none. */
export function exampleOf(node: Json): unknown {
  const { examples, const: only, default: standard, anyOf, oneOf } = node;
  if (Array.isArray(examples)) return examples[0];
  if (only !== undefined) return only;
  const words = enumOf(node)[0];
  if (words !== undefined) return standard ?? words;
  if (standard !== undefined && !isObject(standard) && !Array.isArray(standard)) return standard;
  const alternatives = anyOf ?? oneOf;
  if (Array.isArray(alternatives))
    return exampleOf({ ...node, anyOf: undefined, oneOf: undefined, ...(alternatives[0] as Json) });
  return exampleByType(node);
}

function exampleByType({
  type,
  items,
  properties,
  required,
  additionalProperties,
  propertyNames,
  minimum,
}: Json): unknown {
  if (type === "array" && isObject(items)) {
    const one = exampleOf(items);
    return one === undefined ? undefined : [one];
  }
  if (type === "object" && isObject(properties)) {
    const keys = Array.isArray(required) ? (required as string[]) : [];
    const values = keys.map((key): [string, unknown] => [key, exampleOf(properties[key] as Json)]);
    return values.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(values);
  }
  if (type === "object" && isObject(additionalProperties) && isObject(propertyNames)) {
    const [key, value] = [exampleOf(propertyNames), exampleOf(additionalProperties)];
    return typeof key !== "string" || value === undefined ? undefined : { [key]: value };
  }
  if (type === "boolean") return true;
  return type === "integer" || type === "number" ? minimum : undefined;
}
