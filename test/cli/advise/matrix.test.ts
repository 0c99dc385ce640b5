import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { MATRIX_NEEDS, type MatrixColumn, matrixRows } from "../../../analysis/advice/matrix";
import { matrix, matrixText } from "../../../cli/advise/matrix";
import { MATRIX_PAGES, matrixMarkdown, withMatrix } from "../../../cli/advise/matrixPages";
import { OPTION_NAMES } from "../../../plan/options";
import { LOAD_NAMES } from "../../../plan/traffic";
import { ROOT } from "../../support/recording";

const pageAt = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");

describe("the decision matrix", () => {
  let groups: MatrixColumn[][];
  let all: MatrixColumn[];
  const planned: string[] = [];
  const column = (...options: string[]): MatrixColumn =>
    all.find((each) => each.options.join() === options.join()) ?? expect.fail(options.join());

  before(async () => {
    groups = await matrix(ROOT, (line) => planned.push(line));
    all = groups.flat();
  });

  it("has each option alone, and says what it plans", () => {
    expect(groups[0]?.map(({ options }) => options)).to.deep.equal(OPTION_NAMES.map((name) => [name]));
    expect(planned).to.deep.equal(
      all.map(({ options }, index) => `planning ${index + 1} of ${all.length}: ${options.join(",")}`),
    );
  });

  for (const { file, part, text } of MATRIX_PAGES)
    it(`is in ${file} as the program has it today: else npm run matrix -- --write`, () => {
      const page = pageAt(file);
      expect(withMatrix(page, part, text(groups))).to.equal(page);
    });

  it("is printed as a page has it, and goes into no page without a place for it", () => {
    expect(matrixMarkdown(groups).startsWith(MATRIX_PAGES[0].text(groups))).to.equal(true);
    expect(matrixMarkdown(groups).endsWith(MATRIX_PAGES[1].text(groups))).to.equal(true);
    expect(() => withMatrix("# A page", "alone", "")).to.throw("The page has no place for the matrix");
  });

  it("has something in every cell", () => {
    const empty = matrixRows(all, all).flatMap(({ requirement, cells }) =>
      cells.flatMap((cell, index) => (cell === "" ? [`${requirement} of ${all[index]?.options.join() ?? ""}`] : [])),
    );
    expect(empty).to.deep.equal([]);
  });

  it("fits in 100 columns", () => {
    expect(
      matrixText(groups)
        .split("\n")
        .filter((line) => line.length > 100 && !line.startsWith("  aws.amazon.com/")),
    ).to.deep.equal([]);
  });

  it("counts what people and AWS do", () => {
    expect(column("privateLink").setUp).to.deep.equal({
      resources: column("privateLink").setUp.resources,
      accounts: 2,
      steps: [
        "ask for a higher quota: us-east-1 needs 6 Elastic IPs",
        "create the stack: pulumi stack init and pulumi up",
        "have account 111122223333 connect its endpoint: a stack of kind consumer",
        "accept the endpoint of account 111122223333",
      ],
    });
    expect(column("nlb", "globalAccelerator").setUp.steps.at(-1)).to.equal(
      "have 5 new addresses put on the clients' allow lists",
    );
  });

  it("tells who is inspected, and by which hops connections come", () => {
    expect(all.map(({ options, security }) => [options.join(), security.inspected])).to.deep.equal([
      ["nlb", [{ from: "internet", by: "nothing" }]],
      ["ecs", [{ from: "internet", by: "nothing" }]],
      ["networkFirewall", [{ from: "internet", by: "firewall" }]],
      ["globalAccelerator", [{ from: "internet", by: "nothing" }]],
      ["privateLink", [{ from: "consumers", by: "nothing" }]],
      ["nlb,ecs", [{ from: "internet", by: "nothing" }]],
      ["nlb,globalAccelerator", [{ from: "internet", by: "nothing" }]],
      [
        "nlb,privateLink",
        [
          { from: "internet", by: "nothing" },
          { from: "consumers", by: "nothing" },
        ],
      ],
      ["ecs,networkFirewall", [{ from: "internet", by: "firewall" }]],
    ]);
    expect(column("networkFirewall").ways.map(({ hops }) => hops)).to.deep.equal([
      ["igw", "firewall", "NLB", "target"],
    ]);
    expect(column("nlb", "globalAccelerator").ways.map(({ hops }) => hops)).to.deep.equal([
      ["accelerator", "NLB", "target"],
      ["igw", "NLB", "target"],
    ]);
  });

  it("bears out where docs/choosing.md differs from the comparison that it names", () => {
    const small = (...options: string[]) => column(...options).cost.small.total;
    expect(small("globalAccelerator") / small("nlb")).to.be.within(0.9, 1.2);
    expect(small("privateLink") / small("nlb")).to.be.within(0.9, 1.1);
    expect(small("networkFirewall")).to.be.above(3 * small("nlb"));
    expect(column("privateLink").cost.large.total).to.be.below(0.75 * column("nlb").cost.large.total);
    const resources = (name: string) => column(name).setUp.resources;
    expect(resources("globalAccelerator") - resources("nlb")).to.be.within(0, 10);
    expect(resources("privateLink")).to.equal(resources("nlb"));
    for (const { cost } of all)
      expect(LOAD_NAMES.map((load) => cost[load].fixed)).to.deep.equal(Array(3).fill(cost.small.fixed));
    for (const { security } of all) expect(security.atRest.encrypted).to.equal(security.atRest.stores);
    expect(MATRIX_NEEDS.zones).to.equal(3);
  });
});
