import type { Graph, ResourceNode } from "../../graph/graph";

const PROVIDER = "urn:pulumi:test::ha-tcp::pulumi:providers:aws::aws";

const nodeOf = (type: string, name: string, inputs: Record<string, unknown>): ResourceNode => ({
  urn: `urn:pulumi:test::ha-tcp::${type}::${name}`,
  type,
  name,
  custom: true,
  external: false,
  remote: false,
  provider: PROVIDER,
  inputs,
  dependencies: [],
  propertyDependencies: {},
  protect: false,
  retainOnDelete: false,
  deleteBeforeReplace: false,
  ignoreChanges: [],
  replaceOnChanges: [],
  replaceWith: [],
  aliases: [],
  secrets: [],
  digests: {},
});

/** Resources of one region, by type, name and inputs. */
export function costGraph(
  region: string,
  ...resources: readonly (readonly [type: string, name: string, inputs: Record<string, unknown>])[]
): Graph {
  const provider: ResourceNode = { ...nodeOf("pulumi:providers:aws", "aws", { region }), urn: PROVIDER };
  return {
    project: "ha-tcp",
    stack: "test",
    resources: [provider, ...resources.map(([type, name, inputs]) => nodeOf(type, name, inputs))],
    invokes: [],
    outputs: {},
  };
}
