import { expect } from "chai";
import { type ProviderSchema, type Workspace, providerSchema, workspaceBeside } from "../../../tools/terraform";
import { pairs } from "../../support/full";
import { SERVICE_SHAPES, recordConfig } from "../../support/recording";
import { workspaceOrSkip } from "../terraform/workspace";
import { GOOD, outcome } from "./outcome";
import { type StandIn, standInOrSkip } from "./standIn";
import { apply, changes, updates } from "./wire";

/**
 * What the provider refuses to change in place, and the comparison of two stacks with it: it keeps the success codes of a check over HTTP.
 * Source: resourceTargetGroupCustomizeDiff in internal/service/elbv2/target_group.go of the provider
 */
const REFUSED_UPDATES = [
  'aws:lb/targetGroup:TargetGroup: Invalid Attribute Combination Attribute "health_check[0].matcher" cannot be specified when "health_check[0].protocol" is "TCP". Path: health_check[0].matcher:',
];

describe("what the provider sends to AWS for what changes", function () {
  // Terraform is interrupted before.
  this.timeout(3_600_000);

  let workspace: Workspace;
  let schema: ProviderSchema;
  let standIn: StandIn | undefined;

  before(async function () {
    workspace = workspaceBeside(await workspaceOrSkip(this), "wire-updates");
    standIn = await standInOrSkip(this);
    schema = await providerSchema(workspace);
  });
  after(() => {
    standIn?.stop();
  });

  it("changes resources in place by requests that AWS's models take", async () => {
    const graphs = await Promise.all(Object.values(SERVICE_SHAPES).map((raw) => recordConfig(raw)));
    const { planned, refused } = await changes(workspace, schema, updates(pairs(graphs)));
    process.stderr.write(`${planned.length} resources to be changed at a stand-in for AWS\n`);
    const refusals = new Set(refused.map(({ case: { type }, why }) => `${type}: ${why.replace(/\s+/g, " ").trim()}`));
    expect([...refusals]).to.deep.equal(REFUSED_UPDATES);
    expect(outcome(standIn!, await apply(workspace, schema, standIn!, planned))).to.deep.equal(GOOD);
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
});
