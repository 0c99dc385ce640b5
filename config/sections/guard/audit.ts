import { z } from "zod";
import { flag, wholeNumber } from "../../fields";
import { retentionDays } from "../network";

/** What is written down for audits. Each costs, so that each is a choice. */
export const auditSection = z.strictObject({
  queryLogs: z
    .strictObject({
      retentionDays: retentionDays("Days that query logs are kept, which is paid for by the GB.").default(30),
    })
    .optional()
    .describe(
      "With dns, what resolvers ask Route 53 about its zones, in log groups of us-east-1, by the GB. Default: not logged.",
    ),
  accessLogs: z
    .strictObject({
      retentionDays: wholeNumber("Days that the logs are kept, which is paid for by the GB.", "days", 1, 3653).default(
        90,
      ),
    })
    .optional()
    .describe(
      "With service.tls, each TLS connection to a load balancer, in a bucket made here in each region. Default: not logged.",
    ),
  accessAnalyzer: flag(
    "Whether IAM Access Analyzer looks in each region for what others than the account can use, at no charge. An account has one such analyzer in a region.",
  ).default(false),
  configRules: flag(
    "Whether rules of AWS Config watch in each region that what the stack promises holds. The account must have its recorder there, and pays for each evaluation.",
  ).default(false),
});
