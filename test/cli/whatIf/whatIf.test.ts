import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { COMMITMENTS, FIGURES } from "../../../analysis/failures/published/figures";
import { SYMPTOMS } from "../../../analysis/failures/recovery/symptoms";
import { pairTable, shortNames } from "../../../cli/whatIf/renderLosses";
import { type WhatIfView, whatIf } from "../../../cli/whatIf/whatIf";
import { run } from "../../support/command";
import { ROOT, recordStack } from "../../support/recording";
import { stateOf } from "../../support/state";

describe("what-if", () => {
  it("prints each loss and the verdict, in 100 columns", async () => {
    const { status, stdout, stderr } = await run("what-if", "prod", "--pairs");
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines.filter((line) => line.length > 100 || / $/.test(line))).to.deep.equal([]);
    expect(lines).to.include.members([
      "  zone=eu-west-1{a,b,c}                      2 of 3  all      2 of 3, 9     2 of 2  80 s = 20 + 60",
      "  nat=network-eu-west-1-nat-{a,b,c}          3 of 3  all      3 of 3, 9     2 of 3  –",
      "  region=eu-west-1                           0 of 3  nobody   0 of 3, 0       none  never",
      "  check=front-eu-west-1-ec2                  3 of 3  all      3 of 3, 9     3 of 3  see its note",
      "  Nobody notices, alone: check=dns-check-eu-west-1, check=dns-check-eu-west-1-{a,b,c},",
      "Survives    any one zone; not any one region",
      "Weakest     region=eu-west-1: tcp.example.com: nobody is served",
      "            Amazon EC2 Auto Scaling, eu-west-1 brings fleet-eu-west-1-asg back to 3 instances",
      "Bound       99.980001 %, 8.8 minutes a month: 100 % × 99.99 % × 99.99 %. No forecast: AWS's",
    ]);
    expect(stdout).to.match(/Pairs that are worse than either alone\n-+\n {2}none\n$/);
  });

  it("prints one loss as docs/failures.md shows it", async () => {
    const page = readFileSync(join(ROOT, "docs", "failures.md"), "utf8");
    const [, shown = ""] = /```text\n\$ npm run what-if -- dev --lose zone=eu-west-1a\n([\s\S]*?)```/.exec(page) ?? [];
    const { stdout } = await run("what-if", "dev", "--lose", "zone=eu-west-1a");
    const printed = stdout.split("\n");
    expect(shown.split("\n").length).to.be.above(10);
    expect(shown.split("\n").filter((line) => line !== "…" && !printed.includes(line))).to.deep.equal([]);
  });

  it("has for machines what is lost together, in any order of the command line", async () => {
    const [one, other] = [
      ["nat=network-eu-west-1-nat-a", "zone=eu-west-1b"],
      ["zone=eu-west-1b", "nat=network-eu-west-1-nat-a"],
    ].map(async (names) => run("what-if", "dev", "--json", ...names.flatMap((name) => ["--lose", name])));
    const outcomeOf = (text: string) => (JSON.parse(text) as WhatIfView).outcomes[0]?.outcome;
    const outcome = outcomeOf((await one)?.stdout ?? "{}");
    expect(outcome?.egress).to.deep.equal([
      { region: "eu-west-1", zone: "eu-west-1a", through: "network-eu-west-1-nat-a", works: false },
    ]);
    expect(outcomeOf((await other)?.stdout ?? "{}")).to.deep.equal(outcome);
  });

  it("says of an exported state what it says of the plan, and refuses that of another stack", async () => {
    const directory = mkdtempSync(join(tmpdir(), "ha-tcp-what-if-"));
    const path = join(directory, "stack.json");
    writeFileSync(path, JSON.stringify(stateOf(await recordStack("prod"))));
    const [planned, deployed, other] = [
      await run("what-if", "prod"),
      await run("what-if", "prod", "--state", path),
      await run("what-if", "dev", "--state", path),
    ];
    rmSync(directory, { recursive: true });
    expect(deployed).to.deep.equal(planned);
    expect([other.status, other.stdout]).to.deep.equal([1, ""]);
    expect(other.stderr).to.match(/prod/);
  });

  it("names everything that is not there to lose at once, with the nearest that is", async () => {
    const { status, stdout, stderr } = await run(
      "what-if",
      "dev",
      "--lose",
      "zone=eu-west-1d",
      "--lose",
      "nat",
      "--lose",
      "zone=eu-west-1a",
    );
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    expect(stderr).to.equal(
      [
        "What stack dev is to lose has 2 mistakes; nothing was done.",
        "",
        "  --lose",
        "    value    zone=eu-west-1d",
        "    allowed  zone=eu-west-1a, zone=eu-west-1b",
        "    fix      write zone=eu-west-1a",
        "",
        "  --lose",
        "    value    nat",
        "    allowed  nat=network-eu-west-1-nat-a",
        "    fix      write nat=network-eu-west-1-nat-a",
        "",
      ].join("\n"),
    );
  });

  it("tells how far it is with many pairs", async () => {
    const told: string[] = [];
    const { pairs = [], outcomes } = await whatIf(ROOT, "examples/failover.yaml", { pairs: true }, (text) =>
      told.push(text),
    );
    expect(told).to.deep.equal(["500 of 528 pairs"]);
    expect(outcomes).to.have.length(33);
    // Each region is the other's standby.
    expect(pairs.find(({ losses }) => losses.join() === "region=ap-south-1,region=eu-west-1")?.worse).to.deep.equal([
      "tcp.example.com leads nowhere",
    ]);
  });

  it("refuses --pairs beside --lose", async () => {
    const { status, stderr } = await run("what-if", "dev", "--pairs", "--lose", "zone=eu-west-1a");
    expect([status, stderr]).to.deep.equal([1, "--pairs tries every pair: leave out --lose.\n"]);
  });
});

describe("names of losses that do the same", () => {
  it("are one where the letter of a zone is all that differs", () => {
    const names = [
      ["zone=eu-west-1a", "zone=eu-west-1b", "zone=us-east-1a"],
      ["firewall=network-eu-west-1-inspection-a-endpoint", "firewall=network-eu-west-1-inspection-c-endpoint"],
      ["check=dns-check-eu-west-1", "check=dns-check-eu-west-1-a", "check=dns-check-eu-west-1-b"],
      ["dns=example.com", "dns=route53"],
    ];
    expect(names.map(shortNames)).to.deep.equal([
      ["zone=eu-west-1{a,b}", "zone=us-east-1a"],
      ["firewall=network-eu-west-1-inspection-{a,c}-endpoint"],
      ["check=dns-check-eu-west-1", "check=dns-check-eu-west-1-{a,b}"],
      ["dns=example.com", "dns=route53"],
    ]);
  });
});

describe("pairs that do the same", () => {
  it("share a row: any of some with any of others", () => {
    const pairs: [string, string, string][] = [
      ["zone=eu-west-1a", "registry=public.ecr.aws", "at most 3 come"],
      ["zone=eu-west-1a", "region=us-east-1", "at most 1 come"],
      ["zone=eu-west-1a", "check=front", "at most 1 come"],
      ["zone=eu-west-1b", "registry=public.ecr.aws", "at most 3 come"],
    ];
    expect(pairTable(pairs.map(([one, other, worse]) => ({ losses: [one, other], worse: [worse] })))).to.equal(
      [
        "  lost together                                       what neither does alone",
        "  zone=eu-west-1{a,b}                                 at most 3 come",
        "  and registry=public.ecr.aws",
        "  zone=eu-west-1a                                     at most 1 come",
        "  and region=us-east-1",
        "  or check=front",
      ].join("\n"),
    );
  });
});

describe("docs/failures.md", () => {
  const page = readFileSync(join(ROOT, "docs", "failures.md"), "utf8");

  it("has every published figure, and where it comes from", () => {
    for (const { seconds, source } of Object.values(FIGURES)) {
      expect(page).to.include(`(https://${source})`);
      expect(page).to.match(new RegExp(`${seconds} s +\\|`));
    }
    for (const { availability, source } of Object.values(COMMITMENTS)) {
      expect(page).to.include(`(https://${source.split(" ")[0] ?? ""})`);
      expect(page).to.match(new RegExp(`\\b${Number((100 * availability).toFixed(2))}(,[ 0-9.]+)? %`));
    }
  });

  it("names every kind of loss", () => {
    for (const kind of Object.keys(SYMPTOMS)) expect(page).to.include(`\`${kind}=`);
  });
});
