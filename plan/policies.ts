import { PARTITION } from "./regions";

/** An IAM policy document as the API takes it, before it is turned into a string. */
export interface PolicyDocument {
  Version: "2012-10-17";
  Statement: readonly Statement[];
}

export interface Statement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal?: "*" | Record<string, string>;
  Action: readonly string[];
  Resource?: readonly string[];
  Condition?: Record<string, Record<string, string>>;
}

/** A policy of these statements. */
export const document = (...statements: Statement[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** Refuses whoever asks a bucket or topic for any of it unencrypted. */
export const encryptedTransport = (actions: readonly string[], resources: readonly string[]): Statement => ({
  Sid: "EncryptedTransport",
  Effect: "Deny",
  Principal: "*",
  Action: actions,
  Resource: resources,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** Lets a service take the role, for resources of this account alone. */
function trustOf(service: string, account: string, sourceArn: string): PolicyDocument {
  return document({
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["sts:AssumeRole"],
    Condition: { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": sourceArn } },
  });
}

/** Lets EC2 give the role to an instance. */
export function instanceTrust(): PolicyDocument {
  return document({
    Effect: "Allow",
    Principal: { Service: "ec2.amazonaws.com" },
    Action: ["sts:AssumeRole"],
  });
}

/**
 * Lets ECS give the role to tasks of this account and region, and nobody who tricks it from another account.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function taskTrust(region: string, account: string): PolicyDocument {
  return trustOf("ecs-tasks.amazonaws.com", account, `arn:${PARTITION}:ecs:${region}:${account}:*`);
}

/**
 * What a service does with a key that it encrypts with and decrypts. AWS's pages write `kms:ReEncrypt*` and `kms:GenerateDataKey*`; pairs of data
 * keys, which the latter has too, are for asymmetric encryption.
 */
export const KEY_USE = [
  "kms:Encrypt",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:DescribeKey",
] as const;

/** A customer managed key that a log group is encrypted with. */
export interface LogsKey {
  arn: string;
  region: string;
}

/**
 * What a role needs besides where the log group that it writes to is encrypted with a customer managed key: CloudWatch Logs calls KMS in its name.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
const throughLogs = (key: LogsKey | undefined): Statement[] =>
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

/** Writing the streams of one log group that exists. */
export function taskLogs(logGroupArn: string, key?: LogsKey): PolicyDocument {
  return document(
    {
      Sid: "Logs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: [`${logGroupArn}:log-stream:*`],
    },
    ...throughLogs(key),
  );
}

/** An ARN of a secret may go on with a key, a stage and a version; the permission is for the secret. */
const secretOf = (arn: string): string => arn.split(":").slice(0, 7).join(":");

/**
 * What the ECS agent needs to make its host part of one cluster. Logs and images are the execution role's; the agent neither
 * deregisters its host nor makes a cluster nor reports on single containers.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html (what the agent calls) and
 * docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html (to what it can be bound)
 */
export function ecsAgent(clusterArn: string): PolicyDocument {
  return document(
    {
      Sid: "Endpoint",
      Effect: "Allow",
      Action: ["ecs:DiscoverPollEndpoint"],
      Resource: ["*"],
    },
    {
      Sid: "Cluster",
      Effect: "Allow",
      Action: ["ecs:RegisterContainerInstance", "ecs:SubmitAttachmentStateChanges", "ecs:SubmitTaskStateChange"],
      Resource: [clusterArn],
    },
    {
      Sid: "Hosts",
      Effect: "Allow",
      Action: ["ecs:Poll", "ecs:StartTelemetrySession"],
      Resource: ["*"],
      Condition: { ArnEquals: { "ecs:cluster": clusterArn } },
    },
  );
}

/** Whether the ARN is one of Systems Manager's parameters; else it is a secret of Secrets Manager. */
export const isParameter = (arn: string): boolean => arn.split(":")[2] === "ssm";

/**
 * Reading the parameters and secrets that a container gets in its environment, and decrypting them where their keys are the
 * customer's; undefined where there are none.
 */
export function readSecrets(arns: readonly string[], keyArns: readonly string[] = []): PolicyDocument | undefined {
  const sorted = [...new Set(arns.map((arn) => (isParameter(arn) ? arn : secretOf(arn))))].sort();
  const parameters = sorted.filter(isParameter);
  const secrets = sorted.filter((arn) => !isParameter(arn));
  const statements: Statement[] = [];
  if (parameters.length > 0)
    statements.push({ Sid: "Parameters", Effect: "Allow", Action: ["ssm:GetParameters"], Resource: parameters });
  if (secrets.length > 0)
    statements.push({
      Sid: "Secrets",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue"],
      Resource: secrets,
    });
  if (statements.length > 0 && keyArns.length > 0)
    statements.push({ Sid: "Keys", Effect: "Allow", Action: ["kms:Decrypt"], Resource: [...keyArns].sort() });
  return statements.length === 0 ? undefined : document(...statements);
}

/** What Session Manager and ECS Exec speak through. */
export const MESSAGE_CHANNELS = [
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
] as const;

/**
 * What ECS Exec needs of the task's role; the API binds it to no resource.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function taskExec(): PolicyDocument {
  return document({ Sid: "Exec", Effect: "Allow", Action: MESSAGE_CHANNELS, Resource: ["*"] });
}

/** What an instance needs for Session Manager and for patches, so that nobody needs SSH. */
export const SSM_POLICY_ARN = `arn:${PARTITION}:iam::aws:policy/AmazonSSMManagedInstanceCore`;

/**
 * Lets an instance or a task pull one private image. Only the token is not bound to a repository, by the API's nature. Through a cache, who
 * pulls what is not there yet has ECR fetch it and make the repository.
 * Source: docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
 */
export function pullImage(image: EcrImage, { throughCache }: { throughCache: boolean }): PolicyDocument {
  const repository = `arn:${PARTITION}:ecr:${image.region}:${image.account}:repository/${image.repository}`;
  return document(
    {
      Sid: "Token",
      Effect: "Allow",
      Action: ["ecr:GetAuthorizationToken"],
      Resource: ["*"],
    },
    {
      Sid: "Layers",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: [repository],
    },
    ...(throughCache
      ? [
          {
            Sid: "Cache",
            Effect: "Allow" as const,
            Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
            Resource: [repository],
          },
        ]
      : []),
  );
}

export interface EcrImage {
  account: string;
  region: string;
  repository: string;
}

/** The parts of a private ECR image's name, or undefined for an image of any other registry. */
export function ecrImage(image: string): EcrImage | undefined {
  const match = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([a-z0-9._/-]+)/.exec(image);
  if (!match) return undefined;
  const [, account = "", region = "", repository = ""] = match;
  return { account, region, repository };
}

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

/** A key's policy must have it, or nobody could change the policy: the account's administrators decide over the key. */
export const administrators = (account: string): Statement => ({
  Sid: "Administrators",
  Effect: "Allow",
  Principal: { AWS: `arn:${PARTITION}:iam::${account}:root` },
  Action: ["kms:*"],
  Resource: ["*"],
});

/**
 * The firewall gets a grant from whoever deploys it, so it needs no statement.
 * Source: docs.aws.amazon.com/network-firewall/latest/developerguide/kms-encryption-at-rest.html
 */
export const firewallKeyPolicy = (account: string): PolicyDocument => document(administrators(account));
