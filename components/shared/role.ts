import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { IamConfig } from "../../config";
import { INSTANCE_PROFILE_PREFIX_LENGTH, ROLE_PREFIX_LENGTH, prefixedName } from "../../plan/names";
import { nameTag } from "./tags";

/** What every role of the stack is like, by the rules of the account that it is in. */
export type RoleSettings = IamConfig;

export interface RoleArgs {
  /** The trust policy. */
  trust: pulumi.Input<string>;
  /** Default: nothing but what AWS does by itself. */
  iam: RoleSettings | undefined;
  /** What people read. Default: the logical name. */
  title?: string;
}

/** A role. Every one of the stack is made here. */
export function createRole(name: string, args: RoleArgs, parent: pulumi.ComponentResource): aws.iam.Role {
  const { trust, iam = {}, title = name } = args;
  return new aws.iam.Role(
    name,
    {
      assumeRolePolicy: trust,
      ...named(name, iam, ROLE_PREFIX_LENGTH),
      ...(iam.permissionsBoundaryArn !== undefined && { permissionsBoundary: iam.permissionsBoundaryArn }),
      tags: nameTag(title),
    },
    { parent },
  );
}

/** Managed policies of a role, named by what they are called. */
export function attachPolicies(
  name: string,
  role: aws.iam.Role,
  policyArns: readonly string[],
  parent: pulumi.ComponentResource,
): aws.iam.RolePolicyAttachment[] {
  return policyArns.map(
    (policyArn) =>
      new aws.iam.RolePolicyAttachment(`${name}-${policyName(policyArn)}`, { role: role.name, policyArn }, { parent }),
  );
}

/** `arn:aws:iam::aws:policy/service-role/Some` as part of a name: `aws-service-role-Some`. */
const policyName = (arn: string): string => {
  const [account = "", path = ""] = arn.split(":").slice(4);
  return [account, ...path.split("/").slice(1)].join("-");
};

/** What gives a role to instances. Its name and path are bound as those of roles are. */
export function createProfileOf(
  name: string,
  args: { role: aws.iam.Role; iam: RoleSettings | undefined; title: string; dependsOn: readonly pulumi.Resource[] },
  parent: pulumi.ComponentResource,
): aws.iam.InstanceProfile {
  const { role, iam = {}, title, dependsOn } = args;
  return new aws.iam.InstanceProfile(
    name,
    { role: role.name, ...named(name, iam, INSTANCE_PROFILE_PREFIX_LENGTH), tags: nameTag(title) },
    { parent, dependsOn: [...dependsOn] },
  );
}

/** Without a prefix the engine makes up the name. */
const named = (name: string, { path, namePrefix }: RoleSettings, length: number) => ({
  ...(path !== undefined && { path }),
  ...(namePrefix !== undefined && { namePrefix: prefixedName(namePrefix, name, length) }),
});
