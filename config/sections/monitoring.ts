import { z } from "zod";
import { GRADES, type Grade } from "../../plan/monitoring/alarm";
import { field, flag, oneOf, topicArn, wholeNumber } from "../fields";
import { latencySection } from "./monitoring/latency";

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

const chatName = field(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), {
  description: "A name of yours for the channel, part of its resource's name: another one makes it anew.",
  allowed: "1 to 32 lower-case letters, digits and hyphens, the first a letter",
  fix: "write a name such as ops-pages",
  examples: ["operations"],
});

const GRADE_MEANINGS: Readonly<Record<Grade, string>> = {
  page: "Somebody is woken: the service, or what keeps it up, needs help now.",
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
      description:
        "The workspace, which somebody must first authorise in the console of Amazon Q Developer in chat applications.",
      allowed: "capital letters and digits, such as T07EA123LEP",
      fix: "authorise the workspace in Amazon Q Developer in chat applications, and copy its id from there",
      examples: ["T07EA123LEP"],
    }),
    channelId: field(z.string().regex(/^[A-Za-z0-9]{1,255}$/), {
      description: "The channel, by its id.",
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
      "The team, which somebody must first authorise in the console of Amazon Q Developer in chat applications.",
      "copy it from the channel's link: what comes after groupId=",
    ),
    channelId: field(z.string().regex(/^[\w=+/.,-]*%3[aA][\w=+/.,-]*%40[\w=+/.,-]*$/), {
      description: "The channel, by its id.",
      allowed: "an id as it stands in a link, such as 19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
      fix: "copy it from the channel's link: what stands between /channel/ and the next slash",
      examples: ["19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2"],
    }),
    grades,
  })
  .describe("A channel of Microsoft Teams.");

const notify = z.strictObject({
  page: subscribers("Who is woken: the service, or what keeps it up, needs help now."),
  slack: z
    .array(slackChannel)
    .default([])
    .describe("Channels of Slack, told by Amazon Q Developer in chat applications, at no charge."),
  teams: z.array(teamsChannel).default([]).describe("Channels of Microsoft Teams, told likewise."),
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
    "How many minutes an Auto Scaling group may want its largest size: a peak passes, growth stays.",
    30,
  ),
  belowMinimumMinutes: minutes(
    "How many minutes a group may have fewer instances than its minimum, or a service fewer tasks than it wants. Replacing one takes some minutes.",
    15,
  ),
  blockedFlows: wholeNumber(
    "How many connections the security group of a load balancer may block in five minutes, on their way to targets or from consumers of " +
      "PrivateLink. Default: 0: its rules should let all of them pass.",
    "connections",
    0,
    1_000_000,
  ).default(0),
  certificateDays: wholeNumber(
    "How many days before a certificate expires there is a ticket. Default: 44, AWS's own advice: ACM renews earlier.",
    "days",
    1,
    365,
  ).default(44),
  certificateDaysToPage: wholeNumber(
    "How many days before a certificate expires somebody is paged; fewer than certificateDays. Default: 7: time enough to have another one issued.",
    "days",
    0,
    365,
  ).default(7),
  deviations: field(z.union([z.int().min(1).max(10), z.literal("none")]), {
    description:
      "How many standard deviations new connections may be above or below what is usual at the time, and failed TLS handshakes above it. Such an alarm " +
      "costs three times what others do; with none there is none. Default: 3: AWS's console proposes 2, which rings more often.",
    allowed: "a whole number of standard deviations from 1 to 10, or none",
    fix: "write the number alone, such as 3, or none",
    examples: [3, "none"],
  }).default(3),
  endpointDrops: wholeNumber(
    "How many packets a consumer's endpoint may drop in a minute, for five minutes. Default: 10: a few are usual.",
    "packets",
    0,
    1_000_000,
  ).default(10),
  failOpenFlows: wholeNumber(
    "How many connections in a minute may go to targets whether these are healthy or not. Default: 0: any is one too many.",
    "connections",
    0,
    1_000_000,
  ).default(0),
  firewallDroppedPackets: packets("How many packets the firewall's rules may drop in five minutes in a zone.", 1000),
  firewallEndpointDroppedPackets: packets(
    "How many packets a firewall endpoint may itself drop in five minutes, twice in a row: it drops what is larger than it carries. Set it above what " +
      "a quiet week has.",
    100,
  ),
  firewallStrayPackets: packets(
    "How many packets of connections that the firewall did not see begin may come in five minutes in a zone, three times in a row. Scanners send some all " +
      "the time; a zone whose traffic comes back another way has nothing else. Set it above what a quiet week has.",
    100,
  ),
  hostsMissingMinutes: minutes("How many minutes tasks may wait for hosts. A host takes some minutes to come.", 15),
  natDropsPerMillion: wholeNumber(
    "How many packets of a million a NAT gateway may drop, for five minutes. Default: 100, 0.01 percent, from which on AWS suspects a fault of its own.",
    "packets",
    1,
    1_000_000,
  ).default(100),
  natIdleConnections: wholeNumber(
    "How many connections a NAT gateway may forget in five minutes, as they were silent for 350 s. Default: 100: agents leave some.",
    "connections",
    0,
    1_000_000,
  ).default(100),
  natPortErrors: wholeNumber(
    "How many connections a NAT gateway may have no port for in a minute, for 15 minutes. Default: 0, AWS's own advice.",
    "connections",
    0,
    1_000_000,
  ).default(0),
  portErrors: wholeNumber(
    "How many connections a load balancer may have no port for in a minute. Default: 0: each is a connection lost.",
    "connections",
    0,
    1_000_000,
  ).default(0),
  rejectedClientsPerHour: wholeNumber(
    "How many attempts to connect to the service's port flow logs may show as rejected in an hour. Default: 100: with a list of allowed clients the " +
      "internet's scans are among them.",
    "attempts",
    0,
    100_000_000,
  ).default(100),
  rejectedFlows: wholeNumber(
    "How many connections a load balancer may itself reject in a minute. Default: 0: what its security group rejects is not among them.",
    "connections",
    0,
    1_000_000,
  ).default(0),
  resetsByLoadBalancerPercent: wholeNumber(
    "How many resets there may be by a load balancer, in percent of new connections. Default: 20: clients that use idle connections cause some.",
    "percent",
    1,
    10_000,
  ).default(20),
  resetsByTargetPercent: wholeNumber(
    "How many resets there may be by targets, in percent of new connections. Raise it where a protocol ends connections by resets. Default: 20.",
    "percent",
    1,
    10_000,
  ).default(20),
  taskCpuPercent: percent(
    "Percent of their CPU that tasks may use for a quarter of an hour. Scaling should begin far below.",
    90,
  ),
  taskMemoryPercent: percent(
    "Percent of their memory that tasks may use for a quarter of an hour. At 100 a container is killed.",
    90,
  ),
});

/** What is watched, and who hears. */
export const monitoringSection = z.strictObject({
  alarms: flag(
    "Whether the stack has alarms, and saved queries of who connects. With false, for those who watch by means of their own, nobody is told of anything: " +
      "set dashboard to false, and leave out notify, latency and guard.autoshift.",
  ).default(true),
  notify: notify.prefault({}).describe("Who hears of alarms. Default: nobody."),
  runbook: field(z.string().regex(/^[^\s#]{1,200}$/), {
    description: "Where docs/runbook.md can be read: each alarm links to its own part of it.",
    examples: ["https://wiki.example.com/runbook"],
    allowed: "a URL or a path of up to 200 characters, without #",
    fix: "write the page's address, such as https://wiki.example.com/runbook",
  }).default("docs/runbook.md"),
  dashboard: flag(
    "Whether the stack has a dashboard in CloudWatch, for 3 dollars a month. An account has three free, of up to 50 metrics each.",
  ).default(true),
  thresholds: thresholds
    .prefault({})
    .describe(
      "How much may happen before an alarm rings. Another number changes alarms in place. docs/runbook.md says what to do about each.",
    ),
  latency: latencySection
    .optional()
    .describe(
      "Measures how long clients take to connect, from regions that you name; each costs 15 dollars a month or more. Default: not measured.",
    ),
});

export type MonitoringConfig = z.output<typeof monitoringSection>;
