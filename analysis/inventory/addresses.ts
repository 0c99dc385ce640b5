import { type Graph, GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";
import { ANYCAST_ADDRESSES } from "../../plan/globalAccelerator/accelerator";
import { loadBalancerSubnets } from "./loadBalancers";
import { TYPES } from "./resourceTypes";

/** One Elastic IP, or the addresses of one accelerator, and what they are for. */
export interface AddressRow {
  /** `global` for an accelerator. */
  region: string;
  /** The zone's letter; empty for an accelerator. */
  zone: string;
  /**
   * `public`, `publicIpv6` and `anycast`: clients connect to it, in a zone or anywhere. `egress`: the service's own connections come from
   * it. All are allow-listed. One of `publicIpv6` is a load balancer's, and goes with it.
   */
  purpose: "public" | "publicIpv6" | "egress" | "anycast";
  /** Of a further address of a NAT gateway, its own name. */
  secondary?: string;
  /** The pool of one's own that it comes from, if it is made. */
  pool?: string;
  /** Logical name of the resource. */
  name: string;
  /** How many addresses it stands for: an accelerator has two of each family. */
  count: number;
  /** `created` by this stack, or the user's `own`, which is only read. */
  origin: "created" | "own";
  /** The allocation id, where it is known before the stack is up. */
  allocationId?: string;
  /** The addresses themselves, where they are known before the stack is up: those of one's own range. */
  publicIps?: string[];
  /** URN of the load balancer, NAT gateway or listener it leads to; undefined where it is parked. */
  attachedTo?: string;
  /** Whether the engine refuses to delete it. */
  protected: boolean;
  /** Whether it outlives its removal from the stack. */
  retained: boolean;
}

const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";
const ACCELERATOR_LISTENER = "aws:globalaccelerator/listener:Listener";
const SECONDARY = "secondaryEgressAddresses";
const PURPOSES = { public: "publicAddresses", egress: "egressAddresses" } as const;

/** Every address of the stack's outputs: an accelerator's, then by region, purpose and zone. */
export function addresses(graph: Graph): AddressRow[] {
  const index = GraphIndex.of(graph);
  const elastic = (["public", "egress"] as const)
    .flatMap((purpose) => addressOutputs(graph, purpose).map((output) => elasticIpRow(index, purpose, output)))
    .concat(secondaryOutputs(graph).map((output) => elasticIpRow(index, "egress", output)));
  const zonal = [...elastic, ...ipv6Rows(index)].sort((one, other) => order(one).localeCompare(order(other)));
  return [...index.ofType(ACCELERATOR).map((node) => anycastRow(index, node)), ...zonal];
}

/** Those of accelerators, which have no zone, come before all of them. */
export const PURPOSE_ORDER: readonly AddressRow["purpose"][] = ["public", "publicIpv6", "egress"];

const order = ({ region, purpose, zone, secondary = "" }: AddressRow): string =>
  [region, PURPOSE_ORDER.indexOf(purpose), zone, secondary].join(" ");

/** AWS gives a load balancer one in each of its zones. */
function ipv6Rows(index: GraphIndex): AddressRow[] {
  return index
    .ofType(TYPES.loadBalancer)
    .filter(({ inputs }) => inputs["internal"] !== true && inputs["ipAddressType"] === "dualstack")
    .flatMap((node) => {
      const region = index.regionOf(node) ?? "";
      return loadBalancerSubnets(index, node).map(({ inputs }): AddressRow => ({
        region,
        zone: String(inputs["availabilityZone"]).slice(region.length),
        purpose: "publicIpv6",
        name: node.name,
        count: 1,
        origin: "created",
        attachedTo: node.urn,
        protected: node.protect,
        retained: false,
      }));
    });
}

/** The type of the resource that holds addresses of a purpose. */
export const resourceTypeOf = (purpose: AddressRow["purpose"]): string =>
  purpose === "anycast" ? ACCELERATOR : purpose === "publicIpv6" ? TYPES.loadBalancer : TYPES.eip;

/** Whether neither the engine nor a removal from the stack takes it away; one of a load balancer lives as long as that. */
export const isKept = (row: Pick<AddressRow, "purpose" | "protected" | "retained">): boolean =>
  row.protected && (row.retained || row.purpose === "publicIpv6");

/** Where several listeners lead from it, it is the first that is named. */
function anycastRow(index: GraphIndex, node: ResourceNode): AddressRow {
  const listener = index
    .ofType(ACCELERATOR_LISTENER)
    .find(({ inputs }) => index.resolve(inputs["acceleratorArn"]) === node);
  const own = node.inputs["ipAddresses"] as string[] | undefined;
  return {
    region: "global",
    zone: "",
    purpose: "anycast",
    name: node.name,
    count: node.inputs["ipAddressType"] === "DUAL_STACK" ? 2 * ANYCAST_ADDRESSES : ANYCAST_ADDRESSES,
    origin: "created",
    ...(own && { publicIps: [...own] }),
    ...(listener && { attachedTo: listener.urn }),
    protected: node.protect,
    retained: node.retainOnDelete,
  };
}

interface AddressOutput {
  region: string;
  zone: string;
  /** Of a further address of a NAT gateway. */
  secondary?: string;
  value: unknown;
}

function addressOutputs(graph: Graph, purpose: "public" | "egress"): AddressOutput[] {
  const byRegion = (graph.outputs[PURPOSES[purpose]] ?? {}) as Record<string, Record<string, unknown>>;
  return Object.entries(byRegion).flatMap(([region, byZone]) =>
    Object.entries(byZone).map(([zone, value]) => ({ region, zone, value })),
  );
}

/** Further addresses of NAT gateways, where there are any. */
function secondaryOutputs(graph: Graph): AddressOutput[] {
  const byRegion = (graph.outputs[SECONDARY] ?? {}) as Record<string, Record<string, Record<string, unknown>>>;
  return Object.entries(byRegion).flatMap(([region, byZone]) =>
    Object.entries(byZone).flatMap(([zone, byName]) =>
      Object.entries(byName).map(([secondary, value]) => ({ region, zone, secondary, value })),
    ),
  );
}

function elasticIpRow(
  index: GraphIndex,
  purpose: "public" | "egress",
  { region, zone, secondary, value }: AddressOutput,
): AddressRow {
  const node = index.resolve(value);
  if (node?.type !== TYPES.eip)
    throw new Error(
      `the output ${secondary === undefined ? PURPOSES[purpose] : SECONDARY}.${region}.${zone} names no Elastic IP: ${JSON.stringify(value)}`,
    );
  const user = userOf(index, node);
  return {
    region,
    zone,
    purpose,
    ...(secondary !== undefined && { secondary }),
    ...poolOf(node),
    name: node.name,
    count: 1,
    origin: node.external ? "own" : "created",
    ...(node.external ? { allocationId: String(node.inputs["id"]) } : {}),
    ...(user ? { attachedTo: user.urn } : {}),
    protected: node.protect,
    retained: node.retainOnDelete || node.external,
  };
}

function poolOf({ inputs }: ResourceNode): Pick<AddressRow, "pool"> {
  const pool = inputs["publicIpv4Pool"] ?? inputs["ipamPoolId"];
  return typeof pool === "string" ? { pool } : {};
}

/** What holds an Elastic IP: load balancers and NAT gateways do by its allocation id; further ones are given to a NAT gateway. */
export function userOf(index: GraphIndex, address: ResourceNode): ResourceNode | undefined {
  const user = index.graph.resources.find(({ inputs }) => {
    const mappings = (inputs["subnetMappings"] ?? []) as { allocationId?: unknown }[];
    const further = (inputs["secondaryAllocationIds"] ?? []) as unknown[];
    const ids = [inputs["allocationId"], ...further, ...mappings.map(({ allocationId }) => allocationId)];
    return ids.some((id) => isAllocationOf(id, address));
  });
  return user?.type === TYPES.natAddress ? (index.resolve(user.inputs["natGatewayId"]) ?? user) : user;
}

function isAllocationOf(id: unknown, address: ResourceNode): boolean {
  if (id === undefined) return false;
  if (address.external && id === address.inputs["id"]) return true;
  return referencesIn(id).some(({ kind, name }) => kind === "Eip" && name === address.name);
}
