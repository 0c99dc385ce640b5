import { z } from "zod";
import { field, topicArn } from "../../fields";
import { slackChannel, teamsChannel } from "./chat";

/** An encrypted value as it is read without the stack's key: a plan goes on with it. */
const masked = z.string().regex(/^\[secret\] [0-9a-f]{8}$/);

const email = field(z.union([z.email(), masked]), {
  description: "An e-mail address; AWS asks it to confirm, once for each grade and region.",
  allowed: "an e-mail address",
  fix: "write the address alone, such as ops@example.com",
  examples: ["ops@example.com"],
  mayBeSecret: true,
});

const url = field(z.union([z.url({ protocol: /^https$/ }).regex(/^https:\/\//), masked]), {
  description: "A URL that takes notifications of SNS, as PagerDuty, Opsgenie and others give one.",
  allowed: "a URL that begins with https://",
  fix: "copy the URL of the integration for Amazon SNS or CloudWatch",
  examples: ["https://events.pagerduty.com/integration/0123456789abcdef/enqueue"],
  mayBeSecret: true,
});

const subscribers = (description: string) =>
  z
    .strictObject({
      emails: z
        .array(email)
        .default([])
        .describe(
          "E-mail addresses. AWS asks each to confirm, once in each region that has alarms; until then it hears nothing.",
        ),
      https: z
        .array(url)
        .default([])
        .describe("URLs that SNS calls, as PagerDuty, Opsgenie and others give them. Each must confirm, too."),
      topicArns: z
        .array(topicArn("A topic that exists and lets CloudWatch publish, in a region that has alarms."))
        .default([])
        .describe(
          "SNS topics that exist, each for the alarms of its own region. Their policies must let CloudWatch and EventBridge publish: docs/monitoring.md.",
        ),
    })
    .prefault({})
    .describe(description);

/** Who hears of alarms. */
export const notify = z.strictObject({
  page: subscribers("Who is woken: the service, or what keeps it up, needs help now."),
  slack: z
    .array(slackChannel)
    .default([])
    .describe("Channels of Slack, told by Amazon Q Developer in chat applications, at no charge."),
  teams: z.array(teamsChannel).default([]).describe("Channels of Microsoft Teams, told likewise."),
  ticket: subscribers("Who is told for the next working day."),
});
