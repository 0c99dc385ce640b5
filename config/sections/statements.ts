import { z } from "zod";
import { CONDITION_OPERATORS } from "../../plan/policies";
import { field } from "../fields";
import { policyArn } from "./iam";

const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one, z.array(one).min(1)]);

const listOf = (pattern: RegExp, meta: { description: string; allowed: string; fix: string }) =>
  field(oneOrMore(field(z.string().regex(pattern), meta)), meta);

const text = z.union([z.string(), z.number(), z.boolean()]);

export const conditionOperator = field(
  z.string().regex(new RegExp(`^(ForAnyValue:|ForAllValues:)?(${CONDITION_OPERATORS.join("|")})(IfExists)?$`)),
  {
    description: "How a key is compared.",
    allowed: `an operator: ${CONDITION_OPERATORS.join(", ")}`,
    fix: "write one of these, such as StringEquals",
  },
);

/**
 * A statement of a policy, in IAM's own words, so that one can be pasted. Those with which more is said than what is allowed or denied to whom
 * (Principal, NotAction, NotResource) have no place in the policy of a role, or allow more than they name.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
const statement = z.strictObject({
  Sid: field(z.string().regex(/^[A-Za-z0-9]+$/), {
    description: "What the statement is for.",
    allowed: "letters and digits",
    fix: "write one word, such as ReadQueue",
  }).optional(),
  Effect: field(z.enum(["Allow", "Deny"]), {
    description: "Whether it allows or denies.",
    allowed: "Allow or Deny",
    fix: "write Allow",
  }),
  Action: listOf(/^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/, {
    description: "What may be done.",
    allowed: "actions such as s3:GetObject, one or a list",
    fix: "write the service, a colon and the action",
  }),
  Resource: listOf(/^(\*|arn:aws:[a-z0-9*-]+:[a-z0-9*-]*:(\d{12}|[a-z*]*):\S+)$/, {
    description: "With what.",
    allowed: "ARNs such as arn:aws:s3:::bucket/*, one or a list, or *",
    fix: "write whole ARNs",
  }),
  Condition: z
    .record(conditionOperator, z.record(z.string(), oneOrMore(text)).describe("Values by condition key."))
    .optional()
    .describe("When. Default: always."),
});

export const policyStatements = (description: string) => z.array(statement).max(100).default([]).describe(description);

export type PolicyStatement = z.output<typeof statement>;

/** Beside one that the program attaches itself, a role takes ten. Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const policyArns = (description: string) =>
  z.array(policyArn("A managed policy.")).max(9).default([]).describe(description);

export const hopLimit = (description: string) =>
  field(z.int().min(1).max(64), {
    description,
    allowed: "a whole number of hops from 1 to 64",
    fix: "choose 1, or 2 where a container shall have the role of its host",
  }).default(1);
