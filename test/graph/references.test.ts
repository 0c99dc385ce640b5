import { expect } from "chai";
import { inventory, summary } from "../../analysis";
import { foreign, GraphIndex, joined, referencesIn, type Graph, type ResourceNode } from "../../graph";
import { compare } from "../../graph/compare";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { parseStackName } from "../../graph/references";
import { toTerraform } from "../../graph/terraform";
import { component, graph, node, reference } from "../support/graphs";
import { recordStack } from "../support/recording";

const REFERENCE = "pulumi:pulumi:StackReference";
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

describe("graph/references: names of stacks", () => {
  for (const [name, expected] of [
    ["prod", { stack: "prod" }],
    ["acme/prod", { stack: "prod" }],
    ["organization/ha-tcp/prod.2", { project: "ha-tcp", stack: "prod.2" }],
  ] as const)
    it(`${name} is ${JSON.stringify(expected)}`, () => {
      expect(parseStackName(name)).to.deep.equal(expected);
    });
});

describe("graph/references: a graph as another stack sees it", () => {
  const seen = foreign(PROD);

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
    foreign(PROD);
    expect(PROD).to.deep.equal(before);
  });

  it("leads to the same things, for all that a whole stack refers to", async () => {
    const prod = await recordStack("prod");
    const [own, other] = [new GraphIndex(prod), new GraphIndex(foreign(prod))];
    const referring = (index: GraphIndex) =>
      index.graph.resources.flatMap(({ inputs }) => Object.values(inputs).map((value) => index.referred(value)?.name));
    const names = referring(own);
    expect(names.filter((name) => name !== undefined).length).to.be.greaterThan(50);
    expect(referring(other)).to.deep.equal(names.map((name) => name && `prod/${name}`));
    const holders = (index: GraphIndex) => index.graph.resources.map((each) => index.ownerOf(each)?.name);
    expect(holders(other)).to.deep.equal(holders(own).map((name) => name && `prod/${name}`));
    const regions = (index: GraphIndex) => index.graph.resources.map((each) => index.regionOf(each));
    expect(regions(other)).to.deep.equal(regions(own));
  });
});

describe("graph/references: graphs joined", () => {
  const own = node("Subnet", "mine", { vpcId: "${Vpc:prod/vpc.id}" });
  const consumer: Graph = { ...graph([own], { mine: 1 }), stack: "consumer", references: [foreign(PROD)] };

  it("are the graph itself where it refers to none", () => {
    expect(joined(PROD)).to.equal(PROD);
  });

  it("have the resources of all, those referred to first, and the outputs of the one", () => {
    const whole = joined(consumer);
    const [other] = consumer.references!;
    expect(whole.resources).to.deep.equal([...other!.resources, ...consumer.resources]);
    expect(whole.invokes).to.deep.equal(other!.invokes);
    expect(whole.outputs).to.deep.equal({ mine: 1 });
    expect(whole).not.to.have.property("references");
    expect(new GraphIndex(whole).referred(own.inputs["vpcId"])?.inputs["cidrBlock"]).to.equal("10.0.0.0/16");
  });

  it("are joined through further ones, whose names have the names of all stacks between", () => {
    const third: Graph = { ...graph([node("Eip", "third", { tag: "${Subnet:b/mine.id}" })]), stack: "third" };
    const far = foreign({ ...consumer, stack: "b" });
    const whole = joined({ ...third, references: [far] });
    const index = new GraphIndex(whole);
    const mine = index.referred(named(whole, "third").inputs["tag"])!;
    expect(mine.name).to.equal("b/mine");
    expect(index.referred(mine.inputs["vpcId"])?.name).to.equal("b/prod/vpc");
  });
});

describe("graph/references: whoever reads all resources of a graph that refers to another stack", () => {
  const read: ResourceNode = {
    ...node("Vpc", "acme/ha-tcp/prod"),
    urn: `urn:pulumi:test::ha-tcp::${REFERENCE}::acme/ha-tcp/prod`,
    type: REFERENCE,
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
    references: [foreign(PROD)],
  };

  it("counts it as nothing that AWS has", () => {
    expect(summary(stack).resources).to.equal(1);
    expect(inventory(stack).map(({ name, resources }) => [name, resources])).to.deep.equal([
      ["box", { StackReference: 1 }],
    ]);
  });

  it("compares it as what is read, and never made or deleted", () => {
    const without: Graph = { ...stack, resources: stack.resources.filter(({ type }) => type !== REFERENCE) };
    const actions = (from: Graph, to: Graph) =>
      compare(from, to, PROVIDER_EFFECTS)
        .filter(({ type }) => type === REFERENCE)
        .map(({ action }) => action);
    expect(actions(without, stack)).to.deep.equal(["read"]);
    expect(actions(stack, stack)).to.deep.equal(["keep"]);
    expect(actions(stack, without)).to.deep.equal(["leave"]);
  });

  it("sees that another stack's resource is another", () => {
    const of = (prefix: string): Graph => ({
      ...graph([node("Subnet", "mine", { vpcId: `\${Vpc:${prefix}/vpc.id}` })]),
      references: [foreign(PROD, prefix)],
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
