import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accessLogDelivery } from "../../plan/logPolicies";
import type { AccessLogBucket } from "../frontDoor";
import { createLogBucket } from "../shared";

export interface AccessLogsArgs {
  region: string;
  /** Days until logs are deleted. */
  retentionDays: number;
  /** A customer managed key that encrypts the logs. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Whether the bucket is kept with what is in it. Default: false. */
  protect?: boolean;
}

/** Where the load balancers of a region write down each TLS connection: a bucket of that region, which the log delivery service alone may write to. */
export class AccessLogs extends pulumi.ComponentResource implements AccessLogBucket {
  readonly bucket: pulumi.Output<string>;
  readonly permission: pulumi.Resource;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:AccessLogs", name, {}, opts);
    const { region, protect = false } = args;
    const account = aws.getCallerIdentityOutput({}, { parent: this }).accountId;
    const policy = (arn: pulumi.Output<string>) =>
      pulumi
        .all([arn, account])
        .apply(([bucketArn, id]) => JSON.stringify(accessLogDelivery({ bucketArn, region, account: id })));
    const { bucket, permission } = createLogBucket(name, { ...args, protect, policy }, this);
    this.bucket = bucket.bucket;
    this.permission = permission;
    this.registerOutputs({ bucket: this.bucket });
  }
}
