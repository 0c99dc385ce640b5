import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkFirewallConfig } from "../../config";
import { firewallLogDelivery } from "../../plan/logPolicies";
import { DROPPED_QUERY } from "../../plan/networkFirewall/logs";
import { nameTag, physicalName } from "../shared";

type Logs = NetworkFirewallConfig["logs"];
type LogType = Logs["types"][number];

export interface FirewallLogsArgs {
  region: string;
  firewallArn: pulumi.Input<string>;
  logs: Logs;
  /** A customer managed key that encrypts log groups made here. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Whether log groups stay in the account, with what they hold and who may write there, when they leave the stack. */
  protect: boolean;
}

/** Where one kind of log goes. */
type LogDestination = Pick<
  aws.types.input.networkfirewall.LoggingConfigurationLoggingConfigurationLogDestinationConfig,
  "logDestination" | "logDestinationType"
>;

interface LogDestinations {
  of: (type: LogType) => LogDestination;
  /** What lets the log delivery service write, where it is made here. */
  permission?: pulumi.Resource;
}

/** What a firewall logs, and where to. */
export function createFirewallLogs(
  name: string,
  args: FirewallLogsArgs,
  parent: pulumi.ComponentResource,
): aws.networkfirewall.LoggingConfiguration {
  const types = [...new Set(args.logs.types)].sort();
  const destinations = createLogDestinations(name, types, args, parent);
  return new aws.networkfirewall.LoggingConfiguration(
    `${name}-logging`,
    {
      firewallArn: args.firewallArn,
      loggingConfiguration: {
        logDestinationConfigs: types.map((logType) => ({ logType, ...destinations.of(logType) })),
      },
    },
    { parent, dependsOn: destinations.permission },
  );
}

function createLogDestinations(
  name: string,
  types: readonly LogType[],
  { region, logs, kmsKeyArn, protect }: FirewallLogsArgs,
  parent: pulumi.ComponentResource,
): LogDestinations {
  switch (logs.kind) {
    case "cloudWatch":
      return createLogGroups(name, types, { region, retentionDays: logs.retentionDays, kmsKeyArn, protect }, parent);
    case "s3": {
      const { bucket: bucketName, prefix } = logs;
      const logDestination = { bucketName, ...(prefix !== undefined && { prefix }) };
      return { of: () => ({ logDestinationType: "S3", logDestination }) };
    }
    case "firehose": {
      const { deliveryStream } = logs;
      return { of: () => ({ logDestinationType: "KinesisDataFirehose", logDestination: { deliveryStream } }) };
    }
  }
}

/** A log group for each kind of log, that the log delivery service alone may write to, and the question who was dropped. */
function createLogGroups(
  name: string,
  types: readonly LogType[],
  {
    region,
    retentionDays,
    kmsKeyArn,
    protect,
  }: Omit<FirewallLogsArgs, "firewallArn" | "logs"> & { retentionDays: number },
  parent: pulumi.ComponentResource,
): LogDestinations {
  const groups = new Map(
    types.map((type) => {
      const logs = `${name}-${type.toLowerCase()}-logs`;
      const args = { retentionInDays: retentionDays, kmsKeyId: kmsKeyArn, tags: nameTag(logs) };
      return [type, new aws.cloudwatch.LogGroup(logs, args, { parent, retainOnDelete: protect })];
    }),
  );
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const arns = pulumi.all([...groups.values()].map(({ arn }) => arn));
  const permission = new aws.cloudwatch.LogResourcePolicy(
    `${name}-log-delivery`,
    {
      policyName: physicalName(`${name}-log-delivery`),
      policyDocument: pulumi
        .all([account, arns])
        .apply(([id, groupArns]) => JSON.stringify(firewallLogDelivery(region, id, groupArns))),
    },
    // The service delivers what it has collected for some minutes after the firewall has gone.
    { parent, retainOnDelete: protect },
  );
  const alerts = groups.get("ALERT");
  if (alerts)
    new aws.cloudwatch.QueryDefinition(
      `${name}-dropped`,
      { name: `${physicalName(name)}/dropped`, logGroupNames: [alerts.name], queryString: DROPPED_QUERY },
      { parent },
    );
  const of = (type: LogType): LogDestination => ({
    logDestinationType: "CloudWatchLogs",
    logDestination: { logGroup: groups.get(type)?.name ?? "" },
  });
  return { of, permission };
}
