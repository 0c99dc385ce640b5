import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BudgetConfig } from "../../config";
import { BUDGET_NAME_LENGTH, type CostTags, budgetNotifications, monitorSpecification } from "../../plan/guard/budget";
import { nameTag, physicalName } from "../shared";

export interface BudgetArgs {
  budget: BudgetConfig;
  /** The tags by which AWS counts what the stack costs, once they are active cost allocation tags. */
  tags: CostTags;
  /** A topic of us-east-1 that is told, too, and lets both publish. Default: none. */
  topicArn?: pulumi.Input<string>;
}

/** What the stack may cost a month, by its tags, and who is told; and costs out of the ordinary. */
export class Budget extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Budget", name, {}, opts);
    createBudget(name, args, this);
    createAnomalyAlerts(name, args, this);
    this.registerOutputs();
  }
}

function createBudget(name: string, { budget, tags, topicArn }: BudgetArgs, parent: Budget): void {
  new aws.budgets.Budget(
    `${name}-month`,
    {
      // The e-mails call it by this name.
      name: physicalName(name, BUDGET_NAME_LENGTH),
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(budget.monthlyUsd),
      limitUnit: "USD",
      metrics: "UnblendedCost",
      filterExpression: { ands: Object.entries(tags).map(([key, value]) => ({ tags: { key, values: [value] } })) },
      notifications: budgetNotifications(budget).map((notification) => ({
        ...notification,
        comparisonOperator: "GREATER_THAN",
        thresholdType: "PERCENTAGE",
        ...(budget.emails.length > 0 && { subscriberEmailAddresses: [...budget.emails].sort() }),
        ...(topicArn !== undefined && { subscriberSnsTopicArns: [topicArn] }),
      })),
      tags: nameTag(`${name}-month`),
    },
    { parent },
  );
}

/**
 * E-mails come once a day or a week, a topic is told at once: each is a subscription of its own.
 * Source: docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html, Frequency
 */
function createAnomalyAlerts(name: string, { budget, tags, topicArn }: BudgetArgs, parent: Budget): void {
  const { anomalies, emails } = budget;
  if (anomalies.kind === "none") return;
  const monitorArn = anomalies.kind === "existing" ? anomalies.monitorArn : createMonitor(name, tags, parent).arn;
  const alert = { monitorArn, leastUsd: anomalies.leastUsd };
  if (emails.length > 0)
    createAlert(
      `${name}-anomalies`,
      {
        ...alert,
        frequency: anomalies.frequency.toUpperCase(),
        subscribers: [...emails].sort().map((address) => ({ type: "EMAIL", address })),
      },
      parent,
    );
  if (topicArn !== undefined)
    createAlert(
      `${name}-anomalies-topic`,
      { ...alert, frequency: "IMMEDIATE", subscribers: [{ type: "SNS", address: topicArn }] },
      parent,
    );
}

interface Alert {
  monitorArn: pulumi.Input<string>;
  leastUsd: number;
  frequency: string;
  subscribers: { type: string; address: pulumi.Input<string> }[];
}

function createAlert(name: string, { monitorArn, leastUsd, frequency, subscribers }: Alert, parent: Budget): void {
  new aws.costexplorer.AnomalySubscription(
    name,
    {
      name: physicalName(name),
      frequency,
      monitorArnLists: [monitorArn],
      subscribers,
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: [String(leastUsd)],
        },
      },
      tags: nameTag(name),
    },
    { parent },
  );
}

const createMonitor = (name: string, tags: CostTags, parent: Budget): aws.costexplorer.AnomalyMonitor =>
  new aws.costexplorer.AnomalyMonitor(
    `${name}-monitor`,
    {
      name: physicalName(`${name}-monitor`),
      monitorType: "CUSTOM",
      monitorSpecification: monitorSpecification(tags),
      tags: nameTag(`${name}-monitor`),
    },
    { parent },
  );
