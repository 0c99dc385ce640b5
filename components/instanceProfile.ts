import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { ecrImage, instanceTrust, pullImage, SSM_POLICY_ARN } from "../plan/policies";
import type { Workload } from "../plan/workload";
import { named } from "./tags";

/** The role of an instance: Session Manager in place of SSH, and the one image it runs where that is private. */
export function createInstanceProfile(
  name: string,
  workload: Workload,
  parent: pulumi.ComponentResource,
): aws.iam.InstanceProfile {
  const role = new aws.iam.Role(
    `${name}-role`,
    { assumeRolePolicy: JSON.stringify(instanceTrust()), tags: named(name) },
    { parent },
  );
  const ssm = new aws.iam.RolePolicyAttachment(
    `${name}-ssm`,
    { role: role.name, policyArn: SSM_POLICY_ARN },
    { parent },
  );
  const image = workload.kind === "container" ? ecrImage(workload.image) : undefined;
  const grants: pulumi.Resource[] = [ssm];
  if (image)
    grants.push(
      new aws.iam.RolePolicy(`${name}-image`, { role: role.id, policy: JSON.stringify(pullImage(image)) }, { parent }),
    );
  // An instance that starts before its role has its policies cannot pull, and never tries again.
  return new aws.iam.InstanceProfile(
    `${name}-profile`,
    { role: role.name, tags: named(name) },
    { parent, dependsOn: grants },
  );
}
