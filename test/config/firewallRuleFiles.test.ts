import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readRuleFile } from "../../config/firewallRuleFiles";
import { parseRules } from "../../plan/networkFirewall/suricata/parse";

describe("config/firewallRuleFiles: the text of a file of rules", () => {
  it("is found from the project's folder, wherever the program is started", () => {
    const before = process.cwd();
    try {
      process.chdir(tmpdir());
      const text = readRuleFile("test/support/team.rules") ?? "";
      expect(parseRules(text).mistakes).to.deep.equal([]);
      expect(parseRules(text).rules.map(({ sid }) => sid)).to.deep.equal([501, 502]);
      expect(readRuleFile("./test/../test/support/team.rules")).to.equal(text);
    } finally {
      process.chdir(before);
    }
  });

  it("is looked for in the project's folder alone", () => {
    const folder = mkdtempSync(join(tmpdir(), "ha-tcp-"));
    try {
      const path = join(folder, "own.rules");
      writeFileSync(path, "# elsewhere\n");
      expect(readRuleFile(path)).to.equal(undefined);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const path of ["test/support/none.rules", "test/support", "/none.rules", ""])
    it(`is not there where nothing can be read: "${path}"`, () => {
      expect(readRuleFile(path)).to.equal(undefined);
    });
});
