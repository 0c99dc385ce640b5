import * as pulumi from "@pulumi/pulumi";
import { Budget, type Monitoring } from "../components";
import type { StackConfig } from "../config";
import type { CostTags } from "../plan/guard/budget";
import { BUDGET_NAME } from "../plan/names";
import { BUDGET_REGION } from "../plan/regions";
import type { Providers } from "./providers";

/** What the stack may cost, where the config says. */
export function createBudget(
  { guard: { budget } }: StackConfig,
  monitoring: Readonly<Record<string, Monitoring>>,
  providers: Providers,
): Budget | undefined {
  if (!budget) return undefined;
  const tags: CostTags = { Project: pulumi.getProject(), Stack: pulumi.getStack() };
  // AWS lets a budget tell one topic: that made here, else the last of those named.
  const topicArn = monitoring[BUDGET_REGION]?.topics.ticket.at(-1);
  const args = { budget, tags, ...(topicArn !== undefined && { topicArn }) };
  return new Budget(BUDGET_NAME, args, { providers: [providers.global] });
}
