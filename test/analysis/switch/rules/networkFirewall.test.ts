import { expect } from "chai";
import type { Interruption } from "../../../../analysis";
import { deniedRanges, egressNames } from "../../../../analysis/inventory/firewallRuleGroups";
import { DURATIONS, type Duration } from "../../../../analysis/switch/comparison/durations";
import { interruptions } from "../../../../analysis/switch/interruptions";
import { compare } from "../../../../graph/compare";
import type { ProviderEffects } from "../../../../graph/resourceChange";
import { type Graph, GraphIndex, type ResourceNode } from "../../../../graph/graph";
import { PROVIDER_EFFECTS } from "../../../../graph/providerEffects";
import { ruleGroups } from "../../../../plan/networkFirewall/ruleGroups";
import { type Extras, graph, node, reference } from "../../../support/graphs";
import { BASE, type Raw, recordConfig } from "../../../support/recording";

/** What replaces a resource here, by kind. All else is changed in place. */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  FirewallPolicy: ["name"],
  RuleGroup: ["capacity"],
  VpcEndpointAssociation: ["firewallArn"],
};

const EFFECTS: ProviderEffects = {
  effectOf: (type, path) => (REPLACING[type.split(":").at(-1) ?? ""]?.includes(path) ? "replace" : "update"),
  recomputes: () => false,
};

/** A resource of AWS Network Firewall, which the builders do not have. */
function part(
  kind: "FirewallPolicy" | "RuleGroup" | "VpcEndpointAssociation",
  name: string,
  inputs: object = {},
  extras: Extras = {},
) {
  const model = node("Vpc", name, { ...inputs }, extras);
  const type = `aws:networkfirewall/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`;
  return { ...model, urn: model.urn.replace(model.type, type), type };
}

/** `gateway`: round the firewall. */
type Way = "gateway" | "endpoint";

interface Region {
  region?: string;
  /** Whose endpoints they are. */
  arn?: string;
  /** Of an endpoint, what changes it in place. */
  tags?: Record<string, string>;
}

/** The networks of a region: each zone with a front subnet, its NAT gateway there, an app subnet behind it, and an inspection subnet. */
function network(ways: Readonly<Record<string, Way>>, { region = "eu-west-1", arn = "arn-1", tags = {} }: Region = {}) {
  const of = { region };
  const name = (text: string) => `network-${region}-${text}`;
  const gateway = node("InternetGateway", name("igw"), {}, of);
  const edge = node("RouteTable", name("edge-rt"), {}, of);
  const zones = Object.entries(ways).flatMap(([zone, way]) => {
    const tier = (text: string, target: Record<string, unknown>): ResourceNode[] => {
      const subnet = node("Subnet", name(`${text}-${zone}`), { availabilityZone: `${region}${zone}` }, of);
      const table = node("RouteTable", name(`${text}-${zone}-rt`), {}, of);
      const routeTableId = reference(table);
      const route = { routeTableId, destinationCidrBlock: "0.0.0.0/0", ...target };
      return [
        subnet,
        table,
        node("RouteTableAssociation", name(`${text}-${zone}-rta`), { subnetId: reference(subnet), routeTableId }, of),
        node("Route", name(`${text}-${zone}-default`), route, of),
      ];
    };
    const byGateway = { gatewayId: reference(gateway) };
    const endpoint = part(
      "VpcEndpointAssociation",
      name(`inspection-${zone}-endpoint`),
      { firewallArn: arn, tags },
      of,
    );
    const byEndpoint = { vpcEndpointId: reference(endpoint, "endpointId") };
    const front = tier("front", way === "gateway" ? byGateway : byEndpoint);
    const nat = node("NatGateway", name(`nat-${zone}`), { subnetId: reference(front[0]!) }, of);
    const toFront = { routeTableId: reference(edge), destinationCidrBlock: `10.20.0.0/24`, ...byEndpoint };
    return [
      nat,
      endpoint,
      ...front,
      ...tier("inspection", byGateway),
      ...tier("app", { natGatewayId: reference(nat) }),
      ...(way === "endpoint" ? [node("Route", name(`edge-${zone}`), toFront, of)] : []),
    ];
  });
  const edgeOf = { gatewayId: reference(gateway), routeTableId: reference(edge) };
  return [gateway, edge, node("RouteTableAssociation", name("edge-rta"), edgeOf, of), ...zones];
}

const between = (from: readonly ResourceNode[], to: readonly ResourceNode[]): Interruption[] => {
  const [before, after] = [graph(from), graph(to)];
  return interruptions(before, after, compare(before, after, EFFECTS));
};

type Row = [
  rule: string,
  Interruption["severity"],
  who: string,
  what: string,
  Duration,
  resources: string[],
  unjudged?: string,
];

const rows = (found: readonly Row[]): Interruption[] =>
  found.map(([rule, severity, who, what, duration, resources, unjudged]) => ({
    rule,
    severity,
    who,
    what,
    duration: duration.text,
    source: duration.source,
    lasting: duration === DURATIONS.forGood,
    resources,
    ...(unjudged !== undefined && { unjudged }),
  }));

/** Each a change, and all that somebody notices of it. */
function table(cases: readonly [string, readonly ResourceNode[], readonly ResourceNode[], Row[]][]): void {
  for (const [what, from, to, expected] of cases)
    it(`${what}: ${expected.map(([rule, severity]) => `${severity} ${rule}`).join(", ") || "nothing"}`, () => {
      expect(between(from, to)).to.deep.equal(rows(expected));
    });
}

const openIn = (...zones: string[]) =>
  `connections open through ${zones.join(", ")}, of clients and of the service's own`;
const routesOf = (zones: readonly string[]) =>
  zones.map((zone) => `network-${zone.slice(0, -1)}-front-${zone.slice(-1)}-default`);

/** Connections that begin to pass a firewall. */
const into = (...zones: string[]): Row => [
  "inspection",
  "brief",
  openIn(...zones),
  "they come to a firewall endpoint that has not seen them begin, and may be dropped there, though no rule drops them",
  DURATIONS.inspected,
  routesOf(zones),
];

/** Those that cease to. */
const past = (...zones: string[]): Row => [
  "inspection",
  "none",
  openIn(...zones),
  "they go round the firewall from now on; while the routes change, one direction still passes it, which the program's own rules let go on",
  DURATIONS.uninspected,
  routesOf(zones),
];

const THROUGH = { a: "endpoint", b: "endpoint" } as const;
const ROUND = { a: "gateway", b: "gateway" } as const;
const MIXED = { a: "endpoint", b: "gateway" } as const;
const A = "eu-west-1a";
const B = "eu-west-1b";

/** A network without a firewall: no endpoint, no edge table. */
const plain = (region?: string) =>
  network(ROUND, { region }).filter(({ type, name }) => !type.includes("networkfirewall") && !name.includes("edge"));

describe("analysis/switch/rules/networkFirewall: the way of a zone's packets", () => {
  const elsewhere = "ap-south-1";
  table([
    ["a firewall comes", plain(), network(THROUGH), [into(A, B)]],
    ["a firewall goes", network(THROUGH), plain(), [past(A, B)]],
    ["a firewall comes, with every zone going round it", plain(), network(ROUND), []],
    ["a firewall comes for one zone", plain(), network(MIXED), [into(A)]],
    ["a firewall that nothing passes goes", network(ROUND), plain(), []],
    ["one zone of two goes round it", network(THROUGH), network(MIXED), [past(B)]],
    ["the other zone passes it too", network(MIXED), network(THROUGH), [into(B)]],
    ["zones take turns", network(MIXED), network({ a: "gateway", b: "endpoint" }), [into(B), past(A)]],
    ["nothing changes", network(THROUGH), network(THROUGH), []],
    ["the endpoints have other tags", network(THROUGH), network(THROUGH, { tags: { Team: "x" } }), []],
    ["the endpoints are another firewall's", network(THROUGH), network(THROUGH, { arn: "arn-2" }), [into(A, B)]],
    [
      "the endpoints are another firewall's, and one is not used",
      network(MIXED),
      network(MIXED, { arn: "arn-2" }),
      [into(A)],
    ],
    ["another firewall's endpoints are gone round", network(THROUGH), network(ROUND, { arn: "arn-2" }), [past(A, B)]],
    ["a zone comes, inspected", network({ a: "endpoint" }), network(THROUGH), []],
    ["a zone goes", network(THROUGH), network({ a: "endpoint" }), []],
    ["all comes new", [], network(THROUGH), []],
    ["zones in any order", plain(), network({ b: "endpoint", a: "endpoint" }), [into(A, B)]],
    [
      "each region by itself, in the order of names",
      [...plain(), ...plain(elsewhere)],
      [...network(THROUGH), ...network(MIXED, { region: elsewhere })],
      [into(`${elsewhere}a`), into(A, B)],
    ],
    [
      "in one region it comes, in the other it goes",
      [...network(THROUGH), ...plain(elsewhere)],
      [...plain(), ...network(THROUGH, { region: elsewhere })],
      [into(`${elsewhere}a`, `${elsewhere}b`), past(A, B)],
    ],
  ]);

  it("is that of the default route alone", () => {
    const toPartner = (way: Record<string, unknown>) => [
      ...network(THROUGH),
      node("Route", "network-eu-west-1-front-a-partner", {
        routeTableId: "${RouteTable:network-eu-west-1-front-a-rt.id}",
        destinationCidrBlock: "192.0.2.0/24",
        ...way,
      }),
    ];
    const endpoint = "${VpcEndpointAssociation:network-eu-west-1-inspection-a-endpoint.endpointId}";
    expect(between(toPartner({ gatewayId: "igw" }), toPartner({ vpcEndpointId: endpoint }))).to.deep.equal([]);
  });
});

const policy = (firewallPolicy: object, inputs: object = {}, region = "eu-west-1") =>
  part("FirewallPolicy", "firewall-policy", { firewallPolicy, ...inputs }, { region });

/** Nothing but a policy that changes in nothing, for rule groups. */
const POLICY = policy({});

describe("analysis/switch/rules/networkFirewall: the settings of the engine", () => {
  const timeout = (tcpIdleTimeoutSeconds: number) => ({ flowTimeouts: { tcpIdleTimeoutSeconds } });
  const engine = (statefulEngineOptions: object, inputs?: object) => [policy({ statefulEngineOptions }, inputs)];
  const anew: Row = [
    "inspection-engine",
    "brief",
    "connections open through the firewall of firewall-policy",
    "its engine may start anew, and does not know them any more; the rules are asked again",
    DURATIONS.inspected,
    ["firewall-policy"],
  ];
  table([
    ["another timeout", engine(timeout(350)), engine(timeout(900)), [anew]],
    [
      "a first timeout",
      engine({ ruleOrder: "STRICT_ORDER" }),
      engine({ ruleOrder: "STRICT_ORDER", ...timeout(900) }),
      [anew],
    ],
    ["none any more", engine(timeout(350)), [policy({})], [anew]],
    ["in a policy that is replaced", engine(timeout(350), { name: "x" }), engine(timeout(900), { name: "y" }), [anew]],
    [
      "a policy that is replaced with what it has",
      engine(timeout(350), { name: "x" }),
      engine(timeout(350), { name: "y" }),
      [],
    ],
    ["the same", engine(timeout(350)), engine(timeout(350)), []],
    [
      "what follows no engine",
      [policy({ statefulDefaultActions: ["one"] })],
      [policy({ statefulDefaultActions: ["two"] })],
      [],
    ],
    ["a policy that comes", [], engine(timeout(350)), []],
    ["a policy that goes", engine(timeout(350)), [], []],
  ]);
});

const group = (
  purpose: string,
  rulesString: string,
  {
    sets = {},
    capacity = 100,
    region = "eu-west-1",
  }: { sets?: Record<string, string[]>; capacity?: number; region?: string } = {},
) => {
  const ipSets = Object.entries(sets).map(([key, definitions]) => ({ key, ipSet: { definitions } }));
  const ruleGroup = { rulesSource: { rulesString }, ruleVariables: { ipSets } };
  return part("RuleGroup", `firewall-${region}-${purpose}`, { capacity, ruleGroup }, { region });
};

const logsOf = (...regions: string[]): Row => {
  const names = regions.flatMap((region) => [`firewall-${region}-alert-logs`, `firewall-${region}-flow-logs`]);
  const what = "log groups are deleted with what they hold; export that before, if it must be kept";
  return ["logs", "none", `whoever reads ${names.join(", ")}`, what, DURATIONS.forGood, names];
};

/** A group whose rules drop something of which this program does not know what it means. */
const unjudged = ([rule, severity, who, what, duration, resources]: Row): Row => [
  ...([rule, severity, who, what, duration, resources] as const),
  `the rules of ${resources.join()}`,
];

const decided = (name: string, what: string): Row => [
  "inspection-rules",
  "none",
  `connections that ${name} decides`,
  what,
  DURATIONS.rulesSpread,
  [name],
];

describe("analysis/switch/rules/networkFirewall: rules", () => {
  const team = (text: string, capacity?: number) => [POLICY, group("own-team", text, { capacity })];
  const name = "firewall-eu-west-1-own-team";
  const service = "firewall-eu-west-1-service";
  const London = "eu-west-2";
  const changed = (of: string) => decided(of, "its rules change");
  const both = (own: string, others: string) => [...team(own), group("service", others)];
  const named = (P: string[]) => [POLICY, group("own-team", "drop tcp $P any -> any any", { sets: { P } })];
  const anew = (policyName: string, text: string) => [policy({}, { name: policyName }), group("own-team", text)];
  const placed = (priority: number, inputs: object = {}) => {
    const its = group("own-team", "one");
    const references = [{ priority, resourceArn: reference(its, "arn") }];
    return [policy({ statefulRuleGroupReferences: references }, inputs), its];
  };
  table([
    ["other rules", team("one"), team("two"), [decided(name, "its rules change")]],
    ["other rules in a group that is replaced", team("one", 1), team("two", 2), [decided(name, "its rules change")]],
    ["the same rules in a group that is replaced", team("one", 1), team("one", 2), []],
    ["rules that come", [POLICY], team("one"), [decided(name, "its rules are new")]],
    ["rules that go", team("one"), [POLICY], [decided(name, "its rules are gone")]],
    ["the same", team("one"), team("one"), []],
    ["rules that come with their firewall", [], team("one"), []],
    ["rules that go with their firewall", team("one"), [], []],
    [
      "others beside them",
      team("one"),
      [...team("one"), group("service", "two")],
      [decided(service, "its rules are new")],
    ],
    ["rules of two groups", both("one", "two"), both("two", "one"), [changed(name), changed(service)]],
    ["another range that they name", named(["192.0.2.0/24"]), named(["192.0.2.0/25"]), [unjudged(changed(name))]],
    ["a range more", named(["192.0.2.0/24"]), named(["192.0.2.0/24", "198.51.100.0/24"]), [unjudged(changed(name))]],
    ["rules that drop, where the firewall comes", [], named([]), [unjudged(decided(name, "its rules are new"))]],
    ["rules that drop, where the firewall goes", named([]), [], []],
    ["rules that drop no more", named([]), team("one"), [changed(name)]],
    ["the same ranges", named(["192.0.2.0/24"]), named(["192.0.2.0/24"]), []],
    ["another place in the policy", placed(1000), placed(1001), [changed(name)]],
    ["the same place", placed(1000), placed(1000), []],
    ["a policy that is replaced", placed(1000, { name: "x" }), placed(1000, { name: "y" }), []],
    ["other rules under a policy that is replaced", anew("x", "one"), anew("y", "two"), [changed(name)]],
    [
      "rules of another region, where the firewall comes",
      team("one"),
      [...team("one"), policy({}, {}, London), group("own-team", "one", { region: London })],
      [],
    ],
    [
      "rules of another region, where the firewall goes",
      [...team("one"), policy({}, {}, London), group("own-team", "one", { region: London })],
      team("one"),
      [],
    ],
  ]);

  it("are not told of a region whose firewall comes or goes, and are of those where it stays", () => {
    const there = (text: string, region: string) => [policy({}, {}, region), group("own-team", text, { region })];
    const one = [...there("one", "eu-west-1"), ...there("one", London)];
    expect(between(one, there("two", "eu-west-1"))).to.deep.equal(rows([changed(name)]));
    expect(between(there("two", "eu-west-1"), one)).to.deep.equal(rows([changed(name)]));
    expect(between(there("one", "eu-west-1"), there("two", London))).to.deep.equal([]);
  });
});

describe("analysis/switch/rules/networkFirewall: ranges that are denied", () => {
  const securityGroup = node("SecurityGroup", "front-sg");
  const opens = (cidrIpv4: string, to = securityGroup) =>
    node("SecurityGroupIngressRule", `${to.name}-${cidrIpv4}`, { securityGroupId: reference(to), cidrIpv4 });
  const loadBalancer = [securityGroup, node("LoadBalancer", "front", { securityGroups: [reference(securityGroup)] })];
  const drops = (definitions: string[], region = "eu-west-1") =>
    group("denied", "drop", { sets: { DENIED: definitions }, region });
  /** Let in by the load balancer, whose zones are these. */
  const behind = (zones: readonly ResourceNode[], cidr: string, ...others: ResourceNode[]) => [
    ...loadBalancer,
    POLICY,
    ...zones,
    opens(cidr),
    ...others,
  ];
  const admitting = (cidr: string, ...others: ResourceNode[]) => behind(network(THROUGH), cidr, ...others);
  const all = (...others: ResourceNode[]) => admitting("0.0.0.0/0", ...others);
  const by = (ways: Readonly<Record<string, Way>>, ...others: ResourceNode[]) =>
    behind(network(ways), "0.0.0.0/0", ...others);
  const deniedIn = (range: string, zones: readonly string[], ...resources: string[]): Row => [
    "clients",
    "outage",
    `clients in ${range}`,
    `the firewall drops their packets from now on, in ${zones.join(", ")}`,
    DURATIONS.forGood,
    resources.length > 0 ? resources : ["firewall-eu-west-1-denied"],
  ];
  const denied = (range: string) => deniedIn(range, [A, B]);
  /** Without a firewall. */
  const open = behind(plain(), "0.0.0.0/0").filter(({ name }) => name !== POLICY.name);
  const RANGE = "198.51.100.0/24";
  const abroad = "eu-west-2";
  const there = (ways: Readonly<Record<string, Way>>) => network(ways, { region: abroad });
  const fresh = decided("firewall-eu-west-1-denied", "its rules are new");
  const change = decided("firewall-eu-west-1-denied", "its rules change");
  const target = node("SecurityGroup", "fleet-sg");
  table([
    ["one of clients", all(), all(drops(["198.51.100.0/24"])), [denied("198.51.100.0/24"), fresh]],
    [
      "one that holds all clients there are",
      admitting("198.51.100.0/25"),
      admitting("198.51.100.0/25", drops(["198.51.100.0/24"])),
      [denied("198.51.100.0/24"), fresh],
    ],
    [
      "one of nobody who is let in",
      admitting("203.0.113.0/24"),
      admitting("203.0.113.0/24", drops(["198.51.100.0/24"])),
      [fresh],
    ],
    [
      "one that the targets let in, and no load balancer",
      admitting("203.0.113.0/24", target, opens("198.51.100.0/24", target)),
      admitting("203.0.113.0/24", target, opens("198.51.100.0/24", target), drops(["198.51.100.0/24"])),
      [fresh],
    ],
    [
      "one more",
      all(drops(["198.51.100.0/24"])),
      all(drops(["198.51.100.0/24", "203.0.113.0/24"])),
      [denied("203.0.113.0/24"), change],
    ],
    ["a part of one", all(drops(["198.51.100.0/24"])), all(drops(["198.51.100.128/25"])), [change]],
    [
      "the halves of one",
      all(drops(["198.51.100.0/24"])),
      all(drops(["198.51.100.0/25", "198.51.100.128/25"])),
      [change],
    ],
    [
      "the whole of two halves",
      all(drops(["198.51.100.0/25", "198.51.100.128/25"])),
      all(drops(["198.51.100.0/24"])),
      [change],
    ],
    [
      "the whole of one half",
      all(drops(["198.51.100.0/25"])),
      all(drops(["198.51.100.0/24"])),
      [denied("198.51.100.0/24"), change],
    ],
    ["one less", all(drops(["198.51.100.0/24", "203.0.113.0/24"])), all(drops(["203.0.113.0/24"])), [change]],
    [
      "all of them go",
      all(drops(["198.51.100.0/24"])),
      all(),
      [decided("firewall-eu-west-1-denied", "its rules are gone")],
    ],
    [
      "in two regions, told once",
      all(...there(THROUGH), drops(["203.0.113.0/24"]), drops(["203.0.113.0/24"], abroad)),
      all(...there(THROUGH), drops(["203.0.113.0/24", RANGE]), drops(["203.0.113.0/24", RANGE], abroad)),
      [
        deniedIn(RANGE, [A, B, `${abroad}a`, `${abroad}b`], "firewall-eu-west-1-denied", "firewall-eu-west-2-denied"),
        change,
      ],
    ],
    ["where one zone goes round", by(MIXED), by(MIXED, drops([RANGE])), [deniedIn(RANGE, [A]), fresh]],
    ["where every zone goes round", by(ROUND), by(ROUND, drops([RANGE])), [fresh]],
    ["with a firewall that comes", open, by(THROUGH, drops([RANGE])), [denied(RANGE), into(A, B)]],
    [
      "with a firewall that comes, and which one zone passes",
      open,
      by(MIXED, drops([RANGE])),
      [deniedIn(RANGE, [A]), into(A)],
    ],
    ["with a firewall that comes, and which no zone passes", open, by(ROUND, drops([RANGE])), []],
    [
      "before a zone that passes them from now on",
      by(MIXED, drops([RANGE])),
      by(THROUGH, drops([RANGE])),
      [deniedIn(RANGE, [B]), into(B)],
    ],
    [
      "more of them before such a zone",
      by(MIXED, drops(["198.51.100.0/25"])),
      by(THROUGH, drops([RANGE])),
      [denied(RANGE), into(B), change],
    ],
    [
      "before a zone that goes round them from now on",
      by(THROUGH, drops([RANGE])),
      by(MIXED, drops([RANGE])),
      [past(B)],
    ],
    [
      "before a zone that passes them while they go",
      by(MIXED, drops([RANGE])),
      by(THROUGH),
      [into(B), decided("firewall-eu-west-1-denied", "its rules are gone")],
    ],
    ["with a firewall that goes", by(THROUGH, drops([RANGE])), open, [past(A, B)]],
    [
      "ranges of a group that drops nothing by itself",
      all(group("own-denied-not", "alert", { sets: { A: [] } })),
      all(group("own-denied-not", "alert", { sets: { A: ["198.51.100.0/24"] } })),
      [decided("firewall-eu-west-1-own-denied-not", "its rules change")],
    ],
  ]);
});

describe("analysis/switch/rules/networkFirewall: names that the service connects to", () => {
  const listed = (...names: string[]) =>
    names.map((each) => `pass tls $FRONT any -> any 443 (msg:"out"; tls.sni; content:"${each}"; endswith; sid:1;)`);
  const lists = (...names: string[]) => [
    POLICY,
    group("egress", ["pass tcp any any -> any 443", ...listed(...names)].join("\n")),
  ];
  const out = (...names: string[]) => [...network(THROUGH), ...lists(...names)];
  const by = (ways: Readonly<Record<string, Way>>, ...names: string[]) => [...network(ways), ...lists(...names)];
  /** With the NAT gateway of one zone alone. */
  const single = (zone: string, all: readonly ResourceNode[]) =>
    all.filter(({ type, name }) => !type.endsWith(":NatGateway") || name.endsWith(`-nat-${zone}`));
  const change = decided("firewall-eu-west-1-egress", "its rules change");
  const closedIn = (whom: string, ...zones: string[]): Row => [
    "egress",
    "outage",
    `the service's own TLS connections to ${whom}`,
    `the firewall lets them out no more, in ${zones.join(", ")}`,
    DURATIONS.forGood,
    ["firewall-eu-west-1-egress"],
  ];
  const closed = (whom: string) => closedIn(whom, A, B);
  const ANY = "any name but a.example";
  table([
    [
      "listed for the first time",
      out(),
      out("b.example", "a.example"),
      [closed("any name but a.example, b.example"), change],
    ],
    ["listed with a firewall that comes", plain(), out("a.example"), [closed(ANY), into(A, B)]],
    ["one less", out("a.example", "b.example"), out("b.example"), [closed("a.example"), change]],
    ["others", out("a.example", "b.example"), out("c.example"), [closed("a.example, b.example"), change]],
    ["one more", out("a.example"), out("a.example", "b.example"), [change]],
    ["the same in another order", out("a.example", "b.example"), out("b.example", "a.example"), [change]],
    ["listed no more", out("a.example"), out(), [change]],
    ["listed in a firewall that goes", out("a.example"), plain(), [past(A, B)]],
    ["a name with all below it", out("a.example"), out(".example"), [change]],
    ["a name with all below it and itself", out("a.example"), out(".a.example"), [change]],
    ["all below a name, and all below more", out(".a.example"), out(".example"), [change]],
    ["a name that is open otherwise too", out(".example", "a.example"), out(".example"), [change]],
    ["a name without all below it", out(".a.example"), out("a.example"), [closed(".a.example"), change]],
    ["less below a name", out(".example"), out(".a.example"), [closed(".example"), change]],
    ["a name that another only ends in", out("nota.example"), out(".a.example"), [closed("nota.example"), change]],
    ["before a NAT gateway of one zone", single("a", out()), single("a", out("a.example")), [closedIn(ANY, A), change]],
    ["before no NAT gateway", single("none", out()), single("none", out("a.example")), [change]],
    ["where one zone goes round", by(MIXED), by(MIXED, "a.example"), [closedIn(ANY, A), change]],
    [
      "where the zone of the NAT gateway goes round",
      single("b", by(MIXED)),
      single("b", by(MIXED, "a.example")),
      [change],
    ],
    ["where every zone goes round", by(ROUND), by(ROUND, "a.example"), [change]],
    ["with a firewall that comes, and which no zone passes", plain(), by(ROUND, "a.example"), []],
    [
      "before a zone that passes it from now on",
      by(MIXED, "a.example"),
      by(THROUGH, "a.example"),
      [closedIn(ANY, B), into(B)],
    ],
    [
      "less of them, before such a zone",
      by(MIXED, "a.example", "b.example"),
      by(THROUGH, "a.example"),
      [closedIn("b.example", A), closedIn(ANY, B), into(B), change],
    ],
    ["before a zone that goes round it from now on", by(THROUGH, "a.example"), by(MIXED, "a.example"), [past(B)]],
    [
      "in one region, not in the other",
      [...out("a.example"), ...network(THROUGH, { region: "eu-west-2" })],
      [...out("b.example"), ...network(THROUGH, { region: "eu-west-2" })],
      [closed("a.example"), change],
    ],
  ]);
});

describe("analysis/inventory/firewallRuleGroups", () => {
  const settings = {
    servicePort: 5000,
    frontRanges: ["10.20.0.0/24"],
    allowedClients: ["0.0.0.0/0"],
    denied: ["203.0.113.0/24", "198.51.100.0/24"],
    allowed: ["192.0.2.0/24"],
    ipSets: { OWN: ["192.0.2.7/32"] },
    suricata: { team: { rules: 'drop tls $OWN any -> any 443 (tls.sni; content:"not.example"; sid:1;)' } },
    healthCheckers: false,
  };
  /** The groups as the program writes them, in a region. */
  const written = (domains: string[] | undefined, region: string, denied = settings.denied) =>
    ruleGroups({ ...settings, denied, egress: { domains, destinations: [{ cidr: "192.0.2.0/24", port: 636 }] } }).map(
      ({ key, rules, variables }) => group(key, rules, { sets: variables, region }),
    );
  const read = (...groups: ResourceNode[]) => GraphIndex.of(graph(groups));
  const IRELAND = written(["b.example.com", ".example.org", "a.example.com"], "eu-west-1");
  const LONDON = written(["c.example.com"], "eu-west-2", ["192.0.2.0/25"]);

  it("finds the names in the rules that the program writes, sorted, and none of rules of one's own", () => {
    expect(egressNames(read(...IRELAND))).to.deep.equal([".example.org", "a.example.com", "b.example.com"]);
  });

  it("finds the names of one region, or of all", () => {
    const index = read(...IRELAND, ...LONDON);
    expect(egressNames(index, "eu-west-2")).to.deep.equal(["c.example.com"]);
    expect(egressNames(index)).to.deep.equal([".example.org", "a.example.com", "b.example.com", "c.example.com"]);
    expect(egressNames(index, "eu-central-1")).to.equal(undefined);
  });

  it("knows names that go anywhere, and that nothing goes out", () => {
    expect(egressNames(read(...written(undefined, "eu-west-1")))).to.equal(undefined);
    expect(egressNames(read())).to.equal(undefined);
  });

  it("finds the ranges that are denied, and no others", () => {
    expect(deniedRanges(read(...IRELAND)).sort()).to.deep.equal(["198.51.100.0/24", "203.0.113.0/24"]);
    expect(deniedRanges(read(...IRELAND, ...LONDON)).sort()).to.deep.equal([
      "192.0.2.0/25",
      "198.51.100.0/24",
      "203.0.113.0/24",
    ]);
    expect(deniedRanges(read(...written(undefined, "eu-west-1", [])))).to.deep.equal([]);
  });
});

describe("analysis/switch/rules/networkFirewall, of recorded stacks, by the provider's rules", () => {
  const regions = (ireland: object = {}) => ({
    "eu-west-1": { zones: ["b", "a"], cidr: "10.20.0.0/16", ...ireland },
    "eu-central-1": { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "none" },
  });
  const bare: Raw = { ...BASE, regions: regions() };
  const inspected = (section: object = {}, ireland: object = {}): Raw => ({
    ...BASE,
    options: ["networkFirewall"],
    regions: regions(ireland),
    networkFirewall: section,
  });
  const found = async (from: Raw, to: Raw): Promise<Interruption[]> => {
    const [before, after]: Graph[] = [await recordConfig(from), await recordConfig(to)];
    return interruptions(before!, after!, compare(before!, after!, PROVIDER_EFFECTS));
  };
  const FRANKFURT = ["eu-central-1a", "eu-central-1b"];
  const inBoth = (purpose: string) => [`firewall-eu-central-1-${purpose}`, `firewall-eu-west-1-${purpose}`];
  const existing = { arn: "arn:aws:network-firewall:eu-west-1:210987654321:firewall/central", zones: ["a", "b"] };

  const cases: [string, Raw, Raw, Row[]][] = [
    ["a firewall comes", bare, inspected(), [into(...FRANKFURT), into(A, B)]],
    ["a firewall goes", inspected(), bare, [past(...FRANKFURT), past(A, B), logsOf("eu-central-1", "eu-west-1")]],
    [
      "a firewall goes whose logs are kept",
      { ...inspected(), protect: true },
      { ...bare, protect: true },
      [past(...FRANKFURT), past(A, B)],
    ],
    ["one zone goes round it", inspected(), inspected({}, { firewall: { bypassZones: ["b"] } }), [past(B)]],
    ["one zone passes it", inspected({}, { firewall: { bypassZones: ["b"] } }), inspected(), [into(B)]],
    [
      "a firewall that others own takes over",
      inspected(),
      inspected({}, { firewall: { existing } }),
      [
        into(A, B),
        [
          "inspection-rules",
          "none",
          `connections that ${existing.arn} decides`,
          "its rules, its treatment of open connections and its ranges are its owner's",
          DURATIONS.rulesSpread,
          [],
          `the rules of ${existing.arn}`,
        ],
        logsOf("eu-west-1"),
      ],
    ],
    [
      "the firewall's VPC is made anew",
      inspected(),
      inspected({}, { firewall: { cidr: "192.168.0.0/24" } }),
      [into(A, B)],
    ],
    [
      "names are listed, where anything goes out at all",
      inspected(),
      inspected({ egressDomains: [".amazonaws.com"] }),
      [
        [
          "egress",
          "outage",
          "the service's own TLS connections to any name but .amazonaws.com",
          "the firewall lets them out no more, in eu-west-1a, eu-west-1b",
          DURATIONS.forGood,
          ["firewall-eu-west-1-egress"],
        ],
        decided("firewall-eu-west-1-egress", "its rules change"),
      ],
    ],
    [
      "a range is denied",
      inspected(),
      inspected({ denied: ["198.51.100.0/24"] }),
      [
        [
          "clients",
          "outage",
          "clients in 198.51.100.0/24",
          `the firewall drops their packets from now on, in ${[...FRANKFURT, A, B].join(", ")}`,
          DURATIONS.forGood,
          inBoth("denied"),
        ],
        ...inBoth("denied").map((name) => decided(name, "its rules are new")),
      ],
    ],
    [
      "a range is denied, and one zone goes round",
      inspected({}, { firewall: { bypassZones: ["a"] } }),
      inspected({ denied: ["198.51.100.0/24"] }, { firewall: { bypassZones: ["a"] } }),
      [
        [
          "clients",
          "outage",
          "clients in 198.51.100.0/24",
          `the firewall drops their packets from now on, in ${[...FRANKFURT, B].join(", ")}`,
          DURATIONS.forGood,
          inBoth("denied"),
        ],
        ...inBoth("denied").map((name) => decided(name, "its rules are new")),
      ],
    ],
    [
      "names are listed behind the one NAT gateway, whose zone goes round",
      inspected({}, { nat: "single", natZone: "a", firewall: { bypassZones: ["a"] } }),
      inspected(
        { egressDomains: [".amazonaws.com"] },
        { nat: "single", natZone: "a", firewall: { bypassZones: ["a"] } },
      ),
      [decided("firewall-eu-west-1-egress", "its rules change")],
    ],
    [
      "a name is listed with all that is below it",
      inspected({ egressDomains: ["a.example.com"] }),
      inspected({ egressDomains: [".example.com"] }),
      [decided("firewall-eu-west-1-egress", "its rules change")],
    ],
    ["a key of its own", inspected(), inspected({ customerManagedKey: true }), []],
  ];
  for (const [what, from, to, expected] of cases)
    it(`${what}: ${expected.map(([rule, severity]) => `${severity} ${rule}`).join(", ") || "nothing"}`, async () => {
      expect(await found(from, to)).to.deep.equal(rows(expected));
    });

  it("an idle timeout of the service is one of each region's engine", async () => {
    const rule = await found(inspected(), { ...inspected(), service: { port: 5000, idleTimeoutSeconds: 900 } });
    expect(rule.map(({ severity, rule: word, resources }) => [severity, word, ...resources])).to.deep.equal([
      ["brief", "inspection-engine", "firewall-eu-central-1-policy"],
      ["brief", "inspection-engine", "firewall-eu-west-1-policy"],
    ]);
  });
});
