import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { record } from "../../graph";
import program from "../../index";
import { BASE, find, recordConfig, SHAPES, wire } from "../support/recording";

describe("The first preview, where nothing that only AWS knows is known", () => {
  for (const [shape, raw] of Object.entries(SHAPES))
    it(`registers the same resources, with the same parents, providers and options: ${shape}`, async () => {
      const known = await recordConfig(raw);
      const preview = await recordConfig(raw, { preview: true });
      const decided = (graph: typeof known) =>
        graph.resources
          .map((node) => ({
            ...node,
            inputs: Object.keys(node.inputs).sort(),
            outputs: Object.keys(node.outputs ?? {}).sort(),
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

describe("What exists", () => {
  for (const shape of [
    "two regions by latency",
    "a private image without NAT",
    "known clients, destinations and buckets",
    "tasks with interfaces of their own",
    "tasks on the bridge",
    "tasks on Fargate without NAT",
    "both backends",
  ])
    it(`is decided before the program returns, and so by the config alone: ${shape}`, async () => {
      const during: string[] = [];
      const afterwards: string[] = [];
      let names = during;
      const watched = () => {
        pulumi.runtime.registerStackTransformation(({ name }) => {
          names.push(name);
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
      const registered = graph.resources.map(({ name }) => name).filter((name) => name !== "ha-tcp-test");
      expect(during.sort()).to.deep.equal(registered.sort());
    });
});
