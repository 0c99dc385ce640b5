import { expect } from "chai";
import fc from "fast-check";
import { NEWER_TYPES } from "../../../graph/terraform/newer";
import { recordedGraphs, stackFiles } from "../../../tools/replacement/recordedInputs";
import { type ProviderSchema, type Workspace, providerSchema, workspaceBeside } from "../../../tools/terraform";
import { goodConfig } from "../../support/configs";
import { FULL, pairs } from "../../support/full";
import { SERVICE_SHAPES, recordConfig, recordStack } from "../../support/recording";
import { workspaceOrSkip } from "../terraform/workspace";
import { REFUSED, type StandIn, standInOrSkip } from "./standIn";
import { type Applied, apply, changes, creations, titleOf, updates } from "./wire";

/** How many generated configs: always the same, or others each time in the long form. */
const SAMPLE = FULL ? { numRuns: 60 } : { numRuns: 4, seed: 1 };

/**
 * What the provider refuses to change in place, and the comparison of two stacks with it: it keeps the success codes of a check over HTTP.
 * Source: resourceTargetGroupCustomizeDiff in internal/service/elbv2/target_group.go of the provider
 */
const REFUSED_UPDATES = [
  'aws:lb/targetGroup:TargetGroup: Invalid Attribute Combination Attribute "health_check[0].matcher" cannot be specified when "health_check[0].protocol" is "TCP". Path: health_check[0].matcher:',
];

describe("what the provider sends to AWS", function () {
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

  /** What the stand-in said against the requests, and what ended otherwise than well. */
  const outcome = (applied: readonly Applied[]) => {
    const requests = standIn!.requests();
    process.stderr.write(`${requests.length} requests\n`);
    return {
      faults: [
        ...new Set(
          requests.flatMap(({ service, operation, faults = [] }) =>
            faults.map((each) => `${service}.${operation}: ${each}`),
          ),
        ),
      ],
      unread: requests.flatMap(({ service, unread }) => (unread === undefined ? [] : [`${service}: ${unread}`])),
      notEnded: applied.flatMap(({ case: each, error }) => (error === undefined ? [] : [`${titleOf(each)}: ${error}`])),
    };
  };
  const GOOD = { faults: [], unread: [], notEnded: [] };

  it("creates each resource of every stack, every example and generated configs by requests that AWS's models take", async () => {
    const graphs = [];
    for (const stack of stackFiles()) graphs.push(await recordStack(stack));
    for (const raw of fc.sample(goodConfig, SAMPLE)) graphs.push(await recordConfig({ ...raw }));
    const cases = creations(graphs);
    process.stderr.write(`${cases.length} resources to be made at a stand-in for AWS\n`);
    expect(outcome(await apply(workspace, schema, standIn!, cases))).to.deep.equal(GOOD);
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

  it("changes resources in place by requests that AWS's models take", async () => {
    const graphs = await Promise.all(Object.values(SERVICE_SHAPES).map((raw) => recordConfig(raw)));
    const { planned, refused } = await changes(workspace, schema, updates(pairs(graphs)));
    process.stderr.write(`${planned.length} resources to be changed at a stand-in for AWS\n`);
    const refusals = new Set(refused.map(({ case: { type }, why }) => `${type}: ${why.replace(/\s+/g, " ").trim()}`));
    expect([...refusals]).to.deep.equal(REFUSED_UPDATES);
    expect(outcome(await apply(workspace, schema, standIn!, planned))).to.deep.equal(GOOD);
  });

  it("takes a key away by asking for AWS's own", async () => {
    const key = {
      encryptionConfiguration: { type: "CUSTOMER_KMS", keyId: "arn:aws:kms:eu-west-1:123456789012:key/a" },
    };
    const group = { name: "g", type: "STATEFUL", capacity: 1, rules: "pass tcp any any -> any any (sid:1; rev:1;)" };
    const type = "aws:networkfirewall/ruleGroup:RuleGroup";
    const { planned } = await changes(workspace, schema, [{ type, before: { ...group, ...key }, after: group }]);
    expect((await apply(workspace, schema, standIn!, planned)).map(({ error }) => error)).to.deep.equal([undefined]);
    const [update] = standIn!.requests().filter(({ operation }) => operation === "UpdateRuleGroup");
    expect(update?.params?.["EncryptionConfiguration"]).to.deep.equal({ Type: "AWS_OWNED_KMS_KEY" });
  });

  it("takes the key of a log group away, and switches access logs off, where they are left out", async () => {
    const group = { name: "g", retentionInDays: 7 };
    const kmsKeyId = "arn:aws:kms:eu-west-1:123456789012:key/a";
    const balancer = {
      name: "b",
      loadBalancerType: "network",
      subnetMappings: [{ subnetId: "subnet-0a1b2c3d4e5f60718" }],
    };
    const accessLogs = { enabled: true, bucket: "logs" };
    const { planned } = await changes(workspace, schema, [
      { type: "aws:cloudwatch/logGroup:LogGroup", before: { ...group, kmsKeyId }, after: group },
      { type: "aws:lb/loadBalancer:LoadBalancer", before: { ...balancer, accessLogs }, after: balancer },
    ]);
    // Those of before are read, and told no more.
    standIn!.requests();
    const applied = await apply(workspace, schema, standIn!, planned);
    expect(applied.map(({ error }) => error)).to.deep.equal([undefined, undefined]);
    const sent = standIn!.requests();
    expect(sent.filter(({ operation }) => operation === "DisassociateKmsKey")).to.have.length(1);
    const attributes = sent.filter(({ operation }) => operation === "ModifyLoadBalancerAttributes");
    expect(attributes.map(({ params }) => params?.["Attributes"])).to.deep.equal([
      [{ Key: "access_logs.s3.enabled", Value: "false" }],
    ]);
  });

  it("is refused where the provider sends an empty key", async () => {
    const inputs = { name: "g", type: "STATEFUL", capacity: 1, encryptionConfiguration: { type: "AWS_OWNED_KMS_KEY" } };
    const bad = {
      type: "aws:networkfirewall/ruleGroup:RuleGroup",
      inputs: { ...inputs, rules: "pass tcp any any -> any any (sid:1; rev:1;)" },
    };
    const { faults, unread, notEnded } = outcome(await apply(workspace, schema, standIn!, [bad]));
    expect(faults).to.include(
      "network-firewall.CreateRuleGroup: EncryptionConfiguration.KeyId: 0 characters, the least is 1",
    );
    expect(unread).to.deep.equal([]);
    expect(notEnded.join()).to.match(new RegExp(`^RuleGroup g: .*${REFUSED}: network-firewall.CreateRuleGroup`));
  });
});
