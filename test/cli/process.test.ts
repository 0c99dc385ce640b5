import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect } from "chai";
import { run } from "../support/command";
import { ROOT } from "../support/recording";

/** Runs a command line of a shell, as a process of its own. */
function shell(line: string) {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", line], { cwd: ROOT, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("A process of cli/run.cjs", () => {
  it("prints what the command does, without colours even where they are asked for", async () => {
    const expected = await run("plan", "dev");
    expect(shell("FORCE_COLOR=1 node cli/run.cjs plan dev")).to.deep.equal(expected);
  });

  it("ends with 1 and a message where the command is wrong", () => {
    const { status, stdout, stderr } = shell("node cli/run.cjs paln");
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    expect(stderr).to.match(/^error: unknown command 'paln'\n/);
  });

  it("ends quietly where its reader stops early", () => {
    expect(shell("node cli/run.cjs plan dev dev --json | head -c 6")).to.deep.equal({
      status: 0,
      stdout: "[\n  {\n",
      stderr: "",
    });
  });

  it("says that the disk is full, without a trace", function () {
    // A device of Linux: elsewhere no disk can be had that is full.
    if (!existsSync("/dev/full")) this.skip();
    const { status, stderr } = shell("node cli/run.cjs --help > /dev/full");
    expect(status).to.equal(1);
    expect(stderr).to.match(/^The output cannot be written: ENOSPC[^\n]*\n$/);
  });
});
