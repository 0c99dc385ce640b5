import { PRIVATE_RANGES } from "../../plan/cidrs";

/*
 * Regular expressions for editors of what the program decides by functions: a JSON Schema has no others. They take what the functions take.
 */

interface Sizes {
  /** The prefix lengths that a range may have, both included. */
  from: number;
  to: number;
}

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => from + index);

const either = (alternatives: readonly (number | string)[]): string =>
  alternatives.length === 1 ? String(alternatives[0]) : `(?:${alternatives.join("|")})`;

/** An octet of which only the first bits may be set. */
function octet(bits: number): string {
  if (bits === 8) return OCTET;
  if (bits === 7) return "(?:[1-9]?[02468]|1\\d[02468]|2[0-4][02468]|25[024])";
  return either(range(0, 2 ** bits - 1).map((each) => each * 2 ** (8 - bits)));
}

/**
 * An IPv4 range with no host bits set: the octet that the prefix ends in has no more bits than it, and those after it are 0. With the
 * prefixes of one place in an octet together, the number of zeros says which of the four octets it is.
 */
export function ipv4Range({ from, to }: Sizes = { from: 0, to: 32 }, within = ""): string {
  const places = range(1, 8).flatMap((bits) => {
    const ends = range(0, 3).flatMap((before) => {
      const prefix = 8 * before + bits;
      return prefix < from || prefix > to ? [] : [`${"\\.0".repeat(3 - before)}/${prefix}`];
    });
    return ends.length === 0 ? [] : [`${octet(bits)}${either(ends)}`];
  });
  const all = from === 0 ? [...places, "0\\.0\\.0\\.0/0"] : places;
  return `^${within}(?=(?:\\d+\\.){3}\\d+/)(?:${OCTET}\\.){0,3}${either(all)}$`;
}

const PRIVATE_PREFIXES = {
  "10.0.0.0/8": "10\\.",
  "172.16.0.0/12": "172\\.(?:1[6-9]|2\\d|3[01])\\.",
  "192.168.0.0/16": "192\\.168\\.",
} as const satisfies Record<(typeof PRIVATE_RANGES)[number], string>;

const PRIVATE = either(PRIVATE_RANGES.map((each) => PRIVATE_PREFIXES[each]));

/** The range of a VPC: a private one of such a size. */
export const vpcRange = (sizes: Sizes): string => ipv4Range(sizes, `(?=${PRIVATE})`);

/** An IPv4 address that is not private. */
export const PUBLIC_ADDRESS = `^(?!${PRIVATE})(?:${OCTET}\\.){3}${OCTET}$`;

const HEX = "[0-9a-f]";
const GROUP = `(?:0|[1-9a-f]${HEX}{0,3})`;
const NOT_ZERO = `[1-9a-f]${HEX}{0,3}`;

/** A group of an IPv6 address that is not 0 and of which only the first bits may be set, 1 to 15. */
function group(bits: number): string {
  const zeros = Math.floor((16 - bits) / 4);
  const step = 2 ** ((16 - bits) % 4);
  const digits = range(0, 15)
    .filter((digit) => digit % step === 0)
    .map((digit) => digit.toString(16));
  const one = `[${digits.filter((digit) => digit !== "0").join("")}]`;
  const more = `[1-9a-f]${HEX}{0,${2 - zeros}}[${digits.join("")}]`;
  return `${zeros === 3 ? one : `(?:${more}|${one})`}${"0".repeat(zeros)}`;
}

/** Up to here a range in its shortest form ends in two colons: at least half of it is zeros. */
const HALF = 64;

/**
 * An IPv6 range in its shortest form with no host bits set. Of ranges longer than /64, which few write, only the characters are looked at:
 * where their zeros are left out is not for a regular expression.
 */
export const IPV6_RANGE = (() => {
  const whole = (groups: number) => `${NOT_ZERO}::/${either(range(16 * groups, HALF))}`;
  const partly = (groups: number) => range(1, 15).map((bits) => `${group(bits)}::/${16 * (groups - 1) + bits}`);
  const byGroups = range(1, HALF / 16).map(
    (groups) => `(?:${GROUP}:){${groups - 1}}${either([...partly(groups), whole(groups)])}`,
  );
  const longer = `[0-9a-f:.]*:[0-9a-f:.]*/${either(range(HALF + 1, 128))}`;
  return `^${either([`::/${either(range(0, HALF))}`, ...byGroups, longer])}$`;
})();

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** A time of a day that ends after it begins: `Mon:08:00-Mon:18:30`. By its hours, else by the tens of its minutes, else by the minutes. */
export const WEEKLY_WINDOW = (() => {
  const [hour, minute] = ["(?:[01]\\d|2[0-3])", "[0-5]\\d"];
  const hours = range(0, 22).map(
    (from) => `${twoDigits(from)}:${minute}-\\1:${either(range(from + 1, 23).map(twoDigits))}:${minute}`,
  );
  const tens = range(0, 4).map((from) => `${from}\\d-\\1:\\2:[${from + 1}-5]\\d`);
  const minutes = range(0, 8).map((from) => `${from}-\\1:\\2:\\3[${from + 1}-9]`);
  const sameHour = `(${hour}):${either([...tens, `([0-5])${either(minutes)}`])}`;
  return `^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):${either([...hours, sameHour])}$`;
})();

/** Five fields of cron, as plan/instances/schedules.ts reads them, but for a range of numbers that goes down. */
export const RECURRENCE = (() => {
  const named = (names: string): string[] =>
    names.split(" ").map((name) => name.replaceAll(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`));
  const values = [
    ["[0-5]?\\d"],
    ["[01]?\\d", "2[0-3]"],
    ["0?[1-9]", "[12]\\d", "3[01]"],
    ["0?[1-9]", "1[0-2]", ...named("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC")],
    ["0?[0-7]", ...named("SUN MON TUE WED THU FRI SAT")],
  ].map(either);
  const fields = values.map((value) => {
    const item = `(?:(?:\\*|${value}-${value})(?:/[1-9]\\d?)?|${value})`;
    return `${item}(?:,${item})*`;
  });
  return `^${fields.join(" ")}$`;
})();
