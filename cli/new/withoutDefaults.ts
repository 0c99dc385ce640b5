import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";

type Mapping = Record<string, unknown>;

const isMapping = (value: unknown): value is Mapping =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * What a config must say to mean what it means: each key without which it would parse to the same is left out, with all that lies in it.
 * Keys come in the order of the schema, lists stay as they are. A section that does not parse stays whole.
 *
 * @param sections the schema of each top-level key.
 */
export const withoutDefaults = (config: Mapping, sections: Readonly<Record<string, z.ZodType>>): Mapping =>
  Object.fromEntries(
    Object.entries(sections).flatMap(([key, section]): [string, unknown][] => {
      const said = config[key];
      const meant = section.safeParse(said);
      if (said === undefined || !meant.success) return said === undefined ? [] : [[key, said]];
      const meansTheSame = (other: unknown): boolean => {
        const parsed = section.safeParse(other);
        return parsed.success && isDeepStrictEqual(parsed.data, meant.data);
      };
      if (meansTheSame(undefined)) return [];
      return [[key, isMapping(said) ? orderedLike(pruned(said, meansTheSame), meant.data) : said]];
    }),
  );

/** Keys in the order of the schema, which is that of what it has parsed. Those of a list's elements stand as they do. */
function orderedLike(mapping: Mapping, parsed: unknown): Mapping {
  const order = isMapping(parsed) ? parsed : {};
  const keys = Object.keys(order).filter((key) => key in mapping);
  return Object.fromEntries(
    keys.map((key) => [key, isMapping(mapping[key]) ? orderedLike(mapping[key], order[key]) : mapping[key]]),
  );
}

/** @param isEnough whether something in place of the mapping means the same. */
function pruned(mapping: Mapping, isEnough: (other: Mapping) => boolean): Mapping {
  return Object.keys(mapping).reduce((kept, key) => {
    const { [key]: value, ...without } = kept;
    if (isEnough(without)) return without;
    return isMapping(value) ? { ...kept, [key]: pruned(value, (other) => isEnough({ ...kept, [key]: other })) } : kept;
  }, mapping);
}
