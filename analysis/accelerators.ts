import { type GraphIndex, referencesIn, type ResourceNode } from "../graph/graph";

export const ACCELERATOR_TYPES = {
  accelerator: "aws:globalaccelerator/accelerator:Accelerator",
  listener: "aws:globalaccelerator/listener:Listener",
  group: "aws:globalaccelerator/endpointGroup:EndpointGroup",
} as const;

/** One endpoint of a group, as the program gives it. */
export interface Endpoint {
  /** A load balancer of the stack, where it is one. */
  loadBalancer?: string;
  /** As written: a reference, or an ARN. */
  id: string;
  weight: number;
  preserveClientIp: boolean;
}

/** A region that an accelerator leads to. */
export interface EndpointGroup {
  /** Logical name. */
  name: string;
  region: string;
  /** Percent. */
  dial: number;
  endpoints: Endpoint[];
}

interface Configuration {
  endpointId?: unknown;
  weight?: number;
  clientIpPreservationEnabled?: boolean;
}

/** The endpoint groups of a stack, by region. */
export function endpointGroups(index: GraphIndex): EndpointGroup[] {
  return index
    .ofType(ACCELERATOR_TYPES.group)
    .map((node) => ({
      name: node.name,
      region: String(node.inputs["endpointGroupRegion"]),
      dial: (node.inputs["trafficDialPercentage"] ?? 100) as number,
      endpoints: ((node.inputs["endpointConfigurations"] ?? []) as Configuration[]).map((each) =>
        endpoint(index, each),
      ),
    }))
    .sort((one, other) => one.region.localeCompare(other.region));
}

/** What the provider makes of what is left out: a weight of 0, and no preservation. */
function endpoint(
  index: GraphIndex,
  { endpointId, weight = 0, clientIpPreservationEnabled = false }: Configuration,
): Endpoint {
  const balancer = index.referred(endpointId);
  return {
    ...(balancer && { loadBalancer: balancer.name }),
    id: String(endpointId),
    weight,
    preserveClientIp: clientIpPreservationEnabled,
  };
}

/** The load balancers of the stack that an accelerator leads to, by name. */
export const acceleratedDoors = (index: GraphIndex): Set<string> =>
  new Set(endpointGroups(index).flatMap(({ endpoints }) => endpoints.flatMap(({ loadBalancer = [] }) => loadBalancer)));

/** Whether a listener of a load balancer stands behind an accelerator. */
export const isAccelerated = (doors: ReadonlySet<string>, listener: ResourceNode): boolean =>
  referencesIn(listener.inputs["loadBalancerArn"]).some(({ name }) => doors.has(name));

/** The ports that clients connect to on an accelerator. */
export function acceleratedPorts(index: GraphIndex): number[] {
  return index
    .ofType(ACCELERATOR_TYPES.listener)
    .flatMap(({ inputs }) => ((inputs["portRanges"] ?? []) as { fromPort: number }[]).map(({ fromPort }) => fromPort));
}
