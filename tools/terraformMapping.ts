import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMPUTED } from "../graph/computed";
import { OFFLINE_ANSWERS } from "../graph/invokes";
import {
  MAPPING_FILE,
  type MappingTable,
  type Properties,
  type Property,
  type TypeMapping,
} from "../graph/terraform/mappingTable";
import { NEWER_TYPES } from "../graph/terraform/newer";
import { formattedJson } from "./json";
import { sdkName, terraformTypes } from "./sdkNames";
import {
  type AttributeSchema,
  type BlockSchema,
  PROVIDER,
  type ProviderSchema,
  type TypeText,
  VERSION,
  providerSchema,
  requireWorkspace,
} from "./terraform";

/** Types that the program reads by their ids, beside those that it makes. */
const READ_TYPES: readonly string[] = ["aws:ec2/eip:Eip", "aws:ec2/subnet:Subnet", "aws:ec2/vpc:Vpc"];

const ID: Property = { name: "id", use: "computed", type: "string" };

/** Outputs of the SDK that this version of the provider has under another name only. */
const READ_OUTPUTS: Outputs = { "aws:ec2/eip:Eip": { allocationId: ID } };
const OUTPUTS: Outputs = {
  "aws:ecs/service:Service": { arn: ID },
  "aws:vpc/endpointPrivateDns:EndpointPrivateDns": { id: { ...ID, name: "vpc_endpoint_id" } },
  "aws:vpc/endpointServicePrivateDnsVerification:EndpointServicePrivateDnsVerification": {
    id: { ...ID, name: "service_id" },
  },
};

type Outputs = Readonly<Record<string, Properties>>;

/** Writes graph/terraform/mapping.json again. Needs terraform. */
export async function main(): Promise<void> {
  const workspace = await requireWorkspace();
  try {
    writeFileSync(join(__dirname, "..", MAPPING_FILE), await mappingText(await providerSchema(workspace)));
    process.stdout.write(`wrote ${MAPPING_FILE}\n`);
  } finally {
    workspace.remove();
  }
}

/** The text of the table. */
export function mappingText(schema: ProviderSchema): Promise<string> {
  return formattedJson(buildMapping(schema));
}

/** @throws where the provider has nothing for a type in use. */
export function buildMapping(schema: ProviderSchema): MappingTable {
  const functions = Object.keys(OFFLINE_ANSWERS);
  return {
    provider: PROVIDER,
    version: VERSION,
    configuration: blockProperties(schema.provider.block, "provider", 0),
    data: byType([...READ_TYPES, ...functions], schema.data_source_schemas, READ_OUTPUTS),
    resources: byType(
      Object.keys(COMPUTED).filter((type) => !(type in NEWER_TYPES)),
      schema.resource_schemas,
      OUTPUTS,
    ),
  };
}

function byType(
  types: readonly string[],
  schemas: ProviderSchema["resource_schemas"],
  outputs: Outputs,
): Record<string, TypeMapping> {
  const sorted = [...types].sort();
  return Object.fromEntries(
    sorted.map((type) => {
      const { properties, ...rest } = typeMapping(schemas, type);
      return [type, { ...rest, properties: { ...outputs[type], ...properties } }];
    }),
  );
}

function typeMapping(schemas: ProviderSchema["resource_schemas"], type: string): TypeMapping {
  const candidates = terraformTypes(type);
  const found = candidates.find((name) => schemas[name]);
  if (found === undefined) throw new Error(`${PROVIDER} ${VERSION} has no ${candidates.join(", no ")} for ${type}`);
  return { type: found, properties: blockProperties(schemas[found]?.block ?? {}, found, 0) };
}

/** Timeouts are options of a resource in the SDK, and endpoints of one's own are nothing that a stack has. */
const UNUSED = ["timeouts", "endpoints"];

function blockProperties(block: BlockSchema, path: string, depth: number): Properties {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, schema]) =>
    attributeProperty(schema, name, `${path}.${name}`, depth),
  );
  const blocks = Object.entries(block.block_types ?? {}).map(([name, schema]) => {
    const collection =
      schema.nesting_mode === "set" || schema.nesting_mode === "list" ? schema.nesting_mode : undefined;
    const sdk = sdkName(`${path}.${name}`, name, collection !== undefined && schema.max_items !== 1);
    const use = (schema.min_items ?? 0) > 0 ? "required" : "optional";
    const properties = blockProperties(schema.block, `${path}.${name}`, depth + 1);
    return namedProperty(sdk.name, {
      name,
      use,
      type: "object",
      ...(sdk.many && { many: collection }),
      block: true,
      properties,
    });
  });
  const entries = [...attributes, ...blocks].flatMap((entry) => (entry && !UNUSED.includes(entry[0]) ? [entry] : []));
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const namedProperty = (sdk: string, property: Property): [string, Property] => [sdk, property];

/** Undefined where nothing is ever said or asked about it: inside of a block, what only the provider fills. */
function attributeProperty(schema: AttributeSchema, name: string, path: string, depth: number) {
  const use = usage(schema, name, depth);
  if (use === "computed" && depth > 0) return undefined;
  const { collection, ...rest } = schema.nested_type
    ? nestedType(schema.nested_type, path)
    : valueType(schema.type, path);
  const sdk = sdkName(path, name, collection !== undefined);
  return namedProperty(sdk.name, { name, use, ...(sdk.many && { many: collection }), ...rest });
}

/** The SDK does not let a program set a resource's `id` or `tagsAll`, which the provider has as optional. */
function usage({ required, optional }: AttributeSchema, name: string, depth: number): Property["use"] {
  if (required) return "required";
  const withheld = depth === 0 && ["id", "tags_all"].includes(name);
  return optional && !withheld ? "optional" : "computed";
}

type Value = Pick<Property, "type" | "properties"> & { collection?: "list" | "set" };

function nestedType(
  { attributes, nesting_mode: mode }: NonNullable<AttributeSchema["nested_type"]>,
  path: string,
): Value {
  const properties = blockProperties({ attributes }, path, 1);
  return { type: "object", properties, ...((mode === "list" || mode === "set") && { collection: mode }) };
}

function valueType(type: TypeText | undefined, path: string): Value {
  if (type === "string" || type === "number" || type === "bool") return { type };
  if (Array.isArray(type)) {
    const [kind, inner] = type;
    if (kind === "map") return { type: "map" };
    if (kind === "object")
      return { type: "object", properties: objectProperties(inner as Record<string, TypeText>, path) };
    const element = valueType(inner as TypeText, path);
    if ((kind === "list" || kind === "set") && element.collection === undefined)
      return { ...element, collection: kind };
  }
  throw new Error(`${path} has a type that the mapping cannot say: ${JSON.stringify(type)}`);
}

function objectProperties(fields: Record<string, TypeText>, path: string): Properties {
  const attributes = Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, { type, optional: true }]));
  return blockProperties({ attributes }, path, 1);
}
