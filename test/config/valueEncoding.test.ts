import { expect } from "chai";
import { decodeValue, encodeValue } from "../../config/valueEncoding";

describe("config/valueEncoding: how values travel", () => {
  const table: [value: unknown, text: string][] = [
    ["plain", "plain"],
    [5000, "5000"],
    [true, "true"],
    [["a", "b"], '["a","b"]'],
    [{ port: 5000 }, '{"port":5000}'],
  ];
  for (const [value, text] of table)
    it(`${text}, there and back`, () => {
      expect(encodeValue(value)).to.equal(text);
      expect(decodeValue(text)).to.deep.equal(value);
    });
});
