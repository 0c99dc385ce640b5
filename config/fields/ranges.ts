import { z } from "zod";
import { PRIVATE_RANGES, isPrivate, normalized, normalizedV6 } from "../../plan/cidrs";
import { IPV6_RANGE, PUBLIC_ADDRESS, ipv4Range, vpcRange } from "../editor/patterns";
import { field } from "./field";

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
