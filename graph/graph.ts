/** One resource as the program registered it. */
export interface ResourceNode {
  urn: string;
  /** `aws:ec2/vpc:Vpc` */
  type: string;
  /** The logical name. */
  name: string;
  /** False for components, which exist only in the engine's state. */
  custom: boolean;
  /** Whether it is read by its id and not managed. */
  external: boolean;
  /** Whether its children are made by the engine's plugin, out of sight here. */
  remote: boolean;
  /** URN of the component it belongs to. */
  parent?: string;
  /** URN of the explicit provider. */
  provider?: string;
  /** What the program gave, by property. A value that only AWS knows reads `${Type:name.property}`. */
  inputs: Record<string, unknown>;
  /** URNs of what it depends on, explicitly or by its inputs. */
  dependencies: string[];
  /** The same by property. */
  propertyDependencies: Record<string, string[]>;
  protect: boolean;
  retainOnDelete: boolean;
  deleteBeforeReplace: boolean;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  /** URNs of resources with whose replacement it is replaced, too. */
  replaceWith: string[];
  aliases: string[];
  /** The properties that are kept encrypted. */
  secrets: string[];
  /** A digest of each of those as it was given, so that two recordings can be compared. */
  digests: Record<string, string>;
  /** How long the engine waits for AWS, where the program says so: `{ delete: "30m" }`. */
  customTimeouts?: Record<string, string>;
  /** The outputs that a component or the stack registered. */
  outputs?: Record<string, unknown>;
}

/** A call of a provider function, and its result. */
export interface Invocation {
  token: string;
  args: Record<string, unknown>;
  result: Record<string, unknown>;
}

/** All that a program registers with the engine, in order. */
export interface Graph {
  project: string;
  stack: string;
  resources: ResourceNode[];
  invokes: Invocation[];
  /** Of the stack. */
  outputs: Record<string, unknown>;
  /** The plans of other stacks whose outputs the program read, as `qualifyNames` names their parts. Left out where there are none. */
  references?: readonly Graph[];
  /** The inputs that overrides of the stack file put into resources, by logical name. Left out where there are none. */
  overridden?: Readonly<Record<string, readonly string[]>>;
  /** The addresses that AWS has given Elastic IPs and accelerators, by logical name. Of a deployed stack alone. */
  publicIps?: Readonly<Record<string, readonly string[]>>;
}

/** A value that only AWS will know: the property of a resource. Its text form stands in for it in a recorded graph. */
export interface Reference {
  /** The last part of the resource's type: `Vpc`. */
  kind: string;
  name: string;
  property: string;
}

/** How a reference is written; its parts are kind, name and property. */
export const REFERENCE = /\$\{(\w+):([^}]*)\.(\w+)\}/g;

export function formatReference({ kind, name, property }: Reference): string {
  return `\${${kind}:${name}.${property}}`;
}

/** All references in a value, however deep and however often. */
export function referencesIn(value: unknown): Reference[] {
  if (value === undefined) return [];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (!text.includes("${")) return [];
  return [...text.matchAll(REFERENCE)].map(([, kind = "", name = "", property = ""]) => ({ kind, name, property }));
}

/** `aws:ec2/vpc:Vpc` gives `Vpc`. */
export function kindOf(type: string): string {
  return type.split(":").at(-1) ?? type;
}

/** What references can mean. A remote component has no values of its own, and often the kind and name of the first of its children. */
export function referableResources(graph: Graph): ResourceNode[] {
  return graph.resources.filter(({ remote }) => !remote);
}

/** Finds resources in a graph by what they are and what refers to them. */
export class GraphIndex {
  private readonly byUrn: Map<string, ResourceNode>;
  private readonly byReference: Map<string, ResourceNode>;
  private readonly readById: Map<unknown, ResourceNode>;
  private readonly byType = new Map<string, readonly ResourceNode[]>();

  private static readonly indexes = new WeakMap<Graph, GraphIndex>();

  /** The index of a graph, which is only ever read: made once, and shared by all who ask. */
  static of(graph: Graph): GraphIndex {
    const index = GraphIndex.indexes.get(graph) ?? new GraphIndex(graph);
    GraphIndex.indexes.set(graph, index);
    return index;
  }

  private constructor(readonly graph: Graph) {
    this.byUrn = new Map(graph.resources.map((node) => [node.urn, node]));
    this.byReference = new Map(referableResources(graph).map((node) => [`${kindOf(node.type)}:${node.name}`, node]));
    this.readById = new Map(graph.resources.flatMap((node) => (node.external ? [[node.inputs["id"], node]] : [])));
  }

  get(urn: string | undefined): ResourceNode | undefined {
    return urn === undefined ? undefined : this.byUrn.get(urn);
  }

  /** Sorted by URN, so that nothing found here depends on the order of registration. */
  ofType(type: string): ResourceNode[] {
    const found =
      this.byType.get(type) ??
      this.graph.resources.filter((node) => node.type === type).sort((one, other) => one.urn.localeCompare(other.urn));
    this.byType.set(type, found);
    return [...found];
  }

  /**
   * The resource that the first reference in a value names, as in `vpcId: ${Vpc:network-eu-west-1-vpc.id}`; of what is only read, the one
   * whose id the value is.
   */
  resolve(value: unknown): ResourceNode | undefined {
    const [first] = referencesIn(value);
    if (first) return this.byReference.get(`${first.kind}:${first.name}`);
    return typeof value === "string" ? this.readById.get(value) : undefined;
  }

  childrenOf(node: ResourceNode): ResourceNode[] {
    return this.graph.resources.filter(({ parent }) => parent === node.urn);
  }

  /** The component that a resource lies in, past the resources between them: awsx has subnets in their VPC. */
  ownerOf({ parent }: ResourceNode): ResourceNode | undefined {
    const holder = this.get(parent);
    return holder?.custom ? this.ownerOf(holder) : holder;
  }

  /** The region of the resource's provider, as the provider's inputs say. */
  regionOf(node: ResourceNode): string | undefined {
    const region = this.get(node.provider)?.inputs["region"];
    return typeof region === "string" ? region : undefined;
  }
}
