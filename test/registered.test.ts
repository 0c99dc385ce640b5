import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect } from "chai";
import { ROOT } from "./support/recording";

const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(tsx?|cjs)$/.test(file))
    .map((file) => join(folder, file));

/** What runs: no test, no tool that only tests need. */
const FOLDERS = ["analysis", "bench", "cli", "components", "config", "graph", "plan", "policy", "stacks", "tools"];
const SOURCES = new Map([...FOLDERS.flatMap(filesIn), "index.ts"].map((file) => [file, textOf(file)]));

/** How often each word occurs. */
const WORDS = new Map<string, number>();
for (const text of SOURCES.values())
  for (const word of text.match(/\w+/g) ?? []) WORDS.set(word, (WORDS.get(word) ?? 0) + 1);

/** Where a function works only once a list names it: each rule, check and alarm in its own file. */
const LISTED = [
  "analysis/findings",
  "analysis/switch/rules",
  "analysis/cost/rules",
  "config/checks",
  "plan/monitoring",
];

describe("What works only where a list has it", () => {
  for (const folder of LISTED)
    it(`${folder}: each is in one`, () => {
      const exported = [...SOURCES].flatMap(([file, text]) =>
        file.startsWith(`${folder}/`)
          ? [...text.matchAll(/^export (?:const|function) ([a-z]\w+)/gm)].map(([, name = ""]) => ({ file, name }))
          : [],
      );
      expect(exported.length).to.be.greaterThan(20);
      const unlisted = exported.filter(({ name }) => WORDS.get(name) === 1);
      expect(unlisted.map(({ file, name }) => `${name} of ${file}`)).to.deep.equal([]);
    });
});

/** Rules that only what others have added to a stack breaks: the tests of the policies that ask them add it. */
const OF_POLICIES = ["single-zone-front", "unfixed-address", "open-host", "plain-store"];

describe("A finding, a rule of the switch", () => {
  const tested = filesIn("test")
    .filter((file) => file !== "test/registered.test.ts")
    .map(textOf)
    .join("\n");

  it("is named by a test: what it finds", () => {
    const rules = [...SOURCES].flatMap(([file, text]) =>
      /^analysis\/(findings|switch)\//.test(file)
        ? [...text.matchAll(/rule: "([a-z0-9-]+)"/g)].map(([, rule = ""]) => rule)
        : [],
    );
    const untested = [...new Set(rules)].filter((rule) => !new RegExp(`(?<![\\w-])${rule}(?![\\w-])`).test(tested));
    expect(rules.length).to.be.greaterThan(100);
    expect(untested).to.have.members(OF_POLICIES);
  });
});

/** The names of all keys of a JSON Schema that has them written out. */
const keysOf = (schema: unknown): string[] =>
  typeof schema === "object" && schema !== null
    ? Object.entries(schema).flatMap(([word, value]) => [
        ...(word === "properties" ? Object.keys(value as object) : []),
        ...keysOf(value),
      ])
    : [];

/** Keys of the namespace `aws`, which the provider gets as they are. */
const OF_THE_PROVIDER = ["sessionName", "externalId", "sourceIdentity", "transitiveTagKeys", "keyPrefixes"];

describe("A setting", () => {
  it("config/sections: what its key is called, something outside reads", () => {
    const outside = [...SOURCES].flatMap(([file, text]) =>
      file.startsWith("config/sections/") ? [] : (text.match(/\w+/g) ?? []),
    );
    const read = new Set(outside);
    const keys = [...new Set(keysOf(JSON.parse(textOf("config/stack.schema.json"))))].filter((key) =>
      /^\w+$/.test(key),
    );
    expect(keys.length).to.be.greaterThan(200);
    expect(keys.filter((key) => !read.has(key))).to.have.members(OF_THE_PROVIDER);
  });
});

describe("CONTRIBUTING.md", () => {
  const page = textOf("CONTRIBUTING.md");

  /** Who imports from whom, by the folders at the top. */
  const imports = new Set(
    [...SOURCES].flatMap(([file, text]) =>
      [...text.matchAll(/(?:from |import\(|require\()"(\.[^"]+)"/g)].flatMap(([, path = ""]) => {
        const [from = "", to = ""] = [file, normalize(join(dirname(file), path))].map((each) => each.split("/")[0]);
        return from === to || to === "test" || to === "package.json"
          ? []
          : [[from, to].map((each) => each.replace(".ts", "")).join(" --> ")];
      }),
    ),
  );

  const arrows = [...(/```mermaid\n([^]*?)```/.exec(page)?.[1] ?? "").matchAll(/^ {2}(\w.*-->.*)$/gm)].flatMap(
    ([, line = ""]) => {
      const names = line.split(" --> ").map((each) => each.replace(/\[.*\]/, ""));
      return names.slice(1).map((to, place) => [names[place], to] as const);
    },
  );

  const reaches = (from: string): string[] => arrows.flatMap(([one, to]) => (one === from ? [to, ...reaches(to)] : []));

  it("draws who imports from whom: each arrow is an import, and each import follows arrows", () => {
    expect(arrows.map((each) => each.join(" --> ")).filter((each) => !imports.has(each))).to.deep.equal([]);
    const undrawn = [...imports].filter((each) => {
      const [from = "", to = ""] = each.split(" --> ");
      return !reaches(from).includes(to);
    });
    expect(undrawn).to.deep.equal([]);
  });

  it("says of each folder what it is for", () => {
    for (const folder of FOLDERS) expect(page).to.match(new RegExp(`^- .*\`${folder}/\`.*: `, "m"));
  });

  it("names files that there are", () => {
    const codes = [...page.matchAll(/`([a-z]+\/[\w./-]*)`/gi)].map(([, path = ""]) => path);
    const known = [...SOURCES.keys(), ...filesIn("test")].map((file) => `/${file}`);
    const missing = codes.filter(
      (path) =>
        !path.includes("OPTION") && !known.some((file) => file.includes(`/${path}`)) && !existsSync(join(ROOT, path)),
    );
    expect(codes.length).to.be.greaterThan(30);
    expect(missing).to.deep.equal([]);
  });
});
