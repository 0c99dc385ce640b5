import { expect } from "chai";
import type { Graph } from "../../../graph";
import {
  BASE,
  type Raw,
  SERVICE_SHAPES,
  dependenciesOf,
  find,
  inputs,
  inputsOf,
  nameOf,
  ofType,
  recordConfig,
  serving,
} from "../../support/recording";

const NETWORK = "network-eu-west-1";
const ASSOCIATION = "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation";
const ROUTE = "aws:ec2/route:Route";
const TABLE = "aws:ec2/routeTable:RouteTable";
const TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const ANYWHERE = "0.0.0.0/0";
const ARN = "arn:aws:network-firewall:eu-west-1:210987654321:firewall/central";

const IGW = `\${InternetGateway:${NETWORK}-igw.id}`;
const EDGE = `\${RouteTable:${NETWORK}-edge-rt.id}`;
const table = (tier: string, zone: string) => `\${RouteTable:${NETWORK}-${tier}-${zone}-rt.id}`;
const endpoint = (zone: string) => `\${VpcEndpointAssociation:${NETWORK}-inspection-${zone}-endpoint.endpointId}`;
const named = (name: string) => ({ Name: `ha-tcp-test-${name}` });

/** Zones in no order; a NAT gateway in one of them. */
const region = (firewall: Raw = {}): Raw => ({
  regions: { "eu-west-1": { zones: ["c", "a", "b"], cidr: "10.20.0.0/16", nat: "single", natZone: "b", firewall } },
});
const WITHOUT: Raw = { ...BASE, ...region() };
const WITH: Raw = { ...WITHOUT, options: ["networkFirewall"] };
const BYPASSING: Raw = { ...WITH, ...region({ bypassZones: ["b"] }) };
const EXISTING: Raw = { ...WITH, ...region({ existing: { arn: ARN, zones: ["a", "b", "c"] } }) };
const FRONT_CIDRS = { a: "10.20.128.0/21", b: "10.20.136.0/21", c: "10.20.144.0/21" } as const;
const ZONES = ["a", "b", "c"] as const;

const routes = (graph: Graph, part: RegExp) =>
  Object.fromEntries(Object.entries(inputs(graph, ROUTE)).filter(([name]) => part.test(name)));

const edgeRoute = (zone: keyof typeof FRONT_CIDRS) => ({
  routeTableId: EDGE,
  destinationCidrBlock: FRONT_CIDRS[zone],
  vpcEndpointId: endpoint(zone),
});
const throughEndpoint = (zone: string) => ({
  routeTableId: table("front", zone),
  destinationCidrBlock: ANYWHERE,
  vpcEndpointId: endpoint(zone),
});
const toGateway = (tier: string, zone: string) => ({
  routeTableId: table(tier, zone),
  destinationCidrBlock: ANYWHERE,
  gatewayId: IGW,
});
const each = <T>(
  zones: readonly (keyof typeof FRONT_CIDRS)[],
  name: (zone: string) => string,
  make: (zone: keyof typeof FRONT_CIDRS) => T,
) => Object.fromEntries(zones.map((zone) => [name(zone), make(zone)]));
const edgeName = (zone: string) => `${NETWORK}-edge-${zone}`;
const frontName = (zone: string) => `${NETWORK}-front-${zone}-default`;
const egressRouteName = (zone: string) => `${NETWORK}-inspection-${zone}-default`;

describe("Inspection: endpoints", () => {
  const owners: readonly [title: string, raw: Raw, firewallArn: string][] = [
    ["with the firewall made here", WITH, "${Firewall:firewall-eu-west-1.arn}"],
    ["with a firewall that exists", EXISTING, ARN],
    ["of bypassed zones too", BYPASSING, "${Firewall:firewall-eu-west-1.arn}"],
  ];
  for (const [title, raw, firewallArn] of owners)
    it(`stand in the inspection subnet of each zone, associated ${title}`, async () => {
      expect(inputs(await recordConfig(raw), ASSOCIATION)).to.deep.equal(
        each(
          ZONES,
          (zone) => `${NETWORK}-inspection-${zone}-endpoint`,
          (zone) => ({
            firewallArn,
            vpcId: `\${Vpc:${NETWORK}-vpc.id}`,
            subnetMapping: { subnetId: `\${Subnet:${NETWORK}-inspection-${zone}.id}`, ipAddressType: "IPV4" },
            tags: named(`${NETWORK}-inspection-${zone}-endpoint`),
          }),
        ),
      );
    });

  it("are the network's, with its provider", async () => {
    const associations = ofType(await recordConfig(WITH), ASSOCIATION);
    for (const { urn, parent, provider } of associations)
      expect([nameOf(parent ?? ""), nameOf(provider ?? "")], urn).to.deep.equal([NETWORK, "aws-eu-west-1"]);
  });
});

describe("Inspection: the way in", () => {
  it("begins at the internet gateway's own route table", async () => {
    const graph = await recordConfig(WITH);
    expect(inputsOf(find(graph, TABLE, `${NETWORK}-edge-rt`))).to.deep.equal({
      vpcId: `\${Vpc:${NETWORK}-vpc.id}`,
      tags: named(`${NETWORK}-edge`),
    });
    expect(inputsOf(find(graph, TABLE_ASSOCIATION, `${NETWORK}-edge-rta`))).to.deep.equal({
      gatewayId: IGW,
      routeTableId: EDGE,
    });
    const ofGateways = ofType(graph, TABLE_ASSOCIATION).filter(({ inputs: given }) => "gatewayId" in given);
    expect(ofGateways.map(({ name }) => name)).to.deep.equal([`${NETWORK}-edge-rta`]);
  });

  it("leads to each zone's front subnet through the endpoint of that zone", async () => {
    expect(routes(await recordConfig(WITH), /-edge-/)).to.deep.equal(each(ZONES, edgeName, edgeRoute));
  });

  it("leads to exactly the ranges that the front subnets have", async () => {
    const graph = await recordConfig(WITH);
    for (const zone of ZONES)
      expect(find(graph, ROUTE, edgeName(zone)).inputs["destinationCidrBlock"]).to.equal(
        find(graph, "aws:ec2/subnet:Subnet", `${NETWORK}-front-${zone}`).inputs["cidrBlock"],
      );
  });

  it("goes on only once packets can, and are logged", async () => {
    const graph = await recordConfig(WITH);
    for (const zone of ZONES)
      expect(dependenciesOf(find(graph, ROUTE, edgeName(zone)))).to.deep.equal(
        [
          "firewall-eu-west-1-logging",
          `${NETWORK}-edge-rt`,
          `${NETWORK}-edge-rta`,
          // A route of a gateway names the range of a subnet that is there.
          `${NETWORK}-front-${zone}`,
          `${NETWORK}-inspection-${zone}`,
          `${NETWORK}-inspection-${zone}-default`,
          `${NETWORK}-inspection-${zone}-endpoint`,
          `${NETWORK}-inspection-${zone}-rta`,
        ].sort(),
      );
  });

  it("waits for no logs of a firewall that exists: they are its owner's", async () => {
    expect(dependenciesOf(find(await recordConfig(EXISTING), ROUTE, edgeName("a")))).to.deep.equal([
      `${NETWORK}-edge-rt`,
      `${NETWORK}-edge-rta`,
      `${NETWORK}-front-a`,
      `${NETWORK}-inspection-a`,
      `${NETWORK}-inspection-a-default`,
      `${NETWORK}-inspection-a-endpoint`,
      `${NETWORK}-inspection-a-rta`,
    ]);
  });
});

describe("Inspection: the load balancer", () => {
  it("comes to a zone only once packets can come to it and go from it, with a firewall and without", async () => {
    for (const raw of [WITH, BASE, EXISTING]) {
      const graph = await recordConfig(raw);
      const zones = raw === BASE ? ["a", "b"] : ZONES;
      const waited = dependenciesOf(find(graph, "aws:lb/loadBalancer:LoadBalancer", "front-eu-west-1"));
      expect(waited).to.include.members([
        `${NETWORK}-igw`,
        ...zones.flatMap((zone) => [`${NETWORK}-front-${zone}-default`, `${NETWORK}-front-${zone}-rta`]),
      ]);
    }
  });
});

describe("Inspection: the way out", () => {
  it("leads from each front subnet to the endpoint of its zone, and from there to the internet gateway", async () => {
    const graph = await recordConfig(WITH);
    expect(routes(graph, /-front-/)).to.deep.equal(each(ZONES, frontName, throughEndpoint));
    expect(routes(graph, /-inspection-/)).to.deep.equal(
      each(ZONES, egressRouteName, (zone) => toGateway("inspection", zone)),
    );
  });

  it("is taken after the way in, so that the firewall sees who began", async () => {
    const graph = await recordConfig(WITH);
    for (const zone of ZONES)
      expect(dependenciesOf(find(graph, ROUTE, frontName(zone)))).to.deep.equal([
        `${NETWORK}-edge-${zone}`,
        `${NETWORK}-front-${zone}-rt`,
        `${NETWORK}-inspection-${zone}`,
        `${NETWORK}-inspection-${zone}-endpoint`,
      ]);
  });

  it("is taken by no instance before it is there", async () => {
    const graph = await recordConfig(WITH);
    const group = dependenciesOf(find(graph, "aws:autoscaling/group:Group", "fleet-eu-west-1-asg"));
    expect(group).to.include.members(ZONES.map(frontName));
  });

  it("of the app subnets stays that of their NAT gateway, which stands in front of its zone's endpoint", async () => {
    const app = async (raw: Raw) => routes(await recordConfig(raw), /-app-/);
    expect(await app(WITH)).to.deep.equal(await app(WITHOUT));
    expect(
      find(await recordConfig(WITH), "aws:ec2/natGateway:NatGateway", `${NETWORK}-nat-b`).inputs["subnetId"],
    ).to.equal(`\${Subnet:${NETWORK}-front-b.id}`);
  });

  it("is the same resource with and without a firewall", async () => {
    const urns = (graph: Graph) => ZONES.map((zone) => find(graph, ROUTE, frontName(zone)).urn);
    const expected = ZONES.map(
      (zone) => `urn:pulumi:test::ha-tcp::ha-tcp:index:Network$aws:ec2/route:Route::${frontName(zone)}`,
    );
    for (const raw of [WITHOUT, WITH, BYPASSING, EXISTING])
      expect(urns(await recordConfig(raw))).to.deep.equal(expected);
  });
});

describe("Inspection: zones that go round it", () => {
  it("have no edge route, lead to the internet gateway, and keep endpoint and way out", async () => {
    const graph = await recordConfig(BYPASSING);
    expect(routes(graph, /-edge-/)).to.deep.equal(each(["a", "c"], edgeName, edgeRoute));
    expect(routes(graph, /-front-/)).to.deep.equal({
      ...each(["a", "c"], frontName, throughEndpoint),
      [frontName("b")]: toGateway("front", "b"),
    });
    expect(routes(graph, /-inspection-/)).to.deep.equal(
      each(ZONES, egressRouteName, (zone) => toGateway("inspection", zone)),
    );
  });

  it("have a way out as without a firewall, whole", async () => {
    const [round, without] = [await recordConfig(BYPASSING), await recordConfig(WITHOUT)];
    expect(find(round, ROUTE, frontName("b"))).to.deep.equal(find(without, ROUTE, frontName("b")));
  });

  it("may be all: the firewall stands ready, and nothing passes it", async () => {
    const graph = await recordConfig({ ...WITH, ...region({ bypassZones: ["c", "b", "a"] }) });
    expect(routes(graph, /-edge-/)).to.deep.equal({});
    expect(routes(graph, /-front-/)).to.deep.equal(each(ZONES, frontName, (zone) => toGateway("front", zone)));
    expect(ofType(graph, ASSOCIATION)).to.have.length(3);
    expect(find(graph, TABLE_ASSOCIATION, `${NETWORK}-edge-rta`).inputs).to.deep.equal({
      gatewayId: IGW,
      routeTableId: EDGE,
    });
  });
});

describe("Inspection: a network without it", () => {
  it("has no edge table, no endpoint and no route but those of its front and app subnets", async () => {
    const graph = await recordConfig(WITHOUT);
    expect(ofType(graph, ASSOCIATION)).to.deep.equal([]);
    expect(graph.resources.filter(({ name }) => name.includes("-edge")).map(({ name }) => name)).to.deep.equal([]);
    expect(Object.keys(inputs(graph, ROUTE)).sort()).to.deep.equal(
      ZONES.flatMap((zone) => [`${NETWORK}-app-${zone}-default`, frontName(zone)]).sort(),
    );
  });

  it("leaves every resource that it has as it is when inspection comes, but the front subnets' default routes", async () => {
    const [one, other] = [await recordConfig(WITHOUT), await recordConfig(WITH)];
    const later = new Map(other.resources.map((node) => [node.urn, node]));
    const differing = serving(one)
      .resources.filter(({ type }) => type !== "pulumi:pulumi:Stack")
      .filter((node) => JSON.stringify(later.get(node.urn)) !== JSON.stringify(node))
      .map(({ name }) => name);
    expect(differing.sort()).to.deep.equal(ZONES.map(frontName));
  });
});

describe("Inspection: every stack", () => {
  for (const [shape, raw] of Object.entries(SERVICE_SHAPES))
    it(`sends both directions of a zone through one endpoint, or neither: ${shape}`, async () => {
      const graph = await recordConfig(raw);
      const fronts = ofType(graph, "aws:ec2/subnet:Subnet").filter(({ name }) => /^network-.*-front-/.test(name));
      expect(fronts).not.to.be.empty;
      // Of what exists there are no routes here.
      if (fronts.every(({ external }) => external)) return expect(ofType(graph, ROUTE)).to.deep.equal([]);
      for (const { name, inputs: given } of fronts) {
        const out = find(graph, ROUTE, `${name}-default`).inputs;
        const into = ofType(graph, ROUTE).filter(
          (route) =>
            String(route.inputs["routeTableId"]).includes("-edge-rt") &&
            route.name.startsWith(name.split("-front-")[0]!) &&
            route.inputs["destinationCidrBlock"] === given["cidrBlock"],
        );
        expect(
          into.map((route) => route.inputs["vpcEndpointId"]),
          name,
        ).to.deep.equal("vpcEndpointId" in out ? [out["vpcEndpointId"]] : []);
        expect("vpcEndpointId" in out, name).to.not.equal("gatewayId" in out);
        if ("vpcEndpointId" in out)
          expect(out["vpcEndpointId"], name).to.equal(
            `\${VpcEndpointAssociation:${name.replace("-front-", "-inspection-")}-endpoint.endpointId}`,
          );
      }
    });
});
