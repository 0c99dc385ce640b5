import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AlarmPlan, type CompositePlan, type Grade, tellsItself } from "../../plan/monitoring/alarm";
import type { EventPlan } from "../../plan/monitoring/events";
import { type AlarmSettings, createCompositeAlarm, createMetricAlarm } from "./alarms";
import { type FlowLogQueries, createFlowLogQueries } from "./connections";
import { createEventRule } from "./events";
import { type NotificationsArgs, type Topics, createTopics } from "./notifications";

export interface MonitoringArgs extends NotificationsArgs {
  alarms: readonly AlarmPlan<pulumi.Input<string>>[];
  /** A composite that mutes others stands before them. */
  composites: readonly CompositePlan[];
  /** What AWS tells as events. */
  events: readonly EventPlan<pulumi.Input<string>>[];
  /** The flow logs of the region's VPC, and what is made of them. Default: none. */
  flowLogs?: FlowLogQueries;
  /** Where the runbook is: a path or a URL. */
  runbook: string;
  /** What must be there before something is watched, by the region that it serves in. */
  after: Readonly<Record<string, readonly pulumi.Resource[]>>;
  /** What measures from the region: before it has, its silence would ring. Default: nothing does. */
  probe?: pulumi.Resource;
}

/**
 * The alarms of one region, the queries that they lead to, and who hears of them. Those of Route 53 and of an accelerator are in the regions
 * that have their metrics.
 */
export class Monitoring extends pulumi.ComponentResource {
  /** Whom alarms of each grade tell. */
  readonly topics: Topics;
  /** ARNs of the alarms on metrics, by their keys. */
  readonly alarmArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARNs of the composite alarms, by their keys. */
  readonly compositeArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Monitoring", name, {}, opts);
    const topics = createTopics(name, args, this);
    const settings = { topics, runbook: args.runbook };
    if (args.flowLogs) createFlowLogQueries(name, args.flowLogs, this);
    const alarms = createAlarms(name, args, settings, this);
    const composites = createComposites(name, args, alarms, settings, this);
    createEvents(name, args, settings, this);
    this.topics = topics;
    this.alarmArns = arnsOf(alarms);
    this.compositeArns = arnsOf(composites);
    this.registerOutputs({ topics });
  }
}

type ByKey<T> = Readonly<Record<string, T>>;

const arnsOf = (alarms: ByKey<{ arn: pulumi.Output<string> }>): ByKey<pulumi.Output<string>> =>
  Object.fromEntries(Object.entries(alarms).map(([key, { arn }]) => [key, arn]));

const createAlarms = (
  name: string,
  { region, alarms, composites, after, probe }: MonitoringArgs,
  settings: AlarmSettings,
  parent: Monitoring,
): ByKey<aws.cloudwatch.MetricAlarm> =>
  Object.fromEntries(
    alarms.map((plan) => {
      const measured = plan.part === "latency" && probe ? [probe] : undefined;
      const parts = {
        told: tellsItself(plan, composites),
        after: measured ?? after[plan.afterRegion ?? region] ?? [],
      };
      return [plan.key, createMetricAlarm(`${name}-${plan.key}`, plan, settings, parts, parent)];
    }),
  );

function createComposites(
  name: string,
  { composites }: MonitoringArgs,
  alarms: ByKey<aws.cloudwatch.MetricAlarm>,
  settings: AlarmSettings,
  parent: Monitoring,
): ByKey<aws.cloudwatch.CompositeAlarm> {
  const names = Object.fromEntries(Object.entries(alarms).map(([key, alarm]) => [key, alarm.name]));
  const made: Record<string, aws.cloudwatch.CompositeAlarm> = {};
  for (const plan of composites) {
    const muting = plan.mutedBy === undefined ? undefined : made[plan.mutedBy];
    made[plan.key] = createCompositeAlarm(`${name}-${plan.key}`, plan, { names, muting }, settings, parent);
  }
  return made;
}

function createEvents(
  name: string,
  { events, subscribers }: MonitoringArgs,
  settings: AlarmSettings,
  parent: Monitoring,
): void {
  const chat = (grade: Grade) => subscribers[grade].chat;
  for (const plan of events) createEventRule(`${name}-${plan.key}`, plan, { ...settings, chat }, parent);
}
