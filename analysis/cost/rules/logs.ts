import type { ResourceNode } from "../../../graph/graph";
import { ACCELERATOR_TYPES, GUARD_TYPES, TYPES } from "../../inventory/resourceTypes";
import type { ClientLoad, CostContext } from "../context";
import type { PriceName } from "../prices";
import { type Charge, type ChargeRule, MONTH_SECONDS, type Uncounted } from "../types";
import { tlsPart } from "./loadBalancers";
import { inspected } from "./networkFirewall";

/**
 * A record of flow logs in the default format of 14 fields, as in AWS's example of an accepted connection: 113 bytes.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html
 */
const BYTES_PER_FIELD = 113 / 14;
const DEFAULT_FIELDS = 14;

/**
 * Records of a connection in each interval in which it carries something: both directions, where the load balancer takes it, where it
 * passes it on, and where the target takes it.
 */
const RECORDS_PER_INTERVAL = 6;

/** A record of a firewall's flows is a JSON text; a connection has one for each direction. */
const FIREWALL_BYTES = 500;
const FIREWALL_RECORDS = 2;

/** What a record of an accelerator's flow logs, of access logs and of queries is like. */
const ACCELERATOR_BYTES = 150;
const ACCELERATOR_RECORDS = 2;
const ACCESS_LOG_BYTES = 400;
const QUERY_BYTES = 150;

/** What is left of logs when they are compressed to be stored. */
const COMPRESSED = 0.15;

const GB = 1e9;
const DAYS_PER_MONTH = 365 / 12;
const MONTHS_FOR_EVER = 12;

/** Records of a connection are at least one of each interval that it lives in. */
const intervalsOf = (load: ClientLoad, seconds: number): number =>
  load.newConnectionsPerSecond === 0 ? 0 : Math.max(1, load.openConnections / load.newConnectionsPerSecond / seconds);

/** What is seen in a VPC: what its load balancers carry. A firewall's own VPC has none, nor a consumer's. */
function loadIn(vpc: ResourceNode | undefined, context: CostContext): ClientLoad[] {
  const { index } = context;
  const own = context.loadBalancers().filter(({ inputs }) => {
    const [{ subnetId } = {}] = (inputs["subnetMappings"] ?? []) as { subnetId?: unknown }[];
    return vpc !== undefined && index.resolve(index.resolve(subnetId)?.inputs["vpcId"]) === vpc;
  });
  return own.map((balancer) => context.loadOf(balancer));
}

/** GB a month of the flow logs of a VPC. */
export function flowLogGb(node: ResourceNode, context: CostContext): number {
  if (node.inputs["trafficType"] === "REJECT") return 0;
  const format = node.inputs["logFormat"];
  const fields = typeof format === "string" ? format.split(" ").length : DEFAULT_FIELDS;
  const seconds = Number(node.inputs["maxAggregationInterval"] ?? 600);
  const records = loadIn(context.index.resolve(node.inputs["vpcId"]), context).reduce(
    (sum, load) => sum + load.newConnectionsPerSecond * intervalsOf(load, seconds) * RECORDS_PER_INTERVAL,
    0,
  );
  return (records * MONTH_SECONDS * fields * BYTES_PER_FIELD) / GB;
}

/** The price of what an AWS service writes, by how it names the place. */
const PRICE_OF_PLACE: Readonly<Record<string, PriceName>> = {
  "cloud-watch-logs": "logs.vended.gb",
  s3: "logs.vended.s3.gb",
  "kinesis-data-firehose": "logs.vended.firehose.gb",
  CloudWatchLogs: "logs.vended.gb",
  S3: "logs.vended.s3.gb",
  KinesisDataFirehose: "logs.vended.firehose.gb",
};

const written = (place: unknown, gb: number): Charge => ({
  item: "GB of logs delivered",
  quantity: gb,
  price: PRICE_OF_PLACE[String(place)] ?? "logs.vended.gb",
  usage: true,
});

export const flowLog: ChargeRule = (node, context) => [
  written(node.inputs["logDestinationType"], flowLogGb(node, context)),
];

interface LogDestination {
  logType?: string;
  logDestinationType?: string;
}

/** Alerts and TLS are few beside flows. */
const flowsOf = ({ inputs }: ResourceNode): LogDestination[] => {
  const { logDestinationConfigs = [] } = (inputs["loggingConfiguration"] ?? {}) as {
    logDestinationConfigs?: LogDestination[];
  };
  return logDestinationConfigs.filter(({ logType }) => logType === "FLOW");
};

const connectionsIn = (context: CostContext, region: string): number =>
  context.loadOfRegion(region).newConnectionsPerSecond * MONTH_SECONDS;

const firewallGb = (node: ResourceNode, context: CostContext): number =>
  (inspected(context, context.regionOf(node)).newConnectionsPerSecond *
    MONTH_SECONDS *
    FIREWALL_RECORDS *
    FIREWALL_BYTES) /
  GB;

export const firewallLogs: ChargeRule = (node, context) =>
  flowsOf(node).map(({ logDestinationType }) => written(logDestinationType, firewallGb(node, context)));

/** Connections through accelerators, one record each way of each. */
function acceleratorLogGb({ inputs }: ResourceNode, context: CostContext): number {
  const { flowLogsEnabled } = (inputs["attributes"] ?? {}) as { flowLogsEnabled?: boolean };
  if (flowLogsEnabled !== true) return 0;
  const loads = context.loadBalancers().map((each) => context.loadOf(each));
  const connections = loads
    .filter(({ frontDoor }) => frontDoor === "accelerator")
    .reduce((sum, load) => sum + load.newConnectionsPerSecond * MONTH_SECONDS, 0);
  return (connections * ACCELERATOR_RECORDS * ACCELERATOR_BYTES) / GB;
}

export const acceleratorLogs = (node: ResourceNode, context: CostContext): Charge =>
  written("s3", acceleratorLogGb(node, context));

/** At most one query for each connection. */
function queryGb(context: CostContext): number {
  const regions = new Set(context.loadBalancers().map(context.regionOf));
  return ([...regions].reduce((sum, region) => sum + connectionsIn(context, region), 0) * QUERY_BYTES) / GB;
}

export const queryLog: ChargeRule = (_, context) => [written("cloud-watch-logs", queryGb(context))];

/** What is written to a log group or a bucket of the stack. */
function keptGb(kind: "LogGroup" | "Bucket", { name }: ResourceNode, context: CostContext): number {
  const { index } = context;
  const refersHere = (value: unknown) => JSON.stringify(value).includes(`\${${kind}:${name}.`);
  const writers = (type: string) => index.ofType(type).filter(({ inputs }) => refersHere(inputs));
  const sum = (type: string, gb: (node: ResourceNode) => number) =>
    writers(type).reduce((total, node) => total + gb(node), 0);
  return (
    sum(TYPES.flowLog, (node) => flowLogGb(node, context)) +
    sum(TYPES.firewallLogging, (node) => flowsOf(node).filter(refersHere).length * firewallGb(node, context)) +
    sum(ACCELERATOR_TYPES.accelerator, (node) => acceleratorLogGb(node, context)) +
    sum(GUARD_TYPES.queryLog, () => queryGb(context)) +
    sum(TYPES.loadBalancer, (node) => accessLogGb(node, context))
  );
}

/**
 * The load balancer's own are written for nothing, and have TLS connections alone.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
 */
const accessLogGb = (node: ResourceNode, context: CostContext): number =>
  (context.loadOf(node).newConnectionsPerSecond * tlsPart(node, context) * MONTH_SECONDS * ACCESS_LOG_BYTES) / GB;

function assumeSizes({ assume }: CostContext): void {
  assume(
    `Logs: a connection has ${RECORDS_PER_INTERVAL} flow-log records in each interval that it lives in; what is kept is compressed to ${COMPRESSED * 100} %.`,
  );
}

function kept(gb: number, months: number, price: PriceName, context: CostContext): Charge {
  if (gb > 0) assumeSizes(context);
  return { item: "GB-months of logs stored", quantity: gb * COMPRESSED * months, price, usage: true };
}

/** What is written to it is charged where it comes from; what the service itself logs, no number says. */
export const logGroup: ChargeRule = (node, context) => {
  const days = Number(node.inputs["retentionInDays"] ?? 0);
  const months = days > 0 ? days / DAYS_PER_MONTH : MONTHS_FOR_EVER;
  const ofTasks = context.index
    .ofType("aws:ecs/taskDefinition:TaskDefinition")
    .some(({ inputs }) => JSON.stringify(inputs).includes(`\${LogGroup:${node.name}.`));
  const own: Uncounted[] = ofTasks ? [{ uncounted: "what the service itself logs, by the GB that it writes" }] : [];
  return [kept(keptGb("LogGroup", node, context), months, "logs.stored.gbMonth", context), ...own];
};

/** A bucket has what is written to it until its lifecycle takes it out. */
export const bucket: ChargeRule = (node, context) => [
  kept(keptGb("Bucket", node, context), retentionDays(node, context) / DAYS_PER_MONTH, "s3.standard.gbMonth", context),
];

function retentionDays(node: ResourceNode, { index }: CostContext): number {
  const rules = index
    .ofType("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    .filter(({ inputs }) => index.resolve(inputs["bucket"]) === node)
    .flatMap(({ inputs }) => (inputs["rules"] ?? []) as { expiration?: { days?: number } }[]);
  return rules[0]?.expiration?.days ?? MONTHS_FOR_EVER * DAYS_PER_MONTH;
}
