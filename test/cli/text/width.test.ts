import { expect } from "chai";
import { WIDTH, setPageWidth, widthFor } from "../../../cli/text/pageWidth";
import { columnWidths, divided } from "../../../cli/text/columnWidths";
import { command, definitions, table, titled, wrapped } from "../../../cli/text/table";
import { type Outcome, run } from "../../support/command";

const COMMANDS: readonly string[][] = [
  ["plan", "prod", "examples/consumer.yaml"],
  ["plan", "examples/existing-vpc.yaml", "examples/two-regions.yaml"],
  ["plan", "dev", "--to", "ecs"],
  ["cost", "prod"],
  ["cost", "dev", "--to", "ecs"],
  ["what-if", "prod"],
  ["--help"],
  ["plan", "--help"],
  ["advise", "--help"],
];

/** What is to be copied stays in one piece: a word alone, a command's flag with its value, a line of a stack file. */
const isWhole = (line: string): boolean =>
  /^\s*\S+$/.test(line) || /^ +-{1,2}\S+ \S+( \\)?$/.test(line) || /^ {2,}[\w:-]+:( \S+)?$/.test(line);

describe("cli: the width of a page", () => {
  afterEach(() => {
    setPageWidth(WIDTH);
  });

  const cases: [terminal: number | undefined, said: string | undefined, width: number][] = [
    [undefined, undefined, 100],
    [0, undefined, 100],
    [140, undefined, 140],
    [80, undefined, 80],
    [40, undefined, 60],
    [140, "80", 80],
    [undefined, "120", 120],
    [140, "wide", 140],
    [140, "0", 140],
    [undefined, "20", 60],
  ];
  for (const [terminal, said, width] of cases)
    it(`is ${width} at a terminal of ${terminal}, COLUMNS ${said}`, () => {
      expect(widthFor(terminal, { COLUMNS: said })).to.equal(width);
    });

  for (const width of [60, 80, 140])
    for (const words of COMMANDS)
      it(`${words.join(" ")} has no line longer than ${width}, and loses no word`, async () => {
        const usual = await usualOf(words);
        setPageWidth(width);
        const { stdout } = await run(...words);
        expect(stdout.split("\n").filter((line) => line.length > width && !isWhole(line))).to.deep.equal([]);
        if (!words.includes("--help")) expect(lettersOf(stdout)).to.deep.equal(lettersOf(usual.stdout));
      });
});

const usualOutcomes = new Map<string, Promise<Outcome>>();

/** On a page of the usual width. */
function usualOf(words: readonly string[]): Promise<Outcome> {
  const known = usualOutcomes.get(words.join(" ")) ?? run(...words);
  usualOutcomes.set(words.join(" "), known);
  return known;
}

/** How often each letter and digit stands there: words are divided, and titles stand again, but none gets lost. */
function lettersOf(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const letter of text.replace(/[-=\s\\;]/g, "").toLowerCase()) counts[letter] = (counts[letter] ?? 0) + 1;
  return counts;
}

describe("cli/columnWidths", () => {
  const column = (lines: string[], more: object = {}) => ({ lines, ...more });

  it("has the widest give way, down to its longest word", () => {
    const columns = [column(["eu-west-1a"]), column(["a text of several words"])];
    expect(columnWidths(columns, 40)).to.deep.equal([10, 23]);
    expect(columnWidths(columns, 20)).to.deep.equal([10, 10]);
  });

  it("divides words only where they cannot stay whole, behind a hyphen or a dot if it can", () => {
    const columns = [column(["eu-west-1a"]), column(["network-eu-west-1-nat-a"])];
    expect(columnWidths(columns, 20)).to.deep.equal([10, 10]);
    expect(columnWidths([column(["eu-west-1a x"]), column(["several"])], 17)).to.deep.equal([10, 7]);
    expect(divided("network-eu-west-1-nat-a", 13)).to.deep.equal(["network-eu-", "west-1-nat-a"]);
    expect(divided("abcdefgh.ij", 4)).to.deep.equal(["abcd", "efgh", ".ij"]);
  });

  it("gives what is left to what fills, also more than it needs", () => {
    expect(columnWidths([column(["a"], { width: 7 }), column(["b c"], { fills: true })], 50)).to.deep.equal([7, 43]);
  });
});

describe("cli/table on a narrow page", () => {
  beforeEach(() => {
    setPageWidth(60);
  });
  afterEach(() => {
    setPageWidth(WIDTH);
  });

  it("underlines what has room, and wraps titles and texts", () => {
    const title = `${"word ".repeat(13)}end`;
    expect(titled(title, "=").split("\n")).to.deep.equal([
      "word word word word word word word word word word word word",
      "word end",
      "=".repeat(60),
    ]);
    expect(definitions([["Service", "word ".repeat(12).trim()]]).split("\n")).to.deep.equal([
      `Service   ${"word ".repeat(10).trim()}`,
      `${" ".repeat(10)}word word`,
    ]);
    expect(table([{ title: "" }], [[`tab\there ${"x".repeat(60)}`]]).split("\n")).to.deep.equal([
      "  tab here",
      `  ${"x".repeat(58)}`,
      "  xx",
    ]);
  });

  it("reckons with what is printed in place of a control character", () => {
    const lines = table([{ title: "" }], [["\u001b".repeat(12)]]).split("\n");
    expect(lines.map(({ length }) => length)).to.deep.equal([60, 16]);
    expect(lines.join("").replaceAll(" ", "")).to.equal(String.raw`\u001b`.repeat(12));
  });

  it("wraps anew what was wrapped under its label for a wider page", () => {
    const [one, more] = ["a ".repeat(38).trim(), "b ".repeat(3).trim()];
    expect(wrapped(`  path\n    allowed  ${one}\n             ${more}\n    fix      end`)).to.equal(
      [
        "  path",
        `    allowed  ${"a ".repeat(24).trim()}`,
        `             ${"a ".repeat(14)}${more}`,
        "    fix      end",
      ].join("\n"),
    );
  });

  it("has commands go on as a shell takes them", () => {
    expect(command("npm run plan -- prod --to examples/nlb-ecs.yaml --allow-loss eu-west-1c", 2)).to.equal(
      "  npm run plan -- prod --to examples/nlb-ecs.yaml \\\n    --allow-loss eu-west-1c",
    );
    expect(command("npm run plan -- prod")).to.equal("npm run plan -- prod");
  });
});
