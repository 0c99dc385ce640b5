import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Graph, type Program, record } from "../../graph";
import { find } from "../support/recording";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";

/** A component in a component, and a resource with everything that can be said of one. */
const program: Program = () => {
  const provider = new aws.Provider("far", { region: "eu-west-1" });
  const box = new pulumi.ComponentResource(
    "t:i:Box",
    "box",
    {},
    { providers: [provider], aliases: [{ name: "crate" }] },
  );
  const inner = new pulumi.ComponentResource("t:i:Inner", "box-inner", {}, { parent: box });
  const vpc = new aws.ec2.Vpc(
    "box-vpc",
    { cidrBlock: "10.0.0.0/16" },
    {
      parent: inner,
      protect: true,
      retainOnDelete: true,
      aliases: ["urn:pulumi:s::p::aws:ec2/vpc:Vpc::old", { name: "older", parent: pulumi.rootStackResource }],
    },
  );
  const gateway = new aws.ec2.InternetGateway("box-igw", {}, { parent: box });
  new aws.ec2.Subnet(
    "box-subnet",
    { vpcId: vpc.id, cidrBlock: pulumi.secret("10.0.0.0/24"), tags: { deep: pulumi.secret("hidden") } },
    {
      parent: box,
      dependsOn: gateway,
      ignoreChanges: ["tags"],
      replaceOnChanges: ["cidrBlock"],
      deleteBeforeReplace: true,
    },
  );
  aws.ec2.Eip.get("box-eip", "eipalloc-1", undefined, { parent: box });
  const account = aws.getCallerIdentityOutput({}, { parent: box }).accountId;
  return { arn: vpc.arn, account, password: pulumi.secret("hidden") };
};

const recorded = (preview = false): Promise<Graph> =>
  record({ program, project: "p", stack: "s", config: {}, preview });

describe("record", () => {
  it("gives every resource once, in a stack of its own", async () => {
    const graph = await recorded();
    expect(graph.project).to.equal("p");
    expect(graph.stack).to.equal("s");
    expect(graph.resources.map(({ urn }) => urn).sort()).to.deep.equal([
      "urn:pulumi:s::p::pulumi:providers:aws::far",
      "urn:pulumi:s::p::pulumi:pulumi:Stack::p-s",
      "urn:pulumi:s::p::t:i:Box$aws:ec2/eip:Eip::box-eip",
      "urn:pulumi:s::p::t:i:Box$aws:ec2/internetGateway:InternetGateway::box-igw",
      "urn:pulumi:s::p::t:i:Box$aws:ec2/subnet:Subnet::box-subnet",
      "urn:pulumi:s::p::t:i:Box$t:i:Inner$aws:ec2/vpc:Vpc::box-vpc",
      "urn:pulumi:s::p::t:i:Box$t:i:Inner::box-inner",
      "urn:pulumi:s::p::t:i:Box::box",
    ]);
  });

  it("notes a resource whole: parent, provider, dependencies, options", async () => {
    const { digests, ...subnet } = find(await recorded(), SUBNET, "box-subnet");
    expect(Object.keys(digests).sort()).to.deep.equal(["cidrBlock", "tags"]);
    expect(Object.values(digests).filter((digest) => !/^[0-9a-f]{64}$/.test(digest))).to.deep.equal([]);
    expect(subnet).to.deep.equal({
      urn: "urn:pulumi:s::p::t:i:Box$aws:ec2/subnet:Subnet::box-subnet",
      type: "aws:ec2/subnet:Subnet",
      name: "box-subnet",
      custom: true,
      external: false,
      remote: false,
      parent: "urn:pulumi:s::p::t:i:Box::box",
      provider: "urn:pulumi:s::p::pulumi:providers:aws::far",
      inputs: { vpcId: "${Vpc:box-vpc.id}", cidrBlock: "[secret]", tags: { deep: "[secret]" } },
      dependencies: [
        "urn:pulumi:s::p::t:i:Box$aws:ec2/internetGateway:InternetGateway::box-igw",
        "urn:pulumi:s::p::t:i:Box$t:i:Inner$aws:ec2/vpc:Vpc::box-vpc",
      ],
      propertyDependencies: { vpcId: ["urn:pulumi:s::p::t:i:Box$t:i:Inner$aws:ec2/vpc:Vpc::box-vpc"] },
      protect: false,
      retainOnDelete: false,
      deleteBeforeReplace: true,
      ignoreChanges: ["tags"],
      replaceOnChanges: ["cidrBlock"],
      replaceWith: [],
      aliases: [],
      secrets: ["cidrBlock", "tags"],
    });
  });

  it("notes protection and the names a resource went by", async () => {
    const graph = await recorded();
    const vpc = find(graph, VPC, "box-vpc");
    expect(vpc).to.include({ protect: true, retainOnDelete: true, deleteBeforeReplace: false });
    expect(vpc.aliases).to.have.length(2);
    expect(vpc.aliases[0]).to.equal("urn:pulumi:s::p::aws:ec2/vpc:Vpc::old");
    expect(JSON.parse(vpc.aliases[1] ?? "")).to.include({ name: "older", noparent: true });
    expect(JSON.parse(find(graph, "t:i:Box", "box").aliases[0] ?? "")).to.include({ name: "crate" });
  });

  it("tells components, resources that are read, and those that are managed apart", async () => {
    const { resources } = await recorded();
    const names = (custom: boolean, external: boolean) =>
      resources.filter((node) => node.custom === custom && node.external === external).map(({ name }) => name);
    expect(names(false, false).sort()).to.deep.equal(["box", "box-inner", "p-s"]);
    expect(names(true, true)).to.deep.equal(["box-eip"]);
    expect(names(true, false).sort()).to.deep.equal(["box-igw", "box-subnet", "box-vpc", "far"]);
  });

  it("notes what is read with its id, its parent and its provider", async () => {
    expect(find(await recorded(), "aws:ec2/eip:Eip", "box-eip")).to.deep.include({
      parent: "urn:pulumi:s::p::t:i:Box::box",
      provider: "urn:pulumi:s::p::pulumi:providers:aws::far",
      inputs: { id: "eipalloc-1" },
    });
  });

  it("keeps secrets out, and refers to what AWS will say", async () => {
    const graph = await recorded();
    expect(graph.outputs).to.deep.equal({ arn: "${Vpc:box-vpc.arn}", account: "123456789012", password: "[secret]" });
    expect(JSON.stringify(graph)).not.to.include("hidden");
    expect(JSON.stringify(graph)).not.to.include("10.0.0.0/24");
  });

  it("notes each question to AWS with its answer", async () => {
    expect((await recorded()).invokes).to.deep.equal([
      {
        token: "aws:index/getCallerIdentity:getCallerIdentity",
        args: {},
        result: {
          id: "123456789012",
          accountId: "123456789012",
          arn: "arn:aws:iam::123456789012:user/offline",
          userId: "offline",
        },
      },
    ]);
  });

  it("waits for every registration, however late its inputs come", async () => {
    const graph = await record({
      program: () => {
        const cidrBlock = new Promise<string>((resolve) => setTimeout(resolve, 50, "10.0.0.0/16"));
        const vpc = new aws.ec2.Vpc("v", { cidrBlock });
        new aws.ec2.Subnet("s", { vpcId: vpc.id });
        return {};
      },
      project: "p",
      stack: "s",
      config: {},
    });
    expect(find(graph, VPC, "v").inputs).to.deep.equal({ cidrBlock: "10.0.0.0/16" });
    expect(find(graph, SUBNET, "s").inputs).to.deep.equal({ vpcId: "${Vpc:v.id}" });
  });

  it("in a preview leaves open what AWS will say, and runs no apply on it", async () => {
    let ran = 0;
    const graph = await record({
      program: () => ({ id: new aws.ec2.Vpc("v").id.apply((id) => (ran++, id)) }),
      project: "p",
      stack: "s",
      config: {},
      preview: true,
    });
    expect(ran).to.equal(0);
    expect(graph.outputs).to.deep.equal({ id: null });
    const subnet = find(await recorded(true), SUBNET, "box-subnet");
    expect(subnet.inputs["vpcId"]).to.equal(null);
    expect(subnet.dependencies).to.deep.equal(find(await recorded(), SUBNET, "box-subnet").dependencies);
  });
});

describe("record: what is replaced with other resources", () => {
  const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
  /** Ties of all kinds; the registration of one target comes late. */
  const tying: Program = () => {
    const provider = new aws.Provider("far", { region: "eu-west-1" });
    const box = new pulumi.ComponentResource("t:i:Box", "box", {}, { providers: [provider] });
    const cidrBlock = new Promise<string>((resolve) => setTimeout(resolve, 50, "10.0.0.0/16"));
    const vpc = new aws.ec2.Vpc("v", { cidrBlock }, { parent: box });
    const subnet = new aws.ec2.Subnet("a", { vpcId: "vpc-1" }, { provider });
    const tied = (name: string, replaceWith?: pulumi.Resource[]) =>
      new aws.ec2.InternetGateway(name, { vpcId: vpc.id }, { provider, replaceWith });
    tied("both", [vpc, subnet]);
    tied("none", []);
    tied("unsaid");
    new aws.ec2.InternetGateway("alone", {}, { provider, replaceWith: [subnet] });
    new pulumi.ComponentResource("t:i:Box", "outer", {}, { replaceWith: [vpc] });
    aws.ec2.Eip.get("read", "eipalloc-1", undefined, { provider, replaceWith: [vpc] });
    return {};
  };
  const urns = {
    vpc: "urn:pulumi:s::p::t:i:Box$aws:ec2/vpc:Vpc::v",
    subnet: "urn:pulumi:s::p::aws:ec2/subnet:Subnet::a",
  };

  for (const preview of [false, true])
    describe(preview ? "in a preview" : "in an update", () => {
      let graph: Graph;
      before(async () => {
        graph = await record({ program: tying, project: "p", stack: "s", config: {}, preview });
      });

      it("notes them all by their URNs, sorted", () => {
        expect(find(graph, GATEWAY, "both").replaceWith).to.deep.equal([urns.subnet, urns.vpc]);
        expect(find(graph, "t:i:Box", "outer").replaceWith).to.deep.equal([urns.vpc]);
      });

      it("notes none where the program names none, and for what is only read", () => {
        const bare = graph.resources.filter(({ replaceWith }) => replaceWith.length === 0).map(({ name }) => name);
        expect(bare.sort()).to.deep.equal(["a", "box", "far", "none", "p-s", "read", "unsaid", "v"]);
      });

      it("has it depend on them, though no input shows it, and come after them", () => {
        const alone = find(graph, GATEWAY, "alone");
        expect(alone).to.deep.include({ inputs: {}, dependencies: [urns.subnet], propertyDependencies: {} });
        const order = graph.resources.map(({ name }) => name);
        for (const [target, tied] of [
          ["a", "alone"],
          ["a", "both"],
          ["v", "both"],
          ["v", "outer"],
        ] as const)
          expect(order.indexOf(target), `${target}, ${tied}`).to.be.lessThan(order.indexOf(tied));
      });
    });
});
