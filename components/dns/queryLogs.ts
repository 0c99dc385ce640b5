import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { queryLogDelivery } from "../../plan/logPolicies";
import { nameTag, physicalName } from "../shared";

export interface QueryLogsArgs {
  /** The zones whose queries are logged, by the names that their resources have. */
  zoneIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Days that logs are kept. */
  retentionDays: number;
  /** A customer managed key that encrypts the logs. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Whether the log groups stay in the account, with what they hold, when they leave the stack. */
  protect: boolean;
}

/** What Route 53 is asked about some zones, each in a log group of its own that it alone may write to. Log groups and policy are where Route 53 is managed. */
export function createQueryLogs(name: string, args: QueryLogsArgs, parent: pulumi.ComponentResource): void {
  const { zoneIds, retentionDays, kmsKeyArn, protect } = args;
  const zones = Object.entries(zoneIds).map(([zone, zoneId]) => {
    const logs = `${zone}-query-logs`;
    const group = new aws.cloudwatch.LogGroup(
      logs,
      { retentionInDays: retentionDays, kmsKeyId: kmsKeyArn, tags: nameTag(logs) },
      { parent, retainOnDelete: protect },
    );
    return { logs, zoneId, group };
  });
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const allowed = zones.map(({ zoneId, group }) => ({ zoneId, logGroupArn: group.arn }));
  // An account has ten of these in a region: one for all zones.
  const permission = new aws.cloudwatch.LogResourcePolicy(
    `${name}-query-log-delivery`,
    {
      policyName: physicalName(`${name}-query-log-delivery`),
      policyDocument: pulumi
        .all([account, pulumi.all(allowed)])
        .apply(([id, all]) => JSON.stringify(queryLogDelivery(id, all))),
    },
    { parent, retainOnDelete: protect },
  );
  for (const { logs, zoneId, group } of zones)
    new aws.route53.QueryLog(
      logs,
      { zoneId, cloudwatchLogGroupArn: group.arn },
      // Route 53 tries out whether it may write.
      { parent, dependsOn: permission },
    );
}
