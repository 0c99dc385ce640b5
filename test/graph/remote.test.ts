import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Graph, type Program, record } from "../../graph";
import { dependenciesOf, failureOf, find, nameOf } from "../support/recording";

const ARGS = {
  cidrBlock: "10.9.0.0/25",
  availabilityZoneNames: ["eu-west-1a", "eu-west-1c"],
  natGateways: { strategy: "None" },
  subnetStrategy: "Auto",
  subnetSpecs: [{ type: "Isolated", name: "own", cidrBlocks: ["10.9.0.0/28", "10.9.0.32/28"] }],
} satisfies awsx.ec2.VpcArgs;

/** The id of the subnet in a zone, by way of the resources that the component answers with. */
const subnetIn = (vpc: awsx.ec2.Vpc, zone: string) =>
  vpc.subnets
    .apply((subnets) => pulumi.all(subnets.map(({ id, availabilityZone }) => ({ id, availabilityZone }))))
    .apply((subnets) => subnets.find(({ availabilityZone }) => availabilityZone === zone)?.id ?? "none");

function boxed(opts: pulumi.ComponentResourceOptions = {}): awsx.ec2.Vpc {
  const provider = new aws.Provider("far", { region: "eu-west-1" });
  const box = new pulumi.ComponentResource("t:i:Box", "box", {}, { providers: [provider] });
  const inner = new pulumi.ComponentResource("t:i:Inner", "box-inner", {}, { parent: box });
  return new awsx.ec2.Vpc("box-vpc", ARGS, { parent: inner, ...opts });
}

const program: Program = () => {
  const vpc = boxed();
  new aws.ec2.SecurityGroup("group", { vpcId: vpc.vpcId, description: subnetIn(vpc, "eu-west-1c") });
  return {
    vpcId: vpc.vpcId,
    inC: subnetIn(vpc, "eu-west-1c"),
    inB: subnetIn(vpc, "eu-west-1b"),
    ids: vpc.isolatedSubnetIds,
    defaultGroup: vpc.vpc.apply(({ defaultSecurityGroupId }) => defaultSecurityGroupId),
    table: vpc.routeTables.apply(([first]) => first?.id ?? "none"),
    gateway: vpc.internetGateway.apply(({ id }) => id),
    layout: vpc.subnetLayout,
    natGateways: vpc.natGateways,
  };
};

const recorded = (which: Program, preview = false): Promise<Graph> =>
  record({ program: which, project: "p", stack: "s", config: {}, preview });

const COMPONENT = "urn:pulumi:s::p::t:i:Box$t:i:Inner$awsx:ec2:Vpc::box-vpc";
const [VPC, SUBNET] = ["aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"];

describe("A remote component in a recording", () => {
  it("has its children, under the names that the engine gives them", async () => {
    const { resources } = await recorded(program);
    const outer = "urn:pulumi:s::p::t:i:Box$t:i:Inner$awsx:ec2:Vpc$aws:ec2/vpc:Vpc";
    const inZone = (name: string) => [
      `${outer}$aws:ec2/subnet:Subnet::${name}`,
      `${outer}$aws:ec2/subnet:Subnet$aws:ec2/routeTable:RouteTable::${name}`,
      `${outer}$aws:ec2/subnet:Subnet$aws:ec2/routeTable:RouteTable$aws:ec2/routeTableAssociation:RouteTableAssociation::${name}`,
    ];
    expect(resources.filter(({ urn }) => urn.includes("awsx")).map(({ urn }) => urn)).to.deep.equal([
      COMPONENT,
      `${outer}::box-vpc`,
      `${outer}$aws:ec2/internetGateway:InternetGateway::box-vpc`,
      ...inZone("box-vpc-own-1"),
      ...inZone("box-vpc-own-2"),
    ]);
  });

  it("is itself noted as remote, its children as ordinary resources with the provider of the components around it", async () => {
    const graph = await recorded(program);
    expect(find(graph, "awsx:ec2:Vpc", "box-vpc")).to.include({ custom: false, remote: true, external: false });
    const { dependencies, propertyDependencies, ...subnet } = find(graph, SUBNET, "box-vpc-own-2");
    expect(subnet).to.deep.equal({
      urn: "urn:pulumi:s::p::t:i:Box$t:i:Inner$awsx:ec2:Vpc$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet::box-vpc-own-2",
      type: SUBNET,
      name: "box-vpc-own-2",
      custom: true,
      external: false,
      remote: false,
      parent: "urn:pulumi:s::p::t:i:Box$t:i:Inner$awsx:ec2:Vpc$aws:ec2/vpc:Vpc::box-vpc",
      provider: "urn:pulumi:s::p::pulumi:providers:aws::far",
      inputs: {
        vpcId: "${Vpc:box-vpc.id}",
        availabilityZone: "eu-west-1c",
        mapPublicIpOnLaunch: false,
        cidrBlock: "10.9.0.32/28",
        assignIpv6AddressOnCreation: false,
        tags: { Name: "box-vpc-own-2", SubnetType: "Isolated" },
      },
      protect: false,
      retainOnDelete: false,
      deleteBeforeReplace: false,
      ignoreChanges: [],
      replaceOnChanges: [],
      replaceWith: [],
      aliases: [],
      secrets: [],
      digests: {},
    });
    expect([dependencies, propertyDependencies]).to.deep.equal([[subnet.parent], { vpcId: [subnet.parent] }]);
  });

  it("answers with values that the program can use: by zone, by place, of a resource in it", async () => {
    expect((await recorded(program)).outputs).to.deep.equal({
      vpcId: "${Vpc:box-vpc.id}",
      inC: "${Subnet:box-vpc-own-2.id}",
      inB: "none",
      ids: ["${Subnet:box-vpc-own-1.id}", "${Subnet:box-vpc-own-2.id}"],
      defaultGroup: "${Vpc:box-vpc.defaultSecurityGroupId}",
      table: "${RouteTable:box-vpc-own-1.id}",
      gateway: "${InternetGateway:box-vpc.id}",
      layout: [{ type: "Isolated", name: "own", cidrBlocks: ["10.9.0.0/28", "10.9.0.32/28"] }],
      natGateways: [],
    });
  });

  it("makes what uses it depend on itself and on all that its outputs waited for", async () => {
    const group = find(await recorded(program), "aws:ec2/securityGroup:SecurityGroup", "group");
    expect(group.inputs).to.include({ vpcId: "${Vpc:box-vpc.id}", description: "${Subnet:box-vpc-own-2.id}" });
    expect(dependenciesOf(group)).to.deep.equal(["box-vpc", "box-vpc", "box-vpc-own-1", "box-vpc-own-2"]);
    expect(group.propertyDependencies["vpcId"]).to.deep.equal(group.dependencies);
  });

  it("keeps in a preview what only AWS knows unknown, as the engine's first preview does", async () => {
    const graph = await recorded(program, true);
    expect(graph.outputs).to.deep.equal({
      ...{ vpcId: null, inC: null, inB: null, ids: null, defaultGroup: null, table: null, gateway: null },
      layout: [{ type: "Isolated", name: "own", cidrBlocks: ["10.9.0.0/28", "10.9.0.32/28"] }],
      natGateways: [],
    });
    const subnet = find(graph, SUBNET, "box-vpc-own-1");
    expect(subnet.inputs).to.deep.include({ vpcId: null, ipv6CidrBlock: null, availabilityZone: "eu-west-1a" });
    expect(graph.resources.map(({ urn }) => urn)).to.deep.equal(
      (await recorded(program)).resources.map(({ urn }) => urn),
    );
  });

  it("hands protection to its children, and a nearer provider", async () => {
    const graph = await recorded(() => {
      const near = new aws.Provider("near", { region: "eu-west-1" });
      boxed({ protect: true, retainOnDelete: true, provider: near });
      return {};
    });
    const children = graph.resources.filter(({ urn, custom }) => urn.includes("awsx") && custom);
    expect(children).to.have.length(8);
    for (const { protect, retainOnDelete, provider } of children)
      expect([protect, retainOnDelete, nameOf(provider ?? "")]).to.deep.equal([true, true, "near"]);
  });

  it("leaves children without a provider to the engine's default one", async () => {
    const graph = await recorded(() => ({ id: new awsx.ec2.Vpc("lone", ARGS).vpcId }));
    expect(find(graph, VPC, "lone")).to.deep.include({
      provider: undefined,
      parent: "urn:pulumi:s::p::awsx:ec2:Vpc::lone",
    });
    expect(graph.outputs).to.deep.equal({ id: "${Vpc:lone.id}" });
  });

  it("can stand beside another, and be recorded again", async () => {
    const two: Program = () => ({ ids: ["one", "two"].map((name) => new awsx.ec2.Vpc(name, ARGS).vpcId) });
    expect((await recorded(two)).outputs).to.deep.equal({ ids: ["${Vpc:one.id}", "${Vpc:two.id}"] });
    expect(await recorded(two)).to.deep.equal(await recorded(two));
  });

  const FAILURES: readonly { what: string; program: Program; message: string }[] = [
    {
      what: "a component that the table of expansions does not have",
      program: () => ({ id: new awsx.ec2.DefaultVpc("default").vpcId }),
      message: "the offline plan does not know what awsx:ec2:DefaultVpc makes: add it to graph/remote/expansions.ts",
    },
    {
      what: "an argument that the expansion cannot follow",
      program: () => ({ id: new awsx.ec2.Vpc("v", { ...ARGS, natGateways: { strategy: "Single" } }).vpcId }),
      message: "the offline plan cannot follow these arguments of the awsx:ec2:Vpc v",
    },
    {
      what: "an argument that comes from another resource",
      program: () => {
        const other = new aws.ec2.Vpc("other", { cidrBlock: "10.0.0.0/16" });
        new awsx.ec2.Vpc("v", { ...ARGS, tags: { Beside: other.id } });
        return {};
      },
      message:
        "the offline plan cannot expand the awsx:ec2:Vpc v: its tags comes from urn:pulumi:s::p::aws:ec2/vpc:Vpc::other",
    },
    {
      what: "a secret among the tags",
      program: () => ({ id: new awsx.ec2.Vpc("v", { ...ARGS, tags: { Secret: pulumi.secret("x") } }).vpcId }),
      message: "tags: Secret",
    },
    {
      what: "a child that has the name of another resource",
      program: () => {
        new aws.ec2.Vpc("v", { cidrBlock: "10.0.0.0/16" });
        new awsx.ec2.Vpc("v", ARGS);
        return {};
      },
      message: "references to Vpc:v could mean",
    },
  ];

  for (const { what, program: failing, message } of FAILURES)
    for (const preview of [false, true])
      it(`stops ${preview ? "a preview" : "the recording"} at ${what}`, async () => {
        expect((await failureOf(recorded(failing, preview))).message).to.include(message);
      });
});
