import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PERIOD_SECONDS, firewallAlarms, type AlarmPlan } from "../plan/firewallAlarms";
import { zoneName, type ZoneLetter } from "../plan/regions";
import { named } from "./tags";

export interface FirewallAlarmsArgs {
  region: string;
  zones: readonly ZoneLetter[];
  firewallName: pulumi.Input<string>;
  alarms: { droppedPackets: number; topicArns: readonly string[] };
}

/** For each zone of a firewall, what it drops. */
export function createFirewallAlarms(name: string, args: FirewallAlarmsArgs, parent: pulumi.ComponentResource): void {
  const { droppedPackets, topicArns } = args.alarms;
  for (const zone of [...args.zones].sort()) {
    const plans = firewallAlarms(zoneName(args.region, zone), droppedPackets);
    createAlarms(`${name}-${zone}`, plans, { watched: args.firewallName, topicArns }, parent);
  }
}

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
        tags: named(`${name}-${plan.key}`),
      },
      { parent },
    );
}
