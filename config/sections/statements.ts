import { z } from "zod";
import { CONDITION_OPERATORS } from "../../plan/policies";
import { type FieldMeta, field, told } from "../fields";
import { policyArn } from "./iam";

const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one, z.array(one).min(1)]);

const listOf = (pattern: RegExp, meta: FieldMeta) => field(oneOrMore(field(z.string().regex(pattern), meta)), meta);

const text = told(z.union([z.string(), z.number(), z.boolean()]), {
  description: "A value that the key is compared with.",
  examples: ["o-a1b2c3d4e5"],
});

const conditionOperator = field(
  z.string().regex(new RegExp(`^(ForAnyValue:|ForAllValues:)?(${CONDITION_OPERATORS.join("|")})(IfExists)?$`)),
  {
    description: "How a key is compared.",
    allowed: `an operator: ${CONDITION_OPERATORS.join(", ")}`,
    fix: "write one of these, such as StringEquals",
    examples: ["StringEquals"],
  },
);

export const EFFECTS = {
  Allow: "It lets this be done.",
  Deny: "It forbids this, whatever another statement allows.",
} as const;

const conditionKeys = <T extends z.ZodType>(value: T) =>
  told(z.record(z.string(), value), {
    description: "Values by condition key: all keys must match, of several values one.",
    examples: [{ "aws:PrincipalOrgID": "o-a1b2c3d4e5" }],
  });

/** When a statement holds: by operator and key. */
export const conditions = <T extends z.ZodType>(value: T) =>
  z
    .record(conditionOperator, conditionKeys(value))
    .optional()
    .describe("When it holds, by operator and condition key. Default: always.");

/**
 * A statement of a policy, in IAM's own words, so that one can be pasted. Those with which more is said than what is allowed or denied to whom
 * (Principal, NotAction, NotResource) have no place in the policy of a role, or allow more than they name.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
const statement = z
  .strictObject({
    Sid: field(z.string().regex(/^[A-Za-z0-9]+$/), {
      description: "A name of the statement. Default: none.",
      allowed: "letters and digits",
      fix: "write one word, such as ReadQueue",
      examples: ["ReadQueue"],
    }).optional(),
    Effect: field(z.enum(["Allow", "Deny"]), {
      description: "Whether it allows or denies.",
      allowed: "Allow or Deny",
      fix: "write Allow",
      meanings: EFFECTS,
    }),
    Action: listOf(/^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/, {
      description: "What is allowed or denied: an action or a list.",
      allowed: "actions such as s3:GetObject, one or a list",
      fix: "write the service, a colon and the action",
      examples: ["s3:GetObject"],
    }),
    Resource: listOf(/^(\*|arn:aws:[a-z0-9*-]+:[a-z0-9*-]*:(\d{12}|[a-z*]*):\S+)$/, {
      description: "On what: an ARN or a list, or * for all.",
      allowed: "ARNs such as arn:aws:s3:::bucket/*, one or a list, or *",
      fix: "write whole ARNs",
      examples: ["arn:aws:s3:::bucket/*"],
    }),
    Condition: conditions(
      told(oneOrMore(text), {
        description: "What the key is compared with: a value, or a list of which one must match.",
        examples: ["o-a1b2c3d4e5"],
      }),
    ),
  })
  .describe("A statement of a policy, in the words of IAM.");

export const policyStatements = (description: string) => z.array(statement).max(100).default([]).describe(description);

export type PolicyStatement = z.output<typeof statement>;

/** Beside one that the program attaches itself, a role takes ten. Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const policyArns = (description: string) =>
  z.array(policyArn("A managed policy, of AWS or of the account.")).max(9).default([]).describe(description);

export const hopLimit = (description: string) =>
  field(z.int().min(1).max(64), {
    description,
    allowed: "a whole number of hops from 1 to 64",
    fix: "choose 1, or 2 where a container shall have the role of its host",
  }).default(1);
