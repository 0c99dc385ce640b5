import { expect } from "chai";
import { type Rule, keysOf, ruleText } from "../../../plan/monitoring/alarm";

const NAMES = { one: "one-1a2b", two: "two-3c4d", three: "three-5e6f" };

describe("plan/monitoring/alarm: the rule of a composite alarm", () => {
  const table: [rule: Rule, text: string, keys: string[]][] = [
    ["one", 'ALARM("one-1a2b")', ["one"]],
    [{ any: ["one"] }, 'ALARM("one-1a2b")', ["one"]],
    [{ any: ["one", "two"] }, '(ALARM("one-1a2b") OR ALARM("two-3c4d"))', ["one", "two"]],
    [
      { all: ["one", { any: ["two", "three"] }] },
      '(ALARM("one-1a2b") AND (ALARM("two-3c4d") OR ALARM("three-5e6f")))',
      ["one", "two", "three"],
    ],
  ];
  for (const [rule, text, keys] of table)
    it(text, () => {
      expect([ruleText(rule, NAMES), keysOf(rule)]).to.deep.equal([text, keys]);
    });

  it("names no alarm that is not there", () => {
    expect(() => ruleText({ any: ["one", "four"] }, NAMES)).to.throw(RangeError, "no alarm four among one, three, two");
  });
});
