/**
 * The fields that a record of a VPC's flow logs may have, with the version that they came with; those of version 2 are the default format,
 * in this order. Which ones of version 6 there are AWS does not say.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export const FLOW_LOG_FIELDS = {
  version: 2,
  "account-id": 2,
  "interface-id": 2,
  srcaddr: 2,
  dstaddr: 2,
  srcport: 2,
  dstport: 2,
  protocol: 2,
  packets: 2,
  bytes: 2,
  start: 2,
  end: 2,
  action: 2,
  "log-status": 2,
  "vpc-id": 3,
  "subnet-id": 3,
  "instance-id": 3,
  "tcp-flags": 3,
  type: 3,
  "pkt-srcaddr": 3,
  "pkt-dstaddr": 3,
  region: 4,
  "az-id": 4,
  "sublocation-type": 4,
  "sublocation-id": 4,
  "pkt-src-aws-service": 5,
  "pkt-dst-aws-service": 5,
  "flow-direction": 5,
  "traffic-path": 5,
  "ecs-cluster-arn": 7,
  "ecs-cluster-name": 7,
  "ecs-container-instance-arn": 7,
  "ecs-container-instance-id": 7,
  "ecs-container-id": 7,
  "ecs-second-container-id": 7,
  "ecs-service-name": 7,
  "ecs-task-definition-arn": 7,
  "ecs-task-arn": 7,
  "ecs-task-id": 7,
  "reject-reason": 8,
  "resource-id": 9,
  "encryption-status": 10,
} as const;

export type FlowLogField = keyof typeof FLOW_LOG_FIELDS;

/**
 * What a record says here, in order, and what queries and filters call it. The default format comes first, for whatever reads that. Of the
 * others: whose interface it is (AWS's own, such as a load balancer's, have no instance), whether a connection begins, who it was before a
 * load balancer or NAT gateway, in which zone, which way, and whether block public access refused it.
 * The names are none that CloudWatch Logs Insights gives to what it discovers by itself, as two fields of one name are one too many.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
export const FLOW_RECORD = {
  version: "format",
  "account-id": "owner",
  "interface-id": "interface",
  srcaddr: "from_address",
  dstaddr: "to_address",
  srcport: "from_port",
  dstport: "to_port",
  protocol: "transport",
  packets: "packet_count",
  bytes: "byte_count",
  start: "first_second",
  end: "last_second",
  action: "verdict",
  "log-status": "log_state",
  "instance-id": "instance",
  "tcp-flags": "flags",
  "pkt-srcaddr": "client",
  "az-id": "zone",
  "flow-direction": "direction",
  "reject-reason": "reason",
} as const satisfies Partial<Record<FlowLogField, string>>;

/** What a record says where the stack file says nothing else, in order. */
export const DEFAULT_FIELDS = Object.keys(FLOW_RECORD) as FlowLogField[];

/** A field of the default record by its name in queries. */
export type RecordName = (typeof FLOW_RECORD)[keyof typeof FLOW_RECORD];

/** What queries and filters may read, in the order of the default record. */
export const RECORD_NAMES: readonly RecordName[] = Object.values(FLOW_RECORD);

/** What queries and filters call the fields of a record, in its order: those that they do not read by AWS's own names. */
export const recordNames = (fields: readonly FlowLogField[]): string[] =>
  fields.map((field) => (FLOW_RECORD as Partial<Record<FlowLogField, string>>)[field] ?? field.replaceAll("-", "_"));

/** As AWS takes it: `${version} ${account-id} …` */
export const flowLogFormat = (fields: readonly FlowLogField[] = DEFAULT_FIELDS): string =>
  fields.map((field) => `\${${field}}`).join(" ");

/** Where flow logs of a VPC go. */
export type FlowLogDestination =
  | { kind: "none" }
  | { kind: "cloudWatch" }
  | {
      kind: "s3";
      /** One that exists. Default: one is made. */
      bucket?: string;
      /** The folder in one that exists. Default: none. */
      prefix?: string;
      fileFormat: "text" | "parquet";
      hivePartitions: boolean;
      hourlyPartitions: boolean;
    }
  | {
      kind: "firehose";
      /** ARNs by region. */
      deliveryStreams: Readonly<Partial<Record<string, string>>>;
      /** The roles of both accounts, where the streams are another's. */
      crossAccount?: { sourceRoleArn: string; destinationRoleArn: string };
    };
