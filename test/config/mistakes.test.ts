import { expect } from "chai";
import fc from "fast-check";
import { type Mistake, type Path, formatMistakes, formatPath, pathsOverlap } from "../../config/mistakes";
import { closestWord } from "../../plan/closestWord";

describe("config/mistakes: a place in the stack file", () => {
  const table: [path: Path, text: string][] = [
    [["service"], "ha-tcp:service"],
    [["service", "port"], "ha-tcp:service.port"],
    [["options", 0], "ha-tcp:options[0]"],
    [["regions", "eu-west-1", "zones", 2], "ha-tcp:regions.eu-west-1.zones[2]"],
    [["instances", "scaling", "stepsOut", 10, "above"], "ha-tcp:instances.scaling.stepsOut[10].above"],
  ];
  for (const [path, text] of table)
    it(`is written ${text}`, () => {
      expect(formatPath("ha-tcp", path)).to.equal(text);
    });

  const relations: [one: Path, other: Path, related: boolean][] = [
    [["dns"], ["dns"], true],
    [["dns"], ["dns", "zone"], true],
    [["dns", "zone"], ["dns"], true],
    [["dns", "zone"], ["dns", "create"], false],
    [["options", 0], ["options", 1], false],
    [["service", "port"], ["service", "healthCheck", "port"], false],
  ];
  for (const [one, other, expected] of relations)
    it(`${one.join(".")} ${expected ? "is in or around" : "is beside"} ${other.join(".")}`, () => {
      expect(pathsOverlap(one, other)).to.equal(expected);
    });
});

describe("config/mistakes: the word that was meant", () => {
  const table: [word: string, known: string[], meant: string | undefined][] = [
    ["prot", ["path", "port"], "port"],
    ["NLB", ["ecs", "nlb"], "nlb"],
    ["flowlogs", ["s3Buckets", "flowLogs"], "flowLogs"],
    ["pt", ["port"], undefined],
    ["min", ["type", "max"], undefined],
    ["mxa", ["type", "max"], "max"],
    ["mix", ["type", "min"], "min"],
    ["abcde", ["abcxy"], "abcxy"],
    ["abcde", ["abvxy"], undefined],
    ["abcdefghi", ["abcdefxyz"], "abcdefxyz"],
    ["abcdefghi", ["abcdewxyz"], undefined],
    ["kubernetes", ["nlb", "ecs"], undefined],
    ["port", [], undefined],
  ];
  for (const [word, known, meant] of table)
    it(`by ${word}, of [${known.join(", ")}], is ${meant ?? "not known"}`, () => {
      expect(closestWord(word, known)).to.equal(meant);
    });
});

const mistake = (value: unknown, words: Partial<Mistake> = {}): Mistake => ({
  path: ["service", "port"],
  value,
  allowed: "a port",
  fix: "give one",
  ...words,
});

/** The line that shows a value, without its label. */
const shown = (value: unknown): string =>
  (
    formatMistakes("ha-tcp", "dev", [mistake(value)])
      .split("\n")
      .find((line) => line.startsWith("    value")) ?? ""
  ).slice(13);

describe("config/mistakes: the message", () => {
  it("has a block for each mistake, under a line that counts them", () => {
    const mistakes = [mistake(0), mistake(undefined, { path: ["options", 0], fix: `add ${"one ".repeat(30)}` })];
    expect(formatMistakes("ha-tcp", "dev", mistakes)).to.equal(
      [
        "The configuration of stack dev has 2 mistakes; nothing was done.",
        "",
        "  ha-tcp:service.port",
        "    value    0",
        "    allowed  a port",
        "    fix      give one",
        "",
        "  ha-tcp:options[0]",
        "    value    (missing)",
        "    allowed  a port",
        "    fix      add one one one one one one one one one one one one one one one one one one one one",
        "             one one one one one one one one one one",
      ].join("\n"),
    );
  });

  it("counts one mistake as one", () => {
    expect(formatMistakes("ha-tcp", "dev", [mistake(0)]).split("\n")[0]).to.equal(
      "The configuration of stack dev has 1 mistake; nothing was done.",
    );
  });

  const values: [value: unknown, text: string][] = [
    [undefined, "(missing)"],
    [null, "null"],
    [false, "false"],
    ["eu-west-1a", "eu-west-1a"],
    [["a", "b"], '["a","b"]'],
    [{ a: 1 }, '{"a":1}'],
    ["x".repeat(80), "x".repeat(80)],
    ["x".repeat(81), `${"x".repeat(79)}…`],
  ];
  for (const [value, text] of values)
    it(`shows ${value === undefined ? "a missing value" : JSON.stringify(value)} as ${text}`, () => {
      expect(shown(value)).to.equal(text);
    });

  const word = fc.stringMatching(/^[!-~]{1,30}$/);
  const words = fc.array(word, { minLength: 1, maxLength: 40 }).map((all) => all.join(" "));
  const anyMistake: fc.Arbitrary<Mistake> = fc.record({
    path: fc.tuple(fc.constantFrom("service", "regions"), fc.nat(99), fc.stringMatching(/^[a-z]{1,60}$/)),
    value: fc.oneof(words, fc.jsonValue(), fc.constant(undefined)),
    allowed: words,
    fix: words,
  });

  it("has no line of more than 100 columns, where no word is longer than a line", () => {
    fc.assert(
      fc.property(fc.array(anyMistake, { minLength: 1, maxLength: 3 }), (mistakes) => {
        const lines = formatMistakes("ha-tcp", "dev", mistakes).split("\n");
        expect(lines.filter((line) => line.length > 100)).to.deep.equal([]);
      }),
    );
  });

  it("loses no word of what is allowed and of what to do, and keeps their lines under their labels", () => {
    fc.assert(
      fc.property(anyMistake, (one) => {
        const text = formatMistakes("ha-tcp", "dev", [one]);
        const [, allowed = "", fix = ""] = /\n {4}allowed {2}([^]*)\n {4}fix {6}([^]*)$/.exec(text) ?? [];
        expect(allowed.replaceAll(/\n {13}/g, " ")).to.equal(one.allowed);
        expect(fix.replaceAll(/\n {13}/g, " ")).to.equal(one.fix);
      }),
    );
  });

  it("lets no value of many lines look like another mistake: each is under the first", () => {
    const text = formatMistakes("ha-tcp", "dev", [mistake("#!/bin/sh\n\n  ha-tcp:tags\n    value    1")]);
    const lines = text.split("\n").slice(3, -2);
    expect(lines.map((line) => line.slice(0, 13).trim())).to.deep.equal(["value", ...lines.slice(1).map(() => "")]);
  });
});
