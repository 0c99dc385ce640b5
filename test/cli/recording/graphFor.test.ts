import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Outcome, run } from "../../support/command";
import { ROOT, recordStack } from "../../support/recording";
import { stateOf } from "../../support/state";

const STATE = join(ROOT, "test/graph/state/nlb.json");

describe("node cli/run.cjs plan --state", () => {
  const dir = mkdtempSync(join(tmpdir(), "ha-tcp-state-"));
  after(() => {
    rmSync(dir, { recursive: true });
  });
  const file = (name: string, text: string): string => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  };

  it("prints what is deployed, with its addresses", async () => {
    const { status, stdout, stderr } = await run("plan", "examples/nlb.yaml", "--state", STATE);
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    const lines = stdout.split("\n").map((line) => line.trim().replaceAll(/ {2,}/g, " | "));
    expect(lines).to.include.members([
      "ha-tcp / nlb",
      // The example has three zones: it is the state that is read.
      "eu-west-1 | 10.20.0.0/16 | a b | 1 | 2 (2 to 4) | none",
      "eu-west-1 | a | clients | 203.0.113.20 | front-eu-west-1 | no",
      "eu-west-1 | a | egress | 203.0.113.22 | network-eu-west-1-nat-a | no",
      "eu-west-1a | clients | internet → igw → NLB → targets in a b | open",
    ]);
  });

  it("gives the graph of what is deployed to machines", async () => {
    const { stdout } = await run("plan", "examples/nlb.yaml", "--state", STATE, "--json");
    const { graph, addresses } = JSON.parse(stdout) as {
      graph: { resources: object[] };
      addresses: { publicIps: string[] }[];
    };
    expect(graph.resources).to.have.lengthOf(60);
    expect(addresses.map(({ publicIps }) => publicIps)).to.deep.equal([
      ["203.0.113.20"],
      ["203.0.113.17"],
      ["203.0.113.22"],
    ]);
  });

  it("follows a consumer's connections into the plan of the stack that it reads", async () => {
    const state = file("consumer.json", JSON.stringify(stateOf(await recordStack("examples/consumer.yaml"))));
    const pathsOf = ({ stdout }: Outcome) => /^Paths\n[^]*?\n\n/m.exec(stdout)?.[0];
    const recorded = pathsOf(await run("plan", "examples/consumer.yaml"));
    expect(recorded).to.include("endpoint");
    expect(pathsOf(await run("plan", "examples/consumer.yaml", "--state", state))).to.equal(recorded);
  });

  const wrong: readonly [what: string, args: () => string[], message: string][] = [
    [
      "a stack of another name",
      () => ["dev", "--state", STATE],
      `test/graph/state/nlb.json is of the stack ha-tcp/nlb, not of ha-tcp/dev: export that one (pulumi stack export --stack dev), or name the stack that the state is of.`,
    ],
    [
      "no such file",
      () => ["dev", "--state", join(dir, "none.json")],
      "none.json cannot be read: there is no such file.",
    ],
    [
      "another document",
      () => ["dev", "--state", file("other.json", "{}")],
      "other.json is no state: give it what pulumi stack export prints.",
    ],
    ["several stacks", () => ["dev", "prod", "--state", STATE], "--state is of one stack: give that one alone."],
    [
      "a comparison",
      () => ["dev", "--state", STATE, "--to", "ecs"],
      "option '--state <file>' cannot be used with option '--to <what>'",
    ],
  ];
  for (const [what, args, message] of wrong)
    it(`says what is wrong with ${what}, in few words`, async () => {
      const { status, stdout, stderr } = await run("plan", ...args());
      expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
      expect(stderr.replaceAll("\n", " "))
        .to.include(message)
        .and.not.match(/^\s+at /m);
    });

  it("refuses the state of another project", async () => {
    const other = file(
      "project.json",
      JSON.stringify({
        version: 3,
        deployment: {
          resources: [
            {
              urn: "urn:pulumi:dev::shop::aws:ec2/eip:Eip::one",
              type: "aws:ec2/eip:Eip",
              custom: true,
              id: "eipalloc-1",
            },
          ],
        },
      }),
    );
    const { stderr } = await run("plan", "dev", "--state", other);
    expect(stderr.replaceAll("\n", " ")).to.include("is of the stack shop/dev, not of ha-tcp/dev: export that one");
  });
});
