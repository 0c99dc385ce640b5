/** The tags of every resource that say which stack it is of; once AWS counts costs by them, they say what the stack costs. */
export const COST_TAGS = ["Project", "Stack"] as const;

export type CostTags = Readonly<Record<(typeof COST_TAGS)[number], string>>;

/** Notifications that a budget has at most. Source: docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
export const MOST_NOTIFICATIONS = 10;

/** How long a budget's name may be. Source: …/API_budgets_Budget.html, BudgetName */
export const BUDGET_NAME_LENGTH = 100;

export interface BudgetThresholds {
  /** Percent of the budget that has been spent. */
  actualPercent: readonly number[];
  /** Percent of the budget that the month is expected to cost. */
  forecastPercent: readonly number[];
}

export interface BudgetNotification {
  notificationType: "ACTUAL" | "FORECASTED";
  threshold: number;
}

/** When somebody is told, the lowest first: the provider compares them as a set, and people read them. */
export const budgetNotifications = ({ actualPercent, forecastPercent }: BudgetThresholds): BudgetNotification[] => [
  ...ascending(actualPercent).map((threshold) => ({ notificationType: "ACTUAL" as const, threshold })),
  ...ascending(forecastPercent).map((threshold) => ({ notificationType: "FORECASTED" as const, threshold })),
];

const ascending = (values: readonly number[]): number[] => [...values].sort((one, other) => one - other);

/**
 * What an anomaly monitor of the stack's own looks at. AWS takes one tag there, and no more. Every key is written, as the provider reads it back
 * so, and takes a text that lacks one for another monitor.
 * Source: docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalyMonitor.html, MonitorSpecification
 */
export const monitorSpecification = ({ Stack }: CostTags): string =>
  JSON.stringify({
    And: null,
    CostCategories: null,
    Dimensions: null,
    Not: null,
    Or: null,
    Tags: { Key: "Stack", MatchOptions: null, Values: [Stack] },
  });
