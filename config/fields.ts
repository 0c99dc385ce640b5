import { z } from "zod";
import { PRIVATE_RANGES, isPrivate, normalized, normalizedV6 } from "../plan/cidrs";
import { REGIONS, REGION_NAMES, type Region, ZONE_LETTERS, type ZoneLetter } from "../plan/regions";
import { IPV6_RANGE, PUBLIC_ADDRESS, ipv4Range, vpcRange } from "./editor/patterns";
import { NUMBER_ALONE, ONE_OF_THESE } from "./valueFixes";

/**
 * What a field says about itself beyond its type. `allowed` and `fix` are shown with a mistake, `description` in editors.
 * They travel as metadata of the schema, so the JSON Schema and the messages come from one place.
 */
export interface FieldMeta {
  /** What it is, in which unit, and what follows from more or less of it. Where the default is no value but is derived: "Default: …". */
  description: string;
  /** What may stand here, as a noun phrase. */
  allowed: string;
  /** What to do instead, as an imperative. */
  fix: string;
  /** The words to suggest, where they are more than the schema takes. */
  words?: readonly string[];
  /** Whether the stack file may hold it encrypted (`secure:`). */
  mayBeSecret?: boolean;
  /** Right values, where the form is not obvious. */
  examples?: readonly unknown[];
  /** What each of the words means that may stand here. */
  meanings?: Readonly<Record<string, string>>;
  /** Keywords of JSON Schema for editors, where the program decides by a function. */
  editor?: Readonly<Record<string, unknown>>;
}

/** What a mapping, a list or an optional value says about itself. */
export type Told = Pick<FieldMeta, "description" | "examples" | "editor">;

/** Attaches a description, with examples or what else editors need. */
export const told = <T extends z.ZodType>(schema: T, meta: Told): T => schema.meta(meta as unknown as z.GlobalMeta);

/** Attaches the words of a field to its schema. */
export function field<T extends z.ZodType>(schema: T, meta: FieldMeta): T {
  return schema.meta(meta as unknown as z.GlobalMeta);
}

export const port = (description: string) =>
  field(z.int().min(1).max(65535), {
    description,
    allowed: "a whole number from 1 to 65535",
    fix: "write the number of a TCP port, such as 5000",
    examples: [5000],
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

/** One of several words; where they stand in a stack file, each with what it means. */
export function oneOf<const W extends string>(
  description: string,
  words: readonly [W, ...W[]] | Readonly<Record<W, string>>,
  fix = ONE_OF_THESE,
) {
  const isList = (given: typeof words): given is readonly [W, ...W[]] => Array.isArray(given);
  const values = isList(words) ? words : (Object.keys(words) as [W, ...W[]]);
  const meta = { description, allowed: `one of ${values.join(", ")}`, fix };
  return field(z.enum(values), isList(words) ? meta : { ...meta, meanings: words });
}

/** One of several numbers, each with what it means. */
export const oneNumberOf = <const N extends number>(
  description: string,
  meanings: Readonly<Record<N, string>>,
  fix: string,
) => {
  const values = Object.keys(meanings).map(Number) as [N, ...N[]];
  return field(z.literal(values), { description, allowed: values.join(" or "), fix, meanings });
};

/** What a scaling policy keeps, or none. */
export const percentOrNone = (description: string) =>
  field(z.union([z.int().min(5).max(95), z.literal("none")]), {
    description,
    allowed: "a whole number of percent from 5 to 95, or none",
    fix: "write the number of percent alone, such as 50, or none to scale by something else",
    examples: [50, "none"],
  });

const IPV4_CIDR = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/;

/** To editors a pattern says it all: formats are comments to them, and these are none that they know. */
const pattern = (text: string) => ({ pattern: text, format: undefined, allOf: undefined });

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
    examples: ["198.51.100.0/24"],
    editor: pattern(ipv4Range()),
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
    examples: ["198.51.100.0/24", "2001:db8::/32"],
    editor: { anyOf: [ipv4Range(), IPV6_RANGE].map((text) => ({ type: "string", pattern: text })) },
  });

/** An IPv6 range. */
export const ipv6Cidr = (description: string) =>
  field(ipv6CidrSchema(), {
    description,
    allowed: "an IPv6 range such as 2001:db8::/32, with no host bits set",
    fix: "write the range as its first address, a slash and the prefix length; one address is a /128",
    examples: ["2001:db8::/32"],
    editor: pattern(IPV6_RANGE),
  });

/** One IPv6 address. */
export const ipv6Address = (description: string) =>
  field(z.ipv6(), {
    description,
    allowed: "an IPv6 address, such as 2a05:d018:1a:8::1f",
    fix: "write one address, without a prefix length",
    examples: ["2a05:d018:1a:8::1f"],
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
      examples: ["198.51.100.7"],
      editor: pattern(PUBLIC_ADDRESS),
    },
  );

/** Of a VPC; `size`: the prefixes of the largest and the smallest that there may be. */
export const vpcCidr = (description: string, size: { largest: number; smallest: number }) =>
  field(
    ipv4CidrSchema().refine((value) => isPrivate(value), {
      error: `choose a range in ${PRIVATE_RANGES.join(", ")}`,
      when: ({ issues }) => issues.length === 0,
    }),
    {
      description,
      allowed: `a private IPv4 range (in ${PRIVATE_RANGES.join(", ")})`,
      fix: "choose a range that nothing you connect the VPC to uses, such as 10.20.0.0/16",
      examples: ["10.20.0.0/16"],
      editor: pattern(vpcRange({ from: size.largest, to: size.smallest })),
    },
  );

/** Where each region is. */
const PLACES = Object.fromEntries(REGION_NAMES.map((name) => [name, REGIONS[name].place])) as Record<Region, string>;

const regionWords = {
  allowed: "the name of an AWS region, such as eu-west-1",
  meanings: PLACES,
  examples: ["eu-west-1"],
} as const;

export const regionName = (description: string) =>
  field(z.enum(REGION_NAMES), {
    description,
    ...regionWords,
    fix: "write the name that `aws ec2 describe-regions` has: eu-west-1, not Ireland and not eu-west-1a",
  });

/** A region's name as the key of what is said of it. */
const regionKey = () => regionName("A region, by its name.");

/** What is said for each region, by the regions' names. */
export const byRegion = <T extends z.ZodType>(value: T) => z.partialRecord(regionKey(), value);

/** One value for all regions, or one for each by the regions' names. */
export const oneOrByRegion = <T extends z.ZodType>(value: T, meta: FieldMeta) =>
  field(z.union([value, byRegion(value)]), {
    ...meta,
    allowed: `${meta.allowed}; or one for each region, by the region's name`,
  });

/** What each letter names, in the region that it stands in. */
const ZONES = Object.fromEntries(
  ZONE_LETTERS.map((letter) => [letter, `The zone whose name ends in ${letter}: eu-west-1${letter} in eu-west-1.`]),
) as Record<ZoneLetter, string>;

export const zoneLetter = (description: string) =>
  field(z.enum(ZONE_LETTERS), {
    description,
    allowed: "the letter of a zone, such as a for eu-west-1a",
    fix: "write the last letter of the zone's name only",
    meanings: ZONES,
  });

/** What is said for each zone, by the zones' letters. */
export const byZone = <T extends z.ZodType>(value: T) => z.partialRecord(zoneLetter("A zone, by its letter."), value);

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
