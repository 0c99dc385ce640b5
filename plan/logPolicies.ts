import { KEY_USE, type PolicyDocument, type Statement, document, encryptedTransport, trustOf } from "./policies";
import { PARTITION } from "./regions";

/* Who may write logs, and where to. */

/** A customer managed key that a log group is encrypted with. */
export interface LogsKey {
  arn: string;
  region: string;
}

/**
 * What a role needs besides where the log group that it writes to is encrypted with a customer managed key: CloudWatch Logs calls KMS in its name.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export const throughLogs = (key: LogsKey | undefined): Statement[] =>
  key
    ? [
        {
          Sid: "LogsKey",
          Effect: "Allow",
          Action: KEY_USE,
          Resource: [key.arn],
          Condition: { StringEquals: { "kms:ViaService": `logs.${key.region}.amazonaws.com` } },
        },
      ]
    : [];

/**
 * Lets the flow-log service of this account write, and nobody who tricks it from another account.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function flowLogTrust(region: string, account: string): PolicyDocument {
  return trustOf("vpc-flow-logs.amazonaws.com", account, `arn:${PARTITION}:ec2:${region}:${account}:vpc-flow-log/*`);
}

/** Writing to one log group. The group exists before, so the service needs not create it. */
export function flowLogWrite(logGroupArn: string, key?: LogsKey): PolicyDocument {
  return document(
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
    ...throughLogs(key),
  );
}

/**
 * Lets the log delivery service of this account write what a firewall logs into its groups. AWS would add the same by itself, into a
 * policy of the whole account that nobody removes.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
 */
export function firewallLogDelivery(region: string, account: string, logGroupArns: readonly string[]): PolicyDocument {
  return document({
    Sid: "LogDelivery",
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: [...logGroupArns].sort().map((arn) => `${arn}:log-stream:*`),
    Condition: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:${PARTITION}:logs:${region}:${account}:*` },
    },
  });
}

/** What log delivery to a bucket is allowed. */
interface Delivery {
  bucketArn: string;
  /** Where in the bucket, without slashes at its ends. */
  path: string;
  account: string;
  /** The deliveries that may write, where they can be told apart. */
  sourceArn?: string;
}

/** Lets the log delivery service of this account write, and nobody speak to the bucket unencrypted. AWS would add the first two by itself. */
function logDelivery({ bucketArn, path, account, sourceArn }: Delivery): PolicyDocument {
  const service = { Service: "delivery.logs.amazonaws.com" };
  const own = { "aws:SourceAccount": account };
  const source: Statement["Condition"] = sourceArn === undefined ? {} : { ArnLike: { "aws:SourceArn": sourceArn } };
  return document(
    {
      Sid: "AWSLogDeliveryWrite",
      Effect: "Allow",
      Principal: service,
      Action: ["s3:PutObject"],
      Resource: [`${bucketArn}/${path}/*`],
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", ...own }, ...source },
    },
    {
      Sid: "AWSLogDeliveryAclCheck",
      Effect: "Allow",
      Principal: service,
      Action: ["s3:GetBucketAcl"],
      Resource: [bucketArn],
      Condition: { StringEquals: own, ...source },
    },
    encryptedTransport(["s3:*"], [bucketArn, `${bucketArn}/*`]),
  );
}

/**
 * The flow logs of an accelerator.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/monitoring-global-accelerator.flow-logs.html, and
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html for the account.
 */
export const acceleratorLogDelivery = ({
  prefix,
  ...delivery
}: Omit<Delivery, "path"> & { prefix: string }): PolicyDocument =>
  logDelivery({ ...delivery, path: `${prefix}/AWSLogs/${delivery.account}` });

/**
 * The access logs of the load balancers of a region.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
 */
export const accessLogDelivery = ({
  region,
  ...delivery
}: Omit<Delivery, "path"> & { region: string }): PolicyDocument =>
  logDelivery({
    ...delivery,
    path: `AWSLogs/${delivery.account}`,
    sourceArn: `arn:${PARTITION}:logs:${region}:${delivery.account}:*`,
  });

/**
 * The flow logs of VPCs of a region. With folders as Hive has them, that of the account is another.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 */
export const flowLogDelivery = ({
  region,
  hivePartitions,
  ...delivery
}: Omit<Delivery, "path"> & { region: string; hivePartitions: boolean }): PolicyDocument =>
  logDelivery({
    ...delivery,
    path: `AWSLogs/${hivePartitions ? "aws-account-id=" : ""}${delivery.account}`,
    sourceArn: `arn:${PARTITION}:logs:${region}:${delivery.account}:*`,
  });

/**
 * Lets Route 53 of this account write what a zone is asked into a log group of its own, zone by zone.
 * Source: docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html
 */
export function queryLogDelivery(
  account: string,
  zones: readonly { zoneId: string; logGroupArn: string }[],
): PolicyDocument {
  return document(
    ...zones.map(({ zoneId, logGroupArn }): Statement => ({
      Effect: "Allow",
      Principal: { Service: "route53.amazonaws.com" },
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: [`${logGroupArn}:*`],
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ArnEquals: { "aws:SourceArn": `arn:${PARTITION}:route53:::hostedzone/${zoneId}` },
      },
    })),
  );
}
