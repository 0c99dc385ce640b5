import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { DELETION_DAYS, type KeyUse, keyPolicy } from "../../plan/guard/keys";
import type { Publisher } from "../../plan/monitoring/notifications";
import { createKmsKey, physicalName } from "../shared";

export interface EncryptionKeyArgs {
  region: string;
  /** What it encrypts: its policy lets the services behind these use it, and no other. */
  uses: readonly KeyUse[];
  /** Who tells something to topics that it encrypts. */
  publishers: readonly Publisher[];
  /** Whether it stays in the account when it leaves the stack, as the logs do that it has encrypted. Default: false. */
  protect?: boolean;
}

/** A customer managed key for what the stack stores in a region, rotated each year. */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:EncryptionKey", name, {}, opts);
    const { region, uses, publishers, protect = false } = args;
    const account = aws.getCallerIdentityOutput({}, { parent: this }).accountId;
    const key = createKmsKey(
      name,
      {
        description: `Encrypts ${uses.join(", ")} of ${physicalName(region)}`,
        policy: account.apply((id) => keyPolicy(uses, { region, account: id, publishers })),
        alias: name,
        deletionDays: DELETION_DAYS,
        kept: protect,
      },
      this,
    );
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
