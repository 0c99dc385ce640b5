import { z } from "zod";
import { NAMESPACE, SECTIONS } from "./schema";

type Json = Record<string, unknown>;

/** An encrypted value, as the engine writes it. */
const SECURE = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

/** Keys beside `config` that the engine writes into a stack file. */
const ENGINE_KEYS = ["environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

/** The JSON Schema of a stack file, for editors: the schema that the program validates with, under its namespaced keys. */
export function stackFileSchema(): Json {
  const own = Object.entries(SECTIONS).map(([key, section]): [string, Json] => [
    `${NAMESPACE}:${key}`,
    jsonSchema(section),
  ]);
  const required = Object.entries(SECTIONS)
    .filter(([, section]) => !section.safeParse(undefined).success)
    .map(([key]) => `${NAMESPACE}:${key}`);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `Stack file of ${NAMESPACE}`,
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: Object.fromEntries(own),
        required,
        // Other namespaces belong to other packages.
        propertyNames: { anyOf: [{ enum: own.map(([key]) => key) }, { not: { pattern: `^${NAMESPACE}:` } }] },
      },
      ...Object.fromEntries(ENGINE_KEYS.map((key) => [key, {}])),
    },
    required: ["config"],
    additionalProperties: false,
  };
}

function jsonSchema(section: z.ZodType): Json {
  const schema = z.toJSONSchema(section, { io: "input" }) as Json;
  delete schema["$schema"];
  return forEditors(schema) as Json;
}

/** Turns our words into those that editors show, and allows encryption where the program does. */
function forEditors(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forEditors);
  if (value === null || typeof value !== "object") return value;
  const { allowed, fix, mayBeSecret } = value as Json;
  const ours = typeof allowed === "string" && typeof fix === "string" ? ["allowed", "fix", "mayBeSecret"] : [];
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !ours.includes(key)));
  const node = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, forEditors(each)]));
  if (typeof allowed === "string" && typeof fix === "string")
    node["errorMessage"] = `Allowed: ${allowed}. To fix it, ${fix}.`;
  return mayBeSecret === true ? { anyOf: [node, SECURE] } : node;
}
