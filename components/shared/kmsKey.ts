import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "../../plan/policies";
import { nameTag, physicalName } from "./tags";

export interface KmsKeyArgs {
  description: string;
  /** Who may use it. */
  policy: pulumi.Output<PolicyDocument>;
  /** Under which people find it: `alias/PROJECT-STACK-…`. */
  alias: string;
  /** Days, 7 to 30, in which a deleted key can be had back. */
  deletionDays: number;
  /** Whether it stays in the account when it leaves the stack. Default: false. */
  kept?: boolean;
}

/** A customer managed key, whose material rotates each year, and its alias. */
export function createKmsKey(name: string, args: KmsKeyArgs, parent: pulumi.ComponentResource): aws.kms.Key {
  const { description, policy, alias, deletionDays, kept = false } = args;
  const key = new aws.kms.Key(
    name,
    {
      description,
      enableKeyRotation: true,
      deletionWindowInDays: deletionDays,
      policy: policy.apply((document) => JSON.stringify(document)),
      tags: nameTag(name),
    },
    { parent, retainOnDelete: kept },
  );
  new aws.kms.Alias(`${name}-alias`, { name: `alias/${physicalName(alias)}`, targetKeyId: key.id }, { parent });
  return key;
}
