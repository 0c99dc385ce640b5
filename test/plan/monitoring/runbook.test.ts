import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { RUNBOOK, type RunbookEntry, describe as described, runbookPage } from "../../../plan/monitoring/runbook";

describe("plan/monitoring/runbook", () => {
  it("is the page in docs, and has a heading of its own for each entry", () => {
    const page = readFileSync(join(__dirname, "../../../docs/runbook.md"), "utf8");
    expect(page).to.equal(runbookPage());
    const headings = page.split("\n").filter((line) => line.startsWith("## "));
    expect(new Set(headings).size).to.equal(Object.keys(RUNBOOK).length);
  });

  it("gives each alarm a description that CloudWatch takes, and that leads to its heading", () => {
    const page = runbookPage();
    for (const entry of Object.keys(RUNBOOK) as RunbookEntry[]) {
      const text = described(entry, "x".repeat(100), "https://wiki.example.com/runbook");
      expect(text.length, entry).to.be.at.most(1024);
      const anchor = text.split("#").at(-1) ?? "";
      expect(page.toLowerCase()).to.include(`\n## ${anchor.replace(/-/g, " ")}\n`);
    }
  });
});
