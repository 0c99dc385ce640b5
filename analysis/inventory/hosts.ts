import type { GraphIndex, ResourceNode } from "../../graph/graph";
import { instanceSize } from "../../plan/ec2/instanceTypes";
import { FIRST_HOSTS, tasksPerHost } from "../../plan/ecs/hosts";
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

/** A service whose tasks run on hosts, and one of the types that these have. */
export interface Hosted {
  service: ResourceNode;
  group: ResourceNode;
  type: string;
  /** Whether hosts are of this type where there are any. */
  preferred: boolean;
  task: { cpuUnits: number; memoryMiB: number };
  variant: "awsvpc" | "bridge";
}

export function hostedServices(index: GraphIndex): Hosted[] {
  return index.ofType(TYPES.ecsService).flatMap((service) => {
    const [group] = hostGroupsOf(index, service);
    const definition = index.resolve(service.inputs["taskDefinition"]);
    if (!group || !definition) return [];
    const task = { cpuUnits: Number(definition.inputs["cpu"]), memoryMiB: Number(definition.inputs["memory"]) };
    const variant = service.inputs["networkConfiguration"] ? "awsvpc" : "bridge";
    return hostTypes(group).map((type, place) => ({ service, group, type, preferred: place === 0, task, variant }));
  });
}

interface MixedInstances {
  launchTemplate?: { overrides?: { instanceType?: string }[] };
}

function hostTypes({ inputs }: ResourceNode): string[] {
  const policy = (inputs["mixedInstancesPolicy"] ?? {}) as MixedInstances;
  return (policy.launchTemplate?.overrides ?? []).flatMap(({ instanceType }) => instanceType ?? []);
}

/** Services whose tasks all have room on the first hosts, in fewer zones than they have: no more hosts come, and a zone without one has no task. */
export function fewHosts(index: GraphIndex): (Pick<Hosted, "service" | "group"> & { tasks: number; zones: number })[] {
  return hostedServices(index)
    .filter(({ preferred }) => preferred)
    .flatMap(({ service, group, type, task, variant }) => {
      const size = instanceSize(type);
      const zones = ((group.inputs["vpcZoneIdentifiers"] ?? []) as unknown[]).length;
      const tasks = Number(service.inputs["desiredCount"]);
      const room = size ? FIRST_HOSTS * tasksPerHost(size, task, variant) : 0;
      return zones <= FIRST_HOSTS || room < tasks ? [] : [{ service, group, tasks, zones }];
    });
}
