import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { nameTag } from "./tags";

export interface LogBucketArgs {
  /** Days until logs are deleted. */
  retentionDays: number;
  /** What the keys of logs begin with, where the bucket holds something else, too. Default: everything is a log. */
  prefix?: string;
  /** A customer managed key that encrypts the logs. Default: S3 has its own. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Whether the bucket is kept with what is in it, and with what says who may read and write it and how long it holds. */
  protect: boolean;
  /** Who may write, from the bucket's ARN: a policy document. */
  policy: (bucketArn: pulumi.Output<string>) => pulumi.Input<string>;
}

export interface LogBucket {
  bucket: aws.s3.Bucket;
  /** What lets anybody write. */
  permission: pulumi.Resource;
}

/** Uploads that nobody ends are kept for a week. */
const UNFINISHED = { abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } };

/** A bucket for logs: private, encrypted, and emptied by age. */
export function createLogBucket(name: string, args: LogBucketArgs, parent: pulumi.ComponentResource): LogBucket {
  const { retentionDays, prefix = "", kmsKeyArn, protect, policy } = args;
  const opts = { parent, retainOnDelete: protect };
  const bucket = new aws.s3.Bucket(name, { forceDestroy: !protect, tags: nameTag(name) }, opts);
  new aws.s3.BucketPublicAccessBlock(
    `${name}-private`,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    opts,
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { bucket: bucket.id, rules: [{ applyServerSideEncryptionByDefault: encryptionBy(kmsKeyArn) }] },
    opts,
  );
  new aws.s3.BucketLifecycleConfiguration(
    `${name}-retention`,
    {
      bucket: bucket.id,
      rules: [
        {
          id: "retention",
          status: "Enabled",
          filter: { prefix },
          expiration: { days: retentionDays },
          ...(prefix === "" && UNFINISHED),
        },
        ...(prefix === "" ? [] : [{ id: "unfinished", status: "Enabled", filter: { prefix: "" }, ...UNFINISHED }]),
      ],
    },
    opts,
  );
  const permission = new aws.s3.BucketPolicy(`${name}-policy`, { bucket: bucket.id, policy: policy(bucket.arn) }, opts);
  return { bucket, permission };
}

/** Log delivery takes no key of S3's in KMS, and of another the whole ARN. Source: as in plan/guard/keys.ts */
const encryptionBy = (kmsKeyArn: pulumi.Input<string> | undefined) =>
  kmsKeyArn === undefined ? { sseAlgorithm: "AES256" } : { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn };
