import { type Json, isObject, mapSchemas } from "./keywords";

/** Shorter schemas are as short as a reference to them, or nearly. */
const LEAST_LENGTH = 300;

/** The same schema with what stands in several places written once, under $defs, by the name of the first place. */
export function shared(schema: Json): Json {
  const uses = new Map<string, { name: string; count: number }>();
  visit(schema, "stack", (node, name) => {
    const text = JSON.stringify(node);
    const known = uses.get(text);
    if (known) known.count += 1;
    else uses.set(text, { name, count: 1 });
    // Of what is written once, what is in it is, too.
    return known === undefined;
  });
  const names = named([...uses].filter(([text, { count }]) => count > 1 && text.length >= LEAST_LENGTH));
  const referring = (node: Json): Json => {
    const name = names.get(JSON.stringify(node));
    return name === undefined ? mapSchemas(node, referring) : { $ref: `#/$defs/${name}` };
  };
  const definitions = [...names].map(([text, name]): [string, Json] => [
    name,
    mapSchemas(JSON.parse(text) as Json, referring),
  ]);
  return { ...mapSchemas(schema, referring), $defs: Object.fromEntries(definitions) };
}

/** Each by the key that it stands at first, and a number where another one has that. */
function named(found: readonly [string, { name: string }][]): Map<string, string> {
  const taken = new Map<string, number>();
  return new Map(
    found.map(([text, { name }]) => {
      const count = (taken.get(name) ?? 0) + 1;
      taken.set(name, count);
      return [text, count === 1 ? name : `${name}${count}`];
    }),
  );
}

/** Visits each schema in one, with the name that it has there; `each` says whether to look into it. */
function visit(schema: Json, name: string, each: (node: Json, name: string) => boolean): void {
  for (const [key, value] of Object.entries(schema)) {
    const inside: [string, unknown][] =
      key === "properties" && isObject(value)
        ? Object.entries(value)
        : ["anyOf", "oneOf", "allOf"].includes(key) && Array.isArray(value)
          ? value.map((one): [string, unknown] => [name, one])
          : ["items", "additionalProperties", "propertyNames", "not", "if", "then", "else"].includes(key)
            ? [[name, value]]
            : [];
    for (const [at, node] of inside) if (isObject(node) && each(node, plain(at))) visit(node, plain(at), each);
  }
}

/** A key without its namespace, as a reference takes it. */
const plain = (key: string): string => key.replace(/^.*:/, "").replaceAll(/[^\w-]/g, "-");
