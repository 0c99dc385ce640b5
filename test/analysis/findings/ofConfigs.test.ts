import { join } from "node:path";
import { expect } from "chai";
import { type Finding, findings } from "../../../analysis";
import { BASE, ROOT, type Raw, recordConfig, recordStack } from "../../support/recording";

/** Two neighbouring configs: the first gives the finding, the second does not. */
interface Pair {
  fires: Raw;
  /** The text of the finding. */
  text: string;
  resources: string[];
  spares: Raw;
}

const IRELAND = { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" };
const region = (settings: Raw): Raw => ({ ...BASE, regions: { "eu-west-1": { ...IRELAND, ...settings } } });
const instances = (settings: Raw): Raw => ({ ...region({ nat: "none" }), instances: settings });
const both = (weights: Raw): Raw => ({ ...region({}), options: ["nlb", "ecs"], weights });
/** Instances that connect to a database in another network. */
const calling = (ways: Raw): Raw => ({
  ...region(ways),
  instances: { egress: [{ cidr: "10.99.0.0/16", port: 5432 }] },
});
const SHARED = { id: "tgw-0a0a0a0a0a0a0a0a0", owner: "210987654321", ranges: ["10.99.0.0/16"] };
const PEERED = { vpcId: "vpc-0a0a0a0a0a0a0a0a0", ranges: ["10.99.0.0/16"] };
/** Instances that run a script of their own. */
const scripted = (service: Raw): Raw => ({
  ...region({}),
  service: { port: 5000, ...service },
  instances: { workload: { kind: "userData", userData: "x" } },
});
const addresses = (...zones: string[]) => zones.map((zone) => `addresses-eu-west-1-${zone}`);

/** A service with a name, and so with health checkers that must be let in, for so many client ranges. */
const clients = (count: number, dns: Raw = {}): Raw => ({
  ...BASE,
  service: {
    port: 5000,
    hostname: "tcp.example.com",
    allowedClients: Array.from({ length: count }, (_, each) => `198.51.100.${each}/32`),
  },
  dns: { zone: "example.com", ...dns },
});

/** A service with so many further ports below 1024. */
const privileged = (count: number): Raw => ({
  ...region({}),
  service: {
    port: 5000,
    alsoListens: Array.from({ length: count }, (_, each) => ({
      name: `p${each}`,
      port: 100 + each,
      targetPort: 5000,
    })),
  },
});

const tasks = (settings: Raw): Raw => ({ ...region({}), options: ["ecs"], ecs: settings });

const guarded = (guard: Raw, rest: Raw = {}): Raw => ({ ...BASE, ...rest, guard });
const NAMED: Raw = { service: { port: 5000, hostname: "tcp.example.com" } };
const insights = (keys: Raw | undefined): Raw =>
  guarded(keys ? { keys } : {}, { options: ["ecs"], ecs: { launch: "fargate", containerInsights: "enabled" } });

const MAY: Raw = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*" };
const may = (statement: Raw): Raw => ({ ...BASE, instances: { policyStatements: [MAY, { ...MAY, ...statement }] } });
const containers = (settings: Raw): Raw => ({
  ...BASE,
  instances: { workload: { kind: "container", image: "nginx" }, ...settings },
});
const imageIn = (name: string): string => `123456789012.dkr.ecr.${name}.amazonaws.com/team/app:1`;
const tokenIn = (name: string) => `arn:aws:ssm:${name}:123456789012:parameter/token`;

const PAIRS: Readonly<Record<string, Pair>> = {
  "wide-rights": {
    fires: may({ Action: ["s3:GetObject", "s3:*"], Resource: ["*"] }),
    text: "fleet-eu-west-1-statements allows s3:* on *: whoever gets into an instance or a task may do as much.",
    resources: ["fleet-eu-west-1-statements"],
    spares: may({ Action: "s3:*", Resource: "*", Condition: { StringEquals: { "aws:ResourceTag/a": "b" } } }),
  },
  "unreachable-rights": {
    fires: containers({ policyStatements: [MAY] }),
    text: "The container on the instances of fleet-eu-west-1-template does not reach their role's credentials, so that it cannot do what the role may: fleet-eu-west-1-statements.",
    resources: ["fleet-eu-west-1-template"],
    spares: containers({ policyStatements: [MAY], metadataHopLimit: 2 }),
  },
  "reachable-hosts": {
    fires: tasks({ networkMode: "bridge", hosts: { metadataHopLimit: 2 } }),
    text: "Tasks on the bridge reach the credentials of the hosts of tasks-eu-west-1-bridge-hosts-template: they may speak to ECS as the agent of the host does.",
    resources: ["tasks-eu-west-1-bridge-hosts-template"],
    spares: tasks({ networkMode: "bridge" }),
  },
  "auto-scaling-role": {
    fires: guarded({ keys: { kind: "created" } }),
    text: "The keys' policies name a role that an account has once it has had an Auto Scaling group; without it up fails before it makes anything.",
    resources: ["key-eu-west-1"],
    spares: insights({ kind: "created" }),
  },
  "unencrypted-insights": {
    fires: insights({ kind: "created" }),
    text: "Container Insights of tasks-eu-west-1-fargate-cluster writes to a log group of AWS's making, which the key of eu-west-1 does not encrypt.",
    resources: ["tasks-eu-west-1-fargate-cluster"],
    spares: insights({ kind: "created", use: false }),
  },
  "logged-zone": {
    fires: guarded({ audit: { queryLogs: {} } }, { ...NAMED, dns: { zone: "example.com" } }),
    text: "dns-query-logs is about a zone that others may log already: a zone has one query logging configuration, and up fails beside another.",
    resources: ["dns-query-logs"],
    spares: guarded({ audit: { queryLogs: {} } }, { ...NAMED, dns: { zone: "example.com", create: true } }),
  },
  "config-recorder": {
    fires: guarded({ audit: { configRules: true } }),
    text: "Rules of AWS Config need a recorder, which is the account's: without one in eu-west-1 up fails.",
    resources: [],
    spares: guarded({ audit: { accessAnalyzer: true } }),
  },
  "one-analyzer": {
    fires: guarded({ audit: { accessAnalyzer: true } }),
    text: "An account has one analyzer of external access in a region: if eu-west-1 has one already, up fails.",
    resources: [],
    spares: guarded({ audit: { configRules: true } }),
  },
  "foreign-image": {
    fires: { ...BASE, options: ["ecs"], ecs: { image: imageIn("ap-south-1") } },
    text: "What runs in eu-west-1 pulls team/app from the registry of ap-south-1: while ap-south-1 fails, nothing new starts in eu-west-1.",
    resources: ["tasks-eu-west-1-awsvpc-execution-image"],
    spares: { ...BASE, options: ["ecs"], ecs: { image: { "eu-west-1": imageIn("eu-west-1") } } },
  },
  "foreign-secret": {
    fires: { ...BASE, options: ["ecs"], ecs: { secrets: { TOKEN: tokenIn("ap-south-1") } } },
    text: "What starts in eu-west-1 reads parameter/token from ap-south-1: while ap-south-1 fails, nothing new starts in eu-west-1.",
    resources: ["tasks-eu-west-1-awsvpc-execution-secrets"],
    spares: { ...BASE, options: ["ecs"], ecs: { secrets: { TOKEN: { "eu-west-1": tokenIn("eu-west-1") } } } },
  },
  "address-quota": {
    fires: region({ zones: ["a", "b"], nat: "perZone", parkedAddresses: ["c"], parkedEgressAddresses: ["c"] }),
    text: "eu-west-1 needs 6 Elastic IPs; the default quota is 5 (EC2-VPC Elastic IPs, L-0263D0A3).",
    resources: addresses("a", "b", "c", "egress-a", "egress-b", "egress-c"),
    spares: region({ zones: ["a", "b"], nat: "perZone", parkedAddresses: ["c"] }),
  },
  "security-group-quota": {
    fires: clients(35),
    text:
      "front-eu-west-1-sg has inbound rules that count as 61; " +
      "the default quota is 60 (Inbound or outbound rules per security group, L-0EA8095F).",
    resources: ["front-eu-west-1-sg"],
    spares: clients(34),
  },
  "network-acl-quota": {
    fires: privileged(16),
    text:
      "network-eu-west-1-front-nacl has 21 entries of a direction with AWS's own last one; the default quota is 20 " +
      "(Rules per network ACL, L-2AEEBF1A), and AWS raises it to 40 at most.",
    resources: ["network-eu-west-1-front-nacl"],
    spares: privileged(15),
  },
  "unprotected-addresses": {
    fires: BASE,
    text: "3 created addresses are not protected: a destroy, or a zone taken out, releases them for good.",
    resources: addresses("a", "b", "egress-a"),
    spares: { ...BASE, protect: true },
  },
  "any-account": {
    fires: { ...BASE, protect: true },
    text:
      "Credentials of any account are taken: with those of another, an update would forget all addresses, protected or not, " +
      "and make new ones.",
    resources: ["aws-eu-west-1"],
    spares: { ...BASE, protect: true, account: "210987654321" },
  },
  "parked-addresses": {
    fires: region({ zones: ["a", "b"], nat: "single", parkedAddresses: ["c"], parkedEgressAddresses: ["b"] }),
    text: "2 addresses are parked: kept and charged for, and attached to nothing.",
    resources: addresses("c", "egress-b"),
    spares: region({ zones: ["a", "b"], nat: "single" }),
  },
  "shared-nat": {
    fires: region({ zones: ["a", "b"], nat: "single", natZone: "b" }),
    text: "One NAT gateway serves the 2 zones of eu-west-1: with its zone, the others lose their way out.",
    resources: ["network-eu-west-1-nat-b"],
    spares: region({ zones: ["a", "b"], nat: "perZone" }),
  },
  "no-nat": {
    fires: region({ nat: "none" }),
    text: "What runs in eu-west-1 reaches S3 and a few services of AWS through endpoints, and nothing on the internet.",
    resources: [],
    spares: region({ nat: "single" }),
  },
  "few-zones": {
    fires: region({ zones: ["a", "b"], nat: "none" }),
    text: "eu-west-1 has 2 zones: when one is lost, one is left.",
    resources: [],
    spares: region({ nat: "none" }),
  },
  "empty-zones": {
    fires: { ...instances({ min: 2 }), service: { port: 5000, crossZone: false } },
    text: "eu-west-1 may go down to 2 instances in 3 zones: a zone without one leaves DNS.",
    resources: [],
    spares: instances({ min: 2 }),
  },
  "warm-backend": {
    fires: both({ instances: 100, tasks: 0 }),
    text: "front-eu-west-1 sends no connection to front-eu-west-1-ecs: it is kept warm, and paid for.",
    resources: ["front-eu-west-1-ecs"],
    spares: both({ instances: 99, tasks: 1 }),
  },
  "unrouted-destination": {
    fires: calling({ transitGateways: { hub: { ...SHARED, accepted: false } } }),
    text:
      "fleet-eu-west-1-asg may connect by TCP 5432 to 10.99.0.0/16, and no route of the plan leads there: " +
      "a NAT gateway leads to the internet alone.",
    resources: ["a", "b", "c"].map((zone) => `network-eu-west-1-app-${zone}-rt`),
    spares: calling({ transitGateways: { hub: SHARED } }),
  },
  "uninspected-way": {
    fires: { ...calling({ transitGateways: { hub: SHARED } }), options: ["networkFirewall"] },
    text: "The firewall does not see what goes by ways-eu-west-1-tgw-hub: it inspects what network-eu-west-1-vpc and the internet send each other.",
    resources: ["ways-eu-west-1-tgw-hub"],
    spares: { ...region({}), options: ["networkFirewall"] },
  },
  "waiting-way": {
    fires: region({ peerings: { data: { ...PEERED, account: "210987654321" } } }),
    text:
      "ways-eu-west-1-peering-data waits for account 210987654321, whose VPC vpc-0a0a0a0a0a0a0a0a0 is: " +
      "until it accepts, and makes routes back, routes to it lead nowhere.",
    resources: ["ways-eu-west-1-peering-data"],
    spares: region({ peerings: { data: PEERED } }),
  },
  "overlapping-ways": {
    fires: region({ transitGateways: { hub: { ...SHARED, ranges: ["10.0.0.0/8"] } }, peerings: { data: PEERED } }),
    text: "Of 10.0.0.0/8, which goes by ways-eu-west-1-tgw-hub, a part goes elsewhere: 10.99.0.0/16 by ways-eu-west-1-peering-data.",
    resources: ["ways-eu-west-1-peering-data", "ways-eu-west-1-tgw-hub"],
    spares: region({ transitGateways: { hub: { ...SHARED, ranges: ["10.98.0.0/16"] } }, peerings: { data: PEERED } }),
  },
  "single-way": {
    fires: calling({ vpnGateway: { ranges: ["10.99.0.0/16"] } }),
    text: "What is announced at ways-eu-west-1-vgw is reached for as long as the connections stand that end there, which are in no plan.",
    resources: ["ways-eu-west-1-vgw"],
    spares: calling({ transitGateways: { hub: SHARED } }),
  },
  "measured-from-within": {
    fires: { ...BASE, monitoring: { latency: { regions: { "eu-west-1": {} } } } },
    text: "Latency is measured from eu-west-1 alone, which the stack is in: when the region is lost, nobody measures that it is.",
    resources: ["latency-eu-west-1"],
    spares: { ...BASE, monitoring: { latency: { regions: { "eu-west-1": {}, "eu-central-1": {} } } } },
  },
  "proxied-checks": {
    fires: scripted({ proxyProtocol: true, healthCheck: { protocol: "HTTP", port: 8080 } }),
    text:
      "Health checks of front-eu-west-1-ec2 begin with a PROXY header, as all connections do: " +
      "what does not read it on port 8080 answers 400, and no target is ever healthy.",
    resources: ["front-eu-west-1-ec2"],
    spares: scripted({ proxyProtocol: true, healthCheck: { protocol: "TCP", port: 8080 } }),
  },
  "sshd-port": {
    fires: scripted({ port: 22 }),
    text:
      "front-eu-west-1-ec2 has its targets on port 22, where sshd of Amazon Linux listens: unless your script ends it or moves it, " +
      "it answers the health checks, and everyone who may connect.",
    resources: ["front-eu-west-1-ec2"],
    spares: { ...scripted({ port: 22 }), options: ["ecs"] },
  },
  "deciding-backends": {
    fires: { ...clients(1), options: ["nlb", "ecs"], weights: { instances: 90, tasks: 10 } },
    text:
      "Names lead to front-eu-west-1 while front-eu-west-1-ec2 (90 %) has enough healthy targets; " +
      "those of front-eu-west-1-ecs (10 %) do not matter.",
    resources: ["front-eu-west-1-ec2", "front-eu-west-1-ecs"],
    spares: both({ instances: 90, tasks: 10 }),
  },
  delegation: {
    fires: clients(1, { create: true }),
    text: "The zone example.com is created here: nobody finds it until its parent delegates to it.",
    resources: ["dns-zone"],
    spares: clients(1),
  },
  "no-name": {
    fires: BASE,
    text: "The service has no public name of its own: clients use the load balancer's name, or the addresses.",
    resources: ["front-eu-west-1"],
    spares: clients(1),
  },
  "short-grace": {
    fires: instances({ healthCheckGraceSeconds: 119 }),
    text:
      "fleet-eu-west-1-asg waits 119 s before the health of an instance counts; to start, to be registered and to pass its checks it may " +
      "need 120 s, and what is not healthy by then is replaced, again and again.",
    resources: ["fleet-eu-west-1-asg"],
    spares: instances({ healthCheckGraceSeconds: 120 }),
  },
  "tight-memory": {
    fires: tasks({ memoryMiB: 1844 }),
    text:
      "A task of tasks-eu-west-1-awsvpc-service asks 1844 of the 2048 MiB of a t3.small, which registers less than it has: where it is " +
      "too little, no task ever starts.",
    resources: ["tasks-eu-west-1-awsvpc-service"],
    spares: tasks({ memoryMiB: 1843 }),
  },
  "few-interfaces": {
    fires: tasks({ max: 7, hosts: { type: "m7g.large", max: 3 } }),
    text:
      "A m7g.large has interfaces for 2 tasks, and the 3 hosts of tasks-eu-west-1-awsvpc-hosts-asg for 6 of the 7 that there may be, " +
      "unless the account has the setting awsvpcTrunking.",
    resources: ["tasks-eu-west-1-awsvpc-hosts-asg"],
    spares: tasks({ max: 6, hosts: { type: "m7g.large", max: 3 } }),
  },
  "hostless-zones": {
    fires: { ...tasks({}), service: { port: 5000, crossZone: false } },
    text:
      "Of no hosts ECS makes 2 at first, and these have room for the 3 tasks of tasks-eu-west-1-awsvpc-service in 3 zones: a zone without a " +
      "host has no task, and its address leads nowhere.",
    resources: ["tasks-eu-west-1-awsvpc-hosts-asg"],
    spares: tasks({}),
  },
  "unknown-host-type": {
    fires: tasks({ hosts: { type: "t99.small" } }),
    text: "Nothing is known of t99.small, so nobody has checked that tasks-eu-west-1-awsvpc-hosts-asg has room for its tasks.",
    resources: ["tasks-eu-west-1-awsvpc-hosts-asg"],
    spares: tasks({ hosts: { type: "t3.small" } }),
  },
  "spot-pools": {
    fires: instances({ types: ["t3.small"], spotPercent: 1 }),
    text:
      "fleet-eu-west-1-asg has a spot share and one instance type: " +
      "when that type is reclaimed in a zone, no other replaces it.",
    resources: ["fleet-eu-west-1-asg"],
    spares: instances({ types: ["t3.small", "t3a.small"], spotPercent: 1 }),
  },
  "vain-rollback": {
    fires: instances({ ami: { ids: { "eu-west-1": "ami-0123456789abcdef0" }, rootDevice: "/dev/xvda" } }),
    text:
      "fleet-eu-west-1-asg takes a refresh back that fails, and goes back to the new template, which the provider has saved by then: " +
      "what it renewed is renewed once more, and as new.",
    resources: ["fleet-eu-west-1-asg"],
    spares: instances({
      ami: { ids: { "eu-west-1": "ami-0123456789abcdef0" }, rootDevice: "/dev/xvda" },
      instanceRefresh: { autoRollback: false },
    }),
  },
};

const WARNINGS = [
  "foreign-image",
  "foreign-secret",
  "any-account",
  "address-quota",
  "security-group-quota",
  "network-acl-quota",
  "shared-nat",
  "empty-zones",
  "spot-pools",
  "vain-rollback",
  "unrouted-destination",
  "uninspected-way",
  "short-grace",
  "tight-memory",
  "few-interfaces",
  "hostless-zones",
  "proxied-checks",
  "sshd-port",
  "wide-rights",
  "unreachable-rights",
  "reachable-hosts",
];

const rules = (all: readonly Finding[]) => all.map(({ severity, rule }) => `${severity} ${rule}`);

describe("analysis/findings/findings, of configs", () => {
  for (const [rule, { fires, text, resources, spares }] of Object.entries(PAIRS)) {
    it(`${rule} fires, once, and says why`, async () => {
      const own = findings(await recordConfig(fires)).filter((each) => each.rule === rule);
      const severity = WARNINGS.includes(rule) ? "warning" : "note";
      expect(own.map(({ fix, ...rest }) => [rest, fix !== ""])).to.deep.equal([
        [{ severity, rule, text, resources }, true],
      ]);
    });

    it(`${rule} spares its neighbour`, async () => {
      expect(findings(await recordConfig(spares)).map((each) => each.rule)).not.to.include(rule);
    });
  }

  const OTHER_HOSTS: Readonly<Record<string, Raw>> = {
    "on the bridge, where each task has a host": tasks({ networkMode: "bridge" }),
    "with more tasks than the first hosts hold": tasks({ desired: 5 }),
    "in two zones": { ...tasks({}), ...region({ zones: ["a", "b"] }), options: ["ecs"] },
    "on Fargate": tasks({ launch: "fargate" }),
  };
  for (const [where, raw] of Object.entries(OTHER_HOSTS))
    it(`hostless-zones is silent ${where}`, async () => {
      const all = findings(await recordConfig({ ...raw, service: { port: 5000, crossZone: false } }));
      expect(all.map(({ rule }) => rule)).not.to.include("hostless-zones");
    });

  it("empty-zones counts tasks by themselves, and names their section", async () => {
    const all = findings(
      await recordConfig({
        ...both({ instances: 1, tasks: 1 }),
        ecs: { min: 1 },
        service: { port: 5000, crossZone: false },
      }),
    );
    expect(all.filter(({ rule }) => rule === "empty-zones")).to.deep.equal([
      {
        severity: "warning",
        rule: "empty-zones",
        text: "eu-west-1 may go down to 1 tasks in 3 zones: a zone without one leaves DNS.",
        fix: "Set ecs.min to 3 or more, or have connections cross zones.",
        resources: [],
      },
    ]);
  });

  it("spot-pools spares one type without spot", async () => {
    const graph = await recordConfig(instances({ types: ["t3.small"], spotPercent: 0 }));
    expect(findings(graph).map((each) => each.rule)).not.to.include("spot-pools");
  });

  it("counts own addresses towards the quota", async () => {
    const own = { a: "eipalloc-0a0a0a0a0a0a0a0a0", b: "eipalloc-0b0b0b0b0b0b0b0b0" };
    const found = findings(await recordConfig(region({ addresses: own }))).find(({ rule }) => rule === "address-quota");
    expect(found?.resources).to.include.members(["addresses-eu-west-1-a-own", "addresses-eu-west-1-b-own"]);
    expect(found?.resources).to.have.length(6);
  });

  it("names every region that a rule is about", async () => {
    const graph = await recordConfig({
      ...BASE,
      regions: {
        "eu-west-1": { ...IRELAND, nat: "none" },
        "eu-west-2": { ...IRELAND, cidr: "10.21.0.0/16", nat: "none" },
      },
    });
    const texts = findings(graph).flatMap(({ rule, text }) => (rule === "no-nat" ? [text] : []));
    expect(texts.map((text) => /What runs in (\S+)/.exec(text)?.[1])).to.deep.equal(["eu-west-1", "eu-west-2"]);
  });

  it("is about resources that there are", async () => {
    for (const { fires } of Object.values(PAIRS)) {
      const graph = await recordConfig(fires);
      for (const { rule, resources } of findings(graph)) {
        expect(
          graph.resources.map(({ name }) => name),
          rule,
        ).to.include.members(resources);
      }
    }
  });
});

describe("analysis/findings/findings, warnings first", () => {
  const cases: [string, string[]][] = [
    [
      "dev",
      ["warning shared-nat", "note unprotected-addresses", "note few-zones", "note no-name", "note silent-alarms"],
    ],
    ["prod", ["warning address-quota", "warning any-account"]],
    [
      "examples/failover.yaml",
      [
        "warning address-quota",
        "warning shared-nat",
        "note unprotected-addresses",
        "note few-zones",
        "note silent-alarms",
      ],
    ],
    [
      "examples/own-addresses.yaml",
      [
        "warning shared-nat",
        "note unprotected-addresses",
        "note parked-addresses",
        "note few-zones",
        "note silent-alarms",
      ],
    ],
    [
      "examples/container.yaml",
      [
        "unprotected-addresses",
        "no-nat",
        "constrained-zone",
        "types-by-zone",
        "endpoints-by-zone",
        "no-name",
        "silent-alarms",
      ].map((rule) => `note ${rule}`),
    ],
    [
      "examples/firewall.yaml",
      [
        "warning unseen-endpoints",
        ...["unprotected-addresses", "few-zones", "no-name", "silent-alarms"].map((rule) => `note ${rule}`),
      ],
    ],
  ];
  for (const [stack, expected] of cases)
    it(`${stack} has exactly ${expected.join(", ")}`, async () => {
      const graph = await recordStack(stack.includes("/") ? join(ROOT, stack) : stack);
      expect(rules(findings(graph))).to.deep.equal(expected);
    });

  it("of rights that are all, or that an administrator has, and not of what is denied or bound", async () => {
    const statements = [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "*", Resource: "*" },
      { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::files/*" },
      { Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" },
    ];
    const policyArns = ["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess"];
    const graph = await recordConfig({ ...BASE, instances: { policyStatements: statements, policyArns } });
    const found = findings(graph).filter(({ rule }) => rule === "wide-rights");
    expect(found.map(({ text }) => text)).to.deep.equal([
      "fleet-eu-west-1-statements allows * on *; fleet-eu-west-1-aws-AdministratorAccess attaches AdministratorAccess: " +
        "whoever gets into an instance or a task may do as much.",
    ]);
  });

  it("even where a rule that warns comes last", async () => {
    const { fires } = PAIRS["spot-pools"]!;
    expect(rules(findings(await recordConfig({ ...fires, monitoring: {} })))).to.deep.equal([
      "warning spot-pools",
      "note unprotected-addresses",
      "note no-nat",
      "note no-name",
      "note silent-alarms",
    ]);
  });
});
