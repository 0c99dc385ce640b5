import { expect } from "chai";
import { DROPPED_QUERY } from "../../../plan/networkFirewall/logs";

describe("plan/networkFirewall/logs: who was dropped", () => {
  it("is asked by the verdict, of source, destination, port, rule and zone", () => {
    expect(DROPPED_QUERY.split("\n")).to.deep.equal([
      'filter event.verdict.action = "drop" or event.verdict.action = "reject"',
      "| stats count(*) as packets, earliest(@timestamp) as first, latest(@timestamp) as last by event.src_ip, event.dest_ip, event.dest_port, event.alert.signature, availability_zone",
      "| sort packets desc",
      "| limit 100",
    ]);
  });

  it("fits the 10000 characters of a query definition", () => {
    expect(DROPPED_QUERY.length).to.be.below(10_000);
  });
});
