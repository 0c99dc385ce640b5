import { expect } from "chai";
import { subnets } from "../../../analysis";
import type { ResourceNode } from "../../../graph/graph";
import { graph, node, reference } from "../../support/graphs";
import { BASE, SHAPES, recordConfig, recordStack } from "../../support/recording";

const subnet = (name: string, cidrBlock = "10.0.0.0/24", tier = "app", zone = "eu-west-1a", region = "eu-west-1") =>
  node("Subnet", name, { cidrBlock, availabilityZone: zone, tags: { Tier: tier } }, { region });

const table = node("RouteTable", "app-a-rt");
const otherTable = node("RouteTable", "app-a-rt2");

const associated = (to: ResourceNode, with_: ResourceNode) =>
  node("RouteTableAssociation", `${to.name}-rta`, { subnetId: reference(to), routeTableId: reference(with_) });

const route = (name: string, target: Record<string, unknown>, of = table, destinationCidrBlock = "0.0.0.0/0") =>
  node("Route", name, { routeTableId: reference(of), destinationCidrBlock, ...target });

const gateway = node("InternetGateway", "igw");
const nat = node("NatGateway", "nat-a");
const endpoint = (name: string, service: string, ...tables: ResourceNode[]) =>
  node("VpcEndpoint", name, {
    serviceName: `com.amazonaws.eu-west-1.${service}`,
    routeTableIds: tables.map((each) => reference(each)),
  });

const association: ResourceNode = {
  ...node("VpcEndpoint", "inspection-a-endpoint"),
  type: "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation",
};

const app = subnet("app-a");

function routesOf(...others: ResourceNode[]) {
  const all = [app, table, otherTable, gateway, nat, associated(app, table), ...others];
  return subnets(graph(all)).find(({ cidr }) => cidr === app.inputs["cidrBlock"])!.routes;
}

describe("analysis/inventory/subnets", () => {
  it("tells all about a subnet", () => {
    const all = [app, table, nat, associated(app, table), route("default", { natGatewayId: reference(nat) })];
    expect(subnets(graph(all))).to.deep.equal([
      {
        region: "eu-west-1",
        zone: "eu-west-1a",
        tier: "app",
        cidr: "10.0.0.0/24",
        usable: 251,
        routes: [{ destination: "0.0.0.0/0", target: "nat-a" }],
      },
    ]);
  });

  describe("usable addresses", () => {
    const cases: [string, number][] = [
      ["10.0.0.0/16", 65531],
      ["10.0.0.0/20", 4091],
      ["10.0.128.0/21", 2043],
      ["10.0.0.0/24", 251],
      ["10.0.0.16/28", 11],
    ];
    for (const [cidr, expected] of cases)
      it(`${cidr} has ${expected}`, () => {
        expect(subnets(graph([subnet("one", cidr)]))[0]!.usable).to.equal(expected);
      });
  });

  describe("routes", () => {
    const cases: [string, ResourceNode[], [string, string][]][] = [
      ["to the internet gateway", [route("r", { gatewayId: reference(gateway) })], [["0.0.0.0/0", "igw"]]],
      ["to a NAT gateway", [route("r", { natGatewayId: reference(nat) })], [["0.0.0.0/0", "nat-a"]]],
      [
        "to a firewall endpoint",
        [endpoint("fw-a", "vpce-svc-1"), route("r", { vpcEndpointId: "${VpcEndpoint:fw-a.id}" })],
        [["0.0.0.0/0", "fw-a"]],
      ],
      [
        "to a firewall endpoint that is an association",
        [association, route("r", { vpcEndpointId: reference(association, "endpointId") })],
        [["0.0.0.0/0", "inspection-a-endpoint"]],
      ],
      ["to S3", [endpoint("s3", "s3", otherTable, table)], [["ranges of s3", "s3"]]],
      ["to a service of several parts", [endpoint("ddb", "dynamodb.eu", table)], [["ranges of dynamodb.eu", "ddb"]]],
      [
        "in the order of their destinations",
        [
          endpoint("s3", "s3", table),
          route("peer", { vpcPeeringConnectionId: "pcx-1" }, table, "10.9.0.0/16"),
          route("default", { natGatewayId: reference(nat) }),
        ],
        [
          ["0.0.0.0/0", "nat-a"],
          ["10.9.0.0/16", "pcx-1"],
          ["ranges of s3", "s3"],
        ],
      ],
      ["to a literal id, shown as it is", [route("r", { gatewayId: "igw-0a1b" })], [["0.0.0.0/0", "igw-0a1b"]]],
      ["to nothing known", [route("r", {})], [["0.0.0.0/0", "null"]]],
      ["of another table: none", [route("r", { gatewayId: reference(gateway) }, otherTable)], []],
      ["through an endpoint of another table: none", [endpoint("s3", "s3", otherTable)], []],
      ["through an interface endpoint: none", [endpoint("ssm", "ssm")], []],
    ];
    for (const [what, others, expected] of cases)
      it(what, () => {
        expect(routesOf(...others)).to.deep.equal(expected.map(([destination, target]) => ({ destination, target })));
      });

    it("of a subnet without a table: none", () => {
      const all = [app, table, nat, route("default", { natGatewayId: reference(nat) })];
      expect(subnets(graph(all))[0]!.routes).to.deep.equal([]);
    });

    it("differ where the tables do", () => {
      const front = subnet("front-a", "10.0.1.0/24", "front");
      const all = [associated(front, otherTable), front, route("out", { gatewayId: reference(gateway) }, otherTable)];
      const found = subnets(
        graph([app, table, otherTable, gateway, nat, associated(app, table), ...all, endpoint("s3", "s3", table)]),
      );
      expect(found.map(({ tier, routes }) => [tier, routes.map(({ target }) => target)])).to.deep.equal([
        ["front", ["igw"]],
        ["app", ["s3"]],
      ]);
    });
  });

  it("go by region, then front, app, inspection and firewall, then zone", () => {
    const made = ["eu-west-1", "ap-south-1"].flatMap((region) =>
      ["firewall", "inspection", "app", "front"].flatMap((tier) =>
        ["b", "a"].map((zone) => subnet(`${region}-${tier}-${zone}`, "10.0.0.0/24", tier, region + zone, region)),
      ),
    );
    expect(subnets(graph(made)).map(({ zone, tier }) => `${tier} ${zone}`)).to.deep.equal([
      "front ap-south-1a",
      "front ap-south-1b",
      "app ap-south-1a",
      "app ap-south-1b",
      "inspection ap-south-1a",
      "inspection ap-south-1b",
      "firewall ap-south-1a",
      "firewall ap-south-1b",
      "front eu-west-1a",
      "front eu-west-1b",
      "app eu-west-1a",
      "app eu-west-1b",
      "inspection eu-west-1a",
      "inspection eu-west-1b",
      "firewall eu-west-1a",
      "firewall eu-west-1b",
    ]);
  });
});

describe("analysis/inventory/subnets, of recorded stacks", () => {
  const line = ({ zone, tier, cidr, usable, routes }: ReturnType<typeof subnets>[number]) =>
    [zone, tier, cidr, usable, ...routes.map(({ destination, target }) => `${destination}>${target}`)].join(" ");

  it("prod: each zone by itself", async () => {
    const name = "network-eu-west-1";
    expect(subnets(await recordStack("prod")).map(line)).to.deep.equal([
      `eu-west-1a front 10.30.128.0/21 2043 0.0.0.0/0>${name}-igw`,
      `eu-west-1b front 10.30.136.0/21 2043 0.0.0.0/0>${name}-igw`,
      `eu-west-1c front 10.30.144.0/21 2043 0.0.0.0/0>${name}-igw`,
      `eu-west-1a app 10.30.0.0/20 4091 0.0.0.0/0>${name}-nat-a ranges of s3>${name}-s3`,
      `eu-west-1b app 10.30.16.0/20 4091 0.0.0.0/0>${name}-nat-b ranges of s3>${name}-s3`,
      `eu-west-1c app 10.30.32.0/20 4091 0.0.0.0/0>${name}-nat-c ranges of s3>${name}-s3`,
      "eu-west-1a inspection 10.30.192.0/22 1019",
      "eu-west-1b inspection 10.30.196.0/22 1019",
      "eu-west-1c inspection 10.30.200.0/22 1019",
    ]);
  });

  it("inspected: out of each front subnet to its zone's endpoint, and from there to the internet gateway", async () => {
    const name = "network-eu-west-1";
    const rows = subnets(await recordConfig(SHAPES["everything inspected"]!)).map(line);
    expect(rows).to.deep.equal([
      `eu-west-1a front 10.20.128.0/21 2043 0.0.0.0/0>${name}-inspection-a-endpoint`,
      `eu-west-1b front 10.20.136.0/21 2043 0.0.0.0/0>${name}-inspection-b-endpoint`,
      `eu-west-1c front 10.20.144.0/21 2043 0.0.0.0/0>${name}-inspection-c-endpoint`,
      `eu-west-1a app 10.20.0.0/20 4091 0.0.0.0/0>${name}-nat-a ranges of s3>${name}-s3`,
      `eu-west-1b app 10.20.16.0/20 4091 0.0.0.0/0>${name}-nat-b ranges of s3>${name}-s3`,
      `eu-west-1c app 10.20.32.0/20 4091 0.0.0.0/0>${name}-nat-c ranges of s3>${name}-s3`,
      `eu-west-1a inspection 10.20.192.0/22 1019 0.0.0.0/0>${name}-igw`,
      `eu-west-1b inspection 10.20.196.0/22 1019 0.0.0.0/0>${name}-igw`,
      `eu-west-1c inspection 10.20.200.0/22 1019 0.0.0.0/0>${name}-igw`,
      "eu-west-1a firewall 192.168.255.0/28 11",
      "eu-west-1b firewall 192.168.255.16/28 11",
      "eu-west-1c firewall 192.168.255.32/28 11",
    ]);
  });

  it("a zone that goes round the firewall leads to the internet gateway", async () => {
    const rows = subnets(await recordConfig(SHAPES["inspected with rules of one's own"]!));
    expect(rows.filter(({ tier }) => tier === "front").map(({ routes }) => routes[0]?.target)).to.deep.equal([
      "network-eu-west-1-inspection-a-endpoint",
      "network-eu-west-1-inspection-b-endpoint",
      "network-eu-west-1-igw",
    ]);
  });

  it("dev: both zones through the one NAT gateway", async () => {
    const routes = subnets(await recordStack("dev")).flatMap((row) => (row.tier === "app" ? [row.routes] : []));
    const expected = [
      { destination: "0.0.0.0/0", target: "network-eu-west-1-nat-a" },
      { destination: "ranges of s3", target: "network-eu-west-1-s3" },
    ];
    expect(routes).to.deep.equal([expected, expected]);
  });

  it("without NAT, S3 is all that the app subnets reach", async () => {
    const regions = { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "none" } };
    const rows = subnets(await recordConfig({ ...BASE, regions }));
    expect(rows.filter(({ tier }) => tier === "app").map(({ routes }) => routes)).to.deep.equal([
      [{ destination: "ranges of s3", target: "network-eu-west-1-s3" }],
      [{ destination: "ranges of s3", target: "network-eu-west-1-s3" }],
    ]);
  });
});
