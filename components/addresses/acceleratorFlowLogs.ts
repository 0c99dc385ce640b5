import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { GlobalAcceleratorConfig } from "../../config";
import { acceleratorLogDelivery } from "../../plan/policies";
import { nameTag } from "../shared";

export interface AcceleratorFlowLogsArgs {
  flowLogs: GlobalAcceleratorConfig["flowLogs"];
  /** Whether the bucket is kept with what is in it, and with what says who may read and write it and how long it holds. */
  protect: boolean;
}

interface AcceleratorFlowLogs {
  attributes: aws.types.input.globalaccelerator.AcceleratorAttributes;
  /** What lets the log delivery service write, where it is made here. */
  permission?: pulumi.Resource;
}

/** Where an accelerator's flow logs go. Stated where there are none, too: AWS leaves on what is no longer written. */
export function createAcceleratorFlowLogs(
  name: string,
  { flowLogs, protect }: AcceleratorFlowLogsArgs,
  parent: pulumi.ComponentResource,
): AcceleratorFlowLogs {
  if (flowLogs.kind === "none") return { attributes: { flowLogsEnabled: false } };
  const enabled = { flowLogsEnabled: true, flowLogsS3Prefix: flowLogs.prefix };
  if (flowLogs.kind === "existing") return { attributes: { ...enabled, flowLogsS3Bucket: flowLogs.bucket } };
  const bucket = createBucket(name, { retentionDays: flowLogs.retentionDays, protect }, parent);
  const permission = createBucketPolicy(name, bucket, { prefix: flowLogs.prefix, protect }, parent);
  return { attributes: { ...enabled, flowLogsS3Bucket: bucket.bucket }, permission };
}

/** Private, encrypted, and emptied by age. */
function createBucket(
  name: string,
  { retentionDays, protect }: { retentionDays: number; protect: boolean },
  parent: pulumi.ComponentResource,
): aws.s3.Bucket {
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
    { bucket: bucket.id, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
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
          filter: { prefix: "" },
          expiration: { days: retentionDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    opts,
  );
  return bucket;
}

function createBucketPolicy(
  name: string,
  bucket: aws.s3.Bucket,
  { prefix, protect }: { prefix: string; protect: boolean },
  parent: pulumi.ComponentResource,
): aws.s3.BucketPolicy {
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const policy = pulumi
    .all([bucket.arn, account])
    .apply(([bucketArn, id]) => JSON.stringify(acceleratorLogDelivery({ bucketArn, prefix, account: id })));
  return new aws.s3.BucketPolicy(`${name}-policy`, { bucket: bucket.id, policy }, { parent, retainOnDelete: protect });
}
