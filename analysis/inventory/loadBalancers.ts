import { type GraphIndex, type ResourceNode } from "../../graph/graph";

/** Where a load balancer is in one zone. */
export interface SubnetMapping {
  subnetId?: unknown;
  /** Of an Elastic IP. Undefined where AWS chooses the address. */
  allocationId?: unknown;
}

/** A load balancer names its subnets in one of two ways; by the second it has no addresses of one's own. */
export function subnetMappings({ inputs }: ResourceNode): SubnetMapping[] {
  const subnets = (inputs["subnets"] ?? []) as unknown[];
  return (inputs["subnetMappings"] as SubnetMapping[] | undefined) ?? subnets.map((subnetId) => ({ subnetId }));
}

/** Those that the stack makes. */
export const loadBalancerSubnets = (index: GraphIndex, node: ResourceNode): ResourceNode[] =>
  subnetMappings(node).flatMap(({ subnetId }) => index.resolve(subnetId) ?? []);
