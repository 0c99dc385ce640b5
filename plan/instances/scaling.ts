export interface ScalingSettings {
  targetCpuPercent: number | "none";
  targetNetworkInBytes?: number | undefined;
  stepsIn: readonly unknown[];
  stepsOut: readonly unknown[];
}

/** Whether policies move the size of the group. */
export const isScaled = ({ targetCpuPercent, targetNetworkInBytes, stepsIn, stepsOut }: ScalingSettings): boolean =>
  targetCpuPercent !== "none" || targetNetworkInBytes !== undefined || stepsIn.length + stepsOut.length > 0;
