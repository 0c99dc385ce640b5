import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { InstancesConfig } from "../config";
import { stepsIn, stepsOut, type StepPlan } from "../plan/capacity";
import { named } from "./tags";

export interface ScalingArgs extends Pick<InstancesConfig, "scaling" | "warmupSeconds" | "detailedMonitoring"> {
  groupName: pulumi.Input<string>;
}

/** Target tracking on CPU and network, and step scaling with its alarms, as configured. */
export function createScaling(name: string, args: ScalingArgs, parent: pulumi.ComponentResource): void {
  const { targetCpuPercent, targetNetworkInBytes, stepsOut: out, stepsIn: back } = args.scaling;
  if (targetCpuPercent !== "none")
    track(`${name}-track-cpu`, "ASGAverageCPUUtilization", targetCpuPercent, args, parent);
  if (targetNetworkInBytes !== undefined)
    track(`${name}-track-network`, "ASGAverageNetworkIn", targetNetworkInBytes, args, parent);
  if (out.length > 0) step(`${name}-steps-out`, stepsOut(out), args, parent);
  if (back.length > 0) step(`${name}-steps-in`, stepsIn(back), args, parent);
}

function track(
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

function step(name: string, plan: StepPlan, args: ScalingArgs, parent: pulumi.ComponentResource): void {
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
      tags: named(name),
    },
    { parent },
  );
}
