import { type Schedules, scheduledBounds } from "./schedules";

export interface ScalingSettings {
  targetCpuPercent: number | "none";
  targetNetworkInBytes?: number | undefined;
  targetConnectionsPerInstance?: number | undefined;
  stepsIn: readonly unknown[];
  stepsOut: readonly unknown[];
  schedules?: Schedules | undefined;
}

/** Whether policies move the size of the group. */
export const isScaled = ({
  targetCpuPercent,
  targetNetworkInBytes,
  targetConnectionsPerInstance,
  stepsIn,
  stepsOut,
}: ScalingSettings): boolean =>
  targetCpuPercent !== "none" ||
  targetNetworkInBytes !== undefined ||
  targetConnectionsPerInstance !== undefined ||
  stepsIn.length + stepsOut.length > 0;

/**
 * What of the group others than an update set: policies and schedules its size, and schedules its bounds. Were an update to put back what the
 * stack file says, a fleet that has grown for the day would shrink with it.
 */
export function movedSizes(settings: ScalingSettings): ("minSize" | "maxSize" | "desiredCapacity")[] {
  const { min, max } = scheduledBounds(settings.schedules);
  const sized = isScaled(settings) || Object.keys(settings.schedules ?? {}).length > 0;
  return [
    ...(min ? ["minSize" as const] : []),
    ...(max ? ["maxSize" as const] : []),
    ...(sized ? ["desiredCapacity" as const] : []),
  ];
}
