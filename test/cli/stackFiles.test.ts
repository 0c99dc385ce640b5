import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { expect } from "chai";
import { parse } from "yaml";
import { plan, planStack } from "../../cli/plan/plan";
import { renderPlan } from "../../cli/plan/renderPlan";
import { SCHEMA_FILE, schemaText, writeSchema } from "../../cli/schema";
import { WIDTH } from "../../cli/text/pageWidth";
import { OPTION_NAMES } from "../../plan/options";
import { ROOT } from "../support/recording";

const EXAMPLES = readdirSync(join(ROOT, "examples")).map((name) => join("examples", name));
const STACKS = ["Pulumi.dev.yaml", "Pulumi.prod.yaml"];

const text = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** `options` of a service's stack file, and its regions; a consumer's has neither. */
interface StackFile {
  config: Record<string, unknown> & { "ha-tcp:options"?: string[]; "ha-tcp:regions"?: object };
}

const document = (path: string): StackFile => parse(text(path)) as StackFile;

describe("config/stack.schema.json", () => {
  it("is what the program's schema gives; if not, run: npm run schema", () => {
    const current = text(SCHEMA_FILE) === schemaText();
    expect(current, `${SCHEMA_FILE} is not current. Run: npm run schema`).to.equal(true);
  });

  it("is written by the command schema, where stack files look for it, with the page of the same", () => {
    const into = mkdtempSync(join(tmpdir(), "ha-tcp-"));
    try {
      for (const folder of ["config", "docs"]) mkdirSync(join(into, folder));
      expect(writeSchema(ROOT, into)).to.equal("wrote config/stack.schema.json and docs/config.md");
      expect(readFileSync(join(into, "config", "stack.schema.json"), "utf8")).to.equal(schemaText());
      expect(readFileSync(join(into, "docs", "config.md"), "utf8")).to.equal(text("docs/config.md"));
    } finally {
      rmSync(into, { recursive: true });
    }
  });
});

describe("stack files", () => {
  // Words for editors and formats that ajv does not know are no mistake; what it then ignores, the program checks.
  const accepts = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(
    JSON.parse(text(SCHEMA_FILE)) as object,
  );

  it("of the project are those of dev and prod", () => {
    const names = readdirSync(ROOT).filter((name) => /^Pulumi\..+\.ya?ml$/.test(name));
    expect(names.sort()).to.deep.equal(STACKS);
  });

  for (const path of [...STACKS, ...EXAMPLES]) {
    it(`${path} names its schema in the first line, by a relative path that leads to it`, () => {
      const named = /^# yaml-language-server: \$schema=(\S+)$/.exec(text(path).split("\n")[0] ?? "")?.[1] ?? "";
      expect(named).to.match(/^\.\.?\//);
      expect(isAbsolute(named)).to.equal(false);
      const found = resolve(ROOT, dirname(path), named);
      expect(existsSync(found), found).to.equal(true);
      expect(relative(ROOT, found)).to.equal(SCHEMA_FILE);
    });

    it(`${path} is valid by that schema`, () => {
      accepts(document(path));
      expect(accepts.errors ?? []).to.deep.equal([]);
    });
  }

  describe("are refused by the schema", () => {
    const dev = document("Pulumi.dev.yaml");
    const config = (changes: Record<string, unknown>) => ({ ...dev, config: { ...dev.config, ...changes } });
    const withoutOptions = Object.fromEntries(Object.entries(dev.config).filter(([key]) => key !== "ha-tcp:options"));
    const cases: [string, unknown][] = [
      ["with a misspelt section", config({ "ha-tcp:protcet": true })],
      ["with a misspelt key in a section", config({ "ha-tcp:service": { port: 5000, hostnaem: "tcp.example.com" } })],
      ["with a port out of range", config({ "ha-tcp:service": { port: 65536 } })],
      ["with an unknown option", config({ "ha-tcp:options": ["nbl"] })],
      ["with an unknown region", config({ "ha-tcp:regions": { "eu-west-9": { zones: ["a"], cidr: "10.0.0.0/16" } } })],
      ["without options", { config: withoutOptions }],
      ["without config", {}],
      ["with an encrypted port", config({ "ha-tcp:service": { port: { secure: "v1:a:b" } } })],
    ];
    for (const [what, file] of cases)
      it(what, () => {
        expect(accepts(file)).to.equal(false);
      });
  });

  it("may hold keys of other packages and of the engine, and encrypted environment variables", () => {
    const environment = { PASSWORD: { secure: "v1:a:b" }, LEVEL: "info" };
    const workload = { kind: "container", image: "nginx:1", environment };
    const config = {
      ...document("Pulumi.dev.yaml").config,
      "aws:region": "eu-west-1",
      "ha-tcp:instances": { workload },
    };
    accepts({ config, encryptionsalt: "v1:salt", secretsprovider: "passphrase" });
    expect(accepts.errors ?? []).to.deep.equal([]);
  });
});

describe("examples", () => {
  for (const path of EXAMPLES)
    it(`${path} is planned, within the columns of a terminal`, async () => {
      const { graph, view } = await planStack(ROOT, join(ROOT, path));
      expect(graph.stack).to.equal(/(\w[\w-]*)\.yaml$/.exec(path)?.[1]);
      const { "ha-tcp:options": options = [], "ha-tcp:regions": ofService = {} } = document(path).config;
      expect(view.summary.options).to.deep.equal(options);
      expect(view.summary.kind).to.equal(options.length > 0 ? "service" : "consumer");
      const regions = Object.keys(ofService).sort();
      expect(view.summary.regions.map(({ region }) => region)).to.deep.equal(regions);
      const lines = renderPlan(view).split("\n");
      expect(lines.filter((line) => line.length > WIDTH)).to.deep.equal([]);
      expect(lines.filter((line) => /undefined|null|NaN|\$\{|…/.test(line))).to.deep.equal([]);
    });

  it("show every option by itself", () => {
    const chosen = EXAMPLES.map((path) => document(path).config["ha-tcp:options"] ?? []);
    const alone = chosen.filter(({ length }) => length === 1);
    expect(alone.flat()).to.include.members(OPTION_NAMES);
  });
});

describe("cli/plan", () => {
  it("gives one document for one stack, and a list of them for several, in order", async () => {
    const stackOf = (each: unknown) => (each as { summary: { stack: string } }).summary.stack;
    const both = JSON.parse((await plan(ROOT, ["prod", "dev"], true)).text) as unknown[];
    expect(both.map(stackOf)).to.deep.equal(["prod", "dev"]);
    expect(stackOf(JSON.parse((await plan(ROOT, ["dev"], true)).text))).to.equal("dev");
  });
});
