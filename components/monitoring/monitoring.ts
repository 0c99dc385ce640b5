import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AlarmPlan, type CompositePlan, keysOf } from "../../plan/monitoring/alarm";
import { createCompositeAlarm, createMetricAlarm } from "./alarms";
import { type FlowLogQueries, createFlowLogQueries } from "./connections";
import { type NotificationsArgs, type Topics, createTopics } from "./notifications";

export interface MonitoringArgs extends NotificationsArgs {
  alarms: readonly AlarmPlan<pulumi.Input<string>>[];
  /** A composite that mutes others stands before them. */
  composites: readonly CompositePlan[];
  /** Names of alarms made elsewhere, by the keys that composites have for them. Default: none. */
  otherAlarms?: Readonly<Record<string, pulumi.Input<string>>>;
  /** The flow logs of the region's VPC, and what is made of them. Default: none. */
  flowLogs?: FlowLogQueries;
  /** Where the runbook is: a path or a URL. */
  runbook: string;
  /** What must be there before it is watched. */
  after: readonly pulumi.Resource[];
}

/**
 * The alarms of one region, the queries that they lead to, and who hears of them. Those of Route 53 and of an accelerator are in the regions
 * that have their metrics.
 */
export class Monitoring extends pulumi.ComponentResource {
  /** Whom alarms of each grade tell. */
  readonly topics: Topics;
  /** ARNs of the composite alarms, by their keys. */
  readonly compositeArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Monitoring", name, {}, opts);
    const topics = createTopics(name, args, this);
    const settings = { topics, runbook: args.runbook, after: args.after };
    if (args.flowLogs) createFlowLogQueries(name, args.flowLogs, this);
    const covered = new Set(args.composites.flatMap(({ rule }) => keysOf(rule)));
    const names: Record<string, pulumi.Input<string>> = { ...args.otherAlarms };
    for (const plan of args.alarms)
      names[plan.key] = createMetricAlarm(`${name}-${plan.key}`, plan, settings, !covered.has(plan.key), this).name;
    const composites: Record<string, aws.cloudwatch.CompositeAlarm> = {};
    for (const plan of args.composites) {
      const muting = plan.mutedBy === undefined ? undefined : composites[plan.mutedBy];
      composites[plan.key] = createCompositeAlarm(`${name}-${plan.key}`, plan, { names, muting }, settings, this);
    }
    this.topics = topics;
    this.compositeArns = Object.fromEntries(Object.entries(composites).map(([key, { arn }]) => [key, arn]));
    this.registerOutputs({ topics });
  }
}
