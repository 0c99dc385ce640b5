import { parse } from "yaml";
import type { NeedsKey } from "../../config/needsSchema";
import { FileError } from "../../graph/stackFile";

/*
 * Needs as a line of text, of a flag or of an answer. What is YAML is read as such; beside it there are short forms of what would be long in it.
 */

export type Reader = (text: string) => unknown;

/** Lists whose elements are words: by commas or blanks. */
export const list: Reader = (text) => words(text);

export const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

/** `a=subnet-1 b=subnet-2` */
export const pairs = (text: string): Record<string, unknown> =>
  Object.fromEntries(words(text).map((word) => splitOnce(word, "=")));

export function splitOnce(word: string, by: string): [string, string] {
  const at = word.indexOf(by);
  return at < 0 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
}

/** `eu-west-1/a=eipalloc-1`, in words: allocation ids by region and zone. */
export function byRegionAndZone(pairsOf: readonly string[]): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {};
  for (const word of pairsOf) {
    const [place, id] = splitOnce(word, "=");
    const [region, zone] = splitOnce(place, "/");
    found[region] = { ...found[region], [zone]: id };
  }
  return found;
}

/** `eu-west-1/a=eipalloc-1 198.51.100.7`: Elastic IPs by region and zone, and addresses for all regions. */
const allowList: Reader = (text) => ({
  elasticIps: byRegionAndZone(words(text).filter((word) => word.includes("="))),
  anycast: words(text).filter((word) => !word.includes("=")),
});

/** `111122223333=10.60.0.0/23+10.61.0.0/24`: accounts, each with the ranges of its clients. */
const privateConsumers: Reader = (text) =>
  words(text).map((word) => {
    const [account, ranges] = splitOnce(word, "=");
    return { account, clients: ranges.split("+").filter(Boolean) };
  });

/** A word for how much it is, or `load=large gbOutPerMonth=300`. */
const traffic: Reader = (text) =>
  text.includes("=")
    ? Object.fromEntries(Object.entries(pairs(text)).map(([key, value]) => [key, parse(String(value)) as unknown]))
    : text;

interface ShortForm {
  read: Reader;
  example: string;
}

/** By the key of what is written so. */
export type ShortForms = Readonly<Record<string, ShortForm | undefined>>;

export const NEEDS_FORMS: Partial<Record<NeedsKey, ShortForm>> = {
  regions: { read: list, example: "eu-west-1,us-east-1" },
  allowList: { read: allowList, example: "eu-west-1/a=eipalloc-…, or 198.51.100.7 of an accelerator" },
  privateConsumers: { read: privateConsumers, example: "111122223333=10.60.0.0/23" },
  traffic: { read: traffic, example: "load=medium gbOutPerMonth=300" },
};

/** What a text says of what has that key: by its short form, or as YAML. Whether that can be is judged with all the others. */
export function readLine(forms: ShortForms, key: string, text: string): unknown {
  const trimmed = text.trim();
  const short = forms[key];
  if (short && !/^[[{]/.test(trimmed)) return short.read(trimmed);
  try {
    return parse(trimmed) as unknown;
  } catch (error) {
    throw new FileError(`${key} cannot be read as YAML: ${(error as Error).message}`, { cause: error });
  }
}

/** `allowList` is the flag `--allow-list`. */
export const flagOf = (key: string): string => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** What flags say of some keys. One without a value says yes. */
export const readFlags = (
  forms: ShortForms,
  keys: readonly string[],
  said: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    keys.flatMap((key): [string, unknown][] => {
      const value = said[key];
      if (value === undefined) return [];
      return [[key, typeof value === "string" ? readLine(forms, key, value) : value]];
    }),
  );
