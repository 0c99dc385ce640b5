import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { MATRIX_NEEDS, type MatrixColumn } from "../../analysis/advice/matrix";
import { matrix, matrixMarkdown, matrixNotes, matrixText } from "../../cli/matrix";
import { OPTION_NAMES } from "../../plan/options";
import { LOAD_NAMES } from "../../plan/traffic";
import { ROOT } from "../support/recording";

const pageAt = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");

/** A table without what a formatter does to it. */
const cells = (markdown: string): string[][] =>
  markdown
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim().replace(/^-+$/, "---")));

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
    expect(planned).to.deep.equal(all.map(({ options }) => `planning ${options.join(",")}`));
  });

  const held = (page: string, name: string): string =>
    new RegExp(`<!-- matrix: ${name} -->([\\s\\S]*?)<!-- end of matrix -->`).exec(page)?.[1] ?? "";

  it("is in the README as the program has it today: else npm run matrix -- --markdown prints it", () => {
    expect(cells(held(pageAt("README.md"), "alone"))).to.deep.equal(cells(matrixMarkdown(groups[0]!, all)));
  });

  it("is in docs/choosing.md, too, of options together, with what the sums lack", () => {
    const page = pageAt("docs", "choosing.md");
    expect(cells(held(page, "together"))).to.deep.equal(cells(matrixMarkdown(groups[1]!, all)));
    for (const note of matrixNotes(all)) expect(page).to.include(note);
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
