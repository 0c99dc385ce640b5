import { z } from "zod";
import { arnOf, field, wholeNumber } from "../fields";

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

/** Where alarms ring; alphabetically. The types are those of plan/monitoring/thresholds.ts. */
const thresholds = z.strictObject({
  blockedFlows: wholeNumber(
    "Connections in five minutes, above which it rings, that the security group of a load balancer blocks on their way to targets, or from " +
      "consumers of PrivateLink. Default: 0, as its rules should let all of them pass.",
    "connections",
    0,
    1_000_000,
  ).default(0),
  certificateDays: wholeNumber(
    "Days before a certificate expires from which on it is a ticket. Default: 44, AWS's own advice: ACM renews earlier.",
    "days",
    1,
    365,
  ).default(44),
  certificateDaysToPage: wholeNumber(
    "Days before a certificate expires from which on somebody is paged. Default: 7: time enough to have another one issued.",
    "days",
    0,
    365,
  ).default(7),
  deviations: field(z.union([z.int().min(1).max(10), z.literal("none")]), {
    description:
      "Standard deviations from what is usual at the time, above or below which new connections, and above which failed TLS handshakes, " +
      "ring. Such an alarm costs three times another. Default: 3; AWS's console proposes 2, which rings more often. none: no such alarms.",
    allowed: "a whole number of standard deviations from 1 to 10, or none",
    fix: "choose a value between 1 and 10",
  }).default(3),
  endpointDrops: wholeNumber(
    "Packets in a minute, above which it rings, that a consumer's endpoint drops for five minutes. Default: 10: a few are usual.",
    "packets",
    0,
    1_000_000,
  ).default(10),
  failOpenFlows: wholeNumber(
    "Connections in a minute, above which it rings, that go to targets whether these are well or not. Default: 0: any is one too many.",
    "connections",
    0,
    1_000_000,
  ).default(0),
  natDropsPerMillion: wholeNumber(
    "Packets of a million, above which it rings, that a NAT gateway drops for five minutes. Default: 100 (0.01 percent), from which on AWS " +
      "suspects a fault of its own.",
    "packets",
    1,
    1_000_000,
  ).default(100),
  natIdleConnections: wholeNumber(
    "Connections in five minutes, above which it rings, that a NAT gateway forgets as they were silent for 350 s. Default: 100: agents " +
      "leave some.",
    "connections",
    0,
    1_000_000,
  ).default(100),
  natPortErrors: wholeNumber(
    "Connections in a minute, above which it rings, that a NAT gateway has no port for, for 15 minutes. Default: 0, AWS's own advice.",
    "connections",
    0,
    1_000_000,
  ).default(0),
  portErrors: wholeNumber(
    "Connections in a minute, above which it rings, that a load balancer has no port for. Default: 0: each is a connection lost.",
    "connections",
    0,
    1_000_000,
  ).default(0),
  rejectedClientsPerHour: wholeNumber(
    "Attempts to connect in an hour, above which it rings, that flow logs say were rejected. Default: 100: with a list of allowed clients " +
      "the internet's scans are among them.",
    "attempts",
    0,
    100_000_000,
  ).default(100),
  rejectedFlows: wholeNumber(
    "Connections in a minute, above which it rings, that a load balancer itself rejects. Default: 0: what its security group rejects is not " +
      "among them.",
    "connections",
    0,
    1_000_000,
  ).default(0),
  resetsByLoadBalancerPercent: wholeNumber(
    "Resets by a load balancer in percent of new connections, above which it rings. Default: 20: clients that use idle connections are some.",
    "percent",
    1,
    10_000,
  ).default(20),
  resetsByTargetPercent: wholeNumber(
    "Resets by targets in percent of new connections, above which it rings. Default: 20; more where a protocol ends connections by resets.",
    "percent",
    1,
    10_000,
  ).default(20),
});

/** What is watched, and who hears. Alarms are always there. */
export const monitoringSection = z.strictObject({
  notify: notify.prefault({}).describe("Who hears of alarms. Default: nobody."),
  runbook: field(z.string().regex(/^[^\s#]{1,200}$/), {
    description: "Where docs/runbook.md can be read; each alarm links there. Default: its path.",
    allowed: "a URL or a path of up to 200 characters, without #",
    fix: "write the page's address, such as https://wiki.example.com/runbook",
  }).default("docs/runbook.md"),
  thresholds: thresholds.prefault({}).describe("Where alarms ring."),
});

export type MonitoringConfig = z.output<typeof monitoringSection>;
