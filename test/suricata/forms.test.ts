import { expect } from "chai";
import { parseRules } from "../../plan/suricata";
import { refusedLines, suricataOrSkip } from "./engine";
import { BAD, GOOD, VARIABLES } from "./forms";

/** What Suricata says of the rules that plan/suricata.ts is tested with. */
describe("Suricata and the parser of its rules", () => {
  before(function () {
    suricataOrSkip(this);
  });

  it("take the same rules", () => {
    expect(parseRules(GOOD.join("\n")).mistakes).to.deep.equal([]);
    expect(refusedLines(GOOD, VARIABLES)).to.deep.equal([]);
  });

  it("refuse the same rules, but for those that AWS alone refuses", () => {
    const mistaken = BAD.filter(({ suricataTakesIt }) => suricataTakesIt !== true).map(({ rule }) => rule);
    const refused = refusedLines(mistaken, VARIABLES);
    expect(mistaken.filter((_, index) => !refused.includes(index + 1))).to.deep.equal([]);
  });
});
