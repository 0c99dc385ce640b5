import { expect } from "chai";
import type { NameRow } from "../../../analysis";
import { renderNames } from "../../../cli/plan/renderNames";

const answer = {
  region: "eu-west-1",
  leadsTo: ["front-eu-west-1"],
  when: "always",
  well: "1 of 3 addresses",
  good: true,
};

const row = (rest: Partial<NameRow> = {}): NameRow => ({
  hostname: "tcp.example.com",
  routing: "latency",
  accelerated: false,
  switched: false,
  answers: [answer],
  record: "dns-alias",
  ...rest,
});

const NOTE = [
  "",
  "  Once deployed, `pulumi stack output zoneFiles --json` has these names with their addresses, for a",
  "  second DNS provider to load.",
];

const linesOf = (...rows: NameRow[]): string[] => renderNames(rows).split("\n");

describe("renderNames", () => {
  it("has a name, how it chooses, and what it is answered with", () => {
    expect(linesOf(row())).to.deep.equal([
      "  name             by            leads to                when                       healthy with",
      "  tcp.example.com  latency       front-eu-west-1         always                     1 of 3 addresses",
      ...NOTE,
    ]);
  });

  it("has the name once, whatever it is answered with", () => {
    const other = { ...answer, leadsTo: ["front-ap-south-1"], when: "else" };
    expect(linesOf(row({ routing: "failover", answers: [answer, other] })).slice(1, 3)).to.deep.equal([
      "  tcp.example.com  failover      front-eu-west-1         always                     1 of 3 addresses",
      "                                 front-ap-south-1        else                       1 of 3 addresses",
    ]);
  });

  it("has an accelerator before the regions, or alone", () => {
    const alone = { leadsTo: ["anycast"], when: "always", good: true };
    const chain = linesOf(row({ accelerated: true }));
    expect(chain.slice(1, 3).map((line) => line.slice(19, 31).trim())).to.deep.equal(["accelerator,", "then latency"]);
    expect(linesOf(row({ routing: undefined, accelerated: true, answers: [alone] }))[1]).to.equal(
      "  tcp.example.com  accelerator   anycast                 always",
    );
  });

  it("fits in 100 columns, however long names are", () => {
    const long = {
      ...answer,
      leadsTo: ["addresses-ap-southeast-4-a", "addresses-ap-southeast-4-b"],
      when: "w ".repeat(40),
    };
    for (const line of linesOf(row({ hostname: `${"a".repeat(60)}.example.com`, answers: [long] })))
      expect(line.length).to.be.at.most(100);
  });
});
