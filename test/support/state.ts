import { SECRET } from "../../config/mistakes";
import { COMPUTED } from "../../graph/computed";
import type { Graph, ResourceNode } from "../../graph/graph";
import { parseStackName } from "../../graph/referencedStacks";
import { STACK_REFERENCE } from "../../graph/stackReferences";
import type { DeployedResource, DeployedState } from "../../graph/stateDocument";
import { GivenValues } from "./givenValues";

/** As engine and provider write a secret. Source: pulumi/pulumi sdk/go/common/resource/sig/sig.go */
const ENCRYPTED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:AAAA" };

/** The state of a recorded stack, as the engine has it once AWS has given all values: what `pulumi stack export` prints of it. */
export function stateOf(graph: Graph): DeployedState {
  const given = new GivenValues(graph);
  // In an order of its own, as an engine has one.
  const resources = graph.resources.map((node) => deployed(node, given, graph)).reverse();
  return { version: 3, deployment: { manifest: {}, secrets_providers: { type: "passphrase" }, resources } };
}

function deployed(node: ResourceNode, given: GivenValues, graph: Graph): DeployedResource {
  const { urn, type, custom, external, parent, provider, dependencies, propertyDependencies } = node;
  const inputs = encrypted(given.inputsOf(node)) as Record<string, unknown>;
  const outputs = { ...inputs, ...given.outputsOf(node), ...(node.outputs && given.in(node.outputs)) };
  const id = (node.inputs["id"] ?? outputs["id"] ?? node.name) as string;
  return {
    urn,
    type,
    custom,
    ...(custom && { id }),
    ...(external && { external }),
    ...(parent !== undefined && { parent }),
    ...(provider !== undefined && { provider: `${provider}::0a1b` }),
    ...(!external && custom && { inputs: withDefaults(inputs, outputs, type) }),
    ...(type === STACK_REFERENCE && { inputs: { name: inputs["name"] } }),
    outputs: { ...outputs, ...(type === STACK_REFERENCE && { outputs: given.in(outputsRead(node, graph)) }) },
    dependencies: [...dependencies].reverse(),
    // A list for each input, be it empty.
    ...(!external &&
      custom && {
        propertyDependencies: Object.fromEntries(
          Object.keys(inputs).map((property) => [property, [...(propertyDependencies[property] ?? [])].reverse()]),
        ),
      }),
    ...optionsOf(node),
  };
}

/** What is not so by default. */
const optionsOf = (node: ResourceNode): Partial<DeployedResource> => ({
  ...(node.protect && { protect: true }),
  ...(node.retainOnDelete && { retainOnDelete: true }),
  ...(node.ignoreChanges.length > 0 && { ignoreChanges: node.ignoreChanges }),
  ...(node.replaceOnChanges.length > 0 && { replaceOnChanges: node.replaceOnChanges }),
  ...(node.replaceWith.length > 0 && { replaceWith: node.replaceWith }),
});

/** All that the stack has which a reference reads. */
const outputsRead = ({ inputs }: ResourceNode, { references = [] }: Graph): Graph["outputs"] =>
  references.find(({ stack }) => stack === parseStackName(String(inputs["name"])).stack)?.outputs ?? {};

function encrypted(value: unknown): unknown {
  if (value === SECRET) return ENCRYPTED;
  if (Array.isArray(value)) return value.map(encrypted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, encrypted(each)]));
}

/** As a bridged provider checks inputs: a name is made up where there is none, and each structure says what was added to it. */
function withDefaults(inputs: Record<string, unknown>, outputs: Record<string, unknown>, type: string) {
  if (type.startsWith("pulumi:")) return { ...inputs, version: "7.48.0" };
  const made = !("name" in inputs) && (COMPUTED[type] ?? []).includes("name");
  const marked = markedWithin(inputs) as Record<string, unknown>;
  return { ...marked, ...(made && { name: outputs["name"] }), __defaults: made ? ["name"] : [] };
}

function markedWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => marked(each));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, marked(each)]));
}

function marked(value: unknown): unknown {
  const isStructure = value !== null && typeof value === "object" && !Array.isArray(value);
  const within = markedWithin(value);
  return isStructure ? { ...(within as object), __defaults: [] } : within;
}
