import { type Publisher, topicKeyStatements } from "../monitoring/notifications";
import { KEY_USE, type PolicyDocument, type Statement, administrators, document } from "../policies";
import { PARTITION } from "../regions";

/** What a key encrypts, each by another service of AWS. */
export const KEY_USES = ["logs", "buckets", "topics", "volumes"] as const;

export type KeyUse = (typeof KEY_USES)[number];

interface Place {
  region: string;
  account: string;
  /** Who tells something to topics. */
  publishers: readonly Publisher[];
}

/** The role by which Auto Scaling launches instances. The account has it once it has had an Auto Scaling group. */
export const autoScalingRole = (account: string): string =>
  `arn:${PARTITION}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;

/** Which statements of a key's policy each use needs. */
const STATEMENTS: Readonly<Record<KeyUse, (place: Place) => Statement[]>> = {
  /**
   * The log groups of the account in the region. Their names are made up by the provider, so that the policy cannot have them before.
   * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  logs: ({ region, account }) => [
    {
      Sid: "LogGroups",
      Effect: "Allow",
      Principal: { Service: `logs.${region}.amazonaws.com` },
      Action: KEY_USE,
      Resource: ["*"],
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:${PARTITION}:logs:${region}:${account}:log-group:*`,
        },
      },
    },
  ],
  /**
   * Logs that load balancers and accelerators deliver to buckets.
   * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html#AWS-logs-SSE-KMS-S3
   */
  buckets: ({ region, account }) => [
    {
      Sid: "LogDelivery",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: KEY_USE,
      Resource: ["*"],
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:${PARTITION}:logs:${region}:${account}:*` },
      },
    },
  ],
  topics: ({ publishers, ...owner }) => topicKeyStatements(publishers, owner),
  /**
   * Volumes of what Auto Scaling launches: it hands its permission on to EC2 for as long as a volume is attached, and to nobody else.
   * Source: docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
   */
  volumes: ({ account }) => [
    {
      Sid: "Volumes",
      Effect: "Allow",
      Principal: { AWS: autoScalingRole(account) },
      Action: KEY_USE,
      Resource: ["*"],
    },
    {
      Sid: "AttachedVolumes",
      Effect: "Allow",
      Principal: { AWS: autoScalingRole(account) },
      Action: ["kms:CreateGrant"],
      Resource: ["*"],
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ],
};

/** Who may use a key: the account's administrators decide over it, and each service gets what its use needs. */
export const keyPolicy = (uses: readonly KeyUse[], place: Place): PolicyDocument =>
  document(
    administrators(place.account),
    ...KEY_USES.filter((use) => uses.includes(use)).flatMap((use) => STATEMENTS[use](place)),
  );

/** Days in which a key that is deleted can still be had back; nothing can be read with it meanwhile. */
export const DELETION_DAYS = 30;
