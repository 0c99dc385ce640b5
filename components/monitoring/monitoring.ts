import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AlarmPlan, type CompositePlan, type Grade, tellsItself } from "../../plan/monitoring/alarm";
import type { EventPlan } from "../../plan/monitoring/events";
import { createCompositeAlarm, createMetricAlarm } from "./alarms";
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
    const names: Record<string, pulumi.Input<string>> = {};
    const alarmArns: Record<string, pulumi.Output<string>> = {};
    for (const plan of args.alarms) {
      const after = args.after[plan.afterRegion ?? args.region] ?? [];
      const parts = { told: tellsItself(plan, args.composites), after };
      const alarm = createMetricAlarm(`${name}-${plan.key}`, plan, settings, parts, this);
      names[plan.key] = alarm.name;
      alarmArns[plan.key] = alarm.arn;
    }
    const composites: Record<string, aws.cloudwatch.CompositeAlarm> = {};
    for (const plan of args.composites) {
      const muting = plan.mutedBy === undefined ? undefined : composites[plan.mutedBy];
      composites[plan.key] = createCompositeAlarm(`${name}-${plan.key}`, plan, { names, muting }, settings, this);
    }
    const eventSettings = { ...settings, chat: (grade: Grade) => args.subscribers[grade].chat };
    for (const plan of args.events) createEventRule(`${name}-${plan.key}`, plan, eventSettings, this);
    this.topics = topics;
    this.alarmArns = alarmArns;
    this.compositeArns = Object.fromEntries(Object.entries(composites).map(([key, { arn }]) => [key, arn]));
    this.registerOutputs({ topics });
  }
}
