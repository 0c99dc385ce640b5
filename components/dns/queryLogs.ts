import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { queryLogDelivery } from "../../plan/logPolicies";
import { nameTag, physicalName } from "../shared";
import type { HostedZone } from "./hostedZone";
import { type ZoneOptions, inZone } from "./zoneOptions";

export interface QueryLogsArgs {
  /** The zones whose queries are logged, by the names that their resources have. */
  zones: Readonly<Record<string, HostedZone>>;
  /** Days that logs are kept. */
  retentionDays: number;
  /** A customer managed key that encrypts the logs. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Whether the log groups stay in the account, with what they hold, when they leave the stack. */
  protect: boolean;
}

/** What Route 53 is asked about some zones, each in a log group of its own that it alone may write to. Log groups and policies are in us-east-1, in the zone's account. */
export function createQueryLogs(name: string, args: QueryLogsArgs, parent: pulumi.ComponentResource): void {
  const logged = Object.entries(args.zones).map(([zone, hostedZone]) => createLogGroup(zone, hostedZone, args, parent));
  // An account has ten of these in a region: one for all zones of the stack's own.
  const own = logged.filter(({ opts }) => !opts.provider);
  if (own.length > 0) createLogs(`${name}-query-log-delivery`, own, args);
  for (const foreign of logged.filter(({ opts }) => opts.provider))
    createLogs(`${foreign.logs}-own-delivery`, [foreign], args);
}

interface LoggedZone {
  logs: string;
  zoneId: pulumi.Output<string>;
  group: aws.cloudwatch.LogGroup;
  opts: ZoneOptions;
}

function createLogGroup(
  zone: string,
  hostedZone: HostedZone,
  { retentionDays, kmsKeyArn, protect }: QueryLogsArgs,
  parent: pulumi.ComponentResource,
): LoggedZone {
  const logs = `${zone}-query-logs`;
  const opts = inZone(hostedZone, parent);
  const group = new aws.cloudwatch.LogGroup(
    logs,
    { retentionInDays: retentionDays, kmsKeyId: kmsKeyArn, tags: nameTag(logs) },
    { ...opts, retainOnDelete: protect },
  );
  return { logs, zoneId: hostedZone.id, group, opts };
}

/** The logs of zones of one account, and what lets Route 53 write them. */
function createLogs(name: string, zones: readonly LoggedZone[], { protect }: QueryLogsArgs): void {
  const [{ opts }] = zones as [LoggedZone];
  const account = aws.getCallerIdentityOutput({}, opts).accountId;
  const allowed = zones.map(({ zoneId, group }) => ({ zoneId, logGroupArn: group.arn }));
  const permission = new aws.cloudwatch.LogResourcePolicy(
    name,
    {
      policyName: physicalName(name),
      policyDocument: pulumi
        .all([account, pulumi.all(allowed)])
        .apply(([id, all]) => JSON.stringify(queryLogDelivery(id, all))),
    },
    { ...opts, retainOnDelete: protect },
  );
  for (const { logs, zoneId, group } of zones)
    new aws.route53.QueryLog(
      logs,
      { zoneId, cloudwatchLogGroupArn: group.arn },
      // Route 53 tries out whether it may write.
      { ...opts, dependsOn: permission },
    );
}
