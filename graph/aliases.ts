import { type Graph, GraphIndex, type ResourceNode } from "./graph";
import { STACK_TYPE, formatUrn, parseUrn } from "./urns";

/** An alias as the SDK sends it, where it does not send a URN: what is left out is as it is now. */
interface AliasSpec {
  name?: string;
  type?: string;
  stack?: string;
  project?: string;
  parenturn?: string;
  noparent?: boolean;
}

/**
 * The URNs that a resource has or had, the present one first: its own aliases, and those that follow from the aliases of the
 * components it lies in, as the engine takes them.
 */
export function formerUrns(node: ResourceNode, graph: Graph): string[] {
  const index = GraphIndex.of(graph);
  const resolve = (each: ResourceNode, depth: number): string[] => {
    const parent = depth > MAX_DEPTH ? undefined : index.get(each.parent);
    const parentUrns = parent ? resolve(parent, depth + 1) : [];
    const own = [each.urn, ...each.aliases.flatMap((alias) => urnsOfAlias(alias, each, parentUrns))];
    const inherited = parent
      ? parentUrns.slice(1).flatMap((urn) => own.slice(0, 1).map((now) => urnUnderFormerParent(now, urn, parent, each)))
      : [];
    return [...new Set([...own, ...inherited])];
  };
  return resolve(node, 0);
}

/** No program nests components as deep. */
const MAX_DEPTH = 20;

function urnsOfAlias(alias: string, node: ResourceNode, parentUrns: readonly string[]): string[] {
  if (alias.startsWith("urn:")) return [alias];
  const spec = JSON.parse(alias) as AliasSpec;
  const now = parseUrn(node.urn);
  // Protobuf has an empty text for what is left out.
  const valueOr = (value: string | undefined, otherwise: string) => (value ? value : otherwise);
  const own = valueOr(spec.type, now.types.at(-1) ?? "");
  const [stack, project] = [valueOr(spec.stack, now.stack), valueOr(spec.project, now.project)];
  return formerParents(spec, parentUrns).map((parent) =>
    formatUrn({ stack, project, types: [...outerTypes(parent), own], name: valueOr(spec.name, now.name) }),
  );
}

/** The parents that an alias speaks of; an empty one is the stack. */
function formerParents({ noparent, parenturn }: AliasSpec, parentUrns: readonly string[]): readonly string[] {
  if (noparent) return [""];
  if (parenturn) return [parenturn];
  return parentUrns.length > 0 ? parentUrns : [""];
}

/** The types a child of this parent has before its own. The stack itself is not among them. */
function outerTypes(parentUrn: string): string[] {
  if (parentUrn === "") return [];
  const { types } = parseUrn(parentUrn);
  return types.at(-1) === STACK_TYPE ? [] : types;
}

/** The URN of a child while its parent had another. A name that begins with the parent's begins with the former one. */
function urnUnderFormerParent(urn: string, formerParent: string, parent: ResourceNode, node: ResourceNode): string {
  const now = parseUrn(urn);
  const before = parseUrn(formerParent);
  const name = node.name.startsWith(parent.name) ? before.name + node.name.slice(parent.name.length) : now.name;
  return formatUrn({ ...now, types: [...outerTypes(formerParent), now.types.at(-1) ?? ""], name });
}
