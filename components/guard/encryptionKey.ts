import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { DELETION_DAYS, type KeyUse, keyPolicy } from "../../plan/guard/keys";
import type { Publisher } from "../../plan/monitoring/notifications";
import { nameTag, physicalName } from "../shared";

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
    const key = createKey(name, args, this);
    new aws.kms.Alias(`${name}-alias`, { name: `alias/${physicalName(name)}`, targetKeyId: key.id }, { parent: this });
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function createKey(
  name: string,
  { region, uses, publishers, protect }: EncryptionKeyArgs,
  parent: EncryptionKey,
): aws.kms.Key {
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  return new aws.kms.Key(
    name,
    {
      description: `Encrypts ${uses.join(", ")} of ${physicalName(region)}`,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_DAYS,
      policy: account.apply((id) => JSON.stringify(keyPolicy(uses, { region, account: id, publishers }))),
      tags: nameTag(name),
    },
    { parent, retainOnDelete: protect ?? false },
  );
}
