import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { anchorOf } from "../../cli/configPage/cells";
import { configPage } from "../../cli/configPage/page";
import { EXAMPLES, PARTS } from "../../cli/configPage/sections";
import { REFERENCE_FILE } from "../../cli/schema";
import { configPlaces } from "../../config/editor/walk";
import { stackFileSchema } from "../../config/jsonSchema";
import { SERVICE_SECTIONS } from "../../config/schema";
import { CONSUMER_SECTIONS } from "../../config/sections/consumerStack";
import { ROOT } from "../support/recording";

const PAGE = configPage(ROOT);

describe("docs/config.md", () => {
  it("is what npm run schema writes today", () => {
    expect(readFileSync(join(ROOT, REFERENCE_FILE), "utf8")).to.equal(PAGE);
  });

  it("has every section once, the most important first", () => {
    const told = PARTS.flatMap(({ sections }) => sections);
    const all = Object.keys({ ...SERVICE_SECTIONS, ...CONSUMER_SECTIONS }).map((key) => `ha-tcp:${key}`);
    expect([...told].sort()).to.deep.equal(all.sort());
    expect(told.slice(0, 3)).to.deep.equal(["ha-tcp:options", "ha-tcp:service", "ha-tcp:regions"]);
  });

  it("names every key, each with its words", () => {
    const rows = PAGE.split("\n").filter((line) => line.startsWith("| <a id="));
    const keys = new Set(rows.map((row) => /`([^`]*)`/.exec(row)?.[1]));
    if (/^\*\*`kind: /m.test(PAGE)) keys.add("kind");
    const missing = configPlaces(stackFileSchema())
      .map(({ steps }) => steps.at(-1))
      .filter((step) => step?.into === "key" && step.key !== "secure" && !step.key?.startsWith("ha-tcp:"))
      .filter((step) => !keys.has(step?.key));
    expect(missing.map((step) => step?.key)).to.deep.equal([]);
    expect(rows.filter((row) => row.split(/(?<!\\)\|/).length !== 6)).to.deep.equal([]);
    expect(rows.filter((row) => row.includes("| |"))).to.deep.equal([]);
  });

  it("has no two headings alike, of which a link would find the first alone", () => {
    const anchors = [...PAGE.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => anchorOf(title));
    expect(anchors.filter((anchor, at) => anchors.indexOf(anchor) !== at)).to.deep.equal([]);
  });

  it("shows of a section what a stack file has", () => {
    const blocks = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
      ([, text = ""]) => parse(text) as { config: object },
    );
    const shown = blocks.flatMap(({ config }) => Object.entries(config));
    expect(shown.map(([key]) => key).sort()).to.deep.equal(Object.keys(EXAMPLES).sort());
    for (const [key, value] of shown) {
      const file = parse(readFileSync(join(ROOT, EXAMPLES[key] ?? ""), "utf8")) as { config: Record<string, unknown> };
      expect(value, key).to.deep.equal(file.config[key]);
    }
  });
});
