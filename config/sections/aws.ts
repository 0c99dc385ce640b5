import { z } from "zod";
import { ENDPOINT_SERVICES } from "../../plan/endpointServices";
import { ROLE_ARN, accountId, field, flag, oneOf, wholeNumber } from "../fields";
import { policyArn } from "./iam";
import { tagMap } from "./tags";

/*
 * The settings of the provider itself, `aws:profile` and the like, which the engine gives to its default provider alone: each provider
 * of the stack gets them here. Source of names and types: `ProviderArgs` in the typings of @pulumi/aws and its config/vars, with which
 * test/config/aws.test.ts compares them.
 */

/** Where they stand in what is validated. No key of ours can be called so. */
export const AWS_KEY = "aws:";

/** What a place of the stack file reads as offline where it is encrypted. */
const MASKED = /^\[secret\] [0-9a-f]{8}$/;

const text = (description: string, allowed: string, more: { mayBeSecret?: true } = {}) =>
  field(z.string().min(1), { description, allowed, fix: "write it as the AWS CLI takes it", ...more });

const roleArn = field(z.union([z.string().regex(ROLE_ARN), z.string().regex(MASKED)]), {
  description: "The role to assume before anything is asked of AWS.",
  allowed: "the ARN of a role: arn:aws:iam::123456789012:role/deployer",
  fix: "copy the ARN from `aws iam get-role`",
});

const policyArns = z
  .array(policyArn("A managed policy."))
  .optional()
  .describe("Policies that say what is left of the role's rights.");

/** Source: docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (lengths), pkg.go.dev/time#ParseDuration (the form). */
const session = {
  duration: field(z.string().regex(/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/), {
    description: "How long the session lasts, from 15 minutes to 12 hours.",
    allowed: "a duration such as 1h or 90m",
    fix: "write a number and its unit: s, m or h",
  }).optional(),
  policy: text("A policy that says what is left of the role's rights.", "a policy document as JSON text").optional(),
  policyArns,
  sessionName: field(z.string().regex(/^[\w+=,.@-]{2,64}$/), {
    description: "What CloudTrail calls the session.",
    allowed: "2 to 64 letters, digits and + = , . @ _ -",
    fix: "choose a name such as ha-tcp",
  }).optional(),
};

const assumedRole = z.strictObject({
  roleArn,
  ...session,
  externalId: text("The id that the role's owner asks for.", "the id as its owner gave it", {
    mayBeSecret: true,
  }).optional(),
  sourceIdentity: text("Who assumes the role, for CloudTrail.", "2 to 64 characters of a name").optional(),
  tags: z.record(z.string(), z.string()).optional().describe("Tags of the session."),
  transitiveTagKeys: z.array(z.string()).optional().describe("Tags that the sessions after this one keep."),
});

const assumedWithToken = z.strictObject({
  roleArn,
  ...session,
  webIdentityToken: text("The token.", "the token, or webIdentityTokenFile", { mayBeSecret: true }).optional(),
  webIdentityTokenFile: text("The file that the token is in.", "the path of a file").optional(),
});

const accountIds = (description: string) =>
  z
    .array(accountId("An account."))
    .min(1)
    .transform((ids) => ids.map(String))
    .optional()
    .describe(description);

const url = (description: string, more: { mayBeSecret?: true } = {}) =>
  field(z.union([z.string().regex(/^https?:\/\/\S+$/), z.string().regex(MASKED)]), {
    description,
    allowed: "a URL that begins with https:// or http://",
    fix: "write the whole URL, with its scheme",
    ...more,
  });

const files = (description: string) =>
  z.array(text("A file.", "the path of a file")).min(1).optional().describe(description);

/** An empty list or mapping says nothing, and the provider refuses some of them. */
export const awsSection = z
  .strictObject({
    accessKey: text("The id of an access key.", "the id of an access key", { mayBeSecret: true }).optional(),
    allowedAccountIds: accountIds("The only accounts that credentials may be of. ha-tcp:account says the one."),
    assumeRoleWithWebIdentity: field(assumedWithToken, {
      description: "A role to assume with a token.",
      allowed: "a mapping with the keys roleArn and webIdentityTokenFile, and others",
      fix: "write { roleArn: …, webIdentityTokenFile: … }",
      mayBeSecret: true,
    }).optional(),
    assumeRoles: field(z.array(assumedRole).min(1), {
      description: "Roles to assume, one after another; what is done is done as the last one.",
      allowed: "a list of roles, each a mapping with roleArn",
      fix: "write [{ roleArn: … }]",
      mayBeSecret: true,
    }).optional(),
    customCaBundle: text("A file of certificates of authorities.", "the path of a file").optional(),
    defaultTags: z
      .strictObject({ tags: tagMap.optional().describe("The tags.") })
      .optional()
      .describe("Tags of every resource; those of ha-tcp:tags and the program's own win over them."),
    ec2MetadataServiceEndpoint: url("Where the metadata service is.").optional(),
    ec2MetadataServiceEndpointMode: oneOf("How the metadata service is reached.", ["IPv4", "IPv6"]).optional(),
    endpoints: z
      .array(
        field(z.partialRecord(z.enum(ENDPOINT_SERVICES as [string, ...string[]]), url("An endpoint of a service.")), {
          description: "Endpoints by service.",
          allowed: "what the provider calls services, such as ec2, elbv2 or route53, each with a URL",
          fix: "write { ec2: https://… }",
        }),
      )
      .optional()
      .describe("Endpoints of services in place of AWS's own, in every region of the stack."),
    forbiddenAccountIds: accountIds("Accounts that credentials must not be of."),
    httpProxy: url("The proxy of HTTP requests.", { mayBeSecret: true }).optional(),
    httpsProxy: url("The proxy of HTTPS requests.", { mayBeSecret: true }).optional(),
    ignoreTags: z
      .strictObject({
        keyPrefixes: z.array(z.string().min(1)).optional().describe("What their keys begin with."),
        keys: z.array(z.string().min(1)).optional().describe("Their keys."),
      })
      .optional()
      .describe("Tags that others set, and that are left alone."),
    insecure: flag("Whether TLS certificates of endpoints go unchecked.").optional(),
    maxRetries: wholeNumber("How often a request is tried again.", "retries", 0, 1000).optional(),
    noProxy: text("Hosts that no proxy is used for.", "hosts, joined by commas").optional(),
    profile: text("The profile in ~/.aws whose credentials are used.", "the name of a profile").optional(),
    region: z.string().optional().describe("Not used: each provider has the region of what it makes."),
    retryMode: oneOf("How requests are tried again.", ["standard", "adaptive"]).optional(),
    s3UsEast1RegionalEndpoint: oneOf("How S3 is reached in us-east-1.", ["legacy", "regional"]).optional(),
    s3UsePathStyle: flag("Whether buckets stand in the path of S3's URLs.").optional(),
    secretKey: text("The secret of an access key.", "the secret of an access key", { mayBeSecret: true }).optional(),
    sharedConfigFiles: files("Config files in place of ~/.aws/config."),
    sharedCredentialsFiles: files("Credentials files in place of ~/.aws/credentials."),
    skipCredentialsValidation: flag("Whether credentials are used without asking STS whose they are.").optional(),
    skipMetadataApiCheck: flag("Whether the metadata service is asked for no credentials.").optional(),
    skipRegionValidation: flag("Whether a region's name may be one that the provider does not know.").optional(),
    skipRequestingAccountId: flag("Whether nobody is asked for the account's id.").optional(),
    stsRegion: text("The region in which STS is asked.", "the name of a region").optional(),
    tagPolicyCompliance: oneOf("What a resource without the tags of the organization's policy is.", [
      "error",
      "warning",
      "disabled",
    ]).optional(),
    token: text("The session token of an access key.", "a session token", { mayBeSecret: true }).optional(),
    tokenBucketRateLimiterCapacity: wholeNumber("How many retries there may be at once.", "tokens", 0, 1e9).optional(),
    useDualstackEndpoint: flag("Whether AWS is reached by dual-stack endpoints.").optional(),
    useFipsEndpoint: flag("Whether AWS is reached by FIPS endpoints.").optional(),
    userAgents: z.array(z.string().min(1)).optional().describe("What is added to the user agent of each request."),
  })
  .optional();

export type AwsConfig = NonNullable<z.output<typeof awsSection>>;

/** The settings by name. */
export const AWS_SETTINGS: Readonly<Record<string, z.ZodType>> = awsSection.unwrap().shape;

/** Those that may be encrypted: what is decided from the others, a plan must know. */
export const AWS_SECRETS: readonly string[] = [
  "accessKey",
  "secretKey",
  "token",
  "assumeRoles",
  "assumeRoleWithWebIdentity",
  "httpProxy",
  "httpsProxy",
];
