import { z } from "zod";
import { NAMESPACE, SERVICE_SECTIONS } from "./schema";
import { AWS_KEY, AWS_SETTINGS } from "./sections/aws";
import { CONSUMER_SECTIONS } from "./sections/consumerStack";
import { STACK_KINDS } from "./sections/kind";

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

type Sections = Readonly<Record<string, z.ZodType>>;

const namespacedKey = (key: string): string => `${NAMESPACE}:${key}`;

/** The JSON Schema of a stack file, for editors: the schema that the program validates with, under its namespaced keys. */
export function stackFileSchema(): Json {
  const kind = sectionJsonSchema(SERVICE_SECTIONS.kind);
  const sections = { ...CONSUMER_SECTIONS, ...SERVICE_SECTIONS };
  const own = Object.entries(sections).map(([key, section]): [string, Json] => [
    namespacedKey(key),
    sectionJsonSchema(section),
  ]);
  const ofAws = Object.entries(AWS_SETTINGS).map(([key, setting]): [string, Json] => [
    `${AWS_KEY}${key}`,
    sectionJsonSchema(setting),
  ]);
  const isConsumer = {
    properties: { [namespacedKey("kind")]: { const: "consumer" } },
    required: [namespacedKey("kind")],
  };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `Stack file of ${NAMESPACE}`,
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: {
          ...Object.fromEntries(own),
          [namespacedKey("kind")]: eitherKind(kind),
          ...Object.fromEntries(ofAws),
        },
        // Other namespaces belong to other packages.
        propertyNames: {
          anyOf: [
            { enum: [...own, ...ofAws].map(([key]) => key) },
            { not: { pattern: `^(${NAMESPACE}|${AWS_KEY.slice(0, -1)}):` } },
          ],
        },
        if: isConsumer,
        then: sectionRules(CONSUMER_SECTIONS, SERVICE_SECTIONS, "service"),
        else: sectionRules(SERVICE_SECTIONS, CONSUMER_SECTIONS, "consumer"),
      },
      ...Object.fromEntries(ENGINE_KEYS.map((key) => [key, {}])),
    },
    required: ["config"],
    additionalProperties: false,
  };
}

/** The section `kind`, whichever of the kinds it says. */
function eitherKind(section: Json): Json {
  const either: Json = { ...section, enum: [...STACK_KINDS] };
  delete either["const"];
  return either;
}

/** What one kind of stack must say, and what only the other may. */
function sectionRules(sections: Sections, others: Sections, other: string): Json {
  const required = Object.entries(sections)
    .filter(([, section]) => !section.safeParse(undefined).success)
    .map(([key]) => namespacedKey(key));
  const foreign = Object.keys(others)
    .filter((key) => !(key in sections))
    .map((key) => [
      namespacedKey(key),
      { not: {}, errorMessage: `${namespacedKey(key)} belongs to a stack of kind ${other}.` },
    ]);
  return { required, properties: Object.fromEntries(foreign) as Json };
}

function sectionJsonSchema(section: z.ZodType): Json {
  const schema = z.toJSONSchema(section, { io: "input" }) as Json;
  delete schema["$schema"];
  return forEditors(schema) as Json;
}

/** Turns our words into those that editors show, and allows encryption where the program does. */
function forEditors(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forEditors);
  if (value === null || typeof value !== "object") return value;
  const { allowed, fix, mayBeSecret } = value as Json;
  const metadataKeys =
    typeof allowed === "string" && typeof fix === "string" ? ["allowed", "fix", "mayBeSecret", "words"] : [];
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !metadataKeys.includes(key)));
  const node = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, forEditors(each)]));
  if (typeof allowed === "string" && typeof fix === "string")
    node["errorMessage"] = `Allowed: ${allowed}. To fix it, ${fix}.`;
  return mayBeSecret === true ? { anyOf: [node, SECURE] } : node;
}
