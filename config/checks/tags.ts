import type { Mistake } from "../mistakes";

/** Tags that the program sets itself. IAM takes two keys that differ in case for one. */
const OWN_TAGS = ["Project", "Stack", "ManagedBy", "Name", "Tier"];

/** AWS takes 50 tags; the program's own are among them. */
const MAX_TAGS = 50 - OWN_TAGS.length;

/** Of either kind of stack. */
export function tagKeys({ tags }: { tags: Record<string, string> }): Mistake[] {
  const keys = Object.keys(tags);
  const known = new Map(OWN_TAGS.map((tag) => [tag.toLowerCase(), tag]));
  const taken = keys.flatMap((key): Mistake[] => {
    const existing = known.get(key.toLowerCase());
    if (existing === undefined) {
      known.set(key.toLowerCase(), key);
      return [];
    }
    const allowed = `keys other than ${existing}, whatever the case`;
    return [{ path: ["tags", key], value: tags[key], allowed, fix: "rename the tag, or remove it" }];
  });
  if (keys.length <= MAX_TAGS) return taken;
  return [...taken, { path: ["tags"], value: `${keys.length} tags`, allowed: `${MAX_TAGS} tags`, fix: "remove some" }];
}
