import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { metricId } from "../../plan/globalAccelerator/accelerator";
import { nameTag } from "../shared";

export interface AllRegionsAlarmArgs {
  acceleratorArn: pulumi.Input<string>;
  listenerArn: pulumi.Input<string>;
}

/**
 * One alarm of all regions, for DNS to follow; it tells nobody else. Missing data takes no client from the accelerator. Those of each
 * region are in plan/monitoring/globalAccelerator.ts.
 */
export function createAllRegionsAlarm(
  name: string,
  { acceleratorArn, listenerArn }: AllRegionsAlarmArgs,
  parent: pulumi.ComponentResource,
): aws.cloudwatch.MetricAlarm {
  return new aws.cloudwatch.MetricAlarm(
    `${name}-down`,
    {
      namespace: "AWS/GlobalAccelerator",
      metricName: "HealthyEndpointCount",
      dimensions: {
        Accelerator: pulumi.output(acceleratorArn).apply(metricId),
        Listener: pulumi.output(listenerArn).apply(metricId),
      },
      // Whether the metric has a value of each region or their sum, the largest is 0 only where every region has none.
      statistic: "Maximum",
      treatMissingData: "missing",
      alarmDescription: "The accelerator has no healthy endpoint in any region",
      period: 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      tags: nameTag(`${name}-down`),
    },
    { parent },
  );
}
