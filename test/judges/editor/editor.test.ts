import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "../../support/recording";
import { type Editor, startEditor } from "./languageServer";

const FIRST = "# yaml-language-server: $schema=../config/stack.schema.json\n";
const file = (...lines: string[]): string => `${FIRST}config:\n${lines.map((line) => `  ${line}\n`).join("")}`;

const REGION = ["ha-tcp:regions:", "  eu-west-1:", "    zones: [a, b]", "    cidr: 10.20.0.0/16"];
const SERVICE = ["ha-tcp:options: [nlb]", "ha-tcp:service:", "  port: 5000"];

describe("the YAML language server, with the schema that a stack file names", function () {
  this.timeout(60_000);
  let editor: Editor;
  before(async () => {
    editor = await startEditor();
  });
  after(() => {
    editor.close();
  });

  /** At a place of each kind: some of what is proposed, and some of what is said of the first. */
  const proposals: readonly [kind: string, text: string, labels: readonly string[], says: string][] = [
    [
      "keys of the namespace",
      file("ha-tcp¦"),
      ["ha-tcp:service", "ha-tcp:regions", "ha-tcp:guard"],
      "What clients connect to",
    ],
    ["keys of a section", file("ha-tcp:service:", "  ¦"), ["idleTimeoutSeconds", "port", "tls"], "Default: 350."],
    ["words of a key", file(...REGION, "    nat: ¦"), ["perZone", "single", "none"], "a NAT gateway in each zone"],
    ["regions by name", file("ha-tcp:regions:", "  ¦"), ["eu-west-1", "ap-south-1"], "A region, by its name."],
    ["keys of a region", file(...REGION, "    ¦"), ["natZone", "certificates", "vpc"], "the zone of the NAT gateway"],
    ["words in a list", file("ha-tcp:options:", "  - ¦"), ["privateLink", "nlb"], "PrivateLink for consumers"],
    [
      "keys in a list of mappings",
      file("ha-tcp:published:", "  - ¦"),
      ["region", "allocationId"],
      "The region of the address.",
    ],
    [
      "kinds of a mapping",
      file("ha-tcp:guard:", "  shield:", "    kind: ¦"),
      ["advanced", "standard"],
      "Shield Advanced",
    ],
    [
      "keys of a kind",
      file("ha-tcp:guard:", "  shield:", "    kind: advanced", "    ¦"),
      ["contacts", "aggregation"],
      "response team",
    ],
    ["true and false", file("ha-tcp:protect: ¦"), ["true", "false"], ""],
    [
      "settings of the provider",
      file("ha-tcp:protect: true", "aws:p¦"),
      ["aws:profile", "aws:assumeRoles"],
      "The profile in ~/.aws",
    ],
  ];
  for (const [kind, text, labels, says] of proposals)
    it(`proposes ${kind}`, async () => {
      const proposed = await editor.proposed(text);
      expect([...proposed.keys()]).to.include.members([...labels]);
      expect(proposed.get(labels[0] ?? "")).to.include(says);
    });

  // Right behind the bare colon the server looks for a value, as YAML does, and asks no schema.
  it("proposes keys once a letter follows the colon of the namespace", async () => {
    expect([...(await editor.proposed(file(...SERVICE, "ha-tcp:r¦"))).keys()]).to.include("ha-tcp:regions");
    expect((await editor.proposed(file(...SERVICE, "ha-tcp:¦"))).size).to.equal(0);
  });

  it("proposes no key that there is no more", async () => {
    expect([...(await editor.proposed(file("ha-tcp:dns:", "  ¦"))).keys()]).to.not.include("alarms");
  });

  it("shows over a key what it is, its default and an example, and over a word what each means", async () => {
    const timeout = await editor.hover(file(...SERVICE, "  idleTime¦outSeconds: 400"));
    expect(timeout)
      .to.include("Seconds of silence after which the load balancer forgets a connection")
      .and.include("Default: 350.");
    const nat = await editor.hover(file(...REGION, "    na¦t: single"));
    expect(nat).to.include("Default: perZone.").and.include("`single`: By one NAT gateway");
    expect(await editor.hover(file(...REGION, "    egress¦Addresses: {}"))).to.include("a: eipalloc-0123456789abcdef0");
  });

  /** What is underlined, by line and words. */
  const wrong: readonly [title: string, text: string, line: number, says: string][] = [
    [
      "a port that there is not",
      file(...REGION, "ha-tcp:options: [nlb]", "ha-tcp:service:", "  port: 70000"),
      9,
      "65535",
    ],
    ["host bits", file(...SERVICE, ...REGION.slice(0, 3), "    cidr: 10.20.0.7/16"), 9, "private IPv4 range"],
    ["an unknown key", file(...SERVICE, "  prot: 1", ...REGION), 6, "prot"],
    [
      "a key of another kind of stack",
      file(...SERVICE, ...REGION, "ha-tcp:consumer: {}"),
      10,
      "belongs to a stack of kind consumer",
    ],
    [
      "a key that there is no more",
      file(...SERVICE, ...REGION, "ha-tcp:globalAccelerator:", "  alarms: {}"),
      11,
      "all alarms are in the section monitoring",
    ],
    ["a text for a mapping", file(...SERVICE, ...REGION, "    vpc: vpc-12345678"), 10, 'Expected "object".'],
    [
      "weights that are missing",
      file("ha-tcp:options: [nlb, ecs]", ...SERVICE.slice(1), ...REGION),
      2,
      "ha-tcp:weights",
    ],
  ];
  for (const [title, text, line, says] of wrong)
    it(`underlines ${title}`, async () => {
      const found = await editor.mistakes(text);
      expect(
        found.filter((each) => each.startsWith(`${line}: `) && each.includes(says)),
        found.join("\n"),
      ).to.have.length.above(0);
    });

  it("finds nothing wrong with any stack file here, each of which names the schema in its first line", async () => {
    const ofStacks = readdirSync(ROOT).filter((name) => /^Pulumi\..+\.yaml$/.test(name));
    const ofExamples = readdirSync(join(ROOT, "examples")).filter((name) => name.endsWith(".yaml"));
    expect(ofExamples.length).to.be.greaterThan(20);
    for (const path of [...ofStacks, ...ofExamples.map((name) => `examples/${name}`)]) {
      const text = readFileSync(join(ROOT, path), "utf8");
      const schema = path.startsWith("examples/") ? "../config/stack.schema.json" : "./config/stack.schema.json";
      expect(text.split("\n")[0], path).to.equal(`# yaml-language-server: $schema=${schema}`);
      expect(await editor.mistakes(text.replace(schema, "../config/stack.schema.json")), path).to.deep.equal([]);
    }
  });
});
