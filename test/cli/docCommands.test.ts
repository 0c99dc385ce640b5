import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { run } from "../support/command";
import { ROOT } from "../support/recording";

const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };

const PAGES = [
  ...["README.md", "CONTRIBUTING.md", "Pulumi.README.md", "Pulumi.README.consumer.md"],
  ...readdirSync(join(ROOT, "docs")).flatMap((name) => (/\.(md|yml)$/.test(name) ? [`docs/${name}`] : [])),
  ...readdirSync(join(ROOT, ".github/workflows")).map((name) => `.github/workflows/${name}`),
];

interface Written {
  page: string;
  silent: boolean;
  name: string;
  /** Up to a comment, the end of the line, or of what is set as code. */
  rest: string;
}

/** A cell of a table ends as code does: its rule is no pipe. */
const cellsApart = (text: string): string => text.replace(/^\|.*$/gm, (row) => row.replaceAll(" |", "`"));

/** Every command that goes through npm, on one line or over two. */
const WRITTEN: Written[] = PAGES.flatMap((page) =>
  [...cellsApart(textOf(page)).matchAll(/npm run( --silent)?\s+([a-z][\w:-]*)([^`\n#;]*)/g)].map(
    ([, silent, name = "", rest = ""]): Written => ({ page, silent: silent !== undefined, name, rest }),
  ),
);

const flagsIn = (text: string): string[] => [...text.matchAll(/(?<=\s)--?[a-z][\w-]*/g)].map(([flag]) => flag);

/** What a command's own help tells; of others than those of cli/, the script itself. */
async function knownFlags(name: string): Promise<string[]> {
  const [, command] = /^node cli\/run\.cjs ([\w-]+)/.exec(scripts[name] ?? "") ?? [];
  if (command === undefined) return name === "bench" ? flagsIn(textOf("bench/bench.ts").replace(/`/g, " ")) : [];
  const { stdout } = await run(command, "--help");
  return flagsIn(` ${stdout.replace(/[,"]/g, " ")}`);
}

describe("commands that pages show", () => {
  it("are scripts of package.json", () => {
    expect(WRITTEN.length).to.be.greaterThan(60);
    const unknown = WRITTEN.filter(({ name }) => scripts[name] === undefined);
    expect(unknown.map(({ page, name }) => `${page}: npm run ${name}`)).to.deep.equal([]);
  });

  it("have flags that their commands know", async () => {
    const known = new Map<string, string[]>();
    for (const { name } of WRITTEN) if (!known.has(name)) known.set(name, await knownFlags(name));
    const unknown = WRITTEN.flatMap(({ page, name, rest }) =>
      flagsIn(rest.split(/[>|]/)[0] ?? "")
        .filter((flag) => name !== "pulumi" && !known.get(name)?.includes(flag))
        .map((flag) => `${page}: npm run ${name} … ${flag}`),
    );
    expect(known.get("plan")).to.include.members(["--json", "--to"]);
    expect(unknown).to.deep.equal([]);
  });

  it("hand flags on after --", () => {
    const lost = WRITTEN.filter(({ rest }) => flagsIn(rest).length > 0 && !/^ -- /.test(rest));
    expect(lost.map(({ page, name, rest }) => `${page}: npm run ${name}${rest}`)).to.deep.equal([]);
  });

  it("write no banner of npm into a file or a pipe", () => {
    const loud = WRITTEN.filter(({ silent, rest }) => !silent && /[>|]/.test(rest));
    expect(loud.map(({ page, name, rest }) => `${page}: npm run ${name}${rest}`)).to.deep.equal([]);
  });

  it("name the one version of Pulumi's CLI", () => {
    const [version = ""] = /pulumi@[\d.]+/.exec(scripts["pulumi"] ?? "") ?? [];
    const others = PAGES.flatMap((page) => textOf(page).match(/pulumi@\d[\d.]*\d/g) ?? []);
    expect([...new Set(others)]).to.deep.equal([version]);
  });
});
