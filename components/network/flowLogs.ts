import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { flowLogDelivery, flowLogTrust, flowLogWrite } from "../../plan/logPolicies";
import { type FlowLogDestination, type FlowLogField, flowLogFormat } from "../../plan/network/flowLogs";
import { type RoleSettings, createLogBucket, createRole, nameTag } from "../shared";

export interface FlowLogSettings {
  traffic: "ALL" | "ACCEPT" | "REJECT";
  /** Of what is made here. */
  retentionDays: number;
  /** 60 or 600. */
  intervalSeconds: number;
  /** What a record says, in order. Default: the fields of plan/network/flowLogs.ts. */
  fields?: readonly FlowLogField[];
  destination: FlowLogDestination;
}

export interface FlowLogsArgs extends FlowLogSettings {
  region: string;
  vpcId: pulumi.Input<string>;
  /** Whether the log group or bucket stays in the account, with what it holds, when it leaves the stack. */
  protect: boolean;
  /** A customer managed key that encrypts what is made here. Default: CloudWatch Logs and S3 have their own. */
  kmsKeyArn?: pulumi.Input<string>;
  /** What roles are like. */
  iam?: RoleSettings;
}

/** Flow logs of a VPC, where they are wanted. Returns their log group, where they have one: of their own, that only their service can write to. */
export function createFlowLogs(
  name: string,
  args: FlowLogsArgs,
  parent: pulumi.ComponentResource,
): aws.cloudwatch.LogGroup | undefined {
  const logs = `${name}-flow-logs`;
  const { destination } = args;
  switch (destination.kind) {
    case "none":
      return undefined;
    case "cloudWatch":
      return logToGroup(logs, args, parent);
    case "s3":
      logToBucket(logs, args, destination, parent);
      return undefined;
    case "firehose":
      logToStream(logs, args, destination, parent);
      return undefined;
  }
}

function logToGroup(logs: string, args: FlowLogsArgs, parent: pulumi.ComponentResource): aws.cloudwatch.LogGroup {
  const group = new aws.cloudwatch.LogGroup(
    logs,
    { retentionInDays: args.retentionDays, kmsKeyId: args.kmsKeyArn, tags: nameTag(logs) },
    { parent, retainOnDelete: args.protect },
  );
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const trust = account.apply((id) => JSON.stringify(flowLogTrust(args.region, id)));
  const role = createRole(`${logs}-role`, { trust, iam: args.iam, title: logs }, parent);
  const policy = new aws.iam.RolePolicy(
    `${logs}-policy`,
    { role: role.id, policy: writePolicy(group, args) },
    { parent },
  );
  const to = { logDestinationType: "cloud-watch-logs", logDestination: group.arn, iamRoleArn: role.arn };
  createFlowLog(logs, args, to, { parent, dependsOn: policy });
  return group;
}

function logToBucket(
  logs: string,
  args: FlowLogsArgs,
  destination: Extract<FlowLogDestination, { kind: "s3" }>,
  parent: pulumi.ComponentResource,
): void {
  const { arn, permission } = bucketOf(logs, args, destination, parent);
  createFlowLog(
    `${logs}-to-s3`,
    args,
    {
      logDestinationType: "s3",
      logDestination: arn,
      destinationOptions: {
        fileFormat: FILE_FORMATS[destination.fileFormat],
        hiveCompatiblePartitions: destination.hivePartitions,
        perHourPartition: destination.hourlyPartitions,
      },
    },
    { parent, dependsOn: permission },
  );
}

const FILE_FORMATS = { text: "plain-text", parquet: "parquet" } as const;

function bucketOf(
  logs: string,
  args: FlowLogsArgs,
  { bucket: existing, prefix, hivePartitions }: Extract<FlowLogDestination, { kind: "s3" }>,
  parent: pulumi.ComponentResource,
): { arn: pulumi.Input<string>; permission?: pulumi.Resource } {
  if (existing !== undefined) return { arn: `arn:aws:s3:::${existing}${prefix === undefined ? "" : `/${prefix}`}` };
  const { region, retentionDays, kmsKeyArn, protect } = args;
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const policy = (arn: pulumi.Output<string>) =>
    pulumi
      .all([arn, account])
      .apply(([bucketArn, id]) => JSON.stringify(flowLogDelivery({ bucketArn, account: id, region, hivePartitions })));
  const { bucket, permission } = createLogBucket(
    `${logs}-bucket`,
    { retentionDays, kmsKeyArn, protect, policy },
    parent,
  );
  return { arn: bucket.arn, permission };
}

function logToStream(
  logs: string,
  args: FlowLogsArgs,
  { deliveryStreams, crossAccount }: Extract<FlowLogDestination, { kind: "firehose" }>,
  parent: pulumi.ComponentResource,
): void {
  const { [args.region]: logDestination = "" } = deliveryStreams as Readonly<Record<string, string>>;
  createFlowLog(
    `${logs}-to-firehose`,
    args,
    {
      logDestinationType: "kinesis-data-firehose",
      logDestination,
      ...(crossAccount && {
        iamRoleArn: crossAccount.sourceRoleArn,
        deliverCrossAccountRole: crossAccount.destinationRoleArn,
      }),
    },
    { parent },
  );
}

/** Each kind of destination has a name of its own: the new one logs before the old one goes. */
function createFlowLog(
  name: string,
  { vpcId, traffic, intervalSeconds, fields }: FlowLogsArgs,
  to: Pick<
    aws.ec2.FlowLogArgs,
    "logDestinationType" | "logDestination" | "iamRoleArn" | "deliverCrossAccountRole" | "destinationOptions"
  >,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.ec2.FlowLog(
    name,
    {
      vpcId,
      trafficType: traffic,
      ...to,
      maxAggregationInterval: intervalSeconds,
      logFormat: flowLogFormat(fields),
      tags: nameTag(name),
    },
    // What it logs is settled when it is made, and AWS takes no second one of the same configuration to the same destination.
    // Sources: docs.aws.amazon.com/vpc/latest/userguide/flow-logs-limitations.html,
    // docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (FlowLogAlreadyExists)
    { ...opts, deleteBeforeReplace: true },
  );
}

const writePolicy = (group: aws.cloudwatch.LogGroup, { region, kmsKeyArn }: FlowLogsArgs): pulumi.Output<string> =>
  pulumi
    .all([group.arn, kmsKeyArn])
    .apply(([arn, key]) => JSON.stringify(flowLogWrite(arn, key === undefined ? undefined : { arn: key, region })));
