import type { Path } from "../mistakes";

/** A place of ranges by its name: one address alone is none. */
const RANGES = /cidr|clients|ranges|denied|allowed$/i;

/** Words for all addresses, and what some take for their range. */
const EVERYONE = /^(0\.0\.0\.0|any|all|every(one|body)|world|internet|public|\*)$/i;

/** A range by a name, which nothing here looks up. */
const NAME = /^(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)+\.?$/i;

/** What to write instead of an address, a name or a word in a place of ranges; undefined anywhere else. */
export function rangeFix(value: unknown, path: Path): string | undefined {
  const place = path.filter((part) => typeof part === "string").at(-1);
  if (typeof value !== "string" || !RANGES.test(String(place))) return undefined;
  if (EVERYONE.test(value)) return "write 0.0.0.0/0 for everyone";
  if (value === "::") return "write ::/0 for everyone";
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(value))
    return place === "cidr" && path.length === 3
      ? `write the VPC's range with its prefix length, such as ${value.replace(/\.\d+\.\d+$/, ".0.0")}/16`
      : `write ${value}/32 for this one address, or a range with its prefix length`;
  if (/^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:]*$/i.test(value))
    return `write ${value}/128 for this one address, or a range with its prefix length`;
  if (NAME.test(value)) return "write the addresses behind the name, each as ADDRESS/32: nothing looks a name up";
  return undefined;
}
