import { type GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";
import { ACCELERATOR_TYPES } from "./resourceTypes";

/** One endpoint of a group, as the program gives it. */
interface AcceleratorEndpoint {
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
  endpoints: AcceleratorEndpoint[];
}

interface EndpointConfiguration {
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
      endpoints: ((node.inputs["endpointConfigurations"] ?? []) as EndpointConfiguration[]).map((each) =>
        endpointOf(index, each),
      ),
    }))
    .sort((one, other) => one.region.localeCompare(other.region));
}

/** What the provider makes of what is left out: a weight of 0, and no preservation. */
function endpointOf(
  index: GraphIndex,
  { endpointId, weight = 0, clientIpPreservationEnabled = false }: EndpointConfiguration,
): AcceleratorEndpoint {
  const balancer = index.resolve(endpointId);
  return {
    ...(balancer && { loadBalancer: balancer.name }),
    id: String(endpointId),
    weight,
    preserveClientIp: clientIpPreservationEnabled,
  };
}

/** The load balancers of the stack that an accelerator leads to, by name. */
export const acceleratedLoadBalancers = (index: GraphIndex): Set<string> =>
  new Set(endpointGroups(index).flatMap(({ endpoints }) => endpoints.flatMap(({ loadBalancer = [] }) => loadBalancer)));

/** Whether a listener of a load balancer stands behind an accelerator. */
export const isAccelerated = (loadBalancers: ReadonlySet<string>, listener: ResourceNode): boolean =>
  referencesIn(listener.inputs["loadBalancerArn"]).some(({ name }) => loadBalancers.has(name));

/** The ports that clients connect to on an accelerator. */
export function acceleratedPorts(index: GraphIndex): number[] {
  return index
    .ofType(ACCELERATOR_TYPES.listener)
    .flatMap(({ inputs }) => ((inputs["portRanges"] ?? []) as { fromPort: number }[]).map(({ fromPort }) => fromPort));
}
