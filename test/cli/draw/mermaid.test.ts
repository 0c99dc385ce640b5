import { expect } from "chai";
import { mermaidOf } from "../../../cli/draw/mermaid";
import { box, diagram, edge } from "../../support/diagrams";

describe("a diagram as Mermaid", () => {
  it("has areas as subgraphs, zones in their cells, and ways by their kinds", () => {
    const tier = box("tier", {
      title: "Instances",
      lines: ["fleet"],
      boxes: [box("cell", { title: "1 instance", column: "a" })],
    });
    const text = mermaidOf({
      ...diagram(
        [
          box("row", { title: "", boxes: [box("who", { title: "Clients" })] }),
          box("vpc", { title: "VPC", columns: [{ key: "a", title: "eu-west-1a" }], boxes: [tier] }),
          box("empty", { title: "Nothing inside", boxes: [] }),
        ],
        [
          edge("who", "cell", { label: "asks" }),
          edge("cell", "who", { kind: "egress" }),
          edge("who", "vpc", { kind: "name" }),
          edge("vpc", "empty", { kind: "serves" }),
        ],
      ),
      lines: ["Options: nlb"],
    });
    expect(text).to.equal(`---
title: "ha-tcp / test · Options: nlb"
---
flowchart TB
  b1["Clients"]
  subgraph b2 ["VPC"]
    subgraph b3 ["Instances<br>fleet"]
      b4["1 instance<br>eu-west-1a"]
    end
  end
  b5["Nothing inside"]
  b1 ==>|"asks"| b4
  b4 -.-> b1
  b1 --> b2
  b2 --- b5
`);
  });

  it("says marks in words, and draws their lines otherwise", () => {
    const text = mermaidOf(
      diagram(
        [
          box("a", { change: "comes" }),
          box("b", { change: "goes", remark: "address kept" }),
          box("c", { condition: "less", remark: "1 of 3 targets" }),
          box("d", { change: "comes" }),
        ],
        [edge("a", "b", { change: "changes", label: "50 %", remark: "before: 100 %" })],
      ),
    );
    expect(text.split("\n").slice(4, -1)).to.deep.equal([
      '  b0["a<br>comes"]',
      '  b1["b<br>goes: address kept"]',
      '  b2["c<br>less than before: 1 of 3 targets"]',
      '  b3["d<br>comes"]',
      '  b0 ==>|"50 #37;, changes in place: before: 100 #37;"| b1',
      "  classDef comes stroke:#1a7f37,stroke-width:3px",
      "  class b0,b3 comes",
      "  classDef goes stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4",
      "  class b1 goes",
      "  classDef less stroke:#9a6700,stroke-width:3px",
      "  class b2 less",
    ]);
  });

  for (const [text, label] of [
    [`a "quoted" <b> & #1;`, "a #34;quoted#34; #60;b#62; #38; #35;1;"],
    ["`code` *bold* _under_ {x} | y", "#96;code#96; #42;bold#42; #95;under#95; #123;x#125; #124; y"],
    ["1. no list", "1#46; no list"],
    ["- nor this", "#45; nor this"],
    ["10.20.0.0/16, eu-west-1a → the service's own", "10.20.0.0/16, eu-west-1a → the service's own"],
  ] as const)
    it(`writes ${text} so that Mermaid reads it`, () => {
      expect(mermaidOf(diagram([box("a", { title: text })]))).to.include(`b0["${label}"]`);
    });

  it("leaves out a way between an area and what is inside", () => {
    const area = box("area", { boxes: [box("cell")] });
    expect(mermaidOf(diagram([area], [edge("area", "cell"), edge("cell", "area")]))).not.to.include("==>");
  });
});
