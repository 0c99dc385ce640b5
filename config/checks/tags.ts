import type { Mistake } from "../mistakes";
import { AWS_KEY, type AwsConfig } from "../sections/aws";

/** Tags that the program sets itself. IAM takes two keys that differ in case for one. */
export const OWN_TAGS = ["Project", "Stack", "ManagedBy", "Name", "Tier"];

/** AWS takes 50 tags; the program's own are among them. */
const MAX_TAGS = 50 - OWN_TAGS.length;

interface Tagged {
  tags: Record<string, string>;
  [AWS_KEY]?: AwsConfig | undefined;
}

/** Of either kind of stack. */
export function tagKeys({ tags, [AWS_KEY]: aws }: Tagged): Mistake[] {
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
  const ofProvider = Object.keys(aws?.defaultTags?.tags ?? {}).filter((key) => !OWN_TAGS.includes(key));
  const count = new Set([...keys, ...ofProvider]).size;
  if (count <= MAX_TAGS) return taken;
  const value = ofProvider.length > 0 ? `${count} tags, with those of aws:defaultTags` : `${count} tags`;
  return [...taken, { path: ["tags"], value, allowed: `${MAX_TAGS} tags`, fix: "remove some" }];
}
