import { parse } from "yaml";
import type { NeedsKey } from "../config/needs";
import { FileError } from "../graph/stackFile";

/*
 * Needs as a line of text, of a flag or of an answer. What is YAML is read as such; beside it there are short forms of what would be long in it.
 */

type Reader = (text: string) => unknown;

/** Lists whose elements are words: by commas or blanks. */
const list: Reader = (text) => words(text);

const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

/** `a=subnet-1 b=subnet-2` */
export const pairs = (text: string): Record<string, unknown> =>
  Object.fromEntries(words(text).map((word) => splitOnce(word, "=")));

function splitOnce(word: string, by: string): [string, string] {
  const at = word.indexOf(by);
  return at < 0 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
}

/** `eu-west-1/a=eipalloc-1 198.51.100.7`: Elastic IPs by region and zone, and addresses for all regions. */
const allowList: Reader = (text) => {
  const elasticIps: Record<string, Record<string, string>> = {};
  const anycast: string[] = [];
  for (const word of words(text)) {
    if (!word.includes("=")) {
      anycast.push(word);
      continue;
    }
    const [place, id] = splitOnce(word, "=");
    const [region, zone] = splitOnce(place, "/");
    elasticIps[region] = { ...elasticIps[region], [zone]: id };
  }
  return { elasticIps, anycast };
};

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

const SHORT_FORMS: Partial<Record<NeedsKey, Reader>> = { regions: list, allowList, privateConsumers, traffic };

/** What a text says of a need. Whether that can be is judged with all the others. */
export function readNeed(key: NeedsKey, text: string): unknown {
  const trimmed = text.trim();
  const short = SHORT_FORMS[key];
  if (short && !/^[[{]/.test(trimmed)) return short(trimmed);
  try {
    return parse(trimmed) as unknown;
  } catch (error) {
    throw new FileError(`${key} cannot be read as YAML: ${(error as Error).message}`, { cause: error });
  }
}

/** `allowList` is the flag `--allow-list`. */
export const flagOf = (key: NeedsKey): string => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
