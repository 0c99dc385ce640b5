import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { components, summary } from "../../analysis";
import {
  FileError,
  type Graph,
  GraphIndex,
  type ResourceNode,
  qualifyNames,
  referencesIn,
  withReferencedStacks,
} from "../../graph";
import { compare } from "../../graph/compare";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { parseStackName, referenceTargets } from "../../graph/referencedStacks";
import { STACK_REFERENCE, StackReferences } from "../../graph/stackReferences";
import { toTerraform } from "../../graph/terraform";
import { component, graph, node, reference } from "../support/graphs";
import { recordStack } from "../support/recording";

const NETWORK = component("Network", "network");
const VPC = node("Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }, { parent: NETWORK.urn });
const SUBNET = node(
  "Subnet",
  "subnet",
  { vpcId: reference(VPC), tags: { Name: "a ${HOME:-x.y} in ${Vpc:vpc.id} and ${Vpc:other.id}" } },
  {
    parent: NETWORK.urn,
    dependencies: [VPC.urn],
    replaceWith: [VPC.urn],
    propertyDependencies: { vpcId: [VPC.urn] },
    aliases: ["urn:pulumi:s::p::aws:ec2/subnet:Subnet::old", '{"name":"older"}'],
    outputs: { arn: "${Subnet:subnet.arn}" },
  },
);
const ANSWERED = {
  token: "aws:route53/getZone:getZone",
  args: { name: "example.com" },
  result: { zoneId: "${HostedZone:example.com.zoneId}", name: "example.com" },
};

/** A stack `prod` with a subnet in a VPC in a component. */
const PROD: Graph = {
  ...graph([NETWORK, VPC, SUBNET], {
    zone: "${HostedZone:example.com.zoneId}",
    ids: ["${Subnet:subnet.id}", 7, null, true],
    script: "${HOME:-x.y}",
  }),
  stack: "prod",
  invokes: [ANSWERED],
};

const named = ({ resources }: Graph, name: string): ResourceNode => resources.find((each) => each.name === name)!;

describe("graph/referencedStacks: names of stacks", () => {
  for (const [name, expected] of [
    ["prod", { stack: "prod" }],
    ["acme/prod", { stack: "prod" }],
    ["organization/ha-tcp/prod.2", { project: "ha-tcp", stack: "prod.2" }],
  ] as const)
    it(`${name} is ${JSON.stringify(expected)}`, () => {
      expect(parseStackName(name)).to.deep.equal(expected);
    });
});

describe("graph/referencedStacks: a graph as another stack sees it", () => {
  const seen = qualifyNames(PROD);

  it("has the stack's name in every resource's, and in the names of URNs", () => {
    expect(seen.resources.map(({ name }) => name).sort()).to.deep.equal([
      ...["prod/aws-eu-west-1", "prod/network", "prod/subnet", "prod/vpc"],
    ]);
    const { urn, parent, provider, dependencies, replaceWith, propertyDependencies, aliases } = named(
      seen,
      "prod/subnet",
    );
    const at = (type: string, name: string) => `urn:pulumi:test::ha-tcp::${type}::${name}`;
    const vpc = at("aws:ec2/vpc:Vpc", "prod/vpc");
    expect({ urn, parent, provider, dependencies, replaceWith, propertyDependencies, aliases }).to.deep.equal({
      urn: at("aws:ec2/subnet:Subnet", "prod/subnet"),
      parent: at("ha-tcp:index:Network", "prod/network"),
      provider: at("pulumi:providers:aws", "prod/aws-eu-west-1"),
      dependencies: [vpc],
      replaceWith: [vpc],
      propertyDependencies: { vpcId: [vpc] },
      aliases: ["urn:pulumi:s::p::aws:ec2/subnet:Subnet::prod/old", '{"name":"older"}'],
    });
  });

  it("has it in every reference to what is in the graph, and leaves what only looks like one", () => {
    const { inputs, outputs } = named(seen, "prod/subnet");
    expect(inputs).to.deep.equal({
      vpcId: "${Vpc:prod/vpc.id}",
      tags: { Name: "a ${HOME:-x.y} in ${Vpc:prod/vpc.id} and ${Vpc:other.id}" },
    });
    expect(outputs).to.deep.equal({ arn: "${Subnet:prod/subnet.arn}" });
  });

  it("has it in what the program was answered, and in the outputs", () => {
    expect(seen.invokes).to.deep.equal([
      { ...ANSWERED, result: { zoneId: "${HostedZone:prod/example.com.zoneId}", name: "example.com" } },
    ]);
    expect(seen.outputs).to.deep.equal({
      zone: "${HostedZone:prod/example.com.zoneId}",
      ids: ["${Subnet:prod/subnet.id}", 7, null, true],
      script: "${HOME:-x.y}",
    });
  });

  it("is read by the pattern of references", () => {
    expect(referencesIn(seen.outputs["ids"])).to.deep.equal([{ kind: "Subnet", name: "prod/subnet", property: "id" }]);
  });

  it("changes nothing of the graph it is made of", () => {
    const before = structuredClone(PROD);
    qualifyNames(PROD);
    expect(PROD).to.deep.equal(before);
  });

  it("leads to the same things, for all that a whole stack refers to", async () => {
    const prod = await recordStack("prod");
    const [own, other] = [GraphIndex.of(prod), GraphIndex.of(qualifyNames(prod))];
    const referring = (index: GraphIndex) =>
      index.graph.resources.flatMap(({ inputs }) => Object.values(inputs).map((value) => index.resolve(value)?.name));
    const names = referring(own);
    expect(names.filter((name) => name !== undefined).length).to.be.greaterThan(50);
    expect(referring(other)).to.deep.equal(names.map((name) => name && `prod/${name}`));
    const holders = (index: GraphIndex) => index.graph.resources.map((each) => index.ownerOf(each)?.name);
    expect(holders(other)).to.deep.equal(holders(own).map((name) => name && `prod/${name}`));
    const regions = (index: GraphIndex) => index.graph.resources.map((each) => index.regionOf(each));
    expect(regions(other)).to.deep.equal(regions(own));
  });
});

describe("graph/referencedStacks: what the references of a graph can mean", () => {
  it("is its resources and its answers, and no remote component", () => {
    const remote = component("Fleet", "made", { remote: true });
    const read = node("Eip", "own", { id: "eipalloc-1" }, { external: true });
    const some = { ...graph([remote, NETWORK, VPC, read]), invokes: [ANSWERED] };
    expect([...referenceTargets(some)].sort()).to.deep.equal([
      ...["Eip:own", "HostedZone:example.com", "Network:network", "Vpc:vpc", "aws:aws-eu-west-1"],
    ]);
  });

  it("is what the stacks mean that it refers to, under their names", () => {
    const far: Graph = { ...graph([node("Eip", "mine")]), references: [qualifyNames(PROD)] };
    const found = referenceTargets({ ...graph([VPC]), references: [qualifyNames(far, "far")] });
    expect([...found].filter((each) => /^(Vpc|Eip|HostedZone):/.test(each)).sort()).to.deep.equal([
      ...["Eip:far/mine", "HostedZone:far/prod/example.com", "Vpc:far/prod/vpc", "Vpc:vpc"],
    ]);
  });

  it("is nothing for a graph of nothing", () => {
    expect(referenceTargets(graph([])).size).to.equal(0);
  });

  it("leaves a remote component's own text as it is in another stack", () => {
    const remote = component("Fleet", "made", { remote: true });
    const seen = qualifyNames({ ...graph([remote, VPC], { text: "${Fleet:made.id} ${Vpc:vpc.id}" }), stack: "prod" });
    expect(seen.outputs).to.deep.equal({ text: "${Fleet:made.id} ${Vpc:prod/vpc.id}" });
  });
});

describe("graph/referencedStacks: graphs joined", () => {
  const own = node("Subnet", "mine", { vpcId: "${Vpc:prod/vpc.id}" });
  const consumer: Graph = { ...graph([own], { mine: 1 }), stack: "consumer", references: [qualifyNames(PROD)] };

  it("are the graph itself where it refers to none", () => {
    expect(withReferencedStacks(PROD)).to.equal(PROD);
  });

  it("have the resources of all, those referred to first, and the outputs of the one", () => {
    const whole = withReferencedStacks(consumer);
    const [other] = consumer.references!;
    expect(whole.resources).to.deep.equal([...other!.resources, ...consumer.resources]);
    expect(whole.invokes).to.deep.equal(other!.invokes);
    expect(whole.outputs).to.deep.equal({ mine: 1 });
    expect(whole).not.to.have.property("references");
    expect(GraphIndex.of(whole).resolve(own.inputs["vpcId"])?.inputs["cidrBlock"]).to.equal("10.0.0.0/16");
  });

  it("are joined through further ones, whose names have the names of all stacks between", () => {
    const third: Graph = { ...graph([node("Eip", "third", { tag: "${Subnet:b/mine.id}" })]), stack: "third" };
    const far = qualifyNames({ ...consumer, stack: "b" });
    const whole = withReferencedStacks({ ...third, references: [far] });
    const index = GraphIndex.of(whole);
    const mine = index.resolve(named(whole, "third").inputs["tag"])!;
    expect(mine.name).to.equal("b/mine");
    expect(index.resolve(mine.inputs["vpcId"])?.name).to.equal("b/prod/vpc");
  });

  it("have each of several stacks once, in the order of their being read, and the answers of all", () => {
    const answered = { ...ANSWERED, args: { name: "own.example" } };
    const own: Graph = {
      ...graph([node("Vpc", "vpc")]),
      invokes: [answered],
      references: [qualifyNames(PROD), qualifyNames(PROD, "p/prod")],
    };
    const whole = withReferencedStacks(own);
    expect(whole.resources.flatMap(({ type, name }) => (type === VPC.type ? [name] : []))).to.deep.equal([
      ...["prod/vpc", "p/prod/vpc", "vpc"],
    ]);
    expect(whole.invokes.map(({ result }) => result["zoneId"])).to.deep.equal([
      "${HostedZone:prod/example.com.zoneId}",
      "${HostedZone:p/prod/example.com.zoneId}",
      "${HostedZone:example.com.zoneId}",
    ]);
    expect(new Set(whole.resources.map(({ urn }) => urn)).size).to.equal(whole.resources.length);
  });

  it("are made of graphs that stay as they are", () => {
    const before = structuredClone(consumer);
    withReferencedStacks(consumer);
    expect(consumer).to.deep.equal(before);
  });
});

describe("graph/stackReferences", () => {
  const dev: Graph = { ...graph([VPC], { vpc: reference(VPC) }), stack: "dev" };
  const foreigner: Graph = { ...dev, project: "other", stack: "prod" };
  const reader = (...plans: Graph[]) => new StackReferences({ project: "ha-tcp", stack: "shop" }, plans);

  it("has read none before it is asked", () => {
    expect(reader(PROD, dev).used).to.deep.equal([]);
  });

  it("has read each plan once, in the order of asking, whatever it was called", () => {
    const all = reader(PROD, dev, foreigner);
    for (const name of ["dev", "acme/other/prod", "acme/ha-tcp/dev", "acme/prod", "prod"]) all.stateOf(name);
    expect(all.used).to.deep.equal([qualifyNames(dev), qualifyNames(foreigner, "other/prod"), qualifyNames(PROD)]);
  });

  it("answers with the name that was asked by, and with values that are no more than empty", () => {
    const outputs = { zero: 0, no: false, text: "", list: [], none: null };
    expect(reader({ ...dev, outputs }).stateOf("acme/dev")).to.deep.equal({
      ...{ name: "acme/dev", outputs, secretOutputNames: [] },
    });
    expect(reader({ ...dev, outputs: {} }).stateOf("dev")).to.deep.equal({
      ...{ name: "dev", outputs: {}, secretOutputNames: [] },
    });
  });

  it("names the outputs that hold a secret, however deep, and has all of them as secrets then", async () => {
    const outputs = { open: "x", whole: "[secret]", deep: { login: [{ password: "a [secret] b" }] } };
    const state = reader({ ...dev, outputs }).stateOf("dev");
    expect(state["secretOutputNames"]).to.deep.equal(["whole", "deep"]);
    const all = state["outputs"] as pulumi.Output<unknown>;
    expect(await pulumi.isSecret(all)).to.equal(true);
    const value = await new Promise((resolve) => all.apply(resolve));
    expect(value).to.deep.equal(outputs);
  });

  it("names all plans at hand where it has none of the stack, and has read none", () => {
    const all = reader(PROD, foreigner);
    for (const name of ["dev", "acme/ha-tcp/dev", "acme/third/prod", "acme/other/dev", ""])
      expect(() => all.stateOf(name), name).to.throw(
        FileError,
        `Stack shop reads the outputs of stack ${name}, and there is no plan of that stack to take them from. ` +
          "Plans at hand: ha-tcp/prod, other/prod. Plan the two together, or ",
      );
    expect(all.used).to.deep.equal([]);
  });

  it("takes no plan of a stack of the same name in another project", () => {
    expect(() => reader(foreigner).stateOf("prod")).to.throw("Plans at hand: other/prod.");
  });
});

describe("graph/referencedStacks: whoever reads all resources of a graph that refers to another stack", () => {
  const read: ResourceNode = {
    ...node("Vpc", "acme/ha-tcp/prod"),
    urn: `urn:pulumi:test::ha-tcp::${STACK_REFERENCE}::acme/ha-tcp/prod`,
    type: STACK_REFERENCE,
    provider: undefined,
    external: true,
    inputs: { name: "acme/ha-tcp/prod", id: "acme/ha-tcp/prod" },
  };
  const text = "${Vpc:prod/vpc.id}, ${Vpc:prod/vpc.arn} ${HOME:-x.y}";
  const subnet = node(
    "Subnet",
    "mine",
    { vpcId: "${Vpc:prod/vpc.id}", tags: { Name: text } },
    { dependencies: [read.urn] },
  );
  const stack: Graph = {
    ...graph([component("Consumer", "box"), { ...read, parent: component("Consumer", "box").urn }, subnet], {
      zone: "${HostedZone:prod/example.com.zoneId}",
    }),
    references: [qualifyNames(PROD)],
  };

  it("counts it as nothing that AWS has", () => {
    expect(summary(stack).resources).to.equal(1);
    expect(components(stack).map(({ name, resources }) => [name, resources])).to.deep.equal([
      ["box", { StackReference: 1 }],
    ]);
  });

  it("compares it as what is read, and never made or deleted", () => {
    const without: Graph = { ...stack, resources: stack.resources.filter(({ type }) => type !== STACK_REFERENCE) };
    const actions = (from: Graph, to: Graph) =>
      compare(from, to, PROVIDER_EFFECTS)
        .filter(({ type }) => type === STACK_REFERENCE)
        .map(({ action }) => action);
    expect(actions(without, stack)).to.deep.equal(["read"]);
    expect(actions(stack, stack)).to.deep.equal(["keep"]);
    expect(actions(stack, without)).to.deep.equal(["leave"]);
  });

  it("sees that another stack's resource is another", () => {
    const of = (prefix: string): Graph => ({
      ...graph([node("Subnet", "mine", { vpcId: `\${Vpc:${prefix}/vpc.id}` })]),
      references: [qualifyNames(PROD, prefix)],
    });
    const [change] = compare(of("prod"), of("dev"), PROVIDER_EFFECTS).filter(({ name }) => name === "mine");
    expect(change).to.deep.include({ action: "replace" });
    const kept = compare(of("prod"), of("prod"), PROVIDER_EFFECTS).filter(({ action }) => action !== "keep");
    expect(kept).to.deep.equal([]);
  });

  it("exports what comes from there as variables, each named, and nothing of the other stack", () => {
    const { document, leftOut } = toTerraform(stack);
    expect(document["resource"]).to.deep.equal({
      aws_subnet: {
        mine: {
          provider: "aws.aws-eu-west-1",
          vpc_id: "${var.Vpc_prod_vpc_id}",
          tags: { Name: "${var.Vpc_prod_vpc_id}, ${var.Vpc_prod_vpc_arn} $${HOME:-x.y}" },
          lifecycle: { create_before_destroy: true },
        },
      },
    });
    expect(document["output"]).to.deep.equal({ zone: { value: "${var.HostedZone_prod_example_com_zoneId}" } });
    const variable = (property: string, what: string) => ({
      type: "string",
      description: `${property} of ${what}`,
      sensitive: false,
    });
    expect(document["variable"]).to.deep.equal({
      Vpc_prod_vpc_id: variable("id", "Vpc prod/vpc"),
      Vpc_prod_vpc_arn: variable("arn", "Vpc prod/vpc"),
      HostedZone_prod_example_com_zoneId: variable("zoneId", "HostedZone prod/example.com"),
    });
    expect(leftOut).to.deep.equal([
      {
        what: "HostedZone prod/example.com",
        why: "of another stack; set the variable HostedZone_prod_example_com_zoneId",
      },
      {
        what: "StackReference acme/ha-tcp/prod",
        why: "Terraform reads no outputs of it; those that are known now stand in the document",
      },
      {
        what: "Vpc prod/vpc",
        why: "of another stack; set the variable Vpc_prod_vpc_id; set the variable Vpc_prod_vpc_arn",
      },
    ]);
  });

  it("exports it with made-up values where nothing is asked, and without variables", () => {
    const { document, leftOut } = toTerraform(stack, { withoutDataSources: true });
    expect(document).not.to.have.property("variable");
    const { mine } = (document["resource"] as { aws_subnet: Record<string, Record<string, unknown>> }).aws_subnet;
    expect(mine!["vpc_id"]).to.match(/^vpc-[0-9a-f]{17}$/);
    expect(leftOut.map(({ why }) => why).filter((why) => why.includes("variable"))).to.deep.equal([]);
  });

  it("stops at a reference that neither stack has", () => {
    const lost = { ...stack, outputs: { lost: "${Vpc:prod/none.id}" } };
    expect(() => toTerraform(lost)).to.throw(
      "${Vpc:prod/none.id} refers to something that is not in the graph of test",
    );
  });
});
