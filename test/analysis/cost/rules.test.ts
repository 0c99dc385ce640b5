import { expect } from "chai";
import { costOf } from "../../../analysis/cost";
import { bought } from "../../../analysis/cost/rules/instances";
import { capacityUnits } from "../../../analysis/cost/rules/loadBalancers";
import { runsPerMonth } from "../../../analysis/cost/rules/monitoring";
import { tasksByProvider } from "../../../analysis/cost/rules/tasks";
import { hoursByCount, minutesOf } from "../../../analysis/cost/schedules";
import type { Graph } from "../../../graph/graph";
import { type Traffic, trafficOfLoad } from "../../../plan/traffic";
import { costGraph } from "../../support/costGraph";

/** What a graph costs, by `resource: item`, rounded to cents. */
function months(graph: Graph, traffic: Partial<Traffic> = {}): Record<string, number> {
  const { lines } = costOf(graph, { ...trafficOfLoad("small"), ...traffic });
  return Object.fromEntries(
    lines.map(({ resource, item, month }) => [`${resource}: ${item}`, Number(month.toFixed(2))]),
  );
}

const LOAD = { newConnectionsPerSecond: 100, openConnections: 18_000, gbIn: 0.18 * 730, gbOut: 0.18 * 730 };

/** A zone with a NAT gateway, from whose subnet packets to the internet go by a hop. */
const zone = (name: string, hop: Record<string, string>) =>
  [
    ["aws:ec2/subnet:Subnet", `public-${name}`, { availabilityZone: `us-east-1${name}` }],
    ["aws:ec2/routeTable:RouteTable", `table-${name}`, {}],
    [
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      `in-${name}`,
      { subnetId: `\${Subnet:public-${name}.id}`, routeTableId: `\${RouteTable:table-${name}.id}` },
    ],
    [
      "aws:ec2/route:Route",
      `out-${name}`,
      { routeTableId: `\${RouteTable:table-${name}.id}`, destinationCidrBlock: "0.0.0.0/0", ...hop },
    ],
    ["aws:ec2/natGateway:NatGateway", name, { subnetId: `\${Subnet:public-${name}.id}` }],
  ] as const;

const endpoint = (name: string, firewallArn: string) =>
  ["aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation", name, { firewallArn }] as const;

describe("cost: rules", () => {
  it("take of three dimensions the one that needs most, as AWS's own example does", () => {
    // aws.amazon.com/elasticloadbalancing/pricing: 100 new a second, each for three minutes, 0.36 GB an hour: 0.125, 0.18 and 0.36 units.
    const needs = (load: Partial<typeof LOAD>, protocol: "TCP" | "TLS") => {
      const { units, by } = capacityUnits({ ...LOAD, ...load }, protocol);
      return [Number(units.toFixed(6)), by];
    };
    expect(needs({}, "TCP")).to.deep.equal([0.36, "gbPerHour"]);
    expect(needs({ newConnectionsPerSecond: 800 }, "TCP")).to.deep.equal([1, "newPerSecond"]);
    expect(needs({ openConnections: 150_000 }, "TCP")).to.deep.equal([1.5, "open"]);
    expect(needs({}, "TLS")).to.deep.equal([6, "open"]);
  });

  it("buy on demand what the base and the percentage say, and in doubt more", () => {
    expect(bought(3)).to.deep.equal({ onDemand: 3, spot: 0 });
    expect(bought(3, { onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 67 })).to.deep.equal({
      onDemand: 3,
      spot: 0,
    });
    expect(bought(7, { onDemandBaseCapacity: 1, onDemandPercentageAboveBaseCapacity: 50 })).to.deep.equal({
      onDemand: 4,
      spot: 3,
    });
    expect(bought(1, { onDemandBaseCapacity: 4, onDemandPercentageAboveBaseCapacity: 0 })).to.deep.equal({
      onDemand: 1,
      spot: 0,
    });
  });

  it("divide tasks by base and weight", () => {
    const strategies = [
      { capacityProvider: "FARGATE", base: 1, weight: 50 },
      { capacityProvider: "FARGATE_SPOT", base: 0, weight: 50 },
    ];
    expect([...tasksByProvider(3, strategies)]).to.deep.equal([
      ["FARGATE", 2],
      ["FARGATE_SPOT", 1],
    ]);
    expect([...tasksByProvider(1, strategies)]).to.deep.equal([
      ["FARGATE", 1],
      ["FARGATE_SPOT", 0],
    ]);
  });

  for (const [recurrence, perYear] of [
    ["30 6 * * MON-FRI", 261],
    ["0 20 * * *", 365],
    ["*/15 0-3,12 * * *", 365 * 20],
    ["0 0 1 * *", 12],
    ["0 0 1 * SUN", 12 + 52 - 1],
    ["5 4 31 1-4 *", 2],
    ["0 0 * * 7", 52],
    ["0 0 * * FRI-MON", 209],
  ] as const)
    it(`read ${recurrence} as ${perYear} times a year`, () => {
      expect(minutesOf(recurrence)).to.have.lengthOf(perYear);
    });

  it("count hours at each size that schedules set", () => {
    const group = { minSize: 2, maxSize: 12, desiredCapacity: 2 };
    const day = { minSize: 6, maxSize: -1, desiredCapacity: -1, recurrence: "0 6 * * *" };
    const night = { minSize: 2, maxSize: -1, desiredCapacity: -1, recurrence: "0 18 * * *" };
    const { hours, once } = hoursByCount(group, [day, night, { minSize: 9, startTime: "2027-01-01T00:00:00Z" }]);
    expect(hours.map(({ count, hours: each }) => [count, Math.round(each)])).to.deep.equal([
      [2, 365],
      [6, 365],
    ]);
    expect(once).to.equal(true);
    expect(hoursByCount(group, [])).to.deep.equal({ hours: [{ count: 2, hours: 730 }], once: false });
  });

  it("know how often a rate runs, and nothing else", () => {
    expect(["rate(5 minutes)", "rate(1 hour)", "cron(0 * * * ? *)", undefined].map(runsPerMonth)).to.deep.equal([
      8760,
      730,
      undefined,
      undefined,
    ]);
  });

  it("waive a NAT gateway that sends by a firewall's endpoint, none whose zone goes round it, and none beside another's", () => {
    const graph = costGraph(
      "us-east-1",
      ["aws:networkfirewall/firewall:Firewall", "firewall", { subnetMappings: [{}, {}] }],
      endpoint("own", "${Firewall:firewall.arn}"),
      endpoint("shared", "arn:aws:network-firewall:us-east-1:123456789012:firewall/central"),
      ...zone("a", { vpcEndpointId: "${VpcEndpointAssociation:own.id}" }),
      ...zone("b", { gatewayId: "igw" }),
      ...zone("c", { vpcEndpointId: "${VpcEndpointAssociation:shared.id}" }),
    );
    const quiet = { egressGbInPerMonth: 300, egressGbOutPerMonth: 0 };
    expect(months(graph, quiet)).to.deep.include({
      "a: hours, free beside a firewall's endpoint": 0,
      "a: GB, free beside a firewall's endpoint": 0,
      "b: hours": 32.85,
      "b: GB processed": 4.5,
      "c: hours": 32.85,
    });
  });

  it("let a firewall see what comes over the internet, of the zones that do not go round it", () => {
    const balancer = (name: string) =>
      ["aws:lb/loadBalancer:LoadBalancer", name, { internal: name !== "front" }] as const;
    const graph = costGraph(
      "us-east-1",
      ["aws:networkfirewall/firewall:Firewall", "firewall", { subnetMappings: [{}, {}] }],
      endpoint("own", "${Firewall:firewall.arn}"),
      ...zone("a", { vpcEndpointId: "${VpcEndpointAssociation:own.id}" }),
      ...zone("b", { gatewayId: "igw" }),
      balancer("front"),
      balancer("link"),
      [
        "aws:ec2/vpcEndpointService:VpcEndpointService",
        "service",
        { networkLoadBalancerArns: ["${LoadBalancer:link.arn}"] },
      ],
    );
    // A half of 1,000 GB by the public front door, and of 200 of the service's own, at 0.065.
    const traffic = { gbInPerMonth: 2000, gbOutPerMonth: 0, egressGbInPerMonth: 200, egressGbOutPerMonth: 0 };
    expect(months(graph, traffic)["firewall: GB inspected"]).to.equal(39);
  });

  it("let a NAT gateway carry what comes from other zones, which costs on both sides", () => {
    const subnet = (zone: string) =>
      ["aws:ec2/subnet:Subnet", zone, { vpcId: "${Vpc:vpc.id}", availabilityZone: `us-east-1${zone}` }] as const;
    const graph = costGraph("us-east-1", ["aws:ec2/vpc:Vpc", "vpc", {}], ...["a", "b", "c"].map(subnet), [
      "aws:ec2/natGateway:NatGateway",
      "nat",
      { subnetId: "${Subnet:a.id}" },
    ]);
    // Two of three zones: 200 of 300 GB, each charged where it leaves and where it arrives.
    expect(months(graph, { egressGbInPerMonth: 300, egressGbOutPerMonth: 0 })).to.deep.equal({
      "nat: hours": 32.85,
      "nat: GB processed": 13.5,
      "nat: GB across zones, both sides": 4,
    });
  });

  it("divide a region's traffic between its front doors as the file says", () => {
    const balancer = (name: string) =>
      ["aws:lb/loadBalancer:LoadBalancer", name, { internal: name !== "front" }] as const;
    const graph = costGraph("us-east-1", balancer("front"), balancer("link"), [
      "aws:ec2/vpcEndpointService:VpcEndpointService",
      "service",
      { networkLoadBalancerArns: ["${LoadBalancer:link.arn}"] },
    ]);
    const out = "front: GB out to the internet";
    expect(months(graph, { gbOutPerMonth: 100 })[out]).to.equal(4.5);
    expect(months(graph, { gbOutPerMonth: 100, frontDoors: { public: 1, privateLink: 3 } })[out]).to.equal(2.25);
    expect(months(graph, { gbOutPerMonth: 100, frontDoors: { privateLink: 3 } })).to.not.have.property(out);
    const { assumptions } = costOf(graph, trafficOfLoad("small"));
    expect(assumptions).to.include(
      "us-east-1: clients divide evenly between the public load balancer and PrivateLink.",
    );
  });

  it("say that a standby region counts as every region does", () => {
    const balancer = ["aws:lb/loadBalancer:LoadBalancer", "front", { internal: false }] as const;
    const secondary = [
      "aws:route53/record:Record",
      "svc",
      { failoverRoutingPolicies: [{ type: "SECONDARY" }] },
    ] as const;
    const parked = ["aws:globalaccelerator/endpointGroup:EndpointGroup", "g", { trafficDialPercentage: 0 }] as const;
    const says = (...resources: Parameters<typeof costGraph>[1][]): boolean => {
      const graph = costGraph("us-east-1", balancer, ...resources);
      const [provider, ...own] = graph.resources;
      const west = { ...provider!, urn: `${provider!.urn}-west`, inputs: { region: "us-west-2" } };
      const other = { ...own[0]!, urn: `${own[0]!.urn}-west`, name: "west", provider: west.urn };
      const { assumptions } = costOf(
        { ...graph, resources: [...graph.resources, west, other] },
        trafficOfLoad("small"),
      );
      return assumptions.some((each) => each.startsWith("A standby region"));
    };
    expect([says(secondary), says(parked), says()]).to.deep.equal([true, true, false]);
  });

  it("take a region's own numbers before those of all, and those before the load", () => {
    const graph = costGraph("us-east-1", ["aws:lb/loadBalancer:LoadBalancer", "front", { internal: false }]);
    const out = (traffic: Partial<Traffic>) => months(graph, traffic)["front: GB out to the internet"];
    expect(out({ load: "medium" })).to.equal(180);
    expect(out({ load: "medium", gbOutPerMonth: 100 })).to.equal(9);
    expect(out({ gbOutPerMonth: 100, regions: { "us-east-1": { gbOutPerMonth: 10 } } })).to.equal(0.9);
  });

  it("buy GB to the internet in steps, together in a region", () => {
    const front = (name: string) => ["aws:lb/loadBalancer:LoadBalancer", name, { internal: false }] as const;
    const graph = costGraph("us-east-1", front("one"), front("other"));
    // 20,240 GB: 10,240 at 0.09 and 10,000 at 0.085, of which each load balancer has a half.
    expect(months(graph, { gbOutPerMonth: 20_240 })["one: GB out to the internet"]).to.equal(885.8);
  });
});
