import { z } from "zod";
import { auditSection } from "./guard/audit";
import { autoshiftSection } from "./guard/autoshift";
import { budgetSection } from "./guard/budget";
import { keysSection } from "./guard/keys";
import { shieldSection } from "./guard/shield";

/** What guards the stack: each part is off until it is named here. */
export const guardSection = z.strictObject({
  shield: shieldSection
    .prefault({ kind: "standard" })
    .describe("Protection from floods of traffic. Default: kind: standard. AWS WAF filters HTTP, and no TCP listener."),
  autoshift: autoshiftSection
    .optional()
    .describe(
      "Zonal autoshift: AWS takes an impaired zone out of the load balancers by itself, and practises it each week for half an hour. Default: none: people do.",
    ),
  budget: budgetSection.optional().describe("What the stack may cost, by its tags. Default: no budget."),
  keys: keysSection
    .optional()
    .describe(
      "Customer managed keys for log groups, buckets, topics and volumes; each costs by the month. Default: those that AWS has for each service.",
    ),
  audit: auditSection
    .prefault({})
    .describe("What is written down for audits, beside flow logs; each costs. Default: nothing."),
});
