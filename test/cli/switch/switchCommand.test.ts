import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { offers } from "../../../cli/plan/offers";
import { renderSwitch } from "../../../cli/switch/renderSwitch";
import type { SwitchView } from "../../../cli/switch/switch";
import { type Outcome, run as runCommand } from "../../support/command";
import { plannedSwitch } from "../../support/recording";

/** Runs the command as a process of its own. */
const run = (...args: string[]): Promise<Outcome> => runCommand("plan", ...args);

describe("node cli/run.cjs plan, with --to and --from", () => {
  let directory: string;
  let three: string;
  let two: string;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "ha-tcp-"));
    three = file("three.yaml", "[a, b, c]");
    two = file("two.yaml", "[a, b]");
  });

  after(() => {
    rmSync(directory, { recursive: true });
  });

  function file(name: string, zones: string): string {
    const path = join(directory, name);
    const region = ["  ha-tcp:regions:", "    eu-west-1:", "      cidr: 10.20.0.0/16", "      nat: single"];
    const rest = ["config:", "  ha-tcp:options: [nlb]", "  ha-tcp:service:", "    port: 5000", ...region];
    writeFileSync(path, [...rest, `      zones: ${zones}`].join("\n"));
    return path;
  }

  it("prints what a switch does, and ends well even where that is an outage", async () => {
    const { status, stdout, stderr } = await run("dev", "--to", "ecs");
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    const printed = [
      renderSwitch(await plannedSwitch({ stack: "dev", to: "ecs" })),
      offers({ stack: "dev", to: "ecs" }),
    ];
    expect(stdout).to.equal(`${printed.join("\n\n")}\n`);
  });

  it("--from is the other way round", async () => {
    const { status, stdout, stderr } = await run("dev", "--from", "ecs");
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(stdout.split("\n")[0]).to.equal("ha-tcp / dev: [ecs] → [nlb]");
  });

  it("ends with 2 where an address would be lost without leave, and with 0 where it may be", async () => {
    const [without, leave] = await Promise.all([
      run(three, "--to", two),
      run(three, "--to", two, "--allow-loss", "eu-west-1c"),
    ]);
    expect([without, leave].map(({ status, stderr }) => ({ status, stderr }))).to.deep.equal([
      { status: 2, stderr: "" },
      { status: 0, stderr: "" },
    ]);
    const row = "\n  eu-west-1  c     clients  addresses-eu-west-1-c         serving  LOST\n";
    for (const { stdout } of [without, leave]) expect(stdout).to.include(row);
    const verdict = ({ stdout }: Outcome) => stdout.split("\n")[3];
    expect([without, leave].map(verdict)).to.deep.equal([
      "Verdict   refused",
      "Verdict   outage: new connections fail for a time",
    ]);
  });

  it("ends with 2 with --json too, and with --from", async () => {
    const { status, stdout } = await run(two, "--from", three, "--json");
    expect(status).to.equal(2);
    const { losses } = JSON.parse(stdout) as SwitchView;
    expect(losses.map(({ name, lost }) => ({ name, lost }))).to.deep.equal([
      { name: "addresses-eu-west-1-c", lost: true },
    ]);
  });

  it("--json is the whole view", async () => {
    const { status, stdout, stderr } = await run("dev", "--to", "nlb,ecs", "--json");
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    const document = JSON.parse(stdout) as SwitchView;
    expect(Object.keys(document).sort()).to.deep.equal([
      ...[
        "addresses",
        "byHand",
        "changes",
        "from",
        "hidden",
        "interruption",
        "interruptions",
        "keys",
        "losses",
        "project",
      ],
      ...["refusals", "stack", "steps", "to", "unheld", "verdict"],
    ]);
    const view = await plannedSwitch({ stack: "dev", to: "nlb,ecs" });
    expect(document).to.deep.equal(JSON.parse(JSON.stringify(view)));
  });

  const mistakes: [string, () => string[], RegExp][] = [
    [
      "an address of no name",
      () => [three, "--to", two, "--allow-loss", "eu-west-1d"],
      /^--allow-loss eu-west-1d: no address of the stack has this name\. Those that would be lost:\seu-west-1c\.\n$/,
    ],
    ["two stacks", () => ["dev", "prod", "--to", "ecs"], /^--to and --from compare with one stack\.\n$/],
    [
      "both directions",
      () => ["dev", "--to", "ecs", "--from", "nlb"],
      /^error: option '--to <what>' cannot be used with/,
    ],
    [
      "leave without a comparison",
      () => ["dev", "--allow-loss", "eu-west-1a"],
      /^--allow-loss needs --to or --from\.\n$/,
    ],
    [
      "a key that the other file has twice",
      () => ["dev", "--to", file("twice.yaml", "[a, b]\n  ha-tcp:options: [nlb]")],
      /^The configuration of stack dev has 1 mistake; nothing was done\.\s+ha-tcp:options {2}at \S*twice\.yaml:10:3\s/,
    ],
  ];
  for (const [what, args, message] of mistakes)
    it(`refuses ${what}`, async () => {
      const { status, stdout, stderr } = await run(...args());
      expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
      expect(stderr)
        .to.match(message)
        .and.not.match(/^ {4}at /m);
    });
});
