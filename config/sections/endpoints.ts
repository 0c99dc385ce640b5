import { z } from "zod";
import { REGION_NAMES } from "../../plan/regions";
import { type FieldMeta, field, flag, oneOf, zoneLetter } from "../fields";
import { conditionOperator } from "./statements";

/** One word or several, as policies have them; several in the end. */
const words = (pattern: RegExp, meta: FieldMeta) =>
  field(
    z
      .union([z.string().regex(pattern), z.array(z.string().regex(pattern)).min(1)])
      .transform((value) => (typeof value === "string" ? [value] : value)),
    meta,
  );

const actions = words(/^(\*|[a-z0-9-]+:[\w*?]+)$/, {
  description: "What may be done.",
  allowed: "an action such as kms:Decrypt, or *; or a list of them",
  fix: "write service:Action",
});
const resources = words(/^(\*|arn:.+)$/, {
  description: "To what.",
  allowed: "an ARN, or *; or a list of them",
  fix: "write a whole ARN, or *",
});
const principals = words(/^(\d{12}|arn:[^*]+)$/, {
  description: "Principals of AWS.",
  allowed: "the ARN of an account, role or user, or an account's id; or a list of them",
  fix: "write an ARN",
});

const conditionValue = z.union([z.string(), z.array(z.string()).min(1)]);

/** A statement in the words of IAM, so that one can be pasted. */
const statement = z
  .strictObject({
    Sid: field(z.string().regex(/^[A-Za-z0-9]{1,64}$/), {
      description: "Its name.",
      allowed: "letters and digits",
      fix: "leave out what is neither",
    }).optional(),
    Effect: oneOf("Whether it lets something be done or forbids it.", ["Allow", "Deny"]),
    Principal: z
      .union([z.literal("*"), z.strictObject({ AWS: principals })])
      .default("*")
      .describe(
        "Who. Default: everybody (*); a gateway endpoint takes nothing else: say aws:PrincipalArn under Condition.",
      ),
    Action: actions,
    Resource: resources,
    Condition: z
      .record(conditionOperator, z.record(z.string(), conditionValue))
      .optional()
      .describe("When: by operator and key, as StringEquals: { aws:PrincipalOrgID: o-… }. Default: always."),
  })
  .describe("A statement of a policy, in the words of IAM.");

const serviceName = field(z.string().regex(/^(?!com\.|aws\.|vpce|nlb)[a-z0-9]+([.-][a-z0-9]+)*$/), {
  description: "An AWS service, by what follows the region in the name of its endpoint service.",
  allowed: "what follows the region in com.amazonaws.REGION.…, such as kms, ecr.api or dynamodb",
  fix: "leave out com.amazonaws and the region",
});

const endpoint = z.strictObject({
  policy: z
    .array(statement)
    .min(1)
    .optional()
    .describe(
      "Who may do what through it, beside what the stack needs itself. Default: the account's own principals may do anything that " +
        "they may do; with dynamodb to tables of the account alone.",
    ),
  takesPolicy: flag("Whether the service takes a policy; a few do not.").default(true),
  privateDns: flag(
    "Whether the service's own name leads to the endpoint within the VPC. A few services have none.",
  ).default(true),
  zones: z
    .partialRecord(z.enum(REGION_NAMES), z.array(zoneLetter("A zone of the region.")))
    .default({})
    .describe(
      "Zones with a network interface of it, by region, where it is not to be in all; none: there is no such endpoint there.",
    ),
});

/** Endpoints of AWS services in every region's VPC, by service. */
export const endpointsSection = z
  .record(serviceName, endpoint)
  .default({})
  .describe(
    "Endpoints of AWS services in the VPCs, by service, beside those that the stack needs itself. Default: none.",
  );
