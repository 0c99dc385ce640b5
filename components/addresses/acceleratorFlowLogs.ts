import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { GlobalAcceleratorConfig } from "../../config";
import { acceleratorLogDelivery } from "../../plan/logPolicies";
import { createLogBucket } from "../shared";

export interface AcceleratorFlowLogsArgs {
  flowLogs: GlobalAcceleratorConfig["flowLogs"];
  /** A customer managed key that encrypts a bucket made here. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
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
  { flowLogs, kmsKeyArn, protect }: AcceleratorFlowLogsArgs,
  parent: pulumi.ComponentResource,
): AcceleratorFlowLogs {
  if (flowLogs.kind === "none") return { attributes: { flowLogsEnabled: false } };
  const enabled = { flowLogsEnabled: true, flowLogsS3Prefix: flowLogs.prefix };
  if (flowLogs.kind === "existing") return { attributes: { ...enabled, flowLogsS3Bucket: flowLogs.bucket } };
  const { retentionDays, prefix } = flowLogs;
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const policy = (arn: pulumi.Output<string>) =>
    pulumi
      .all([arn, account])
      .apply(([bucketArn, id]) => JSON.stringify(acceleratorLogDelivery({ bucketArn, prefix, account: id })));
  const { bucket, permission } = createLogBucket(name, { retentionDays, kmsKeyArn, protect, policy }, parent);
  return { attributes: { ...enabled, flowLogsS3Bucket: bucket.bucket }, permission };
}
