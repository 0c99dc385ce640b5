import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { SSM_POLICY_ARN, instanceTrust } from "../../plan/ec2/policies";
import { nameTag } from "../shared";

/** The role of an instance: Session Manager in place of SSH, and policies of its own, by the suffix of their names. */
export function createInstanceProfile(
  name: string,
  policies: Readonly<Record<string, pulumi.Input<string>>>,
  parent: pulumi.ComponentResource,
): aws.iam.InstanceProfile {
  const role = new aws.iam.Role(
    `${name}-role`,
    { assumeRolePolicy: JSON.stringify(instanceTrust()), tags: nameTag(name) },
    { parent },
  );
  const ssm = new aws.iam.RolePolicyAttachment(
    `${name}-ssm`,
    { role: role.name, policyArn: SSM_POLICY_ARN },
    { parent },
  );
  const rolePolicies = Object.entries(policies).map(
    ([suffix, policy]) => new aws.iam.RolePolicy(`${name}-${suffix}`, { role: role.id, policy }, { parent }),
  );
  // An instance that starts before its role has its policies cannot pull, and never tries again.
  return new aws.iam.InstanceProfile(
    `${name}-profile`,
    { role: role.name, tags: nameTag(name) },
    { parent, dependsOn: [ssm, ...rolePolicies] },
  );
}
