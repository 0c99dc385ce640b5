import { expect } from "chai";
import { type ProviderSchema, type Workspace, providerSchema, workspaceBeside } from "../../../tools/terraform";
import { recordStack } from "../../support/recording";
import { workspaceOrSkip } from "../terraform/workspace";
import { GOOD, outcome } from "./outcome";
import { type StandIn, standInOrSkip } from "./standIn";
import { apply, creations } from "./wire";
describe("one", function () { this.timeout(3_600_000);
  let workspace: Workspace; let schema: ProviderSchema; let standIn: StandIn | undefined;
  before(async function () { workspace = workspaceBeside(await workspaceOrSkip(this), "wire-revc"); standIn = await standInOrSkip(this); schema = await providerSchema(workspace); });
  after(() => { standIn?.stop(); });
  it("ok", async () => {
    const graphs = [await recordStack("examples/existing-vpc.yaml"), await recordStack("/tmp/scratch-revc/vpc-c.yaml"), await recordStack("/tmp/scratch-revc/s/iamflow.yaml")];
    const cases = creations(graphs); console.log(cases.length);
    expect(outcome(standIn!, await apply(workspace, schema, standIn!, cases))).to.deep.equal(GOOD);
  });
});
