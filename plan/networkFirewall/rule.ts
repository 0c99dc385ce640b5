import { ANYWHERE } from "../cidrs";

/** Within RESERVED_SIDS of plan/networkFirewall/suricata/groups.ts; by purpose, so that no purpose moves the ids of another. */
export const SIDS = {
  denied: 1_900_000,
  allowed: 1_910_000,
  clients: 1_920_000,
  healthCheckers: 1_930_000,
  mtu: 1_938_000,
  resets: 1_939_000,
  egress: 1_940_000,
  domains: 1_950_000,
  destinations: 1_970_000,
  clientsFurther: 1_980_000,
  allowedFurther: 1_990_000,
} as const;

/** Ranges in one variable. A rule may have 8192 characters with the values of its variables; a range has up to 18, and a comma. */
const RANGES_PER_RULE = 300;

export const EACH_PACKET = "flow:stateless";
/**
 * Not the first packet of a connection. Not `flags:*AR`, which would say the same of resets too: a rule that names S, F or R is compared
 * only with packets that open or end a connection.
 */
export const ANSWER = "flags:A+";
/** Such a packet belongs to no connection, so that a rule with a word about the flow never sees it. */
export const FRAGMENTATION_NEEDED = "itype:3; icode:4";

/** `header` is protocol, source, port, direction, destination, port. */
export function rule(
  action: "pass" | "drop" | "reject" | "alert",
  header: string,
  msg: string,
  options: string,
  sid: number,
): string {
  return `${action} ${header} (msg:"${msg}"; ${options}; sid:${sid}; rev:1;)`;
}

interface AddressSet {
  /** As a rule says it: `$NAME`, or `any`. */
  address: string;
  variables: Record<string, string[]>;
}

/** Variables that hold the ranges; more than one where a rule could not hold them all. */
export function addressSets(name: string, ranges: readonly string[]): AddressSet[] {
  const all = sorted(ranges);
  if (all.includes(ANYWHERE)) return [{ address: "any", variables: {} }];
  return chunks(all).map((some, index) => {
    const variable = index === 0 ? name : `${name}_${index + 1}`;
    return { address: `$${variable}`, variables: { [variable]: some } };
  });
}

export function variablesOf(sets: readonly AddressSet[]): Record<string, string[]> {
  return Object.assign({}, ...sets.map(({ variables }) => variables)) as Record<string, string[]>;
}

export function chunks(all: readonly string[]): string[][] {
  const count = Math.ceil(all.length / RANGES_PER_RULE);
  return Array.from({ length: count }, (_, index) => all.slice(index * RANGES_PER_RULE, (index + 1) * RANGES_PER_RULE));
}

/** Each once, in an order that the file's has no part in. */
export const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();
