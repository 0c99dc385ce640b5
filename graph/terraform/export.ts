import { SECRET } from "../../config/mistakes";
import { type Graph, type ResourceNode, kindOf, referencesIn } from "../graph";
import { STACK_REFERENCE } from "../stackReferences";
import { type ExportNotes, type LeftOut, argumentsOf, titleOf } from "./arguments";
import {
  type ExportScope,
  addressOf,
  awsResources,
  escaped,
  exportScope,
  newerVariable,
  template,
} from "./expressions";
import { destroyedFirst, metaArguments, unexportedOptions } from "./lifecycle";
import { dataMapping, mappingTable, resourceMapping } from "./mappingTable";
import { safeName } from "./names";
import { NEWER_TYPES } from "./newer";

export interface TerraformOptions {
  /**
   * For plans without an account: dummy values stand for what data sources would read, and the providers are
   * configured to call no API. Default: false.
   */
  withoutDataSources?: boolean;
}

export interface TerraformExport {
  /** In Terraform's JSON syntax: https://developer.hashicorp.com/terraform/language/syntax/json */
  document: Record<string, unknown>;
  /** Sorted. */
  leftOut: LeftOut[];
}

type Labelled = Record<string, Record<string, unknown>>;

const PROVIDER_TYPE = "pulumi:providers:aws";

/**
 * A stack as one document for Terraform with the provider of the mapping. Logical names stay; names that the engine would make up
 * are the provider's to make up.
 *
 * @throws where a resource type or an argument is not in the provider, or a reference leads nowhere.
 */
export function toTerraform(graph: Graph, { withoutDataSources = false }: TerraformOptions = {}): TerraformExport {
  const scope = exportScope(graph, withoutDataSources);
  const notes: ExportNotes = { leftOut: unexportedResources(graph), variables: new Map() };
  const resources = awsResources(graph);
  const managed = resources.filter(({ external, type }) => !external && !(type in NEWER_TYPES));
  const first = destroyedFirst(managed);
  notes.leftOut.push(...unexportedOptions(managed, first));
  leaveOutNewer(scope, notes);
  leaveOutOtherStacks(scope, notes);
  const document = {
    "//": `Stack ${graph.stack} of ${graph.project}, made by npm run export`,
    terraform: {
      required_providers: {
        aws: { source: mappingTable().provider, version: versionConstraint(mappingTable().version) },
      },
    },
    provider: { aws: providers(scope, notes) },
    data: withoutDataSources ? {} : dataBlocks(scope, resources),
    resource: labelled(managed.map((node) => [addressOf(scope, node), resourceBlock(scope, notes, node, first)])),
    output: outputs(scope, notes),
    variable: variables(notes),
  };
  return {
    document: withoutEmpty(document),
    leftOut: notes.leftOut.sort((one, other) => compareText(one.what, other.what)),
  };
}

/** Resources that the provider of the mapping has not: what refers to their outputs refers to variables. */
function leaveOutNewer({ graph, offline }: ExportScope, { leftOut, variables }: ExportNotes): void {
  const written = graph.resources.filter(({ type }) => !(type in NEWER_TYPES));
  const references = referencesIn([written.map(({ inputs }) => inputs), graph.outputs]);
  for (const node of awsResources(graph)) {
    const newer = NEWER_TYPES[node.type];
    if (!newer) continue;
    const own = references.filter(({ kind, name }) => name === node.name && kind === kindOf(node.type));
    const outputs = [...new Set(own.map(({ property }) => property))].sort();
    // Without data sources made-up values stand for them.
    const names = offline ? [] : outputs.map((output) => newerVariable(node, output));
    leftOut.push({
      what: titleOf(node),
      why: [newer.why, ...names.map((name) => `set the variable ${name}`)].join("; "),
    });
    for (const [index, name] of names.entries())
      variables.set(name, {
        type: "string",
        description: `${outputs[index] ?? ""} of ${titleOf(node)}`,
        sensitive: false,
      });
  }
}

/** Resources of other stacks: what refers to their outputs refers to variables. */
function leaveOutOtherStacks(
  { otherStackReferences, offline }: ExportScope,
  { leftOut, variables }: ExportNotes,
): void {
  const titles = [...new Set(otherStackReferences.map(({ kind, name }) => `${kind} ${name}`))];
  for (const what of titles) {
    // Without data sources made-up values stand for them.
    const own = offline ? [] : otherStackReferences.filter(({ kind, name }) => `${kind} ${name}` === what);
    leftOut.push({
      what,
      why: ["of another stack", ...own.map(({ variable }) => `set the variable ${variable}`)].join("; "),
    });
    for (const { property, variable } of own)
      variables.set(variable, { type: "string", description: `${property} of ${what}`, sensitive: false });
  }
}

const compareText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** `5.100.0` gives `~> 5.100`: any later release that promises the same. */
function versionConstraint(version: string): string {
  return `~> ${version.split(".").slice(0, 2).join(".")}`;
}

function withoutEmpty(document: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(document).filter(([, value]) => typeof value !== "object" || Object.keys(value ?? {}).length > 0),
  );
}

/** Blocks by type and name, both sorted: the order of registration means nothing. */
function labelled(blocks: readonly (readonly [address: string, body: unknown])[]): Labelled {
  const result: Labelled = {};
  for (const [address, body] of [...blocks].sort(([one], [other]) => compareText(one, other))) {
    const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
    result[type] = { ...result[type], [name]: body };
  }
  return result;
}

function unexportedResources(graph: Graph): LeftOut[] {
  const parents = new Set(graph.resources.map(({ parent }) => parent));
  return graph.resources.flatMap((node) => {
    const { type, custom, remote, urn } = node;
    if (remote && !parents.has(urn))
      return [{ what: titleOf(node), why: "a plugin of the engine makes its resources, which no offline run sees" }];
    if (type === STACK_REFERENCE)
      return [
        {
          what: titleOf(node),
          why: "Terraform reads no outputs of it; those that are known now stand in the document",
        },
      ];
    const known = !custom || type.startsWith("aws:") || type.startsWith("pulumi:providers:");
    if (!known) throw new Error(`${type} ${node.name} is of another provider than ${mappingTable().provider}`);
    return [];
  });
}

const SKIPPED_CHECKS = {
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  skip_requesting_account_id: true,
};

function aliasOf(urn: string): string {
  return safeName(urn.split("::").at(-1) ?? urn);
}

function providers(scope: ExportScope, notes: ExportNotes): Record<string, unknown>[] {
  // A data source is read by a provider: nothing that a provider is told can come of one, an account's id least of all.
  const withoutSources = { ...scope, sources: new Map() };
  return scope.graph.resources
    .filter(({ type }) => type === PROVIDER_TYPE)
    .sort((one, other) => compareText(one.urn, other.urn))
    .map((node) => {
      const { endpoints, ...inputs } = settingsFor(scope, decodedProviderInputs(node));
      return {
        alias: aliasOf(node.urn),
        ...argumentsOf(withoutSources, notes, { ...node, inputs }, mappingTable().configuration),
        // Services are called the same in both.
        ...(endpoints !== undefined && { endpoints }),
        ...(scope.offline && SKIPPED_CHECKS),
      };
    });
}

/** What says something of resources. The others say how AWS is asked, and by whom. */
const OFFLINE_SETTINGS = ["region", "defaultTags", "ignoreTags"];

/** For plans without an account: nobody takes a role there, or asks whose account it is. */
const settingsFor = ({ offline }: ExportScope, inputs: Record<string, unknown>): Record<string, unknown> =>
  offline ? Object.fromEntries(Object.entries(inputs).filter(([key]) => OFFLINE_SETTINGS.includes(key))) : inputs;

/** The SDK hands a provider everything but text as JSON. */
function decodedProviderInputs({ inputs }: ResourceNode): Record<string, unknown> {
  const { configuration } = mappingTable();
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([key]) => key !== "version")
      .map(([key, value]) => {
        const property = configuration[key];
        const structured = key === "endpoints" || property?.type === "object" || property?.many !== undefined;
        const packed = structured && typeof value === "string" && value !== SECRET;
        return [key, packed ? (JSON.parse(value) as unknown) : value];
      }),
  );
}

const providerOf = (urn: string | undefined): { provider?: string } =>
  urn === undefined ? {} : { provider: `aws.${aliasOf(urn)}` };

function resourceBlock(
  scope: ExportScope,
  notes: ExportNotes,
  node: ResourceNode,
  first: ReadonlySet<string>,
): Record<string, unknown> {
  const { properties } = resourceMapping(node.type);
  const inputs = inOwnRegion(scope, node, properties["region"] !== undefined);
  return {
    ...providerOf(node.provider),
    ...argumentsOf(scope, notes, { ...node, inputs }, properties),
    ...metaArguments(scope, node, properties, first),
  };
}

/** The SDK lets each resource name a region; the provider of the mapping has the region of its configuration only. */
function inOwnRegion({ graph }: ExportScope, node: ResourceNode, known: boolean): Record<string, unknown> {
  const { region, ...inputs } = node.inputs;
  if (known || region === undefined) return node.inputs;
  const own = graph.resources.find(({ urn }) => urn === node.provider)?.inputs["region"];
  if (region === own) return inputs;
  throw new Error(
    `${node.type} ${node.name} is in ${JSON.stringify(region)}, and its provider in ${JSON.stringify(own)}: give it a provider of its region`,
  );
}

function dataBlocks(scope: ExportScope, resources: readonly ResourceNode[]): Labelled {
  const read = resources
    .filter(({ external }) => external)
    .map((node) => [addressOf(scope, node), { ...providerOf(node.provider), id: node.inputs["id"] }] as const);
  const queried = [...scope.sources.values()].map(({ type, name, provider, token, args }) => {
    const { properties } = dataMapping(token);
    const given = Object.entries(args).filter(([, value]) => value !== undefined && value !== null);
    const converted = given.map(([key, value]) => {
      const attribute = properties[key]?.name;
      if (attribute === undefined) throw new Error(`${type} cannot be asked by ${key}, as ${token} is`);
      return [attribute, untypedValue(scope, value)] as const;
    });
    return [`data.${type}.${name}`, { ...providerOf(provider), ...Object.fromEntries(converted) }] as const;
  });
  return labelled([...read, ...queried]);
}

/** A value that no schema describes: all its texts are templates, those of its keys too. */
function untypedValue(scope: ExportScope, value: unknown): unknown {
  if (typeof value === "string") return template(scope, value, undefined);
  if (Array.isArray(value)) return value.map((each) => untypedValue(scope, each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [escaped(key), untypedValue(scope, each)]));
}

function outputs(scope: ExportScope, notes: ExportNotes): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(scope.graph.outputs).flatMap(([key, value]) => {
      if (value === undefined) return [];
      if (JSON.stringify(value).includes(SECRET))
        notes.leftOut.push({ what: `output ${key}`, why: `holds a secret; ${SECRET} stands for it` });
      return [[safeName(key), { value: untypedValue(scope, value) }]];
    }),
  );
}

function variables({ variables: all }: ExportNotes): Record<string, unknown> {
  return Object.fromEntries([...all].map(([name, { sensitive = true, ...rest }]) => [name, { ...rest, sensitive }]));
}
