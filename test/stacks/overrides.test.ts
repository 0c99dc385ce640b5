import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { WATCHED, type Raw, find, recordConfig, recordStack } from "../support/recording";

const recordWith = (overrides: Raw, raw: Raw = WATCHED, preview = false) =>
  recordConfig({ ...raw, overrides }, { preview });

/** The paths of the mistakes, without the namespace. */
async function mistakesOf(overrides: Raw, raw: Raw = WATCHED): Promise<string[]> {
  try {
    await recordWith(overrides, raw);
  } catch (error) {
    if (pulumi.RunError.isInstance(error))
      return [...error.message.matchAll(/^ {2}ha-tcp:overrides\.(.*)$/gm)].map(([, path = ""]) => path);
    throw error;
  }
  return [];
}

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const SETTLED: Raw = {
  ...WATCHED,
  options: ["networkFirewall"],
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single", firewall: { zones: ["a", "b"] } } },
};

describe("overrides", () => {
  it("change those inputs of those resources, and nothing else", async () => {
    const logs = "network-eu-west-1-flow-logs";
    const before = new Map((await recordConfig(WATCHED)).resources.map((node) => [node.urn, node]));
    const { resources: after } = await recordWith({
      [`${TEMPLATE}@eu-west-1`]: { disableApiStop: true, metadataOptions: { httpPutResponseHopLimit: 2 } },
      "aws:cloudwatch/logGroup:LogGroup@*": { retentionInDays: 7, logGroupClass: "INFREQUENT_ACCESS" },
      [`aws:cloudwatch/logGroup:LogGroup@${logs}`]: { retentionInDays: null },
      "network-eu-west-1-flow-logs-policy": { name: "flow-logs" },
    });
    const changed = after.flatMap((node) => {
      const former = before.get(node.urn)!;
      expect({ ...node, inputs: {} }).to.deep.equal({ ...former, inputs: {} });
      return Object.keys({ ...former.inputs, ...node.inputs })
        .filter((key) => JSON.stringify(node.inputs[key]) !== JSON.stringify(former.inputs[key]))
        .map((key) => [node.name, key, node.inputs[key]]);
    });
    const { metadataOptions } = find(await recordConfig(WATCHED), TEMPLATE, "fleet-eu-west-1-template").inputs;
    expect(changed).to.have.deep.members([
      [logs, "retentionInDays", undefined],
      [logs, "logGroupClass", "INFREQUENT_ACCESS"],
      ["network-eu-west-1-flow-logs-policy", "name", "flow-logs"],
      ["fleet-eu-west-1-template", "disableApiStop", true],
      ["fleet-eu-west-1-template", "metadataOptions", { ...(metadataOptions as object), httpPutResponseHopLimit: 2 }],
    ]);
  });

  it("are merged into what is not known yet, in a preview too", async () => {
    const overrides = { [`${TEMPLATE}@*`]: { iamInstanceProfile: { name: "x" } } };
    const inputsIn = async (preview: boolean) =>
      find(await recordWith(overrides, WATCHED, preview), TEMPLATE, "fleet-eu-west-1-template").inputs[
        "iamInstanceProfile"
      ];
    const arn = "${InstanceProfile:fleet-eu-west-1-profile.arn}";
    expect(await inputsIn(false)).to.deep.equal({ arn, name: "x" });
    expect(await inputsIn(true)).to.deep.equal({ arn: null, name: "x" });
  });

  it("reach what a component of another package makes", async () => {
    const vpc = "aws:ec2/vpc:Vpc";
    const name = "firewall-eu-west-1-vpc-ab";
    const graph = await recordWith({ [`${vpc}@${name}`]: { tags: { Team: "a" } } }, SETTLED);
    expect(find(graph, vpc, name).inputs["tags"]).to.include({ Team: "a" });
    expect(find(graph, vpc, "network-eu-west-1-vpc").inputs["tags"]).not.to.have.property("Team");
    expect(graph.overridden).to.deep.equal({ [name]: ["tags"] });
  });

  const table: [what: string, overrides: Raw, paths: string[], raw?: Raw][] = [
    ["of nothing", { "front-eu-west-2": { tags: {} } }, ["front-eu-west-2"]],
    [
      "of nothing, beside another package's component",
      { "front-eu-west-2": { tags: {} } },
      ["front-eu-west-2"],
      SETTLED,
    ],
    ["of a component", { "network-eu-west-1": { tags: {} } }, ["network-eu-west-1"]],
    ["of a region without the type", { "aws:ec2/vpc:Vpc@us-east-1": { tags: {} } }, ["aws:ec2/vpc:Vpc@us-east-1"]],
    ["of a name with two types", { "firewall-eu-west-1-vpc-ab": { tags: {} } }, ["firewall-eu-west-1-vpc-ab"], SETTLED],
    [
      "of what stays, by name and by type",
      { "addresses-eu-west-1-a": { domain: "vpc" } },
      ["addresses-eu-west-1-a.domain"],
    ],
    [
      "of what stays, of what another package's component makes",
      { "firewall-eu-west-1-vpc-ab-firewall-1": { mapPublicIpOnLaunch: true } },
      ["firewall-eu-west-1-vpc-ab-firewall-1.mapPublicIpOnLaunch"],
      SETTLED,
    ],
    [
      "of inputs that are not there, at each depth",
      { "fleet-eu-west-1-template": { metadataOptions: { httpTokns: "required" }, ebsOptimised: "true" } },
      ["fleet-eu-west-1-template.metadataOptions.httpTokns", "fleet-eu-west-1-template.ebsOptimised"],
    ],
    [
      "of another form",
      {
        "front-eu-west-1": { enableZonalShift: "no", tags: "a", accessLogs: [] },
        "fleet-eu-west-1-asg": { terminationPolicies: "OldestInstance", maxInstanceLifetime: "86400" },
      },
      [
        "front-eu-west-1.enableZonalShift",
        "front-eu-west-1.tags",
        "front-eu-west-1.accessLogs",
        "fleet-eu-west-1-asg.terminationPolicies",
        "fleet-eu-west-1-asg.maxInstanceLifetime",
      ],
    ],
    [
      "away with what a resource must have",
      { "network-eu-west-1-flow-logs-policy": { role: null } },
      ["network-eu-west-1-flow-logs-policy.role"],
    ],
    ["that the provider takes", { "front-eu-west-1": { accessLogs: { bucket: "b", enabled: true } } }, []],
  ];
  for (const [what, overrides, paths, raw] of table)
    it(`${paths.length > 0 ? "are refused" : "are taken"}: ${what}`, async () => {
      expect(await mistakesOf(overrides, raw)).to.have.members(paths);
    });

  it("are in the plan of the example by name", async () => {
    expect((await recordStack("examples/overrides.yaml")).overridden).to.deep.equal({
      "front-eu-west-1": ["minimumLoadBalancerCapacity"],
      "fleet-eu-west-1-template": ["disableApiStop"],
      "network-eu-west-1-vpc": ["enableNetworkAddressUsageMetrics"],
    });
  });
});
