import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import type { Verdict } from "../../analysis";
import { planSwitch } from "../../cli/switch";
import { ROOT } from "../support/recording";

type Config = Record<string, unknown>;

const REGIONS = { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" } };
const NLB: Config = { options: ["nlb"], service: { port: 5000 }, regions: REGIONS };
const ECS: Config = { ...NLB, options: ["ecs"] };
const BOTH: Config = { ...NLB, options: ["nlb", "ecs"], weights: { instances: 50, tasks: 50 } };

const ofService = (base: Config, service: Config): Config => ({ ...base, service: { port: 5000, ...service } });
const ofTasks = (ecs: Config): Config => ({ ...ECS, ecs });
const ofInstances = (instances: Config): Config => ({ ...NLB, instances });
const ofRegion = (base: Config, region: Config): Config => ({
  ...base,
  regions: { "eu-west-1": { ...REGIONS["eu-west-1"], ...region } },
});
const secured = (...texts: string[]): Config =>
  ofTasks({ environment: Object.fromEntries(texts.map((text, index) => [`V${index}`, { secure: text }])) });

const ANSWERING = { image: "public.ecr.aws/docker/library/nginx:1.29" };

/** One change each, the verdict, the rules that say so, and how many updates the way has that avoids an outage. */
const CASES: [what: string, from: Config, to: Config, verdict: Verdict, rules: string[], updates?: number][] = [
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
  ["fewer tasks at most", ofTasks({ max: 12 }), ofTasks({ max: 3 }), "brief", ["fewer-targets"]],
  ["more tasks at most", ofTasks({ max: 3 }), ofTasks({ max: 12 }), "none", []],
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

describe("plan --to: what one changed setting does, by the provider's own rules", () => {
  const dir = mkdtempSync(join(tmpdir(), "verdicts-"));
  after(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  const fileOf = (name: string, config: Config): string => {
    const path = join(dir, `${name}.yaml`);
    const keys = Object.entries(config).map(([key, value]): [string, unknown] => [`ha-tcp:${key}`, value]);
    writeFileSync(path, stringify({ config: Object.fromEntries(keys) }));
    return path;
  };

  for (const [index, [what, from, to, verdict, rules, updates = 0]] of CASES.entries())
    it(`${what}: ${verdict}`, async () => {
      const view = await planSwitch(ROOT, {
        stack: fileOf(`from-${index}`, from),
        to: fileOf(`to-${index}`, to),
        allowLoss: [],
      });
      expect([view.verdict, [...new Set(view.interruptions.map(({ rule }) => rule))].sort()]).to.deep.equal([
        verdict,
        rules,
      ]);
      expect(view.steps).to.have.length(updates);
    });

  const PUBLISHED = { region: "eu-west-1", zone: "a", allocationId: "eipalloc-0123456789abcdef0" };

  it("knows a created address by the id that publishes it", async () => {
    const [kept, gone] = [
      { ...NLB, published: [PUBLISHED] },
      { ...NLB, regions: { "eu-west-2": REGIONS["eu-west-1"] } },
    ];
    const all = [PUBLISHED.allocationId, "eu-west-1b", "eu-west-1a/egress", "eu-west-1b/egress"];
    const view = await planSwitch(ROOT, { stack: fileOf("kept", kept), to: fileOf("gone", gone), allowLoss: all });
    expect(view.losses).to.deep.equal([]);
    expect(view.addresses.find(({ zone, purpose, lost }) => lost && zone === "a" && purpose === "public")).to.include({
      allocationId: PUBLISHED.allocationId,
    });
  });

  it("refuses what the new config publishes and does not hold", async () => {
    const to = { ...NLB, published: [{ ...PUBLISHED, region: "eu-west-2" }] };
    const view = await planSwitch(ROOT, { stack: fileOf("one", NLB), to: fileOf("other", to), allowLoss: [] });
    expect(view.verdict).to.equal("refused");
    expect(view.unheld).to.have.length(1);
    expect(view.unheld[0]).to.include("ha-tcp:published[0]").and.to.include("keep eu-west-2 under regions");
  });
});
