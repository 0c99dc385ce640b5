import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { offers } from "../../cli/plan/offers";
import { fileGiven, pathGiven, stackGiven, stackShown } from "../../cli/standing";
import { shownPath } from "../../config/filePlaces";
import { stackPath } from "../../graph/stackPaths";
import { type Outcome, run } from "../support/command";
import { ROOT } from "../support/recording";

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };

/** What is wrong, for machines: alone on stdout, and nothing on stderr. */
function errorIn({ status, stdout, stderr }: Outcome): unknown {
  expect({ status, stderr }).to.deep.equal({ status: 1, stderr: "" });
  return (JSON.parse(stdout) as { error: unknown }).error;
}

const commandNames = async (): Promise<string[]> => {
  const { stdout } = await run("--help");
  const listed = stdout.slice(stdout.indexOf("Commands:"), stdout.indexOf("Example"));
  return [...listed.matchAll(/^ {2}([a-z-]+) /gm)].flatMap(([, name = ""]) => (name === "help" ? [] : [name]));
};

describe("graph/stackPaths", () => {
  const found: [word: string, path: string][] = [
    ["dev", "Pulumi.dev.yaml"],
    ["Pulumi.dev", "Pulumi.dev.yaml"],
    ["Pulumi.dev.yaml", "Pulumi.dev.yaml"],
    ["./Pulumi.dev.yaml", "Pulumi.dev.yaml"],
    ["examples/tls.yaml", "examples/tls.yaml"],
    ["tls.yaml", "examples/tls.yaml"],
    ["tls", "examples/tls.yaml"],
    [join(ROOT, "Pulumi.prod.yaml"), "Pulumi.prod.yaml"],
  ];
  for (const [word, path] of found)
    it(`${word.replace(ROOT, "/…")} is ${path}`, () => {
      expect(stackPath(ROOT, word)).to.equal(join(ROOT, path));
    });

  const missing: [word: string, start: string][] = [
    [
      "prd",
      `There is no stack file ${join(ROOT, "Pulumi.prd.yaml")}. Did you mean prod?\nStacks: dev, prod\nExamples: `,
    ],
    ["Pulumi.prd", `There is no stack file ${join(ROOT, "Pulumi.Pulumi.prd.yaml")}. Did you mean prod?\n`],
    ["example/tsl.yaml", `There is no stack file ${join(ROOT, "example/tsl.yaml")}. Did you mean examples/tls.yaml?\n`],
    ["two-region", `There is no stack file ${join(ROOT, "Pulumi.two-region.yaml")}. Did you mean two-regions?\n`],
    ["something-else", `There is no stack file ${join(ROOT, "Pulumi.something-else.yaml")}.\nStacks: dev, prod\n`],
    ["examples/", `${join(ROOT, "examples")} is a folder: name a stack file in it.\nStacks: dev, prod\n`],
  ];
  for (const [word, start] of missing)
    it(`${word} is told what there is`, () => {
      expect(() => stackPath(ROOT, word))
        .to.throw(Error)
        .with.property("message")
        .that.satisfies((text: string) => text.startsWith(start) || text);
    });
});

describe("cli: paths as seen from where one stands", () => {
  const before = process.env["INIT_CWD"];
  afterEach(() => {
    if (before === undefined) delete process.env["INIT_CWD"];
    else process.env["INIT_CWD"] = before;
  });

  it("in a folder below, npm runs commands in the project's", () => {
    process.env["INIT_CWD"] = join(ROOT, "examples");
    expect([stackGiven("tls.yaml"), stackGiven("tls"), stackGiven("../Pulumi.dev.yaml")]).to.deep.equal([
      "examples/tls.yaml",
      "tls",
      "Pulumi.dev.yaml",
    ]);
    expect([fileGiven("nlb.yaml"), fileGiven("examples/nlb.yaml")]).to.deep.equal([
      "examples/nlb.yaml",
      "examples/nlb.yaml",
    ]);
    expect([pathGiven("a.svg"), pathGiven("/tmp/a.svg"), pathGiven("-")]).to.deep.equal([
      "examples/a.svg",
      "/tmp/a.svg",
      "-",
    ]);
  });

  it("messages name files from there, and what lies elsewhere by its whole path", () => {
    process.env["INIT_CWD"] = join(ROOT, "examples");
    const shown = ["examples/tls.yaml", "Pulumi.dev.yaml", "/tmp/a.yaml"].map(shownPath);
    expect(shown).to.deep.equal(["tls.yaml", join(ROOT, "Pulumi.dev.yaml"), "/tmp/a.yaml"]);
    expect([stackShown("examples/tls.yaml"), stackShown("tls")]).to.deep.equal(["tls.yaml", "tls"]);
    expect(offers({ stack: "examples/tls.yaml" })).to.include("npm run draw -- tls.yaml -o tls.svg");
  });

  it("elsewhere they are as they are", () => {
    process.env["INIT_CWD"] = ROOT;
    expect([stackGiven("examples/tls.yaml"), pathGiven("a.svg")]).to.deep.equal(["examples/tls.yaml", "a.svg"]);
    delete process.env["INIT_CWD"];
    expect([stackGiven("examples/tls.yaml"), pathGiven("a.svg")]).to.deep.equal(["examples/tls.yaml", "a.svg"]);
  });
});

describe("cli: every command", () => {
  it("has its version", async () => {
    const names = await commandNames();
    expect(names).to.include.members(["plan", "advise", "matrix"]);
    for (const words of [[], ...names.map((name) => [name])])
      expect(await run(...words, "--version")).to.deep.equal({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("helps, with an example that its package runs", async () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
    for (const name of await commandNames()) {
      const { status, stdout } = await run(name, "--help");
      expect([status, stdout]).to.have.deep.property("0", 0);
      const [, example = ""] = /\nExample: npm run (?:--silent )?(\S+)/.exec(stdout) ?? [];
      expect(example, stdout).to.equal(name);
      expect(scripts).to.have.property(example);
    }
  });

  it("knows the nearest command and option", async () => {
    for (const [words, text] of [
      [["paln", "dev"], "error: unknown command 'paln'\n(Did you mean plan?)\n"],
      [["plan", "dev", "--jsn"], "error: unknown option '--jsn'\n(Did you mean --json?)\n"],
      [["advise", "--regoins", "eu-west-1"], "error: unknown option '--regoins'\n(Did you mean --regions?)\n"],
    ] as const)
      expect(await run(...words)).to.deep.equal({ status: 1, stdout: "", stderr: text });
  });

  it("gives errors as JSON where it gives JSON", async () => {
    const missing = /^There is no stack file .*Pulumi\.prd\.yaml\. Did you mean prod\?\n/;
    const cases: [words: string[], message: RegExp][] = [
      ...["plan", "cost", "what-if", "report"].map((name): [string[], RegExp] => [[name, "prd"], missing]),
      [["plan", "dev", "--to", "prd"], /^prd is no config file, no stack.* Did you mean prod\?$/],
      [["plan", "dev", "--jsn"], /^unknown option '--jsn'\n\(Did you mean --json\?\)$/],
      [["plan", "dev", "--markdown"], /^option '--markdown' cannot be used with option '--json'$/],
      [["advise", "--port", "many"], /^The needs have 2 mistakes; nothing was done\./],
      [["advise", "--prot", "1"], /^unknown option '--prot'/],
      [["matrix", "--write"], /^option '--write' cannot be used with option '--json'$/],
    ];
    for (const [words, message] of cases)
      expect(errorIn(await run(...words, "--json")), words.join(" "))
        .to.have.property("message")
        .that.matches(message);
  });
});

describe("cli: mistakes as JSON", () => {
  it("say where they stand, what stands there, what may, and what to do", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ha-tcp-mistakes-"));
    try {
      const file = join(folder, "bad.yaml");
      writeFileSync(
        file,
        "config:\n  ha-tcp:options: [nlb]\n  ha-tcp:service:\n    port: 70000\n  ha-tcp:regions: {}\n",
      );
      const error = errorIn(await run("cost", file, "--json")) as { message: string; mistakes: { fix: string }[] };
      expect(error.message).to.match(/^The configuration of stack bad has 2 mistakes; nothing was done\./);
      const [{ fix, ...mistake } = { fix: "" }] = error.mistakes;
      expect(fix).to.match(/^[a-z].*\bport\b/i);
      expect(mistake).to.deep.equal({
        path: "ha-tcp:service.port",
        file,
        line: 4,
        column: 5,
        value: 70000,
        allowed: "a whole number from 1 to 65535",
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("cli: plan, of stacks of which some cannot be planned", () => {
  it("plans the others, says what failed, and ends with 1", async () => {
    const { status, stdout, stderr } = await run("plan", "nosuch", "dev", "prd");
    expect([status, stdout]).to.deep.equal([1, (await run("plan", "dev")).stdout]);
    expect(stderr).to.match(
      /^There is no stack file\s\S*nosuch\.yaml\.\n[^]*Did you mean prod\?\n[^]*\n\nNot planned: nosuch, prd\n$/,
    );
  });

  it("has an error in the place of a plan, for machines", async () => {
    const { status, stdout, stderr } = await run("plan", "prd", "dev", "--json");
    expect({ status, stderr }).to.deep.equal({ status: 1, stderr: "" });
    const [first, second] = JSON.parse(stdout) as [{ error: { message: string } }, { summary: { stack: string } }];
    expect(first.error.message).to.include("Did you mean prod?");
    expect(second.summary.stack).to.equal("dev");
  });

  it("has nothing on stdout where none can be planned", async () => {
    expect(await run("plan", "nosuch", "nobody")).to.include({ status: 1, stdout: "" });
  });
});
