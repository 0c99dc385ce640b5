import { expect } from "chai";
import { fromText, toText } from "../../config/text";

describe("config/text: how values travel", () => {
  const table: [value: unknown, text: string][] = [
    ["plain", "plain"],
    [5000, "5000"],
    [true, "true"],
    [["a", "b"], '["a","b"]'],
    [{ port: 5000 }, '{"port":5000}'],
  ];
  for (const [value, text] of table)
    it(`${text}, there and back`, () => {
      expect(toText(value)).to.equal(text);
      expect(fromText(text)).to.deep.equal(value);
    });
});
