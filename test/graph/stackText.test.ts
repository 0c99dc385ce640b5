import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { plan } from "../../cli/plan/plan";
import { mistakesOf } from "../../config/mistakes";
import { FileError, readStack } from "../../graph";
import { ROOT } from "../support/recording";

const RIGHT = "config:\n  ha-tcp:options: [nlb]\n";

/** Bytes of a file; what is told of it as data: line, column, value, and the beginning of what to do. */
const BYTES: readonly [what: string, bytes: Buffer, ...told: (string | number)[]][] = [
  [
    "Latin-1",
    Buffer.from(`${RIGHT}  ha-tcp:tags: { Ort: Zürich }\n`, "latin1"),
    3,
    24,
    "ha-tcp:tags: { Ort: Zürich }",
    "save the file as UTF-8; the value is what the line would be as Latin-1",
  ],
  [
    "a character that is cut off",
    Buffer.from([0x61, 0x3a, 0x20, 0xe2, 0x82]),
    1,
    4,
    "a: â\u0082",
    "save the file as UTF-8",
  ],
  [
    "UTF-16, little end first",
    Buffer.from(`\ufeff${RIGHT}`, "utf16le"),
    1,
    1,
    "text as UTF-16",
    "save the file as UTF-8",
  ],
  [
    "UTF-16, big end first",
    Buffer.from(`\ufeff${RIGHT}`, "utf16le").swap16(),
    1,
    1,
    "text as UTF-16",
    "save the file as UTF-8",
  ],
];

describe("the bytes of a stack file", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ha-tcp-bytes-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const failure = (path: string): unknown => {
    try {
      readStack(ROOT, path);
    } catch (error) {
      return error;
    }
    throw new Error("it did not fail");
  };

  for (const [what, bytes, line, column, value, fix] of BYTES)
    it(`as ${what}: where it is not UTF-8`, () => {
      const file = join(folder, "wrong.yaml");
      writeFileSync(file, bytes);
      const [mistake, ...others] = mistakesOf(failure(file), "ha-tcp");
      expect(others).to.deep.equal([]);
      expect(mistake).to.include({ path: "", file, line, column, value, allowed: "text as UTF-8" });
      expect(mistake?.fix).to.match(new RegExp(`^${String(fix)}`));
    });

  it("with a mark of UTF-8 before them are read", () => {
    const file = join(folder, "marked.yaml");
    writeFileSync(file, `\ufeff${RIGHT}`);
    expect(readStack(ROOT, file).config).to.deep.equal({ "ha-tcp:options": '["nlb"]' });
  });

  it("are none where the file is a folder", () => {
    const folderError = failure(`${folder}/`);
    expect(folderError).to.be.instanceOf(FileError);
    expect((folderError as Error).message).to.match(/^\S+ is a folder: name a stack file in it\.\nStacks: dev, prod\n/);
  });

  it("of several wrong files are all told of, as text and as data, and the others are planned", async () => {
    const files = ["one", "two"].map((name) => join(folder, `${name}.yaml`));
    for (const [index, file] of files.entries()) writeFileSync(file, `${RIGHT}  ha-tcp:protect: ${index}\n`);
    const { text, failures } = await plan(ROOT, ["dev", ...files], false);
    expect(text).to.match(/^ha-tcp \/ dev\n/);
    expect(failures.map(({ error }) => (error as Error).message.split(" has")[0])).to.deep.equal([
      "The configuration of stack one",
      "The configuration of stack two",
    ]);
    const flags = failures
      .flatMap(({ error }) => mistakesOf(error, "ha-tcp"))
      .filter(({ path }) => path === "ha-tcp:protect");
    expect(flags).to.deep.equal(
      files.map((file, index) => ({
        path: "ha-tcp:protect",
        file,
        line: 3,
        column: 3,
        value: index,
        allowed: "true or false",
        fix: "write true or false, without quotes",
      })),
    );
  });
});
