import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { KEYWORDS, isKeyword } from "../../../plan/networkFirewall/suricata/keywords";
import { parseRules } from "../../../plan/networkFirewall/suricata/parse";
import { complaints, refusedLines, suricataOrSkip } from "./engine";
import { BAD, GOOD, VARIABLES } from "./forms";

/** What Suricata says of the rules that plan/networkFirewall/suricata/ is tested with. */
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

  it("know the same keywords", function () {
    const said = (argument: string) => spawnSync("suricata", [argument], { encoding: "utf8" }).stdout;
    // Another version may know more, or fewer.
    if (!said("-V").includes("version 7.0.10")) this.skip();
    const listed = said("--list-keywords=csv").split("\n").slice(1);
    const names = listed.map((line) => line.split(";", 1)[0] ?? "").filter((name) => name !== "");
    expect(names).to.have.length.above(250);
    expect(names.filter((name) => !isKeyword(name))).to.deep.equal([]);
    expect(unknownTo(KEYWORDS.suricata)).to.deep.equal([]);
    expect(unknownTo([...KEYWORDS.aws, "conten"])).to.deep.equal([...KEYWORDS.aws, "conten"]);
  });
});

/** Which keywords Suricata says that it does not know. Their values are wrong, so that it says something of most. */
function unknownTo(keywords: readonly string[]): string[] {
  const rules = keywords.map((keyword, index) => `alert ip any any -> any any (${keyword}:zz9; sid:${index + 1};)`);
  const group = { key: "own", priority: 1, capacity: 1, references: [], rules: rules.join("\n"), why: "" };
  return complaints([{ ...group, variables: { FRONT: ["10.0.0.0/8"] } }]).flatMap(
    (line) => /unknown rule keyword '([^']*)'/.exec(line)?.[1] ?? [],
  );
}
