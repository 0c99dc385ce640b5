import { setUp } from "../../analysis/advice/setUp";
import type { StackConfigText } from "../../analysis/advice/stackConfig";
import { costOf } from "../../analysis/cost";
import type { Graph } from "../../graph";
import type { Traffic } from "../../plan/traffic";
import { stackFileText } from "../recording/stackFileText";
import { commentsOf } from "./comments";

/** What a plan tells of a stack that its file does not say. */
export interface PlanFacts {
  /** US dollars a month at list prices; undefined where prices are not known. */
  usdPerMonth?: number;
  /** What people do, in order. */
  steps: readonly string[];
}

export const planFacts = (graph: Graph, traffic: Traffic | undefined): PlanFacts => ({
  ...(traffic && { usdPerMonth: costOf(graph, traffic).month.total }),
  steps: setUp(graph).steps,
});

const ACCOUNT_STEP =
  'write ha-tcp:account: "123456789012", with your account\'s id, so that credentials of another account are refused';

/** What people do until it serves, with what the file itself lacks. */
export const stepsOf = (config: StackConfigText, { steps }: PlanFacts): string[] => [
  ...(config["account"] === undefined ? [ACCOUNT_STEP] : []),
  ...steps,
];

/** The text of a new stack file: what it says, with what follows from it, and what it takes until it serves. */
export function newStackText(
  stack: string,
  config: StackConfigText,
  facts: PlanFacts,
  notes: readonly string[],
): string {
  const { usdPerMonth } = facts;
  return stackFileText(
    config,
    [
      "By npm run new: only what differs from the defaults. docs/config.md has all that can be said.",
      ...(usdPerMonth === undefined
        ? []
        : [
            `About ${Math.round(usdPerMonth)} USD a month at list prices when this was written: npm run cost says it of today.`,
          ]),
      ...notes,
      "What it takes until it serves:",
      ...stepsOf(config, facts).map((step) => `- ${step}`),
    ],
    commentsOf(config, stack),
  );
}
