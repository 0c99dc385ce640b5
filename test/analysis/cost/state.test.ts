import { expect } from "chai";
import { costOf, savings } from "../../../analysis/cost";
import { graphOfState } from "../../../graph/stateFile";
import { trafficOfLoad } from "../../../plan/traffic";
import { FULL } from "../../support/full";
import { recordStack } from "../../support/recording";
import { stateOf } from "../../support/state";

/** Of each option one, and what else is charged for; the long form reads more of them. */
const SOME = [
  "prod",
  "examples/nlb-ecs.yaml",
  "examples/accelerator.yaml",
  "examples/firewall.yaml",
  "examples/private-link.yaml",
  "examples/guarded.yaml",
  "examples/own-addresses.yaml",
];
const MORE = ["examples/scheduled.yaml", "examples/ecs.yaml", "examples/latency.yaml", "examples/transit.yaml"];

describe("cost: of what is deployed", () => {
  for (const stack of FULL ? [...SOME, ...MORE] : SOME)
    it(`${stack} costs what its recording does`, async () => {
      const recorded = await recordStack(stack);
      const deployed = graphOfState(JSON.stringify(stateOf(recorded)));
      const traffic = trafficOfLoad("medium");
      const byName = (graph: typeof recorded) => {
        const cost = costOf(graph, traffic);
        const lines = cost.lines
          .map((line) => JSON.stringify({ ...line, month: Number(line.month.toFixed(6)) }))
          .sort();
        const found = savings(graph, traffic, cost).map(({ rule, month }) => [rule, month.toFixed(4)]);
        return { lines, unpriced: cost.unpriced.map((each) => JSON.stringify(each)).sort(), found };
      };
      expect(byName(deployed)).to.deep.equal(byName(recorded));
    });
});
