import { z } from "zod";
import { auditSection } from "./guard/audit";
import { keysSection } from "./guard/keys";

/** What guards the stack: whose keys encrypt it, and what is written down about it. */
export const guardSection = z.strictObject({
  keys: keysSection
    .optional()
    .describe(
      "Customer managed keys for log groups, buckets, topics and volumes. Default: those that AWS has for each service.",
    ),
  audit: auditSection.prefault({}).describe("What is written down for audits, beside flow logs. Default: nothing."),
});

export type GuardConfig = z.output<typeof guardSection>;
