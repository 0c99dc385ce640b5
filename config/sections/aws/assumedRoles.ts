import { z } from "zod";
import { ROLE_ARN, field, told } from "../../fields";
import { policyArn } from "../iam";
import { MASKED, text } from "./text";

const roleArn = field(z.union([z.string().regex(ROLE_ARN), z.string().regex(MASKED)]), {
  description: "The role to assume before anything is asked of AWS: everything is done with its rights.",
  allowed: "the ARN of a role: arn:aws:iam::123456789012:role/deployer",
  fix: "copy the ARN from `aws iam get-role`",
  examples: ["arn:aws:iam::123456789012:role/deployer"],
});

const policyArns = z
  .array(policyArn("A managed policy."))
  .optional()
  .describe(
    "Policies that bound the session: it may do what both they and the role allow. Default: all that the role may.",
  );

/** Source: docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (lengths), pkg.go.dev/time#ParseDuration (the form). */
const session = {
  duration: field(z.string().regex(/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/), {
    description:
      "How long a session lasts: 15 minutes to 12 hours, and no longer than the role allows. Default: as long as the provider asks for.",
    examples: ["1h30m"],
    allowed: "a duration such as 1h or 90m",
    fix: "write a number and its unit: s, m or h",
  }).optional(),
  policy: text(
    "A policy that bounds the session: it may do what both it and the role allow. Default: all that the role may.",
    "a policy document as JSON text",
  ).optional(),
  policyArns,
  sessionName: field(z.string().regex(/^[\w+=,.@-]{2,64}$/), {
    description: "What CloudTrail calls the session. Default: a name that the provider makes up.",
    examples: ["ha-tcp"],
    allowed: "2 to 64 letters, digits and + = , . @ _ -",
    fix: "choose a name such as ha-tcp",
  }).optional(),
};

/** A role that the credentials assume. */
export const assumedRole = z.strictObject({
  roleArn,
  ...session,
  externalId: text(
    "The id that the role's owner asks for, where the role's trust demands one. Default: none.",
    "the id as its owner gave it",
    {
      mayBeSecret: true,
    },
  ).optional(),
  sourceIdentity: text(
    "Who assumes the role: CloudTrail keeps it through every session that follows. Default: none.",
    "2 to 64 characters of a name",
  ).optional(),
  tags: told(z.record(z.string(), z.string().describe("The value of a tag.")).optional(), {
    description: "Tags of the session, which policies may ask for. Default: none.",
    examples: [{ Team: "tcp" }],
  }),
  transitiveTagKeys: z
    .array(z.string().describe("The key of a tag."))
    .optional()
    .describe("Keys of tags that the sessions after this one keep. Default: none."),
});

/** A role that a token assumes. */
export const assumedWithToken = z.strictObject({
  roleArn,
  ...session,
  webIdentityToken: text("The token itself. Default: none; the file has it.", "the token, or webIdentityTokenFile", {
    mayBeSecret: true,
  }).optional(),
  webIdentityTokenFile: text(
    "The file that the token is in, as CI writes it. Default: none; webIdentityToken has it.",
    "the path of a file",
  ).optional(),
});
