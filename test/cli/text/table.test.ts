import { expect } from "chai";
import fc from "fast-check";
import { WIDTH } from "../../../cli/text/pageWidth";
import { table } from "../../../cli/text/table";

const text = (...lines: string[]): string => lines.join("\n");

describe("cli/table", () => {
  it("aligns columns to the widest cell, two blanks apart, indented by two", () => {
    const columns = [{ title: "zone" }, { title: "for" }, { title: "address" }];
    const rows = [
      ["eu-west-1a", "clients", "one"],
      ["b", "egress", "another"],
    ];
    expect(table(columns, rows)).to.equal(
      text(
        "  zone        for      address",
        "  eu-west-1a  clients  one",
        "  b           egress   another",
        //
      ),
    );
  });

  it("aligns numbers and titles to the right where asked, and to the left otherwise", () => {
    const columns = [
      { title: "kind" },
      { title: "count", align: "right" },
      { title: "share", align: "right" },
    ] as const;
    const rows = [
      ["Subnet", 6, "100 %"],
      ["Eip", 1234567, "5 %"],
    ];
    expect(table(columns, rows)).to.equal(
      text(
        "  kind      count  share",
        "  Subnet        6  100 %",
        "  Eip     1234567    5 %",
        //
      ),
    );
  });

  it("has no line of titles where all are empty", () => {
    expect(table([{ title: "" }, { title: "" }], [["a", "b"]])).to.equal("  a  b");
    expect(table([{ title: "" }, { title: "t" }], [["a", "b"]])).to.equal(text("     t", "  a  b"));
  });

  it("has the titles alone where there are no rows", () => {
    expect(table([{ title: "one" }, { title: "other" }], [])).to.equal("  one  other");
  });

  it("cuts blanks at the ends of lines, those of empty cells too", () => {
    const rows = [
      ["one", ""],
      ["other", "x"],
    ];
    expect(table([{ title: "a" }, { title: "b" }], rows)).to.equal(text("  a      b", "  one", "  other  x"));
  });

  it("wraps words within the width of their column, under themselves", () => {
    const columns = [{ title: "what", width: 7 }, { title: "why", width: 12 }, { title: "end" }];
    expect(table(columns, [["note", "the one and the other thing", "x"]])).to.equal(
      text(
        "  what     why           end",
        "  note     the one and   x",
        "           the other",
        "           thing",
        //
      ),
    );
  });

  it("has a width even where its cells are narrower", () => {
    expect(table([{ title: "a", width: 6 }, { title: "b" }], [["1", "2"]])).to.equal(
      text("  a       b", "  1       2"),
    );
  });

  it("keeps the lines of a cell that has several, in their column", () => {
    const rows = [
      ["a", "one\nother", "x"],
      ["b", "third", "y"],
    ];
    expect(table([{ title: "z" }, { title: "routes" }, { title: "e" }], rows)).to.equal(
      text(
        "  z  routes  e",
        "  a  one     x",
        "     other",
        "  b  third   y",
        //
      ),
    );
  });

  it("is plain text: neither lines nor colours", () => {
    expect(table([{ title: "a" }, { title: "b" }], [["1", "2"]])).to.match(/^[ \nab12]+$/);
  });

  it("loses no word, passes no width and leaves no blank at an end, whatever the text", () => {
    const word = fc.stringMatching(/^[a-z0-9.:/-]{1,20}$/);
    const cell = fc.array(word, { minLength: 1, maxLength: 30 });
    const [first, second] = [
      { title: "", width: 20 },
      { title: "", width: WIDTH - 24 },
    ] as const;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 }), (rows) => {
        const lines = table(
          [first, second],
          rows.map((row) => row.map((words) => words.join(" "))),
        ).split("\n");
        expect(
          lines.filter((line) => line.length > WIDTH || line.endsWith(" ") || !line.startsWith("  ")),
        ).to.deep.equal([]);
        const column = (from: number, to?: number) => lines.flatMap((line) => line.slice(from, to).match(/\S+/g) ?? []);
        expect(column(2, 22)).to.deep.equal(rows.flatMap(([words]) => words));
        expect(column(22)).to.deep.equal(rows.flatMap(([, words]) => words));
      }),
    );
  });

  it("leaves a word as it is that is just as long as its column", () => {
    const rows = [["abcdefghij klm"], ["x"]];
    const lines = ["  abcdefghij", "  klm", "  x"];
    expect(table([{ title: "", width: 10 }], rows)).to.equal(text(...lines));
  });

  it("loses nothing of a word that is longer than its column", () => {
    const lines = table([{ title: "", width: 10 }], [["abcdefghijklmnop"]]);
    expect(lines.replace(/\s/g, "")).to.equal("abcdefghijklmnop");
  });

  it("loses nothing of a cell that is indented", () => {
    expect(table([{ title: "", width: 10 }], [["  ab: cdefgh ij"]])).to.equal(text("    ab:", "  cdefgh ij"));
  });
});
