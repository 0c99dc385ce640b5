import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  FileError,
  type StackFile,
  isConsumerStack,
  readReferencedStack,
  readStack,
  referencedStackName,
} from "../../graph";

/** What an encrypted value reads, told apart from others by what is encrypted. */
const DIGESTED = /^\[secret\] [0-9a-f]{8}$/;

describe("readStack", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "ha-tcp-project-"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const write = (name: string, text: string) => {
    writeFileSync(join(root, name), text);
  };
  /** Writes a project with a stack `dev`; each is the text of its `config`. */
  const project = (config: string, defaults = "") => {
    write("Pulumi.yaml", `name: p\nruntime: nodejs\n${defaults && `config:\n${defaults}`}`);
    write("Pulumi.dev.yaml", `config:\n${config}`);
  };
  const failure = (stackOrPath: string): Error => {
    try {
      readStack(root, stackOrPath);
    } catch (error) {
      return error as Error;
    }
    throw new Error("it did not fail");
  };

  /** Keys that are there twice: the path, its line and column, and the line of the first. */
  const twice = () =>
    readStack(root, "dev").mistakes?.map(({ path, at, allowed }) => [
      path,
      at?.line,
      at?.column,
      Number(/in line (\d+) already$/.exec(allowed)?.[1]),
    ]);

  describe("finds the file", () => {
    it("tells where a key stands that its mapping has already, however many it has", () => {
      project("  p:a: { b: 1 }\n  p:c: 2\n  p:a: 3\n");
      expect(twice()).to.deep.equal([[["a"], 4, 3, 2]]);
      const many = Array.from({ length: 20_000 }, (_, index) => `    k${index}: 1\n`).join("");
      project(`  p:a:\n${many}    k7: 2\n`);
      expect(twice()).to.deep.equal([[["a", "k7"], 20003, 5, 10]]);
      project('  p:a: { 1: x, "1": y }\n  p:b:\n    <<: { q: 1 }\n');
      expect(readStack(root, "dev").config).to.have.all.keys("p:a", "p:b");
    });

    it("by the stack's name, beside the project's", () => {
      project("  p:port: 5000\n");
      const { placeOf, ...stack } = readStack(root, "dev");
      const file = join(root, "Pulumi.dev.yaml");
      expect(placeOf?.(["port"])).to.deep.equal({ file, line: 2, column: 3 });
      expect(stack).to.deep.equal({
        project: "p",
        stack: "dev",
        path: join(root, "Pulumi.dev.yaml"),
        config: { "p:port": "5000" },
        secretKeys: [],
        mistakes: [],
      });
    });

    it("by its path, and names the stack by it", () => {
      project("  p:port: 5000\n");
      mkdirSync(join(root, "examples"));
      write("examples/small.yaml", "config:\n  p:port: 6000\n");
      write("examples/Pulumi.other.yml", "config:\n  p:port: 7000\n");
      const small = readStack(root, join(root, "examples", "small.yaml"));
      expect(small).to.include({ project: "p", stack: "small", path: join(root, "examples", "small.yaml") });
      expect(small.config).to.deep.equal({ "p:port": "6000" });
      expect(readStack(root, join(root, "examples", "Pulumi.other.yml")).stack).to.equal("other");
    });

    it("with dots in the stack's name", () => {
      project("");
      write("Pulumi.eu.v2.yaml", "config:\n  p:port: 5000\n");
      expect(readStack(root, "eu.v2").stack).to.equal("eu.v2");
    });

    it("without any config of its own", () => {
      project("", "  port: 5000\n");
      write("Pulumi.dev.yaml", "");
      expect(readStack(root, "dev").config).to.deep.equal({ "p:port": "5000" });
    });
  });

  describe("hands values over as the engine does", () => {
    it("lists and mappings as JSON, a lone value as its text", () => {
      project(
        [
          "  p:port: 5000",
          "  p:quoted: '5000'",
          "  p:flag: true",
          "  p:word: single",
          "  p:list: [a, b]",
          "  p:mapping: &anchor { zones: [a], nat: none }",
          "  p:merged: { <<: *anchor, nat: single }",
          "",
        ].join("\n"),
      );
      expect(readStack(root, "dev").config).to.deep.equal({
        "p:port": "5000",
        "p:quoted": "5000",
        "p:flag": "true",
        "p:word": "single",
        "p:list": '["a","b"]',
        "p:mapping": '{"zones":["a"],"nat":"none"}',
        "p:merged": '{"zones":["a"],"nat":"single"}',
      });
    });

    it("keys of the project without its name, those of others as they are, and the old form", () => {
      project("  port: 5000\n  p:zone: a\n  aws:region: eu-west-1\n  p:config:old: 1\n  aws:config:profile: me\n");
      expect(readStack(root, "dev").config).to.deep.equal({
        "p:port": "5000",
        "p:zone": "a",
        "aws:region": "eu-west-1",
        "p:old": "1",
        "aws:profile": "me",
      });
    });

    it("encrypted values as what they are, however deep, with their keys listed", () => {
      project(
        [
          "  p:token:",
          "    secure: v1:abc:def",
          "  p:instances:",
          "    types: [t3.small]",
          "    workload:",
          "      environment:",
          "        - name: PASSWORD",
          "          value: { secure: v1:ghi:jkl }",
          "  p:plain: { secure: v1:mno, and: more }",
          "  p:port: 5000",
          "",
        ].join("\n"),
      );
      const stack = readStack(root, "dev");
      expect(stack.secretKeys.sort()).to.deep.equal(["p:instances", "p:token"]);
      expect(stack.config["p:token"]).to.match(DIGESTED);
      const instances = JSON.parse(stack.config["p:instances"] ?? "") as {
        workload: { environment: { value: string }[] };
      };
      const value = instances.workload.environment[0]?.value;
      expect(value).to.match(DIGESTED).and.not.to.equal(stack.config["p:token"]);
      expect(instances).to.deep.equal({
        types: ["t3.small"],
        workload: { environment: [{ name: "PASSWORD", value }] },
      });
      expect(stack.config["p:plain"]).to.equal('{"secure":"v1:mno","and":"more"}');
      expect(JSON.stringify(stack)).not.to.match(/abc|ghi/);
    });
  });

  describe("takes defaults from the project file", () => {
    it("written plainly, as { type, default }, or as { value }", () => {
      const defaults = [
        "  port: 5000",
        "  zones: [a, b]",
        "  region: { cidr: 10.0.0.0/16 }",
        "  flag: { type: boolean, default: false }",
        "  p:count: { type: integer, description: How many, default: 0 }",
        "  aws:region: { value: eu-west-1 }",
        "  token: { value: { secure: v1:abc }, secret: true }",
        "",
      ].join("\n");
      project("  p:other: 1\n", defaults);
      const stack = readStack(root, "dev");
      expect(stack.config).to.deep.equal({
        "p:port": "5000",
        "p:zones": '["a","b"]',
        "p:region": '{"cidr":"10.0.0.0/16"}',
        "p:flag": "false",
        "p:count": "0",
        "aws:region": "eu-west-1",
        "p:token": stack.config["p:token"],
        "p:other": "1",
      });
      expect(stack.secretKeys).to.deep.equal(["p:token"]);
    });

    it("which the stack overrides whole, however it writes the key", () => {
      project("  port: 6000\n  p:config:zones: [c]\n", "  p:port: 5000\n  zones: { type: array, default: [a, b] }\n");
      expect(readStack(root, "dev").config).to.deep.equal({ "p:port": "6000", "p:zones": '["c"]' });
    });

    it("and demands what has none, by name", () => {
      project("  p:port: 5000\n", "  port: { type: integer }\n  zones: { type: array }\n  name: { type: string }\n");
      const error = failure("dev");
      expect(error).to.be.instanceOf(FileError);
      expect(error.message).to.equal(
        `${join(root, "Pulumi.dev.yaml")} must set p:zones, p:name: p's Pulumi.yaml declares it without a default.`,
      );
    });

    it("and is content where the stack sets what has none, be it to nothing much", () => {
      project("  p:flag: false\n  p:count: 0\n", "  flag: { type: boolean }\n  count: { type: integer }\n");
      expect(readStack(root, "dev").config).to.deep.equal({ "p:flag": "false", "p:count": "0" });
    });
  });

  describe("says what is wrong with the files", () => {
    const cases: readonly { what: string; arrange: () => void; ask?: () => string; message: () => string | RegExp }[] =
      [
        {
          what: "no stack file of that name",
          arrange: () => {
            project("");
          },
          ask: () => "prod",
          message: () => `There is no stack file ${join(root, "Pulumi.prod.yaml")}.`,
        },
        {
          what: "no stack file at that path",
          arrange: () => {
            project("");
          },
          ask: () => join(root, "examples", "none.yaml"),
          message: () => `There is no stack file ${join(root, "examples", "none.yaml")}.`,
        },
        {
          what: "no project file",
          arrange: () => {
            write("Pulumi.dev.yaml", "config: {}\n");
          },
          message: () => `${join(root, "Pulumi.yaml")} cannot be read: there is no such file.`,
        },
        {
          what: "broken YAML in the stack file",
          arrange: () => {
            project("  p:zones: [a, b\n");
          },
          message: () =>
            /Pulumi\.dev\.yaml has 1 mistake; nothing was done\.\n\n {2}at .*Pulumi.dev.yaml:2:17\n {4}value {4}p:zones: \[a, b\n/,
        },
        {
          what: "broken YAML in the project file",
          arrange: () => {
            project("");
            write("Pulumi.yaml", "name: [p\n");
          },
          message: () => /Pulumi\.yaml has 1 mistake; nothing was done\.\n\n {2}at .*Pulumi.yaml:1:9\n/,
        },
        {
          what: "a list in place of a mapping",
          arrange: () => {
            project("");
            write("Pulumi.dev.yaml", "- config\n");
          },
          message: () =>
            /Pulumi\.dev\.yaml:1:1\n {4}value {4}\["config"\]\n {4}allowed {2}a mapping of keys to values\n/,
        },
        {
          what: "a config that is no mapping",
          arrange: () => {
            project("  - port\n");
          },
          message: () =>
            /Pulumi\.dev\.yaml:1:1\n {4}value {4}\["port"\]\n {4}allowed {2}a mapping of keys to values below config:\n/,
        },
        {
          what: "a project without a name",
          arrange: () => {
            project("");
            write("Pulumi.yaml", "runtime: nodejs\n");
          },
          message: () => "Pulumi.yaml: name is missing.",
        },
      ];
    for (const { what, arrange, ask = () => "dev", message } of cases)
      it(what, () => {
        arrange();
        const error = failure(ask());
        expect(error).to.be.instanceOf(FileError);
        const expected = message();
        if (typeof expected === "string") expect(error.message).to.equal(expected);
        else expect(error.message).to.match(expected);
      });
  });
});

/** A stack's config, as it was read from a file. */
const stackFile = (config: Record<string, unknown>, extras: Partial<StackFile> = {}): StackFile => ({
  project: "p",
  stack: "shop",
  path: "/nowhere/shop.yaml",
  secretKeys: [],
  config: Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      `p:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  ),
  ...extras,
});

describe("referredStack", () => {
  const ofStack = { kind: "stack", stack: "acme/p/prod" };

  it("is the stack that a consumer has its service from", () => {
    const file = stackFile({ kind: "consumer", provider: ofStack });
    expect(isConsumerStack(file)).to.equal(true);
    expect(referencedStackName(file)).to.equal("acme/p/prod");
  });

  for (const [what, config] of Object.entries({
    "a service": { options: ["nlb"] },
    "a service that says so": { kind: "service", provider: ofStack },
    "a consumer of a service by name": { kind: "consumer", provider: { kind: "service", name: "n", stack: "prod" } },
    "a consumer without a provider": { kind: "consumer" },
    "a consumer with a malformed provider": { kind: "consumer", provider: "prod" },
    "a consumer with a list of them": { kind: "consumer", provider: [ofStack] },
    "a consumer of a stack without a name": { kind: "consumer", provider: { kind: "stack" } },
    "a consumer of a stack with an empty name": { kind: "consumer", provider: { kind: "stack", stack: "" } },
    "a consumer of a stack that is no text": { kind: "consumer", provider: { kind: "stack", stack: 7 } },
  }))
    it(`is none for ${what}`, () => {
      expect(referencedStackName(stackFile(config))).to.equal(undefined);
    });

  it("goes by the keys of its own project", () => {
    expect(referencedStackName({ ...stackFile({ kind: "consumer", provider: ofStack }), project: "q" })).to.equal(
      undefined,
    );
  });
});

describe("readReferredStack", () => {
  let root: string;
  let from: StackFile;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "ha-tcp-project-"));
    for (const folder of ["own", "other"]) mkdirSync(join(root, folder));
    writeFileSync(join(root, "Pulumi.yaml"), "name: p\n");
    from = stackFile({}, { path: join(root, "own", "shop.yaml") });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const write = (path: string, config = "") => {
    writeFileSync(join(root, path), `config:\n  p:from: ${path}\n${config}`);
  };
  const read = (name = "acme/p/prod", beside: readonly string[] = []): StackFile =>
    readReferencedStack(root, from, name, beside);
  const failure = (name: string): string => {
    try {
      read(name);
    } catch (error) {
      expect(error).to.be.instanceOf(FileError);
      return (error as Error).message;
    }
    throw new Error("it did not fail");
  };

  it("takes the first file of the stack: beside the other's own, then in the project's folder", () => {
    const places = ["own/prod.yaml", "own/Pulumi.prod.yaml", "Pulumi.prod.yaml"];
    for (const place of [...places].reverse()) {
      write(place);
      for (const name of ["prod", "acme/prod", "acme/p/prod"])
        expect(read(name)).to.deep.include({ stack: "prod", path: join(root, place), config: { "p:from": place } });
    }
  });

  it("looks beside further files after those, and before the project's folder", () => {
    write("Pulumi.prod.yaml");
    write("other/prod.yaml");
    const beside = [join(root, "other", "shop.yaml")];
    expect(read("prod", beside).path).to.equal(join(root, "other", "prod.yaml"));
    expect(read("prod").path).to.equal(join(root, "Pulumi.prod.yaml"));
    write("own/Pulumi.prod.yaml");
    expect(read("prod", beside).path).to.equal(join(root, "own", "Pulumi.prod.yaml"));
  });

  it("tells where it looked, and what else can be done", () => {
    write("prod.yaml");
    expect(failure("acme/p/prod").split("\n")).to.deep.equal([
      "Stack shop refers to stack acme/p/prod, and its config is in none of these files:",
      ...["own/prod.yaml", "own/Pulumi.prod.yaml", "Pulumi.prod.yaml"].map((place) => `  ${join(root, place)}`),
      "Put it there, so that the two stacks are planned together. " +
        "To plan without it, name the service itself: p:provider with kind: service.",
    ]);
  });

  it("refuses a stack of another project, itself, and a consumer's", () => {
    for (const stack of ["prod", "shop", "stall"])
      write(`own/${stack}.yaml`, stack === "stall" ? "  kind: consumer" : "");
    expect(failure("acme/q/prod")).to.equal(
      "Stack shop refers to stack acme/q/prod of project q, and only stacks of p can be planned here. " +
        "To plan without it, name the service itself: p:provider with kind: service.",
    );
    expect(failure("acme/p/shop")).to.equal(
      "Stack shop refers to itself, as acme/p/shop. Name the stack of the service as p:provider.stack.",
    );
    expect(failure("stall")).to.equal(
      "Stack shop refers to stack stall, which is a consumer's itself. Name the stack of the service as p:provider.stack.",
    );
  });
});
