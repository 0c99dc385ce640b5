import type { CostContext } from "../context";
import type { Cost } from "../types";

/** Something that does the same for less. */
export interface Saving {
  /** A stable word for the rule. */
  rule: string;
  region: string;
  /** What is dear, with its sum. */
  text: string;
  /** What to do. */
  fix: string;
  /** US dollars. */
  month: number;
  /** Logical names. */
  resources: string[];
  /** Where the rule comes from. */
  source: string;
}

export type SavingRule = (context: CostContext, cost: Cost) => Saving[];

export const usd = (sum: number): string => sum.toFixed(2);
