import type { Needs } from "../../plan/needs";
import type { Option } from "../../plan/options";
import { setName } from "../../plan/optionSets";
import type { Exclusion } from "./exclusions";
import type { SetFacts } from "./facts";
import { compareSets, orderText } from "./order";
import { reasons } from "./reasons";

/** A set that meets the needs. */
export interface RankedSet extends SetFacts {
  /** Why it meets them, and why it stands where it stands. */
  why: string[];
}

/** A set that is no answer, and every reason that was found. */
export interface ExcludedSet {
  options: readonly Option[];
  reasons: Exclusion[];
}

export interface Advice {
  needs: Needs;
  /** How those below are ordered, in words. */
  order: string;
  ranked: RankedSet[];
  excluded: ExcludedSet[];
}

/** Sets whose stacks were planned are excluded by what the plans say, or ranked. */
export function advice(needs: Needs, planned: readonly SetFacts[], excluded: readonly ExcludedSet[]): Advice {
  const judged = planned.map((facts) => ({ facts, reasons: unmet(needs, facts) }));
  const met = judged
    .flatMap(({ facts, reasons: found }) => (found.length === 0 ? [facts] : []))
    .sort((one, other) => compareSets(needs.prefer, one, other));
  return {
    needs,
    order: orderText(needs.prefer),
    ranked: met.map((facts, index) => ({ ...facts, why: reasons(needs, facts, index, met) })),
    excluded: [
      ...excluded,
      ...judged.flatMap(({ facts, reasons: found }) =>
        found.length === 0 ? [] : [{ options: facts.options, reasons: found }],
      ),
    ].sort((one, other) => one.options.length - other.options.length || compareNames(one.options, other.options)),
  };
}

const compareNames = (one: readonly Option[], other: readonly Option[]): number =>
  setName(one).localeCompare(setName(other));

const usd = (amount: number): string => `${amount.toFixed(2)} USD`;

/** What the plan of a stack says of the needs that no composition decides. */
export function unmet(needs: Needs, { cost, checking, recovery, survives, failing }: SetFacts): Exclusion[] {
  const { budgetUsd, recoverySeconds, survives: wanted } = needs;
  const found: Exclusion[] = [];
  if (budgetUsd !== undefined && cost.total > budgetUsd)
    found.push({
      by: "budgetUsd",
      text: `it costs ${usd(cost.total)} a month, ${usd(cost.total - budgetUsd)} too much`,
    });
  if (recoverySeconds !== undefined && isSlower(recovery, recoverySeconds))
    found.push({
      by: "recoverySeconds",
      text: `${recoveryText(recovery)}${checking === "quick" ? ", by the quickest checks that AWS has" : ""}`,
    });
  if (wanted !== undefined && survives !== "region" && survives !== wanted)
    found.push({
      by: "survives",
      text: failing[0] ?? `it survives ${survives === "zone" ? "no loss of a region" : "no loss of a zone"}`,
    });
  return found;
}

/** Whether clients wait longer than that after some loss. */
export const isSlower = ({ loss, seconds = Infinity }: SetFacts["recovery"], most: number): boolean =>
  loss !== undefined && seconds > most;

export function recoveryText({ loss, seconds, sum }: SetFacts["recovery"]): string {
  if (loss === undefined) return "not told by the plan: it lets in consumers alone, which are stacks of their own";
  if (seconds === undefined) return `after ${loss} nobody is served again by itself`;
  return `after ${loss} clients wait ${seconds} s${sum.includes("+") ? ` (${sum})` : ""}`;
}
