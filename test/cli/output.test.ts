import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { printable } from "../../cli/output";
import { run } from "../support/command";

const [ESC, BEL, CR, CSI, RLO, LRI, LINE] = ["\u001b", "\u0007", "\r", "\u009b", "\u202e", "\u2066", "\u2028"] as const;
const ALL = [ESC, BEL, CR, CSI, RLO, LRI, LINE].join("");
const ESCAPED = String.raw`\u001b\u0007\u000d\u009b\u202e\u2066\u2028`;

describe("cli/output: what a terminal would obey", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ha-tcp-output-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** A stack file that is named with them. */
  function file(name: string, keys: object): string {
    const path = join(folder, `${name}.yaml`);
    const config = Object.fromEntries(Object.entries(keys).map(([key, value]) => [`ha-tcp:${key}`, value as unknown]));
    writeFileSync(path, stringify({ config }));
    return path;
  }

  const service = {
    options: ["nlb", "networkFirewall"],
    service: { port: 5000 },
    regions: { "eu-west-1": { cidr: "10.20.0.0/16", zones: ["a", "b"] } },
  };

  it("is escaped, and all else is left as it is", () => {
    expect(printable(ALL)).to.equal(ESCAPED);
    expect(printable("a\tb\nz → é 👩‍🚀 …")).to.equal("a\tb\nz → é 👩‍🚀 …");
    expect(JSON.parse(printable(JSON.stringify({ text: ALL })))).to.deep.equal({ text: ALL });
  });

  it("does not come from a stack's name into a plan, nor into its JSON, which still says it", async () => {
    const path = file(`x${ALL}y`, service);
    const [text, json] = [await run("plan", path), await run("plan", path, "--json")];
    expect([text.status, text.stdout.split("\n")[0]]).to.deep.equal([0, `ha-tcp / x${ESCAPED}y`]);
    for (const output of [text.stdout, json.stdout]) expect(printable(output)).to.equal(output);
    const { summary } = JSON.parse(json.stdout) as { summary: { stack: string } };
    expect(summary.stack).to.equal(`x${ALL}y`);
  });

  it("does not come from a file into messages", async () => {
    const path = file("bad", {
      ...service,
      [`tags${ESC}[31m`]: true,
      service: { port: 5000, hostname: `tcp${RLO}.example.com`, certificate: BEL },
      networkFirewall: { rules: [{ name: `rule${ESC}]0;title${BEL}`, action: "pass" }] },
    });
    for (const words of [[path], [path, "--json"], [`nobody${ALL}`], ["dev", `--${ALL}`]]) {
      const { status, stdout, stderr } = await run("plan", ...words);
      expect(status, stdout).to.equal(1);
      expect(`${stdout}${stderr}`).to.match(/\\u(001b|202e|0007)/);
      expect(printable(stdout + stderr)).to.equal(stdout + stderr);
    }
  });
});
