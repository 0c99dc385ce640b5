import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Graph, type RecordArgs, record } from "../../graph";
import program from "../../index";
import { BASE, failureOf, find, engineConfig } from "../support/recording";

const argsOf = (stack: string, cidr: string, secretKeys: string[] = []): RecordArgs => ({
  program,
  project: "ha-tcp",
  stack,
  config: engineConfig({ ...BASE, regions: { "eu-west-1": { zones: ["a", "b"], cidr, nat: "none" } }, instances: {} }),
  secretKeys,
});

const STACKS = ["10.20.0.0/16", "10.30.0.0/16", "10.40.0.0/16", "10.50.0.0/16"].map((cidr, at) => ({
  stack: `stack${at}`,
  cidr,
}));

const byUrn = (graph: Graph) => Object.fromEntries(graph.resources.map((node) => [node.urn, node]));

describe("Recordings at the same time", () => {
  it("do not mix", async () => {
    const graphs = await Promise.all(STACKS.map(({ stack, cidr }) => record(argsOf(stack, cidr))));
    const alone = await record(argsOf("stack2", "10.40.0.0/16"));
    expect(byUrn(graphs[2]!)).to.deep.equal(byUrn(alone));
    for (const [at, { stack, cidr }] of STACKS.entries()) {
      const graph = graphs[at]!;
      expect(graph.resources).to.have.length(alone.resources.length);
      expect(graph.resources.filter(({ urn }) => !urn.startsWith(`urn:pulumi:${stack}::`))).to.deep.equal([]);
      expect(find(graph, "aws:ec2/vpc:Vpc", "network-eu-west-1-vpc").inputs).to.deep.include({
        cidrBlock: cidr,
        tags: { Name: `ha-tcp-${stack}-network-eu-west-1` },
      });
    }
  });

  it("keep their failures and their secrets to themselves", async () => {
    const failing = (message: string): RecordArgs => ({
      ...argsOf("failing", "10.60.0.0/16"),
      program: () => {
        void Promise.reject(new Error(message));
        return program();
      },
    });
    const results = await Promise.allSettled([
      record(argsOf("first", "10.20.0.0/16")),
      record(failing("one")),
      record(argsOf("hidden", "10.30.0.0/16", ["ha-tcp:instances"])),
      record(failing("two")),
      record(argsOf("last", "10.40.0.0/16")),
    ]);
    const told = results.map((result) =>
      result.status === "rejected"
        ? (result.reason as Error).message
        : [
            result.value.stack,
            find(result.value, "aws:ec2/launchTemplate:LaunchTemplate", "fleet-eu-west-1-template").secrets,
          ],
    );
    expect(told).to.deep.equal([["first", []], "one", ["hidden", ["userData"]], "two", ["last", []]]);
  });

  it("leave the runtime outside as it was", async () => {
    await record(argsOf("inside", "10.20.0.0/16"));
    expect(pulumi.runtime.allConfig()).to.deep.equal({});
    expect(pulumi.getStack()).not.to.equal("inside");
  });
});

describe("A recording leaves the process as it was", () => {
  const listeners = () =>
    Object.fromEntries(process.eventNames().map((event) => [String(event), process.listenerCount(event)]));

  const ENDINGS: readonly { how: string; run: () => Promise<unknown> }[] = [
    { how: "after success", run: () => record(argsOf("listening", "10.20.0.0/16")) },
    {
      how: "after failure",
      run: () =>
        failureOf(
          record({
            ...argsOf("listening", "10.20.0.0/16"),
            program: () => {
              throw new Error("it broke");
            },
          }),
        ),
    },
  ];
  for (const { how, run } of ENDINGS)
    it(`its listeners, ${how}`, async () => {
      // The SDK's own first listener stays.
      await record(argsOf("first", "10.20.0.0/16"));
      const before = listeners();
      await run();
      expect(listeners()).to.deep.equal(before);
    });
});
