import { expect } from "chai";
import { type Path, pathFaults, paths } from "../../../analysis/paths";
import type { Graph } from "../../../graph/graph";
import { type Change, type Entry, added, all, edited, faultsIn, removed, withoutEntry } from "../../support/changes";
import { node } from "../../support/graphs";
import { BASE, recordConfig } from "../../support/recording";

const NETWORK = "network-eu-west-1";
const IGW = `\${InternetGateway:${NETWORK}-igw.id}`;
const endpointOf = (zone: string) => `\${VpcEndpointAssociation:${NETWORK}-inspection-${zone}-endpoint.endpointId}`;

const led = (name: string, target: Record<string, unknown>): Change =>
  edited(name, ({ routeTableId, destinationCidrBlock }) => ({ routeTableId, destinationCidrBlock, ...target }));

type Case = [what: string, change: Change, faults: string[]];

const base = () => recordConfig(BASE);

/** A firewall endpoint in each of the two zones. */
const INSPECTED = { ...BASE, options: ["networkFirewall"] };

const inspected = () => recordConfig(INSPECTED);

const ROUTING: Case[] = [
  [
    "a front subnet without a default route",
    removed(`${NETWORK}-front-b-default`),
    [`dropped | ${NETWORK}-front-b-rt | b | client`],
  ],
  [
    "a front subnet with a NAT gateway and without a default route",
    removed(`${NETWORK}-front-a-default`),
    [`dropped | ${NETWORK}-front-a-rt | a | client egress`],
  ],
  [
    "an app subnet without a default route, though there is a NAT gateway",
    removed(`${NETWORK}-app-b-default`),
    [`dropped | ${NETWORK}-app-b-rt | b | egress`],
  ],
  [
    "an app subnet whose default route leads past the NAT gateway",
    led(`${NETWORK}-app-b-default`, { gatewayId: IGW }),
    [`dropped | ${NETWORK}-igw | b | egress`],
  ],
  [
    "instances with public addresses, past the NAT gateway",
    all(
      led(`${NETWORK}-app-b-default`, { gatewayId: IGW }),
      edited("fleet-eu-west-1-template", (inputs) => {
        const [first] = inputs["networkInterfaces"] as object[];
        return { ...inputs, networkInterfaces: [{ ...first, associatePublicIpAddress: "true" }] };
      }),
    ),
    [],
  ],
  [
    "an app subnet whose default route leads out of what is followed",
    led(`${NETWORK}-app-b-default`, { transitGatewayId: "tgw-1" }),
    [`dropped | ${NETWORK}-app-b-default | b | egress`],
  ],
  [
    "routes to a NAT gateway that is not there",
    removed(`${NETWORK}-nat-a`),
    ["a", "b"].map((zone) => `dangling-route | ${NETWORK}-app-${zone}-default | ${zone} | egress`),
  ],
  [
    "no internet gateway",
    removed(`${NETWORK}-igw`),
    [`dangling-route | ${NETWORK}-front-a-default | a | egress`, `dropped | ${NETWORK}-vpc | a b | client`],
  ],
  [
    "a front subnet without a table of its own",
    removed(`${NETWORK}-front-b-rta`),
    [`dropped | ${NETWORK}-front-b | b | client`],
  ],
  [
    "a NAT gateway whose subnet's routes lead back to it",
    led(`${NETWORK}-front-a-default`, { natGatewayId: `\${NatGateway:${NETWORK}-nat-a.id}` }),
    [`dropped | ${NETWORK}-front-a-default | a | client egress`],
  ],
];

const FILTERING: Case[] = [
  [
    "a front tier that does not let in what goes to the NAT gateway",
    withoutEntry(`${NETWORK}-front-nacl`, "ingress", 110),
    [`dropped | ${NETWORK}-front-nacl | a b | egress`],
  ],
  [
    "a front tier that does not let in the answers to the NAT gateway",
    withoutEntry(`${NETWORK}-front-nacl`, "ingress", 120),
    [`dropped | ${NETWORK}-front-nacl | a | egress`],
  ],
  [
    "a front tier that lets no answers out",
    withoutEntry(`${NETWORK}-front-nacl`, "egress", 100),
    [`dropped | ${NETWORK}-front-nacl | a b | client egress`],
  ],
  [
    "a front tier that lets no HTTPS out",
    withoutEntry(`${NETWORK}-front-nacl`, "egress", 130),
    [`dropped | ${NETWORK}-front-nacl | a | egress`],
  ],
  [
    "an app tier that lets no answers out",
    withoutEntry(`${NETWORK}-app-nacl`, "egress", 100),
    [`dropped | ${NETWORK}-app-nacl | a b | client healthCheck`],
  ],
  [
    "an app tier that lets no HTTPS out",
    withoutEntry(`${NETWORK}-app-nacl`, "egress", 110),
    [`dropped | ${NETWORK}-app-nacl | a b | egress`],
  ],
  [
    "an app tier that lets no answers in",
    withoutEntry(`${NETWORK}-app-nacl`, "ingress", 120),
    [`dropped | ${NETWORK}-app-nacl | a | egress`],
  ],
  [
    "a load balancer that lets nobody in",
    removed("front-eu-west-1-in-0-0-0-0-0"),
    ["dropped | front-eu-west-1-sg | a b | client"],
  ],
  [
    "a load balancer that lets clients in to another port",
    edited("front-eu-west-1-in-0-0-0-0-0", (inputs) => ({ ...inputs, fromPort: 5001, toPort: 5001 })),
    ["dropped | front-eu-west-1-sg | a b | client"],
  ],
  [
    "a load balancer that lets nothing out to its targets",
    removed("fleet-eu-west-1-by-front-service"),
    ["dropped | front-eu-west-1-sg | a b | client healthCheck"],
  ],
  [
    "targets that do not let their load balancer in",
    removed("fleet-eu-west-1-from-front-service"),
    ["dropped | fleet-eu-west-1-sg | a b | client healthCheck"],
  ],
  [
    "targets that let the wrong group in",
    edited("fleet-eu-west-1-from-front-service", (inputs) => ({
      ...inputs,
      referencedSecurityGroupId: "${SecurityGroup:fleet-eu-west-1-sg.id}",
    })),
    ["dropped | fleet-eu-west-1-sg | a b | client healthCheck"],
  ],
  [
    "targets that let no HTTPS out, though there is a NAT gateway",
    removed("fleet-eu-west-1-to-https"),
    ["dropped | fleet-eu-west-1-sg | a b | egress"],
  ],
];

const ungrouped = edited("front-eu-west-1", (inputs) => ({ ...inputs, securityGroups: undefined }));

const FRONTS: Case[] = [
  [
    "a load balancer with addresses of AWS's choice",
    edited("front-eu-west-1", (inputs) => ({
      ...inputs,
      subnetMappings: undefined,
      subnets: ["a", "b"].map((zone) => `\${Subnet:${NETWORK}-front-${zone}.id}`),
    })),
    [],
  ],
  [
    "a load balancer without security groups, before targets that let in its group",
    ungrouped,
    ["dropped | fleet-eu-west-1-sg | a b | client healthCheck"],
  ],
  [
    "a load balancer without security groups, before targets that let in everyone",
    all(
      ungrouped,
      edited("fleet-eu-west-1-from-front-service", ({ securityGroupId }) => ({
        securityGroupId,
        ipProtocol: "-1",
        cidrIpv4: "0.0.0.0/0",
      })),
    ),
    [],
  ],
  [
    "a target group with nothing in it",
    edited("fleet-eu-west-1-asg", (inputs) => ({ ...inputs, targetGroupArns: [] })),
    ["dropped | front-eu-west-1-ec2 | a b | client"],
  ],
  [
    "targets in one zone only, and a load balancer that does not cross zones",
    all(
      edited("front-eu-west-1", (inputs) => ({ ...inputs, enableCrossZoneLoadBalancing: false })),
      edited("fleet-eu-west-1-asg", (inputs) => ({
        ...inputs,
        vpcZoneIdentifiers: [`\${Subnet:${NETWORK}-app-a.id}`],
      })),
    ),
    ["dropped | front-eu-west-1-ec2 | b | client"],
  ],
];

const route = (name: string, table: string, destinationCidrBlock: string, target: Record<string, unknown>) =>
  node("Route", `${NETWORK}-${name}`, {
    routeTableId: `\${RouteTable:${NETWORK}-${table}-rt.id}`,
    destinationCidrBlock,
    ...target,
  });

const bypass = (zone: string, network = NETWORK): Change =>
  all(
    removed(`${network}-edge-${zone}`),
    led(`${network}-front-${zone}-default`, { gatewayId: `\${InternetGateway:${network}-igw.id}` }),
  );

/** A NAT gateway in a subnet of its own, which is inspected. */
const natApart: Change = all(
  added(
    node("Subnet", `${NETWORK}-nat-a-subnet`, {
      vpcId: `\${Vpc:${NETWORK}-vpc.id}`,
      availabilityZone: "eu-west-1a",
      cidrBlock: "10.20.224.0/21",
    }),
    node("RouteTable", `${NETWORK}-nat-a-rt`, { vpcId: `\${Vpc:${NETWORK}-vpc.id}` }),
    node("RouteTableAssociation", `${NETWORK}-nat-a-rta`, {
      subnetId: `\${Subnet:${NETWORK}-nat-a-subnet.id}`,
      routeTableId: `\${RouteTable:${NETWORK}-nat-a-rt.id}`,
    }),
    route("nat-a-default", "nat-a", "0.0.0.0/0", { vpcEndpointId: endpointOf("a") }),
    route("edge-nat-a", "edge", "10.20.224.0/21", { vpcEndpointId: endpointOf("a") }),
  ),
  edited(`${NETWORK}-nat-a`, (inputs) => ({ ...inputs, subnetId: `\${Subnet:${NETWORK}-nat-a-subnet.id}` })),
);

const INSPECTION: Case[] = [
  ["all as it is meant to be", (graph) => graph, []],
  ["a zone bypassed both ways", bypass("b"), []],
  ["the zone of the NAT gateway bypassed both ways", bypass("a"), []],
  [
    "a zone without an edge route",
    removed(`${NETWORK}-edge-a`),
    [`one-direction | ${NETWORK}-edge-rt | a | client egress`],
  ],
  [
    "an edge route to the endpoint of another zone",
    led(`${NETWORK}-edge-a`, { vpcEndpointId: endpointOf("b") }),
    [`asymmetric | ${NETWORK}-edge-a | a | client egress`],
  ],
  [
    "an edge table of no gateway",
    removed(`${NETWORK}-edge-rta`),
    [`one-direction | ${NETWORK}-igw | a b | client egress`],
  ],
  [
    "a front subnet that sends past the firewall",
    led(`${NETWORK}-front-a-default`, { gatewayId: IGW }),
    [`one-direction | ${NETWORK}-front-a-default | a | client egress`],
  ],
  [
    "a front subnet that sends to the endpoint of another zone",
    led(`${NETWORK}-front-b-default`, { vpcEndpointId: endpointOf("a") }),
    [`asymmetric | ${NETWORK}-front-b-default | b | client`],
  ],
  [
    "a zone led through the endpoint of another both ways",
    all(
      led(`${NETWORK}-edge-a`, { vpcEndpointId: endpointOf("b") }),
      led(`${NETWORK}-front-a-default`, { vpcEndpointId: endpointOf("b") }),
    ),
    [`other-zone | ${NETWORK}-edge-a | a | client`, `other-zone | ${NETWORK}-front-a-default | a | egress`],
  ],
  [
    "an inspection subnet without a default route",
    removed(`${NETWORK}-inspection-a-default`),
    [`dropped | ${NETWORK}-inspection-a-rt | a | client egress`],
  ],
  [
    "an inspection subnet that sends back to its endpoint",
    led(`${NETWORK}-inspection-a-default`, { vpcEndpointId: endpointOf("a") }),
    [`dropped | ${NETWORK}-inspection-a-default | a | client egress`],
  ],
  [
    "an inspection tier that lets nothing in",
    edited(`${NETWORK}-inspection-nacl`, (inputs) => ({ ...inputs, ingress: [] })),
    [`dropped | ${NETWORK}-inspection-nacl | a b | client egress`],
  ],
  [
    "an inspection tier that lets nothing out",
    edited(`${NETWORK}-inspection-nacl`, (inputs) => ({ ...inputs, egress: [] })),
    [`dropped | ${NETWORK}-inspection-nacl | a b | client egress`],
  ],
  [
    "routes to endpoints that are not there, taken by some way or by none",
    removed(`${NETWORK}-inspection-a-endpoint`),
    [`dangling-route | ${NETWORK}-edge-a | a | client`, `dangling-route | ${NETWORK}-front-a-default | a | egress`],
  ],
  [
    "a route that no way takes to an endpoint that is not there",
    removed(`${NETWORK}-inspection-b-endpoint`),
    [`dangling-route | ${NETWORK}-edge-b | b | client`, `dangling-route | ${NETWORK}-front-b-default |  | `],
  ],
  [
    "an edge route for a part of a subnet, which AWS refuses",
    added(route("edge-part", "edge", "10.20.128.0/22", { vpcEndpointId: endpointOf("a") })),
    [`edge-route | ${NETWORK}-edge-part |  | `],
  ],
  [
    "an edge route for more than a subnet, which AWS refuses",
    edited(`${NETWORK}-edge-b`, (inputs) => ({ ...inputs, destinationCidrBlock: "10.20.128.0/17" })),
    [`edge-route | ${NETWORK}-edge-b |  | `],
  ],
  [
    "an edge route for the whole VPC, which AWS takes",
    all(
      removed(`${NETWORK}-edge-b`),
      edited(`${NETWORK}-edge-a`, (inputs) => ({ ...inputs, destinationCidrBlock: "10.20.0.0/16" })),
    ),
    [`asymmetric | ${NETWORK}-edge-a | b | client`],
  ],
  ["a NAT gateway in a subnet of its own", natApart, []],
  [
    "clients that go past the firewall in a zone whose NAT gateway does not",
    all(natApart, bypass("a")),
    [`uninspected | ${NETWORK}-edge-rt | a | client`],
  ],
  [
    "targets behind a firewall endpoint that are to see their clients' addresses, and answer past it",
    added(route("front-a-inside", "front-a", "10.20.16.0/20", { vpcEndpointId: endpointOf("a") })),
    [
      `asymmetric | ${NETWORK}-front-a-inside | a | egress`,
      "dropped | front-eu-west-1-ec2 | a | client",
      `one-direction | ${NETWORK}-app-b-rt | a | healthCheck`,
    ],
  ],
];

const tried = (cases: readonly Case[], from: () => Promise<Graph>) => {
  for (const [what, change, faults] of cases)
    it(what, async () => {
      const graph = change(await from());
      expect(faultsIn(graph)).to.deep.equal([...faults].sort());
    });
};

describe("analysis/paths: faults", () => {
  describe("of routes", () => {
    tried(ROUTING, base);
  });
  describe("of network ACLs and security groups", () => {
    tried(FILTERING, base);
  });
  describe("of load balancers", () => {
    tried(FRONTS, base);
  });
  describe("of inspection", () => {
    tried(INSPECTION, inspected);
  });

  it("finds the one client whom targets do not let in among those whom the load balancer does", async () => {
    const allowedClients = ["198.51.100.7/32", "203.0.113.0/24"];
    const graph = await recordConfig({ ...BASE, service: { ...(BASE["service"] as object), allowedClients } });
    const narrow = edited("fleet-eu-west-1-from-front-service", ({ referencedSecurityGroupId, ...inputs }) => {
      expect(referencedSecurityGroupId).to.equal("${SecurityGroup:front-eu-west-1-sg.id}");
      return { ...inputs, cidrIpv4: "198.51.100.0/24" };
    });
    const clients = paths(narrow(graph)).filter(({ kind, zone }) => kind === "client" && zone === "eu-west-1a");
    expect(clients.map(({ traffic, verdict }) => `${traffic} ${verdict}`)).to.deep.equal([
      "TCP 5000 from 198.51.100.7/32 open",
      "TCP 5000 from 203.0.113.0/24 dropped",
      "TCP 5000 from 198.51.100.7/32 open",
      "TCP 5000 from 203.0.113.0/24 dropped",
    ]);
  });

  it("counts the ways of a fault, and says why", async () => {
    const graph = removed("fleet-eu-west-1-to-https")(await base());
    expect(pathFaults(graph)).to.deep.equal([
      {
        rule: "dropped",
        region: "eu-west-1",
        resource: "fleet-eu-west-1-sg",
        text: "no rule lets TCP 443 out to 0.0.0.0/0",
        zones: ["eu-west-1a", "eu-west-1b"],
        kinds: ["egress"],
        ways: 2,
      },
    ]);
  });

  const TEXTS: [string, () => Promise<Graph>, Change, string][] = [
    [
      "the part of the ports that is stopped",
      base,
      edited(`${NETWORK}-front-nacl`, (inputs) => ({
        ...inputs,
        egress: (inputs["egress"] as Entry[]).map((each) =>
          each.ruleNo === 100 ? { ...each, fromPort: 32768 } : each,
        ),
      })),
      "no rule lets TCP 5001–32767 out to 0.0.0.0/0",
    ],
    [
      "the part of the addresses that is stopped",
      base,
      edited(`${NETWORK}-app-nacl`, (inputs) => ({
        ...inputs,
        egress: [
          { ruleNo: 50, action: "deny", protocol: "-1", cidrBlock: "192.0.2.0/24" },
          ...(inputs["egress"] as Entry[]),
        ],
      })),
      "outbound rule 50 denies TCP 1024–65535 out to 192.0.2.0–192.0.2.255 of 0.0.0.0/0",
    ],
    [
      "both endpoints of an asymmetry",
      inspected,
      led(`${NETWORK}-edge-a`, { vpcEndpointId: endpointOf("b") }),
      `there through ${NETWORK}-inspection-b-endpoint, back through ${NETWORK}-inspection-a-endpoint`,
    ],
    [
      "the one endpoint of a single direction",
      inspected,
      led(`${NETWORK}-front-b-default`, { gatewayId: IGW }),
      `there through ${NETWORK}-inspection-b-endpoint, back through no firewall endpoint`,
    ],
    ["the table that has no route", base, removed(`${NETWORK}-front-b-default`), "no route to 0.0.0.0/0"],
  ];
  for (const [what, from, change, text] of TEXTS)
    it(`tells ${what}`, async () => {
      const texts = pathFaults(change(await from())).map((fault) => fault.text);
      expect(texts[0]).to.equal(text);
    });
});

describe("analysis/paths: inspected ways", () => {
  const briefPath = ({ kind, zone, targetZone = "", verdict, inspectedBy }: Path) =>
    [
      kind,
      zone.slice(-1),
      targetZone.slice(-1),
      verdict,
      inspectedBy.map((name) => name.slice(`${NETWORK}-`.length)).join(),
    ]
      .join(" ")
      .trim();

  it("pass the endpoint of the zone by which they come in or go out", async () => {
    expect(paths(await inspected()).map(briefPath)).to.deep.equal([
      "client a a open inspection-a-endpoint",
      "client a b open inspection-a-endpoint",
      "client b a open inspection-b-endpoint",
      "client b b open inspection-b-endpoint",
      ...["a a", "a b", "b a", "b b"].map((zones) => `healthCheck ${zones} open`),
      "egress a a open inspection-a-endpoint",
      "egress a b open inspection-a-endpoint",
    ]);
  });

  it("tell by their hops where they pass it, there and back", async () => {
    const [client] = paths(await inspected());
    const hops = ({ hops: passed }: Path["there"]) => passed.map(({ at, route: by = "" }) => `${at} ${by}`.trim());
    expect(hops(client!.there)).to.deep.equal([
      "internet",
      `${NETWORK}-igw`,
      `${NETWORK}-inspection-a-endpoint ${NETWORK}-edge-a`,
      `front-eu-west-1 ${NETWORK}-inspection-a-rt local`,
      `fleet-eu-west-1-asg ${NETWORK}-front-a-rt local`,
    ]);
    expect(hops(client!.back)).to.deep.equal([
      "fleet-eu-west-1-asg",
      "front-eu-west-1",
      `${NETWORK}-inspection-a-endpoint ${NETWORK}-front-a-default`,
      `${NETWORK}-igw ${NETWORK}-inspection-a-default`,
      "internet",
    ]);
  });

  it("pass several endpoints back in the other order", async () => {
    const graph = all(
      added(route("inside", "inspection-a", "10.20.128.0/21", { vpcEndpointId: endpointOf("b") })),
      led(`${NETWORK}-front-a-default`, { vpcEndpointId: endpointOf("b") }),
      led(`${NETWORK}-inspection-b-default`, { vpcEndpointId: endpointOf("a") }),
    )(await inspected());
    expect(briefPath(paths(graph)[0]!)).to.equal("client a a open inspection-a-endpoint,inspection-b-endpoint");
  });

  it("are not missed in a VPC without an endpoint, beside one that has them", async () => {
    const regions = { ...(BASE["regions"] as object), "eu-central-1": { zones: ["a", "b"], cidr: "10.21.0.0/16" } };
    const without = "network-eu-central-1";
    const graph = all(
      ...["a", "b"].map((zone) => all(bypass(zone, without), removed(`${without}-inspection-${zone}-endpoint`))),
    )(await recordConfig({ ...INSPECTED, regions }));
    expect(pathFaults(graph)).to.deep.equal([]);
    const inspectable = new Set(paths(graph).map((path) => `${path.region} ${String(path.inspectable)}`));
    expect([...inspectable].sort()).to.deep.equal(["eu-central-1 false", "eu-west-1 true"]);
  });
});
