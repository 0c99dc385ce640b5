import { expect } from "chai";
import { type Shown, offers } from "../../../cli/plan/offers";
import { run } from "../../support/command";

const LONG = "examples/a-stack-with-a-long-name.yaml";

const CASES: [title: string, of: Shown, expected: string[]][] = [
  [
    "a stack",
    { stack: "prod" },
    ["To see it: npm run draw -- prod -o prod.svg; to hand it round: npm run report -- prod -o prod.html"],
  ],
  [
    "a path, in two lines where one is too long",
    { stack: LONG },
    [
      `To see it: npm run draw -- ${LONG} -o a-stack-with-a-long-name.svg`,
      "To hand it round:",
      `  npm run report -- ${LONG} -o a-stack-with-a-long-name.html`,
    ],
  ],
  [
    "a switch",
    { stack: "dev", to: "nlb,ecs" },
    [
      "To see it: npm run draw -- dev --to nlb,ecs -o dev.svg",
      "To hand it round: npm run report -- dev --to nlb,ecs -o dev.html",
    ],
  ],
  [
    "a state",
    { stack: "dev", state: "s.json" },
    [
      "To see it: npm run draw -- dev --state s.json -o dev.svg",
      "To hand it round: npm run report -- dev --state s.json -o dev.html",
    ],
  ],
];

describe("offers", () => {
  for (const [title, shown, expected] of CASES)
    it(`has picture and page of ${title}`, () => {
      expect(offers(shown).split("\n")).to.deep.equal(expected);
    });
});

describe("plan", () => {
  it("ends with both", async () => {
    const { stdout } = await run("plan", "dev", "examples/consumer.yaml");
    const last = stdout.split("\n\n\n").map((text) => text.trimEnd().split("\n").at(-1));
    expect(last).to.deep.equal([
      offers({ stack: "dev" }),
      offers({ stack: "examples/consumer.yaml" }).split("\n").at(-1),
    ]);
  });
});
