import { type Graph, REFERENCE, type ResourceNode, kindOf, referableResources, referencesIn } from "./graph";
import { mapTexts } from "./texts";

/** A stack as a StackReference names it. */
export interface StackName {
  /** Undefined where the name leaves it out: then it is the project of whoever refers to it. */
  project?: string;
  stack: string;
}

/**
 * `prod`, `acme/prod` or `acme/ha-tcp/prod`: the organization says nothing here, as an offline plan has none.
 * Source: https://www.pulumi.com/docs/iac/concepts/stacks/#create-a-stack
 */
export function parseStackName(name: string): StackName {
  const parts = name.split("/");
  const stack = parts.at(-1) ?? name;
  return parts.length === 3 ? { project: parts[1], stack } : { stack };
}

/**
 * A graph as another stack sees it: what refers to its resources has the stack's name in it, as in
 * `${VpcEndpointService:prod/link-eu-west-1-service.serviceName}`. Two stacks of one program often have resources of the same kind and
 * name, and the same text would mean both.
 *
 * @param prefix of the names. Default: the stack's name.
 */
export function qualifyNames(graph: Graph, prefix: string = graph.stack): Graph {
  const known = referenceTargets(graph);
  const rename = (text: string) =>
    text.replace(REFERENCE, (whole, kind: string, name: string, property: string) =>
      known.has(`${kind}:${name}`) ? `\${${kind}:${prefix}/${name}.${property}}` : whole,
    );
  return renameGraph(graph, prefix, rename);
}

/**
 * One graph with the resources of a stack and of those that it refers to. Its outputs are the stack's own. For reading paths that lead
 * from one stack to another; an update of the stack touches none of what it refers to.
 */
export function withReferencedStacks(graph: Graph): Graph {
  const { references = [], ...own } = graph;
  if (references.length === 0) return graph;
  // What is referred to comes first, as in the order of registration.
  const all = [...references.map(withReferencedStacks), own];
  return {
    ...own,
    resources: all.flatMap(({ resources }) => resources),
    invokes: all.flatMap(({ invokes }) => invokes),
  };
}

/** What the references of a graph can mean, as `Kind:name`: its resources, and what it was answered. Other text only looks like a reference. */
export function referenceTargets(graph: Graph): Set<string> {
  const whole = withReferencedStacks(graph);
  const answers = referencesIn(whole.invokes.map(({ result }) => result));
  const nodes = referableResources(whole).map(({ type, name }) => ({ kind: kindOf(type), name }));
  return new Set([...nodes, ...answers].map(({ kind, name }) => `${kind}:${name}`));
}

type Rename = (text: string) => string;

function renameGraph(graph: Graph, prefix: string, rename: Rename): Graph {
  const { resources, invokes, outputs, references } = graph;
  return {
    ...graph,
    resources: resources.map((node) => renameNode(node, prefix, rename)),
    invokes: mapTexts(invokes, rename),
    outputs: mapTexts(outputs, rename),
    ...(references && { references: references.map((each) => renameGraph(each, prefix, rename)) }),
  };
}

function renameNode(node: ResourceNode, prefix: string, rename: Rename): ResourceNode {
  const urn = (each: string) => renameUrn(each, prefix);
  const { parent, provider, outputs, dependencies, propertyDependencies } = node;
  return {
    ...node,
    name: `${prefix}/${node.name}`,
    urn: urn(node.urn),
    ...(parent !== undefined && { parent: urn(parent) }),
    ...(provider !== undefined && { provider: urn(provider) }),
    inputs: mapTexts(node.inputs, rename),
    ...(outputs && { outputs: mapTexts(outputs, rename) }),
    dependencies: dependencies.map(urn),
    replaceWith: node.replaceWith.map(urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([property, urns]) => [property, urns.map(urn)]),
    ),
    aliases: node.aliases.map((alias) => (alias.startsWith("urn:") ? urn(alias) : alias)),
  };
}

/** The name is the last of a URN's parts. */
function renameUrn(urn: string, prefix: string): string {
  const [stack, project, type, ...name] = urn.split("::");
  return [stack, project, type, `${prefix}/${name.join("::")}`].join("::");
}
