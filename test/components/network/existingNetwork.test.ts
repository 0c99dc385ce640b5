import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { findings, pathFaults, paths } from "../../../analysis";
import { getExistingVpcFacts } from "../../../components/network/existingVpcFacts";
import { withRuntimeState } from "../../../config/pulumiRuntime";
import { type Graph, record } from "../../../graph";
import { OFFLINE_ANSWERS, type OfflineAnswer } from "../../../graph/invokes";
import program from "../../../index";
import type { ExistingVpcFacts, ExpectedVpc } from "../../../plan/network/existingVpc";
import {
  WATCHED,
  type Raw,
  engineConfig,
  failureOf,
  find,
  inputs,
  ofType,
  plannedSwitch,
  recordConfig,
} from "../../support/recording";

const VPC_ID = "vpc-0a1b2c3d4e5f60718";
const FRONT = { a: "subnet-0a00000000000000a", b: "subnet-0a00000000000000b" };
const APP = { a: "subnet-0b00000000000000a", b: "subnet-0b00000000000000b" };
const REGION = {
  zones: ["a", "b"],
  cidr: "10.64.0.0/16",
  nat: "existing",
  vpc: { id: VPC_ID, front: FRONT, app: APP },
};
const existing = (settings: object = {}, others: Raw = {}): Raw => ({
  ...WATCHED,
  regions: { "eu-west-1": { ...REGION, ...settings } },
  ...others,
});
const CLOSED = existing({
  nat: "none",
  vpc: { ...REGION.vpc, interfaceEndpoints: "created", flowLogs: "created" },
});

/** What a VPC and its surroundings are made of. */
const OF_A_VPC = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/route:Route",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/networkAcl:NetworkAcl",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
];

const made = (graph: Graph, types: readonly string[]) =>
  graph.resources.filter(({ type, external }) => types.includes(type) && !external).map(({ name }) => name);

/** Records with AWS answering otherwise. */
async function answered(answers: Readonly<Record<string, OfflineAnswer>>, raw: Raw = existing()): Promise<Graph> {
  const all = OFFLINE_ANSWERS as Record<string, OfflineAnswer>;
  const before = { ...all };
  Object.assign(all, answers);
  try {
    return await record({ program, project: "ha-tcp", stack: "test", config: engineConfig(raw) });
  } finally {
    for (const token of Object.keys(all)) Reflect.deleteProperty(all, token);
    Object.assign(all, before);
  }
}

const VPC_TOKEN = "aws:ec2/getVpc:getVpc";
const SUBNET_TOKEN = "aws:ec2/getSubnet:getSubnet";
const TABLES_TOKEN = "aws:ec2/getRouteTables:getRouteTables";
const TABLE_TOKEN = "aws:ec2/getRouteTable:getRouteTable";

describe("ExistingNetwork", () => {
  it("makes nothing of a VPC, and reads what the stack file names", async () => {
    const graph = await recordConfig(existing());
    expect(made(graph, [...OF_A_VPC, "aws:ec2/vpcEndpoint:VpcEndpoint", "aws:ec2/flowLog:FlowLog"])).to.deep.equal([]);
    expect(inputs(graph, "aws:ec2/vpc:Vpc")).to.deep.equal({
      "network-eu-west-1-vpc-existing": { id: VPC_ID, cidrBlock: "10.64.0.0/16" },
    });
    const subnet = (id: string, zone: string) => ({ id, vpcId: VPC_ID, availabilityZone: `eu-west-1${zone}` });
    expect(inputs(graph, "aws:ec2/subnet:Subnet")).to.deep.equal({
      "network-eu-west-1-front-a-existing": subnet(FRONT.a, "a"),
      "network-eu-west-1-front-b-existing": subnet(FRONT.b, "b"),
      "network-eu-west-1-app-a-existing": subnet(APP.a, "a"),
      "network-eu-west-1-app-b-existing": subnet(APP.b, "b"),
    });
  });

  it("has the load balancer and what runs in those subnets, and no egress address", async () => {
    const graph = await recordConfig(existing());
    const balancer = find(graph, "aws:lb/loadBalancer:LoadBalancer", "front-eu-west-1");
    expect(balancer.inputs["subnetMappings"]).to.deep.equal(
      Object.entries(FRONT).map(([zone, subnetId]) => ({
        subnetId,
        allocationId: `\${Eip:addresses-eu-west-1-${zone}.allocationId}`,
      })),
    );
    const group = find(graph, "aws:autoscaling/group:Group", "fleet-eu-west-1-f60718-asg");
    expect(group.inputs["vpcZoneIdentifiers"]).to.deep.equal(Object.values(APP));
    expect(graph.outputs["egressAddresses"]).to.deep.equal({ "eu-west-1": {} });
  });

  it("lets what runs out to the internet and to S3, by routes that are the owner's", async () => {
    const rules = inputs(await recordConfig(existing()), "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    const fleet = "fleet-eu-west-1-f60718";
    expect(
      Object.keys(rules)
        .filter((name) => name.startsWith(`${fleet}-to-`))
        .sort(),
    ).to.deep.equal([`${fleet}-to-https`, `${fleet}-to-s3`]);
    expect(rules[`${fleet}-to-s3`]?.["prefixListId"]).to.equal("${PrefixList:com.amazonaws.eu-west-1.s3.id}");
  });

  it("without a way out lets it reach endpoints anywhere in the VPC, or those that are made here", async () => {
    const to = async (raw: Raw) =>
      find(
        await recordConfig(raw),
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "fleet-eu-west-1-f60718-to-endpoints",
      ).inputs;
    expect((await to(existing({ nat: "none" })))["cidrIpv4"]).to.equal("10.64.0.0/16");
    const own = await to(CLOSED);
    expect(own["cidrIpv4"]).to.equal(undefined);
    expect(own["referencedSecurityGroupId"]).to.equal("${SecurityGroup:network-eu-west-1-endpoints-sg.id}");
  });

  it("makes endpoints and flow logs where it is told to, in the app subnets and of the VPC", async () => {
    const graph = await recordConfig(CLOSED);
    const endpoints = ofType(graph, "aws:ec2/vpcEndpoint:VpcEndpoint");
    expect(endpoints.map(({ name }) => name)).to.deep.equal(["network-eu-west-1-ssm", "network-eu-west-1-ssmmessages"]);
    for (const endpoint of endpoints) expect(endpoint.inputs["subnetIds"]).to.deep.equal(Object.values(APP));
    expect(
      find(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "network-eu-west-1-endpoints-in").inputs[
        "cidrIpv4"
      ],
    ).to.equal("10.64.0.0/16");
    expect(ofType(graph, "aws:ec2/flowLog:FlowLog").map((node) => node.inputs["vpcId"])).to.deep.equal([VPC_ID]);
    expect(ofType(graph, "aws:cloudwatch/queryDefinition:QueryDefinition")).to.have.length(4);
    expect(made(graph, OF_A_VPC)).to.deep.equal([]);
  });

  it("has the role of those flow logs as the account wants roles", async () => {
    const permissionsBoundaryArn = "arn:aws:iam::123456789012:policy/boundary";
    const graph = await recordConfig({
      ...CLOSED,
      iam: { permissionsBoundaryArn, path: "/tcp/", namePrefix: "team-" },
    });
    const { permissionsBoundary, path, namePrefix } = find(
      graph,
      "aws:iam/role:Role",
      "network-eu-west-1-flow-logs-role",
    ).inputs;
    expect([permissionsBoundary, path]).to.deep.equal([permissionsBoundaryArn, "/tcp/"]);
    expect(namePrefix).to.match(/^team-/);
  });

  it("watches no flow logs where there are none of the stack's", async () => {
    const graph = await recordConfig(existing());
    expect(ofType(graph, "aws:cloudwatch/queryDefinition:QueryDefinition")).to.deep.equal([]);
    expect(ofType(graph, "aws:cloudwatch/logMetricFilter:LogMetricFilter")).to.deep.equal([]);
    const alarms = (of: Graph) => ofType(of, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name }) => name);
    expect(alarms(graph)).not.to.include("monitoring-eu-west-1-clients-rejected");
    expect(alarms(await recordConfig(CLOSED))).to.include("monitoring-eu-west-1-clients-rejected");
  });

  const ACCELERATED = { options: ["globalAccelerator"], globalAccelerator: {} };
  const OTHERS: [title: string, raw: Raw][] = [
    ["an accelerator, with no front subnets", existing({ vpc: { ...REGION.vpc, front: {} } }, ACCELERATED)],
    [
      "PrivateLink, with no front subnets",
      existing({ vpc: { ...REGION.vpc, front: {} } }, { options: ["privateLink"] }),
    ],
    ["tasks with interfaces", existing({}, { options: ["ecs"] })],
    ["tasks on the bridge", existing({}, { options: ["ecs"], ecs: { networkMode: "bridge" } })],
    ["tasks on Fargate", existing({}, { options: ["ecs"], ecs: { launch: "fargate" } })],
    ["no way out", CLOSED],
  ];
  for (const [title, raw] of OTHERS)
    it(`has paths for ${title}, all of them assumed, closed on purpose or PrivateLink's, and no fault`, async () => {
      const graph = await recordConfig(raw);
      expect(pathFaults(graph)).to.deep.equal([]);
      const all = paths(graph);
      expect(all.filter(({ verdict }) => verdict !== "open" && verdict !== "closed")).to.deep.equal([]);
      expect(all.length).to.be.greaterThan(1);
      // Nobody connects by PrivateLink yet.
      expect(all.filter(({ assumed, kind }) => !assumed && kind !== "consumer")).to.deep.equal([]);
      expect(made(graph, OF_A_VPC)).to.deep.equal([]);
    });

  it("leads to other networks by routes that are the owner's, with a way out to the internet or without", async () => {
    for (const nat of ["none", "existing"]) {
      const egress = [{ cidr: "10.200.0.0/16", port: 5432 }];
      const graph = await recordConfig(existing({ nat }, { instances: { egress } }));
      const named = paths(graph).filter(({ traffic }) => traffic === "TCP 5432 to 10.200.0.0/16");
      expect(
        named.map(({ zone, verdict, assumed, there }) => [zone, verdict, assumed, there.hops.map(({ kind }) => kind)]),
      ).to.deep.equal(["a", "b"].map((zone) => [`eu-west-1${zone}`, "open", true, ["target", "ownerRoutes"]]));
      const note = findings(graph).find(({ rule }) => rule === "assumed-network");
      expect(note?.text).to.include("app subnets lead to 10.200.0.0/16;");
    }
  });

  it("is peered with by another region, and its routes back are assumed", async () => {
    const graph = await recordConfig({
      ...existing(),
      instances: { egress: [{ cidr: REGION.cidr, port: 6379 }] },
      regions: {
        "eu-west-1": REGION,
        "us-east-1": {
          zones: ["a", "b"],
          cidr: "10.65.0.0/16",
          peerings: { main: { vpcId: VPC_ID, region: "eu-west-1", ranges: [REGION.cidr] } },
        },
      },
    });
    expect(pathFaults(graph)).to.deep.equal([]);
    const [path] = paths(graph).filter(({ through }) => through === "ways-us-east-1-peering-main");
    expect(path?.verdict).to.equal("open");
    expect(path?.note).to.equal(`what is behind ${VPC_ID}, and its routes back, the plan does not know`);
  });

  it("says in the plan what is assumed", async () => {
    const note = findings(await recordConfig(existing())).find(({ rule }) => rule === "assumed-network");
    expect(note?.text).to.equal(
      `${VPC_ID} of eu-west-1 is its owner's, and this plan asks nobody: assumed is that front subnets lead to an internet gateway; ` +
        "app subnets lead to the internet from addresses that are the owner's to publish; network ACLs let TCP 5000 in, and ports 1024 to " +
        "65535 both ways.",
    );
    const closed = findings(await recordConfig(CLOSED)).map(({ rule, text }) => [rule, text] as const);
    const endpointsOf = (all: typeof closed) => all.find(([rule]) => rule === "assumed-network")?.[1];
    expect(endpointsOf(closed)).not.to.include("app subnets lead");
    expect(endpointsOf(closed)).to.include("app subnets have the gateway endpoint of S3;");
    const theirs = findings(await recordConfig(existing({ nat: "none" })));
    expect(endpointsOf(theirs.map(({ rule, text }) => [rule, text]))).to.include(
      "the gateway endpoint of S3, and interface endpoints, with private DNS, of what else of AWS is needed;",
    );
    expect(closed.map(([rule]) => rule)).to.include("no-nat");
    expect(findings(await recordConfig(existing())).map(({ rule }) => rule)).not.to.include("no-nat");
  });
});

describe("ExistingNetwork: what AWS says", () => {
  const subnetIn =
    (zone: string): OfflineAnswer =>
    ({ id }) => ({ id, vpcId: VPC_ID, availabilityZone: zone, cidrBlock: "10.64.0.0/24" });

  it("ends the program with all that is not so, before anything stands in the VPC", async () => {
    const failure = await failureOf(answered({ [SUBNET_TOKEN]: subnetIn("eu-west-1c") }));
    expect(pulumi.RunError.isInstance(failure)).to.equal(true);
    // Nothing of who waits for it is before that.
    expect(failure.message.split("\n")[0]).to.equal(
      "The configuration of stack test has 4 mistakes; nothing was done.",
    );
    expect(failure.message).to.include(
      [
        "  ha-tcp:regions.eu-west-1.vpc.front.a",
        `    value    ${FRONT.a}`,
        "    allowed  a subnet in eu-west-1a",
        "    fix      it is in eu-west-1c: give the one of this zone",
      ].join("\n"),
    );
  });

  it("is asked whose the VPC is, where something is made that its owner alone may make", async () => {
    const owned =
      (ownerId: string): OfflineAnswer =>
      ({ id }) => ({ id, cidrBlock: "10.64.0.0/16", enableDnsSupport: true, enableDnsHostnames: true, ownerId });
    const places = async (raw: Raw, ownerId: string) =>
      (await failureOf(answered({ [VPC_TOKEN]: owned(ownerId) }, raw))).message
        .split("\n")
        .filter((line) => line.startsWith("    allowed"));
    expect(await places(CLOSED, "222233334444")).to.have.length(2);
    expect(await places(existing({}, { options: ["ecs"] }), "222233334444")).to.have.length(1);
    for (const [raw, ownerId] of [
      [CLOSED, "123456789012"],
      [existing(), "222233334444"],
    ] as const)
      expect(
        ofType(await answered({ [VPC_TOKEN]: owned(ownerId) }, raw), "aws:lb/loadBalancer:LoadBalancer"),
      ).to.have.length(1);
  });

  it("is not taken for an answer where AWS refuses the question", async () => {
    const refused = () => {
      throw new Error("UnauthorizedOperation: DescribeVpcs");
    };
    expect((await failureOf(answered({ [VPC_TOKEN]: refused }))).message).to.include("UnauthorizedOperation");
  });

  const route = (gatewayId: string) => ({ cidrBlock: "0.0.0.0/0", ipv6CidrBlock: "", natGatewayId: "", gatewayId });
  const main =
    (mainRouteTableId: string): OfflineAnswer =>
    ({ id }) => ({
      id,
      cidrBlock: "10.64.0.0/16",
      mainRouteTableId,
      enableDnsSupport: true,
      enableDnsHostnames: true,
    });

  it("is looked up by a subnet's own table, else by the VPC's main one", async () => {
    const tables: Readonly<Record<string, object[]>> = { "rtb-main": [route("nat-1")], "rtb-own": [route("igw-1")] };
    const answers = (own: readonly string[]): Readonly<Record<string, OfflineAnswer>> => ({
      [VPC_TOKEN]: main("rtb-main"),
      [TABLES_TOKEN]: ({ filters }) => {
        const [subnet = ""] = (filters as { values: string[] }[])[0]?.values ?? [];
        return { id: VPC_ID, ids: own.includes(subnet) ? ["rtb-own"] : [] };
      },
      [TABLE_TOKEN]: ({ routeTableId }) => ({ id: routeTableId, routes: tables[String(routeTableId)] }),
    });
    const right = await answered(answers(Object.values(FRONT)));
    expect(ofType(right, "aws:lb/loadBalancer:LoadBalancer")).to.have.length(1);
    const failure = await failureOf(answered(answers([FRONT.a, APP.b])));
    const places = failure.message.split("\n").filter((line) => line.startsWith("  ha-tcp:"));
    expect(places).to.deep.equal(["  ha-tcp:regions.eu-west-1.vpc.front.b", "  ha-tcp:regions.eu-west-1.vpc.app.b"]);
    expect(failure.message).to.include("its default route leads to nat-1");
    expect(failure.message).to.include("its default route leads to igw-1");
  });
});

describe("components/network/existingVpcFacts: questions that find nothing", () => {
  const EXPECTED: ExpectedVpc = {
    region: "eu-west-1",
    id: VPC_ID,
    cidr: "10.64.0.0/16",
    subnets: { front: {}, app: { a: APP.a, b: APP.b } },
    leadsOut: false,
    internetGateway: true,
    dnsFor: [],
    ownersAlone: [],
    ipv6: false,
    others: [],
    addresses: { front: 0, app: 0 },
  };

  /** What is found where some questions, by their function and arguments, are answered so; all others find nothing. */
  const factsFrom = (answers: Readonly<Record<string, object>>): Promise<ExistingVpcFacts> =>
    withRuntimeState(async () => {
      const call = ({ token, inputs: args }: pulumi.runtime.MockCallArgs) => {
        const answer = answers[`${token.split(":").at(-1) ?? ""} ${JSON.stringify(args)}`];
        if (answer) return answer;
        // As the engine hands it over.
        throw Object.assign(new Error(), {
          details: `invoking ${token}: 1 error occurred: * no matching EC2 thing found`,
        });
      };
      await pulumi.runtime.setMocks({ call, newResource: ({ name }) => ({ id: name, state: {} }) }, "p", "s", false);
      return getExistingVpcFacts(EXPECTED, new pulumi.ComponentResource("t:i:Box", "box"));
    });

  it("are asked again without what the stack file says, so that a message can say what there is", async () => {
    const vpc = {
      id: VPC_ID,
      cidrBlock: "10.0.0.0/16",
      cidrBlockAssociations: [
        { cidrBlock: "10.0.0.0/16", state: "associated" },
        { cidrBlock: "10.1.0.0/16", state: "disassociated" },
      ],
    };
    const found = await factsFrom({
      [`getVpc {"id":"${VPC_ID}"}`]: vpc,
      [`getSubnet {"id":"${APP.a}"}`]: { id: APP.a, vpcId: "vpc-2", availabilityZone: "eu-west-1c", ipv6CidrBlock: "" },
      [`getRouteTables {"filters":[{"name":"association.subnet-id","values":["${APP.a}"]}],"vpcId":"${VPC_ID}"}`]: {
        ids: [],
      },
    });
    expect(found.vpc).to.deep.include({ cidrs: ["10.0.0.0/16"], internetGateway: false });
    expect(found.subnets.app.a).to.deep.include({
      vpcId: "vpc-2",
      zone: "eu-west-1c",
      ipv6: false,
      leadsTo: undefined,
    });
    expect(found.subnets.app.b).to.equal(undefined);
  });

  it("are no VPC", async () => {
    expect(await factsFrom({})).to.deep.equal({ vpc: undefined, subnets: { front: {}, app: {} } });
  });
});

describe("ExistingNetwork: a stack that moves into one, and out", () => {
  for (const way of ["into", "out of"] as const)
    it(`${way} it: the load balancer is replaced with its addresses, another fleet comes before the one goes`, async () => {
      const [made, given] = ["examples/nlb.yaml", "examples/existing-vpc.yaml"] as const;
      const args = way === "into" ? { stack: made, to: given } : { stack: given, to: made };
      const { addresses, changes, interruptions } = await plannedSwitch(args);
      const clients = addresses.filter(({ purpose }) => purpose === "public");
      expect(clients.map(({ lost, after }) => [lost, after])).to.deep.equal(
        ["a", "b", "c"].map(() => [false, "serving"]),
      );
      expect(
        interruptions.filter(({ severity }) => severity === "outage").map(({ resources }) => resources),
      ).to.deep.include(["front-eu-west-1"]);
      const gateways = ["a", "b", "c"].map((zone) => `addresses-eu-west-1-egress-${zone}`).join(", ");
      const [before, after] = [gateways, "those of the VPC's owner"];
      expect(interruptions.find(({ rule }) => rule === "egress")?.what).to.equal(
        way === "into"
          ? `they come from ${after} instead of ${before}`
          : `they come from ${before} instead of ${after}`,
      );
      const actionsOf = (type: string) =>
        changes
          .filter((each) => each.type === type)
          .map(({ name, action }) => `${action} ${name}`)
          .sort();
      const [own, theirs] = ["fleet-eu-west-1-asg", "fleet-eu-west-1-f60718-asg"];
      expect(actionsOf("aws:autoscaling/group:Group")).to.deep.equal(
        way === "into" ? [`create ${theirs}`, `delete ${own}`] : [`create ${own}`, `delete ${theirs}`],
      );
      expect(actionsOf("aws:lb/loadBalancer:LoadBalancer")).to.deep.equal(["replace front-eu-west-1"]);
      // What is the owner's is never the stack's to delete.
      expect(changes.filter(({ name, action }) => name.endsWith("-existing") && action !== "read").length).to.equal(
        way === "into" ? 0 : changes.filter(({ name }) => name.endsWith("-existing")).length,
      );
    });
});
