import { expect } from "chai";
import * as fc from "fast-check";
import { type Part, escaped, fenced, folded, markdownTable, withinLength } from "../../../cli/markdown/markdown";

describe("markdown", () => {
  it("leaves no markup in text, mentions nobody and refers to nothing", () => {
    expect(escaped("a_b *c* `d` [e](f) <g> h|i @j #1 ~k~ \\ & l\n  m")).to.equal(
      "a\\_b \\*c\\* \\`d\\` \\[e\\](f) &#60;g&#62; h\\|i &#64;j &#35;1 \\~k\\~ \\\\ &#38; l m",
    );
  });

  it("draws a table with a line for each row, whatever the cells hold", () => {
    expect(markdownTable(["one", "two"], [["a|b", "c\nd"]])).to.equal("| one | two |\n| --- | --- |\n| a\\|b | c d |");
  });

  it("fences text with more backticks than it has", () => {
    expect(fenced("plain")).to.equal("```text\nplain\n```");
    expect(fenced("a ```` b", "yaml")).to.equal("`````yaml\na ```` b\n`````");
  });

  it("folds a part with blank lines around it, so that it is read as Markdown", () => {
    expect(folded("All <of> it", "body")).to.equal(
      "<details><summary>All &#60;of&#62; it</summary>\n\nbody\n\n</details>",
    );
  });
});

describe("withinLength", () => {
  const parts: Part[] = [
    { text: "head" },
    { text: "n".repeat(40), name: "notices", expendable: 1 },
    { text: "p".repeat(30), name: "short plan", expendable: 3 },
    { text: "P".repeat(60), name: "long plan", expendable: 3 },
    { text: "tail" },
  ];

  it("gives all in order where there is room", () => {
    expect(withinLength(parts, 1000, "Elsewhere.")).to.equal(parts.map(({ text }) => text).join("\n\n"));
  });

  it("leaves out what can be spared most, the longest first, and says so", () => {
    expect(withinLength(parts, 145, "See there.")).to.equal(
      `head\n\n${"n".repeat(40)}\n\n${"p".repeat(30)}\n\ntail\n\nLeft out, as there is no room here: long plan. See there.`,
    );
    expect(withinLength(parts, 130, "See there.")).to.equal(
      `head\n\n${"n".repeat(40)}\n\ntail\n\nLeft out, as there is no room here: short plan; long plan. See there.`,
    );
  });

  it("is never longer than allowed, and refuses where what must be there is", () => {
    expect(() => withinLength(parts, 8, "")).to.throw(RangeError);
    const part = fc.record({
      text: fc.string({ maxLength: 300 }),
      name: fc.string({ minLength: 1, maxLength: 10 }),
      expendable: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.integer({ min: 200, max: 2000 }), (spare, most) => {
        expect(withinLength([{ text: "head" }, ...spare], most, "There.").length).to.be.at.most(most);
      }),
    );
  });
});
