import { DEFAULT_BESIDE } from "../../plan/quotas";
import type { Mistake } from "../mistakes";
import type { StackConfig } from "../schema";
import { type Check, repeated } from "./common";

const once: Check = ({ quotas }) => repeated(quotas.raise, ["quotas", "raise"], "each quota once");

/** What is told of others counts only in what is asked for. */
const unused = ({ quotas: { raise, beside } }: StackConfig): Mistake[] =>
  (Object.keys(DEFAULT_BESIDE) as (keyof typeof DEFAULT_BESIDE)[])
    .filter((quota) => !raise.includes(quota) && beside[quota] !== DEFAULT_BESIDE[quota])
    .map((quota) => ({
      path: ["quotas", "beside", quota],
      value: beside[quota],
      allowed: `nothing, unless ${quota} is one of quotas.raise`,
      fix: `remove it, or set quotas.raise: [${[...raise, quota].join(", ")}]`,
      because: [["quotas", "raise"]],
    }));

export const quotaChecks: readonly Check[] = [once, unused];
