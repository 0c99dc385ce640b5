import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
  FileError,
  type Graph,
  GraphIndex,
  type Program,
  qualifyNames,
  record,
  referencesIn,
  withReferencedStacks,
} from "../../graph";
import { failureOf, find } from "../support/recording";

const REFERENCE = "pulumi:pulumi:StackReference";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** A stack with a VPC, whose outputs are text, structures, values of AWS, and a secret. */
const provider: Program = () => {
  const region = new aws.Provider("aws", { region: "eu-west-1" });
  const vpc = new aws.ec2.Vpc("net", { cidrBlock: "10.0.0.0/16" }, { provider: region });
  return {
    port: 5000,
    hostname: "tcp.example.com",
    link: { "eu-west-1": { vpc: vpc.id, arn: pulumi.interpolate`${vpc.arn}/x`, zones: { a: "euw1-az1" } } },
    password: pulumi.secret("hidden"),
  };
};

const plan = (stack = "prod", project = "p"): Promise<Graph> =>
  record({ program: provider, project, stack, config: {} });

interface Made {
  name?: string;
  preview?: boolean;
  references?: readonly Graph[];
}

/** What a program got from a reference to a stack, and the graph of it. */
async function reading<T>(
  read: (stack: pulumi.StackReference) => pulumi.Input<T>,
  { name = "prod", preview = false, references }: Made = {},
): Promise<{ graph: Graph; got: unknown }> {
  let got: unknown;
  const program: Program = () => {
    const value = pulumi.output(read(new pulumi.StackReference(name)));
    value.apply((known) => (got = known));
    return { value };
  };
  const known = references ?? [await plan()];
  const graph = await record({ program, project: "p", stack: "c", config: {}, preview, references: known });
  return { graph, got };
}

describe("record: references to other stacks", () => {
  for (const preview of [false, true])
    describe(preview ? "in a preview" : "in an update", () => {
      it("give the outputs of the plan of that stack", async () => {
        const read = (stack: pulumi.StackReference) =>
          pulumi.all({
            port: stack.requireOutput("port"),
            name: stack.getOutput("hostname"),
            none: stack.getOutput("x"),
          });
        const { got } = await reading(read, { preview });
        expect(got).to.deep.equal({ port: 5000, name: "tcp.example.com", none: undefined });
      });

      it("give structures, and the values of AWS under the name of the stack that they are of", async () => {
        const { got } = await reading((stack) => stack.requireOutput("link"), { preview });
        expect(got).to.deep.equal({
          "eu-west-1": {
            vpc: "${Vpc:prod/net.id}",
            arn: "${Vpc:prod/net.arn}/x",
            zones: { a: "euw1-az1" },
          },
        });
      });

      it("give details: a secret as one, the rest plainly", async () => {
        const details = (name: string) => (stack: pulumi.StackReference) => stack.getOutputDetails(name);
        expect((await reading(details("port"), { preview })).got).to.deep.equal({ value: 5000 });
        expect((await reading(details("password"), { preview })).got).to.deep.equal({ secretValue: "[secret]" });
        expect((await reading(details("x"), { preview })).got).to.deep.equal({ value: undefined });
      });

      it("keep what is secret so, and that only", async () => {
        const of = async (name: string) => {
          const { graph } = await reading((stack) => stack.requireOutput(name), { preview });
          return graph.outputs["value"];
        };
        expect(await of("password")).to.equal("[secret]");
        expect(await of("hostname")).to.equal("tcp.example.com");
        const all = await reading((stack) => stack.outputs, { preview });
        expect(all.graph.outputs["value"]).to.equal("[secret]");
      });
    });

  it("are read, not made: the resource is there by its id", async () => {
    const { graph } = await reading((stack) => stack.requireOutput("port"), { name: "acme/p/prod" });
    const node = find(graph, REFERENCE, "acme/p/prod");
    expect(node).to.include({ external: true, custom: true });
    expect(node.inputs).to.deep.equal({ name: "acme/p/prod", id: "acme/p/prod" });
  });

  for (const name of ["prod", "acme/prod", "acme/p/prod", "organization/p/prod"])
    it(`find the stack by the name ${name}`, async () => {
      const others = [await plan("prod", "other"), await plan("dev"), await plan()];
      const { graph, got } = await reading((stack) => stack.requireOutput("port"), { name, references: others });
      expect(got).to.equal(5000);
      expect(graph.references?.map(({ project, stack }) => `${project}/${stack}`)).to.deep.equal(["p/prod"]);
    });

  it("find the stack by the name among their arguments", async () => {
    const program: Program = () => ({ port: new pulumi.StackReference("link", { name: "prod" }).getOutput("port") });
    const graph = await record({ program, project: "p", stack: "c", config: {}, references: [await plan()] });
    expect(graph.outputs).to.deep.equal({ port: 5000 });
  });

  it("of another project have its name in what comes from there", async () => {
    const references = [await plan("c", "other"), await plan("prod")];
    const read = (stack: pulumi.StackReference) => stack.requireOutput("link").apply(referencesIn);
    const { got } = await reading(read, { name: "acme/other/c", references });
    expect(got).to.deep.equal([
      { kind: "Vpc", name: "other/c/net", property: "arn" },
      { kind: "Vpc", name: "other/c/net", property: "id" },
    ]);
  });

  it("end the recording where there is no plan of the stack, and say what to do", async () => {
    for (const preview of [false, true])
      for (const [name, references, known] of [
        ["acme/p/dev", [await plan()], "p/prod"],
        ["acme/other/prod", [await plan()], "p/prod"],
        ["prod", [], "none"],
      ] as const) {
        const error = await failureOf(reading((stack) => stack.requireOutput("port"), { name, preview, references }));
        expect(error).to.be.instanceOf(FileError);
        expect(error.message).to.equal(
          `Stack c reads the outputs of stack ${name}, and there is no plan of that stack to take them from. ` +
            `Plans at hand: ${known}. Plan the two together, or give what the other stack would say in this one's own config.`,
        );
      }
  });

  it("let the program refuse what it reads in its own words, wherever that is used", async () => {
    const read = (stack: pulumi.StackReference) => {
      const refused = stack.getOutput("x").apply((): string => {
        throw new pulumi.RunError("deploy prod first");
      });
      const tags = { deep: refused };
      return new aws.ec2.SecurityGroup("group", { ingress: [{ fromPort: 1, toPort: 1, protocol: refused }], tags }).id;
    };
    const error = await failureOf(reading(read));
    expect(pulumi.RunError.isInstance(error)).to.equal(true);
    expect(error.message).to.equal("deploy prod first");
  });

  it("end the recording where the stack has no such output, and name both", async () => {
    for (const [name, preview] of [
      ["prod", false],
      ["acme/p/prod", false],
      ["prod", true],
    ] as const) {
      const error = await failureOf(reading((stack) => stack.requireOutput("nothing"), { name, preview }));
      expect(error.message).to.equal(`Required output 'nothing' does not exist on stack '${name}'.`);
    }
  });

  it("end the recording where one of two stacks has no plan, whichever is read first", async () => {
    for (const names of [
      ["prod", "gone"],
      ["gone", "prod"],
    ]) {
      const program: Program = () => ({
        ports: names.map((name) => new pulumi.StackReference(name).requireOutput("port")),
      });
      const recording = record({ program, project: "p", stack: "c", config: {}, references: [await plan()] });
      expect((await failureOf(recording)).message).to.include(
        "Stack c reads the outputs of stack gone, and there is no",
      );
    }
  });
});

describe("record: the graph of a stack that refers to another", () => {
  /** Has a VPC of the same name as the other stack's, and an endpoint that refers to both. */
  const consumer: Program = () => {
    const region = new aws.Provider("aws", { region: "eu-central-1" });
    const stack = new pulumi.StackReference("prod");
    const vpc = new aws.ec2.Vpc("net", { cidrBlock: "10.1.0.0/16" }, { provider: region });
    const link = stack.requireOutput("link") as pulumi.Output<Record<string, { vpc: string }>>;
    new aws.ec2.VpcEndpoint(
      "endpoint",
      { vpcId: vpc.id, serviceName: link.apply((regions) => regions["eu-west-1"]!.vpc) },
      { provider: region },
    );
    // A second reference to the same stack is none to another plan.
    new pulumi.StackReference("again", { name: "acme/p/prod" });
    return { port: stack.requireOutput("port") };
  };
  let other: Graph;
  let graph: Graph;

  before(async () => {
    other = await plan();
    graph = await record({
      program: consumer,
      project: "p",
      stack: "c",
      config: {},
      references: [other, await plan("dev")],
    });
  });

  it("has its own resources only, and carries the plans that it read as another stack sees them", () => {
    expect(graph.resources.filter(({ urn }) => !urn.startsWith("urn:pulumi:c::"))).to.deep.equal([]);
    expect(graph.references).to.deep.equal([qualifyNames(other)]);
  });

  it("joined with them, leads from one stack to the other, each thing in its own region", () => {
    const index = GraphIndex.of(withReferencedStacks(graph));
    const { inputs } = find(graph, ENDPOINT, "endpoint");
    const [own, far] = [index.resolve(inputs["vpcId"])!, index.resolve(inputs["serviceName"])!];
    expect([own, far].map(({ name, inputs: { cidrBlock } }) => [name, cidrBlock])).to.deep.equal([
      ["net", "10.1.0.0/16"],
      ["prod/net", "10.0.0.0/16"],
    ]);
    expect([own, far].map((node) => index.regionOf(node))).to.deep.equal(["eu-central-1", "eu-west-1"]);
    expect(index.ofType("aws:ec2/vpc:Vpc")).to.deep.equal([own, far]);
  });

  it("has no references where it reads none, though it could", async () => {
    const alone = await record({ program: provider, project: "p", stack: "c", config: {}, references: [other] });
    expect(alone).not.to.have.property("references");
  });
});
