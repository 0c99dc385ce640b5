import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { missing } from "../missing";

const ROOT = join(__dirname, "../../..");
const actionlint = (cwd: string) => spawnSync("actionlint", ["-no-color"], { cwd, encoding: "utf8" });

describe("actionlint", () => {
  before(function () {
    if (actionlint(ROOT).error) {
      missing("actionlint");
      this.skip();
    }
  });

  it("finds nothing wrong with the workflows", () => {
    const { status, stdout, stderr } = actionlint(ROOT);
    expect({ status, stdout, stderr }).to.deep.equal({ status: 0, stdout: "", stderr: "" });
  });

  it("refuses a workflow with an input that its action does not have", () => {
    const directory = mkdtempSync(join(tmpdir(), "ha-tcp-"));
    mkdirSync(join(directory, ".github/workflows"), { recursive: true });
    mkdirSync(join(directory, ".git"));
    const steps = "[{ uses: actions/checkout@v4, with: { fetch-dept: 0 } }]";
    const text = `on: push\njobs: { one: { runs-on: ubuntu-24.04, steps: ${steps} } }\n`;
    writeFileSync(join(directory, ".github/workflows/wrong.yaml"), text);
    const { status, stdout } = actionlint(directory);
    rmSync(directory, { recursive: true });
    expect(status).to.equal(1);
    expect(stdout).to.include('input "fetch-dept" is not defined');
  });
});
