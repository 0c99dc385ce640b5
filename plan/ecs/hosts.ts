import type { Architecture } from "../ec2/instanceTypes";

export interface HostCapacity {
  /** How many come together where more are needed. */
  step: number;
  max: number;
}

/**
 * Hosts of one region: none until tasks need them. By default at most two for each task there may be: on the bridge a host takes
 * one task, and a deployment may double them. One for each zone comes at a time, as the group spreads them: so the first tasks find
 * a host in every zone, and each of them keeps its own.
 */
export function hostCapacity(settings: { max?: number }, mostTasks: number, zoneCount: number): HostCapacity {
  const max = settings.max ?? Math.max(2 * mostTasks, 1);
  return { step: Math.max(1, Math.min(zoneCount, max)), max };
}

/** The public parameter with the image id of the newest ECS-optimised Amazon Linux 2023. */
export function ecsAmiParameter(architecture: Architecture): string {
  const variant = architecture === "arm64" ? "/arm64" : "";
  return `/aws/service/ecs/optimized-ami/amazon-linux-2023${variant}/recommended/image_id`;
}

/**
 * The script that makes an instance a host of the cluster. The agent keeps tasks with a network interface of their own from the
 * host's metadata; those on the bridge are kept from it by the hop limit of the launch template.
 */
export function hostUserData(cluster: string): string {
  return `#!/bin/bash
set -euo pipefail
cat >> /etc/ecs/ecs.config <<'CONFIG'
ECS_CLUSTER=${cluster}
ECS_AWSVPC_BLOCK_IMDS=true
ECS_ENABLE_TASK_IAM_ROLE=true
CONFIG
`;
}
