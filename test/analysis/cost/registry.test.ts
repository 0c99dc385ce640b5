import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { costOf } from "../../../analysis/cost";
import { LAYER_OF_COMPONENT } from "../../../analysis/cost/layers";
import { COST_RULES } from "../../../analysis/cost/registry";
import { COMPUTED } from "../../../graph/computed";
import { trafficOfLoad } from "../../../plan/traffic";
import { costGraph } from "../../support/costGraph";
import { ROOT } from "../../support/recording";

/** The kinds of all components, as their constructors name them. */
function componentKinds(): string[] {
  const files = readdirSync(join(ROOT, "components"), { recursive: true, encoding: "utf8" });
  const texts = files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(ROOT, "components", file), "utf8"));
  return texts.flatMap((text) => [...text.matchAll(/super\("ha-tcp:index:(\w+)"/g)].map(([, kind = ""]) => kind));
}

describe("cost: registry", () => {
  it("has a rule for every type that a stack can have, and for no other", () => {
    expect(Object.keys(COST_RULES).sort()).to.deep.equal(Object.keys(COMPUTED).sort());
  });

  it("says of what is free where AWS says so, and of what is not priced why", () => {
    for (const [type, rule] of Object.entries(COST_RULES)) {
      if (rule.kind === "free") expect(rule.source, type).to.match(/^(aws|docs\.aws)\.amazon\.com\//);
      if (rule.kind === "unpriced") expect(rule.reason, type).to.match(/\w+ .*\w+/);
    }
  });

  it("names a type that it does not know", () => {
    const graph = costGraph("us-east-1", ["aws:mq/broker:Broker", "queue", {}]);
    expect(costOf(graph, trafficOfLoad("small"))).to.deep.include({
      lines: [],
      unpriced: [
        {
          resource: "queue",
          type: "aws:mq/broker:Broker",
          region: "us-east-1",
          reason: "the type is not known to the cost",
        },
      ],
    });
  });

  it("has a layer for every component", () => {
    expect(Object.keys(LAYER_OF_COMPONENT).sort()).to.deep.equal(componentKinds().sort());
  });
});
