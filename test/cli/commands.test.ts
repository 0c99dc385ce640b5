import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { plan } from "../../cli/plan/plan";
import type { PlanView } from "../../cli/plan/planView";
import type { Graph, ResourceNode } from "../../graph";
import { type Outcome, run } from "../support/command";
import { ROOT, find, recordStack } from "../support/recording";

/** The rows of one table of a plan, by cell. */
function rows(text: string, section: string): string[][] {
  const body = text.split("\n\n").find((each) => each.startsWith(`${section}\n---`)) ?? "";
  return body
    .split("\n")
    .slice(3)
    .map((line) => line.trim().split(/ {2,}/));
}

describe("node cli/run.cjs plan dev prod", () => {
  let outcome: Outcome;
  let plans: string[];

  before(async () => {
    outcome = await run("plan", "dev", "prod");
    plans = outcome.stdout.split("\n\n\n");
  });

  it("succeeds, and has nothing to complain of", () => {
    expect({ status: outcome.status, stderr: outcome.stderr }).to.deep.equal({ status: 0, stderr: "" });
  });

  it("has a plan of each stack, in the order of the command line", () => {
    expect(plans.map((text) => text.split("\n")[0])).to.deep.equal(["ha-tcp / dev", "ha-tcp / prod"]);
    expect(outcome.stdout).to.match(/[^\n]\n$/);
  });

  it("fits in 100 columns, without trailing blanks or escapes", () => {
    const lines = outcome.stdout.split("\n");
    expect(lines.filter((line) => line.length > 100 || / $/.test(line))).to.deep.equal([]);
    // oxlint-disable-next-line no-control-regex -- escapes are what it looks for
    expect(outcome.stdout).not.to.match(/[\u001b\u009b\t\r]/);
  });

  it("has every address, and what it leads to", () => {
    const row = (kept: string) => (zone: string, purpose: string, target: string) => [
      ...["eu-west-1", zone, purpose, "assigned at first up", target, kept],
    ];
    const [dev, prod] = [row("no"), row("protected")];
    expect(plans.map((text) => rows(text, "Addresses"))).to.deep.equal([
      [
        dev("a", "clients", "front-eu-west-1"),
        dev("b", "clients", "front-eu-west-1"),
        dev("a", "egress", "network-eu-west-1-nat-a"),
      ],
      [
        ...["a", "b", "c"].map((zone) => prod(zone, "clients", "front-eu-west-1")),
        ...["a", "b", "c"].map((zone) => prod(zone, "egress", `network-eu-west-1-nat-${zone}`)),
      ],
    ]);
  });

  it("has the findings, warnings first", () => {
    const severities = plans.map((text) => text.split("Findings\n--------\n")[1]?.match(/^ {2}(warning|note)\b/gm));
    expect(severities).to.deep.equal([
      ["  warning", "  note", "  note", "  note", "  note"],
      ["  warning", "  warning"],
    ]);
  });
});

describe("node cli/run.cjs plan prod --json", () => {
  let outcome: Outcome;
  let document: PlanView & { graph: Graph };
  let recorded: Graph;

  before(async () => {
    outcome = await run("plan", "prod", "--json");
    document = JSON.parse(outcome.stdout) as typeof document;
    recorded = await recordStack("prod");
  });

  it("succeeds, and has nothing to complain of", () => {
    expect({ status: outcome.status, stderr: outcome.stderr }).to.deep.equal({ status: 0, stderr: "" });
  });

  it("has the parts of the plan and the graph", () => {
    const parts = ["addresses", "components", "consumers", "cost", "findings", "frontDoors", "graph"];
    expect(Object.keys(document).sort()).to.deep.equal([
      ...parts,
      "names",
      "pathFaults",
      "paths",
      "review",
      "subnets",
      "summary",
      "unusedSections",
    ]);
    expect(document.addresses).to.have.length(6);
    expect(document.summary.resources).to.equal(132);
  });

  it("has each resource whole", () => {
    const fields = ["type", "name", "urn", "inputs", "dependencies", "protect", "retainOnDelete", "aliases"];
    for (const node of document.graph.resources) expect(node).to.include.all.keys(fields);
    const without = (field: keyof ResourceNode) =>
      document.graph.resources.filter((node) => node[field] === undefined).map(({ type }) => type.split(":")[0]);
    expect(without("parent"), "no parent").to.deep.equal(["pulumi"]);
    // The stack, the providers themselves, and components that pass a provider on.
    expect([...new Set(without("provider"))].sort(), "no provider").to.deep.equal(["ha-tcp", "pulumi"]);
  });

  it("has an address as the program registered it", () => {
    const urn = "urn:pulumi:prod::ha-tcp::";
    expect(find(document.graph, "aws:ec2/eip:Eip", "addresses-eu-west-1-a")).to.deep.include({
      urn: `${urn}ha-tcp:index:FixedAddresses$aws:ec2/eip:Eip::addresses-eu-west-1-a`,
      parent: `${urn}ha-tcp:index:FixedAddresses::addresses-eu-west-1`,
      provider: `${urn}pulumi:providers:aws::aws-eu-west-1`,
      inputs: { domain: "vpc", tags: { Name: "ha-tcp-prod-addresses-eu-west-1-a" } },
      dependencies: [],
      protect: true,
      retainOnDelete: true,
      aliases: [],
    });
  });

  it("is the graph that the program gives in process, resource by resource, in the same order", () => {
    expect(document.graph.resources.map(({ urn }) => urn)).to.deep.equal(recorded.resources.map(({ urn }) => urn));
    expect(document.graph).to.deep.equal(JSON.parse(JSON.stringify(recorded)));
  });
});

describe("node cli/run.cjs, with files that cannot be planned", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "ha-tcp-"));
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  function file(name: string, ...lines: string[]): string {
    const path = join(directory, name);
    writeFileSync(path, lines.join("\n"));
    return path;
  }

  const REGION = ["  ha-tcp:regions:", "    eu-west-1:", "      cidr: 10.20.0.0/16"];

  /** Nothing on stdout, and no trace of a program on stderr. */
  function refused({ status, stdout, stderr }: Outcome): string {
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    expect(stderr).not.to.match(/^ {4}at /m);
    return stderr;
  }

  it("lists every mistake of a stack file", async () => {
    const bad = file(
      "Pulumi.bad.yaml",
      ...["config:", "  ha-tcp:options: [nbl]", "  ha-tcp:service:", "    port: 70000", ...REGION, "      zones: [a]"],
      ...["  ha-tcp:instances:", "    types: [t3.small, t4g.small]", "  ha-tcp:protcet: true"],
    );
    const text = refused(await run("plan", bad));
    expect(text).to.match(/^The configuration of stack bad has 5 mistakes; nothing was done\.\n/);
    expect(text.match(/^ {2}ha-tcp:.*$/gm)?.map((line) => line.replace(directory, ""))).to.deep.equal([
      "  ha-tcp:options[0]  at /Pulumi.bad.yaml:2:20",
      "  ha-tcp:service.port  at /Pulumi.bad.yaml:4:5",
      "  ha-tcp:regions.eu-west-1.zones  at /Pulumi.bad.yaml:8:7",
      "  ha-tcp:instances.types[1]  at /Pulumi.bad.yaml:10:23",
      "  ha-tcp:protcet  at /Pulumi.bad.yaml:11:3",
    ]);
  });

  it("says of the file itself what is wrong with it", async () => {
    const cases: [string, RegExp][] = [
      ["nowhere", /^There is no stack file\s.*Pulumi\.nowhere\.yaml\.\nStacks: dev, prod\nExamples: /],
      [
        file("broken.yaml", "config:", "  ha-tcp:options: [nlb"),
        /broken\.yaml has 1 mistake; nothing was done\.\s[^]*broken\.yaml:2:23\n/,
      ],
    ];
    const outcomes = await Promise.all(cases.map(([path]) => run("plan", path)));
    for (const [index, [, message]] of cases.entries()) expect(refused(outcomes[index]!)).to.match(message);
  });

  it("refuses commands and options that it does not know", async () => {
    const cases: [string[], RegExp][] = [
      [["paln", "dev"], /unknown command 'paln'/],
      [["plan", "dev", "--yaml"], /unknown option '--yaml'/],
    ];
    const outcomes = await Promise.all(cases.map(([args]) => run(...args)));
    for (const [index, [, message]] of cases.entries()) expect(refused(outcomes[index]!)).to.match(message);
  });

  it("helps, and says nothing beside what a wrong word was", async () => {
    const [help, wrong] = await Promise.all([run("plan", "--help"), run("paln")]);
    expect({ status: help.status, stderr: help.stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(help.stdout).to.match(/^Usage: ha-tcp plan \[options\] <stack\.\.\.>\n/);
    expect(refused(wrong)).to.match(/^error: unknown command 'paln'\n(\(Did you mean plan\?\)\n)?$/);
  });

  it("shows an encrypted value as such, and its cipher text nowhere", async () => {
    const path = file(
      "Pulumi.secret.yaml",
      ...["config:", "  ha-tcp:options: [nlb]", "  ha-tcp:service:", "    port: 5000", ...REGION],
      ...["      zones: [a, b]", "  ha-tcp:instances:", "    workload:", "      kind: container"],
      ...["      image: public.ecr.aws/docker/library/nginx:1.29", "      environment:", "        PASSWORD:"],
      "          secure: v1:c2FsdA==:Y2lwaGVy",
    );
    const [json, { text }] = await Promise.all([run("plan", path, "--json"), plan(ROOT, [path], false)]);
    expect({ status: json.status, stderr: json.stderr }).to.deep.equal({ status: 0, stderr: "" });
    for (const output of [json.stdout, text]) expect(output).not.to.match(/c2FsdA|Y2lwaGVy|secure/);
    const { graph } = JSON.parse(json.stdout) as { graph: Graph };
    const template = find(graph, "aws:ec2/launchTemplate:LaunchTemplate", "fleet-eu-west-1-template");
    expect([template.inputs["userData"], template.secrets]).to.deep.equal(["[secret]", ["userData"]]);
    expect(graph.stack).to.equal("secret");
  });
});
