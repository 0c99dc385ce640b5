import { z } from "zod";
import { PRIVATE_RANGES, isPrivate, normalized, normalizedV6 } from "../plan/cidrs";
import { NUMBER_ALONE, ONE_OF_THESE } from "./valueFixes";
import { REGION_NAMES, ZONE_LETTERS } from "../plan/regions";

/**
 * What a field says about itself beyond its type. `allowed` and `fix` are shown with a mistake, `description` in editors.
 * They travel as metadata of the schema, so the JSON Schema and the messages come from one place.
 */
export interface FieldMeta {
  description: string;
  /** What may stand here, as a noun phrase. */
  allowed: string;
  /** What to do instead, as an imperative. */
  fix: string;
  /** The words to suggest, where they are more than the schema takes. */
  words?: readonly string[];
  /** Whether the stack file may hold it encrypted (`secure:`). */
  mayBeSecret?: boolean;
}

/** Attaches the words of a field to its schema. */
export function field<T extends z.ZodType>(schema: T, meta: FieldMeta): T {
  return schema.meta(meta as unknown as z.GlobalMeta);
}

export const port = (description: string) =>
  field(z.int().min(1).max(65535), {
    description,
    allowed: "a whole number from 1 to 65535",
    fix: "write the number of a TCP port, such as 5000",
  });

/** A whole number in a range, with its unit in the words. */
export const wholeNumber = (description: string, unit: string, min: number, max: number) =>
  field(z.int().min(min).max(max), {
    description,
    allowed: `a whole number of ${unit} from ${min} to ${max}`,
    fix: NUMBER_ALONE,
  });

export const flag = (description: string) =>
  field(z.boolean(), { description, allowed: "true or false", fix: "write true or false, without quotes" });

export const oneOf = <const T extends readonly [string, ...string[]]>(
  description: string,
  values: T,
  fix = ONE_OF_THESE,
) => field(z.enum(values), { description, allowed: `one of ${values.join(", ")}`, fix });

/** What a scaling policy keeps, or none. */
export const percentOrNone = (description: string) =>
  field(z.union([z.int().min(5).max(95), z.literal("none")]), {
    description,
    allowed: "a whole number of percent from 5 to 95, or none",
    fix: "write the number of percent alone, such as 50, or none to scale by something else",
  });

const IPV4_CIDR = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/;

/** An IPv4 range with no host bits set. */
const ipv4CidrSchema = () =>
  z
    .cidrv4({ abort: true })
    .regex(IPV4_CIDR)
    .refine((value) => value === normalized(value), {
      error: (issue) => `write ${normalized(String(issue.input))}, the range that this lies in`,
    });

export const ipv4Cidr = (description: string) =>
  field(ipv4CidrSchema(), {
    description,
    allowed: "an IPv4 range such as 198.51.100.0/24, with no host bits set",
    fix: "write the range as its first address, a slash and the prefix length; one address is a /32",
  });

/** An IPv6 range with no host bits set. */
const ipv6CidrSchema = () =>
  z.cidrv6({ abort: true }).refine((value) => value === normalizedV6(value), {
    error: (issue) => `write ${normalizedV6(String(issue.input))}, the range that this lies in`,
  });

/** A range of either family. Which of the two is allowed in a place depends on other fields. */
export const ipCidr = (description: string) =>
  field(z.union([ipv4CidrSchema(), ipv6CidrSchema()]), {
    description,
    allowed: "a range such as 198.51.100.0/24 or, with dual stack, 2001:db8::/32, with no host bits set",
    fix: "write the range as its first address, a slash and the prefix length; one address is a /32, or a /128",
  });

/** An IPv6 range. */
export const ipv6Cidr = (description: string) =>
  field(ipv6CidrSchema(), {
    description,
    allowed: "an IPv6 range such as 2001:db8::/32, with no host bits set",
    fix: "write the range as its first address, a slash and the prefix length; one address is a /128",
  });

/** One IPv6 address. */
export const ipv6Address = (description: string) =>
  field(z.ipv6(), {
    description,
    allowed: "an IPv6 address, such as 2a05:d018:1a:8::1f",
    fix: "write one address, without a prefix length",
  });

/** One IPv4 address of the internet. */
export const publicAddress = (description: string) =>
  field(
    z.ipv4({ abort: true }).refine((value) => !isPrivate(`${value}/32`), {
      error: `give one outside ${PRIVATE_RANGES.join(", ")}`,
    }),
    {
      description,
      allowed: "a public IPv4 address",
      fix: "write one address, without a prefix length",
    },
  );

export const vpcCidr = (description: string) =>
  field(
    ipv4CidrSchema().refine((value) => isPrivate(value), {
      error: `choose a range in ${PRIVATE_RANGES.join(", ")}`,
      when: ({ issues }) => issues.length === 0,
    }),
    {
      description,
      allowed: `a private IPv4 range (in ${PRIVATE_RANGES.join(", ")})`,
      fix: "choose a range that nothing you connect the VPC to uses, such as 10.20.0.0/16",
    },
  );

export const regionName = (description: string) =>
  field(z.enum(REGION_NAMES), {
    description,
    allowed: "the name of an AWS region, such as eu-west-1",
    fix: "write the name that `aws ec2 describe-regions` has: eu-west-1, not Ireland and not eu-west-1a",
  });

/** One value for all regions, or one for each by the regions' names. */
export const oneOrByRegion = <T extends z.ZodType>(value: T, meta: FieldMeta) =>
  field(z.union([value, z.partialRecord(z.enum(REGION_NAMES), value)]), {
    ...meta,
    allowed: `${meta.allowed}; or one for each region, by the region's name`,
  });

export const zoneLetter = (description: string) =>
  field(z.enum(ZONE_LETTERS), {
    description,
    allowed: "the letter of a zone, such as a for eu-west-1a",
    fix: "write the last letter of the zone's name only",
  });

export const ALLOCATION_ID = /^eipalloc-([0-9a-f]{8}|[0-9a-f]{17})$/;

export const allocationId = (description: string) =>
  field(z.string().regex(ALLOCATION_ID), {
    description,
    allowed: "an allocation id: eipalloc- and 17 (or 8) hexadecimal digits",
    fix: "copy it from `aws ec2 describe-addresses`",
  });

/** The id of something of EC2's: a prefix, and 17 (or 8) hexadecimal digits. */
export const resourceId = (prefix: string, command: string, description: string) =>
  field(z.string().regex(new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`)), {
    description,
    allowed: `an id: ${prefix}- and 17 (or 8) hexadecimal digits`,
    fix: `copy it from \`aws ec2 ${command}\``,
  });

/** The name of a further address of a NAT gateway. */
export const secondaryName = (description: string) =>
  field(z.string().regex(/^(?!own$)[a-z][a-z0-9]{0,15}$/), {
    description,
    allowed: "1 to 16 lower-case letters and digits, the first a letter; not own",
    fix: "rename it before it is deployed: the name is part of the address's identity",
  });

/** The ARN of something that a service has in a region of an account; `rest` is a pattern of what follows the account. */
export const arnOf = (service: string, rest: string, description: string) =>
  field(z.string().regex(new RegExp(`^arn:aws:${service}:[a-z0-9-]+:\\d{12}:${rest}$`)), {
    description,
    allowed: `an ARN that begins with arn:aws:${service}:`,
    fix: "copy the ARN from the console or the AWS CLI",
  });

/** Keys by region, for what is stored there. */
export const keyArns = () =>
  z.partialRecord(z.enum(REGION_NAMES), arnOf("kms", "key/[\\w-]+", "A symmetric key of the region."));

export const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/([\w+=,.@-]{1,128}\/)*[\w+=,.@-]{1,64}$/;

/** The ARN of a role that whoever deploys may assume; the example is a name for one. */
export const roleArn = (description: string, example: string) =>
  field(z.string().regex(ROLE_ARN), {
    description,
    allowed: `the ARN of a role: arn:aws:iam::123456789012:role/${example}`,
    fix: "copy it from `aws iam get-role`",
  });

/** Source: docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html (32 characters at most) */
export const hostedZoneId = (description: string) =>
  field(z.string().regex(/^Z[A-Z0-9]{1,31}$/), {
    description,
    allowed: "the id of a hosted zone, such as Z0123456789ABCDEFGHIJ, without /hostedzone/ before it",
    fix: "copy it from `aws route53 list-hosted-zones`",
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
    },
  );

export const emailAddress = (description: string) =>
  field(z.email().max(150), {
    description,
    allowed: "an e-mail address of up to 150 characters",
    fix: "write the address alone, such as operators@example.com",
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
    },
  );
