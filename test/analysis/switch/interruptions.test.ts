import { expect } from "chai";
import type { Interruption } from "../../../analysis";
import { DURATIONS, type Duration, draining } from "../../../analysis/switch/comparison/durations";
import { interruptions } from "../../../analysis/switch/interruptions";
import { compare } from "../../../graph/compare";
import type { ProviderEffects } from "../../../graph/resourceChange";
import type { Graph, ResourceNode } from "../../../graph/graph";
import { type Extras, graph, node, reference } from "../../support/graphs";

/** What replaces a resource here, by kind. All else is changed in place. */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  Group: ["placementGroup"],
  Listener: ["loadBalancerArn", "protocol"],
  LoadBalancer: ["internal", "ipAddressType"],
  NatGateway: ["subnetId"],
  Record: ["name", "zoneId"],
  TargetGroup: ["port"],
  TaskDefinition: ["containerDefinitions"],
};

const EFFECTS: ProviderEffects = {
  effectOf: (type, path) =>
    REPLACING[type.split(":").at(-1) ?? ""]?.includes(path.split(".")[0] ?? "") ? "replace" : "update",
  recomputes: (_, output) => output === "latestVersion",
};

interface Backend {
  /** Default: 100. */
  weight?: number;
  /** Of the target group; another one replaces it. */
  port?: number;
  deregistrationDelay?: number;
  /** What the targets run. */
  image?: string;
  /** Whoever starts the targets, beside what its kind has. */
  starts?: Record<string, unknown>;
  name?: string;
  extras?: Extras;
}

interface Settings {
  balancer?: Record<string, unknown>;
  listener?: Record<string, unknown>;
  clients?: readonly string[];
  instances?: Backend;
  tasks?: Backend;
  others?: readonly ResourceNode[];
}

const SECURITY_GROUP = node("SecurityGroup", "front-sg");

const opens = (cidr: string, group = SECURITY_GROUP) =>
  node("SecurityGroupIngressRule", `${group.name}-${cidr.replace(/[./]/g, "-")}`, {
    securityGroupId: reference(group),
    cidrIpv4: cidr,
  });

/** A load balancer with backends; nothing of it says where it is or what it is called. */
function stack(settings: Settings): Graph {
  const { balancer = {}, listener = {}, clients = ["0.0.0.0/0"], instances, tasks, others = [] } = settings;
  const front = node(
    "LoadBalancer",
    "front",
    { securityGroups: [reference(SECURITY_GROUP)], ...balancer },
    { deleteBeforeReplace: true },
  );
  const groups = [
    { group: targetGroup("front-ec2", instances), backend: instances },
    { group: targetGroup("front-ecs", tasks), backend: tasks },
  ].filter(({ backend }) => backend !== undefined);
  const targetGroups = groups.map(({ group, backend }) => ({
    arn: reference(group, "arn"),
    weight: backend?.weight ?? 100,
  }));
  return graph([
    SECURITY_GROUP,
    ...clients.map((cidr) => opens(cidr)),
    front,
    ...groups.map(({ group }) => group),
    node("Listener", "front-listener", {
      loadBalancerArn: reference(front, "arn"),
      port: 5000,
      defaultActions: [{ type: "forward", forward: { targetGroups } }],
      ...listener,
    }),
    ...(instances ? fleet(instances) : []),
    ...(tasks ? service(tasks) : []),
    ...others,
  ]);
}

const targetGroup = (name: string, { port = 5000, deregistrationDelay = 30 }: Backend = {}) =>
  node("TargetGroup", name, { port, deregistrationDelay });

function fleet(backend: Backend): ResourceNode[] {
  const { image = "one", starts = {}, name = "fleet-asg", extras } = backend;
  const template = node("LaunchTemplate", "fleet-template", { imageId: image });
  const version = reference(template, "latestVersion");
  const targetGroupArns = [reference(targetGroup("front-ec2"), "arn")];
  const inputs = { targetGroupArns, desiredCapacity: 2, mixedInstancesPolicy: { launchTemplate: { version } } };
  return [template, node("Group", name, { ...inputs, ...starts }, extras)];
}

function service(backend: Backend): ResourceNode[] {
  const { image = "one", starts = {}, name = "tasks-service", extras } = backend;
  const definition = node("TaskDefinition", "tasks-task", { containerDefinitions: image });
  const loadBalancers = [{ targetGroupArn: reference(targetGroup("front-ecs"), "arn") }];
  const inputs = { loadBalancers, taskDefinition: reference(definition, "arn"), desiredCount: 2 };
  return [definition, node("Service", name, { ...inputs, ...starts }, extras)];
}

/** The interruptions between two stacks. */
const between = (from: Settings, to: Settings): Interruption[] => {
  const [before, after] = [stack(from), stack(to)];
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
    lasting: duration === DURATIONS.forGood || duration === DURATIONS.admitted,
    resources,
  }));

/** Each a change, and all that somebody notices of it. */
function table(cases: readonly [string, Settings, Settings, Row[]][]): void {
  for (const [what, from, to, expected] of cases)
    it(`${what}: ${expected.map(([rule]) => rule).join(", ") || "nothing"}`, () => {
      expect(between(from, to)).to.deep.equal(rows(expected));
    });
}

const INSTANCES: Settings = { instances: {} };
const TASKS: Settings = { tasks: {} };
const shared = (instances: number, tasks: number): Settings => ({
  instances: { weight: instances },
  tasks: { weight: tasks },
});

const TO_FLEET = "connections open through front to fleet-asg";
const TO_SERVICE = "connections open through front to tasks-service";
const ONLY_START = "whose targets only start with this update";
const RENEWED = "its targets are renewed, some at a time";
const REPLACED =
  "the group is replaced: the targets of the new one are healthy first, then all of the old one are taken away";
const FLEET = ["front-ec2", "fleet-asg"];
const SERVICE = ["front-ecs", "tasks-service"];

describe("analysis/switch/interruptions: the load balancer", () => {
  const replaced = (what: string): Row => [
    "load-balancer",
    "outage",
    "every client of front",
    what,
    DURATIONS.loadBalancer,
    ["front"],
  ];
  table([
    ["changed in place", INSTANCES, { ...INSTANCES, balancer: { tags: { Name: "front" } } }, []],
    [
      "replaced, and with it its listener",
      INSTANCES,
      { ...INSTANCES, balancer: { internal: true } },
      [replaced("it is replaced, for internal")],
    ],
    [
      "replaced for two reasons, with another backend behind it",
      INSTANCES,
      { ...TASKS, balancer: { internal: true, ipAddressType: "dualstack" } },
      [replaced("it is replaced, for internal, ipAddressType")],
    ],
  ]);

  it("that is deleted is gone for good", () => {
    const [from, to] = [stack(INSTANCES), graph([])];
    expect(interruptions(from, to, compare(from, to, EFFECTS))).to.deep.equal(
      rows([["load-balancer", "outage", "every client of front", "it is deleted", DURATIONS.forGood, ["front"]]]),
    );
  });

  it("that comes new, with all behind it, interrupts nobody", () => {
    const [from, to] = [graph([]), stack(INSTANCES)];
    expect(interruptions(from, to, compare(from, to, EFFECTS))).to.deep.equal([]);
  });
});

describe("analysis/switch/interruptions: the listener", () => {
  table([
    [
      "another port",
      INSTANCES,
      { ...INSTANCES, listener: { port: 6000 } },
      [
        [
          "port",
          "outage",
          "clients that connect to port 5000",
          "the service listens on port 6000 instead",
          DURATIONS.forGood,
          ["front-listener"],
        ],
      ],
    ],
    [
      "another port of a listener that is replaced",
      INSTANCES,
      { ...INSTANCES, listener: { port: 6000, protocol: "TLS" } },
      [
        [
          "port",
          "outage",
          "clients that connect to port 5000",
          "the service listens on port 6000 instead",
          DURATIONS.forGood,
          ["front-listener"],
        ],
      ],
    ],
    [
      "replaced",
      INSTANCES,
      { ...INSTANCES, listener: { protocol: "TLS" } },
      [["listener", "outage", "new connections", "the listener is replaced", DURATIONS.listener, ["front-listener"]]],
    ],
    ["changed in place", INSTANCES, { ...INSTANCES, listener: { tcpIdleTimeoutSeconds: 60 } }, []],
  ]);
});

describe("analysis/switch/interruptions: a share for targets that only start", () => {
  const empty = (percent: number, group: string, backend: string, duration: Duration = DURATIONS.registration): Row => [
    "empty-target-group",
    "outage",
    `${percent} % of the new connections to front`,
    `they go to ${group}, ${ONLY_START}`,
    duration,
    [group, backend],
  ];
  /** What AWS lets the group do only one after the other. */
  const drained = (seconds: number): Duration => ({
    text:
      `${seconds} s at most, in which targets drain from the target group that they leave, then minutes: until the targets are ` +
      "registered and pass their checks",
    source: "docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachLoadBalancerTargetGroups.html",
  });
  const others = (name: string) => ({ targetGroupArns: [reference(node("TargetGroup", name), "arn")] });
  const other = (name: string, deregistrationDelay: number) => node("TargetGroup", name, { deregistrationDelay });
  const removed = (backend: "instances" | "tasks"): Row => [
    "backend-removed",
    "brief",
    backend === "instances" ? TO_FLEET : TO_SERVICE,
    `${backend === "instances" ? "front-ec2" : "front-ecs"} is taken away`,
    draining(30),
    backend === "instances" ? FLEET : SERVICE,
  ];
  const elsewhere = { placementGroup: "spread" };
  table([
    ["a new target group without a share", INSTANCES, shared(100, 0), []],
    ["a new target group with a share", INSTANCES, shared(90, 10), [empty(10, "front-ecs", "tasks-service")]],
    ["a third of all", TASKS, shared(1, 2), [empty(33.3, "front-ec2", "fleet-asg")]],
    ["one backend for the other", INSTANCES, TASKS, [empty(100, "front-ecs", "tasks-service"), removed("instances")]],
    ["the same the other way round", TASKS, INSTANCES, [empty(100, "front-ec2", "fleet-asg"), removed("tasks")]],
    ["a share for targets that are there", shared(100, 0), shared(50, 50), []],
    [
      "a target group that is replaced",
      INSTANCES,
      { instances: { port: 6000 } },
      [empty(100, "front-ec2", "fleet-asg", drained(30))],
    ],
    [
      "one that is replaced, with the delay it had",
      { instances: { deregistrationDelay: 3600 } },
      { instances: { port: 6000, deregistrationDelay: 0 } },
      [empty(100, "front-ec2", "fleet-asg", drained(3600))],
    ],
    [
      "one that is replaced, and drains nothing",
      { instances: { deregistrationDelay: 0 } },
      { instances: { port: 6000 } },
      [empty(100, "front-ec2", "fleet-asg")],
    ],
    [
      "one that the group comes to from another",
      { instances: { starts: others("old") }, others: [other("old", 90)] },
      INSTANCES,
      [empty(100, "front-ec2", "fleet-asg", drained(90))],
    ],
    [
      "one that tasks come to, which are renewed one by one",
      { tasks: { port: 5000 } },
      { tasks: { port: 6000 } },
      [empty(100, "front-ecs", "tasks-service"), ["rolling", "brief", TO_SERVICE, RENEWED, draining(30), SERVICE]],
    ],
    [
      "one that is replaced and has no share",
      shared(0, 100),
      { ...shared(0, 100), instances: { weight: 0, port: 6000 } },
      [],
    ],
    [
      "a backend that goes before it comes",
      INSTANCES,
      { instances: { starts: elsewhere, extras: { deleteBeforeReplace: true } } },
      [empty(100, "front-ec2", "fleet-asg"), ["rolling", "brief", TO_FLEET, RENEWED, draining(30), FLEET]],
    ],
  ]);

  it("is none where one of two backends of a target group stays", () => {
    const second = (settings: Record<string, unknown> = {}) => {
      const targetGroupArns = [reference(targetGroup("front-ec2"), "arn")];
      return node("Group", "second-asg", { targetGroupArns, ...settings }, { deleteBeforeReplace: true });
    };
    const both = ["fleet-asg", "second-asg"];
    const found = between({ ...INSTANCES, others: [second()] }, { ...INSTANCES, others: [second(elsewhere)] });
    expect(found).to.deep.equal(
      rows([
        [
          "rolling",
          "brief",
          `connections open through front to ${both.join(", ")}`,
          RENEWED,
          draining(30),
          ["front-ec2", ...both],
        ],
      ]),
    );
  });
});

describe("analysis/switch/interruptions: connections that are open", () => {
  const rolling = (backend: "instances" | "tasks", delay = 30): Row => [
    "rolling",
    "brief",
    backend === "instances" ? TO_FLEET : TO_SERVICE,
    RENEWED,
    draining(delay),
    backend === "instances" ? FLEET : SERVICE,
  ];
  table([
    [
      "a weight of 0",
      shared(90, 10),
      shared(0, 100),
      [["weight-zero", "brief", TO_FLEET, "front-ec2 weighs 0: they are closed", DURATIONS.weightZero, FLEET]],
    ],
    ["another weight", shared(90, 10), shared(1, 99), []],
    [
      "a target group that is taken away, with the delay it had",
      { instances: {}, tasks: { deregistrationDelay: 120 } },
      INSTANCES,
      [["backend-removed", "brief", TO_SERVICE, "front-ecs is taken away", draining(120), SERVICE]],
    ],
    ["a target group without a share that is taken away", shared(100, 0), INSTANCES, []],
    ["another launch template", INSTANCES, { instances: { image: "two" } }, [rolling("instances")]],
    [
      "other instance types",
      INSTANCES,
      { instances: { starts: { mixedInstancesPolicy: { instancesDistribution: { onDemandBaseCapacity: 1 } } } } },
      [rolling("instances")],
    ],
    ["another task definition", TASKS, { tasks: { image: "two" } }, [rolling("tasks")]],
    ["other settings of the service", TASKS, { tasks: { starts: { enableExecuteCommand: true } } }, [rolling("tasks")]],
    [
      "with the delay there was",
      { tasks: { deregistrationDelay: 300 } },
      { tasks: { deregistrationDelay: 5, image: "two" } },
      [rolling("tasks", 300)],
    ],
    ["renewed without a share", shared(100, 0), { ...shared(100, 0), tasks: { weight: 0, image: "two" } }, []],
    ["another number of instances", INSTANCES, { instances: { starts: { desiredCapacity: 3, maxSize: 9 } } }, []],
    ["another number of tasks", TASKS, { tasks: { starts: { desiredCount: 3 } } }, [rolling("tasks")]],
    ["other tags of instances", INSTANCES, { instances: { starts: { tags: [{ key: "Name" }] } } }, []],
    ["other tags of the service", TASKS, { tasks: { starts: { tags: { Name: "tasks" } } } }, []],
    [
      "a backend that comes before the old one goes",
      INSTANCES,
      { instances: { starts: { placementGroup: "spread" } } },
      [["replaced-group", "brief", TO_FLEET, REPLACED, draining(30), FLEET]],
    ],
    ["a service of another name at the same target group", TASKS, { tasks: { name: "other" } }, [rolling("tasks")]],
    ["other checks of a target group", TASKS, { tasks: { deregistrationDelay: 60 } }, []],
  ]);
});

describe("analysis/switch/interruptions: clients", () => {
  const refused = (cidr: string): Row => [
    "clients",
    "outage",
    `clients in ${cidr}`,
    "front lets them in no more",
    DURATIONS.forGood,
    [`front-sg-${cidr.replace(/[./]/g, "-")}`],
  ];
  const other = node("SecurityGroup", "fleet-sg");
  const [letIn, letInNoMore] = [
    { ...INSTANCES, others: [other, opens("192.0.2.0/24", other)] },
    { ...INSTANCES, others: [other] },
  ];
  const list = node("SecurityGroupIngressRule", "checks", {
    securityGroupId: reference(SECURITY_GROUP),
    prefixListId: "pl-1",
  });
  const from = (...clients: string[]): Settings => ({ ...INSTANCES, clients });
  table([
    ["everyone, then a few", from("0.0.0.0/0"), from("203.0.113.0/24"), [refused("0.0.0.0/0")]],
    [
      "one of two ranges",
      from("198.51.100.0/24", "203.0.113.0/24"),
      from("198.51.100.0/24"),
      [refused("203.0.113.0/24")],
    ],
    ["a range, then its half", from("203.0.113.0/24"), from("203.0.113.0/25"), [refused("203.0.113.0/24")]],
    ["a range, then its halves", from("203.0.113.0/24"), from("203.0.113.0/25", "203.0.113.128/25"), []],
    [
      "a range, then one of its halves and more",
      from("203.0.113.0/24"),
      from("203.0.113.128/25", "203.0.114.0/24"),
      [refused("203.0.113.0/24")],
    ],
    ["a range, then a wider one", from("203.0.113.0/24"), from("203.0.0.0/16"), []],
    ["a few, then everyone", from("198.51.100.0/24", "203.0.113.0/24"), from("0.0.0.0/0"), []],
    ["one range more", from("203.0.113.0/24"), from("203.0.113.0/24", "198.51.100.0/24"), []],
    ["a range of another security group", letIn, letInNoMore, []],
    ["a prefix list", { ...INSTANCES, others: [list] }, INSTANCES, []],
  ]);
});

describe("analysis/switch/interruptions: names and ways out", () => {
  const record = (inputs: Record<string, unknown> = {}, name = "dns-eu-west-1") =>
    node(
      "Record",
      name,
      { name: "tcp.example.com", zoneId: "Z1", type: "A", ...inputs },
      { deleteBeforeReplace: true },
    );
  const gateway = (subnetId: string) => node("NatGateway", "nat-a", { subnetId });
  const holding = (...others: ResourceNode[]): Settings => ({ ...INSTANCES, others });
  const lookup = "clients that look up tcp.example.com";
  const out = "the service's own connections through nat-a";
  const elsewhere = "its records go from the zone Z1 to another, Z2: see first that lookups are led there";
  const moved: Row = ["name-zone", "outage", lookup, elsewhere, DURATIONS.otherZone, ["dns-eu-west-1"]];
  table([
    [
      "a record that goes",
      holding(record()),
      holding(),
      [["name", "outage", lookup, "the name is gone", DURATIONS.forGood, ["dns-eu-west-1"]]],
    ],
    [
      "a record of another name",
      holding(record()),
      holding(record({ name: "tls.example.com" })),
      [["name", "outage", lookup, "the name is gone", DURATIONS.forGood, ["dns-eu-west-1"]]],
    ],
    [
      "a record that is replaced",
      holding(record()),
      holding(record({ zoneId: "Z2" })),
      [
        ["name", "outage", lookup, "the record goes before its successor comes", DURATIONS.alias, ["dns-eu-west-1"]],
        moved,
      ],
    ],
    ["a record that changes in place", holding(record()), holding(record({ healthCheckId: "check" })), []],
    ["a record that comes", holding(), holding(record()), []],
    [
      "a NAT gateway that is replaced",
      holding(gateway("subnet-1")),
      holding(gateway("subnet-2")),
      [["egress", "outage", out, "the gateway is replaced", DURATIONS.natGateway, ["nat-a"]]],
    ],
    [
      "a record that goes while another of its name stays",
      holding(record(), record({}, "dns-eu-west-2")),
      holding(record()),
      [],
    ],
    [
      "a record that is replaced with the new one first",
      holding({ ...record(), deleteBeforeReplace: false }),
      holding({ ...record({ zoneId: "Z2" }), deleteBeforeReplace: false }),
      [moved],
    ],
    ["a NAT gateway that comes", holding(), holding(gateway("subnet-1")), []],
  ]);
});

describe("analysis/switch/interruptions: where the service's own connections come from", () => {
  const routeTable = node("RouteTable", "app-b-rt");
  const eip = (zone: string) => node("Eip", `egress-${zone}`);
  const gateway = (zone: string, allocationId = reference(eip(zone), "allocationId")) =>
    node("NatGateway", `nat-${zone}`, { allocationId });
  const route = (natGateway?: ResourceNode) =>
    node("Route", "app-b-default", {
      routeTableId: reference(routeTable),
      ...(natGateway ? { natGatewayId: reference(natGateway) } : { gatewayId: "igw" }),
    });
  const by = (...others: ResourceNode[]): Settings => ({
    ...INSTANCES,
    others: [routeTable, eip("a"), eip("b"), ...others],
  });
  const throughA = by(gateway("a"), route(gateway("a")));
  const who = "the service's own connections by app-b-default";
  const another = (after: string): Row => [
    "egress",
    "outage",
    who,
    `they come from ${after} instead of egress-a; open ones are cut`,
    DURATIONS.admitted,
    ["app-b-default"],
  ];
  table([
    ["the same gateway", throughA, throughA, []],
    ["another gateway", throughA, by(gateway("a"), gateway("b"), route(gateway("b"))), [another("egress-b")]],
    [
      "another address of one's own",
      throughA,
      by(gateway("b", "eipalloc-1"), route(gateway("b", "eipalloc-1"))),
      [another("eipalloc-1")],
    ],
    [
      "another gateway with the same address",
      throughA,
      by(gateway("b", reference(eip("a"), "allocationId")), route(gateway("b"))),
      [],
    ],
    [
      "none any more",
      throughA,
      by(),
      [["egress", "outage", who, "nothing leads to the internet any more", DURATIONS.forGood, ["app-b-default"]]],
    ],
    ["none any more, and no zone either", throughA, { ...INSTANCES, others: [eip("a")] }, []],
    ["a first one", by(), throughA, []],
    ["a route that led elsewhere", by(route()), by(gateway("a"), route()), []],
  ]);
});

describe("analysis/switch/interruptions: all of them", () => {
  const record = (name: string) => node("Record", "dns", { name, zoneId: "Z1" });
  const before: Settings = {
    ...shared(90, 10),
    clients: ["198.51.100.0/24", "203.0.113.0/24"],
    others: [record("tcp.example.com"), node("NatGateway", "nat-a", { subnetId: "subnet-1" })],
  };

  it("are told the worst first, and else in the order of the connections' way", () => {
    const after: Settings = { ...shared(0, 100), clients: ["198.51.100.0/24"], others: [] };
    const found = between(before, { ...after, listener: { port: 6000 } });
    expect(found.map(({ severity, rule }) => `${severity} ${rule}`)).to.deep.equal([
      "outage port",
      "outage clients",
      "outage name",
      "brief weight-zero",
    ]);
  });

  it("have last what cuts nobody off", () => {
    const subnet = node("Subnet", "front-a", { availabilityZone: "eu-west-1a" });
    const routeTable = node("RouteTable", "front-a-rt");
    const routeTableId = reference(routeTable);
    const rules = (text: string, sets: string[]): ResourceNode => {
      const type = "aws:networkfirewall/ruleGroup:RuleGroup";
      const ruleVariables = { ipSets: [{ key: "DENIED", ipSet: { definitions: sets } }] };
      const ruleGroup = { rulesSource: { rulesString: text }, ruleVariables };
      const model = node("Vpc", "firewall-eu-west-1-denied", { ruleGroup });
      return { ...model, urn: model.urn.replace(model.type, type), type };
    };
    const policy = node("Vpc", "firewall-policy");
    const type = "aws:networkfirewall/firewallPolicy:FirewallPolicy";
    const endpoint = {
      ...node("Vpc", "endpoint"),
      type: "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation",
    };
    const inspected = (text: string, sets: string[], way: Record<string, unknown>): ResourceNode[] => [
      { ...policy, urn: policy.urn.replace(policy.type, type), type },
      { ...endpoint, urn: endpoint.urn.replace(policy.type, endpoint.type) },
      rules(text, sets),
      subnet,
      routeTable,
      node("RouteTableAssociation", "front-a-rta", { subnetId: reference(subnet), routeTableId }),
      node("Route", "front-a-default", { routeTableId, destinationCidrBlock: "0.0.0.0/0", ...way }),
    ];
    const round = inspected("one", [], { gatewayId: "igw-1" });
    const through = inspected("two", ["203.0.113.0/24"], { vpcEndpointId: reference(endpoint, "endpointId") });
    const found = between({ ...shared(90, 10), others: round }, { ...shared(0, 100), others: through });
    expect(found.map(({ severity, rule }) => `${severity} ${rule}`)).to.deep.equal([
      "outage clients",
      "brief weight-zero",
      "brief inspection",
      "none inspection-rules",
    ]);
  });

  it("are none between a stack and itself", () => {
    expect(between(before, before)).to.deep.equal([]);
  });
});
