import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { run } from "../support/command";

describe("node cli/run.cjs forget", () => {
  const dir = mkdtempSync(join(tmpdir(), "ha-tcp-forget-"));
  after(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  const file = (content: string): string => {
    const path = join(dir, "state.json");
    writeFileSync(path, content);
    return path;
  };

  const urn = (type: string, name: string) => `urn:pulumi:prod::ha-tcp::${type}::${name}`;
  const provider = (region: string) => {
    const type = "pulumi:providers:aws";
    return { urn: urn(type, `aws-${region}`), type, custom: true, id: `p-${region}` };
  };
  const of = (region: string, type: string, name: string, id: string) => ({
    urn: urn(type, name),
    type,
    custom: true,
    id,
    provider: `${provider(region).urn}::p-${region}`,
  });
  const EIP = "aws:ec2/eip:Eip";
  const STAYS = [provider("eu-central-1"), of("eu-central-1", EIP, "addresses-eu-central-1-a", "eipalloc-1")];
  const GOES = [
    provider("eu-west-1"),
    of("eu-west-1", EIP, "addresses-eu-west-1-a", "eipalloc-2"),
    of("eu-west-1", EIP, "addresses-eu-west-1-egress-b", "eipalloc-3"),
    of("eu-west-1", "aws:ec2/vpc:Vpc", "network-eu-west-1-vpc", "vpc-1"),
  ];
  const STATE = { version: 3, deployment: { manifest: {}, resources: [...GOES, ...STAYS] } };

  it("prints the state without the region, and how to use its addresses again", async () => {
    const { status, stdout, stderr } = await run("forget", "eu-west-1", file(JSON.stringify(STATE)));
    expect(JSON.parse(stdout)).to.deep.equal({ ...STATE, deployment: { manifest: {}, resources: STAYS } });
    expect({ status, stderr }).to.deep.equal({
      status: 0,
      stderr:
        "forgotten: 3 resources of eu-west-1. They stay in the account, and are charged for.\n" +
        "To use their addresses again, in a stack file:\n" +
        "eu-west-1:\n  addresses:\n    a: eipalloc-2\n  egressAddresses:\n    b: eipalloc-3\n",
    });
  });

  it("says nothing of addresses where there are none", async () => {
    const state = { deployment: { resources: [provider("eu-west-1")] } };
    const { stderr } = await run("forget", "eu-west-1", file(JSON.stringify(state)));
    expect(stderr).to.equal("forgotten: 0 resources of eu-west-1. They stay in the account, and are charged for.\n");
  });

  const wrong: [string, string, string][] = [
    [
      "a region that it has nothing of",
      JSON.stringify(STATE),
      "has nothing of eu-west-2: its regions are eu-central-1, eu-west-1.",
    ],
    ["a stack without resources", '{"deployment":{}}', "has nothing of eu-west-2: it has no region."],
    ["another document", '{"resources":[]}', "is no state: give it what pulumi stack export prints."],
    ["no document", "resources:", "is no JSON, and so no state: give it what pulumi stack export prints."],
  ];
  for (const [what, content, message] of wrong)
    it(`says what is wrong with ${what}, in few words`, async () => {
      const { status, stdout, stderr } = await run("forget", "eu-west-2", file(content));
      expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
      expect(stderr.replaceAll("\n", " "))
        .to.include(message)
        .and.not.match(/^\s+at /m);
    });

  it("says that there is no such file", async () => {
    const { status, stderr } = await run("forget", "eu-west-1", join(dir, "none.json"));
    expect([status, stderr.replaceAll("\n", " ")].join(" ")).to.include(
      "none.json cannot be read: there is no such file.",
    );
  });
});
