import { z } from "zod";
import { field } from "../fields";

/** Tags as AWS takes them. */
export const tagMap = z.record(
  field(z.string().regex(/^(?![aA][wW][sS]:)[\p{L}\p{N} _.:/=+\-@]{1,128}$/u), {
    description: "A tag key.",
    allowed: "1 to 128 letters, digits, spaces and _ . : / = + - @, not beginning with aws:",
    fix: "rename the tag",
    examples: ["Team"],
  }),
  field(z.string().regex(/^[\p{L}\p{N} _.:/=+\-@]{0,256}$/u), {
    description: "A tag value.",
    allowed: "up to 256 letters, digits, spaces and _ . : / = + - @",
    fix: "quote it, so that it stays a text",
    examples: ["tcp"],
  }),
);

/** Of either kind of stack. */
export const tagsSection = tagMap
  .default({})
  .describe(
    "Tags of every resource that can have tags, beside Project, Stack and ManagedBy. A change is made in place, and renews instances one by " +
      "one, as their launch template has them.",
  );
