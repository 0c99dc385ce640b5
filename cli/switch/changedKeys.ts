import { isDeepStrictEqual } from "node:util";
import { stringify } from "yaml";
import { SECRET } from "../../config/mistakes";

export type Keys = Readonly<Record<string, unknown>>;

/** The keys to set, and those to remove, for one step. Of what is long, those within it that change, by their paths. */
export function changedKeys(before: Keys, after: Keys, prefix = ""): string {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
  return keys.map((key) => changedKey(`${prefix}${key}`, before[key], after[key])).join("\n");
}

function changedKey(path: string, before: unknown, after: unknown): string {
  if (after === undefined) return `${path}: # remove`;
  const written = keyAsYaml(path, after);
  return written.includes("\n") && isMapping(before) && isMapping(after)
    ? changedKeys(before, after, `${path}.`)
    : written;
}

const isMapping = (value: unknown): value is Keys =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const WIDEST_LINE = 80;

/** In one line where that is short. */
function keyAsYaml(key: string, value: unknown): string {
  if (JSON.stringify(value).includes(SECRET)) return `${key}: # as the file has it: some of it is encrypted`;
  const line = `${key}: ${stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim()}`;
  return line.length <= WIDEST_LINE ? line : stringify({ [key]: value }).trim();
}
