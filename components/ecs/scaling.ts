import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EcsConfig } from "../../config";
import type { Capacity } from "../../plan/capacity";
import { type FrontDoor, connectionMetrics } from "../frontDoor";
import { nameTag } from "../shared";

export interface EcsScalingArgs {
  clusterName: pulumi.Input<string>;
  serviceName: pulumi.Input<string>;
  capacity: Capacity;
  scaling: EcsConfig["scaling"];
  frontDoors: readonly FrontDoor[];
}

export function isServiceScaled({ targetConnectionsPerTask, ...percents }: EcsConfig["scaling"]): boolean {
  return targetConnectionsPerTask !== undefined || Object.values(percents).some((percent) => percent !== "none");
}

type TrackingConfiguration = aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration;

/** Target tracking of the service on CPU, memory and open connections, as configured. */
export function createEcsScaling(name: string, args: EcsScalingArgs, parent: pulumi.ComponentResource): void {
  const { capacity, scaling } = args;
  if (!isServiceScaled(scaling)) return;
  const target = new aws.appautoscaling.Target(
    `${name}-scaling`,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${args.clusterName}/${args.serviceName}`,
      minCapacity: capacity.min,
      maxCapacity: capacity.max,
      tags: nameTag(name),
    },
    { parent },
  );
  for (const [suffix, configuration] of Object.entries(trackingConfigurations(args)))
    new aws.appautoscaling.Policy(
      `${name}-track-${suffix}`,
      {
        // Unique within the target only, so it needs no suffix.
        name: `${name}-track-${suffix}`,
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: configuration,
      },
      { parent },
    );
}

function trackingConfigurations({ scaling, frontDoors }: EcsScalingArgs): Record<string, TrackingConfiguration> {
  const { targetCpuPercent, targetMemoryPercent, targetConnectionsPerTask } = scaling;
  const predefined = (predefinedMetricType: string, targetValue: number) => ({
    targetValue,
    predefinedMetricSpecification: { predefinedMetricType },
  });
  return {
    ...(targetCpuPercent !== "none" && { cpu: predefined("ECSServiceAverageCPUUtilization", targetCpuPercent) }),
    ...(targetMemoryPercent !== "none" && {
      memory: predefined("ECSServiceAverageMemoryUtilization", targetMemoryPercent),
    }),
    ...(targetConnectionsPerTask !== undefined && {
      connections: {
        targetValue: targetConnectionsPerTask,
        customizedMetricSpecification: { metrics: connectionMetrics(frontDoors, "tasks") },
      },
    }),
  };
}
