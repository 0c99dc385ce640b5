import { FORMER_KEYS, FORMER_SETTINGS } from "../formerKeys";
import { AWS_KEY } from "../sections/aws";
import type { Json } from "./keywords";
import { NOTHING } from "./rules";

type Namespaced = (section: string) => string;
type Former = (typeof FORMER_KEYS)[number];

/** What an editor says of a key that there is no more: it crosses it out, and does not propose it. */
const formerKey = ({ allowed, fix }: Former): Json => ({
  deprecated: true,
  doNotSuggest: true,
  description: `No key any more: ${allowed.replace(/^nothing: /, "")}. To fix it, ${fix}.`,
  deprecationMessage: `No key any more: ${fix}.`,
  errorMessage: `Allowed: ${allowed}. To fix it, ${fix}.`,
  ...NOTHING,
});

/** The keys on the way to one in the schema of a stack file. */
function schemaPath([first = "", ...rest]: Former["path"], namespaced: Namespaced): string[] {
  const [setting = "", ...inside] = rest.map(String);
  return first === AWS_KEY
    ? ["config", `${AWS_KEY}${setting}`, ...inside]
    : ["config", namespaced(String(first)), ...rest.map(String)];
}

/** The schema with the keys of earlier versions, each where it stood. */
export const withFormerKeys = (schema: Json, namespaced: Namespaced): Json =>
  [...FORMER_KEYS, ...FORMER_SETTINGS].reduce(
    (all, former) => put(all, schemaPath(former.path, namespaced), formerKey(former)),
    schema,
  );

function put(schema: Json, [key = "", ...rest]: readonly string[], value: Json): Json {
  const properties = schema["properties"] as Record<string, Json>;
  const inner = rest.length === 0 ? value : put(properties[key] ?? {}, rest, value);
  return { ...schema, properties: { ...properties, [key]: inner } };
}
