import type { ResourceNode } from "../../../graph/graph";
import { FARGATE_MEMORY } from "../../../plan/ecs/tasks";
import { TYPES } from "../../inventory/resourceTypes";
import type { CostContext } from "../context";
import type { Cost } from "../types";
import { sizeOf } from "../rules/tasks";
import { type Need, TAKEN, isSaid, needOf } from "./need";
import { WORTH_TELLING } from "./network";
import { type Saving, type SavingRule, usd } from "./saving";

/** What a task needs without any connection. */
const TASK_MIB = 256;

/** The smallest size of a Fargate task that carries a need: CPU units and MiB. */
export function fargateSize({ vcpus, memoryMiB }: Need): { cpuUnits: number; memoryMiB: number } | undefined {
  const cpuUnits = Object.keys(FARGATE_MEMORY)
    .map(Number)
    .sort((one, other) => one - other)
    .filter((units) => units >= vcpus * 1024);
  return cpuUnits
    .flatMap((units) => {
      const memory = FARGATE_MEMORY[units]?.find((each) => each >= memoryMiB);
      return memory === undefined ? [] : [{ cpuUnits: units, memoryMiB: memory }];
    })
    .at(0);
}

function needOfTasks({ inputs }: ResourceNode, region: string, context: CostContext): Need | undefined {
  const { desiredCount = 0, networkConfiguration } = inputs as {
    desiredCount?: number;
    networkConfiguration?: { subnets?: unknown[] };
  };
  const zones = networkConfiguration?.subnets?.length ?? 1;
  return needOf(context.loadOfRegion(region), { count: desiredCount, zones }, TASK_MIB);
}

/** What the lines of a service cost with other sizes: vCPU and GB hours follow the size of a task. */
function monthWith(
  service: ResourceNode,
  { lines }: Cost,
  parts: { vcpu: number; gb: number },
): { now: number; then: number } {
  const own = lines.filter(({ resource, type }) => resource === service.name && type === service.type);
  const now = own.reduce((sum, { month }) => sum + month, 0);
  const then = own.reduce((sum, { month, item }) => sum + month * (item.startsWith("vCPU") ? parts.vcpu : parts.gb), 0);
  return { now, then };
}

/** Tasks on Fargate that are larger than the traffic needs. On hosts, it is the hosts that cost. */
export const rightSizeTasks: SavingRule = (context, cost) =>
  context.index.ofType(TYPES.ecsService).flatMap((service): Saving[] => {
    const region = context.regionOf(service);
    if (!isSaid(context, region)) return [];
    const size = sizeOf(service, context);
    const need = needOfTasks(service, region, context);
    const found = need && fargateSize(need);
    if (!found || size.vcpus === 0) return [];
    const parts = { vcpu: found.cpuUnits / 1024 / size.vcpus, gb: found.memoryMiB / 1024 / size.gb };
    const { now, then } = monthWith(service, cost, parts);
    if (now - then < WORTH_TELLING) return [];
    return [
      {
        rule: "right-size-tasks",
        region,
        text: `${service.name} has tasks of ${size.vcpus * 1024} CPU units and ${size.gb * 1024} MiB; with a zone lost, each of the rest needs ${need.vcpus.toFixed(2)} vCPU and ${Math.ceil(need.memoryMiB)} MiB at this traffic. ${found.cpuUnits} and ${found.memoryMiB} would cost ${usd(now - then)} a month less.`,
        fix: `Measure CPU and memory under load, then set ecs.cpuUnits: ${found.cpuUnits} and ecs.memoryMiB: ${found.memoryMiB}. ${TAKEN}`,
        month: now - then,
        resources: [service.name],
        source: "docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html, Task CPU and memory",
      },
    ];
  });
