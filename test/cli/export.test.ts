import { expect } from "chai";
import { toTerraform } from "../../graph/terraform";
import { run as runCommand } from "../support/command";
import { recordStack } from "../support/recording";

const run = (...args: string[]) => runCommand("export", ...args);

describe("node cli/run.cjs export", () => {
  it("prints the document of a stack, and a line for each thing that it leaves out", async () => {
    const { document, leftOut } = toTerraform(await recordStack("prod"));
    const { status, stdout, stderr } = await run("prod", "--format", "terraform");
    expect(status).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal(document);
    expect(leftOut).not.to.have.length(0);
    expect(stderr).to.equal(leftOut.map(({ what, why }) => `left out: ${what}: ${why}\n`).join(""));
  });

  it("takes the path of a file", async () => {
    const { status, stdout } = await run("examples/nlb.yaml", "--format", "terraform");
    expect(status).to.equal(0);
    expect(JSON.parse(stdout)).to.include({ "//": "Stack nlb of ha-tcp, made by npm run export" });
  });

  for (const [what, args, message] of [
    ["a format that there is not", ["dev", "--format", "cdk"], "Allowed choices are terraform."],
    ["no format", ["dev"], "required option '--format <format>' not specified"],
    ["a stack that there is not", ["nobody", "--format", "terraform"], "There is no stack file"],
  ] as const)
    it(`says what is wrong with ${what}, in few words`, async () => {
      const { status, stdout, stderr } = await run(...args);
      expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
      expect(stderr)
        .to.include(message)
        .and.not.match(/^\s+at /m);
    });
});
