import { expect } from "chai";
import fc from "fast-check";
import { NEWER_TYPES } from "../../../graph/terraform/newer";
import { recordedGraphs, stackFiles } from "../../../tools/replacement/recordedInputs";
import { type ProviderSchema, type Workspace, providerSchema, workspaceBeside } from "../../../tools/terraform";
import { goodConfig } from "../../support/configs";
import { FULL } from "../../support/full";
import { recordConfig, recordStack } from "../../support/recording";
import { workspaceOrSkip } from "../terraform/workspace";
import { GOOD, outcome } from "./outcome";
import { REFUSED, type StandIn, standInOrSkip } from "./standIn";
import { apply, creations } from "./wire";

/** How many generated configs: always the same, or others each time in the long form. */
const SAMPLE = FULL ? { numRuns: 60 } : { numRuns: 4, seed: 1 };

describe("what the provider sends to AWS for what is new", function () {
  // Terraform is interrupted before.
  this.timeout(3_600_000);

  let workspace: Workspace;
  let schema: ProviderSchema;
  let standIn: StandIn | undefined;

  before(async function () {
    workspace = workspaceBeside(await workspaceOrSkip(this), "wire");
    standIn = await standInOrSkip(this);
    schema = await providerSchema(workspace);
  });
  after(() => {
    standIn?.stop();
  });

  it("creates each resource of every stack, every example and generated configs by requests that AWS's models take", async () => {
    const graphs = [];
    for (const stack of stackFiles()) graphs.push(await recordStack(stack));
    for (const raw of fc.sample(goodConfig, SAMPLE)) graphs.push(await recordConfig({ ...raw }));
    const cases = creations(graphs);
    process.stderr.write(`${cases.length} resources to be made at a stand-in for AWS\n`);
    expect(outcome(standIn!, await apply(workspace, schema, standIn!, cases))).to.deep.equal(GOOD);
  });

  it("is nothing for the types that the provider has not, and those are no others than the mapping's", async () => {
    const graphs = await recordedGraphs();
    const sent = new Set(creations(graphs).map(({ type }) => type));
    const types = graphs.flatMap(({ resources }) =>
      resources
        .filter(({ custom, external, type }) => custom && !external && type.startsWith("aws:"))
        .map(({ type }) => type),
    );
    expect([...new Set(types)].filter((type) => !sent.has(type)).sort()).to.deep.equal(Object.keys(NEWER_TYPES).sort());
  });

  it("is refused where the provider sends an empty key", async () => {
    const inputs = { name: "g", type: "STATEFUL", capacity: 1, encryptionConfiguration: { type: "AWS_OWNED_KMS_KEY" } };
    const bad = {
      type: "aws:networkfirewall/ruleGroup:RuleGroup",
      inputs: { ...inputs, rules: "pass tcp any any -> any any (sid:1; rev:1;)" },
    };
    const { faults, unread, notEnded } = outcome(standIn!, await apply(workspace, schema, standIn!, [bad]));
    expect(faults).to.include(
      "network-firewall.CreateRuleGroup: EncryptionConfiguration.KeyId: 0 characters, the least is 1",
    );
    expect(unread).to.deep.equal([]);
    expect(notEnded.join()).to.match(new RegExp(`^RuleGroup g: .*${REFUSED}: network-firewall.CreateRuleGroup`));
  });
});
