import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { wrapped } from "../../cli/text/table";
import { run } from "../support/command";

describe("cli: what goes wrong", () => {
  let directory: string;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "ha-tcp-errors-"));
  });

  after(() => {
    rmSync(directory, { recursive: true });
  });

  async function complaint(name: string, keys: object): Promise<string> {
    const path = join(directory, `${name}.yaml`);
    const config = Object.fromEntries(Object.entries(keys).map(([key, value]) => [`ha-tcp:${key}`, value as unknown]));
    writeFileSync(path, stringify({ config }));
    const { status, stdout, stderr } = await run("plan", path);
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    return stderr;
  }

  const consumer = (region: string, zone: string, provider: object) => ({
    kind: "consumer",
    provider,
    consumer: {
      name: "pay",
      region,
      serviceRegion: "eu-west-1",
      vpc: { kind: "created", cidr: "10.60.0.0/22", zones: [zone] },
    },
  });
  const named = {
    kind: "service",
    name: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
    zoneIds: ["euw1-az3"],
    port: 5000,
  };
  const ASSUMED = [
    "The consumer's ids are assumed here, as letters mean other zones in other accounts. To see those of",
    "its account: aws ec2 describe-availability-zones, or pulumi preview.",
    "",
  ];

  it("a consumer without a zone of the service's is told with ids, which are assumed", async () => {
    expect((await complaint("near", consumer("eu-west-1", "a", named))).split("\n")).to.deep.equal([
      "consumer-pay and the service have no zone in common: the consumer has euw1-az1, the service",
      "euw1-az3.",
      ...ASSUMED,
    ]);
  });

  it("one in another region, in a zone that AWS leaves out, is told that", async () => {
    expect((await complaint("far", consumer("us-east-1", "c", named))).split("\n")).to.deep.equal([
      "consumer-pay is in no zone that can connect to another region: it has use1-az3, and AWS leaves out",
      "apne1-az3, apne2-az2, apne2-az4, use1-az3, usw1-az2.",
      ...ASSUMED,
    ]);
  });

  it("what a file refers to is told in 100 columns, each place that was tried in one piece", async () => {
    const provider = { kind: "stack", stack: "organization/elsewhere/somewhere-with-a-long-name" };
    const other = await complaint("other", consumer("eu-west-1", "a", provider));
    const lost = await complaint("lost", consumer("eu-west-1", "a", { kind: "stack", stack: "nowhere" }));
    for (const line of [...other.split("\n"), ...lost.split("\n")])
      if (!line.includes(directory)) expect(line.length, line).to.be.at.most(100);
    expect(lost.split("\n")).to.include(`  ${join(directory, "nowhere.yaml")}`);
  });
});

describe("cli/table: wrapped", () => {
  const word = "x".repeat(49);
  const cases: [string, string, string][] = [
    ["leaves what fits", `${word} ${word}\n\nshort  text`, `${word} ${word}\n\nshort  text`],
    ["goes on below", `${word} ${word} ${word}`, `${word} ${word}\n${word}`],
    ["keeps the indentation", `  ${word} ${word} y`, `  ${word}\n  ${word} y`],
    ["cuts no word", `a ${"y".repeat(120)} b`, `a\n${"y".repeat(120)}\nb`],
  ];
  for (const [what, text, expected] of cases)
    it(what, () => {
      expect(wrapped(text)).to.equal(expected);
    });
});
