import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AlarmPlan, PERIOD_SECONDS } from "../../plan/alarms";
import type { PerZone } from "./perZone";
import { nameTag } from "./tags";

/** The alarms of a plan. `watched`: the name or id that AWS gives what they are about. */
export function createAlarms(
  name: string,
  plans: readonly AlarmPlan[],
  { watched, topicArns }: { watched: pulumi.Input<string>; topicArns: readonly string[] },
  parent: pulumi.ComponentResource,
): void {
  for (const plan of plans)
    new aws.cloudwatch.MetricAlarm(
      `${name}-${plan.key}`,
      {
        metricQueries: [
          {
            id: "sum",
            expression: pulumi.output(watched).apply((id) => plan.query(id)),
            period: PERIOD_SECONDS,
            returnData: true,
          },
        ],
        evaluationPeriods: plan.periods,
        datapointsToAlarm: plan.periods,
        comparisonOperator: plan.comparison,
        threshold: plan.threshold,
        treatMissingData: plan.missing,
        alarmDescription: plan.description,
        alarmActions: [...topicArns],
        okActions: [...topicArns],
        tags: nameTag(`${name}-${plan.key}`),
      },
      { parent },
    );
}

/** An alarm that a health check follows. */
export interface WatchedAlarm {
  name: pulumi.Input<string>;
  region: string;
  /** The dimensions of its metric, and what else of the alarm may change. */
  triggers: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Alarms of zones that a load balancer has taken out of its name. */
export interface ZonesDown {
  /** That too few are left. */
  tooMany: WatchedAlarm;
  /** Of each zone, where each decides on an answer. Else none. */
  each: PerZone<WatchedAlarm>;
}

/** `more`: what else of the alarm may change, for the health check to hear of. */
export const watchedAlarm = (
  { name, dimensions }: aws.cloudwatch.MetricAlarm,
  region: string,
  more: Readonly<Record<string, string>> = {},
): WatchedAlarm => ({
  name,
  region,
  triggers: dimensions.apply((all = {}) => ({ ...all, ...more })),
});
