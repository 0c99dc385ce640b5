import { expect } from "chai";
import { type Finding, findings } from "../../../analysis";
import type { ResourceNode } from "../../../graph/graph";
import { type Extras, graph, node, publish, reference } from "../../support/graphs";

/** What a rule says of these resources: the findings of that rule alone. */
function found(rule: string, resources: readonly ResourceNode[], outputs: Record<string, unknown> = {}): Finding[] {
  return findings(graph(resources, outputs)).filter((each) => each.rule === rule);
}

/** Created addresses in zones from a on, published as public ones. */
function addressesIn(count: number, extras: Extras = {}) {
  const entries = Array.from({ length: count }, (_, index): [string, ResourceNode] => {
    const zone = String.fromCharCode("a".charCodeAt(0) + index);
    const inputs = extras.external ? { id: `eipalloc-${zone}` } : {};
    return [zone, node("Eip", `${extras.region ?? "eu-west-1"}-${zone}`, inputs, extras)];
  });
  const byZone = Object.fromEntries(entries);
  return { list: Object.values(byZone), published: publish(byZone, extras.region), byZone };
}

/** A region of so many zones, with what stands in it. */
function region(zones: number, ...others: ResourceNode[]): ResourceNode[] {
  const vpc = node("Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
  const subnet = (_: unknown, index: number) => {
    const availabilityZone = `eu-west-1${"abcdef"[index] ?? ""}`;
    return node("Subnet", `app-${index}`, { vpcId: reference(vpc), cidrBlock: "10.0.0.0/24", availabilityZone });
  };
  return [vpc, ...Array.from({ length: zones }, subnet), ...others];
}

const nats = (count: number) => Array.from({ length: count }, (_, index) => node("NatGateway", `nat-${index}`));

describe("analysis/findings/graces", () => {
  const checked = node("TargetGroup", "front-ecs", { healthCheck: { interval: 30, healthyThreshold: 3 } });
  const service = (healthCheckGracePeriodSeconds: number, targetGroup = checked) =>
    node("Service", "tasks-service", {
      healthCheckGracePeriodSeconds,
      loadBalancers: [{ targetGroupArn: reference(targetGroup, "arn") }],
    });

  it("short-grace counts the registration of a task and its checks", () => {
    expect(found("short-grace", [checked, service(270)])).to.deep.equal([]);
    const [one] = found("short-grace", [checked, service(269)]);
    expect(one).to.deep.equal({
      severity: "warning",
      rule: "short-grace",
      text:
        "tasks-service waits 269 s before the health of a task counts; to start, to be registered and to pass its checks it may need " +
        "270 s, and what is not healthy by then is replaced, again and again.",
      fix: "Leave ecs.healthCheckGraceSeconds out, or raise it.",
      resources: ["tasks-service"],
    });
  });

  it("short-grace knows nothing of what no load balancer checks", () => {
    expect(found("short-grace", [node("Group", "hosts-asg", { healthCheckGracePeriod: 0 })])).to.deep.equal([]);
  });
});

describe("analysis/findings/findings: addresses", () => {
  for (const [count, fires] of [
    [4, false],
    [5, false],
    [6, true],
    [7, true],
  ] as const)
    it(`address-quota ${fires ? "counts" : "lets pass"} ${count} addresses in a region`, () => {
      const { list, published } = addressesIn(count);
      const [one] = found("address-quota", list, { publicAddresses: published });
      if (!fires) return void expect(one).to.equal(undefined);
      expect(one).to.deep.equal({
        severity: "warning",
        rule: "address-quota",
        text: `eu-west-1 needs ${count} Elastic IPs; the default quota is 5 (EC2-VPC Elastic IPs, L-0263D0A3).`,
        fix: `Ask for ${count} or more in Service Quotas of eu-west-1 before the first deployment, or have the stack ask (quotas.raise).`,
        resources: list.map(({ name }) => name),
      });
    });

  it("address-quota counts own addresses and egress addresses too", () => {
    const front = addressesIn(3, { external: true });
    const egress = [4, 5, 6].map((zone) => node("Eip", `egress-${zone}`));
    const all = [...front.list, ...egress];
    const outputs = (count: number) => ({
      publicAddresses: front.published,
      egressAddresses: publish(Object.fromEntries(egress.slice(0, count).map((each) => [each.name, each]))),
    });
    expect(found("address-quota", all, outputs(3))[0]?.resources).to.have.length(6);
    expect(found("address-quota", all, outputs(2))).to.deep.equal([]);
  });

  it("address-quota is of each region by itself", () => {
    const [one, other] = [addressesIn(5), addressesIn(5, { region: "ap-south-1" })];
    const outputs = { publicAddresses: { ...one.published, ...other.published } };
    expect(found("address-quota", [...one.list, ...other.list], outputs)).to.deep.equal([]);
  });

  const kept = { protect: true, retainOnDelete: true };
  for (const [what, extras, fires] of [
    ["without protection", {}, true],
    ["protected, and yet deleted with its removal", { protect: true }, true],
    ["retained, and yet deleted by a destroy", { retainOnDelete: true }, true],
    ["protected and retained", kept, false],
    ["of the user's own", { external: true }, false],
  ] as [string, Extras, boolean][])
    it(`unprotected-addresses ${fires ? "names" : "lets pass"} an address ${what}`, () => {
      const loose = addressesIn(2, extras);
      const safe = node("Eip", "safe", {}, kept);
      const outputs = { publicAddresses: loose.published, egressAddresses: publish({ a: safe }) };
      const names = found("unprotected-addresses", [...loose.list, safe], outputs).map(({ resources }) => resources);
      expect(names).to.deep.equal(fires ? [["eu-west-1-a", "eu-west-1-b"]] : []);
    });

  it("counts one address as one", () => {
    const one = addressesIn(1);
    const texts = ["unprotected-addresses", "parked-addresses"].flatMap((rule) =>
      found(rule, one.list, { publicAddresses: one.published }).map(({ text }) => text.split(":")[0]),
    );
    expect(texts).to.deep.equal(["1 created address is not protected", "1 address is parked"]);
  });

  it("parked-addresses names those that nothing holds, created or own, and no other", () => {
    const { list, byZone, published } = addressesIn(3, { external: true });
    const idle = node("Eip", "egress-a");
    const outputs = { publicAddresses: published, egressAddresses: publish({ a: idle }) };
    const holds = (...zones: string[]) =>
      node("LoadBalancer", "front", {
        subnetMappings: zones.map((zone) => ({ allocationId: byZone[zone]?.inputs["id"] })),
      });
    const nat = node("NatGateway", "nat", { allocationId: reference(idle, "allocationId") });
    const parked = (...users: ResourceNode[]) =>
      found("parked-addresses", [...list, idle, ...users], outputs).map(({ resources }) => resources);
    expect(parked(holds("a", "c"))).to.deep.equal([["eu-west-1-b", "egress-a"]]);
    expect(parked(holds("a", "b", "c"), nat)).to.deep.equal([]);
  });
});

describe("analysis/findings/findings: a region", () => {
  for (const [zones, gateways, fires] of [
    [1, 1, false],
    [2, 0, false],
    [2, 1, true],
    [3, 1, true],
    [2, 2, false],
    [3, 3, false],
  ] as const)
    it(`shared-nat ${fires ? "names" : "lets pass"} ${gateways} NAT gateways in ${zones} zones`, () => {
      const elsewhere = node("NatGateway", "nat-elsewhere", {}, { region: "us-east-1" });
      const all = region(zones, ...nats(gateways), elsewhere);
      expect(found("shared-nat", all).map(({ resources }) => resources)).to.deep.equal(fires ? [["nat-0"]] : []);
    });

  for (const [gateways, count] of [
    [0, 1],
    [1, 0],
    [2, 0],
  ] as const)
    it(`no-nat has ${count} findings for ${gateways} NAT gateways`, () => {
      expect(found("no-nat", region(2, ...nats(gateways)))).to.have.length(count);
    });

  for (const [zones, count] of [
    [2, 1],
    [3, 0],
    [4, 0],
  ] as const)
    it(`few-zones has ${count} findings for ${zones} zones`, () => {
      expect(found("few-zones", region(zones))).to.have.length(count);
    });

  const keepingToZones = node("LoadBalancer", "front", { enableCrossZoneLoadBalancing: false });

  for (const [zones, minSize, count] of [
    [2, 1, 1],
    [2, 2, 0],
    [3, 2, 1],
    [3, 3, 0],
    [3, 4, 0],
  ] as const)
    it(`empty-zones has ${count} findings for at least ${minSize} instances in ${zones} zones`, () => {
      const group = node("Group", "asg", { minSize, desiredCapacity: 9, maxSize: 9 });
      expect(found("empty-zones", region(zones, group, keepingToZones))).to.have.length(count);
    });

  for (const [zones, minCapacity, count] of [
    [2, 1, 1],
    [2, 2, 0],
    [3, 2, 1],
    [3, 4, 0],
  ] as const)
    it(`empty-zones has ${count} findings for at least ${minCapacity} tasks in ${zones} zones, whatever their hosts`, () => {
      const group = node("Group", "hosts-asg", { minSize: 0, maxSize: 9 });
      const provider = node("CapacityProvider", "provider", {
        autoScalingGroupProvider: { autoScalingGroupArn: reference(group, "arn") },
      });
      const service = node("Service", "service", { desiredCount: 9 });
      const resourceId = `service/cluster/${reference(service, "name")}`;
      const target = node("Target", "scaling", { resourceId, minCapacity, maxCapacity: 9 });
      expect(found("empty-zones", region(zones, group, provider, service, target, keepingToZones))).to.have.length(
        count,
      );
    });

  it("empty-zones says nothing where there are no instances", () => {
    expect(found("empty-zones", region(2))).to.deep.equal([]);
  });

  const WEIGHTS: [weights: (number | undefined)[], warm: string[]][] = [
    [[100], []],
    [[90, 10], []],
    [[100, 0], ["tg-1"]],
    [[0, 5], ["tg-0"]],
    [
      [0, 0],
      ["tg-0", "tg-1"],
    ],
  ];
  for (const [weights, warm] of WEIGHTS)
    it(`warm-backend names [${warm.join(", ")}] at the weights ${weights.join(", ")}`, () => {
      const balancer = node("LoadBalancer", "front");
      const groups = weights.map((_, index) => node("TargetGroup", `tg-${index}`));
      const targetGroups = groups.map((each, index) => ({ arn: reference(each, "arn"), weight: weights[index] }));
      const listener = node("Listener", "listener", {
        port: 5000,
        loadBalancerArn: reference(balancer, "arn"),
        defaultActions: [{ type: "forward", forward: { targetGroups } }],
      });
      const rows = found("warm-backend", [balancer, ...groups, listener]);
      expect(rows.flatMap(({ resources }) => resources)).to.deep.equal(warm);
      expect(new Set(rows.map(({ severity }) => severity))).to.deep.equal(new Set(warm.length > 0 ? ["note"] : []));
    });
});

describe("analysis/findings/findings: the service", () => {
  const zone = node("Zone", "dns-zone", { name: "example.com" });

  it("delegation is of a zone that is created, and says which", () => {
    expect(found("delegation", [zone])).to.deep.equal([
      {
        severity: "note",
        rule: "delegation",
        text: "The zone example.com is created here: nobody finds it until its parent delegates to it.",
        fix: "Enter the output nameServers as NS records in the parent zone, or at the registrar.",
        resources: ["dns-zone"],
      },
    ]);
    expect(found("delegation", [node("Record", "dns-eu-west-1")])).to.deep.equal([]);
  });

  it("no-name is of a load balancer without a record", () => {
    const balancer = node("LoadBalancer", "front");
    expect(found("no-name", [balancer]).map(({ resources }) => resources)).to.deep.equal([["front"]]);
    expect(found("no-name", [balancer, node("Record", "dns-eu-west-1")])).to.deep.equal([]);
    expect(found("no-name", [zone])).to.deep.equal([]);
  });

  const distribution = (onDemandPercentageAboveBaseCapacity?: number) => ({
    instancesDistribution: { onDemandPercentageAboveBaseCapacity },
  });
  const types = (...overrides: string[]) => ({ launchTemplate: { overrides } });
  for (const [what, policy, fires] of [
    ["half spot, one type", { ...distribution(50), ...types("t3.small") }, true],
    ["1 % spot, one type", { ...distribution(99), ...types("t3.small") }, true],
    ["all spot, no list of types", distribution(0), true],
    ["half spot, two types", { ...distribution(50), ...types("t3.small", "t3a.small") }, false],
    ["no spot, one type", { ...distribution(100), ...types("t3.small") }, false],
    ["nothing said of spot", { ...distribution(), ...types("t3.small") }, false],
    ["one launch template", undefined, false],
  ] as [string, unknown, boolean][])
    it(`spot-pools ${fires ? "names" : "lets pass"} a group: ${what}`, () => {
      const group = node("Group", "fleet-asg", { mixedInstancesPolicy: policy });
      const names = found("spot-pools", [group]).flatMap(({ resources }) => resources);
      expect(names).to.deep.equal(fires ? ["fleet-asg"] : []);
    });

  for (const [what, rules, prefixLists, weight] of [
    ["60 ranges", 60, 0, undefined],
    ["61 ranges", 61, 0, 61],
    ["35 ranges and the Route 53 health checkers", 35, 1, undefined],
    ["36 ranges and the Route 53 health checkers", 36, 1, 61],
    ["two prefix lists and ten ranges", 10, 2, undefined],
    ["three prefix lists", 0, 3, 75],
  ] as const)
    it(`security-group-quota ${weight ? "counts" : "lets pass"} ${what}`, () => {
      const [group, other] = [node("SecurityGroup", "front-sg"), node("SecurityGroup", "fleet-sg")];
      const rule = (of: ResourceNode, name: string, source: Record<string, unknown>) =>
        node("SecurityGroupIngressRule", name, { securityGroupId: reference(of), ...source });
      const all = [
        group,
        other,
        ...Array.from({ length: rules }, (_, each) => rule(group, `in-${each}`, { cidrIpv4: `10.0.${each}.0/24` })),
        ...Array.from({ length: prefixLists }, (_, each) => rule(group, `list-${each}`, { prefixListId: "pl-1" })),
        // Another group's rules are no matter of this one.
        rule(other, "from-front", { referencedSecurityGroupId: reference(group) }),
      ];
      const expected = `front-sg has inbound rules that count as ${weight ?? 0}; the default quota is 60 (`;
      const texts = found("security-group-quota", all).map(({ text }) => text.slice(0, expected.length));
      expect(texts).to.deep.equal(weight ? [expected] : []);
    });

  for (const [routes, peerings, expected] of [
    [500, 50, []],
    [501, 50, ["app-rt has 501 of them; the default quota is 500 (Routes per route table, L-93826ACB)."]],
    [1, 51, ["vpc has 51 of them; the default quota is 50 (Active VPC peering connections per VPC, L-7E9ECCDB)."]],
  ] as const)
    it(`way-quota counts ${routes} routes of a table, and ${peerings} peerings of a VPC from either side`, () => {
      const [vpc, table, other] = [node("Vpc", "vpc"), node("RouteTable", "app-rt"), node("RouteTable", "other-rt")];
      const all = [
        ...[vpc, table, other, node("Route", "elsewhere", { routeTableId: reference(other) })],
        ...Array.from({ length: routes }, (_, each) =>
          node("Route", `route-${each}`, { routeTableId: reference(table) }),
        ),
        ...Array.from({ length: peerings }, (_, each) =>
          node("VpcPeeringConnection", `peering-${each}`, { [each === 0 ? "peerVpcId" : "vpcId"]: reference(vpc) }),
        ),
      ];
      expect(found("way-quota", all).map(({ text }) => text)).to.deep.equal(expected);
    });
});
