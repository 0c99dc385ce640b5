import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { diagramOf } from "../../../analysis/picture";
import { planStack } from "../../../cli/plan/plan";
import { renderMarkdown } from "../../../cli/markdown/renderMarkdown";
import { renderPlan } from "../../../cli/plan/renderPlan";
import { type Outcome, run } from "../../support/command";

const ROOT = join(__dirname, "../../..");

describe("plan --markdown", () => {
  let directory: string;

  /** A folder of the project as it was: its stack files, some of them changed. */
  function before(changes: Readonly<Record<string, (text: string) => string>> = {}): string {
    const folder = mkdtempSync(join(directory, "before-"));
    for (const name of ["Pulumi.dev.yaml", "Pulumi.prod.yaml"]) cpSync(join(ROOT, name), join(folder, name));
    for (const [name, change] of Object.entries(changes)) {
      const path = join(folder, name);
      writeFileSync(path, change(readFileSync(path, "utf8")));
    }
    return folder;
  }

  const plan = (...args: string[]): Promise<Outcome> => run("plan", ...args, "--markdown");
  const headings = ({ stdout }: Outcome) => stdout.split("\n").filter((line) => line.startsWith("## "));

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "ha-tcp-"));
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it("begins with the mark by which the comment is found again, and tells progress apart from it", async () => {
    const outcome = await plan("dev", "prod");
    expect(outcome.stdout.split("\n")[0]).to.equal("<!-- ha-tcp plan -->");
    expect(outcome.status).to.equal(0);
    expect(outcome.stderr).to.match(/^(planning (dev|prod) …\n)?$/);
    expect(headings(outcome)).to.deep.equal(["## dev", "## prod"]);
  });

  it("gives the addresses, the findings and the whole plan of a stack that says what it said before", async () => {
    const { stdout } = await plan("prod", "--before", before());
    const { view } = await planStack(ROOT, "prod");
    expect(stdout).to.include(
      `The stack file says what it said before: \\[nlb\\], ${view.summary.resources} resources.`,
    );
    expect(stdout).to.include("| eu-west-1 | a | clients | assigned at first up | front-eu-west-1 | protected |");
    for (const { text, fix } of view.findings) expect(stdout).to.include(`${text}\n  Fix: ${fix}`);
    expect(stdout).to.include(`\`\`\`text\n${renderPlan(view)}\n\`\`\``);
    expect(stdout).not.to.include("What changes");
  });

  it("gives verdict, addresses, who notices, the updates and the changes where a stack was another", async () => {
    const older = before({ "Pulumi.prod.yaml": (text) => text.replace("options: [nlb]", "options: [ecs]") });
    const outcome = await plan("dev", "prod", "--before", older);
    expect(outcome.status).to.equal(0);
    const [dev, prod = ""] = outcome.stdout.split("\n## ").slice(1);
    expect(dev).to.include("says what it said before");
    expect(prod).to.include("**outage: new connections fail for a time**\n\nOptions: \\[ecs\\] → \\[nlb\\].");
    expect(prod).to.include("| eu-west-1 | c | clients | addresses-eu-west-1-c | serving | serving |");
    expect(prod).to.include("- **outage** 100 % of the new connections to front-eu-west-1:");
    expect(prod).to.include("<details><summary>Instead, in 3 updates</summary>");
    expect(prod).to.include("   ```yaml\n   options: [ nlb, ecs ]\n   weights: { instances: 0, tasks: 100 }\n   ```");
    expect(prod).to.include(
      '<details><summary>Picture</summary>\n\n```mermaid\n---\ntitle: "ha-tcp / prod · Options: ecs → nlb · ',
    );
    expect(prod).to.include("in place: another target group, listener leads elsewhere");
    expect(prod).to.match(/<summary>What changes<\/summary>\n\n```text\n {2}update {3}Listener/);
  });

  it("ends with 2 where an address would be lost, and with 0 where it may be", async () => {
    const more = before({ "Pulumi.dev.yaml": (text) => text.replace("zones: [a, b]", "zones: [a, b, c]") });
    const outcome = await plan("dev", "--before", more);
    expect(outcome.status).to.equal(2);
    expect(outcome.stdout).to.include("| eu-west-1 | c | clients | addresses-eu-west-1-c | serving | LOST |");
    expect(await plan("dev", "--before", more, "--allow-loss", "eu-west-1c")).to.include({ status: 0 });
  });

  it("gives the commands of what is done by hand", async () => {
    const more = before({ "Pulumi.dev.yaml": (text) => text.replace("zones: [a, b]", "zones: [a, b, c]") });
    const { stdout } = await plan("dev", "--before", more);
    expect(stdout).to.match(/<summary>By hand<\/summary>\n\n- .*\n\n {2}```sh\n(?: {2}.*\n)* {2}aws elbv2 set-subnets/);
  });

  it("says of a new stack that it is one", async () => {
    const older = before();
    rmSync(join(older, "Pulumi.dev.yaml"));
    expect((await plan("dev", "--before", older)).stdout).to.match(
      /## dev\n\nA new stack: \\\[nlb\\\], \d+ resources\./,
    );
  });

  it("compares a file in a folder of the project with the one at the same place", async () => {
    const older = before();
    cpSync(join(ROOT, "examples"), join(older, "examples"), { recursive: true });
    const { stdout } = await plan("examples/tls.yaml", "--before", older);
    expect(stdout).to.include("## tls (examples/tls.yaml)\n\nThe stack file says what it said before");
  });

  it("tells what is wrong with a stack that cannot be planned beside the others, and ends with 1", async () => {
    const path = join(directory, "wrong.yaml");
    writeFileSync(path, "config:\n  ha-tcp:options: [nlbb]\n");
    const outcome = await plan(path, "dev");
    expect(outcome.status).to.equal(1);
    expect(headings(outcome)).to.deep.equal([`## ${path.replace(/_/g, "\\_")}: cannot be planned`, "## dev"]);
    expect(outcome.stdout).to.include("    fix      write nlb\n");
  });

  it("refuses what it does not go with", async () => {
    const refused = await Promise.all([
      plan("dev", "--to", "ecs"),
      run("plan", "dev", "--before", directory),
      plan("dev", "--before", join(directory, "nowhere")),
      plan("dev", "--before", "Pulumi.yaml"),
    ]);
    expect(refused.map(({ status, stderr }) => [status, stderr])).to.deep.equal([
      [1, "--markdown compares with the stack files of a folder: give --before instead of --to or --from.\n"],
      [1, "--before needs --markdown.\n"],
      [1, `There is no folder ${join(directory, "nowhere")} to compare with.\n`],
      [1, "There is no folder Pulumi.yaml to compare with.\n"],
    ]);
  });

  it("stays within a comment of GitHub however many stacks there are, and names what it leaves out", async () => {
    const { graph, view } = await planStack(ROOT, "prod");
    const picture = diagramOf(graph);
    const stacks = Array.from({ length: 20 }, (_, index) => ({ stack: `prod${index}`, plan: view, picture }));
    const { text } = renderMarkdown(stacks);
    expect(text.length).to.be.at.most(65_000);
    expect(text.match(/^## /gm)).to.have.length(20);
    expect(text).to.match(
      /Left out, as there is no room here: the whole plan of prod0; .*`npm run plan -- prod0 .*` prints/,
    );
  });
});
