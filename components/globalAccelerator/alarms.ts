import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { metricId } from "../../plan/globalAccelerator/accelerator";
import { nameTag } from "../shared";

export interface AcceleratorAlarmsArgs {
  regions: readonly string[];
  acceleratorArn: pulumi.Input<string>;
  listenerArn: pulumi.Input<string>;
  /** Topics of the region that the accelerator's metrics are in. */
  alarms: { topicArns: readonly string[] };
}

/**
 * For each region, whether the accelerator has a healthy endpoint there: then the count is 0. Silence says nothing of the endpoints, and
 * changes nothing: of the count AWS says that it is "reported for accelerators that are configured and enabled", whatever their traffic, and
 * of all metrics on the same page that there are none without requests, so that a standby region could ring for ever.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/cloudwatch-monitoring.html
 */
export function createAcceleratorAlarms(
  name: string,
  args: AcceleratorAlarmsArgs,
  parent: pulumi.ComponentResource,
): void {
  for (const region of args.regions)
    createAlarm(
      `${name}-${region}-down`,
      args,
      {
        dimensions: { EndpointGroup: region },
        statistic: "Minimum",
        treatMissingData: "ignore",
        alarmDescription: `The accelerator has no healthy endpoint in ${region}`,
      },
      parent,
    );
}

/** One alarm of all regions, for DNS to follow: missing data takes no client from the accelerator. */
export const createAllRegionsAlarm = (
  name: string,
  args: Omit<AcceleratorAlarmsArgs, "regions">,
  parent: pulumi.ComponentResource,
): aws.cloudwatch.MetricAlarm =>
  createAlarm(
    `${name}-down`,
    args,
    {
      dimensions: {},
      // Whether the metric has a value of each region or their sum, the largest is 0 only where no region has any.
      statistic: "Maximum",
      treatMissingData: "missing",
      alarmDescription: "The accelerator has no healthy endpoint in any region",
    },
    parent,
  );

interface AlarmSettings {
  /** Beside accelerator and listener. */
  dimensions: Readonly<Record<string, string>>;
  statistic: "Minimum" | "Maximum";
  treatMissingData: "ignore" | "missing";
  alarmDescription: string;
}

function createAlarm(
  name: string,
  { acceleratorArn, listenerArn, alarms: { topicArns } }: Omit<AcceleratorAlarmsArgs, "regions">,
  { dimensions, ...settings }: AlarmSettings,
  parent: pulumi.ComponentResource,
): aws.cloudwatch.MetricAlarm {
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      namespace: "AWS/GlobalAccelerator",
      metricName: "HealthyEndpointCount",
      dimensions: {
        Accelerator: pulumi.output(acceleratorArn).apply(metricId),
        Listener: pulumi.output(listenerArn).apply(metricId),
        ...dimensions,
      },
      ...settings,
      period: 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      alarmActions: [...topicArns],
      okActions: [...topicArns],
      tags: nameTag(name),
    },
    { parent },
  );
}
