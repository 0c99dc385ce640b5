import { z } from "zod";
import { ENDPOINT_SERVICES } from "../../plan/endpointServices";
import { accountId, field, flag, oneOf, wholeNumber } from "../fields";
import { assumedRole, assumedWithToken } from "./aws/assumedRoles";
import { MASKED, text } from "./aws/text";
import { tagMap } from "./tags";

/*
 * The settings of the provider itself, `aws:profile` and the like, which the engine gives to its default provider alone: each provider
 * of the stack gets them here. Source of names and types: `ProviderArgs` in the typings of @pulumi/aws and its config/vars, with which
 * test/config/aws.test.ts compares them. Defaults: node_modules/@pulumi/aws/provider.js, and
 * github.com/hashicorp/terraform-provider-aws website/docs/index.html.markdown, read on 2026-11-30.
 */

/** Where they stand in what is validated. No key of ours can be called so. */
export const AWS_KEY = "aws:";

const accountIds = (description: string) =>
  z
    .array(accountId("An account."))
    .min(1)
    .transform((ids) => ids.map(String))
    .optional()
    .describe(description);

const url = (description: string, example: string, more: { mayBeSecret?: true } = {}) =>
  field(z.union([z.string().regex(/^https?:\/\/\S+$/), z.string().regex(MASKED)]), {
    description,
    allowed: "a URL that begins with https:// or http://",
    fix: "write the whole URL, with its scheme",
    examples: [example],
    ...more,
  });

const PROXY = "https://proxy.example.com:3128";

const files = (description: string) =>
  z.array(text("A file.", "the path of a file")).min(1).optional().describe(description);

/** An empty list or mapping says nothing, and the provider refuses some of them. */
export const awsSection = z
  .strictObject({
    accessKey: text(
      "The id of an access key. Default: what the environment or the profile has.",
      "the id of an access key",
      { mayBeSecret: true },
    ).optional(),
    allowedAccountIds: accountIds(
      "The only accounts that credentials may be of: an update by others fails before it does anything. ha-tcp:account says the one. Default: any.",
    ),
    assumeRoleWithWebIdentity: field(assumedWithToken, {
      description: "A role to assume with a token, as CI has one. Default: none.",
      examples: [{ roleArn: "arn:aws:iam::123456789012:role/deployer", webIdentityTokenFile: "/var/run/token" }],
      allowed: "a mapping with the keys roleArn and webIdentityTokenFile, and others",
      fix: "write { roleArn: …, webIdentityTokenFile: … }",
      mayBeSecret: true,
    }).optional(),
    assumeRoles: field(z.array(assumedRole.describe("A role to assume, and how.")).min(1), {
      description:
        "Roles to assume, one after another; what is done is done as the last one. Default: none: the credentials' own rights.",
      allowed: "a list of roles, each a mapping with roleArn",
      fix: "write [{ roleArn: … }]",
      mayBeSecret: true,
    }).optional(),
    customCaBundle: text(
      "A file of certificates of the authorities to trust, as where a proxy reads TLS. Default: those of the system.",
      "the path of a file",
    ).optional(),
    defaultTags: z
      .strictObject({ tags: tagMap.optional().describe("The tags, by key. Default: none.") })
      .optional()
      .describe("Tags of every resource, as ha-tcp:tags; those and the program's own win over them. Default: none."),
    ec2MetadataServiceEndpoint: url(
      "Where the metadata service is, which gives an instance its credentials. Default: AWS's own address.",
      "http://169.254.169.254",
    ).optional(),
    ec2MetadataServiceEndpointMode: oneOf("How the metadata service is reached. Default: IPv4.", {
      IPv4: "By IPv4, at 169.254.169.254.",
      IPv6: "By IPv6, at fd00:ec2::254, where the instance has no IPv4.",
    }).optional(),
    endpoints: z
      .array(
        field(
          z.partialRecord(
            z.enum(ENDPOINT_SERVICES as [string, ...string[]]),
            url("An endpoint of a service, in place of AWS's own.", "https://ec2.eu-west-1.amazonaws.com"),
          ),
          {
            description: "Endpoints by service, as the provider calls services.",
            examples: [{ ec2: "https://ec2.eu-west-1.amazonaws.com" }],
            allowed: "what the provider calls services, such as ec2, elbv2 or route53, each with a URL",
            fix: "write { ec2: https://… }",
          },
        ),
      )
      .optional()
      .describe("Endpoints of services in place of AWS's own, in every region of the stack. Default: AWS's."),
    forbiddenAccountIds: accountIds(
      "Accounts that credentials must not be of: an update by those fails before it does anything. Default: none.",
    ),
    httpProxy: url("The proxy of HTTP requests. Default: HTTP_PROXY of the environment.", PROXY, {
      mayBeSecret: true,
    }).optional(),
    httpsProxy: url(
      "The proxy of HTTPS requests, which nearly all to AWS are. Default: HTTPS_PROXY of the environment.",
      PROXY,
      { mayBeSecret: true },
    ).optional(),
    ignoreTags: z
      .strictObject({
        keyPrefixes: z
          .array(z.string().min(1).describe("A beginning."))
          .optional()
          .describe("What their keys begin with. Default: none."),
        keys: z.array(z.string().min(1).describe("A key.")).optional().describe("Their keys. Default: none."),
      })
      .optional()
      .describe("Tags that others set, and that are left alone: else each update takes them away. Default: none."),
    insecure: flag(
      "Whether TLS certificates of endpoints go unchecked: whoever is between may then read and change all. Default: false.",
    ).optional(),
    maxRetries: wholeNumber(
      "How often a request is tried again: with fewer times an update fails sooner where AWS throttles. Default: 25.",
      "retries",
      0,
      1000,
    ).optional(),
    noProxy: text("Hosts that no proxy is used for. Default: NO_PROXY of the environment.", "hosts, joined by commas", {
      examples: ["169.254.169.254,.internal"],
    }).optional(),
    profile: text(
      "The profile in ~/.aws whose credentials are used. Default: AWS_PROFILE of the environment, else default.",
      "the name of a profile",
    ).optional(),
    region: z
      .string()
      .optional()
      .describe("Not used: each provider has the region of what it makes, as ha-tcp:regions says. Default: none."),
    retryMode: oneOf("How requests are tried again. Default: standard.", {
      standard: "At growing intervals.",
      adaptive: "The same, and with fewer requests altogether while AWS throttles.",
    }).optional(),
    s3UsEast1RegionalEndpoint: oneOf("How S3 is reached in us-east-1. Default: legacy, for general purpose buckets.", {
      legacy: "By its global name, s3.amazonaws.com.",
      regional: "By the name of the region.",
    }).optional(),
    s3UsePathStyle: flag(
      "Whether buckets stand in the path of S3's URLs, as stores that imitate S3 need. Default: false: in the host's name.",
    ).optional(),
    secretKey: text(
      "The secret of an access key: keep it encrypted. Default: what the environment or the profile has.",
      "the secret of an access key",
      { mayBeSecret: true },
    ).optional(),
    sharedConfigFiles: files("Config files in place of ~/.aws/config. Default: that one."),
    sharedCredentialsFiles: files("Credentials files in place of ~/.aws/credentials. Default: that one."),
    skipCredentialsValidation: flag(
      "Whether credentials are used without asking STS whether they hold: wrong ones then fail later. Default: false.",
    ).optional(),
    skipMetadataApiCheck: flag(
      "Whether the metadata service of EC2 is not asked for credentials. Default: as the provider does.",
    ).optional(),
    skipRegionValidation: flag(
      "Whether a region's name may be one that the provider does not know. Default: true, which Pulumi sets.",
    ).optional(),
    skipRequestingAccountId: flag(
      "Whether nobody is asked for the account's id: ARNs that hold it are then without. Default: false.",
    ).optional(),
    stsRegion: text(
      "The region in which STS is asked; sessions go on where that region is up. Default: that of each provider.",
      "the name of a region",
      { examples: ["eu-west-1"] },
    ).optional(),
    tagPolicyCompliance: oneOf("What a resource without the tags of the organization's policy is. Default: disabled.", {
      error: "An error: nothing of it is made.",
      warning: "A warning.",
      disabled: "Nothing: the policy is not looked at.",
    }).optional(),
    token: text(
      "The session token of an access key that is for a time. Default: what the environment or the profile has.",
      "a session token",
      { mayBeSecret: true },
    ).optional(),
    tokenBucketRateLimiterCapacity: wholeNumber(
      "How many retries there may be at once, in all: with fewer an update fails sooner where AWS throttles. Default: as many as the SDK has.",
      "tokens",
      0,
      1e9,
    ).optional(),
    useDualstackEndpoint: flag(
      "Whether AWS is reached by dual-stack endpoints, as from where there is IPv6 alone. Default: false.",
    ).optional(),
    useFipsEndpoint: flag(
      "Whether AWS is reached by FIPS endpoints, which not every service has in every region. Default: false.",
    ).optional(),
    userAgents: z
      .array(z.string().min(1).describe("A product, and its version after a slash."))
      .optional()
      .describe("What is added to the user agent of each request, which CloudTrail keeps. Default: nothing."),
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
