import { GraphIndex, referencesIn, type Graph, type ResourceNode } from "../graph/graph";

/** One Elastic IP and what it is for. */
export interface AddressRow {
  region: string;
  /** The zone's letter. */
  zone: string;
  /** `public`: clients connect to it. `egress`: the service's own connections come from it. Both are allow-listed. */
  purpose: "public" | "egress";
  /** Logical name of the resource. */
  name: string;
  /** `created` by this stack, or the user's `own`, which is only read. */
  origin: "created" | "own";
  /** The allocation id, where it is known before the stack is up. */
  allocationId?: string;
  /** URN of the load balancer or NAT gateway it is attached to; undefined where it is parked. */
  attachedTo?: string;
  /** Whether the engine refuses to delete it. */
  protected: boolean;
  /** Whether it outlives its removal from the stack. */
  retained: boolean;
}

const EIP = "aws:ec2/eip:Eip";
const PURPOSES = { public: "publicAddresses", egress: "egressAddresses" } as const;

/** Every address of the stack's outputs, by region, purpose and zone. */
export function addresses(graph: Graph): AddressRow[] {
  const index = new GraphIndex(graph);
  return (["public", "egress"] as const)
    .flatMap((purpose) => published(graph, purpose).map((place) => row(index, purpose, place)))
    .sort((one, other) => order(one).localeCompare(order(other)));
}

const order = ({ region, purpose, zone }: AddressRow): string => [region, purpose === "public" ? 0 : 1, zone].join(" ");

interface Place {
  region: string;
  zone: string;
  value: unknown;
}

function published(graph: Graph, purpose: "public" | "egress"): Place[] {
  const byRegion = (graph.outputs[PURPOSES[purpose]] ?? {}) as Record<string, Record<string, unknown>>;
  return Object.entries(byRegion).flatMap(([region, byZone]) =>
    Object.entries(byZone).map(([zone, value]) => ({ region, zone, value })),
  );
}

function row(index: GraphIndex, purpose: "public" | "egress", { region, zone, value }: Place): AddressRow {
  const node = index.referred(value);
  if (node?.type !== EIP)
    throw new Error(`the output ${PURPOSES[purpose]}.${region}.${zone} names no Elastic IP: ${JSON.stringify(value)}`);
  const user = userOf(index, node);
  return {
    region,
    zone,
    purpose,
    name: node.name,
    origin: node.external ? "own" : "created",
    ...(node.external ? { allocationId: String(node.inputs["id"]) } : {}),
    ...(user ? { attachedTo: user.urn } : {}),
    protected: node.protect,
    retained: node.retainOnDelete || node.external,
  };
}

/** Load balancers and NAT gateways hold an address by its allocation id. */
function userOf(index: GraphIndex, address: ResourceNode): ResourceNode | undefined {
  return index.graph.resources.find(({ inputs }) => {
    const mappings = (inputs["subnetMappings"] ?? []) as { allocationId?: unknown }[];
    const ids = [inputs["allocationId"], ...mappings.map(({ allocationId }) => allocationId)];
    return ids.some((id) => isAllocationOf(id, address));
  });
}

function isAllocationOf(id: unknown, address: ResourceNode): boolean {
  if (id === undefined) return false;
  if (address.external && id === address.inputs["id"]) return true;
  return referencesIn(id).some(({ kind, name }) => kind === "Eip" && name === address.name);
}
