import { type Graph, GraphIndex, kindOf } from "../../graph/graph";

/** A component and the resources in it; those of a component within it are that one's. */
export interface ComponentRow {
  name: string;
  /** `Network` */
  kind: string;
  urn: string;
  /** How many of each kind, by kind: `{ Subnet: 6 }`. */
  resources: Record<string, number>;
  total: number;
}

/** The components in the order of their names, and what the stack has outside of any. Providers count as resources. */
export function components(graph: Graph): ComponentRow[] {
  const owners = graph.resources.filter(({ custom }) => !custom);
  const index = GraphIndex.of(graph);
  const owned = graph.resources
    .filter(({ custom }) => custom)
    .map((node) => ({ type: node.type, owner: index.ownerOf(node) }));
  return owners
    .map((owner) => {
      const children = owned.filter((each) => each.owner === owner);
      const resources: Record<string, number> = {};
      for (const kind of children.map(({ type }) => kindName(type)).sort())
        resources[kind] = (resources[kind] ?? 0) + 1;
      return { name: owner.name, kind: kindOf(owner.type), urn: owner.urn, resources, total: children.length };
    })
    .filter(({ total }) => total > 0)
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** A provider's type ends in its package's name, which says nothing among resources. */
function kindName(type: string): string {
  return type.startsWith("pulumi:providers:") ? "Provider" : kindOf(type);
}
