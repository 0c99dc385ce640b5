import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { record, type ResourceNode } from "../../graph";
import program from "../../index";
import { BASE, find, ofType, recordConfig, SHAPES, wire } from "../support/recording";

/** awsx reckons a range of IPv6 for each subnet from its VPC, and knows only afterwards that the VPC has none. */
const alwaysSaid =
  ({ type, urn }: ResourceNode) =>
  (input: string) =>
    !(input === "ipv6CidrBlock" && type === "aws:ec2/subnet:Subnet" && urn.includes("$awsx:ec2:Vpc$"));

describe("The first preview, where nothing that only AWS knows is known", () => {
  for (const [shape, raw] of Object.entries(SHAPES))
    it(`registers the same resources, with the same parents, providers and options: ${shape}`, async () => {
      const known = await recordConfig(raw);
      const preview = await recordConfig(raw, { preview: true });
      const decided = (graph: typeof known) =>
        graph.resources
          .map((node) => ({
            ...node,
            inputs: Object.keys(node.inputs).filter(alwaysSaid(node)).sort(),
            outputs: Object.keys(node.outputs ?? {}).sort(),
            propertyDependencies: Object.fromEntries(
              Object.entries(node.propertyDependencies).filter(([key]) => alwaysSaid(node)(key)),
            ),
          }))
          .sort((one, other) => (one.urn < other.urn ? -1 : 1));
      expect(decided(preview)).to.deep.equal(decided(known));
    });

  it("knows what the config says, and leaves open what AWS will say", async () => {
    const graph = await recordConfig(BASE, { preview: true });
    expect(find(graph, "aws:ec2/subnet:Subnet", "network-eu-west-1-app-a").inputs).to.deep.include({
      cidrBlock: "10.20.0.0/20",
      vpcId: null,
    });
    expect(graph.outputs["publicAddresses"]).to.deep.equal({ "eu-west-1": { a: null, b: null } });
  });
});

describe("The first preview of tasks", () => {
  // ECS refuses changes of what it does not know yet: hosts must have their cluster's name, and a revision be seen.
  it("knows the container and the cluster that hosts join", async () => {
    const raw = SHAPES["tasks on the bridge"]!;
    const [preview, known] = [await recordConfig(raw, { preview: true }), await recordConfig(raw)];
    for (const [type, name, property] of [
      ["aws:ecs/taskDefinition:TaskDefinition", "tasks-eu-west-1-bridge-definition", "containerDefinitions"],
      ["aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "tasks-eu-west-1-bridge-providers", "clusterName"],
      ["aws:ec2/launchTemplate:LaunchTemplate", "tasks-eu-west-1-bridge-hosts-template", "userData"],
    ] as const)
      expect(find(preview, type, name).inputs[property], name)
        .to.be.a("string")
        .and.equal(find(known, type, name).inputs[property]);
  });
});

describe("The first preview of a firewall", () => {
  it("knows what passes it, and leaves open the ids of its endpoints and what rests on them", async () => {
    const raw = SHAPES["everything inspected"]!;
    const [preview, known] = [await recordConfig(raw, { preview: true }), await recordConfig(raw)];
    const groups = ofType(known, "aws:networkfirewall/ruleGroup:RuleGroup");
    expect(groups).not.to.be.empty;
    for (const { type, name, inputs } of groups) expect(find(preview, type, name).inputs, name).to.deep.equal(inputs);
    expect(find(preview, "aws:ec2/route:Route", "network-eu-west-1-edge-a").inputs).to.deep.equal({
      routeTableId: null,
      destinationCidrBlock: "10.20.128.0/21",
      vpcEndpointId: null,
    });
    const firewall = find(preview, "aws:networkfirewall/firewall:Firewall", "firewall-eu-west-1").inputs;
    expect(firewall["subnetMappings"]).to.deep.equal(
      ["a", "b", "c"].map(() => ({ subnetId: null, ipAddressType: "IPV4" })),
    );
    const alarm = find(
      preview,
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "network-eu-west-1-inspection-a-endpoint-drops",
    );
    expect(alarm.inputs["metricQueries"]).to.deep.equal([
      { id: "sum", expression: null, period: 300, returnData: true },
    ]);
  });

  it("knows the ARN of a firewall that exists", async () => {
    const raw = SHAPES["two inspected regions, one by a firewall that exists"]!;
    const preview = await recordConfig(raw, { preview: true });
    const arns = ofType(preview, "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation").map(
      ({ name, inputs }) => [name, inputs["firewallArn"]],
    );
    expect(Object.fromEntries(arns)).to.deep.equal({
      ...Object.fromEntries(["a", "b"].map((zone) => [`network-eu-central-1-inspection-${zone}-endpoint`, null])),
      ...Object.fromEntries(
        ["a", "b", "c"].map((zone) => [
          `network-eu-west-1-inspection-${zone}-endpoint`,
          "arn:aws:network-firewall:eu-west-1:210987654321:firewall/central",
        ]),
      ),
    });
  });
});

describe("What exists", () => {
  for (const shape of [
    "two regions by latency",
    "a private image without NAT",
    "known clients, destinations and buckets",
    "tasks with interfaces of their own",
    "tasks on the bridge",
    "tasks on Fargate without NAT",
    "both backends",
    "everything inspected",
    "inspected with rules of one's own",
    "two inspected regions, one by a firewall that exists",
  ])
    it(`is decided before the program returns, and so by the config alone: ${shape}`, async () => {
      const during: string[] = [];
      const afterwards: string[] = [];
      let names = during;
      const watched = () => {
        pulumi.runtime.registerStackTransformation(({ name, opts }) => {
          // With a URN it is the SDK's object for a resource that awsx has answered with, and registers nothing.
          if (opts.urn === undefined) names.push(name);
          return undefined;
        });
        const outputs = program();
        names = afterwards;
        return outputs;
      };
      const graph = await record({
        program: watched,
        project: "ha-tcp",
        stack: "test",
        config: wire(SHAPES[shape]!),
      });
      expect(afterwards).to.deep.equal([]);
      // What awsx makes, it makes from known arguments.
      const ours = graph.resources.filter(({ urn }) => !urn.includes("$awsx:ec2:Vpc$"));
      const registered = ours.map(({ name }) => name).filter((name) => name !== "ha-tcp-test");
      expect(during.sort()).to.deep.equal(registered.sort());
    });
});
