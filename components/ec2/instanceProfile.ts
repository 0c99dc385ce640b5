import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { SSM_POLICY_ARN, instanceTrust } from "../../plan/ec2/policies";
import { type RoleSettings, attachPolicies, createProfileOf, createRole } from "../shared";

export interface InstanceProfileArgs {
  /** Policies of the role, by the suffix of their names. */
  policies: Readonly<Record<string, pulumi.Input<string>>>;
  /** Managed policies beside Session Manager's. Default: none. */
  policyArns?: readonly string[];
  /** What roles are like. */
  iam?: RoleSettings;
}

/** The role of an instance: Session Manager in place of SSH, and policies of its own. */
export function createInstanceProfile(
  name: string,
  { policies, policyArns = [], iam }: InstanceProfileArgs,
  parent: pulumi.ComponentResource,
): aws.iam.InstanceProfile {
  const trust = JSON.stringify(instanceTrust());
  const role = createRole(`${name}-role`, { trust, iam, title: name }, parent);
  const ssm = new aws.iam.RolePolicyAttachment(
    `${name}-ssm`,
    { role: role.name, policyArn: SSM_POLICY_ARN },
    { parent },
  );
  const rolePolicies = Object.entries(policies).map(
    ([suffix, policy]) => new aws.iam.RolePolicy(`${name}-${suffix}`, { role: role.id, policy }, { parent }),
  );
  const attached = attachPolicies(name, role, policyArns, parent);
  // An instance that starts before its role has its policies cannot pull, and never tries again.
  const dependsOn = [ssm, ...rolePolicies, ...attached];
  return createProfileOf(`${name}-profile`, { role, iam, title: name, dependsOn }, parent);
}
