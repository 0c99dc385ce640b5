import { z } from "zod";
import { flag, keyArns } from "../../fields";

/** Whose keys encrypt what the stack stores. */
export const keysSection = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("created"),
      use: flag(
        "Whether the keys encrypt what is new. With false they stay for what they have encrypted: say so before you take keys out, for as long as that " +
          "is to be read.",
      ).default(true),
    })
    .describe("A key made here in each region that the stack stores anything in."),
  z
    .strictObject({
      kind: z.literal("existing"),
      arns: keyArns().describe("A key for each region that the stack stores anything in, by the region's name."),
    })
    .describe("Keys that exist, whose policies must let AWS's services use them (docs/guard.md)."),
]);
