import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as analysis from "../../analysis";
import { costOf } from "../../analysis/cost";
import { verdict } from "../../analysis/failures";
import type { Graph } from "../../graph";
import { graphOfState } from "../../graph/stateFile";
import type { DeployedState } from "../../graph/stateDocument";
import { trafficOfLoad } from "../../plan/traffic";
import { FULL } from "../support/full";
import { type Raw, SHAPES, find, recordConfig, recordStack } from "../support/recording";
import { stateOf } from "../support/state";

const { addresses, components, consumers, findings, frontDoors, names, pathFaults, paths, subnets, summary } = analysis;

/** Every pure function of one graph. */
const ANSWERS = {
  ...{ summary, addresses, frontDoors, names, consumers, components, subnets, paths, pathFaults, findings },
  cost: (graph: Graph) => costOf(graph, trafficOfLoad("small")),
  verdict,
};

const read = (state: DeployedState, references?: readonly Graph[]): Graph =>
  graphOfState(JSON.stringify(state), references && { references });

function expectOneAnswer(graph: Graph): void {
  const deployed = read(stateOf(graph), graph.references);
  // What provider functions answered, no state shows.
  const recorded: Graph = { ...graph, invokes: [] };
  for (const [what, answer] of Object.entries(ANSWERS)) expect(answer(deployed), what).to.deep.equal(answer(recorded));
}

/** Of each kind of resource one; the long form reads all shapes back. */
const READ_BACK = [
  "two backends behind TLS, answered with their addresses",
  "known clients, destinations and buckets",
  "in a VPC that exists, without a way out",
  "addresses of one's own",
  "tasks with sidecars on spot hosts",
  "both backends",
  "inspected with rules of one's own",
  "PrivateLink alone, in dual stack, by rules of the endpoint only",
  "an accelerator in dual stack",
  "every way to other networks",
];

describe("graph/stateFile: one answer", () => {
  for (const shape of FULL ? Object.keys(SHAPES) : READ_BACK)
    it(`says of a deployed stack what is said of its recording: ${shape}`, async () => {
      expectOneAnswer(await recordConfig(SHAPES[shape] as Raw));
    });

  for (const stack of ["prod", "examples/consumer.yaml", "examples/dual-stack.yaml"])
    it(`says of a deployed stack what is said of its recording: ${stack}`, async () => {
      expectOneAnswer(await recordStack(stack));
    });

  for (const shape of ["everything inspected", "addresses of one's own"])
    it(`refers as a recording does, and has the same options of resources: ${shape}`, async () => {
      const graph = await recordConfig(SHAPES[shape] as Raw);
      const deployed = read(stateOf(graph));
      const kept = ({ resources }: Graph) =>
        resources.map(({ aliases: _a, customTimeouts: _t, deleteBeforeReplace: _d, digests: _s, inputs, ...node }) => ({
          ...node,
          inputs: JSON.parse(JSON.stringify(inputs).replaceAll(/\.(id|name|arn|allocationId)\}/g, ".*}")) as unknown,
          outputs: undefined,
        }));
      expect(kept(deployed)).to.have.deep.members(kept(graph));
      expect(deployed.outputs["published"]).to.deep.equal(graph.outputs["published"]);
    });
});

/** Exported by the engine: two zones with one NAT gateway, without alarms. What AWS would give, a provider in its place made up. */
const EXPORTED = readFileSync(join(__dirname, "state", "nlb.json"), "utf8");

describe("graph/stateFile: an export of the engine", () => {
  const graph = graphOfState(EXPORTED);
  const inputs = (type: string, name: string) => find(graph, type, name).inputs;

  it("has what the program asked for, and nothing that engine or provider put there", () => {
    expect(inputs("aws:lb/loadBalancer:LoadBalancer", "front-eu-west-1")).to.deep.equal({
      dnsRecordClientRoutingPolicy: "any_availability_zone",
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: false,
      enableZonalShift: true,
      internal: false,
      ipAddressType: "ipv4",
      loadBalancerType: "network",
      securityGroups: ["${SecurityGroup:front-eu-west-1-sg.id}"],
      subnetMappings: ["a", "b"].map((zone) => ({
        allocationId: `\${Eip:addresses-eu-west-1-${zone}.allocationId}`,
        subnetId: `\${Subnet:network-eu-west-1-front-${zone}.id}`,
      })),
      tags: { Name: "ha-tcp-nlb-front-eu-west-1" },
    });
    expect(inputs("pulumi:providers:aws", "aws-eu-west-1")).to.have.all.keys(
      "defaultTags",
      "region",
      "skipCredentialsValidation",
      "skipRegionValidation",
    );
  });

  it("refers to a version, which is but a digit, and to what stands within a text", () => {
    const { mixedInstancesPolicy } = inputs("aws:autoscaling/group:Group", "fleet-eu-west-1-asg");
    expect(mixedInstancesPolicy)
      .to.have.nested.property("launchTemplate.launchTemplateSpecification")
      .that.deep.equals({
        launchTemplateId: "${LaunchTemplate:fleet-eu-west-1-template.id}",
        version: "${LaunchTemplate:fleet-eu-west-1-template.latestVersion}",
      });
    const policies = graph.resources.filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy");
    expect(policies.map((node) => node.inputs["policy"]).join("")).to.include(
      "${LogGroup:network-eu-west-1-flow-logs.arn}",
    );
  });

  it("is understood whole", () => {
    expect(addresses(graph).map(({ name, attachedTo }) => [name, attachedTo?.split("::").at(-1)])).to.deep.equal([
      ["addresses-eu-west-1-a", "front-eu-west-1"],
      ["addresses-eu-west-1-b", "front-eu-west-1"],
      ["addresses-eu-west-1-egress-a", "network-eu-west-1-nat-a"],
    ]);
    expect(paths(graph).map(({ kind, verdict }) => [kind, verdict])).to.deep.equal(
      [...Array<string>(4).fill("client"), ...Array<string>(4).fill("healthCheck"), "egress", "egress"].map((kind) => [
        kind,
        "open",
      ]),
    );
    expect(pathFaults(graph)).to.deep.equal([]);
    expect(findings(graph).map(({ rule }) => rule)).to.deep.equal([
      "shared-nat",
      "unprotected-addresses",
      "few-zones",
      "no-name",
    ]);
  });

  it("knows the account, and the addresses themselves", () => {
    expect(graph.invokes).to.deep.equal([
      { token: "aws:index/getCallerIdentity:getCallerIdentity", args: {}, result: { accountId: "123456789012" } },
    ]);
    expect(graph.publicIps).to.deep.equal({
      "addresses-eu-west-1-a": ["203.0.113.20"],
      "addresses-eu-west-1-b": ["203.0.113.17"],
      "addresses-eu-west-1-egress-a": ["203.0.113.22"],
    });
  });
});

describe("graph/stateFile: what is encrypted", () => {
  const type = "aws:ecs/cluster:Cluster";
  const urn = `urn:pulumi:prod::ha-tcp::${type}::one`;
  const secret = (value: object) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    ...value,
  });
  const kept = (value: object) => {
    const inputs = { name: "one", tags: { Owner: secret(value) } };
    const { resources } = read({
      version: 3,
      deployment: { resources: [{ urn, type, custom: true, id: "one", inputs, outputs: inputs }] },
    });
    return resources.map(({ inputs: each, secrets }) => [each, secrets]);
  };

  it("reads as a secret, with and without --show-secrets", () => {
    const expected = [[{ name: "one", tags: { Owner: "[secret]" } }, ["tags"]]];
    expect(kept({ ciphertext: "v1:AAAA" })).to.deep.equal(expected);
    expect(kept({ plaintext: '"platform"' })).to.deep.equal(expected);
  });
});

describe("graph/stateFile: what is not said", () => {
  it("is left out, and no guess takes its place", () => {
    const of = (type: string, name: string) => ({ urn: `urn:pulumi:prod::ha-tcp::${type}::${name}`, type });
    const vpc = { ...of("aws:ec2/vpc:Vpc", "vpc"), custom: true, id: "vpc-1", inputs: { cidrBlock: null, tags: {} } };
    const stack = { ...of("pulumi:pulumi:Stack", "ha-tcp-prod"), custom: false, outputs: { vpcId: null, options: [] } };
    const graph = read({ version: 3, deployment: { resources: [stack, vpc] } });
    expect(graph.outputs).to.deep.equal({ options: [] });
    expect(find(graph, vpc.type, "vpc").inputs).to.deep.equal({ tags: {} });
  });
});
