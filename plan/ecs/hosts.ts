import { type Architecture, type InstanceSize, instanceSize, typesOfFamily } from "../ec2/instanceTypes";
import type { TaskVariant } from "./tasks";

export interface HostCapacity {
  /** How many come together where more are needed. */
  step: number;
  max: number;
}

/**
 * Hosts that ECS makes at first of none, whatever the step: it reports twice of what there is, and scaling counts none as one.
 * Source: AWS in https://github.com/aws/containers-roadmap/issues/961, and https://github.com/aws/containers-roadmap/issues/1716
 */
export const FIRST_HOSTS = 2;

/**
 * Hosts of one region: none until tasks need them. By default at most two for each task there may be: on the bridge a host takes
 * one task, and a deployment may double them. After the first, one for each zone comes at a time, as the group spreads them: so new
 * tasks find a host in every zone.
 */
export function hostCapacity(settings: { max?: number }, mostTasks: number, zoneCount: number): HostCapacity {
  const max = settings.max ?? Math.max(2 * mostTasks, 1);
  return { step: Math.max(1, Math.min(zoneCount, max)), max };
}

/** Until a lack of hosts is seen: the alarm of managed scaling asks a metric of one minute. */
const ALARM_SECONDS = 60;

/**
 * Seconds that may pass until there are hosts for so many new tasks, where each needs one: in a group of several zones ECS makes no more
 * than a step at a time, however many tasks wait.
 * Source: docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html (minimumScalingStepSize)
 */
export const secondsForHosts = (tasks: number, { step }: Pick<HostCapacity, "step">, warmupSeconds: number): number =>
  Math.ceil(tasks / step) * (ALARM_SECONDS + warmupSeconds);

/** What a task asks of its host. */
interface TaskSize {
  cpuUnits: number;
  memoryMiB: number;
}

/**
 * CPU units that a host registers: 1024 for each vCPU.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export const cpuUnitsOf = ({ vcpus }: InstanceSize): number => 1024 * vcpus;

/** Whether a host has room for one such task. It registers less memory than it has: the system keeps some. */
const holds = (host: InstanceSize, { cpuUnits, memoryMiB }: TaskSize): boolean =>
  cpuUnits <= cpuUnitsOf(host) && memoryMiB < host.memoryMiB;

/** The smallest type of the same family that has room for one such task. */
export const fittingType = (instanceType: string, task: TaskSize): string | undefined =>
  typesOfFamily(instanceType).find((each) => {
    const size = instanceSize(each);
    return size && holds(size, task);
  });

/**
 * Tasks that a host has room for at most: by CPU, by memory, and on the bridge by its one port, else by its network interfaces, of
 * which it needs one itself. Where interfaces may be shared, their number is no limit.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
 */
export function tasksPerHost(
  host: InstanceSize,
  { cpuUnits, memoryMiB }: TaskSize,
  variant: TaskVariant,
  trunking = host.trunking,
): number {
  const reached = variant === "bridge" ? 1 : trunking ? Infinity : host.networkInterfaces - 1;
  return Math.min(Math.floor(cpuUnitsOf(host) / cpuUnits), Math.floor((host.memoryMiB - 1) / memoryMiB), reached);
}

/** The types of hosts, the preferred one first. */
export const hostTypes = ({ type, otherTypes = [] }: { type: string; otherTypes?: readonly string[] }): string[] => [
  type,
  ...otherTypes,
];

/** The public parameter with the image id of the newest ECS-optimised Amazon Linux 2023. */
export function ecsAmiParameter(architecture: Architecture): string {
  const variant = architecture === "arm64" ? "/arm64" : "";
  return `/aws/service/ecs/optimized-ami/amazon-linux-2023${variant}/recommended/image_id`;
}

/**
 * The script that makes an instance a host of the cluster. The agent keeps tasks with a network interface of their own from the
 * host's metadata; those on the bridge are kept from it by the hop limit of the launch template.
 */
export function hostUserData(cluster: string, { spot }: { spot: boolean }): string {
  // The agent drains its host in the two minutes that AWS gives before it takes a spot instance back.
  // Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-spot.html
  const draining = spot ? "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true\n" : "";
  return `#!/bin/bash
set -euo pipefail
cat >> /etc/ecs/ecs.config <<'CONFIG'
ECS_CLUSTER=${cluster}
ECS_AWSVPC_BLOCK_IMDS=true
ECS_ENABLE_TASK_IAM_ROLE=true
${draining}CONFIG
`;
}
