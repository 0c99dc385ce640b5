import { z } from "zod";
import { arnOf, field } from "../fields";

const email = field(z.email(), {
  description: "An e-mail address; who reads it confirms the subscription once in each region.",
  allowed: "an e-mail address",
  fix: "write the address alone, such as ops@example.com",
  mayBeSecret: true,
});

const url = field(z.url({ protocol: /^https$/ }), {
  description: "A URL that takes notifications of SNS, as PagerDuty, Opsgenie and others give one.",
  allowed: "a URL that begins with https://",
  fix: "copy the URL of the integration for Amazon SNS or CloudWatch",
  mayBeSecret: true,
});

const subscribers = (description: string) =>
  z
    .strictObject({
      emails: z.array(email).default([]).describe("Who gets an e-mail."),
      https: z.array(url).default([]).describe("What is called."),
      topicArns: z
        .array(
          arnOf(
            "sns",
            "[\\w-]{1,256}",
            "A topic that exists and lets CloudWatch publish, in a region that has alarms.",
          ),
        )
        .default([])
        .describe("Topics that exist; each hears of the alarms of its own region."),
    })
    .prefault({})
    .describe(description);

const notify = z.strictObject({
  page: subscribers("Who is woken: the service, or what keeps it up, needs somebody now."),
  ticket: subscribers("Who is told for the next working day."),
});

/** What is watched, and who hears. Alarms are always there. */
export const monitoringSection = z.strictObject({
  notify: notify.prefault({}).describe("Who hears of alarms. Default: nobody."),
  runbook: field(z.string().regex(/^[^\s#]{1,200}$/), {
    description: "Where docs/runbook.md can be read; each alarm links there. Default: its path.",
    allowed: "a URL or a path of up to 200 characters, without #",
    fix: "write the page's address, such as https://wiki.example.com/runbook",
  }).default("docs/runbook.md"),
});

export type MonitoringConfig = z.output<typeof monitoringSection>;
