import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { run } from "../../support/command";

describe("draw, of what changes or is lost", () => {
  const folder = mkdtempSync(join(tmpdir(), "ha-tcp-draw-"));
  const file = join(folder, "picture.mmd");

  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const [args, heading, words] of [
    [["--to", "ecs"], "Options: nlb → ecs", ["another target group, listener leads elsewhere", "<br>address kept"]],
    [
      ["--lose", "zone=eu-west-1a", "--lose", "dns=route53"],
      "Lost: the zone eu-west-1a; Route 53, for names on the internet",
      ["<br>lost: does not answer", "<br>silent: not answered", "less than before: 2 of 3 instances"],
    ],
  ] as const)
    it(`writes ${args.join(" ")} in words`, async () => {
      expect(await run("draw", "prod", ...args, "-o", file)).to.include({ status: 0, stderr: `wrote ${file}\n` });
      const text = readFileSync(file, "utf8");
      for (const each of [heading, ...words]) expect(text).to.include(each);
    });

  it("refuses what is none of a loss, each with its fix, and a switch with a loss", async () => {
    const { status, stdout, stderr } = await run("draw", "prod", "--lose", "zone=eu-west-1x", "--lose", "nat=none");
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    expect(stderr).to.include("What stack prod is to lose has 2 mistakes; nothing was done.");
    expect(stderr).to.include("    value    zone=eu-west-1x\n");
    expect(stderr).to.include("    fix      write zone=eu-west-1a\n");
    const both = await run("draw", "prod", "--to", "ecs", "--lose", "zone=eu-west-1a");
    expect(both.status).to.equal(1);
    expect(both.stderr).to.include("'--lose <what>' cannot be used with option '--to <what>'");
  });
});
