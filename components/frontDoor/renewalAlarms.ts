import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { RenewalAlarms } from "../../config";
import { renewalAlarm } from "../../plan/monitoring/renewal";
import { sortedEntries } from "../../plan/sortedEntries";
import { nameTag } from "../shared";
import type { FrontDoor } from "./frontDoor";

export interface RenewalAlarmArgs {
  region: string;
  frontDoors: Readonly<Record<string, FrontDoor>>;
  alarms: RenewalAlarms | undefined;
  /** Resets by targets in percent of new connections, above which a renewal ends. */
  resetsPercent: number;
}

/**
 * The names of the alarms that end the renewal of a backend's targets. Those made here look at load balancers alone: so they are there before
 * the backend, which names them, and tell nobody else.
 */
export function createRenewalAlarms(
  name: string,
  { region, frontDoors, alarms, resetsPercent }: RenewalAlarmArgs,
  parent: pulumi.ComponentResource,
): pulumi.Input<string>[] {
  if (!alarms?.enabled) return [];
  const own = alarms.resets
    ? sortedEntries(frontDoors).map(([key, { metrics }]) =>
        createAlarm(`${name}-renewal-${key}`, metrics.loadBalancer, resetsPercent, parent),
      )
    : [];
  const named: Readonly<Partial<Record<string, string[]>>> = alarms.names;
  return [...own.map((alarm) => alarm.name), ...[...(named[region] ?? [])].sort()];
}

function createAlarm(
  name: string,
  loadBalancer: pulumi.Input<string>,
  resetsPercent: number,
  parent: pulumi.ComponentResource,
): aws.cloudwatch.MetricAlarm {
  const { expression, metrics, periodSeconds: period, of, outOf } = renewalAlarm(loadBalancer);
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      metricQueries: [
        { id: "e", expression, returnData: true },
        ...Object.entries(metrics).map(([id, { namespace, metricName, dimensions, statistic: stat }]) => ({
          id,
          metric: { namespace, metricName, dimensions: { ...dimensions }, stat, period },
        })),
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: resetsPercent,
      evaluationPeriods: outOf,
      datapointsToAlarm: of,
      treatMissingData: "notBreaching",
      alarmDescription: `Targets reset more than ${resetsPercent} percent of new connections: ends the renewal of ${name.replace(/-renewal-.*/, "")}`,
      tags: nameTag(name),
    },
    { parent },
  );
}
