import { z } from "zod";
import { field, wholeNumber } from "../../fields";

/** An alarm looks at a day at most. Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html */
const minutes = (description: string, standard: number) =>
  wholeNumber(`${description} Default: ${standard}.`, "minutes", 5, 1440).default(standard);

const packets = (description: string, standard: number) =>
  wholeNumber(`${description} Default: ${standard}.`, "packets", 0, 1_000_000_000).default(standard);

const percent = (description: string, standard: number) =>
  wholeNumber(`${description} Default: ${standard}.`, "percent", 1, 100).default(standard);

/** Where alarms ring; alphabetically. The types are those of plan/monitoring/thresholds.ts. */
export const thresholds = z.strictObject({
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
