import { ANYWHERE, ANYWHERE_V6, isV6 } from "../cidrs";
import { DEFAULT_FIELDS, type FlowLogField, RECORD_NAMES, type RecordName, recordNames } from "../network/flowLogs";

/** A load balancer whose clients the flow logs of its VPC show. */
export interface LoggedLoadBalancer {
  /** The subnets of its nodes. */
  range: string;
  /** What it listens on. */
  ports: readonly number[];
  /** Whether targets are in those subnets, too. */
  amongTargets: boolean;
}

/** What flow logs of a region can say of who connects. */
export interface LoggedConnections {
  /** What is logged. */
  traffic: "ALL" | "ACCEPT" | "REJECT";
  /** What a record says, in order. Default: what every query reads. */
  fields?: readonly FlowLogField[];
  /**
   * None with PrivateLink alone: what comes from endpoints to a load balancer is not logged.
   * Source: docs.aws.amazon.com/vpc/latest/userguide/flow-logs-limitations.html
   */
  loadBalancers: readonly LoggedLoadBalancer[];
  /** The subnets of the targets, and what they listen on. */
  targets: { range: string; ports: readonly number[] };
  /** Ranges that may connect. */
  allowedClients: readonly string[];
}

/** A saved query of CloudWatch Logs Insights over flow logs. */
export interface QueryPlan {
  /** Stable, part of the resource's name and the end of the query's. */
  key: string;
  query: string;
}

/** What a query asks, after the fields are told apart. */
interface Question {
  key: string;
  commands: readonly string[];
}

/** Who connects and who is rejected, who sends how much, by zone, and by the ranges that may connect: as far as it is logged. */
export function connectionQueries(logged: LoggedConnections): QueryPlan[] {
  const { traffic, loadBalancers, fields = DEFAULT_FIELDS } = logged;
  const names = recordNames(fields);
  const questions = [
    ...(traffic === "REJECT" ? [] : acceptedQuestions(logged)),
    ...(loadBalancers.length > 0 && traffic !== "REJECT" ? allowListQuestions(logged) : []),
    ...(traffic === "ACCEPT" ? [] : [rejected()]),
  ];
  return questions
    .filter(({ commands }) => missingNames(names, commands).length === 0)
    .map(({ key, commands }) => ({ key, query: [parse(names), ...commands].join("\n| ") }));
}

/** Logs Insights discovers the fields of the default format alone. */
const parse = (names: readonly string[]): string =>
  `parse @message "${names.map(() => "*").join(" ")}" as ${names.join(", ")}`;

/** What commands read and a record does not say. */
const missingNames = (names: readonly string[], commands: readonly string[]): RecordName[] =>
  RECORD_NAMES.filter(
    (name) => !names.includes(name) && commands.some((command) => new RegExp(`\\b${name}\\b`).test(command)),
  );

/**
 * The first packet of a connection: SYN (2), with FIN (1) or RST (4) of the same interval, and not the answer to it, which has 16.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html, tcp-flags
 */
const BEGINS = `(${[2, 3, 6, 7].map((flags) => `flags = ${flags}`).join(" or ")})`;

/** A connection that a load balancer takes, or with PrivateLink alone a target. */
function arrivals({ loadBalancers, targets }: LoggedConnections): string {
  const ways = loadBalancers.length > 0 ? loadBalancers : [{ ...targets, amongTargets: false }];
  const way = ({ range, ports, amongTargets }: LoggedLoadBalancer): string =>
    [portFilter(ports), `isIpv4InSubnet(to_address, "${range}")`, ...(amongTargets ? [`instance = "-"`] : [])].join(
      " and ",
    );
  const anyWay = ways.map((each) => `(${way(each)})`).join(" or ");
  return `filter verdict = "ACCEPT" and direction = "ingress" and ${BEGINS} and (${anyWay})`;
}

function portFilter(ports: readonly number[]): string {
  const each = [...ports].sort((one, other) => one - other).map((port) => `to_port = ${port}`);
  return each.length === 1 ? each.join() : `(${each.join(" or ")})`;
}

function acceptedQuestions(logged: LoggedConnections): Question[] {
  const connects = [
    arrivals(logged),
    `stats count(*) as connections, earliest(@timestamp) as first, latest(@timestamp) as last by client`,
    "sort connections desc",
    "limit 100",
  ];
  const talkers = [
    `filter verdict = "ACCEPT"`,
    `stats sum(byte_count) as total_bytes, sum(packet_count) as total_packets by client, ` +
      `to_address, interface, direction`,
    "sort total_bytes desc",
    "limit 100",
  ];
  const zones = [
    arrivals(logged),
    `stats count(*) as connections, count_distinct(client) as clients by zone, bin(1h) as hour`,
    "sort hour desc",
  ];
  return [
    ...(logged.loadBalancers.length > 0 ? [{ key: "connects", commands: connects }] : []),
    { key: "talkers", commands: talkers },
    { key: "zones", commands: zones },
  ];
}

/**
 * By what: block public access says so in its reason. An interface rejects by its security group or by the network ACL of its subnet, on
 * the way in or out; records without the flag of a beginning are of packets that came after the connection was closed.
 */
const rejected = (): Question => ({
  key: "rejected",
  commands: [
    `filter verdict = "REJECT"`,
    `stats count(*) as flows, sum(packet_count) as total_packets by client, to_address, to_port, ` +
      `interface, direction, flags, reason`,
    "sort flows desc",
    "limit 100",
  ],
});

/** Ranges in one query: it may have 10,000 characters. Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
const RANGES_PER_QUERY = 50;

/** A column for each range: 1 where the client is in it. A range that has no row has no connections. */
function allowListQuestions(logged: LoggedConnections): Question[] {
  const ranges = [...new Set(logged.allowedClients)]
    .filter((range) => range !== ANYWHERE && range !== ANYWHERE_V6 && !isV6(range))
    .sort();
  const parts = Array.from({ length: Math.ceil(ranges.length / RANGES_PER_QUERY) }, (_, index) =>
    ranges.slice(index * RANGES_PER_QUERY, (index + 1) * RANGES_PER_QUERY),
  );
  return parts.map((part, index) => ({
    key: index === 0 ? "allow-list" : `allow-list-${index + 1}`,
    commands: [
      arrivals(logged),
      `fields ${part.map((range) => `isIpv4InSubnet(client, "${range}") as ${column(range)}`).join(", ")}`,
      `stats count(*) as connections, count_distinct(client) as clients by ${part.map(column).join(", ")}`,
      "sort connections desc",
    ],
  }));
}

/** `in_198_51_100_0_24` */
const column = (range: string): string => `in_${range.replace(/[./]/g, "_")}`;

/**
 * The records of clients that are rejected when they connect, as a filter of CloudWatch Logs finds them; each is an attempt, with what is
 * tried again within an interval. Undefined where none are logged. Records of another number of fields, of the time before they were
 * these, are no match.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html (space-delimited)
 */
export function rejectedClientsPattern(logged: LoggedConnections): string | undefined {
  const { traffic, loadBalancers, fields = DEFAULT_FIELDS } = logged;
  if (traffic === "ACCEPT" || loadBalancers.length === 0) return undefined;
  const ports = [...new Set(loadBalancers.flatMap((loadBalancer) => loadBalancer.ports))].sort(
    (one, other) => one - other,
  );
  const conditions: Partial<Record<RecordName, string>> = {
    to_port: ports.map((port) => `to_port = ${port}`).join(" || "),
    verdict: "verdict = REJECT",
    flags: "flags = 2",
    direction: "direction = ingress",
  };
  const names = recordNames(fields);
  if (missingNames(names, Object.keys(conditions)).length > 0) return undefined;
  return `[${names.map((name) => (conditions as Partial<Record<string, string>>)[name] ?? name).join(", ")}]`;
}
