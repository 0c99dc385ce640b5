import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { flowLogTrust, flowLogWrite } from "../../plan/logPolicies";
import { flowLogFormat } from "../../plan/network/flowLogs";
import { type RoleSettings, createRole, nameTag } from "../shared";

export interface FlowLogSettings {
  traffic: "ALL" | "ACCEPT" | "REJECT";
  retentionDays: number;
  /** 60 or 600. */
  intervalSeconds: number;
}

export interface FlowLogsArgs extends FlowLogSettings {
  region: string;
  vpcId: pulumi.Input<string>;
  /** Whether the log group stays in the account, with what it holds, when it leaves the stack. */
  protect: boolean;
  /** A customer managed key that encrypts the logs. Default: CloudWatch Logs has its own. */
  kmsKeyArn?: pulumi.Input<string>;
  /** What roles are like. */
  iam?: RoleSettings;
}

/** Flow logs of a VPC, in a log group of their own that only the flow-log service can write to. Returns the group. */
export function createFlowLogs(
  name: string,
  args: FlowLogsArgs,
  parent: pulumi.ComponentResource,
): aws.cloudwatch.LogGroup {
  const logs = `${name}-flow-logs`;
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
  new aws.ec2.FlowLog(
    logs,
    {
      vpcId: args.vpcId,
      trafficType: args.traffic,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: args.intervalSeconds,
      logFormat: flowLogFormat(),
      tags: nameTag(logs),
    },
    // What it logs is settled when it is made, and AWS takes no second one of the same configuration to the same group.
    // Sources: docs.aws.amazon.com/vpc/latest/userguide/flow-logs-limitations.html,
    // docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (FlowLogAlreadyExists)
    { parent, dependsOn: policy, deleteBeforeReplace: true },
  );
  return group;
}

const writePolicy = (group: aws.cloudwatch.LogGroup, { region, kmsKeyArn }: FlowLogsArgs): pulumi.Output<string> =>
  pulumi
    .all([group.arn, kmsKeyArn])
    .apply(([arn, key]) => JSON.stringify(flowLogWrite(arn, key === undefined ? undefined : { arn: key, region })));
