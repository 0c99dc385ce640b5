import type { ServedPort } from "../frontDoor/listeners";

/** How tasks run and are reached. The three differ in what AWS resources they need, so each has resources of its own. */
export type TaskVariant = "awsvpc" | "bridge" | "fargate";

/** On Fargate every task has a network interface of its own, whatever the network mode says. */
export function taskVariant(settings: { launch: "ec2" | "fargate"; networkMode: "awsvpc" | "bridge" }): TaskVariant {
  return settings.launch === "fargate" ? "fargate" : settings.networkMode;
}

/** A task with a network interface of its own is a target by its address; else the host is, by a fixed port. */
export function taskTargetType(variant: TaskVariant): "ip" | "instance" {
  return variant === "bridge" ? "instance" : "ip";
}

export interface TaskPorts {
  /** Where the load balancer reaches the task: the container's port, or in bridge mode the host's. */
  target: number;
  /** Inside the container. */
  container: number;
  /** Where health checks go, when not to the target port. */
  healthCheck?: number;
  /** Ports beside the service's own, the same inside the container. Default: none. */
  further?: readonly ServedPort[];
}

export function taskPorts(settings: {
  variant: TaskVariant;
  /** Where targets listen, which tasks with interfaces of their own need not. */
  targetPort: number;
  containerPort?: number;
  healthCheckPort?: number;
  further?: readonly ServedPort[];
}): TaskPorts {
  const { variant, targetPort, containerPort: container = targetPort, healthCheckPort, further = [] } = settings;
  const target = variant === "bridge" ? targetPort : container;
  const elsewhere = healthCheckPort !== undefined && healthCheckPort !== target;
  return {
    target,
    container,
    ...(elsewhere && { healthCheck: healthCheckPort }),
    ...(further.length > 0 && { further }),
  };
}

/** Memory sizes in MiB from `least` to `most`. */
const memorySizes = (least: number, most: number, step: number): number[] =>
  Array.from({ length: (most - least) / step + 1 }, (_, index) => least + index * step);

/**
 * What a Fargate task can have: the sizes of memory in MiB, by CPU units (1024 are one vCPU).
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export const FARGATE_MEMORY: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: memorySizes(1024, 4096, 1024),
  1024: memorySizes(2048, 8192, 1024),
  2048: memorySizes(4096, 16384, 1024),
  4096: memorySizes(8192, 30720, 1024),
  8192: memorySizes(16384, 61440, 4096),
  16384: memorySizes(32768, 122880, 8192),
};

/** What spreads tasks: over the zones first, then over the hosts. Fargate spreads over the zones by itself. */
export function placement(variant: TaskVariant): { type: string; field: string }[] {
  if (variant === "fargate") return [];
  return [
    { type: "spread", field: "attribute:ecs.availability-zone" },
    { type: "spread", field: "instanceId" },
  ];
}

export interface StrategyItem {
  capacityProvider: string;
  weight: number;
  base: number;
}

/** How tasks are shared among Fargate and Fargate Spot. The first task is never a spot one. */
export function fargateStrategy(spotPercent: number): StrategyItem[] {
  const onDemand = { capacityProvider: "FARGATE", weight: 100 - spotPercent, base: 1 };
  if (spotPercent === 0) return [onDemand];
  return [onDemand, { capacityProvider: "FARGATE_SPOT", weight: spotPercent, base: 0 }];
}
