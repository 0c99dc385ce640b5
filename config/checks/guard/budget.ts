import { MOST_NOTIFICATIONS } from "../../../plan/guard/budget";
import { BUDGET_REGION } from "../../../plan/regions";
import type { Mistake, Path } from "../../mistakes";
import { isHeard } from "../../monitoring";
import type { StackConfig } from "../../schema";
import type { BudgetConfig } from "../../sections/guard/budget";
import { type Check, repeated } from "../common";

const at = (...keys: Path): Path => ["guard", "budget", ...keys];

const ifConfigured =
  (check: (budget: BudgetConfig, config: StackConfig) => Mistake[]): Check =>
  (config) =>
    config.guard.budget ? check(config.guard.budget, config) : [];

const repetitions = ({ actualPercent, forecastPercent, emails }: BudgetConfig): Mistake[] => [
  ...repeated(actualPercent, at("actualPercent"), "each part once"),
  ...repeated(forecastPercent, at("forecastPercent"), "each part once"),
  ...repeated(emails, at("emails"), "each address once"),
];

/** Of both kinds together: none makes a budget that says nothing, and AWS has a limit. */
function thresholds({ actualPercent, forecastPercent }: BudgetConfig): Mistake[] {
  const count = actualPercent.length + forecastPercent.length;
  if (count > 0 && count <= MOST_NOTIFICATIONS) return [];
  return [
    {
      path: at("actualPercent"),
      value: actualPercent,
      allowed: `1 to ${MOST_NOTIFICATIONS} thresholds together with forecastPercent; these are ${count}`,
      fix: count === 0 ? "name one, such as 80" : "remove some",
      because: [at("forecastPercent")],
    },
  ];
}

/** AWS takes no notification without a subscriber. */
function nobodyHears({ emails }: BudgetConfig, config: StackConfig): Mistake[] {
  if (emails.length > 0 || isHeard(config, BUDGET_REGION, "ticket")) return [];
  return [
    {
      path: at("emails"),
      value: emails,
      allowed: `one address or more, where monitoring.notify.ticket has nobody in ${BUDGET_REGION}: a budget tells somebody`,
      fix: "name who is to be told, here or there",
      because: [["monitoring"]],
    },
  ];
}

export const budgetChecks: readonly Check[] = [repetitions, thresholds, nobodyHears].map(ifConfigured);
