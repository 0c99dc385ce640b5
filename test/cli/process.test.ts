import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { run } from "../support/command";
import { ROOT } from "../support/recording";

/** Runs a command line of a shell, as a process of its own. */
function shell(line: string) {
  const env = { ...process.env, COLUMNS: "" };
  const { status, stdout, stderr } = spawnSync("sh", ["-c", line], { cwd: ROOT, encoding: "utf8", env });
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

  it("writes to stdout, and so to a pipe that may be closed, where the file is named -", async () => {
    const [picture, page] = [await run("draw", "dev", "-o", "-"), await run("report", "dev", "-o", "-", "--json")];
    expect([picture.stdout.slice(0, 4), picture.stderr, page.stdout.slice(0, 2)]).to.deep.equal(["<svg", "", "{\n"]);
  });

  it("ends by the signal that it gets, and says nothing", async () => {
    const child = spawn("node", ["cli/run.cjs", "plan", "dev"], { cwd: ROOT });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (said += data.toString()));
    await once(child, "spawn");
    child.kill("SIGINT");
    expect([await once(child, "close"), said]).to.deep.equal([[null, "SIGINT"], ""]);
  });

  it("says of a file, too, that the disk is full, and leaves nothing of it", async function () {
    if (!existsSync("/dev/full")) this.skip();
    const folder = mkdtempSync(join(tmpdir(), "ha-tcp-full-"));
    try {
      for (const [name, words] of [
        ["dev.svg", ["draw"]],
        ["dev.json", ["report", "--json"]],
      ] as const) {
        const path = join(folder, name);
        symlinkSync("/dev/full", path);
        const { status, stderr } = await run(words[0], "dev", ...words.slice(1), "-o", path);
        const isJson = words.length > 1;
        expect([status, stderr]).to.deep.equal([
          1,
          isJson ? "" : `${path} cannot be written: ENOSPC: no space left on device, write\n`,
        ]);
      }
      expect(readdirSync(folder)).to.have.length(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("says that the disk is full, without a trace", function () {
    // A device of Linux: elsewhere no disk can be had that is full.
    if (!existsSync("/dev/full")) this.skip();
    const { status, stderr } = shell("node cli/run.cjs --help > /dev/full");
    expect(status).to.equal(1);
    expect(stderr).to.match(/^The output cannot be written: ENOSPC[^\n]*\n$/);
  });
});
