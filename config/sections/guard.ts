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
    .describe("Protection from floods of traffic. Default: kind: standard."),
  autoshift: autoshiftSection
    .optional()
    .describe(
      "Zonal autoshift: AWS takes an impaired zone out of the load balancers by itself, and practises that each week for half an hour. The other zones must " +
        "carry all, at any time; service.zonalShift must be true. Default: none: people do it.",
    ),
  budget: budgetSection
    .optional()
    .describe(
      "Tells somebody when the stack costs too much, by its tags. AWS counts nothing before these are cost allocation tags: docs/guard.md. Default: no budget.",
    ),
  keys: keysSection
    .optional()
    .describe(
      "Customer managed keys for log groups, buckets, topics and volumes, for a dollar a month each. With another key instances are renewed, for their " +
        "volumes; a key must outlive what it has encrypted. Default: the keys that AWS has for each service.",
    ),
  audit: auditSection
    .prefault({})
    .describe("What is recorded and watched for audits, beside flow logs. Default: nothing."),
});
