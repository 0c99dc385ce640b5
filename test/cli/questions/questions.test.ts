import { PassThrough } from "node:stream";
import { expect } from "chai";
import { parseNeeds } from "../../../config/needs";
import { NEEDS_KEYS } from "../../../config/needsSchema";
import { NEEDS_QUESTIONS, askNeeds } from "../../../cli/questions/needsQuestions";
import { NEEDS_FORMS, readLine } from "../../../cli/questions/needsText";
import { terminal } from "../../../cli/questions/terminal";
import type { Asker } from "../../../cli/questions/questions";
import { scripted } from "../../support/scripted";
import { failureOf } from "../../support/recording";

describe("questions about the needs", () => {
  it("are one for each need", () => {
    expect(NEEDS_QUESTIONS.map(({ key }) => key).sort()).to.deep.equal([...NEEDS_KEYS].sort());
  });

  it("give what was answered, and nothing that was not", async () => {
    const asker = scripted([
      ["Which regions", ["eu-west-1"]],
      ["Which addresses", "eu-west-1/a=eipalloc-0a1b2c3d4e5f60718 198.51.100.7"],
      ["Which accounts", "111122223333=10.60.0.0/23+10.62.0.0/23"],
      ["Must a firewall", true],
      ["How much traffic", "load=medium gbOutPerMonth=300"],
      ["What must it survive", "zone"],
    ]);
    const answers = await askNeeds(asker, { port: 7000 });
    expect(answers).to.deep.equal({
      regions: ["eu-west-1"],
      port: 7000,
      zones: 3,
      internet: true,
      fixedAddresses: "perRegion",
      allowList: { elasticIps: { "eu-west-1": { a: "eipalloc-0a1b2c3d4e5f60718" } }, anycast: ["198.51.100.7"] },
      privateConsumers: [{ account: "111122223333", clients: ["10.60.0.0/23", "10.62.0.0/23"] }],
      inspection: true,
      containers: "either",
      ipv6: false,
      survives: "zone",
      traffic: { load: "medium", gbOutPerMonth: 300 },
      prefer: "cost",
    });
    expect(parseNeeds(answers).mistakes).to.equal(undefined);
    expect(asker.asked).not.to.satisfy((titles: string[]) => titles.some((title) => title.startsWith("Which hosted")));
    expect(asker.asked).to.include("How many zones of each region?\nHow many zones of each region. Default: 3.");
    expect(asker.asked.filter((title) => title.startsWith("Which TCP port"))).to.deep.equal([]);
    expect(asker.lines).to.include.members(["regions  eu-west-1", "port  7000", "inspection  yes", "image  –"]);
  });

  it("can each be asked again until all is confirmed, and what is not asked any more says nothing", async () => {
    const asker = scripted([
      ["Which regions", ["eu-west-1"]],
      ["Must a firewall", true],
      ["Is that all right", "internet"],
      ["Do clients come", true],
      ["Do clients come", false],
      ["Which answer", "privateConsumers"],
      ["Which accounts", ""],
      ["Which accounts", "111122223333=10.60.0.0/23"],
    ]);
    const answers = await askNeeds(asker, {});
    expect(asker.said).to.deep.equal([
      "Every answer can be changed at the end. Ctrl-C leaves, and writes nothing.",
      "privateConsumers: []: allowed is one consumer or more, where no client comes over the internet; name the consumers' accounts, or set internet: true",
    ]);
    expect(answers).to.deep.equal({
      regions: ["eu-west-1"],
      zones: 3,
      port: 5000,
      internet: false,
      privateConsumers: [{ account: "111122223333", clients: ["10.60.0.0/23"] }],
      containers: "either",
      ipv6: false,
      traffic: "small",
      prefer: "cost",
    });
  });

  it("say at once what is wrong with an answer", async () => {
    const asker = scripted([
      ["Which regions", ["eu-west-1"]],
      ["What may a month", "-3"],
      ["Which answer", "budgetUsd"],
      ["What may a month", ""],
    ]);
    await askNeeds(asker, {});
    expect(asker.said[1]).to.equal(
      "-3: allowed is a number of US dollars, 1 or more; give what a month may cost, in US dollars",
    );
  });

  it("take a VPC part by part", async () => {
    const asker = scripted([
      ["Which regions", ["eu-west-1"]],
      ["Does it stand in a VPC", true],
      ["The id of the VPC", "vpc-0a1b2c3d4e5f60718"],
      ["The range", "10.64.0.0/16"],
      ["Its public subnets", "a=subnet-0a00000000000000a"],
      ["Its private subnets", "a=subnet-0b00000000000000a, b=subnet-0b00000000000000b"],
    ]);
    const { existingVpcs } = await askNeeds(asker, {});
    expect(existingVpcs).to.deep.equal({
      "eu-west-1": {
        id: "vpc-0a1b2c3d4e5f60718",
        cidr: "10.64.0.0/16",
        front: { a: "subnet-0a00000000000000a" },
        app: { a: "subnet-0b00000000000000a", b: "subnet-0b00000000000000b" },
      },
    });
  });

  it("read YAML where no short form is written", () => {
    const readNeed = (key: string, text: string) => readLine(NEEDS_FORMS, key, text);
    expect(readNeed("regions", "[eu-west-1]")).to.deep.equal(["eu-west-1"]);
    expect(readNeed("privateConsumers", "[{ account: '111122223333', clients: [10.0.0.0/8] }]")).to.deep.equal([
      { account: "111122223333", clients: ["10.0.0.0/8"] },
    ]);
    expect(readNeed("zones", "2")).to.equal(2);
    expect(readNeed("traffic", "large")).to.equal("large");
    expect(() => readNeed("existingVpcs", "{a: [")).to.throw(/^existingVpcs cannot be read as YAML: /);
  });
});

describe("a terminal", () => {
  const keys = { down: "\u001b[B", enter: "\r", cancel: "\u0003" };
  /** Types what comes, a moment after each question. */
  async function typing<T>(typed: readonly string[], ask: (asker: Asker) => Promise<T>): Promise<T> {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const answer = ask(terminal({ input, output }));
    for (const key of typed) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      input.write(key);
    }
    return answer;
  }

  it("asks for a word, a text, yes or no, and for several", async () => {
    const choices = ["one", "two", "three"].map((value) => ({ value, label: value }));
    expect(await typing([keys.down, keys.enter], (asker) => asker.one("Which?", choices, "two"))).to.equal("three");
    const given = { initial: "50", problem: (text: string) => (text === "50" ? "more" : undefined) };
    expect(await typing([keys.enter, "0", keys.enter], (asker) => asker.text("How many?", given))).to.equal("500");
    expect(await typing(["n"], (asker) => asker.yesOrNo("Is it?", true))).to.equal(false);
    expect(await typing([keys.enter], (asker) => asker.several("Which?", choices, ["two"]))).to.deep.equal(["two"]);
  });

  it("lets go without an answer", async () => {
    const error = await failureOf(typing([keys.cancel], (asker) => asker.yesOrNo("Is it?", true)));
    expect(error.message).to.equal("Cancelled: nothing was written.");
  });
});
