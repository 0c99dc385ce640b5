import type { GraphIndex, ResourceNode } from "../../graph/graph";
import { TYPES } from "./resourceTypes";

/* Auto Scaling groups whose instances are hosts of tasks. */

const groupOf = (index: GraphIndex, provider: ResourceNode | undefined): ResourceNode[] => {
  const group = index.resolve(provider?.inputs["autoScalingGroupProvider"]);
  return group ? [group] : [];
};

/** Those of all capacity providers. */
export const hostGroups = (index: GraphIndex): ReadonlySet<ResourceNode> =>
  new Set(index.ofType(TYPES.capacityProvider).flatMap((provider) => groupOf(index, provider)));

/** Those behind the capacity providers of an ECS service. */
export function hostGroupsOf(index: GraphIndex, { inputs }: ResourceNode): ResourceNode[] {
  const strategies = (inputs["capacityProviderStrategies"] ?? []) as { capacityProvider?: unknown }[];
  return strategies.flatMap(({ capacityProvider }) => groupOf(index, index.resolve(capacityProvider)));
}
