import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type AlarmPlan,
  type CompositePlan,
  type Series,
  descriptionOf,
  keysOf,
  ruleText,
} from "../../plan/monitoring/alarm";
import { metricNamespace, nameTag, physicalName } from "../shared";
import type { Topics } from "./notifications";

type Planned = AlarmPlan<pulumi.Input<string>>;

export interface AlarmSettings {
  topics: Topics;
  /** Where the runbook is. */
  runbook: string;
}

export interface MetricAlarmParts {
  /** Whether it tells of itself. */
  told: boolean;
  /** What must be there before it is watched. */
  after: readonly pulumi.Resource[];
}

/** An alarm on metrics. Those that page tell nobody themselves where a composite alarm does it for them (see plan/monitoring/region.ts). */
export function createMetricAlarm(
  name: string,
  plan: Planned,
  { topics, runbook }: AlarmSettings,
  { told, after }: MetricAlarmParts,
  parent: pulumi.ComponentResource,
): aws.cloudwatch.MetricAlarm {
  const actions = told ? [...topics[plan.grade]] : [];
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      ...watchInputs(plan),
      ...thresholdInputs(plan),
      evaluationPeriods: plan.outOf ?? plan.of,
      datapointsToAlarm: plan.of,
      treatMissingData: plan.missing,
      alarmDescription: descriptionOf(plan, runbook),
      alarmActions: actions,
      okActions: actions,
      tags: nameTag(name),
    },
    { parent, dependsOn: [...after] },
  );
}

function watchInputs({ watch, periodSeconds: period }: Planned): Partial<aws.cloudwatch.MetricAlarmArgs> {
  switch (watch.kind) {
    case "metric": {
      const { namespace, metricName, dimensions, statistic } = watch;
      return {
        namespace: metricNamespace(namespace),
        metricName,
        dimensions: { ...dimensions },
        ...statisticInput(statistic),
        period,
      };
    }
    case "query":
      return { metricQueries: [{ id: "q", expression: pulumi.concat(...watch.query), period, returnData: true }] };
    case "expression":
      return {
        metricQueries: [
          { id: "e", expression: watch.expression, returnData: true },
          ...Object.entries(watch.metrics).map(([id, series]) => metricQuery(id, series, period)),
        ],
      };
    case "anomaly":
      return {
        metricQueries: [
          { id: "band", expression: `ANOMALY_DETECTION_BAND(m, ${watch.deviations})`, returnData: true },
          { ...metricQuery("m", watch, period), returnData: true },
        ],
        thresholdMetricId: "band",
      };
  }
}

const metricQuery = (id: string, series: Series<pulumi.Input<string>>, period: number) => ({
  id,
  metric: {
    namespace: metricNamespace(series.namespace),
    metricName: series.metricName,
    dimensions: { ...series.dimensions },
    stat: series.statistic,
    period,
  },
});

const PLAIN_STATISTICS = ["Average", "Maximum", "Minimum", "SampleCount", "Sum"];

const statisticInput = (statistic: string) =>
  PLAIN_STATISTICS.includes(statistic) ? { statistic } : { extendedStatistic: statistic };

function thresholdInputs({ comparison, threshold }: Planned) {
  if (comparison === "outsideOfBand") return { comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold" };
  if (comparison === "aboveBand") return { comparisonOperator: "GreaterThanUpperThreshold" };
  return { comparisonOperator: comparison, threshold };
}

/** Seconds that a muted alarm waits for the one that mutes it, and stays muted after it. Both see the same loss within a minute or two. */
const MUTE_SECONDS = { wait: 120, extension: 180 };

export interface CompositeParts {
  /** Of the alarms of its region, by their keys. */
  names: Readonly<Record<string, pulumi.Input<string>>>;
  /** The alarm that mutes it. */
  muting?: aws.cloudwatch.CompositeAlarm;
}

/** An alarm on others. */
export function createCompositeAlarm(
  name: string,
  plan: CompositePlan,
  { names, muting }: CompositeParts,
  { topics, runbook }: AlarmSettings,
  parent: pulumi.ComponentResource,
): aws.cloudwatch.CompositeAlarm {
  const actions = plan.silent ? [] : [...topics[plan.grade]];
  const named = Object.fromEntries(Object.entries(names).filter(([key]) => keysOf(plan.rule).includes(key)));
  return new aws.cloudwatch.CompositeAlarm(
    name,
    {
      alarmName: physicalName(name),
      alarmRule: pulumi.output(named).apply((known) => ruleText(plan.rule, known)),
      alarmDescription: descriptionOf(plan, runbook),
      alarmActions: actions,
      okActions: actions,
      ...(muting && {
        actionsSuppressor: {
          alarm: muting.arn,
          waitPeriod: MUTE_SECONDS.wait,
          extensionPeriod: MUTE_SECONDS.extension,
        },
      }),
      tags: nameTag(name),
    },
    { parent },
  );
}
