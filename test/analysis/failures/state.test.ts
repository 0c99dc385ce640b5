import { expect } from "chai";
import { after, losses, verdict } from "../../../analysis/failures";
import { graphOfState } from "../../../graph/stateFile";
import { FULL } from "../../support/full";
import { recordStack } from "../../support/recording";
import { stateOf } from "../../support/state";

/** `prod` is read by the command: test/cli/whatIf/whatIf.test.ts. */
const READ = ["examples/failover.yaml", "examples/accelerator.yaml", "examples/ecs.yaml"];
const IN_FULL = [
  "examples/firewall.yaml",
  "examples/registry.yaml",
  "examples/private-link.yaml",
  "examples/transit.yaml",
];

describe("what a deployed stack survives", () => {
  for (const stack of FULL ? [...READ, ...IN_FULL] : READ)
    it(`is what its plan survives: ${stack}`, async () => {
      const recorded = await recordStack(stack);
      const deployed = graphOfState(JSON.stringify(stateOf(recorded)), { references: recorded.references });
      const all = losses(recorded);
      expect(losses(deployed)).to.deep.equal(all);
      expect(verdict(deployed)).to.deep.equal(verdict(recorded));
      for (const loss of all) expect(after(deployed, [loss]), loss.name).to.deep.equal(after(recorded, [loss]));
    });
});
