import type { Option } from "../../plan/options";
import type { MonthCost, PlanView } from "../plan/planView";
import type { MadeStack } from "./newStack";

/** A new stack for machines. */
export interface NewDocument {
  stack: string;
  /** In the project's folder. */
  file: string;
  written: boolean;
  /** The text of the file, with its comments. */
  text: string;
  /** What it says below `config:`. */
  config: Record<string, unknown>;
  /** The options that the advisor chose and why; absent where they were said. */
  advice?: { options: readonly Option[]; why: readonly string[] };
  /** Of the plan: what the stack is, and what a month of it costs. `npm run plan -- STACK --json` has all. */
  plan: { summary: PlanView["summary"]; cost: MonthCost };
  /** What people do until it serves, in order. */
  steps: readonly string[];
}

export async function newDocument(
  { text, file, graph, chosen, steps }: MadeStack,
  path: string,
  written: boolean,
): Promise<NewDocument> {
  const [{ planOf }, { parse }] = await Promise.all([import("../plan/plan"), import("yaml")]);
  const { summary, cost } = planOf(graph, file);
  const { config } = parse(text) as { config: Record<string, unknown> };
  return {
    stack: summary.stack,
    file: path,
    written,
    text,
    config,
    ...(chosen && { advice: chosen }),
    plan: { summary, cost },
    steps,
  };
}
