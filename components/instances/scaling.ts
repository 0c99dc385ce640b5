import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { InstancesConfig } from "../../config";
import { type Schedule, UTC, dueSchedules } from "../../plan/instances/schedules";
import { type StepPlan, stepsIn, stepsOut } from "../../plan/instances/stepScaling";
import { type FrontDoor, connectionMetrics } from "../frontDoor";
import { nameTag } from "../shared";

export interface ScalingArgs extends Pick<InstancesConfig, "scaling" | "warmupSeconds" | "detailedMonitoring"> {
  groupName: pulumi.Input<string>;
  /** Whose connections are counted, in order. */
  frontDoors: readonly FrontDoor[];
}

/** Target tracking on CPU, network and connections, step scaling with its alarms, and schedules, as configured. */
export function createScaling(name: string, args: ScalingArgs, parent: pulumi.ComponentResource): void {
  const { schedules = {}, stepsOut: outSteps, stepsIn: inSteps } = args.scaling;
  for (const [suffix, configuration] of Object.entries(trackingConfigurations(args)))
    createTrackingPolicy(`${name}-track-${suffix}`, configuration, args, parent);
  if (outSteps.length > 0) createStepPolicy(`${name}-steps-out`, stepsOut(outSteps), args, parent);
  if (inSteps.length > 0) createStepPolicy(`${name}-steps-in`, stepsIn(inSteps), args, parent);
  for (const [key, schedule] of dueSchedules(schedules, Date.now()))
    createSchedule(`${name}-at-${key}`, schedule, args, parent);
}

type TrackingConfiguration = aws.types.input.autoscaling.PolicyTargetTrackingConfiguration;

function trackingConfigurations({ scaling, frontDoors }: ScalingArgs): Record<string, TrackingConfiguration> {
  const { targetCpuPercent, targetNetworkInBytes, targetConnectionsPerInstance } = scaling;
  const predefined = (predefinedMetricType: string, targetValue: number) => ({
    predefinedMetricSpecification: { predefinedMetricType },
    targetValue,
  });
  return {
    ...(targetCpuPercent !== "none" && { cpu: predefined("ASGAverageCPUUtilization", targetCpuPercent) }),
    ...(targetNetworkInBytes !== undefined && { network: predefined("ASGAverageNetworkIn", targetNetworkInBytes) }),
    ...(targetConnectionsPerInstance !== undefined && {
      connections: {
        customizedMetricSpecification: { metrics: connectionMetrics(frontDoors, "instances") },
        targetValue: targetConnectionsPerInstance,
      },
    }),
  };
}

function createTrackingPolicy(
  name: string,
  targetTrackingConfiguration: TrackingConfiguration,
  args: ScalingArgs,
  parent: pulumi.ComponentResource,
): void {
  new aws.autoscaling.Policy(
    name,
    {
      // Unique within the group only, so it needs no suffix.
      name,
      autoscalingGroupName: args.groupName,
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration,
    },
    { parent },
  );
}

/** The provider's word for what an action leaves as it is. */
const AS_IT_IS = -1;

/**
 * Another time or size is another action: the provider keeps in the state when AWS will start one next, and would send that along with a
 * change, when it may have passed. Source: github.com/pulumi/pulumi-aws/issues/2473
 */
function createSchedule(
  name: string,
  { recurrence, timeZone = UTC, at, min = AS_IT_IS, max = AS_IT_IS, desired = AS_IT_IS }: Schedule,
  { groupName }: ScalingArgs,
  parent: pulumi.ComponentResource,
): void {
  new aws.autoscaling.Schedule(
    name,
    {
      // Unique within the group only, so it needs no suffix.
      scheduledActionName: name,
      autoscalingGroupName: groupName,
      ...(recurrence === undefined ? { startTime: at } : { recurrence, timeZone }),
      minSize: min,
      maxSize: max,
      desiredCapacity: desired,
    },
    {
      parent,
      replaceOnChanges: ["recurrence", "timeZone", "startTime", "minSize", "maxSize", "desiredCapacity"],
      deleteBeforeReplace: true,
    },
  );
}

function createStepPolicy(name: string, plan: StepPlan, args: ScalingArgs, parent: pulumi.ComponentResource): void {
  const policy = new aws.autoscaling.Policy(
    name,
    {
      name,
      autoscalingGroupName: args.groupName,
      policyType: "StepScaling",
      adjustmentType: "ChangeInCapacity",
      metricAggregationType: "Average",
      estimatedInstanceWarmup: args.warmupSeconds,
      stepAdjustments: plan.adjustments.map(({ lower, upper, change }) => ({
        scalingAdjustment: change,
        ...(lower === undefined ? {} : { metricIntervalLowerBound: String(lower) }),
        ...(upper === undefined ? {} : { metricIntervalUpperBound: String(upper) }),
      })),
    },
    { parent },
  );
  new aws.cloudwatch.MetricAlarm(
    `${name}-alarm`,
    {
      namespace: "AWS/EC2",
      metricName: "CPUUtilization",
      dimensions: { AutoScalingGroupName: args.groupName },
      statistic: "Average",
      // EC2 has a value each minute with detailed monitoring, else every five.
      period: args.detailedMonitoring ? 60 : 300,
      evaluationPeriods: 2,
      threshold: plan.threshold,
      comparisonOperator: plan.comparison,
      treatMissingData: "notBreaching",
      alarmDescription: `Starts the step scaling policy ${name}`,
      alarmActions: [policy.arn],
      tags: nameTag(name),
    },
    { parent },
  );
}
