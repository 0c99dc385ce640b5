import { z } from "zod";
import { MAX_ROLE_PREFIX } from "../../plan/names";
import { field } from "../fields";

/** A customer managed policy or one of AWS. */
export const policyArn = (description: string) =>
  field(z.string().regex(/^arn:aws:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/), {
    description,
    allowed: "the ARN of an IAM policy",
    fix: "copy it from `aws iam list-policies`",
    examples: ["arn:aws:iam::123456789012:policy/boundary"],
  });

/**
 * What every role of the stack is like.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (lengths), docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const iamSection = z.strictObject({
  permissionsBoundaryArn: policyArn(
    "A permissions boundary of every role: what it does not allow none of them may, whatever their own policies say. Default: none.",
  ).optional(),
  path: field(
    z
      .string()
      .max(512)
      .regex(/^\/([\w+=,.@-]+\/)+$/),
    {
      description:
        "The path of roles and instance profiles, part of their ARNs. Another one makes them anew, and renews instances and tasks. Default: /.",
      allowed: "a path of up to 512 characters that begins and ends with /, such as /tcp/",
      fix: "write letters, digits and + = , . @ _ - between slashes",
      examples: ["/tcp/"],
    },
  ).optional(),
  namePrefix: field(z.string().regex(new RegExp(`^[\\w+=,.@-]{1,${MAX_ROLE_PREFIX}}$`)), {
    description:
      "What the names of roles and instance profiles begin with. Another one makes them anew, and renews instances and tasks. Default: nothing.",
    allowed: `1 to ${MAX_ROLE_PREFIX} letters, digits and + = , . @ _ -`,
    fix: "choose a shorter one, such as acme-: what a role is for comes after it",
    examples: ["acme-"],
  }).optional(),
});

export type IamConfig = z.output<typeof iamSection>;
