import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { type AdviceView, advise, chosenSet, writeStackFile } from "../../../cli/advise/advise";
import { renderAdvice } from "../../../cli/advise/renderAdvice";
import { parseNeeds } from "../../../config/needs";
import { NEEDS_KEYS } from "../../../config/needsSchema";
import type { Needs } from "../../../plan/needs";
import { optionSets, setName } from "../../../plan/optionSets";
import { type Outcome, run } from "../../support/command";
import { editorAccepts } from "../../support/mistakes";
import { ROOT } from "../../support/recording";

/** What two sets alone meet. */
const FEW = { regions: ["us-east-1"], inspection: true, containers: "none" };
const FLAGS = ["--regions", "us-east-1", "--inspection", "--containers", "none"];

const needsOf = (raw: Record<string, unknown>): Needs => (parseNeeds(raw) as { needs: Needs }).needs;
const names = (sets: AdviceView["ranked"] | AdviceView["excluded"]): string[] =>
  sets.map(({ options }) => setName(options));

let ran: Promise<{ outcome: Outcome; view: AdviceView }> | undefined;

/** The command, run once for all that looks at it. */
async function runOnce(): Promise<{ outcome: Outcome; view: AdviceView }> {
  ran ??= run("advise", ...FLAGS, "--json").then((outcome) => ({
    outcome,
    view: JSON.parse(outcome.stdout) as AdviceView,
  }));
  return ran;
}

describe("npm run advise", () => {
  let outcome: Outcome;
  let view: AdviceView;

  before(async () => {
    ({ outcome, view } = await runOnce());
  });

  it("ranks what meets the needs, says how far it is, and leaves no set out without a word", () => {
    expect(outcome.status).to.equal(0);
    expect(outcome.stderr).to.match(/^(planning \d of 2: .* …\n)?$/);
    expect(names(view.ranked)).to.deep.equal(["networkFirewall", "networkFirewall,privateLink"]);
    expect(view.excluded).to.have.length(optionSets().length - 2);
    expect(view.excluded.find(({ options }) => setName(options) === "nlb")?.reasons).to.deep.equal([
      { by: "inspection", text: "what comes from the internet passes no firewall" },
    ]);
  });

  it("takes every fact from the plan of the stack file that it shows", () => {
    const [first] = view.ranked;
    expect(first?.survives).to.equal("zone");
    expect(first?.recovery).to.deep.equal({
      loss: "zone=us-east-1a",
      seconds: 80,
      sum: "targets fail 2 checks, one each 10 s 20 s + an answer with a load balancer's addresses is kept 60 s",
    });
    expect(first?.addresses).to.deep.equal([
      { purpose: "public", inUse: 3, parked: 0 },
      { purpose: "egress", inUse: 3, parked: 0 },
    ]);
    expect(first?.setUp.steps).to.deep.equal([
      "ask for a higher quota: us-east-1 needs 6 Elastic IPs",
      "create the stack: pulumi stack init and pulumi up",
      "have 3 new addresses put on the clients' allow lists",
    ]);
    expect(first?.lacks.slice(0, 4)).to.deep.equal([
      "no private way in for consumers in other VPCs",
      "the public load balancer has no IPv6 addresses",
      "no ECS tasks",
      "the loss of a region ends the service",
    ]);
    const { config } = parse(first?.stackFile ?? "") as { config: Record<string, unknown> };
    expect(config).to.deep.equal({
      "ha-tcp:options": ["networkFirewall"],
      "ha-tcp:service": { port: 5000 },
      "ha-tcp:regions": { "us-east-1": { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" } },
      "ha-tcp:traffic": { load: "small" },
      "ha-tcp:production": true,
      "ha-tcp:protect": true,
    });
    expect(editorAccepts(parse(first?.stackFile ?? ""))).to.equal(true);
    const [, second] = view.ranked;
    expect(second?.cost.usage).to.be.closeTo(first?.cost.usage ?? 0, 0.001);
    expect(second?.stackFile).to.include("ha-tcp:traffic:\n    load: small\n    frontDoors: { public: 1 }\n");
  });

  it("checks as often as AWS lets where the usual is too slow, and says where that is too slow, too", async () => {
    const within = async (recoverySeconds: number) =>
      advise(ROOT, needsOf({ ...FEW, recoverySeconds }), () => undefined);
    const { ranked } = await within(75);
    expect(ranked.map(({ checking, recovery }) => [checking, recovery.seconds])).to.deep.equal([
      ["quick", 70],
      ["quick", 70],
    ]);
    expect(ranked[0]?.why).to.include("checks as often as AWS lets keep the recovery in time");
    expect(ranked[0]?.stackFile).to.include("healthCheck: { intervalSeconds: 5 }");
    const none = await within(60);
    expect(none.ranked).to.deep.equal([]);
    expect(
      none.excluded.filter(({ reasons }) => reasons[0]?.by === "recoverySeconds").map(({ reasons }) => reasons),
    ).to.deep.equal(
      Array(2).fill([
        {
          by: "recoverySeconds",
          text:
            "after zone=us-east-1a clients wait 70 s (targets fail 2 checks, one each 5 s 10 s + an answer with a load balancer's addresses is " +
            "kept 60 s), by the quickest checks that AWS has",
        },
      ]),
    );
    expect(renderAdvice(none)).to.include("Sets of options that meet them\n------------------------------\n  none");
  });

  it("prints it within 100 columns, with the stack file of the first set or of another", () => {
    const text = renderAdvice(view);
    expect(text.split("\n").filter((line) => line.length > 100 || / $/.test(line))).to.deep.equal([]);
    expect(text).to.include(
      `Stack file of networkFirewall\n-----------------------------\n${view.ranked[0]?.stackFile.trimEnd()}`,
    );
    const other = renderAdvice(view, chosenSet(view, "privateLink,networkFirewall"));
    expect(other).to.include("Stack file of networkFirewall,privateLink\n");
  });

  it("prints once what is true of all, and of many sets the first five and the one that is asked for", () => {
    const [first, second] = view.ranked;
    const text = renderAdvice(view);
    const [, all = "", ofFirst = ""] =
      /\nAll of them\n-+\n([\s\S]*?)\n\n1\. networkFirewall\n-+\n([\s\S]*?)\n\n2\. /.exec(text) ?? [];
    expect(all).to.include(
      "lacks      the public load balancer has no IPv6 addresses; no ECS tasks; the loss of a region",
    );
    expect(all).not.to.include("consumers");
    expect(ofFirst.split("\n").at(-1)).to.equal("  lacks      no private way in for consumers in other VPCs");
    const ranked = [...Array.from({ length: 7 }, () => ({ ...first })), second] as AdviceView["ranked"];
    const many = { ...view, ranked };
    const titles = (printed: string) => [...printed.matchAll(/^(\d)\. networkFirewall/gm)].map(([, place]) => place);
    expect(titles(renderAdvice(many))).to.deep.equal(["1", "2", "3", "4", "5"]);
    expect(titles(renderAdvice(many, second))).to.deep.equal(["1", "2", "3", "4", "5", "8"]);
    expect(renderAdvice(many)).to.include("In detail are the first 5: --json has all, and --set shows another.");
    expect(text).not.to.include("In detail");
  });

  it("tells by --help what each need is, which words it takes, and what it is where nothing is said", async () => {
    const { status, stdout } = await run("advise", "--help");
    const words = stdout.replace(/\s+/g, " ");
    expect(status).to.equal(0);
    expect(words).to.include("--zones [value] How many zones of each region. Default: 3.");
    expect(words)
      .to.include("One of none, perRegion, sameEverywhere.")
      .and.to.include("Such as 111122223333=10.60.0.0/23.");
    expect(words).to.include(
      "What each region carries: small, medium, large, or the section traffic of a stack file. Default: small.",
    );
  });

  it("ends with 1 where nothing meets the needs", async () => {
    const { status, stdout } = await run("advise", ...FLAGS, "--budget-usd", "100");
    expect(status).to.equal(1);
    expect(stdout).to.match(/budgetUsd +it costs \d+\.\d\d USD a month, \d+\.\d\d USD too much/);
  });

  it("says of IPv6 and a VPC that exists what the program itself would", async () => {
    const { excluded } = await advise(ROOT, needsOf({ ...FEW, ipv6: true }), () => undefined);
    expect(excluded.find(({ options }) => setName(options) === "networkFirewall")?.reasons).to.deep.equal([
      {
        by: "program",
        text:
          "at service.ipv6 is allowed: false, with option networkFirewall, which inspects IPv4 alone: clients by IPv6 would go round it " +
          "(remove it, or take networkFirewall out of the options)",
      },
    ]);
  });
});

describe("docs/choosing.md", () => {
  it("has needs that can be", () => {
    const page = readFileSync(join(ROOT, "docs", "choosing.md"), "utf8");
    const [, block = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    const { mistakes } = parseNeeds(parse(block) as Record<string, unknown>);
    expect(mistakes).to.equal(undefined);
  });

  it("tells how every need is written that is a list or a mapping", () => {
    const page = readFileSync(join(ROOT, "docs", "choosing.md"), "utf8");
    const needs = needsOf({ regions: ["eu-west-1"] });
    const forms = NEEDS_KEYS.filter((key) => typeof needs[key] === "object");
    expect(forms).to.include.members(["allowList", "existingVpcs", "privateConsumers", "regions"]);
    expect(forms.filter((key) => !new RegExp(`^${key}:|\`${key}\``, "m").test(page))).to.deep.equal([]);
  });
});

describe("npm run advise: its files and mistakes", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "advise-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("reads needs from a file, before which a flag goes", async () => {
    const path = join(folder, "needs.yaml");
    writeFileSync(path, "regions: [us-east-1]\ninspection: false\ncontainers: none\n");
    const { stdout } = await run("advise", "--needs", path, "--inspection", "--json");
    expect((JSON.parse(stdout) as AdviceView).needs).to.include({ inspection: true, containers: "none", port: 5000 });
  });

  it("writes the stack file of a new stack once, and no other", async () => {
    const { view } = await runOnce();
    const chosen = chosenSet(view);
    expect(writeStackFile(folder, "new", chosen)).to.equal(
      "wrote Pulumi.new.yaml: networkFirewall; npm run plan -- new prints its plan",
    );
    expect(readFileSync(join(folder, "Pulumi.new.yaml"), "utf8")).to.equal(chosen.stackFile);
    expect(() => writeStackFile(folder, "new", chosen)).to.throw(
      "Pulumi.new.yaml exists, and is left as it is: choose another name.",
    );
    for (const name of ["a/b", "", "-x", "..", "a b", "x".repeat(101)])
      expect(() => writeStackFile(folder, name, chosen)).to.throw(`"${name}" is no name of a stack`);
    expect(readdirSync(folder)).to.deep.equal(["Pulumi.new.yaml"]);
    expect(() => chosenSet(view, "nlb")).to.throw(
      "nlb does not meet the needs: what comes from the internet passes no firewall.",
    );
    expect(() => chosenSet(view, "nbl")).to.throw(
      "nbl is no set of options. Those that meet the needs: networkFirewall  networkFirewall,privateLink",
    );
  });

  for (const [what, args, message] of [
    ["an unknown flag", ["--regoins", "x"], /unknown option '--regoins'\n\(Did you mean --regions\?\)/],
    ["no need at all, away from a terminal", [], /^The needs have 1 mistake; nothing was done\.\n\n {2}regions\n/],
    ["to ask away from a terminal", ["--ask"], /^--ask needs a terminal\./],
    ["a file that is not there", ["--needs", "none.yaml"], /none\.yaml cannot be read: there is no such file\./],
    ["a stack that is there", [...FLAGS, "--write", "dev"], /^Pulumi\.dev\.yaml exists/],
    ["broken YAML", ["--regions", "[a"], /^regions cannot be read as YAML: /],
    [
      "wrong values, all at once",
      ["--regions", "eu-wst-1", "--budget-usd=-3", "--traffic", "gbOutPerMonth=-1"],
      /3 mistakes[\s\S]*write eu-west-1[\s\S]*budgetUsd[\s\S]*traffic\.gbOutPerMonth/,
    ],
  ] as const)
    it(`refuses ${what}`, async () => {
      const { status, stdout, stderr } = await run("advise", ...args);
      expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
      expect(stderr).to.match(message);
      expect(stderr).not.to.match(/\n {4}at /);
    });
});
