import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { InstancesConfig } from "../../config";
import { type StepPlan, stepsIn, stepsOut } from "../../plan/instances/stepScaling";
import { nameTag } from "../shared";

export interface ScalingArgs extends Pick<InstancesConfig, "scaling" | "warmupSeconds" | "detailedMonitoring"> {
  groupName: pulumi.Input<string>;
}

/** Target tracking on CPU and network, and step scaling with its alarms, as configured. */
export function createScaling(name: string, args: ScalingArgs, parent: pulumi.ComponentResource): void {
  const { targetCpuPercent, targetNetworkInBytes, stepsOut: outSteps, stepsIn: inSteps } = args.scaling;
  if (targetCpuPercent !== "none")
    createTrackingPolicy(`${name}-track-cpu`, "ASGAverageCPUUtilization", targetCpuPercent, args, parent);
  if (targetNetworkInBytes !== undefined)
    createTrackingPolicy(`${name}-track-network`, "ASGAverageNetworkIn", targetNetworkInBytes, args, parent);
  if (outSteps.length > 0) createStepPolicy(`${name}-steps-out`, stepsOut(outSteps), args, parent);
  if (inSteps.length > 0) createStepPolicy(`${name}-steps-in`, stepsIn(inSteps), args, parent);
}

function createTrackingPolicy(
  name: string,
  metric: string,
  targetValue: number,
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
      targetTrackingConfiguration: { predefinedMetricSpecification: { predefinedMetricType: metric }, targetValue },
    },
    { parent },
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
