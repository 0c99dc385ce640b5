import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";

const SCRIPT = ".github/changed-stacks.sh";

describe(SCRIPT, () => {
  let directory: string;

  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: directory,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();

  function commit(...files: string[]): void {
    for (const file of files) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), String(Math.random()));
    }
    git("add", "--all");
    git("commit", "--quiet", "--message", "change");
  }

  /** The stacks that a change of some files concerns, in a project with stacks dev and prod. */
  function stacksOf(...files: string[]): string[] {
    const base = git("rev-parse", "HEAD");
    commit(...files);
    const out = execFileSync(join(directory, SCRIPT), [base], { cwd: directory, encoding: "utf8" });
    return out.split("\n").filter((line) => line !== "");
  }

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "ha-tcp-"));
    git("init", "--quiet");
    mkdirSync(join(directory, ".github"));
    cpSync(join(__dirname, "../..", SCRIPT), join(directory, SCRIPT));
    commit("Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml", "index.ts", "README.md");
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it("names the stacks whose files are touched, and those that come", () => {
    expect(stacksOf("Pulumi.prod.yaml", "docs/dns.md")).to.deep.equal(["prod"]);
    expect(stacksOf("Pulumi.new.yaml")).to.deep.equal(["new"]);
  });

  it("names all where the program is touched", () => {
    for (const file of ["components/nlb/nlbEip.ts", "Pulumi.yaml", "package-lock.json", "plan/regions.ts"])
      expect(stacksOf(file), file).to.deep.equal(["dev", "prod"]);
  });

  it("names none for what no stack is made from", () => {
    expect(stacksOf("README.md", "docs/x.md", "test/a.test.ts", "examples/nlb.yaml", ".github/x.yaml")).to.deep.equal(
      [],
    );
  });

  it("counts from where the change began, not from where main is by now", () => {
    const main = git("rev-parse", "--abbrev-ref", "HEAD");
    git("switch", "--quiet", "--create", "change");
    commit("Pulumi.dev.yaml");
    git("switch", "--quiet", main);
    commit("index.ts");
    const base = git("rev-parse", "HEAD");
    git("switch", "--quiet", "change");
    expect(execFileSync(join(directory, SCRIPT), [base], { cwd: directory, encoding: "utf8" })).to.equal("dev\n");
  });
});
