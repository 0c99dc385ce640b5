import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import type { Verdict } from "../../../analysis";
import { switchOf } from "../../../analysis/switch/switch";
import { compare } from "../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { FULL } from "../../support/full";
import { plannedSwitch, recordConfig } from "../../support/recording";

type Config = Record<string, unknown>;

const REGIONS = { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" } };
/** Nothing here is about what watches the service, which is a third of a stack. */
const UNWATCHED: Config = { monitoring: { alarms: false, dashboard: false } };
const NLB: Config = { options: ["nlb"], service: { port: 5000 }, regions: REGIONS, ...UNWATCHED };
const ECS: Config = { ...NLB, options: ["ecs"] };
const BOTH: Config = { ...NLB, options: ["nlb", "ecs"], weights: { instances: 50, tasks: 50 } };

const ofService = (base: Config, service: Config): Config => ({ ...base, service: { port: 5000, ...service } });
const ofTasks = (ecs: Config): Config => ({ ...ECS, ecs });
const ofInstances = (instances: Config): Config => ({ ...NLB, instances });
const byClock = (recurrence: string): Config =>
  ofInstances({ scaling: { schedules: { day: { recurrence, desired: 3 } } } });
const ofRegion = (base: Config, region: Config): Config => ({
  ...base,
  regions: { "eu-west-1": { ...REGIONS["eu-west-1"], ...region } },
});
const secured = (...texts: string[]): Config =>
  ofTasks({ environment: Object.fromEntries(texts.map((text, index) => [`V${index}`, { secure: text }])) });

const INSPECTED: Config = { ...NLB, options: ["networkFirewall"] };
const ofFirewall = (networkFirewall: Config): Config => ({ ...INSPECTED, networkFirewall });
const ofRegionsFirewall = (firewall: Config): Config => ofRegion(INSPECTED, { firewall });
const owned = (name: string): Config => ({
  existing: { arn: `arn:aws:network-firewall:eu-west-1:210987654321:firewall/${name}`, zones: ["a", "b"] },
});
const ownRule = (sid: number, more: Config = {}): Config => ({
  suricata: { team: { rules: `alert tcp any any -> $HOME_NET 5000 (msg:"x"; sid:${sid}; rev:1;)`, ...more } },
});

const bypassing = (base: Config, ...zones: string[]): Config => ofRegion(base, { firewall: { bypassZones: zones } });
const DENIED = ["198.51.100.0/24"];
const ofSet = (range: string): Config =>
  ofFirewall({
    ipSets: { P: [range] },
    suricata: { team: { rules: "drop tcp $P any -> $HOME_NET any (sid:1;)" } },
  });

const WITHOUT_C = { zones: ["a", "b"], parkedAddresses: ["c"], parkedEgressAddresses: ["c"] };
const THREE_INSPECTED = ofRegion(INSPECTED, { zones: ["a", "b", "c"] });
const LEFT = ofRegion(INSPECTED, WITHOUT_C);
const owned3 = (name: string) => ({ existing: { ...(owned(name)["existing"] as Config), zones: ["a", "b", "c"] } });

/** So many single addresses, each a rule of the load balancer's group. */
const clients = (from: number, to: number): Config =>
  ofService(NLB, { allowedClients: Array.from({ length: to - from }, (_, index) => `198.51.100.${from + index}/32`) });

const SHIFTED = ofService(NLB, { terminateUnhealthyConnections: false });
const CLOSING = ofService(NLB, { zonalShift: false, terminateUnhealthyConnections: true });

const ANSWERING = { image: "public.ecr.aws/docker/library/nginx:1.29" };

/** One change, the verdict, the rules that say so, and in how many updates it can be made without the outage. */
type Case = [what: string, from: Config, to: Config, verdict: Verdict, rules: string[], updates?: number];

const CASES: Case[] = [
  ["nothing", ECS, ECS, "none", []],
  ["tags", NLB, { ...NLB, tags: { Team: "x" } }, "brief", ["rolling"]],
  ["another container port", ofTasks(ANSWERING), ofTasks({ ...ANSWERING, containerPort: 8080 }), "brief", ["rolling"]],
  [
    "another container port, from one that the network ACLs have by name",
    ofTasks({ ...ANSWERING, containerPort: 80 }),
    ofTasks({ ...ANSWERING, containerPort: 8080 }),
    "outage",
    ["closed-port", "rolling"],
    5,
  ],
  ["more memory", ECS, ofTasks({ memoryMiB: 1024 }), "brief", ["rolling"]],
  [
    "more memory, where all tasks may stop",
    ofTasks({ deployment: { minHealthyPercent: 0 } }),
    ofTasks({ deployment: { minHealthyPercent: 0 }, memoryMiB: 1024 }),
    "outage",
    ["all-at-once"],
    5,
  ],
  [
    "another type, where all instances may stop",
    ofInstances({ instanceRefresh: { minHealthyPercent: 0, maxHealthyPercent: 100 } }),
    ofInstances({ instanceRefresh: { minHealthyPercent: 0, maxHealthyPercent: 100 }, types: ["t3.large"] }),
    "outage",
    ["all-at-once"],
    5,
  ],
  ["another type of host", ECS, ofTasks({ hosts: { type: "t3.medium" } }), "brief", ["rolling"]],
  [
    "another type of host beside the first",
    ECS,
    ofTasks({ hosts: { otherTypes: ["t3a.small"] } }),
    "brief",
    ["rolling"],
  ],
  ["hosts on spot", ECS, ofTasks({ hosts: { spotPercent: 50 } }), "brief", ["rolling"]],
  ["a sidecar", ECS, ofTasks({ sidecars: { proxy: { image: "proxy:1" } } }), "brief", ["rolling"]],
  ["alarms of deployments", ECS, ofTasks({ deployment: { alarms: {} } }), "brief", ["rolling"]],
  ["alarms of deployments no more", ofTasks({ deployment: { alarms: {} } }), ECS, "refused", ["rolling"], 2],
  [
    "alarms of deployments that are not heard, no more",
    ofTasks({ deployment: { alarms: { enabled: false } } }),
    ECS,
    "brief",
    ["rolling"],
  ],
  ["fewer tasks at most", ofTasks({ max: 12 }), ofTasks({ max: 3 }), "brief", ["fewer-targets"]],
  ["more tasks at most", ofTasks({ max: 3 }), ofTasks({ max: 12 }), "none", []],
  [
    "a shorter life of instances",
    ofInstances({ maxLifetimeDays: 30 }),
    ofInstances({ maxLifetimeDays: 7 }),
    "brief",
    ["lifetime"],
  ],
  ["a longer life of instances", ofInstances({ maxLifetimeDays: 7 }), ofInstances({ maxLifetimeDays: 30 }), "none", []],
  ["instances that live on", ofInstances({ maxLifetimeDays: 7 }), NLB, "none", []],
  ["another root volume", NLB, ofInstances({ rootVolume: { type: "gp2" } }), "brief", ["rolling"]],
  ["another time of the clock", byClock("0 7 * * *"), byClock("0 8 * * *"), "none", []],
  ["the clock no more", byClock("0 7 * * *"), NLB, "none", []],
  [
    "pauses of a refresh",
    NLB,
    ofInstances({ instanceRefresh: { checkpointPercents: [50, 100], alarms: {} } }),
    "none",
    [],
  ],
  ["fewer instances at most", ofInstances({ max: 6 }), ofInstances({ max: 2 }), "brief", ["fewer-targets"]],
  ["the proxy protocol", ECS, ofService(ECS, { proxyProtocol: true }), "outage", ["proxy-protocol"]],
  ["the load balancer's address", ECS, ofService(ECS, { preserveClientIp: false }), "brief", ["client-ip"]],
  [
    "another check",
    ofTasks(ANSWERING),
    ofService(ofTasks(ANSWERING), { healthCheck: { port: 8081 } }),
    "outage",
    ["health-check", "rolling"],
  ],
  ["a check more often", ECS, ofService(ECS, { healthCheck: { intervalSeconds: 5 } }), "none", []],
  ["another port", NLB, ofService(NLB, { port: 5001 }), "outage", ["empty-target-group", "port", "rolling"]],
  ["zonal shift, and connections to unhealthy targets kept", CLOSING, SHIFTED, "refused", [], 2],
  ["no zonal shift, and connections to unhealthy targets closed", SHIFTED, CLOSING, "refused", [], 2],
  ["zonal shift", ofService(NLB, { zonalShift: false }), NLB, "none", []],
  ["no zonal shift", NLB, ofService(NLB, { zonalShift: false }), "none", []],
  [
    "crossing zones, and connections to unhealthy targets kept",
    ofService(NLB, { crossZone: false, terminateUnhealthyConnections: true }),
    NLB,
    "refused",
    [],
    2,
  ],
  ["connections to unhealthy targets kept", CLOSING, ofService(NLB, { zonalShift: false }), "none", []],
  [
    "a zone less, as the protection of all ends",
    ofRegion({ ...NLB, protect: true }, { zones: ["a", "b", "c"] }),
    ofRegion(NLB, WITHOUT_C),
    "refused",
    ["fewer-targets", "load-balancer"],
    2,
  ],
  [
    "a zone less, once the protection of all has ended",
    ofRegion(NLB, { zones: ["a", "b", "c"] }),
    ofRegion(NLB, WITHOUT_C),
    "outage",
    ["fewer-targets", "load-balancer"],
  ],
  [
    "other clients than before, too many with them",
    clients(0, 40),
    clients(40, 80),
    "outage",
    ["clients", "rules-quota"],
  ],
  ["other clients than before", clients(0, 20), clients(20, 40), "outage", ["clients"]],
  ["more clients, as many as there may be", clients(0, 20), clients(0, 60), "none", []],
  ["more clients, than there may be by default", clients(0, 20), clients(0, 61), "none", []],
  ["a destination less", ofTasks({ egress: [{ cidr: "192.0.2.0/24", port: 636 }] }), ECS, "outage", ["egress"]],
  [
    "another namespace",
    ECS,
    ofTasks({ discovery: { namespace: "tasks.internal" } }),
    "outage",
    ["private-name", "rolling"],
  ],
  ["tasks to Fargate", ECS, ofTasks({ launch: "fargate" }), "brief", ["rolling"]],
  [
    "tasks to the bridge",
    ECS,
    ofTasks({ networkMode: "bridge" }),
    "outage",
    ["empty-target-group", "private-name", "rolling"],
    5,
  ],
  [
    "tasks to the bridge beside instances",
    BOTH,
    { ...BOTH, ecs: { networkMode: "bridge" } },
    "outage",
    ["empty-target-group", "private-name", "rolling"],
    3,
  ],
  ["a zone more", NLB, ofRegion(NLB, { zones: ["a", "b", "c"] }), "none", []],
  ["a value in a secret place", secured("one"), secured("two"), "brief", ["rolling"]],
  [
    "a command beside a secret",
    secured("one"),
    { ...secured("one"), ecs: { environment: { V0: { secure: "one" } }, command: ["x"] } },
    "brief",
    ["rolling"],
  ],
  ["the same secret", secured("one"), secured("one"), "none", []],
];

/** The same for what a firewall says. What its rules decide is told while it stays, and is no interruption by itself. */
const OF_FIREWALLS: Case[] = [
  ["a firewall", NLB, INSPECTED, "brief", ["inspection"], 3],
  ["no firewall", INSPECTED, NLB, "none", ["inspection", "logs"]],
  ["a firewall before tasks", ECS, { ...ECS, options: ["ecs", "networkFirewall"] }, "brief", ["inspection"], 3],
  ["no firewall before tasks", { ...ECS, options: ["networkFirewall", "ecs"] }, ECS, "none", ["inspection", "logs"]],
  ["a firewall before both", BOTH, { ...BOTH, options: ["nlb", "ecs", "networkFirewall"] }, "brief", ["inspection"], 3],
  [
    "the option of the instances beside it",
    INSPECTED,
    { ...INSPECTED, options: ["nlb", "networkFirewall"] },
    "none",
    [],
  ],
  [
    "tasks behind a firewall",
    INSPECTED,
    { ...INSPECTED, options: ["ecs", "networkFirewall"] },
    "outage",
    ["backend-removed", "empty-target-group"],
    3,
  ],
  [
    "tasks and a firewall",
    NLB,
    { ...NLB, options: ["ecs", "networkFirewall"] },
    "outage",
    ["backend-removed", "empty-target-group", "inspection"],
    3,
  ],
  [
    "a firewall where nothing goes out",
    ofRegion(NLB, { nat: "none" }),
    ofRegion(INSPECTED, { nat: "none" }),
    "brief",
    ["inspection"],
    3,
  ],
  [
    "a firewall that others own",
    NLB,
    ofRegionsFirewall(owned("central")),
    "brief",
    ["inspection", "inspection-rules"],
    3,
  ],
  ["no firewall of others", ofRegionsFirewall(owned("central")), NLB, "none", ["inspection"]],
  [
    "another firewall of others",
    ofRegionsFirewall(owned("one")),
    ofRegionsFirewall(owned("other")),
    "brief",
    ["inspection", "inspection-rules"],
  ],
  ["a firewall that every zone goes round", NLB, ofRegionsFirewall({ bypassZones: ["a", "b"] }), "none", []],
  ["a zone that goes round it", INSPECTED, ofRegionsFirewall({ bypassZones: ["b"] }), "none", ["inspection"]],
  ["a zone that passes it", ofRegionsFirewall({ bypassZones: ["b"] }), INSPECTED, "brief", ["inspection"]],
  ["a zone more behind a firewall", INSPECTED, ofRegion(INSPECTED, { zones: ["a", "b", "c"] }), "none", []],
  ["the range of its VPC", INSPECTED, ofRegionsFirewall({ cidr: "192.168.0.0/24" }), "brief", ["inspection"]],
  ["the zones of its VPC", INSPECTED, ofRegionsFirewall({ zones: ["a", "b"] }), "brief", ["inspection", "logs"]],
  ["a denied range", INSPECTED, ofFirewall({ denied: ["198.51.100.0/24"] }), "outage", ["clients", "inspection-rules"]],
  ["a denied range less", ofFirewall({ denied: ["198.51.100.0/24"] }), INSPECTED, "none", ["inspection-rules"]],
  [
    "a denied range of no client",
    ofService(INSPECTED, { allowedClients: ["203.0.113.0/24"] }),
    { ...ofFirewall({ denied: ["198.51.100.0/24"] }), service: { port: 5000, allowedClients: ["203.0.113.0/24"] } },
    "none",
    ["inspection-rules"],
  ],
  ["an allowed range", INSPECTED, ofFirewall({ allowed: ["198.51.100.0/24"] }), "none", ["inspection-rules"]],
  [
    "names to connect to",
    INSPECTED,
    ofFirewall({ egressDomains: ["a.example.com"] }),
    "outage",
    ["egress", "inspection-rules"],
  ],
  [
    "a name less",
    ofFirewall({ egressDomains: ["a.example.com", "b.example.com"] }),
    ofFirewall({ egressDomains: ["b.example.com"] }),
    "outage",
    ["egress", "inspection-rules"],
  ],
  [
    "a name more",
    ofFirewall({ egressDomains: ["a.example.com"] }),
    ofFirewall({ egressDomains: ["a.example.com", "b.example.com"] }),
    "none",
    ["inspection-rules"],
  ],
  ["any name", ofFirewall({ egressDomains: ["a.example.com"] }), INSPECTED, "none", ["inspection-rules"]],
  [
    "a name with all below it",
    ofFirewall({ egressDomains: ["a.example.com"] }),
    ofFirewall({ egressDomains: [".example.com"] }),
    "none",
    ["inspection-rules"],
  ],
  [
    "a name without all below it",
    ofFirewall({ egressDomains: [".example.com"] }),
    ofFirewall({ egressDomains: ["example.com"] }),
    "outage",
    ["egress", "inspection-rules"],
  ],
  [
    "a firewall that drops and that every zone goes round",
    NLB,
    bypassing(ofFirewall({ denied: DENIED }), "a", "b"),
    "none",
    [],
  ],
  [
    "a firewall that closes names and that every zone goes round",
    NLB,
    bypassing(ofFirewall({ egressDomains: ["a.example.com"] }), "a", "b"),
    "none",
    [],
  ],
  [
    "a denied range that every zone goes round",
    bypassing(INSPECTED, "a", "b"),
    bypassing(ofFirewall({ denied: DENIED }), "a", "b"),
    "none",
    ["inspection-rules"],
  ],
  [
    "zones that pass what drops",
    bypassing(ofFirewall({ denied: DENIED }), "a", "b"),
    ofFirewall({ denied: DENIED }),
    "outage",
    ["clients", "inspection"],
  ],
  [
    "a zone that goes round what drops",
    ofFirewall({ denied: DENIED }),
    bypassing(ofFirewall({ denied: DENIED }), "b"),
    "none",
    ["inspection"],
  ],
  ["a firewall that drops", NLB, ofFirewall({ denied: DENIED }), "outage", ["clients", "inspection"], 3],
  [
    "a firewall that closes names",
    NLB,
    ofFirewall({ egressDomains: ["a.example.com"] }),
    "outage",
    ["egress", "inspection"],
    3,
  ],
  ["another range of a set", ofSet("192.0.2.0/24"), ofSet("192.0.2.0/25"), "none", ["inspection-rules"]],
  [
    "another place of one's own rules",
    ofFirewall(ownRule(1, { priority: 1 })),
    ofFirewall(ownRule(1, { priority: 2 })),
    "none",
    ["inspection-rules"],
  ],
  ["rules of one's own", INSPECTED, ofFirewall(ownRule(1)), "none", ["inspection-rules"]],
  ["other rules of one's own", ofFirewall(ownRule(1)), ofFirewall(ownRule(2)), "none", ["inspection-rules"]],
  ["room for more of them", ofFirewall(ownRule(1)), ofFirewall(ownRule(1, { capacity: 50 })), "none", []],
  ["an idle timeout", INSPECTED, ofService(INSPECTED, { idleTimeoutSeconds: 900 }), "brief", ["inspection-engine"]],
  [
    "protection",
    INSPECTED,
    ofFirewall({ protection: { deletion: true, policyChange: true, subnetChange: true } }),
    "none",
    [],
  ],
  [
    "no firewall, though it is protected",
    ofFirewall({ protection: { deletion: true } }),
    NLB,
    "refused",
    ["inspection", "logs"],
  ],
  [
    "a zone more, though its endpoints are protected",
    ofFirewall({ protection: { subnetChange: true } }),
    ofRegion(ofFirewall({ protection: { subnetChange: true } }), { zones: ["a", "b", "c"] }),
    "refused",
    [],
  ],
  [
    "a zone more, and endpoints protected no more",
    ofFirewall({ protection: { subnetChange: true } }),
    ofRegion(INSPECTED, { zones: ["a", "b", "c"] }),
    "none",
    [],
  ],
  [
    "a zone less, which the firewall would leave at once",
    THREE_INSPECTED,
    LEFT,
    "refused",
    ["fewer-targets", "load-balancer"],
    2,
  ],
  [
    "a zone less, in which the firewall keeps its endpoint for now",
    THREE_INSPECTED,
    ofRegion(LEFT, { firewall: { parkedZones: ["c"] }, ...WITHOUT_C }),
    "outage",
    ["fewer-targets", "load-balancer"],
  ],
  [
    "a zone less, in which the firewall keeps its endpoint while something else of it changes",
    THREE_INSPECTED,
    {
      ...ofRegion(LEFT, { firewall: { parkedZones: ["c"] }, ...WITHOUT_C }),
      networkFirewall: { protection: { policyChange: true } },
    },
    "outage",
    ["fewer-targets", "load-balancer"],
  ],
  [
    "a zone less, of which the firewall has nothing of its own",
    ofRegion(INSPECTED, { zones: ["a", "b", "c"], firewall: owned3("x") }),
    ofRegion(INSPECTED, { ...WITHOUT_C, firewall: owned3("x") }),
    "outage",
    ["fewer-targets", "load-balancer"],
  ],
  [
    "the zone that the firewall is yet to leave",
    ofRegion(LEFT, { firewall: { parkedZones: ["c"] }, ...WITHOUT_C }),
    LEFT,
    "none",
    [],
  ],
  [
    "other rules of a protected policy",
    ofFirewall({ ...ownRule(1), protection: { policyChange: true } }),
    ofFirewall({ ...ownRule(2), protection: { policyChange: true } }),
    "none",
    ["inspection-rules"],
  ],
  ["a key of one's own", INSPECTED, ofFirewall({ customerManagedKey: true }), "none", []],
  ["logs elsewhere", INSPECTED, ofFirewall({ logs: { kind: "s3", bucket: "own-logs" } }), "none", ["logs"]],
  ["logs for longer", INSPECTED, ofFirewall({ logs: { kind: "cloudWatch", retentionDays: 365 } }), "none", []],
  ["logs of drops alone", INSPECTED, ofFirewall({ logs: { kind: "cloudWatch", types: ["ALERT"] } }), "none", ["logs"]],
  [
    "who hears of it",
    { ...INSPECTED, monitoring: {} },
    {
      ...INSPECTED,
      monitoring: {
        notify: { page: { topicArns: ["arn:aws:sns:eu-west-1:123456789012:alarms"] } },
        thresholds: { firewallDroppedPackets: 5 },
      },
    },
    "none",
    [],
  ],
];

/** What no setting of a firewall touches: addresses, the way in behind them, and what runs there. */
const BEHIND_IT =
  /:(Eip|LoadBalancer|TargetGroup|NatGateway|InternetGateway|Group|LaunchTemplate|Cluster|TaskDefinition)$/;

describe("plan --to: what one changed setting does, by the provider's own rules", () => {
  const dir = mkdtempSync(join(tmpdir(), "verdicts-"));
  after(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  const fileOf = (name: string, config: Config): string => {
    // One stack in every folder, so that equal configs have one graph.
    mkdirSync(join(dir, name));
    const path = join(dir, name, "Pulumi.tested.yaml");
    const keys = Object.entries(config).map(([key, value]): [string, unknown] => [`ha-tcp:${key}`, value]);
    writeFileSync(path, stringify({ config: Object.fromEntries(keys) }));
    return path;
  };

  /** Only the command knows secrets and looks for several updates; that there are none is looked for in the long form, and once. */
  const judged = async (index: number, [, from, to, , rules, updates]: Case) => {
    const planned = FULL || updates || rules.includes("proxy-protocol") || JSON.stringify(to).includes('"secure"');
    if (planned) return plannedSwitch({ stack: fileOf(`from-${index}`, from), to: fileOf(`to-${index}`, to) });
    const [before, after] = [await recordConfig(from), await recordConfig(to)];
    return switchOf(before, after, compare(before, after, PROVIDER_EFFECTS));
  };

  for (const [index, row] of [...CASES, ...OF_FIREWALLS].entries()) {
    const [what, , , verdict, rules, updates = 0] = row;
    it(`${what}: ${verdict}`, async () => {
      const view = await judged(index, row);
      expect([view.verdict, [...new Set(view.interruptions.map(({ rule }) => rule))].sort()]).to.deep.equal([
        verdict,
        rules,
      ]);
      if ("steps" in view) expect(view.steps).to.have.length(updates);
    });
  }

  const SWITCHES: readonly [string, Config, Config][] = [
    ["[nlb]", NLB, INSPECTED],
    ["[ecs]", ECS, { ...ECS, options: ["ecs", "networkFirewall"] }],
    ["[nlb, ecs]", BOTH, { ...BOTH, options: ["nlb", "ecs", "networkFirewall"] }],
  ];
  for (const [index, [what, bare, inspected]] of SWITCHES.entries())
    for (const [way, from, to] of [
      ["in", bare, inspected],
      ["out", inspected, bare],
    ] as const)
      it(`a firewall before ${what}, ${way}: changes routes, and keeps all that is behind it`, async () => {
        const { changes, addresses } = await plannedSwitch({
          stack: fileOf(`${way}-from-${index}`, from),
          to: fileOf(`${way}-to-${index}`, to),
        });
        const ofAws = changes.filter(({ type, name }) => type.startsWith("aws:") && !name.startsWith("monitoring-"));
        const route = (zone: string) => [
          `update network-eu-west-1-front-${zone}-default`,
          ...["gatewayId", "vpcEndpointId"].map((path) => `${path} update`),
        ];
        expect(
          ofAws
            .filter(({ action }) => ["update", "replace"].includes(action))
            .map(({ action, name, inputs }) => [
              `${action} ${name}`,
              ...inputs.map(({ path, effect }) => `${path} ${effect}`).sort(),
            ]),
        ).to.deep.equal([route("a"), route("b")]);
        const behind = ofAws.filter(({ type }) => BEHIND_IT.test(type));
        expect(behind.map(({ type }) => type.split(":").at(-1))).to.include.members([
          "Eip",
          "LoadBalancer",
          "NatGateway",
        ]);
        expect(behind.filter(({ action }) => action !== "keep").map(({ name }) => name)).to.deep.equal([]);
        const listeners = ofAws.filter(({ type }) => /:(Listener|Record|SecurityGroup\w*Rule)$/.test(type));
        expect(listeners).not.to.deep.equal([]);
        expect(listeners.filter(({ action }) => action !== "keep").map(({ name }) => name)).to.deep.equal([]);
        expect(addresses.map(({ before, after, lost }) => `${before} ${after} ${lost}`)).to.deep.equal(
          Array<string>(4).fill("serving serving false"),
        );
      });

  const PUBLISHED = { region: "eu-west-1", zone: "a", allocationId: "eipalloc-0123456789abcdef0" };

  it("knows a created address by the id that publishes it", async () => {
    const [kept, gone] = [
      { ...NLB, published: [PUBLISHED] },
      { ...NLB, regions: { "eu-west-2": REGIONS["eu-west-1"] } },
    ];
    const all = [PUBLISHED.allocationId, "eu-west-1b", "eu-west-1a/egress", "eu-west-1b/egress"];
    const view = await plannedSwitch({ stack: fileOf("kept", kept), to: fileOf("gone", gone), allowLoss: all });
    expect(view.losses).to.deep.equal([]);
    expect(view.addresses.find(({ zone, purpose, lost }) => lost && zone === "a" && purpose === "public")).to.include({
      allocationId: PUBLISHED.allocationId,
    });
  });

  it("says what to set so that no address is lost, which then is so", async () => {
    const two = { ...NLB, regions: { ...REGIONS, "eu-central-1": { zones: ["a", "b"], cidr: "10.30.0.0/16" } } };
    const stack = fileOf("two-regions", two);
    const lost = await plannedSwitch({ stack, to: fileOf("one-region", NLB) });
    expect([lost.verdict, lost.losses.length, lost.parking]).to.deep.equal([
      "refused",
      4,
      "regions.eu-central-1:\n  zones: []\n  cidr: 10.30.0.0/16\n  parkedAddresses:\n    - a\n    - b\n  parkedEgressAddresses:\n    - a\n    - b",
    ]);
    const parked = {
      zones: [],
      cidr: "10.30.0.0/16",
      parkedAddresses: ["a", "b"],
      parkedEgressAddresses: ["a", "b"],
    };
    const kept = await plannedSwitch({
      stack,
      to: fileOf("parked-region", { ...NLB, regions: { ...REGIONS, "eu-central-1": parked } }),
    });
    expect([kept.verdict, kept.losses, kept.parking]).to.deep.equal(["outage", [], undefined]);
    expect(
      kept.addresses.filter(({ region }) => region === "eu-central-1").map(({ before, after }) => `${before} ${after}`),
    ).to.deep.equal(Array(4).fill("serving parked"));
    const left = kept.changes.filter(({ name, type }) => name.includes("eu-central-1") && type.startsWith("aws:"));
    expect([...new Set(left.filter(({ action }) => action === "keep").map(({ type }) => type))]).to.deep.equal([
      "aws:ec2/eip:Eip",
    ]);
    expect([...new Set(left.map(({ action }) => action))].sort()).to.deep.equal(["delete", "keep"]);
  });

  const IN_ORDER: [what: string, from: Config, to: Config, refusal: string][] = [
    [
      "a zone that an inspected stack leaves",
      THREE_INSPECTED,
      LEFT,
      "firewall-eu-west-1 would leave eu-west-1c before the endpoints there that are associated with it go, which AWS refuses: " +
        "set regions.eu-west-1.firewall.parkedZones: [c] with this update, and take it out with the next",
    ],
    [
      "zonal shift, and connections to unhealthy targets kept",
      CLOSING,
      SHIFTED,
      "front-eu-west-1 would be opened to zonal shifts across zones while front-eu-west-1-ec2 closes connections to unhealthy targets, which " +
        "AWS refuses where that comes first: let service.terminateUnhealthyConnections: false be an update of its own before",
    ],
    [
      "no zonal shift, and connections to unhealthy targets closed",
      SHIFTED,
      CLOSING,
      "front-eu-west-1 would be open to zonal shifts across zones while front-eu-west-1-ec2 closes connections to unhealthy targets already, " +
        "which AWS refuses where that comes first: let service.terminateUnhealthyConnections: true be an update of its own afterwards",
    ],
    [
      "no zonal shift, and no autoshift that needs it",
      { ...NLB, monitoring: {}, guard: { autoshift: {} } },
      { ...NLB, monitoring: {}, service: { port: 5000, zonalShift: false } },
      "front-eu-west-1 would be closed to zonal shifts while it has its autoshift, which is deleted last: " +
        "take guard.autoshift away in an update of its own before",
    ],
    [
      "a zone less, as the protection of all ends",
      ofRegion({ ...NLB, protect: true }, { zones: ["a", "b", "c"] }),
      ofRegion(NLB, WITHOUT_C),
      "front-eu-west-1 would be replaced while AWS itself protects it from deletion: let protect: false be an update of its own before",
    ],
  ];
  for (const [index, [what, from, to, refusal]] of IN_ORDER.entries())
    it(`says what AWS takes only in order: ${what}`, async () => {
      const view = await plannedSwitch({
        stack: fileOf(`in-order-${index}`, from),
        to: fileOf(`in-order-${index}-after`, to),
      });
      expect(view.refusals).to.deep.equal([refusal]);
    });

  it("refuses what the new config publishes and does not hold", async () => {
    const to = { ...NLB, published: [{ ...PUBLISHED, region: "eu-west-2" }] };
    const view = await plannedSwitch({ stack: fileOf("one", NLB), to: fileOf("other", to) });
    expect(view.verdict).to.equal("refused");
    expect(view.unheld).to.have.length(1);
    expect(view.unheld[0]).to.include("ha-tcp:published[0]").and.to.include("keep eu-west-2 under regions");
  });
});
