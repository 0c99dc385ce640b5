import { expect } from "chai";
import type { Interruption } from "../../analysis";
import { DURATIONS, type Duration } from "../../analysis/durations";
import { interruptions } from "../../analysis/interruptions";
import { deniedRanges, egressNames } from "../../analysis/ruleGroups";
import { compare, type Effects } from "../../graph/compare";
import { GraphIndex, type Graph, type ResourceNode } from "../../graph/graph";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { ruleGroups } from "../../plan/firewallRules";
import { graph, node, reference, type Extras } from "../support/graphs";
import { BASE, recordConfig, type Raw } from "../support/recording";

/** What replaces a resource here, by kind. All else is changed in place. */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  FirewallPolicy: ["name"],
  RuleGroup: ["capacity"],
  VpcEndpointAssociation: ["firewallArn"],
};

const EFFECTS: Effects = {
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

/** The networks of a region: each zone with a front subnet, an app subnet behind a NAT gateway, and an inspection subnet. */
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
    const nat = node("NatGateway", name(`nat-${zone}`), {}, of);
    const toFront = { routeTableId: reference(edge), destinationCidrBlock: `10.20.0.0/24`, ...byEndpoint };
    return [
      nat,
      endpoint,
      ...tier("front", way === "gateway" ? byGateway : byEndpoint),
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

type Row = [rule: string, Interruption["severity"], who: string, what: string, Duration, resources: string[]];

const rows = (found: readonly Row[]): Interruption[] =>
  found.map(([rule, severity, who, what, duration, resources]) => ({
    rule,
    severity,
    who,
    what,
    duration: duration.text,
    source: duration.source,
    lasting: duration === DURATIONS.forGood,
    resources,
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
  "they go round the firewall from now on; while the routes change, one direction still passes it, and it lets that go on",
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

describe("analysis/inspectionRules: the way of a zone's packets", () => {
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

const policy = (firewallPolicy: object, inputs: object = {}) =>
  part("FirewallPolicy", "firewall-policy", { firewallPolicy, ...inputs });

/** Nothing but a policy that changes in nothing, for rule groups. */
const POLICY = policy({});

describe("analysis/inspectionRules: the settings of the engine", () => {
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

const decided = (name: string, what: string): Row => [
  "inspection-rules",
  "none",
  `new connections that ${name} decides`,
  `${what}; open ones keep the verdict they had`,
  DURATIONS.rulesSpread,
  [name],
];

describe("analysis/inspectionRules: rules", () => {
  const team = (text: string, capacity?: number) => [POLICY, group("own-team", text, { capacity })];
  const name = "firewall-eu-west-1-own-team";
  table([
    ["other rules", team("one"), team("two"), [decided(name, "its rules change")]],
    ["other rules in a group that is replaced", team("one", 1), team("two", 2), [decided(name, "its rules change")]],
    ["the same rules in a group that is replaced", team("one", 1), team("one", 2), []],
    ["rules that come", [POLICY], team("one"), [decided(name, "its rules are new")]],
    ["rules that go", team("one"), [POLICY], [decided(name, "its rules are gone")]],
    ["the same", team("one"), team("one"), []],
    ["rules that come with their firewall", [], team("one"), []],
  ]);
});

describe("analysis/inspectionRules: ranges that are denied", () => {
  const securityGroup = node("SecurityGroup", "front-sg");
  const opens = (cidrIpv4: string, to = securityGroup) =>
    node("SecurityGroupIngressRule", `${to.name}-${cidrIpv4}`, { securityGroupId: reference(to), cidrIpv4 });
  const door = [securityGroup, node("LoadBalancer", "front", { securityGroups: [reference(securityGroup)] })];
  const drops = (definitions: string[], region = "eu-west-1") =>
    group("denied", "drop", { sets: { DENIED: definitions }, region });
  const admitting = (cidr: string, ...others: ResourceNode[]) => [...door, POLICY, opens(cidr), ...others];
  const all = (...others: ResourceNode[]) => admitting("0.0.0.0/0", ...others);
  const denied = (range: string, ...resources: string[]): Row => [
    "clients",
    "outage",
    `clients in ${range}`,
    "the firewall drops their packets from now on",
    DURATIONS.forGood,
    resources.length > 0 ? resources : ["firewall-eu-west-1-denied"],
  ];
  const fresh = decided("firewall-eu-west-1-denied", "its rules are new");
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
      [denied("203.0.113.0/24")],
    ],
    ["a part of one", all(drops(["198.51.100.0/24"])), all(drops(["198.51.100.128/25"])), []],
    ["the halves of one", all(drops(["198.51.100.0/24"])), all(drops(["198.51.100.0/25", "198.51.100.128/25"])), []],
    [
      "the whole of two halves",
      all(drops(["198.51.100.0/25", "198.51.100.128/25"])),
      all(drops(["198.51.100.0/24"])),
      [],
    ],
    [
      "the whole of one half",
      all(drops(["198.51.100.0/25"])),
      all(drops(["198.51.100.0/24"])),
      [denied("198.51.100.0/24")],
    ],
    ["one less", all(drops(["198.51.100.0/24", "203.0.113.0/24"])), all(drops(["203.0.113.0/24"])), []],
    [
      "all of them go",
      all(drops(["198.51.100.0/24"])),
      all(),
      [decided("firewall-eu-west-1-denied", "its rules are gone")],
    ],
    [
      "in two regions, told once",
      all(drops(["203.0.113.0/24"]), drops(["203.0.113.0/24"], "eu-west-2")),
      all(drops(["203.0.113.0/24", "192.0.2.0/24"]), drops(["203.0.113.0/24", "192.0.2.0/24"], "eu-west-2")),
      [denied("192.0.2.0/24", "firewall-eu-west-1-denied", "firewall-eu-west-2-denied")],
    ],
    [
      "ranges of a group that drops nothing by itself",
      all(group("own-denied-not", "alert", { sets: { A: [] } })),
      all(group("own-denied-not", "alert", { sets: { A: ["198.51.100.0/24"] } })),
      [],
    ],
  ]);
});

describe("analysis/inspectionRules: names that the service connects to", () => {
  const listed = (...names: string[]) =>
    names.map((each) => `pass tls $FRONT any -> any 443 (msg:"out"; tls.sni; content:"${each}"; endswith; sid:1;)`);
  const out = (...names: string[]) => [
    POLICY,
    group("egress", ["pass tcp any any -> any 443", ...listed(...names)].join("\n")),
  ];
  const change = decided("firewall-eu-west-1-egress", "its rules change");
  const closed = (whom: string): Row => [
    "egress",
    "outage",
    `the service's own TLS connections to ${whom}`,
    "the firewall lets them out no more",
    DURATIONS.forGood,
    ["firewall-eu-west-1-egress"],
  ];
  table([
    [
      "listed for the first time",
      out(),
      out("b.example", "a.example"),
      [closed("any name but a.example, b.example"), change],
    ],
    ["listed with a firewall that comes", [], out("a.example"), [closed("any name but a.example")]],
    ["one less", out("a.example", "b.example"), out("b.example"), [closed("a.example"), change]],
    ["others", out("a.example", "b.example"), out("c.example"), [closed("a.example, b.example"), change]],
    ["one more", out("a.example"), out("a.example", "b.example"), [change]],
    ["the same in another order", out("a.example", "b.example"), out("b.example", "a.example"), [change]],
    ["listed no more", out("a.example"), out(), [change]],
    [
      "listed in a firewall that goes",
      out("a.example"),
      [],
      [decided("firewall-eu-west-1-egress", "its rules are gone")],
    ],
  ]);
});

describe("analysis/ruleGroups", () => {
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
  const read = (...groups: ResourceNode[]) => new GraphIndex(graph(groups));
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

describe("analysis/inspectionRules, of recorded stacks, by the provider's rules", () => {
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
  const gone = (...names: string[]) => names.map((name) => decided(name, "its rules are gone"));

  const cases: [string, Raw, Raw, Row[]][] = [
    ["a firewall comes", bare, inspected(), [into(...FRANKFURT), into(A, B)]],
    [
      "a firewall goes",
      inspected(),
      bare,
      [
        past(...FRANKFURT),
        past(A, B),
        ...gone("firewall-eu-central-1-service", "firewall-eu-west-1-service", "firewall-eu-west-1-egress"),
      ],
    ],
    ["one zone goes round it", inspected(), inspected({}, { firewall: { bypassZones: ["b"] } }), [past(B)]],
    ["one zone passes it", inspected({}, { firewall: { bypassZones: ["b"] } }), inspected(), [into(B)]],
    [
      "a firewall that others own takes over",
      inspected(),
      inspected({}, { firewall: { existing } }),
      [into(A, B), ...gone("firewall-eu-west-1-service", "firewall-eu-west-1-egress")],
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
          "the firewall lets them out no more",
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
          "the firewall drops their packets from now on",
          DURATIONS.forGood,
          inBoth("denied"),
        ],
        ...inBoth("denied").map((name) => decided(name, "its rules are new")),
      ],
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
