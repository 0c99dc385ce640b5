import { z } from "zod";
import { NAMESPACE, SERVICE_SECTIONS } from "./schema";
import { NOTHING, stackRules, strict } from "./editor/rules";
import { type Json, forEditors } from "./editor/keywords";
import { withFormerKeys } from "./editor/formerKeys";
import { AWS_KEY, AWS_SETTINGS } from "./sections/aws";
import { CONSUMER_SECTIONS } from "./sections/consumerStack";
import { STACK_KINDS, STACK_KIND_MEANINGS } from "./sections/kind";

/** Keys beside `config` that the engine writes into a stack file. */
const ENGINE_KEYS = {
  environment: "Environments of Pulumi ESC whose values are merged into the config.",
  secretsprovider: "What encrypts secrets: `pulumi stack change-secrets-provider` writes it.",
  encryptedkey: "The key of the secrets, as their provider encrypted it.",
  encryptionsalt: "What the key of the secrets is made of, with a passphrase.",
} as const;

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
  const isConsumer = strict({ [namespacedKey("kind")]: { const: "consumer" } });
  const foreign = { not: { pattern: `^(${NAMESPACE}|${AWS_KEY.slice(0, -1)}):` } };
  return withFormerKeys(
    {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: {
        config: {
          type: "object",
          description: `What the stack is, by keys of the namespace ${NAMESPACE}, and settings of the provider under ${AWS_KEY}.`,
          properties: {
            ...Object.fromEntries(own),
            [namespacedKey("kind")]: eitherKind(kind),
            ...Object.fromEntries(ofAws),
          },
          // Other namespaces belong to other packages. Keys are proposed by `properties`, with their words.
          propertyNames: { doNotSuggest: true, anyOf: [{ enum: [...own, ...ofAws].map(([key]) => key) }, foreign] },
          if: isConsumer,
          then: sectionRules(CONSUMER_SECTIONS, SERVICE_SECTIONS, "service"),
          else: { ...sectionRules(SERVICE_SECTIONS, CONSUMER_SECTIONS, "consumer"), allOf: stackRules(namespacedKey) },
        },
        ...Object.fromEntries(Object.entries(ENGINE_KEYS).map(([key, description]) => [key, { description }])),
      },
      required: ["config"],
      additionalProperties: false,
    },
    namespacedKey,
  );
}

/** The section `kind`, whichever of the kinds it says. */
function eitherKind(section: Json): Json {
  const either: Json = {
    ...section,
    enum: [...STACK_KINDS],
    enumDescriptions: STACK_KINDS.map((kind) => STACK_KIND_MEANINGS[kind]),
  };
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
      { ...NOTHING, errorMessage: `${namespacedKey(key)} belongs to a stack of kind ${other}.` },
    ]);
  const demanded = required.map((key) => [key, true]);
  return { type: "object", required, properties: Object.fromEntries([...demanded, ...foreign]) as Json };
}

function sectionJsonSchema(section: z.ZodType): Json {
  const { $schema: _version, ...schema } = z.toJSONSchema(section, { io: "input" }) as Json;
  return forEditors(schema);
}
