import type { CostContext } from "../context";
import type { Cost, CostLine } from "../types";

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

/** Marked where it rests on lines of which one is at the price of another region. */
export const usd = (sum: number, lines: readonly Pick<CostLine, "estimated">[] = []): string =>
  `${lines.some(({ estimated }) => estimated) ? "~" : ""}${sum.toFixed(2)}`;
