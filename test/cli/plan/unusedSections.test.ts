import { expect } from "chai";
import { unusedSections, unusedTexts } from "../../../cli/plan/unusedSections";
import type { Option } from "../../../plan/options";

const ALL = { service: {}, instances: {}, ecs: {}, networkFirewall: {}, privateLink: {}, globalAccelerator: {} };

describe("cli/unusedSections: of a file that has all", () => {
  const table: [options: Option[], unused: string[]][] = [
    [["nlb"], ["ecs", "networkFirewall", "privateLink", "globalAccelerator"]],
    [["ecs"], ["instances", "networkFirewall", "privateLink", "globalAccelerator"]],
    [
      ["nlb", "ecs", "networkFirewall"],
      ["privateLink", "globalAccelerator"],
    ],
    [
      ["privateLink", "globalAccelerator"],
      ["ecs", "networkFirewall"],
    ],
  ];
  for (const [options, unused] of table)
    it(`[${options.join(", ")}] leave ${unused.join(", ")}`, () => {
      expect(unusedSections(ALL, options)).to.deep.equal(unused);
      expect(unusedSections({ service: {} }, options)).to.deep.equal([]);
    });

  it("those that do nothing are one line, and one that still makes something says what", () => {
    expect(unusedTexts([])).to.deep.equal([]);
    expect(unusedTexts(["ecs", "globalAccelerator", "privateLink"])).to.deep.equal([
      "ecs, privateLink: in the stack file, and no chosen option uses it",
      "globalAccelerator: without its option it only keeps its two addresses, at a price by the hour",
    ]);
  });
});
