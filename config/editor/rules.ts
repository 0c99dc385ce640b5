import { CONFLICTS, OPTION_NAMES, OPTIONS, type Option } from "../../plan/options";
import { EXISTING_VPC_PREFIX, VPC_PREFIX } from "../../plan/network/subnets";
import type { Json } from "./keywords";
import { vpcRange } from "./patterns";

/* What a stack file must say because of something else that it says: as JSON Schema, for editors. The program itself says why (config/checks). */

/** That there is no right value: editors show the message of a wrong type, and none of their own words for "not" is one. */
export const NOTHING: Json = { type: "null", not: {} };

/** That a mapping has these keys, with what each must be besides; in the words of ajv's strict mode. */
export const strict = (keys: Readonly<Record<string, Json | true>>): Json => ({
  type: "object",
  properties: keys,
  required: Object.keys(keys),
});

/** That a mapping has none of these keys. */
export const without = (...keys: readonly string[]): Json => ({
  type: "object",
  properties: Object.fromEntries(keys.map((key) => [key, { not: {} }])),
});

/** That a mapping has one of two keys and not the other. */
export const oneKeyOf = (one: string, other: string): Json => ({
  oneOf: [strict({ [one]: true }), strict({ [other]: true })],
});

/** That of two lists of a mapping no more than one has anything in it. */
export const oneListOf = (one: string, other: string): Json => {
  const filled: Json = { type: "array", minItems: 1 };
  return { not: strict({ [one]: filled, [other]: filled }) };
};

/** That a mapping has no more than one of two keys. */
const notBoth = (one: string, other: string): Json => ({ not: strict({ [one]: true, [other]: true }) });

const sized = ({ largest, smallest }: typeof VPC_PREFIX | typeof EXISTING_VPC_PREFIX): Json => ({
  type: "object",
  properties: { cidr: { type: "string", pattern: vpcRange({ from: largest, to: smallest }) } },
});

/** A VPC that is made has room for the subnets of eight zones. */
export const VPC_SIZES: Json = {
  if: strict({ vpc: true }),
  then: sized(EXISTING_VPC_PREFIX),
  else: sized(VPC_PREFIX),
};

/** What a check of HTTP asks for has no place in one of TCP, which is the default. */
export const CHECK_RULES: Json = {
  if: strict({ protocol: { enum: ["HTTP", "HTTPS"] } }),
  else: without("path", "matcher"),
};

/** A schedule acts again and again or once, in a time zone where it does again and again, and sets something. */
export const SCHEDULE_RULES: Json = {
  allOf: [
    oneKeyOf("recurrence", "at"),
    notBoth("timeZone", "at"),
    { anyOf: ["min", "max", "desired"].map((key) => strict({ [key]: true })) },
  ],
};

const lists = (...options: readonly Option[]): Json => ({
  type: "array",
  allOf: options.map((each) => ({ type: "array", contains: { const: each } })),
});

/** Options that exclude each other. */
export const NO_CONFLICTS: readonly Json[] = CONFLICTS.map(({ options }) => ({
  not: lists(...(options as readonly Option[])),
  errorMessage: `${options.join(" and ")} exclude each other.`,
}));

/** Options each of which brings a backend of its own. */
const TWO_BACKENDS = OPTION_NAMES.flatMap((one, index) =>
  OPTION_NAMES.slice(index + 1)
    .filter((other) => new Set([...OPTIONS[one].backends, ...OPTIONS[other].backends]).size > 1)
    .map((other): [Option, Option] => [one, other]),
);

const each = (keys: readonly string[]): Record<string, true> => Object.fromEntries(keys.map((key) => [key, true]));

/** Between the sections of a service. */
export function stackRules(key: (section: string) => string): Json[] {
  return [
    ...TWO_BACKENDS.map((options) => ({
      if: strict({ [key("options")]: lists(...options) }),
      then: strict({ [key("weights")]: strict(each(options.flatMap((option) => OPTIONS[option].backends))) }),
    })),
    // A zone without a name in it, and a name without a zone, lead nobody anywhere.
    { if: strict({ [key("dns")]: true }), then: strict({ [key("service")]: strict({ hostname: true }) }) },
    {
      if: strict({ [key("service")]: strict({ hostname: true }) }),
      then: strict({ [key("dns")]: true }),
    },
  ];
}
