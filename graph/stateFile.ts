import type { Graph, Invocation, ResourceNode } from "./graph";
import { COMPUTED } from "./computed";
import { referencesTo } from "./givenValues";
import { withListNames } from "./listNames";
import { type Came, References } from "./references";
import { EXPANSIONS } from "./remote/expansions";
import { isSecret, plainValue } from "./requests";
import { parseStackName } from "./referencedStacks";
import { STACK_REFERENCE } from "./stackReferences";
import { checkedResources } from "./stateChecks";
import { type DeployedResource, nameOf, parseState } from "./stateDocument";
import { STACK_TYPE, parseUrn } from "./urns";

const ACCOUNT_FUNCTION = "aws:index/getCallerIdentity:getCallerIdentity";

export interface StateArgs {
  /** What messages call the state by. Default: `The state`. */
  file?: string;
  /** Plans of the stacks whose outputs the program read, as `Graph.references` has them. Default: none. */
  references?: readonly Graph[];
}

/**
 * The graph of a deployed stack, out of what `pulumi stack export` prints: what the analysis says of a recording it says of this. Values
 * that other resources gave read as references to them, as in a recording, and what is encrypted as `[secret]`, with or without
 * `--show-secrets`.
 *
 * A state has no calls of provider functions but for the account, and says nothing of overrides, nor of what only steers an update: aliases,
 * time limits, and what is deleted before it is replaced.
 *
 * @throws FileError where the text is no such document, or one that no graph can be read from.
 */
export function graphOfState(text: string, { file = "The state", references = [] }: StateArgs = {}): Graph {
  const resources = checkedResources(parseState(text, file), file);
  const nodes = withListNames(resources.map(nodeOf));
  const outputs = new Map(resources.map((each) => [each.urn, outputsOf(each)]));
  const { stack, project } = parseUrn(resources[0]?.urn ?? "");
  const found = new References(nodes, (node) => cameOf(node, outputs.get(node.urn) ?? {}, references));
  const referring = nodes.map((node) => ({
    ...node,
    inputs: found.inputsOf(node),
    ...(!node.custom && { outputs: found.inOutputs(outputs.get(node.urn) ?? {}) }),
  }));
  return {
    project,
    stack,
    resources: referring,
    invokes: accountIn(resources),
    outputs: referring.find(({ type }) => type === STACK_TYPE)?.outputs ?? {},
    publicIps: Object.fromEntries(resources.flatMap(publicIpsOf)),
    ...(references.length > 0 && { references }),
  };
}

function nodeOf(resource: DeployedResource): ResourceNode {
  const { urn, type, custom = false, external = false, parent, provider, dependencies = [], inputs = {} } = resource;
  const { protect = false, retainOnDelete = false, ignoreChanges = [], replaceOnChanges = [] } = resource;
  const { replaceWith = [], aliases = [] } = resource;
  return {
    urn,
    type,
    name: nameOf(resource),
    custom,
    external,
    remote: type in EXPANSIONS,
    parent,
    provider: provider?.split("::").slice(0, 4).join("::"),
    inputs: inputsOf(resource),
    dependencies: [...dependencies].sort(),
    propertyDependencies: propertyDependenciesOf(resource),
    protect,
    retainOnDelete,
    deleteBeforeReplace: false,
    ignoreChanges,
    replaceOnChanges,
    replaceWith: [...replaceWith].sort(),
    aliases,
    secrets: Object.keys(inputs)
      .filter((key) => isSecret(inputs[key]))
      .sort(),
    digests: {},
  };
}

/** What the program asked for. Of what is only read, what AWS said of it. */
function inputsOf({ type, id, external, inputs = {}, outputs = {}, propertyDependencies }: DeployedResource) {
  const asked = external && type !== STACK_REFERENCE ? outputs : inputs;
  const given = withoutDefaults(plainValue(asked)) as Record<string, unknown>;
  if (external) return { ...withoutComputed(type, given), id };
  if (propertyDependencies === undefined) return given;
  // The engine has a list for each input of the program, be it empty; what the provider added has none.
  return Object.fromEntries(Object.entries(given).filter(([property]) => property in propertyDependencies));
}

/** What only AWS fills is no input, though it was read. */
function withoutComputed(type: string, values: Record<string, unknown>): Record<string, unknown> {
  const computed = COMPUTED[type] ?? [];
  return Object.fromEntries(Object.entries(values).filter(([property]) => !computed.includes(property)));
}

/**
 * A value without what is not said, and without what a bridged provider puts into inputs: defaults of its own, whose names it keeps beside them.
 * Source: pulumi/pulumi-terraform-bridge pkg/reservedkeys/keys.go
 */
function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (value === null || typeof value !== "object") return value;
  const { __defaults: defaults = [], ...fields } = value as Record<string, unknown>;
  const added = new Set(defaults as unknown[]);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, each]) =>
      added.has(key) || each === null ? [] : [[key, withoutDefaults(each)]],
    ),
  );
}

const outputsOf = ({ outputs = {}, id }: DeployedResource) => ({
  ...(withoutDefaults(plainValue(outputs)) as Record<string, unknown>),
  ...(id !== undefined && { id }),
});

function propertyDependenciesOf({ propertyDependencies = {} }: DeployedResource): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(propertyDependencies).flatMap(([property, urns]) =>
      urns && urns.length > 0 ? [[property, [...urns].sort()]] : [],
    ),
  );
}

/** The account, as the ARNs of its resources have it: in place of what AWS answered about it. */
function accountIn(resources: readonly DeployedResource[]): Invocation[] {
  const own = resources.filter(({ custom, external }) => custom && !external);
  const ids = own.flatMap(
    ({ outputs }) => /^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/.exec(String(outputs?.["arn"]))?.[1] ?? [],
  );
  return ids.slice(0, 1).map((accountId) => ({ token: ACCOUNT_FUNCTION, args: {}, result: { accountId } }));
}

/** Of an Elastic IP, or an accelerator's of all families. */
function publicIpsOf(resource: DeployedResource): [string, string[]][] {
  const { type, outputs = {} } = resource;
  const { publicIp, ipSets = [] } = outputs as { publicIp?: string; ipSets?: { ipAddresses?: string[] }[] };
  if (type === "aws:ec2/eip:Eip" && publicIp !== undefined) return [[nameOf(resource), [publicIp]]];
  if (type !== "aws:globalaccelerator/accelerator:Accelerator") return [];
  return [[nameOf(resource), ipSets.flatMap(({ ipAddresses = [] }) => ipAddresses)]];
}

/** What the program gave a resource itself, nobody has from it: a name that is written into the program stays as it is. */
function cameOf(node: ResourceNode, outputs: Record<string, unknown>, references: readonly Graph[]): Came {
  if (node.type === STACK_REFERENCE)
    return { outputs, offline: { outputs: outputsReferredTo(node, references) }, readAnywhere: true };
  // Of what is only read, the program knows the id.
  const isGiven = (property: string) =>
    node.external ? outputs[property] === node.inputs["id"] : property in node.inputs;
  const made = Object.entries(referencesTo(node, outputs)).filter(([property]) => !isGiven(property));
  return { outputs, offline: Object.fromEntries(made) };
}

function outputsReferredTo({ inputs }: ResourceNode, references: readonly Graph[]): Graph["outputs"] {
  const { stack } = parseStackName(String(inputs["name"]));
  return references.find((each) => each.stack === stack)?.outputs ?? {};
}
