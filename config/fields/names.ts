import { z } from "zod";
import { field } from "./field";
import { byRegion } from "./places";

export const ALLOCATION_ID = /^eipalloc-([0-9a-f]{8}|[0-9a-f]{17})$/;

export const allocationId = (description: string) =>
  field(z.string().regex(ALLOCATION_ID), {
    description,
    allowed: "an allocation id: eipalloc- and 17 (or 8) hexadecimal digits",
    fix: "copy it from `aws ec2 describe-addresses`",
    examples: ["eipalloc-0123456789abcdef0"],
  });

/** The id of something of EC2's: a prefix, and 17 (or 8) hexadecimal digits. */
export const resourceId = (prefix: string, command: string, description: string) =>
  field(z.string().regex(new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`)), {
    description,
    allowed: `an id: ${prefix}- and 17 (or 8) hexadecimal digits`,
    fix: `copy it from \`aws ec2 ${command}\``,
    examples: [`${prefix}-0123456789abcdef0`],
  });

/** The name of a further address of a NAT gateway. */
export const secondaryName = (description: string) =>
  field(z.string().regex(/^(?!own$)[a-z][a-z0-9]{0,15}$/), {
    description,
    allowed: "1 to 16 lower-case letters and digits, the first a letter; not own",
    fix: "rename it before it is deployed: the name is part of the address's identity",
    examples: ["second"],
  });

/** The ARN of something that a service has in a region of an account; `rest` is a pattern of what follows the account, `example` is one. */
export const arnOf = (service: string, rest: string, description: string, example: string) =>
  field(z.string().regex(new RegExp(`^arn:aws:${service}:[a-z0-9-]+:\\d{12}:${rest}$`)), {
    description,
    allowed: `an ARN that begins with arn:aws:${service}:`,
    fix: "copy the ARN from the console or the AWS CLI",
    examples: [`arn:aws:${service}:eu-west-1:123456789012:${example}`],
  });

export const kmsKeyArn = (description: string) =>
  arnOf("kms", "key/[\\w-]+", description, "key/01234567-89ab-cdef-0123-456789abcdef");

export const topicArn = (description: string) => arnOf("sns", "[\\w-]{1,256}", description, "alarms");

/** Keys by region, for what is stored there. */
export const keyArns = () => byRegion(kmsKeyArn("A symmetric key of the region."));

export const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/([\w+=,.@-]{1,128}\/)*[\w+=,.@-]{1,64}$/;

/** The ARN of a role that whoever deploys may assume; the example is a name for one. */
export const roleArn = (description: string, example: string) =>
  field(z.string().regex(ROLE_ARN), {
    description,
    allowed: `the ARN of a role: arn:aws:iam::123456789012:role/${example}`,
    fix: "copy it from `aws iam get-role`",
    examples: [`arn:aws:iam::123456789012:role/${example}`],
  });

/** Source: docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html (32 characters at most) */
export const hostedZoneId = (description: string) =>
  field(z.string().regex(/^Z[A-Z0-9]{1,31}$/), {
    description,
    allowed: "the id of a hosted zone, such as Z0123456789ABCDEFGHIJ, without /hostedzone/ before it",
    fix: "copy it from `aws route53 list-hosted-zones`",
    examples: ["Z0123456789ABCDEFGHIJ"],
  });

/**
 * Of a general purpose bucket: no address, and nothing that is kept for AWS's own names.
 * Source: docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const BUCKET_NAME =
  /^(?!.*\.\.)(?!(\d+\.){3}\d+$)(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export const bucketName = (description: string) =>
  field(z.string().regex(BUCKET_NAME), {
    description,
    allowed: "the name of a general purpose bucket",
    fix: "write the name alone: no s3://, no ARN and no alias of an access point",
    examples: ["acme-network-logs"],
  });

/** A lone value of digits reaches the program as a number, quoted or not. */
export const accountId = (description: string) =>
  field(
    z.union([
      z.string().regex(/^\d{12}$/),
      z
        .int()
        .min(1e11)
        .max(1e12 - 1),
    ]),
    {
      description,
      allowed: "the 12 digits of an account's id",
      fix: "copy it from `aws sts get-caller-identity`, in quotes",
      examples: ["123456789012"],
    },
  );

export const emailAddress = (description: string) =>
  field(z.email().max(150), {
    description,
    allowed: "an e-mail address of up to 150 characters",
    fix: "write the address alone, such as operators@example.com",
    examples: ["operators@example.com"],
  });

const DNS_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

export const domainName = (description: string) =>
  field(
    z
      .string()
      .max(253)
      .regex(new RegExp(`^(${DNS_LABEL}\\.)+${DNS_LABEL}$`)),
    {
      description,
      allowed: "a domain name in lower case without a dot at its end, such as tcp.example.com",
      fix: "write labels of letters, digits and hyphens, joined by dots",
      examples: ["tcp.example.com"],
    },
  );
