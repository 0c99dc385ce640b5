import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { PICTURES, pictureText } from "../../../cli/draw/pictures";
import { run } from "../../support/command";
import { ROOT } from "../../support/recording";

describe("node cli/run.cjs draw", () => {
  const folder = mkdtempSync(join(tmpdir(), "ha-tcp-draw-"));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const at = (name: string) => join(folder, name);

  it("prints an SVG, which follows who looks at it, or is of the theme that is asked for", async () => {
    const { status, stdout, stderr } = await run("draw", "dev");
    expect([status, stderr]).to.deep.equal([0, ""]);
    expect(stdout).to.match(/^<svg [^]*prefers-color-scheme[^]*<\/svg>\n$/);
    expect((await run("draw", "dev", "--theme", "dark")).stdout).to.equal(
      readFileSync(join(ROOT, "docs/pictures/dev-dark.svg"), "utf8"),
    );
  });

  it("writes a file as its name says, and says so", async () => {
    const outcomes = [];
    for (const name of ["dev.svg", "dev.PNG", "dev.mmd"]) outcomes.push(await run("draw", "dev", "-o", at(name)));
    expect(outcomes).to.deep.equal(
      ["dev.svg", "dev.PNG", "dev.mmd"].map((name) => ({ status: 0, stdout: "", stderr: `wrote ${at(name)}\n` })),
    );
    expect(readFileSync(at("dev.svg"), "utf8")).to.match(/^<svg /);
    expect(readFileSync(at("dev.PNG")).subarray(1, 4).toString()).to.equal("PNG");
    expect(readFileSync(at("dev.mmd"), "utf8")).to.include("flowchart TB");
  });

  it("draws what is deployed, with its addresses, and what is left of that", async () => {
    const state = ["--state", join(ROOT, "test/graph/state/nlb.json")];
    const { status } = await run(
      "draw",
      "examples/nlb.yaml",
      ...state,
      "--lose",
      "zone=eu-west-1a",
      "-o",
      at("state.mmd"),
    );
    expect(status).to.equal(0);
    const text = readFileSync(at("state.mmd"), "utf8");
    // The example has three zones: it is the state that is read.
    expect(text).to.not.include("eu-west-1c");
    expect(text).to.include("203.0.113.20<br>10.20.128.0/21<br>lost: does not answer");
    const both = await run("draw", "examples/nlb.yaml", "--to", "ecs", ...state);
    expect(both.stderr).to.include("'--state <file>' cannot be used with option '--to <what>'");
  });

  it("names every mistake, and writes nothing", async () => {
    const path = join(folder, "none", "dev.pgn");
    const { status, stdout, stderr } = await run("draw", "dev", "-o", path);
    expect([status, stdout, existsSync(path)]).to.deep.equal([1, "", false]);
    expect(stderr.replaceAll(folder, "DIR").replace(/\s+/g, " ")).to.equal(
      "The picture has 2 mistakes: " +
        "-o value DIR/none/dev.pgn allowed a file whose name ends in .svg, .png, .mmd fix write DIR/none/dev.png " +
        "-o value DIR/none/dev.pgn allowed a file in a folder that exists fix create DIR/none, or name another ",
    );
    const beneath = await run("draw", "dev", "-o", join(ROOT, "package.json", "dev.svg"));
    expect([beneath.status, beneath.stderr.includes("cannot be written: ENOTDIR")]).to.deep.equal([1, true]);
    expect((await run("draw", "dev", "-o", "")).stderr).to.include("leave out -o for SVG on stdout");
    const colours = await run("draw", "dev", "-o", at("other.mmd"), "--theme", "dark");
    expect([colours.status, existsSync(at("other.mmd"))]).to.deep.equal([1, false]);
    expect(colours.stderr).to.include("leave out --theme");
  });
});

describe("docs/pictures", () => {
  it("holds what is drawn, and nothing else", () => {
    const files = readdirSync(join(ROOT, "docs/pictures")).map((name) => `docs/pictures/${name}`);
    expect(files.sort()).to.deep.equal(PICTURES.map(({ file }) => file).sort());
  });

  for (const { file, stack, colours } of PICTURES)
    it(`${file} is what npm run pictures draws today`, async () => {
      expect(readFileSync(join(ROOT, file), "utf8") === (await pictureText(ROOT, stack, colours))).to.equal(true);
    });
});
