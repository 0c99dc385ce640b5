import { z } from "zod";
import { emailAddress, field, oneOf, wholeNumber } from "../../fields";

const percents = (description: string, defaults: number[]) =>
  z
    .array(wholeNumber("Percent of the budget at which somebody is told.", "percent", 1, 1000))
    .default(defaults)
    .describe(description);

const alert = {
  leastUsd: field(z.number().min(1).max(1_000_000), {
    description: "How many US dollars above what is usual are worth telling: with fewer more is told, and sooner.",
    allowed: "a number of US dollars from 1 to 1000000",
    fix: "write the number of dollars alone, such as 20",
  }).default(20),
  frequency: oneOf("How often e-mails are sent. Topics are told at once.", {
    daily: "Once a day, where there is something to tell.",
    weekly: "Once a week, where there is something to tell.",
  }).default("daily"),
};

/** Source: docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html ("Only the AWS services monitor is available within member accounts") */
const anomalies = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }).describe("No anomaly detection."),
  z
    .strictObject({ kind: z.literal("tag"), ...alert })
    .describe(
      "A monitor of the stack's own, by its tag Stack. AWS has this in accounts that are in no organization, and in management accounts.",
    ),
  z
    .strictObject({
      kind: z.literal("existing"),
      monitorArn: field(z.string().regex(/^arn:aws:ce::\d{12}:anomalymonitor\/[0-9a-f-]{36}$/), {
        description: "The monitor, by its ARN.",
        allowed: "the ARN of an anomaly monitor of this account",
        fix: "copy it from `aws ce get-anomaly-monitors`",
        examples: ["arn:aws:ce::123456789012:anomalymonitor/01234567-89ab-cdef-0123-456789abcdef"],
      }),
      ...alert,
    })
    .describe("A monitor that the account has, such as that of all AWS services, the only one in a member account."),
]);

/** Source of the ranges: docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
export const budgetSection = z.strictObject({
  monthlyUsd: field(z.number().min(1).max(1_000_000_000), {
    description: "What the stack may cost a month, in US dollars. Nothing stops above it: somebody is told.",
    examples: [200],
    allowed: "a number of US dollars, 1 or more",
    fix: "give what a month may cost, in US dollars",
  }),
  actualPercent: percents("Percentages of it: somebody is told when so much is spent.", [80, 100]),
  forecastPercent: percents("Percentages of it: somebody is told when the month is likely to cost so much.", [100]),
  emails: z
    .array(emailAddress("Somebody who is told."))
    .max(10)
    .default([])
    .describe(
      "Who is told by e-mail, with no confirmation, beside monitoring.notify.ticket in us-east-1; needed where that has nobody.",
    ),
  anomalies: anomalies
    .prefault({ kind: "none" })
    .describe("Whether somebody is told of costs that are out of the ordinary. Default: kind: none."),
});

export type BudgetConfig = z.output<typeof budgetSection>;
