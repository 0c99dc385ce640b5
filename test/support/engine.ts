import type { ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { type EngineInputs, type EngineResource, graphOfEngine } from "../../graph/engineResources";
import { type Graph, GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";
import { policies } from "../../policy/policies";
import { GivenValues } from "./givenValues";

/** What an engine shows of a stack: what is asked for of each resource, then what came of all. */
export interface Shown {
  inputs: ReadonlyMap<string, EngineInputs>;
  resources: EngineResource[];
}

/** As a policy is given values: one that is not known, which a recording has as null, throws when it is read. */
function guarded(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  return new Proxy(value, {
    get: (target, key) => {
      const field: unknown = Reflect.get(target, key);
      if (field === null) throw new Error(`${String(key)} can't be known during preview`);
      return guarded(field);
    },
  });
}

const idOf = (urn: string) => ({ urn });

/** In an order of its own, as an engine does. */
function shown(nodes: readonly ResourceNode[], outputsOf: (node: ResourceNode) => object): Shown {
  const resources = [...nodes].reverse().map((node): EngineResource => {
    const { urn, type, name, protect, ignoreChanges, aliases, provider, parent, dependencies } = node;
    return {
      urn,
      type,
      name,
      props: guarded(outputsOf(node)) as EngineInputs,
      opts: { protect, ignoreChanges, aliases },
      ...(provider !== undefined && { provider: idOf(provider) }),
      ...(parent !== undefined && { parent: idOf(parent) }),
      dependencies: dependencies.map(idOf),
      propertyDependencies: Object.fromEntries(
        Object.entries(node.propertyDependencies).map(([key, urns]) => [key, [...urns].reverse().map(idOf)]),
      ),
    };
  });
  const asked = nodes.filter(({ external }) => !external);
  return { inputs: new Map(asked.map(({ urn, inputs }) => [urn, guarded(inputs) as EngineInputs])), resources };
}

/**
 * The first preview of a recording: what AWS gives once there is something is not known; what it is asked is. A recorded preview has no
 * references, and is shown as it is. What is only read is shown once the state has it.
 */
export function firstPreview(graph: Graph): Shown {
  const { resources } = graph;
  const index = GraphIndex.of(graph);
  const hide = (value: unknown): unknown => {
    // The id of what is only read stands in the stack file.
    if (typeof value === "string") return referencesIn(value).length > 0 && index.resolve(value) ? null : value;
    if (Array.isArray(value)) return value.map(hide);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hide(each)]));
  };
  const made = resources.filter(({ external }) => !external);
  const unknown = made.map((node) => ({ ...node, inputs: hide(node.inputs) as ResourceNode["inputs"] }));
  return shown(unknown, ({ inputs }) => ({ ...inputs, id: null }));
}

/** An update of a recording: AWS has given a value wherever there was a reference. */
export function update(graph: Graph): Shown {
  const given = new GivenValues(graph);
  const known = graph.resources.map((node) => ({ ...node, inputs: given.inputsOf(node) }));
  const outputs = new Map(graph.resources.map((node) => [node.urn, given.outputsOf(node)]));
  return shown(known, ({ urn, inputs }) => ({ ...outputs.get(urn), ...inputs }));
}

export const graphOf = ({ inputs, resources }: Shown): Graph => graphOfEngine(resources, inputs);

/** What the pack says of a stack, by policy, or one of its policies; those that say nothing are left out. */
export function violations(
  { inputs, resources }: Shown,
  only?: string,
): Record<string, { text: string; urn?: string }[]> {
  const pack = policies().filter(({ name }) => only === undefined || name === only);
  for (const { validateResource } of pack)
    for (const [urn, props] of inputs)
      if (typeof validateResource === "function")
        void validateResource({ urn, props } as ResourceValidationArgs, () => undefined);
  const said = pack.map(({ name, validateStack }) => {
    const found: { text: string; urn?: string }[] = [];
    void validateStack({ resources } as unknown as StackValidationArgs, (text, urn) => found.push({ text, urn }));
    return [name, found] as const;
  });
  return Object.fromEntries(said.filter(([, found]) => found.length > 0));
}
