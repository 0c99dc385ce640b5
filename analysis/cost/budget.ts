import { type Graph, GraphIndex } from "../../graph/graph";
import { GUARD_TYPES } from "../inventory/resourceTypes";
import type { Cost } from "./types";

/** What a month costs of what it may. */
export interface BudgetOutlook {
  monthlyUsd: number;
  percent: number;
  /** The thresholds of the budget that the month reaches, in percent. */
  reached: number[];
}

/** Undefined where the stack has no budget. */
export function budgetOf(graph: Graph, { month }: Cost): BudgetOutlook | undefined {
  const [budget] = GraphIndex.of(graph).ofType(GUARD_TYPES.budget);
  if (!budget) return undefined;
  const monthlyUsd = Number(budget.inputs["limitAmount"]);
  const percent = (month.total / monthlyUsd) * 100;
  const notifications = (budget.inputs["notifications"] ?? []) as { threshold?: number }[];
  const thresholds = notifications.flatMap(({ threshold }) => (threshold === undefined ? [] : [threshold]));
  const reached = [...new Set(thresholds)].filter((each) => percent >= each).sort((one, other) => one - other);
  return { monthlyUsd, percent, reached };
}
