import { expect } from "chai";
import { z } from "zod";
import { serviceStackSchema } from "../../config/schema";
import { consumerStackSchema } from "../../config/sections/consumerStack";
import { NUMBER_ALONE, ONE_OF_THESE } from "../../config/form/valueFixes";

/** Words that say nothing by themselves. */
const EMPTY = new Set(
  "choose give name copy one these words value between with the a an of it in to and or such as from that at is".split(
    " ",
  ),
);

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\w./-]+/g) ?? [];

/** Completed by what is wrong with a value. */
const COMPLETED: readonly string[] = [NUMBER_ALONE, ONE_OF_THESE];

/** Fixes that only say in other words what is allowed. One that says what to write does not. */
function repeating(node: unknown): string[] {
  if (node === null || typeof node !== "object") return [];
  const { allowed, fix } = node as { allowed?: unknown; fix?: unknown };
  const inside = Object.values(node).flatMap(repeating);
  if (typeof allowed !== "string" || typeof fix !== "string") return inside;
  if (COMPLETED.includes(fix) || fix.startsWith("write ")) return inside;
  const said = new Set(wordsOf(allowed));
  return wordsOf(fix).every((word) => EMPTY.has(word) || said.has(word)) ? [`${allowed}: ${fix}`, ...inside] : inside;
}

describe("config: what to do about a mistake", () => {
  for (const [what, schema] of Object.entries({ service: serviceStackSchema, consumer: consumerStackSchema }))
    it(`is more than what is allowed in other words, in the file of a ${what}, and names no file of this program`, () => {
      const words = z.toJSONSchema(schema, { io: "input" });
      expect(repeating(words)).to.deep.equal([]);
      expect(JSON.stringify(words)).not.to.match(/plan\/\w+\.ts|config\/\w+\.ts/);
    });
});
