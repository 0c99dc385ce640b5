import { z } from "zod";
import { type FieldMeta, byRegion, field, flag, oneOf, zoneLetter } from "../fields";
import { EFFECTS, conditions } from "./statements";

/** One word or several, as policies have them; several in the end. */
const words = (pattern: RegExp, meta: FieldMeta) =>
  field(
    z
      .union([z.string().regex(pattern), z.array(field(z.string().regex(pattern), meta)).min(1)])
      .transform((value) => (typeof value === "string" ? [value] : value)),
    // Of what is transformed zod tells no examples.
    { ...meta, editor: { examples: meta.examples } },
  );

const actions = words(/^(\*|[a-z0-9-]+:[\w*?]+)$/, {
  description: "What may be done, or is denied: an action or a list.",
  allowed: "an action such as kms:Decrypt, or *; or a list of them",
  fix: "write service:Action",
  examples: ["kms:Decrypt"],
});
const resources = words(/^(\*|arn:.+)$/, {
  description: "With what: an ARN or a list, or * for all.",
  allowed: "an ARN, or *; or a list of them",
  fix: "write a whole ARN, or *",
  examples: ["arn:aws:kms:eu-west-1:123456789012:key/*"],
});
const principals = words(/^(\d{12}|arn:[^*]+)$/, {
  description: "Principals of AWS: an account, a role or a user, or a list.",
  allowed: "the ARN of an account, role or user, or an account's id; or a list of them",
  fix: "write an ARN",
  examples: ["arn:aws:iam::123456789012:root"],
});

const conditionValue = z.union([z.string(), z.array(z.string().describe("A value.")).min(1)]).meta({
  description: "What the key is compared with: a text, or a list of which one must fit.",
  examples: ["o-a1b2c3d4e5"],
});

/** A statement in the words of IAM, so that one can be pasted. */
const statement = z
  .strictObject({
    Sid: field(z.string().regex(/^[A-Za-z0-9]{1,64}$/), {
      description: "What the statement is for, in a word. Default: it has no name.",
      allowed: "letters and digits",
      fix: "leave out what is neither",
      examples: ["OwnKeys"],
    }).optional(),
    Effect: oneOf("Whether it lets something be done or forbids it.", EFFECTS),
    Principal: z
      .union([z.literal("*"), z.strictObject({ AWS: principals })])
      .default("*")
      .meta({
        description:
          "Who. A gateway endpoint takes nothing but everybody: say aws:PrincipalArn under Condition. Default: *, everybody.",
        editor: { examples: ["*"] },
      }),
    Action: actions,
    Resource: resources,
    Condition: conditions(conditionValue),
  })
  .describe("A statement of a policy, in the words of IAM.");

const serviceName = field(z.string().regex(/^(?!com\.|aws\.|vpce|nlb)[a-z0-9]+([.-][a-z0-9]+)*$/), {
  description: "An AWS service, by what follows the region in the name of its endpoint service.",
  allowed: "what follows the region in com.amazonaws.REGION.…, such as kms, ecr.api or dynamodb",
  fix: "leave out com.amazonaws and the region",
  examples: ["kms"],
});

const endpoint = z
  .strictObject({
    policy: z
      .array(statement)
      .min(1)
      .optional()
      .describe(
        "Who may do what through the endpoint, beside what the stack needs itself. Default: the account's own principals whatever their own policies " +
          "allow; by dynamodb with tables of the account alone.",
      ),
    takesPolicy: flag(
      "Whether the service takes a policy; a few do not, and AWS refuses their endpoint with one.",
    ).default(true),
    privateDns: flag(
      "Whether the service's own name leads to the endpoint within the VPC. A few services have none.",
    ).default(true),
    zones: byRegion(z.array(zoneLetter("A zone of the region.")).describe("Zones of that region."))
      .default({})
      .describe(
        "Zones with an interface of the endpoint, by region, each of which costs by the hour; of an empty list the region has none. Default: none: it is " +
          "in all zones.",
      ),
  })
  .describe("An endpoint: of an interface one, a network interface in each zone.");

/** Endpoints of AWS services in every region's VPC, by service. */
export const endpointsSection = z
  .record(serviceName, endpoint)
  .default({})
  .describe(
    "Endpoints of AWS services in the VPCs, by service, beside those that the stack needs itself. Connections to such a service no longer go over NAT " +
      "gateways and the internet. An endpoint costs 7 to 15 dollars a month in each zone, and by the GB; those of s3 and dynamodb cost nothing, and cut " +
      "open connections to the service once as they come or go. Default: none.",
  );
