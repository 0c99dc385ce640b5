import type { Capacity, CapacitySettings } from "../capacity";
import type { Architecture } from "../ec2/instanceTypes";

/**
 * Hosts of one region. By default one per zone at least, and at most two for each task there may be: on the bridge a host takes
 * one task, and a deployment may double them.
 */
export function hostCapacity(
  settings: Pick<CapacitySettings, "min" | "max">,
  mostTasks: number,
  zoneCount: number,
): Pick<Capacity, "min" | "max"> {
  const min = settings.min ?? Math.min(zoneCount, settings.max ?? zoneCount);
  return { min, max: settings.max ?? Math.max(2 * mostTasks, min) };
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
