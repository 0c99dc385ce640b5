import type { ResourceNode } from "../../../graph/graph";
import { instanceSize } from "../../../plan/ec2/instanceTypes";
import { tasksPerHost } from "../../../plan/ecs/hosts";
import { hostGroupsOf } from "../../inventory/hosts";
import { TYPES } from "../../inventory/resourceTypes";
import type { CostContext } from "../context";
import { type Charge, type ChargeRule, MONTH_HOURS, type Uncounted } from "../types";

interface Strategy {
  capacityProvider?: string;
  base?: number;
  weight?: number;
}

interface TaskSize {
  vcpus: number;
  gb: number;
  arm: boolean;
  network: string;
}

/** What a task of a service has. */
export function sizeOf(service: ResourceNode, { index }: CostContext): TaskSize {
  const definition = index.resolve(service.inputs["taskDefinition"]);
  const { cpu = 0, memory = 0, networkMode, runtimePlatform } = definition?.inputs ?? {};
  const { cpuArchitecture } = (runtimePlatform ?? {}) as { cpuArchitecture?: string };
  return {
    vcpus: Number(cpu) / 1024,
    gb: Number(memory) / 1024,
    arm: cpuArchitecture === "ARM64",
    network: String(networkMode),
  };
}

/** Tasks of a service by capacity provider: each has its base, and of the rest its part by weight. */
export function tasksByProvider(count: number, strategies: readonly Strategy[]): Map<string, number> {
  const weights = strategies.reduce((sum, { weight = 0 }) => sum + weight, 0);
  const based = strategies.reduce((sum, { base = 0 }) => sum + base, 0);
  const rest = Math.max(0, count - based);
  return new Map(
    strategies.map(({ capacityProvider = "", base = 0, weight = 0 }) => [
      capacityProvider,
      Math.min(base, count) + (weights === 0 ? 0 : (rest * weight) / weights),
    ]),
  );
}

/** Tasks on hosts cost what their hosts cost. */
export const ecsService: ChargeRule = (node, context) => {
  const { desiredCount = 0, capacityProviderStrategies = [] } = node.inputs as {
    desiredCount?: number;
    capacityProviderStrategies?: Strategy[];
  };
  const tasks = tasksByProvider(desiredCount, capacityProviderStrategies);
  const size = sizeOf(node, context);
  return [
    ...fargateCharges(tasks.get("FARGATE") ?? 0, size, "Fargate"),
    ...spotCharges(tasks.get("FARGATE_SPOT") ?? 0, size, context),
  ];
};

function fargateCharges(tasks: number, { vcpus, gb, arm }: TaskSize, what: string): Charge[] {
  const kind = arm ? "arm" : "x86";
  return [
    { item: `vCPU hours, ${what}`, quantity: tasks * vcpus * MONTH_HOURS, price: `fargate.${kind}.vcpuHour` },
    { item: `GB hours, ${what}`, quantity: tasks * gb * MONTH_HOURS, price: `fargate.${kind}.gbHour` },
  ];
}

/** The price of Fargate Spot follows supply and demand, and is in no list. */
function spotCharges(tasks: number, size: TaskSize, { assume }: CostContext): Charge[] {
  if (tasks > 0) assume("Fargate Spot, whose price is in no list, is counted as Fargate on demand: at most that.");
  return fargateCharges(tasks, size, "Fargate Spot");
}

/** Container Insights writes metrics of each task and service, and no number says how many. */
export const cluster: ChargeRule = ({ inputs }): Uncounted[] => {
  const settings = (inputs["settings"] ?? []) as { name?: string; value?: string }[];
  const insights = settings.find(({ name }) => name === "containerInsights")?.value;
  return insights === undefined || insights === "disabled"
    ? []
    : [{ uncounted: "metrics and logs of Container Insights, by how many tasks come and go" }];
};

/** Hosts that the tasks of a service need, as managed scaling makes them: as many as hold them. */
export function hostsNeeded(group: ResourceNode, type: string, context: CostContext): number {
  const { index } = context;
  const size = instanceSize(type);
  const services = index.ofType(TYPES.ecsService).filter((service) => hostGroupsOf(index, service).includes(group));
  context.assume("Hosts are as many as the desired tasks need.");
  const needed = services.reduce((sum, service) => {
    const { vcpus, gb, network } = sizeOf(service, context);
    const tasks = Number(service.inputs["desiredCount"] ?? 0);
    const perHost = size
      ? tasksPerHost(
          size,
          { cpuUnits: vcpus * 1024, memoryMiB: gb * 1024 },
          network === "awsvpc" ? "awsvpc" : "bridge",
          false,
        )
      : 1;
    return sum + Math.ceil(tasks / Math.max(1, perHost));
  }, 0);
  return Math.max(needed, Number(group.inputs["minSize"] ?? 0));
}
