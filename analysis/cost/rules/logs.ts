import type { ResourceNode } from "../../../graph/graph";
import { TYPES } from "../../inventory/resourceTypes";
import type { CostContext, DoorLoad } from "../context";
import { type Charge, type ChargeRule, MONTH_SECONDS, type Uncounted } from "../types";

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
const ACCESS_LOG_BYTES = 400;
const QUERY_BYTES = 150;

/** What is left of logs when they are compressed to be stored. */
const COMPRESSED = 0.15;

const GB = 1e9;
const DAYS_PER_MONTH = 365 / 12;
const MONTHS_FOR_EVER = 12;

/** What is written to one place. */
interface Inflow {
  gb: number;
  /** Whether an AWS service writes it, at the price of vended logs. */
  vended: boolean;
}

/** Records of a connection are at least one of each interval that it lives in. */
const intervalsOf = (load: Omit<DoorLoad, "door">, seconds: number): number =>
  load.newConnectionsPerSecond === 0 ? 0 : Math.max(1, load.openConnections / load.newConnectionsPerSecond / seconds);

/** What is seen in a VPC: what its load balancers carry. A firewall's own VPC has none, nor a consumer's. */
function loadIn(vpc: ResourceNode | undefined, context: CostContext): Omit<DoorLoad, "door">[] {
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

const FLOW_LOG_TYPE = TYPES.flowLog;
const QUERY_LOG_TYPE = "aws:route53/queryLog:QueryLog";
const ACCELERATOR_TYPE = "aws:globalaccelerator/accelerator:Accelerator";

/** Whether any text in the inputs of a resource refers to another, as the place that it writes to. */
const writesTo = ({ inputs }: ResourceNode, kind: string, name: string): boolean =>
  JSON.stringify(inputs).includes(`\${${kind}:${name}.`);

/** All that is written to a log group or a bucket, by what writes it. */
function inflows(kind: "LogGroup" | "Bucket", { name }: ResourceNode, context: CostContext): Inflow[] {
  const { index } = context;
  const writers = (type: string) => index.ofType(type).filter((node) => writesTo(node, kind, name));
  const connections = (region: string) => context.loadOfRegion(region).newConnectionsPerSecond * MONTH_SECONDS;
  const all = context.loadBalancers();
  const through = (door: DoorLoad["door"]) =>
    all
      .map((each) => context.loadOf(each))
      .filter((load) => load.door === door)
      .reduce((sum, load) => sum + load.newConnectionsPerSecond * MONTH_SECONDS, 0);
  const everywhere = [...new Set(all.map(context.regionOf))].reduce((sum, region) => sum + connections(region), 0);
  return [
    ...writers(FLOW_LOG_TYPE).map((node) => ({ gb: flowLogGb(node, context), vended: true })),
    ...writers(TYPES.firewallLogging)
      .filter((node) => flowsGoTo(node, kind, name))
      .map((node) => ({
        gb: (connections(context.regionOf(node)) * FIREWALL_RECORDS * FIREWALL_BYTES) / GB,
        vended: true,
      })),
    ...writers(ACCELERATOR_TYPE).map(() => ({ gb: (through("accelerator") * ACCELERATOR_BYTES) / GB, vended: true })),
    ...writers(QUERY_LOG_TYPE).map(() => ({ gb: (everywhere * QUERY_BYTES) / GB, vended: true })),
    ...writers(TYPES.loadBalancer).map((node) => ({
      gb: (context.loadOf(node).newConnectionsPerSecond * MONTH_SECONDS * ACCESS_LOG_BYTES) / GB,
      vended: false,
    })),
  ];
}

/** Alerts and TLS are few beside flows. */
function flowsGoTo({ inputs }: ResourceNode, kind: string, name: string): boolean {
  const { logDestinationConfigs = [] } = (inputs["loggingConfiguration"] ?? {}) as {
    logDestinationConfigs?: { logType?: string }[];
  };
  return logDestinationConfigs.some(
    (each) => each.logType === "FLOW" && JSON.stringify(each).includes(`\${${kind}:${name}.`),
  );
}

const sumOf = (all: readonly Inflow[]): number => all.reduce((sum, { gb }) => sum + gb, 0);

function assumptions(all: readonly Inflow[], { assume }: CostContext): void {
  if (sumOf(all) === 0) return;
  assume(
    `Logs: a connection has ${RECORDS_PER_INTERVAL} flow-log records in each interval that it lives in; what is stored is compressed to ${COMPRESSED * 100} %.`,
  );
}

export const logGroup: ChargeRule = (node, context) => {
  const all = inflows("LogGroup", node, context);
  assumptions(all, context);
  const days = Number(node.inputs["retentionInDays"] ?? 0);
  const months = days > 0 ? days / DAYS_PER_MONTH : MONTHS_FOR_EVER;
  const written = context.index
    .ofType("aws:ecs/taskDefinition:TaskDefinition")
    .some((each) => writesTo(each, "LogGroup", node.name));
  const own: Uncounted[] = written ? [{ uncounted: "what the service itself logs, by the GB that it writes" }] : [];
  const vended: Charge[] = [
    { item: "GB of AWS's own logs", quantity: sumOf(all), price: "logs.vended.gb", usage: true },
    { item: "GB of logs kept", quantity: sumOf(all) * COMPRESSED * months, price: "logs.stored.gbMonth", usage: true },
  ];
  return [...vended, ...own];
};

/** A bucket has what is written to it until its lifecycle takes it out. */
export const bucket: ChargeRule = (node, context) => {
  const all = inflows("Bucket", node, context);
  assumptions(all, context);
  const months = retentionDays(node, context) / DAYS_PER_MONTH;
  return [
    {
      item: "GB of AWS's own logs",
      quantity: sumOf(all.filter(({ vended }) => vended)),
      price: "logs.vended.s3.gb",
      usage: true,
    },
    {
      item: "GB kept",
      quantity: sumOf(all) * COMPRESSED * months,
      price: "s3.standard.gbMonth",
      usage: true,
    },
  ];
};

function retentionDays(node: ResourceNode, { index }: CostContext): number {
  const rules = index
    .ofType("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    .filter(({ inputs }) => index.resolve(inputs["bucket"]) === node)
    .flatMap(({ inputs }) => (inputs["rules"] ?? []) as { expiration?: { days?: number } }[]);
  return rules[0]?.expiration?.days ?? MONTHS_FOR_EVER * DAYS_PER_MONTH;
}
