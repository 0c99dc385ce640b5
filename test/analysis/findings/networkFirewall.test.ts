import { expect } from "chai";
import { type Finding, findings } from "../../../analysis";
import type { ResourceNode } from "../../../graph/graph";
import { type Extras, component, graph, node, reference } from "../../support/graphs";
import { BASE, type Raw, recordConfig } from "../../support/recording";

/** The rules of this file, in the order in which findings are told. */
const RULES = [
  "bypassed-zones",
  "unseen-endpoints",
  "unlogged-drops",
  "closed-names",
  "parked-firewall-zones",
  "unprotected-firewall",
  "zones-to-have",
];

const ofFirewall = (all: readonly Finding[]): Finding[] => all.filter(({ rule }) => RULES.includes(rule));

const words = (all: readonly Finding[]): string[] => all.map(({ severity, rule }) => `${severity} ${rule}`);

/** A resource that the builders do not have, by its type. */
function other(type: string, name: string, inputs: Record<string, unknown> = {}, extras: Extras = {}): ResourceNode {
  const model = node("Vpc", name, inputs, extras);
  return { ...model, urn: model.urn.replace(model.type, type), type };
}

/** What a rule says of these resources. */
const found = (rule: string, ...resources: readonly ResourceNode[]): Finding[] =>
  findings(graph(resources)).filter((each) => each.rule === rule);

const subnet = (zone: string) =>
  node("Subnet", `inspection-${zone}`, { availabilityZone: `eu-west-1${zone}`, cidrBlock: "10.0.0.0/24" });
const endpoint = (zone: string) =>
  other("aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation", `inspection-${zone}-endpoint`, {
    subnetMapping: { subnetId: reference(subnet(zone)) },
  });
const front = (zone: string) =>
  node("Subnet", `front-${zone}`, { availabilityZone: `eu-west-1${zone}`, cidrBlock: "10.0.1.0/24" });
const table = (zone: string) => node("RouteTable", `front-${zone}-rt`);
const association = (zone: string) =>
  node("RouteTableAssociation", `front-${zone}-rta`, {
    subnetId: reference(front(zone)),
    routeTableId: reference(table(zone)),
  });
/** The endpoint of each zone, and the front subnets with their tables. */
const endpoints = (...zones: string[]) =>
  zones.flatMap((zone) => [subnet(zone), endpoint(zone), front(zone), table(zone), association(zone)]);
const route = (zone: string, destinationCidrBlock = "0.0.0.0/0") =>
  node("Route", `front-${zone}-${destinationCidrBlock}`, {
    routeTableId: reference(table(zone)),
    destinationCidrBlock,
    vpcEndpointId: reference(endpoint(zone), "endpointId"),
  });
const firewall = (inputs: Record<string, unknown> = {}, extras: Extras = {}) =>
  other("aws:networkfirewall/firewall:Firewall", "firewall", inputs, extras);

describe("analysis/findings/networkFirewall: bypassed-zones", () => {
  const bypassed = (text: string, ...names: string[]): Finding => ({
    severity: "warning",
    rule: "bypassed-zones",
    text: `Nothing passes the firewall in ${text}: packets go round it, in and out.`,
    fix: "Take the zones out of regions.*.firewall.bypassZones once they shall be inspected.",
    resources: names,
  });
  const [A, B] = ["inspection-a-endpoint", "inspection-b-endpoint"];
  const cases: [string, ResourceNode[], Finding[]][] = [
    ["every endpoint is used", [route("a"), route("b")], []],
    ["one is not", [route("a")], [bypassed("eu-west-1b", B)]],
    ["none is", [], [bypassed("eu-west-1a, eu-west-1b", A, B)]],
    ["one is used for some destinations only", [route("a"), route("b", "192.0.2.0/24")], [bypassed("eu-west-1b", B)]],
  ];
  for (const [what, routes, expected] of cases)
    it(`${expected.length} where ${what}`, () => {
      expect(found("bypassed-zones", ...endpoints("a", "b"), ...routes)).to.deep.equal(expected);
    });

  it("0 where there is no endpoint", () => {
    const gateway = node("Route", "front-a", { destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" });
    expect(found("bypassed-zones", subnet("a"), gateway)).to.deep.equal([]);
  });
});

describe("analysis/findings/networkFirewall: unseen-endpoints", () => {
  const check = other("aws:route53/healthCheck:HealthCheck", "check", {}, { region: "us-east-1" });

  const unseen = (...names: string[]): Finding => ({
    severity: "warning",
    rule: "unseen-endpoints",
    text: "A firewall endpoint that fails takes its zone's address with it, and the load balancer does not see it: its checks do not pass there.",
    fix: "Set service.hostname and dns: Route 53 checks each address from outside, through the endpoint.",
    resources: names,
  });
  const [A, B] = ["inspection-a-endpoint", "inspection-b-endpoint"];
  const cases: [string, ResourceNode[], Finding[]][] = [
    ["every endpoint where nothing asks from outside", [route("a"), route("b")], [unseen(A, B)]],
    ["the endpoints that are used", [route("b")], [unseen(B)]],
    ["none that is used for some destinations only", [route("a"), route("b", "192.0.2.0/24")], [unseen(A)]],
    ["none where none is used", [], []],
  ];
  for (const [what, routes, expected] of cases)
    it(`names ${what}`, () => {
      expect(found("unseen-endpoints", ...endpoints("a", "b"), ...routes)).to.deep.equal(expected);
    });

  it("is content with checks, and without endpoints", () => {
    expect(found("unseen-endpoints", ...endpoints("a"), route("a"), check)).to.deep.equal([]);
    expect(found("unseen-endpoints", firewall())).to.deep.equal([]);
  });
});

describe("analysis/findings/networkFirewall: unlogged-drops", () => {
  const logging = (...types: string[]) =>
    other("aws:networkfirewall/loggingConfiguration:LoggingConfiguration", "logging", {
      loggingConfiguration: { logDestinationConfigs: types.map((logType) => ({ logType })) },
    });

  it("names logs without ALERT", () => {
    expect(found("unlogged-drops", logging("FLOW"))).to.deep.equal([
      {
        severity: "warning",
        rule: "unlogged-drops",
        text: "logging has no ALERT log: nobody can tell who was dropped, or by which rule.",
        fix: "Add ALERT to networkFirewall.logs.types.",
        resources: ["logging"],
      },
    ]);
  });

  it("is content with ALERT, alone or beside FLOW, and with a firewall that others own", () => {
    expect(found("unlogged-drops", logging("ALERT"))).to.deep.equal([]);
    expect(found("unlogged-drops", logging("FLOW", "ALERT"))).to.deep.equal([]);
    expect(found("unlogged-drops", ...endpoints("a"))).to.deep.equal([]);
  });
});

describe("analysis/findings/networkFirewall: unprotected-firewall", () => {
  const loadBalancer = (protect: boolean) => node("LoadBalancer", "front", {}, { protect });
  const unprotected: Finding = {
    severity: "note",
    rule: "unprotected-firewall",
    text: "protect holds addresses and load balancers, and not firewall: whoever takes the option out deletes it.",
    fix: "Set networkFirewall.protection.deletion: true if that must not happen by accident.",
    resources: ["firewall"],
  };
  for (const [what, protect, inputs, expected] of [
    ["whose stack is protected", true, { deleteProtection: false }, [unprotected]],
    ["that does not say, whose stack is protected", true, {}, [unprotected]],
    ["that is protected as its stack is", true, { deleteProtection: true }, []],
    ["whose stack is not protected", false, { deleteProtection: false }, []],
  ] as const)
    it(`${expected.length}, of a firewall ${what}`, () => {
      expect(found("unprotected-firewall", loadBalancer(protect), firewall(inputs))).to.deep.equal(expected);
    });

  it("has nothing of a firewall that others own", () => {
    expect(found("unprotected-firewall", loadBalancer(true), ...endpoints("a"))).to.deep.equal([]);
  });
});

describe("analysis/findings/networkFirewall: closed-names", () => {
  const egress = (names: readonly string[], region = "eu-west-1") => {
    const rules = names.map((name) => `pass tls any any -> any 443 (tls.sni; content:"${name}"; sid:1;)`).join("\n");
    return other(
      "aws:networkfirewall/ruleGroup:RuleGroup",
      `firewall-${region}-egress`,
      { ruleGroup: { rulesSource: { rulesString: rules } } },
      { region },
    );
  };
  const fleet = node("Group", "fleet");
  const task = (image: string, family = "task") => containers([{ name: "service", image }], family);
  const containers = (all: readonly object[], family = "task") =>
    node("TaskDefinition", family, { containerDefinitions: JSON.stringify(all) });
  const OWN = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
  /** A task of an image that is open, with secrets by their ARNs. */
  const secretive = (...arns: string[]) => {
    const secrets = arns.map((valueFrom, index) => ({ name: `S${index}`, valueFrom }));
    return containers([{ name: "service", image: "ghcr.io/team/app:1", secrets }]);
  };
  const PARAMETER = "arn:aws:ssm:eu-west-1:123456789012:parameter/password";
  const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:password-a1b2c3";
  const BASIC = ["ghcr.io", "logs.eu-west-1.amazonaws.com"];
  const closed = (names: string, users: string, region = "eu-west-1"): Finding => ({
    severity: "warning",
    rule: "closed-names",
    text: `The firewall lets nothing in ${region} connect to ${names}, which ${users} need.`,
    fix: "Add them to networkFirewall.egressDomains, or a name with a dot before it that they end in.",
    resources: [],
  });
  const SSM = "ssm.eu-west-1.amazonaws.com, ssmmessages.eu-west-1.amazonaws.com, ec2messages.eu-west-1.amazonaws.com";
  const LOGS = "logs.eu-west-1.amazonaws.com";
  const ECS = "ecs.eu-west-1.amazonaws.com, ecs-a-1.eu-west-1.amazonaws.com, ecs-t-1.eu-west-1.amazonaws.com";
  const HUB = "auth.docker.io, registry-1.docker.io";
  const none = ["api.example.com"];
  const AWS = [".amazonaws.com"];

  const cases: [string, ResourceNode[], Finding[]][] = [
    ["instances, of which it opens nothing", [egress(none), fleet], [closed(SSM, "instances")]],
    ["instances, with all of AWS open", [egress(AWS), fleet], []],
    ["instances, with the region's names open", [egress([".eu-west-1.amazonaws.com"]), fleet], []],
    [
      "instances, with another region's names open",
      [egress([".eu-west-2.amazonaws.com"]), fleet],
      [closed(SSM, "instances")],
    ],
    [
      "instances, with one of the names open",
      [egress(["ssm.eu-west-1.amazonaws.com"]), fleet],
      [closed(SSM.split(", ").slice(1).join(", "), "instances")],
    ],
    [
      "instances, with a name open that theirs only ends in",
      [egress([".zonaws.com", "amazonaws.com"]), fleet],
      [closed(SSM, "instances")],
    ],
    ["instances, and any name", [egress([]), fleet], []],
    ["nothing", [egress(none)], []],
    ["tasks without hosts", [egress(none), task("ghcr.io/team/app:1")], [closed(`${LOGS}, ghcr.io`, "tasks")]],
    [
      "tasks and their hosts",
      [egress(none), fleet, task("public.ecr.aws/x/y:1")],
      [closed(`${SSM}, ${LOGS}, ${ECS}, public.ecr.aws`, "hosts of tasks, instances, tasks")],
    ],
    ["an image of Docker Hub", [egress(AWS), task("nginx:1.29")], [closed(HUB, "tasks")]],
    ["an image of a team on Docker Hub", [egress(AWS), task("team/app")], [closed(HUB, "tasks")]],
    [
      "an image of a registry with a port",
      [egress(AWS), task("registry.example.com:5000/app")],
      [closed("registry.example.com", "tasks")],
    ],
    ["an image of a registry without a dot", [egress(AWS), task("localhost:5000/app")], [closed("localhost", "tasks")]],
    ["an image of the account's own registry", [egress(AWS), task(`${OWN}/app:7`)], []],
    [
      "an image of the account's own registry, with none of its names open",
      [egress([LOGS]), task(`${OWN}/app:7`)],
      [closed(`${OWN}, api.ecr.eu-west-1.amazonaws.com`, "tasks")],
    ],
    [
      "an image of the account's own registry, with the registry alone open",
      [egress([LOGS, OWN]), task(`${OWN}/app:7`)],
      [closed("api.ecr.eu-west-1.amazonaws.com", "tasks")],
    ],
    [
      "an image of another region's registry",
      [egress([LOGS, ".eu-west-1.amazonaws.com"]), task(`${OWN.replace("west-1", "central-1")}/app:7`)],
      [closed(`${OWN.replace("west-1", "central-1")}, api.ecr.eu-central-1.amazonaws.com`, "tasks")],
    ],
    ["an image of the public registry of AWS", [egress([LOGS, "public.ecr.aws"]), task("public.ecr.aws/x/y:1")], []],
    [
      "a parameter in the environment",
      [egress(BASIC), secretive(PARAMETER)],
      [closed("ssm.eu-west-1.amazonaws.com", "tasks")],
    ],
    [
      "a secret in the environment",
      [egress(BASIC), secretive(SECRET)],
      [closed("secretsmanager.eu-west-1.amazonaws.com", "tasks")],
    ],
    [
      "more of both",
      [egress(BASIC), secretive(SECRET, PARAMETER, `${SECRET}:key::`)],
      [closed("secretsmanager.eu-west-1.amazonaws.com, ssm.eu-west-1.amazonaws.com", "tasks")],
    ],
    [
      "both, with their names open",
      [
        egress([...BASIC, "secretsmanager.eu-west-1.amazonaws.com", "ssm.eu-west-1.amazonaws.com"]),
        secretive(SECRET, PARAMETER),
      ],
      [],
    ],
    [
      "a secret of the second container",
      [
        egress(BASIC),
        containers([
          { name: "service", image: "ghcr.io/team/app:1" },
          { name: "beside", image: "ghcr.io/team/log:1", secrets: [{ name: "S", valueFrom: SECRET }] },
        ]),
      ],
      [closed("secretsmanager.eu-west-1.amazonaws.com", "tasks")],
    ],
    ["no secret", [egress(BASIC), secretive()], []],
    ["an image of an open registry", [egress([...AWS, "ghcr.io"]), task("ghcr.io/team/app:1")], []],
    [
      "tasks whose containers are secret",
      [egress(AWS), node("TaskDefinition", "task", { containerDefinitions: "[secret]" })],
      [],
    ],
    [
      "two images of one registry",
      [egress(AWS), task("ghcr.io/a", "one"), task("ghcr.io/b", "two")],
      [closed("ghcr.io", "tasks")],
    ],
  ];
  for (const [what, resources, expected] of cases)
    it(`${expected.length} for ${what}`, () => {
      expect(found("closed-names", firewall(), ...resources)).to.deep.equal(expected);
    });

  it("is of each region by itself, and of none whose firewall others own", () => {
    const there = { region: "eu-west-2" };
    const more = [node("Group", "fleet-2", {}, there), egress(none, "eu-west-2")];
    const London = closed(SSM.replaceAll("eu-west-1", "eu-west-2"), "instances", "eu-west-2");
    expect(found("closed-names", firewall({}, there), egress(none), fleet, ...more)).to.deep.equal([London]);
    expect(found("closed-names", firewall({}, there), egress(AWS, "eu-west-1"), fleet, ...more)).to.deep.equal([
      London,
    ]);
  });
});

describe("analysis/findings/networkFirewall: zones-to-have", () => {
  const vpc = node("Vpc", "firewall-vpc", { cidrBlock: "192.168.255.0/25" });
  const its = (zone: string) =>
    node("Subnet", `firewall-${zone}`, {
      availabilityZone: `eu-west-1${zone}`,
      vpcId: reference(vpc),
      cidrBlock: "192.168.255.0/28",
    });
  const using = (...zones: string[]) =>
    firewall({ vpcId: reference(vpc), subnetMappings: zones.map((zone) => ({ subnetId: reference(its(zone)) })) });
  const mind = (zones: string, ...names: string[]): Finding => ({
    severity: "note",
    rule: "zones-to-have",
    text: `The VPC of firewall has subnets in ${zones} too, for zones added later. Not every account has every zone.`,
    fix: "Leave the region's firewall.zones out before the first update: the VPC then grows with the region's zones.",
    resources: names,
  });
  // awsx has the VPC in a component of the same name.
  const of = (...resources: ResourceNode[]) =>
    found("zones-to-have", component("Vpc", "firewall-vpc", { remote: true }), vpc, ...resources, ...endpoints("a"));
  const all = ["a", "b", "c"].map(its);
  const cases: [string, ResourceNode[], Finding[]][] = [
    ["used in every zone", [...all, using("a", "b", "c")], []],
    ["used in some zones", [...all, using("a", "c")], [mind("eu-west-1b", "firewall-b")]],
    [
      "used in none",
      [...all, using()],
      [mind("eu-west-1a, eu-west-1b, eu-west-1c", "firewall-a", "firewall-b", "firewall-c")],
    ],
    ["that there is not, as others own the firewall", all, []],
  ];
  for (const [what, resources, expected] of cases)
    it(`${expected.length}, of a VPC ${what}`, () => {
      expect(of(...resources)).to.deep.equal(expected);
    });
});

describe("analysis/findings/networkFirewall, of configs", () => {
  const IRELAND = { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" };
  const existing = { arn: "arn:aws:network-firewall:eu-west-1:210987654321:firewall/central", zones: ["a", "b", "c"] };
  const DNS: Raw = { service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } };
  /** A firewall of which nothing is to be said. */
  const inspected = (section: Raw = {}, rest: Raw = {}, region: Raw = {}): Raw => ({
    ...BASE,
    ...DNS,
    options: ["networkFirewall"],
    regions: { "eu-west-1": { ...IRELAND, ...region } },
    networkFirewall: section,
    ...rest,
  });
  const cases: [string, Raw, string[]][] = [
    ["one that has all", inspected(), []],
    [
      "no firewall, whatever its section says",
      inspected({ egressDomains: ["x.example.com"] }, { options: ["nlb"] }),
      [],
    ],
    ["zones that go round it", inspected({}, {}, { firewall: { bypassZones: ["b"] } }), ["warning bypassed-zones"]],
    ["no name", inspected({}, { service: { port: 5000 }, dns: undefined }), ["warning unseen-endpoints"]],
    [
      "no name, and nothing that passes it",
      inspected({}, { service: { port: 5000 }, dns: undefined }, { firewall: { bypassZones: ["a", "b", "c"] } }),
      ["warning bypassed-zones"],
    ],
    [
      "logs of connections alone",
      inspected({ logs: { kind: "cloudWatch", types: ["FLOW"] } }),
      ["warning unlogged-drops"],
    ],
    ["logs of drops alone", inspected({ logs: { kind: "s3", bucket: "own-logs", types: ["ALERT"] } }), []],
    ["names without those of AWS", inspected({ egressDomains: ["api.example.com"] }), ["warning closed-names"]],
    ["names with those of AWS", inspected({ egressDomains: [".amazonaws.com"] }), []],
    ["names, where nothing goes out", inspected({}, {}, { nat: "none" }), []],
    [
      "tasks that run what is elsewhere",
      inspected({ egressDomains: [".amazonaws.com"] }, { options: ["networkFirewall", "ecs"] }),
      ["warning closed-names"],
    ],
    [
      "tasks that run the account's own image",
      inspected(
        { egressDomains: [".amazonaws.com"] },
        {
          options: ["networkFirewall", "ecs"],
          ecs: { launch: "fargate", image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/service:7" },
        },
      ),
      [],
    ],
    [
      "tasks that run the account's own image, of which the registry alone is open",
      inspected(
        {
          egressDomains: ["logs", "123456789012.dkr.ecr"].map((service) => `${service}.eu-west-1.amazonaws.com`),
        },
        {
          options: ["networkFirewall", "ecs"],
          ecs: { launch: "fargate", image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/service:7" },
        },
      ),
      ["warning closed-names"],
    ],
    [
      "a zone that it is yet to leave",
      inspected({}, {}, { zones: ["a", "b"], firewall: { zones: ["a", "b", "c"], parkedZones: ["c"] } }),
      ["note parked-firewall-zones"],
    ],
    ["a protected stack", inspected({}, { protect: true }), ["note unprotected-firewall"]],
    [
      "a protected stack with a protected firewall",
      inspected({ protection: { deletion: true } }, { protect: true }),
      [],
    ],
    [
      "a zone that others may not have",
      inspected({}, {}, { zones: ["a", "c"], firewall: { zones: ["a", "b", "c"] } }),
      ["note zones-to-have"],
    ],
    ["the zones of the service", inspected({}, {}, { zones: ["a", "c"] }), []],
    ["the zones that there are", inspected({}, {}, { zones: ["a", "c"], firewall: { zones: ["a", "c"] } }), []],
    ["a firewall that others own", inspected({}, { protect: true }, { zones: ["a", "b"], firewall: { existing } }), []],
    [
      "a firewall that others own, which one zone goes round",
      inspected({}, {}, { firewall: { existing, bypassZones: ["a"] } }),
      ["warning bypassed-zones"],
    ],
  ];
  for (const [what, raw, expected] of cases)
    it(`${what}: ${expected.join(", ") || "nothing"}`, async () => {
      const all = ofFirewall(findings(await recordConfig(raw)));
      expect(words(all)).to.deep.equal(expected);
    });

  it("all of them at once, warnings first", async () => {
    const raw = inspected(
      { egressDomains: ["x.example.com"], logs: { kind: "cloudWatch", types: ["FLOW"] } },
      { protect: true, service: { port: 5000 }, dns: undefined },
      { zones: ["a", "b"], firewall: { bypassZones: ["b"], zones: ["a", "b", "c"] } },
    );
    const graphOf = await recordConfig(raw);
    const all = ofFirewall(findings(graphOf));
    // One that has an endpoint in every zone has none to add.
    expect(all.map(({ rule }) => rule)).to.deep.equal(RULES.filter((rule) => rule !== "parked-firewall-zones"));
    expect(words(all).map((each) => each.split(" ")[0])).to.deep.equal([
      ...Array<string>(4).fill("warning"),
      ...Array<string>(2).fill("note"),
    ]);
    const names = graphOf.resources.map(({ name }) => name);
    for (const { rule, resources } of all) expect(names, rule).to.include.members(resources);
  });
});
