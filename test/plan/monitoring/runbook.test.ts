import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { RUNBOOK, type RunbookEntry, describe as described, runbookPage } from "../../../plan/monitoring/runbook";

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  anyOf?: Schema[];
}

/** Whether a stack file can have a key there. */
function has(schema: Schema | undefined, [key, ...rest]: string[]): boolean {
  if (schema === undefined || typeof schema !== "object") return false;
  if (key === undefined) return true;
  const { properties, additionalProperties, anyOf = [] } = schema;
  return has(properties?.[key] ?? additionalProperties, rest) || anyOf.some((each) => has(each, [key, ...rest]));
}

describe("plan/monitoring/runbook", () => {
  it("names only what a stack file can have", () => {
    const file = JSON.parse(readFileSync(join(__dirname, "../../../config/stack.schema.json"), "utf8")) as Schema;
    const sections = file.properties?.["config"]?.properties ?? {};
    const words = Object.keys(sections).map((name) => name.replace("ha-tcp:", ""));
    const keys = runbookPage().match(new RegExp(`\\b(firewall|${words.join("|")})(\\.[A-Za-z*]+)+`, "g")) ?? [];
    const named = keys.filter((key) => !key.endsWith(".md"));
    expect(named).to.include.members(["regions.*.firewall.bypassZones", "ecs.hosts.max"]);
    const unknown = named.filter((key) => {
      const [section, ...rest] = key.split(".");
      return !has(sections[`ha-tcp:${section}`], rest);
    });
    expect(unknown).to.deep.equal([]);
  });

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
