import { SECRET } from "../../config/mistakes";
import { STACK_REFERENCE } from "../stackReferences";
import { kindOf, referencesIn, type Graph, type ResourceNode } from "../graph";
import { argumentsOf, titleOf, type LeftOut, type Notes } from "./arguments";
import { addressOf, awsResources, escaped, newerVariable, scopeOf, template, type Scope } from "./expressions";
import { destroyedFirst, lostOptions, metaArguments } from "./lifecycle";
import { safeName } from "./names";
import { NEWER_TYPES } from "./newer";
import { dataMapping, mapping, resourceMapping } from "./types";

export interface TerraformOptions {
  /**
   * For plans without an account: well-formed ids that nothing has stand for what data sources would ask, and the providers are
   * told to ask nothing either. Default: false.
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
  const scope = scopeOf(graph, withoutDataSources);
  const notes: Notes = { leftOut: unexported(graph), variables: new Map() };
  const resources = awsResources(graph);
  const managed = resources.filter(({ external, type }) => !external && !(type in NEWER_TYPES));
  const first = destroyedFirst(managed);
  notes.leftOut.push(...lostOptions(managed, first));
  leaveOutNewer(scope, notes);
  leaveOutForeign(scope, notes);
  const document = {
    "//": `Stack ${graph.stack} of ${graph.project}, made by npm run export`,
    terraform: { required_providers: { aws: { source: mapping().provider, version: constraint(mapping().version) } } },
    provider: { aws: providers(scope, notes) },
    data: withoutDataSources ? {} : dataBlocks(scope, resources),
    resource: labelled(managed.map((node) => [addressOf(scope, node), resourceBlock(scope, notes, node, first)])),
    output: outputs(scope, notes),
    variable: variables(notes),
  };
  return {
    document: withoutEmpty(document),
    leftOut: notes.leftOut.sort((one, other) => compare(one.what, other.what)),
  };
}

/** Resources that the provider of the mapping has not: what refers to their outputs refers to variables. */
function leaveOutNewer({ graph, offline }: Scope, { leftOut, variables }: Notes): void {
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
function leaveOutForeign({ foreign, offline }: Scope, { leftOut, variables }: Notes): void {
  const titles = [...new Set(foreign.map(({ kind, name }) => `${kind} ${name}`))];
  for (const what of titles) {
    // Without data sources made-up values stand for them.
    const own = offline ? [] : foreign.filter(({ kind, name }) => `${kind} ${name}` === what);
    leftOut.push({
      what,
      why: ["of another stack", ...own.map(({ variable }) => `set the variable ${variable}`)].join("; "),
    });
    for (const { property, variable } of own)
      variables.set(variable, { type: "string", description: `${property} of ${what}`, sensitive: false });
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** `5.100.0` gives `~> 5.100`: any later release that promises the same. */
function constraint(version: string): string {
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
  for (const [address, body] of [...blocks].sort(([one], [other]) => compare(one, other))) {
    const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
    result[type] = { ...result[type], [name]: body };
  }
  return result;
}

function unexported(graph: Graph): LeftOut[] {
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
    if (!known) throw new Error(`${type} ${node.name} is of another provider than ${mapping().provider}`);
    return [];
  });
}

const SKIPPED = {
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  skip_requesting_account_id: true,
};

function aliasOf(urn: string): string {
  return safeName(urn.split("::").at(-1) ?? urn);
}

function providers(scope: Scope, notes: Notes): Record<string, unknown>[] {
  return scope.graph.resources
    .filter(({ type }) => type === PROVIDER_TYPE)
    .sort((one, other) => compare(one.urn, other.urn))
    .map((node) => ({
      alias: aliasOf(node.urn),
      ...argumentsOf(scope, notes, { ...node, inputs: unpacked(node) }, mapping().configuration),
      ...(scope.offline && SKIPPED),
    }));
}

/** The SDK hands a provider everything but text as JSON. */
function unpacked({ inputs }: ResourceNode): Record<string, unknown> {
  const { configuration } = mapping();
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([key]) => key !== "version")
      .map(([key, value]) => {
        const property = configuration[key];
        const structured = property?.type === "object" || property?.many !== undefined;
        const packed = structured && typeof value === "string" && value !== SECRET;
        return [key, packed ? (JSON.parse(value) as unknown) : value];
      }),
  );
}

const providerOf = (urn: string | undefined): { provider?: string } =>
  urn === undefined ? {} : { provider: `aws.${aliasOf(urn)}` };

function resourceBlock(
  scope: Scope,
  notes: Notes,
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
function inOwnRegion({ graph }: Scope, node: ResourceNode, known: boolean): Record<string, unknown> {
  const { region, ...inputs } = node.inputs;
  if (known || region === undefined) return node.inputs;
  const own = graph.resources.find(({ urn }) => urn === node.provider)?.inputs["region"];
  if (region === own) return inputs;
  throw new Error(
    `${node.type} ${node.name} is in ${JSON.stringify(region)}, and its provider in ${JSON.stringify(own)}: give it a provider of its region`,
  );
}

function dataBlocks(scope: Scope, resources: readonly ResourceNode[]): Labelled {
  const read = resources
    .filter(({ external }) => external)
    .map((node) => [addressOf(scope, node), { ...providerOf(node.provider), id: node.inputs["id"] }] as const);
  const asked = [...scope.sources.values()].map(({ type, name, provider, token, args }) => {
    const { properties } = dataMapping(token);
    const given = Object.entries(args).filter(([, value]) => value !== undefined && value !== null);
    const converted = given.map(([key, value]) => {
      const attribute = properties[key]?.name;
      if (attribute === undefined) throw new Error(`${type} cannot be asked by ${key}, as ${token} is`);
      return [attribute, untyped(scope, value)] as const;
    });
    return [`data.${type}.${name}`, { ...providerOf(provider), ...Object.fromEntries(converted) }] as const;
  });
  return labelled([...read, ...asked]);
}

/** A value that no schema describes: all its texts are templates, those of its keys too. */
function untyped(scope: Scope, value: unknown): unknown {
  if (typeof value === "string") return template(scope, value, undefined);
  if (Array.isArray(value)) return value.map((each) => untyped(scope, each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [escaped(key), untyped(scope, each)]));
}

function outputs(scope: Scope, notes: Notes): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(scope.graph.outputs).flatMap(([key, value]) => {
      if (value === undefined) return [];
      if (JSON.stringify(value).includes(SECRET))
        notes.leftOut.push({ what: `output ${key}`, why: `holds a secret; ${SECRET} stands for it` });
      return [[safeName(key), { value: untyped(scope, value) }]];
    }),
  );
}

function variables({ variables: all }: Notes): Record<string, unknown> {
  return Object.fromEntries([...all].map(([name, { sensitive = true, ...rest }]) => [name, { ...rest, sensitive }]));
}
