import { z } from "zod";
import { GRADES, type Grade } from "../../plan/monitoring/alarm";
import { field, flag, oneOf, topicArn, wholeNumber } from "../fields";
import { latencySection } from "./monitoring/latency";

/** An encrypted value as it is read without the stack's key: a plan goes on with it. */
const masked = z.string().regex(/^\[secret\] [0-9a-f]{8}$/);

const email = field(z.union([z.email(), masked]), {
  description: "An e-mail address; who reads it confirms the subscription once in each region.",
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
      emails: z.array(email).default([]).describe("Who gets an e-mail, once confirmed in each region that has alarms."),
      https: z.array(url).default([]).describe("URLs that are called, by HTTPS."),
      topicArns: z
        .array(topicArn("A topic that exists and lets CloudWatch publish, in a region that has alarms."))
        .default([])
        .describe("Topics that exist; each hears of the alarms of its own region."),
    })
    .prefault({})
    .describe(description);

const chatName = field(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), {
  description: "The name of the configuration; part of its resource's name, so that another makes it anew.",
  allowed: "1 to 32 lower-case letters, digits and hyphens, the first a letter",
  fix: "write a name such as ops-pages",
  examples: ["operations"],
});

const GRADE_MEANINGS: Readonly<Record<Grade, string>> = {
  page: "Somebody is woken: the service, or what keeps it up, needs somebody now.",
  ticket: "Somebody looks on the next working day.",
};

const grades = z
  .array(oneOf("A grade of alarms.", GRADE_MEANINGS))
  .min(1)
  .default([...GRADES])
  .describe("Which alarms the channel hears.");

const uuid = (description: string, fix: string) =>
  field(z.string().regex(/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/), {
    description,
    allowed: "an id of the form 01234567-89ab-cdef-0123-456789abcdef",
    fix,
    examples: ["01234567-89ab-cdef-0123-456789abcdef"],
  });

/** Source of the forms: docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html */
const slackChannel = z
  .strictObject({
    name: chatName,
    workspaceId: field(z.string().regex(/^[0-9A-Z]{1,255}$/), {
      description: "The workspace, which somebody must have authorised in the console.",
      allowed: "capital letters and digits, such as T07EA123LEP",
      fix: "authorise the workspace in Amazon Q Developer in chat applications, and copy its id from there",
      examples: ["T07EA123LEP"],
    }),
    channelId: field(z.string().regex(/^[A-Za-z0-9]{1,255}$/), {
      description: "The channel of Slack that hears, by its id.",
      allowed: "letters and digits, such as C07EZ1ABC23",
      fix: "copy the channel's link in Slack: the id is at its end",
      examples: ["C07EZ1ABC23"],
    }),
    grades,
  })
  .describe("A channel of Slack.");

/** Source of the forms: docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateTeamsChannelConfiguration.html */
const teamsChannel = z
  .strictObject({
    name: chatName,
    tenantId: uuid(
      "The tenant of Microsoft Teams that the team is in.",
      "copy it from the channel's link: what comes after tenantId=",
    ),
    teamId: uuid(
      "The team, which somebody must have authorised in the console.",
      "copy it from the channel's link: what comes after groupId=",
    ),
    channelId: field(z.string().regex(/^[\w=+/.,-]*%3[aA][\w=+/.,-]*%40[\w=+/.,-]*$/), {
      description: "The channel of Teams that hears, by its id.",
      allowed: "an id as it stands in a link, such as 19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
      fix: "copy it from the channel's link: what stands between /channel/ and the next slash",
      examples: ["19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2"],
    }),
    grades,
  })
  .describe("A channel of Microsoft Teams.");

const notify = z.strictObject({
  page: subscribers("Who is woken: the service, or what keeps it up, needs somebody now."),
  slack: z.array(slackChannel).default([]).describe("Channels of Slack, by Amazon Q Developer in chat applications."),
  teams: z.array(teamsChannel).default([]).describe("Channels of Microsoft Teams, by the same."),
  ticket: subscribers("Who is told for the next working day."),
});

/** An alarm looks at a day at most. Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html */
const minutes = (description: string, standard: number) =>
  wholeNumber(`${description} Default: ${standard}.`, "minutes", 5, 1440).default(standard);

const packets = (description: string, standard: number) =>
  wholeNumber(`${description} Default: ${standard}.`, "packets", 0, 1_000_000_000).default(standard);

const percent = (description: string, standard: number) =>
  wholeNumber(`${description} Default: ${standard}.`, "percent", 1, 100).default(standard);

/** Where alarms ring; alphabetically. The types are those of plan/monitoring/thresholds.ts. */
const thresholds = z.strictObject({
  atMaximumMinutes: minutes(
    "Minutes that an Auto Scaling group wants its largest size before it rings: a peak passes, growth stays.",
    30,
  ),
  belowMinimumMinutes: minutes(
    "Minutes that a group has fewer instances than its minimum, or a service fewer tasks than it wants, before it rings. Replacing one takes some minutes.",
    15,
  ),
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
    fix: "write the number alone, such as 3, or none",
    examples: [3, "none"],
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
  firewallDroppedPackets: packets(
    "Packets that the firewall's rules drop in a zone in five minutes, above which it rings.",
    1000,
  ),
  firewallEndpointDroppedPackets: packets(
    "Packets that a firewall endpoint drops by itself in five minutes, above which it rings when it is so twice in a row.",
    100,
  ),
  firewallStrayPackets: packets(
    "Packets of no known connection in a zone, above which it rings when it is so in each five minutes of a quarter of an hour. " +
      "Scanners send some all the time; a zone whose traffic comes back another way has nothing else.",
    100,
  ),
  hostsMissingMinutes: minutes(
    "Minutes that tasks wait for hosts before it rings. A host takes some minutes to come.",
    15,
  ),
  natDropsPerMillion: wholeNumber(
    "Packets of a million, above which it rings, that a NAT gateway drops for five minutes. Default: 100, 0.01 percent, from which on AWS " +
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
  taskCpuPercent: percent(
    "Percent of their CPU that tasks use for a quarter of an hour, above which it rings. Scaling should begin far below.",
    90,
  ),
  taskMemoryPercent: percent(
    "Percent of their memory that tasks use for a quarter of an hour, above which it rings. At 100 a container is killed.",
    90,
  ),
});

/** What is watched, and who hears. */
export const monitoringSection = z.strictObject({
  alarms: flag(
    "Whether the stack has alarms, each of which costs, with the saved queries of who connects. false is for who watches with means of his own: nobody is told then, " +
      "and dashboard must be false, too.",
  ).default(true),
  notify: notify.prefault({}).describe("Who hears of alarms. Default: nobody."),
  runbook: field(z.string().regex(/^[^\s#]{1,200}$/), {
    description: "Where docs/runbook.md can be read; each alarm links to its own part of it.",
    examples: ["https://wiki.example.com/runbook"],
    allowed: "a URL or a path of up to 200 characters, without #",
    fix: "write the page's address, such as https://wiki.example.com/runbook",
  }).default("docs/runbook.md"),
  dashboard: flag(
    "Whether the stack has a dashboard in CloudWatch. It costs 3 dollars a month, above three of an account that show up to 50 metrics.",
  ).default(true),
  thresholds: thresholds.prefault({}).describe("Where alarms ring: a lower bound rings sooner, and for less."),
  latency: latencySection
    .optional()
    .describe("How long clients take to connect, measured from outside. Default: not measured; it costs."),
});

export type MonitoringConfig = z.output<typeof monitoringSection>;
