import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import type { SwitchArgs, SwitchView } from "../../../cli/switch/switch";
import type { ResourceChange } from "../../../graph";
import { OPTION_NAMES } from "../../../plan/options";
import { ROOT, failureOf, plannedSwitch } from "../../support/recording";

type Keys = Readonly<Record<string, unknown>>;

const directory = mkdtempSync(join(tmpdir(), "ha-tcp-switch-"));
let files = 0;

process.once("exit", () => {
  rmSync(directory, { recursive: true });
});

/**
 * The stack file of dev with other keys; undefined takes one away. Still of the stack dev. Without what watches it: a third of a stack, of which
 * nothing here is.
 */
function dev(keys: Keys = {}): string {
  const { config } = parse(readFileSync(join(ROOT, "Pulumi.dev.yaml"), "utf8")) as { config: Keys };
  return write({ ...config, ...namespaced({ monitoring: { alarms: false, dashboard: false }, ...keys }) });
}

const namespaced = (keys: Keys): Keys =>
  Object.fromEntries(Object.entries(keys).map(([key, value]) => [`ha-tcp:${key}`, value]));

function write(config: Keys): string {
  const path = join(directory, String(++files));
  mkdirSync(path);
  writeFileSync(join(path, "Pulumi.dev.yaml"), stringify({ config }));
  return join(path, "Pulumi.dev.yaml");
}

const run = (args: Partial<SwitchArgs>): Promise<SwitchView> => plannedSwitch({ stack: dev(), allowLoss: [], ...args });

const REGION = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" };
const region = (changes: Keys): Keys => ({ regions: { "eu-west-1": { ...REGION, ...changes } } });

/** What becomes of resources, by name, without the components. */
const actions = ({ changes }: SwitchView, isMeant: (change: ResourceChange) => boolean): Record<string, string> =>
  Object.fromEntries(
    changes
      .filter(({ type }) => type.startsWith("aws:"))
      .filter(isMeant)
      .map(({ name, action }) => [name, action]),
  );

/** What becomes of one resource of AWS. A component may have the same name. */
const one = ({ changes }: SwitchView, name: string): ResourceChange =>
  changes.find((change) => change.name === name && change.type.startsWith("aws:"))!;

const rules = ({ interruptions }: Pick<SwitchView, "interruptions">): string[] =>
  interruptions.map(({ severity, rule }) => `${severity} ${rule}`);

/** What others know the service by, and what leads there. */
const LASTING = [
  "aws:ec2/eip:Eip",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpc:Vpc",
  "aws:lb/listener:Listener",
  "aws:lb/loadBalancer:LoadBalancer",
];

const isLasting = ({ type, name }: ResourceChange): boolean => LASTING.includes(type) || name === "front-eu-west-1-sg";

describe("cli/switch, between the backends of dev", () => {
  /** The tasks have a name inside the VPC. */
  const UNNAMED = "brief private-name";
  const SWITCHED = ["outage empty-target-group", "brief backend-removed"];
  const OPTIONS: Record<string, Keys> = {
    nlb: {},
    ecs: { options: ["ecs"] },
    "nlb,ecs": { options: ["nlb", "ecs"], weights: { instances: 90, tasks: 10 } },
  };
  const ON_THE_WAY: Record<string, [string, string, string][]> = {
    ecs: [
      [
        "bring up the tasks, without connections",
        "options: [ nlb, ecs ]\nweights: { instances: 100, tasks: 0 }",
        "none",
      ],
      ["move the connections to the tasks", "weights: { instances: 0, tasks: 100 }", "brief"],
      ["take the instances away", "options: [ ecs ]\nweights: # remove", "none"],
    ],
    nlb: [
      [
        "bring up the instances, without connections",
        "options: [ nlb, ecs ]\nweights: { instances: 0, tasks: 100 }",
        "none",
      ],
      ["move the connections to the instances", "weights: { instances: 100, tasks: 0 }", "brief"],
      ["take the tasks away", "options: [ nlb ]\nweights: # remove", "brief"],
    ],
  };
  const cases: [string, string, SwitchView["verdict"], string[], [string, string, string][]][] = [
    ["nlb", "ecs", "outage", SWITCHED, ON_THE_WAY["ecs"]!],
    ["nlb", "nlb,ecs", "none", [], []],
    ["ecs", "nlb", "outage", [...SWITCHED, UNNAMED], ON_THE_WAY["nlb"]!],
    ["ecs", "nlb,ecs", "none", [], []],
    ["nlb,ecs", "nlb", "brief", ["brief backend-removed", UNNAMED], []],
    ["nlb,ecs", "ecs", "brief", ["brief backend-removed"], []],
  ];
  for (const [from, to, verdict, noticed, way] of cases)
    describe(`[${from}] → [${to}]`, () => {
      let view: SwitchView;
      before(async () => {
        view = await run({ stack: dev(OPTIONS[from]), to });
      });

      it("says from what to what", () => {
        const { project, stack, from: before, to: after } = view;
        expect({ project, stack, before, after }).to.deep.equal({
          project: "ha-tcp",
          stack: "dev",
          before: from.split(","),
          after: to.split(","),
        });
      });

      it("loses no address: each serves on", () => {
        const fates = view.addresses.map(({ name, before, after, lost }) => ({ name, before, after, lost }));
        const kept = { before: "serving", after: "serving", lost: false };
        expect(fates).to.deep.equal([
          { name: "addresses-eu-west-1-a", ...kept },
          { name: "addresses-eu-west-1-b", ...kept },
          { name: "addresses-eu-west-1-egress-a", ...kept },
        ]);
        expect([view.losses, view.refusals, view.hidden]).to.deep.equal([[], [], []]);
      });

      it("leaves the way in as it is, but for the listener's weights", () => {
        const zones = ["a", "b"];
        const subnets = zones.flatMap((zone) => ["front", "app", "inspection"].map((tier) => `${tier}-${zone}`));
        const lasting = [
          ...zones.map((zone) => `addresses-eu-west-1-${zone}`),
          "addresses-eu-west-1-egress-a",
          "front-eu-west-1",
          "front-eu-west-1-sg",
          ...["igw", "nat-a", "vpc", ...subnets].map((each) => `network-eu-west-1-${each}`),
        ];
        expect(actions(view, isLasting)).to.deep.equal({
          ...Object.fromEntries(lasting.map((name) => [name, "keep"])),
          "front-eu-west-1-listener": "update",
        });
        const paths = one(view, "front-eu-west-1-listener").inputs.map(({ path, effect }) => [
          path.split(".")[0],
          effect,
        ]);
        expect([...new Map(paths.map((each) => [each.join(), each])).values()]).to.deep.equal([
          ["defaultActions", "update"],
        ]);
      });

      it("replaces nothing at all", () => {
        expect(actions(view, ({ action }) => action === "replace")).to.deep.equal({});
      });

      it(`is ${verdict}: ${noticed.join(", ") || "nobody notices"}`, () => {
        expect({ verdict: view.verdict, interruption: view.interruption }).to.deep.equal({
          verdict,
          interruption: verdict,
        });
        expect(rules(view)).to.deep.equal(noticed);
      });

      it(`shows a way in ${way.length} steps`, () => {
        expect(view.steps.map(({ title, config, verdict: each }) => [title, config, each])).to.deep.equal(way);
        const named = to === "nlb" ? [UNNAMED] : [];
        expect(view.steps.flatMap(rules)).to.deep.equal(way.length > 0 ? ["brief weight-zero", ...named] : []);
      });
    });

  it("[nlb] → [nlb]: changes nothing", async () => {
    const view = await run({ to: "nlb" });
    expect({ verdict: view.verdict, steps: view.steps }).to.deep.equal({ verdict: "none", steps: [] });
    expect(actions(view, ({ action }) => action !== "keep")).to.deep.equal({});
  });

  it("does with the YAML of the steps, one after the other, what the steps say", async () => {
    const { steps } = await run({ to: "ecs" });
    let keys: Keys = { options: ["nlb"] };
    for (const { config, verdict, interruptions } of steps) {
      const next = Object.entries({ ...keys, ...(parse(config) as Keys) });
      const after: Keys = Object.fromEntries(next.filter(([, value]) => value !== null));
      const view = await run({ stack: dev(keys), to: dev(after) });
      expect({ verdict: view.verdict, interruptions: view.interruptions }).to.deep.equal({ verdict, interruptions });
      keys = after;
    }
    expect(keys).to.deep.equal({ options: ["ecs"] });
  });
});

describe("cli/switch, what is compared", () => {
  it("takes options in any writing, a file by its path and a stack by its name", async () => {
    const views = await Promise.all(
      ["nlb,ecs", "nlb+ecs", " ecs, nlb", dev({ options: ["nlb", "ecs"], weights: { instances: 100, tasks: 0 } })].map(
        (to) => run({ to }),
      ),
    );
    // What is in the other file already need not be told.
    const { keys } = views[0]!;
    expect(views[3]).to.not.have.property("keys");
    for (const view of views) expect({ ...view, keys }).to.deep.equal(views[0]);
    expect((await run({ stack: dev({ options: ["ecs"] }), to: "dev" })).to).to.deep.equal(["nlb"]);
  });

  it("is what each file says to the provider, too", async () => {
    const { config } = parse(readFileSync(join(ROOT, "Pulumi.dev.yaml"), "utf8")) as { config: Keys };
    const result = await run({ to: write({ ...config, "aws:defaultTags": { tags: { CostCentre: "1" } } }) });
    expect(one(result, "network-eu-west-1-vpc").inputs.map(({ path }) => path)).to.deep.equal(["tagsAll"]);
    expect(one(result, "fleet-eu-west-1-asg").action).to.equal("update");
    expect(result.unheld).to.deep.equal([]);
  });

  it("is from what is given with --from", async () => {
    const [to, from] = await Promise.all([run({ stack: dev({ options: ["ecs"] }), to: "nlb" }), run({ from: "ecs" })]);
    expect(from).to.deep.equal(to);
    expect([from.from, from.to]).to.deep.equal([["ecs"], ["nlb"]]);
  });

  it("creates one way what it deletes the other way", async () => {
    const [to, from] = await Promise.all([run({ to: "ecs" }), run({ from: "ecs" })]);
    const names = (view: SwitchView, ...meant: ResourceChange["action"][]) =>
      Object.keys(actions(view, ({ action }) => meant.includes(action))).sort();
    expect(names(to, "create")).to.include("front-eu-west-1-ecs").and.not.include("front-eu-west-1-ec2");
    expect(names(from, "delete")).to.deep.equal(names(to, "create"));
    expect(names(from, "create")).to.deep.equal(names(to, "delete"));
    expect(names(from, "keep", "update")).to.deep.equal(names(to, "keep", "update"));
  });

  it("says which values are encrypted, and so not compared", async () => {
    const environment = { PASSWORD: { secure: "v1:c2FsdA==:Y2lwaGVy" } };
    const workload = { kind: "container", image: "public.ecr.aws/docker/library/nginx:1.29", environment };
    const view = await run({ stack: dev({ instances: { workload } }), to: "nlb" });
    expect(view.hidden).to.deep.equal(["fleet-eu-west-1-template"]);
    expect(JSON.stringify(view)).not.to.match(/c2FsdA|Y2lwaGVy/);
    expect((await run({ to: "nlb" })).hidden).to.deep.equal([]);
  });

  it("lets the comparison speak of an address that is published, not the rules of the config", async () => {
    const [held, other] = ["eipalloc-0a0a0a0a0a0a0a0a0", "eipalloc-0b0b0b0b0b0b0b0b0"];
    const published = [{ region: "eu-west-1", zone: "a", allocationId: held }];
    const from = dev({ ...region({ addresses: { a: held } }), published });
    const view = await run({ stack: from, to: dev({ ...region({ addresses: { a: other } }), published }) });
    expect(view.losses.map(({ allocationId }) => allocationId)).to.deep.equal([held]);
    expect(view.refusals).to.deep.equal([
      "the address eu-west-1a would be lost: it stays yours, attached to nothing of this stack",
    ]);
  });
});

describe("cli/switch, what the provider says", () => {
  const THREE = { zones: ["a", "b", "c"] };

  for (const [stack, to] of [
    ["dev", "nlb,ecs"],
    ["dev", "prod"],
    ["prod", "dev"],
    ["dev", "networkFirewall"],
    ["prod", "ecs,networkFirewall"],
  ] as const)
    it(`is known of every input that changes: ${stack} → ${to}`, async () => {
      const { changes } = await run({ stack, to });
      const effects = changes.flatMap(({ name, inputs }) => inputs.map(({ path, effect }) => ({ name, path, effect })));
      expect(effects.length).to.be.above(0);
      expect(effects.filter(({ effect }) => effect === "unknown")).to.deep.equal([]);
    });

  it("a zone more is mapped in place", async () => {
    const view = await run({ to: dev(region(THREE)) });
    const { action, inputs } = one(view, "front-eu-west-1");
    expect({ action, paths: inputs.map(({ path, change }) => `${path} ${change}`) }).to.deep.equal({
      action: "update",
      paths: ["subnetMappings added"],
    });
    expect(
      view.addresses.filter(({ before }) => before === "none").map(({ name, after }) => [name, after]),
    ).to.deep.equal([["addresses-eu-west-1-c", "serving"]]);
    expect([view.interruption, view.losses]).to.deep.equal(["none", []]);
  });

  it("a zone less replaces the load balancer, the old one first, and no way in steps helps", async () => {
    const view = await run({ stack: dev(region(THREE)), to: dev(region({ parkedAddresses: ["c"] })) });
    const { action, order, inputs } = one(view, "front-eu-west-1");
    expect({ action, order, paths: inputs.map(({ path, change }) => `${path} ${change}`) }).to.deep.equal({
      action: "replace",
      order: "delete-before-create",
      paths: ["subnetMappings removed"],
    });
    expect({ verdict: view.verdict, steps: view.steps, losses: view.losses }).to.deep.equal({
      verdict: "outage",
      steps: [],
      losses: [],
    });
    expect(rules(view)).to.deep.equal(["outage load-balancer"]);
    const parked = view.addresses.filter(({ zone }) => zone === "c").map(({ before, after }) => [before, after]);
    expect(parked).to.deep.equal([["serving", "parked"]]);
  });

  it("other weights change the listener in place, and nothing else but what makes a zone healthy, once a half is passed", async () => {
    const both = (instances: number, tasks: number) => dev({ options: ["nlb", "ecs"], weights: { instances, tasks } });
    const listener = { "front-eu-west-1-listener": "update" };
    for (const [to, changed] of [
      [both(80, 20), listener],
      [both(50, 50), { ...listener, "front-eu-west-1-ecs": "update" }],
    ] as const) {
      const view = await run({ stack: both(90, 10), to });
      const ofServing = ({ action, name }: ResourceChange) => action !== "keep" && !name.startsWith("monitoring-");
      expect(actions(view, ofServing)).to.deep.equal(changed);
      expect([view.verdict, view.steps]).to.deep.equal(["none", []]);
    }
  });

  it("another port of the service is another target group, for which no way helps: it is another port", async () => {
    const service = { port: 6000, healthCheck: { intervalSeconds: 30 }, deregistrationDelaySeconds: 30 };
    const view = await run({ to: dev({ service }) });
    expect(one(view, "front-eu-west-1-ec2").action).to.equal("replace");
    expect(one(view, "front-eu-west-1-listener").action).to.equal("update");
    expect(rules(view)).to.deep.equal(["outage port", "outage empty-target-group", "brief rolling"]);
    expect(view.steps).to.deep.equal([]);
  });

  it("tasks on the bridge need another target group, and instances serve meanwhile", async () => {
    const view = await run({
      stack: dev({ options: ["ecs"] }),
      to: dev({ options: ["ecs"], ecs: { networkMode: "bridge", containerPort: 8080 } }),
    });
    expect(one(view, "front-eu-west-1-ecs").action).to.equal("replace");
    expect(rules(view)[0]).to.equal("outage empty-target-group");
    expect(view.steps.map(({ title, verdict }) => `${verdict}: ${title}`)).to.deep.equal([
      "none: bring up the instances, without connections",
      "brief: move the connections to the instances",
      "outage: change the tasks while they have no connections",
      "brief: move the connections to the tasks",
      "none: take the instances away",
    ]);
    expect(view.steps[2]?.config).to.equal("ecs: { networkMode: bridge, containerPort: 8080 }");
  });
});

describe("cli/switch, an accelerator", () => {
  const parked = () => dev({ globalAccelerator: { clientAffinity: "sourceIp" } });
  const used = () => dev({ options: ["nlb", "globalAccelerator"], globalAccelerator: {} });
  const anycast = ({ addresses }: SwitchView) =>
    addresses
      .filter(({ purpose }) => purpose === "anycast")
      .map(({ name, before, after, lost }) => `${name} ${before} ${after}${lost ? " lost" : ""}`);
  const elastic = ({ addresses }: SwitchView) =>
    addresses.filter(({ purpose }) => purpose !== "anycast").map(({ before, after }) => `${before} ${after}`);

  it("comes with its section, which has to be written too", async () => {
    const view = await run({ to: "nlb,globalAccelerator" });
    expect([view.verdict, view.keys]).to.deep.equal([
      "none",
      "options: [ nlb, globalAccelerator ]\nglobalAccelerator: {}",
    ]);
    expect(anycast(view)).to.deep.equal(["anycast none serving"]);
    expect(elastic(view)).to.deep.equal(["serving serving", "serving serving", "serving serving"]);
  });

  it("takes the load balancer's place: its addresses are kept, parked, and clients may change over before", async () => {
    const view = await run({ to: "globalAccelerator" });
    expect([view.verdict, ...rules(view)]).to.deep.equal(["outage", "outage load-balancer"]);
    expect(anycast(view)).to.deep.equal(["anycast none serving"]);
    expect(elastic(view)).to.deep.equal(["serving parked", "serving parked", "serving serving"]);
    expect([view.refusals, view.losses]).to.deep.equal([[], []]);
    expect(view.steps.map(({ title, config, verdict }) => [verdict, title, config])).to.deep.equal([
      [
        "none",
        "bring up the accelerator beside the public load balancer; let clients change over",
        "options: [ nlb, globalAccelerator ]\nglobalAccelerator: {}",
      ],
      [
        "outage",
        "take the public load balancer away, once nobody comes that way any more",
        "options: [ globalAccelerator ]",
      ],
    ]);
  });

  const CLOSED = "take the accelerator away, once nobody comes that way any more";
  it("gives way to the load balancer of another backend, which takes over while clients have both", async () => {
    const view = await run({ stack: dev({ options: ["globalAccelerator"], globalAccelerator: {} }), to: "ecs" });
    expect(view.steps.map(({ title, config, verdict }) => [verdict, title, config])).to.deep.equal([
      [
        "none",
        "bring up the public load balancer beside the accelerator; bring up the tasks, without connections",
        "options: [ nlb, ecs, globalAccelerator ]\nweights: { instances: 100, tasks: 0 }",
      ],
      ["brief", "move the connections to the tasks", "weights: { instances: 0, tasks: 100 }"],
      [
        "none",
        "take the instances away; let clients change over",
        "options: [ ecs, globalAccelerator ]\nweights: # remove",
      ],
      ["outage", CLOSED, "options: [ ecs ]"],
    ]);
  });

  it("that is protected is taken away while the protection is, and only then", async () => {
    const view = await run({
      stack: dev({ options: ["globalAccelerator"], globalAccelerator: {}, protect: true }),
      to: "nlb",
    });
    expect(view.refusals).to.deep.equal(["accel-eu-west-1 is protected, and this would remove it"]);
    expect(view.steps.map(({ title, config, verdict }) => [verdict, title, config])).to.deep.equal([
      [
        "none",
        "bring up the public load balancer beside the accelerator; let clients change over",
        "options: [ nlb, globalAccelerator ]",
      ],
      ["none", "end the protection from deletion", "protect: false"],
      ["outage", CLOSED, "options: [ nlb ]"],
      ["none", "protect again", "protect: true"],
    ]);
  });

  it("that is protected goes for good to a stack without protection, once that has ended", async () => {
    const view = await run({
      stack: dev({ options: ["globalAccelerator"], globalAccelerator: {}, protect: true }),
      to: dev({ options: ["nlb"], globalAccelerator: {} }),
    });
    expect(view.steps.map(({ title, config }) => [title, config])).to.deep.equal([
      [
        "bring up the public load balancer beside the accelerator; let clients change over",
        "options: [ nlb, globalAccelerator ]",
      ],
      ["end the protection from deletion", "protect: false"],
      [CLOSED, "options: [ nlb ]\nprotect: # remove"],
    ]);
  });

  it("has its addresses before the name leads to them, and lets in only who was", async () => {
    const named = { hostname: "tcp.example.com", port: 5000 };
    const dns = { zone: "example.com" };
    const view = await run({
      stack: dev({ service: { ...named, allowedClients: ["198.51.100.0/24"] }, dns }),
      to: dev({ options: ["globalAccelerator"], globalAccelerator: {}, service: { port: 5000 } }),
    });
    expect(view.steps.map(({ config, verdict }) => [verdict, config])).to.deep.equal([
      ["none", "globalAccelerator: {}"],
      ["none", "options: [ nlb, globalAccelerator ]"],
      ["outage", "options: [ globalAccelerator ]\nservice: { port: 5000 }\ndns: # remove"],
    ]);
  });

  it("is not brought beside a firewall, which it would go round", async () => {
    const view = await run({ stack: dev({ options: ["networkFirewall"] }), to: "globalAccelerator" });
    expect([view.verdict, view.steps]).to.deep.equal(["outage", []]);
  });

  it("has the section that is there, and needs no other key", async () => {
    const view = await run({ stack: parked(), to: "nlb,globalAccelerator" });
    expect(view).to.not.have.property("keys");
    expect(anycast(view)).to.deep.equal(["anycast parked serving"]);
    expect(one(view, "accelerator-listener").action).to.equal("create");
    expect(one(view, "anycast").action).to.equal("keep");
  });

  it("is parked where the option goes, and so keeps its addresses", async () => {
    const view = await run({ stack: used(), to: "nlb" });
    expect([view.verdict, ...rules(view)]).to.deep.equal(["outage", "outage accelerator"]);
    expect(anycast(view)).to.deep.equal(["anycast serving parked"]);
    expect(view).to.not.have.property("keys");
  });

  it("is lost where the section goes, but by leave", async () => {
    const [refused, allowed] = await Promise.all([
      run({ stack: used(), to: "dev" }),
      run({ stack: used(), to: "dev", allowLoss: ["anycast"] }),
    ]);
    expect(refused.refusals).to.deep.equal([
      "the address anycast would be lost: the accelerator is deleted, and nobody gets its addresses back",
    ]);
    expect(refused.losses.map(({ name }) => name)).to.deep.equal(["anycast"]);
    expect([allowed.verdict, allowed.refusals, allowed.losses]).to.deep.equal(["outage", [], []]);
    for (const view of [refused, allowed]) expect(anycast(view)).to.deep.equal(["anycast serving none lost"]);
  });

  it("has no leave by the name of a place", async () => {
    const { message } = await failureOf(run({ stack: used(), to: "dev", allowLoss: ["global"] }));
    expect(message).to.equal(
      "--allow-loss global: no address of the stack has this name. Those that would be lost: anycast.",
    );
  });

  it("moves from backend to backend in steps, with its section in each", async () => {
    const view = await run({ stack: used(), to: "ecs,globalAccelerator" });
    expect(view.steps.map(({ title, verdict }) => `${verdict}: ${title}`)).to.deep.equal([
      "none: bring up the tasks, without connections",
      "brief: move the connections to the tasks",
      "none: take the instances away",
    ]);
    expect(view.steps.map(rules)).to.deep.equal([
      ["none cold-target-group"],
      ["brief weight-zero", "brief weight-zero"],
      [],
    ]);
  });

  it("is refused beside a firewall", async () => {
    const { message } = await failureOf(run({ to: "networkFirewall,globalAccelerator" }));
    expect(message.replace(/\s+/g, " ")).to.include(
      "AWS Network Firewall does not inspect the traffic of Global Accelerator",
    );
  });
});

describe("cli/switch, what to set in the stack file", () => {
  const cases: [string, Keys, Partial<SwitchArgs>, string | undefined][] = [
    [
      "weights that the options need",
      {},
      { to: "nlb,ecs" },
      "options: [ nlb, ecs ]\nweights: { instances: 100, tasks: 0 }",
    ],
    [
      "weights that they need no more",
      { options: ["nlb", "ecs"], weights: { instances: 90, tasks: 10 } },
      { to: "ecs" },
      "options: [ ecs ]\nweights: # remove",
    ],
    ["options alone", {}, { to: "ecs" }, undefined],
    ["what another way round would need", {}, { from: "nlb,ecs" }, undefined],
    ["what a file says", {}, { to: "prod" }, undefined],
  ];
  for (const [what, keys, args, expected] of cases)
    it(`${expected === undefined ? "does not tell" : "tells"} ${what}`, async () => {
      expect((await run({ stack: dev(keys), ...args })).keys).to.equal(expected);
    });
});

describe("cli/switch, a firewall", () => {
  const UP = "bring up the firewall, with every zone going round it";
  const REST = "let the other zones pass it";
  const bypassing = (...zones: string[]) => `regions.eu-west-1.firewall: { bypassZones: [ ${zones.join(", ")} ] }`;
  const steps = (view: SwitchView) => view.steps.map(({ title, config, verdict }) => [title, config, verdict]);
  const resources = ({ interruptions }: Pick<SwitchView, "interruptions">) =>
    interruptions.map(({ rule, resources: names }) => [rule, ...names]);
  const defaults = (...zones: string[]) => [
    "inspection",
    ...zones.map((zone) => `network-eu-west-1-front-${zone}-default`),
  ];

  for (const [from, to] of [
    ["nlb", "networkFirewall"],
    ["ecs", "ecs,networkFirewall"],
  ] as const)
    describe(`[${from}] → [${to}]`, () => {
      let view: SwitchView;
      before(async () => {
        view = await run({ stack: dev({ options: [from] }), to });
      });

      it("cuts open connections at once, or zone by zone", () => {
        expect([view.verdict, ...resources(view)]).to.deep.equal(["brief", defaults("a", "b")]);
        expect(steps(view)).to.deep.equal([
          [UP, `options: [ ${to.replace(",", ", ")} ]\n${bypassing("a", "b")}`, "none"],
          ["let one zone pass it (a)", bypassing("b"), "brief"],
          [REST, "regions: { eu-west-1: { zones: [ a, b ], cidr: 10.20.0.0/16, nat: single } }", "brief"],
        ]);
        expect(view.steps.map(resources)).to.deep.equal([[], [defaults("a")], [defaults("b")]]);
      });

      it("loses no address: each serves on", () => {
        expect(view.addresses.map(({ before, after, lost }) => [before, after, lost])).to.deep.equal(
          Array.from({ length: 3 }, () => ["serving", "serving", false]),
        );
        expect([view.losses, view.refusals, view.hidden]).to.deep.equal([[], [], []]);
      });

      it("leaves what lasts as it is, and replaces nothing", () => {
        const lasting = actions(view, (change) => isLasting(change) && !change.component?.startsWith("firewall-"));
        expect(lasting).to.include({
          "front-eu-west-1": "keep",
          "front-eu-west-1-listener": "keep",
          "addresses-eu-west-1-a": "keep",
          "network-eu-west-1-nat-a": "keep",
        });
        expect(new Set(Object.values(lasting))).to.deep.equal(new Set(["keep"]));
        expect(actions(view, ({ action }) => ["replace", "delete", "leave"].includes(action))).to.deep.equal({});
      });

      it("goes as it came, and cuts nobody off", async () => {
        const back = await run({ stack: dev({ options: [from] }), from: to });
        expect([back.verdict, back.steps, back.from, back.to]).to.deep.equal(["none", [], to.split(","), [from]]);
        const names = (of: SwitchView, action: ResourceChange["action"]) =>
          Object.keys(actions(of, (change) => change.action === action)).sort();
        expect(names(back, "delete")).to.deep.equal(names(view, "create"));
        expect(names(back, "update")).to.deep.equal(names(view, "update"));
      });
    });

  /** The keys with others, each given by its path; null takes one away. */
  function withKeys(keys: Keys, changes: Keys): Keys {
    const result = structuredClone(keys) as Record<string, unknown>;
    for (const [path, value] of Object.entries(changes)) {
      const way = path.split(".");
      const last = way.pop() ?? "";
      const place = way.reduce((at, key) => at[key] as Record<string, unknown>, result);
      if (value === null) Reflect.deleteProperty(place, last);
      else place[last] = value;
    }
    return result;
  }

  const FRANKFURT = { zones: ["b", "c"], cidr: "10.21.0.0/16", nat: "single", natZone: "c" };
  const TWO = { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" }, "eu-central-1": FRANKFURT };
  const SECTION = {
    logs: { kind: "s3", bucket: "the-archive-of-all-logs-of-the-whole-team" },
    protection: { deletion: true, policyChange: true, subnetChange: true },
    customerManagedKey: true,
  };

  it("does with the keys of the steps, one after the other, what the steps say", async () => {
    const target: Keys = { options: ["networkFirewall"], regions: TWO, networkFirewall: SECTION };
    let keys: Keys = { options: ["nlb"], regions: TWO };
    const all = await run({ stack: dev(keys), to: dev(target) });
    expect(all.verdict).to.equal("brief");
    expect(all.steps.map(({ title }) => title)).to.deep.equal([UP, "let one zone pass it (a, b)", REST]);
    for (const { config, verdict, interruptions } of all.steps) {
      const after = withKeys(keys, parse(config) as Keys);
      const view = await run({ stack: dev(keys), to: dev(after) });
      expect({ verdict: view.verdict, interruptions: view.interruptions }).to.deep.equal({ verdict, interruptions });
      keys = after;
    }
    expect(keys).to.deep.equal(target);
  });

  it("shows of a long section the keys within it that change, and a new section whole", async () => {
    const target: Keys = { options: ["networkFirewall"], regions: TWO, networkFirewall: SECTION };
    const view = await run({ stack: dev({ regions: TWO }), to: dev(target) });
    const [up, one, rest] = view.steps.map(({ config }) => config);
    expect(up).to.equal(
      [
        "options: [ networkFirewall ]",
        "regions.eu-west-1.firewall: { bypassZones: [ a, b, c ] }",
        "regions.eu-central-1.firewall: { bypassZones: [ b, c ] }",
        "networkFirewall:",
        "  logs:\n    kind: s3\n    bucket: the-archive-of-all-logs-of-the-whole-team",
        "  protection:\n    deletion: true\n    policyChange: true\n    subnetChange: true",
        "  customerManagedKey: true",
      ].join("\n"),
    );
    expect(one).to.equal(
      "regions.eu-west-1.firewall: { bypassZones: [ b, c ] }\nregions.eu-central-1.firewall: { bypassZones: [ c ] }",
    );
    // A region that is short is whole again.
    expect(rest).to.equal(
      "regions.eu-west-1: { zones: [ a, b, c ], cidr: 10.20.0.0/16 }\nregions.eu-central-1.firewall: # remove",
    );
  });

  it("keeps what the file says of the region's firewall on the way", async () => {
    const firewall = { cidr: "192.168.0.0/24", zones: ["a", "b", "c"], bypassZones: ["c"] };
    const regions = { "eu-west-1": { ...TWO["eu-west-1"], firewall } };
    const view = await run({ stack: dev({ regions }), to: "networkFirewall" });
    expect(steps(view)).to.deep.equal([
      [UP, "options: [ networkFirewall ]\nregions.eu-west-1.firewall.bypassZones: [ a, b, c ]", "none"],
      ["let one zone pass it (a)", "regions.eu-west-1.firewall.bypassZones: [ b, c ]", "brief"],
      [REST, "regions.eu-west-1.firewall.bypassZones: [ c ]", "brief"],
    ]);
  });

  for (const [what, section, severity] of [
    ["denies clients, whom each zone drops as it passes", { denied: ["198.51.100.0/24"] }, "clients"],
    ["closes names, which each zone closes as it passes", { egressDomains: ["a.example.com"] }, "egress"],
  ] as const)
    it(`comes zone by zone too where it ${what}`, async () => {
      const keys = { options: ["networkFirewall"], networkFirewall: section, ...region({ nat: "perZone" }) };
      const view = await run({ stack: dev(region({ nat: "perZone" })), to: dev(keys) });
      const noticed = [`outage ${severity}`, "brief inspection"];
      expect([view.verdict, rules(view)]).to.deep.equal(["outage", noticed]);
      expect(view.steps.map(({ title, verdict }) => `${verdict}: ${title}`)).to.deep.equal([
        `none: ${UP}`,
        "outage: let one zone pass it (a)",
        `outage: ${REST}`,
      ]);
      expect(view.steps.map(rules)).to.deep.equal([[], noticed, noticed]);
      const zones = [view, ...view.steps.slice(1)].map(
        ({ interruptions }) => / in (eu.*)$/.exec(interruptions[0]!.what)?.[1],
      );
      expect(zones).to.deep.equal(["eu-west-1a, eu-west-1b", "eu-west-1a", "eu-west-1b"]);
    });

  it("has no way where clients are denied of one that is there", async () => {
    const [bare, denied] = [{}, { denied: ["198.51.100.0/24"] }].map((networkFirewall) => ({
      options: ["networkFirewall"],
      networkFirewall,
    }));
    const view = await run({ stack: dev(bare), to: dev(denied) });
    expect([view.verdict, rules(view), view.steps]).to.deep.equal([
      "outage",
      ["outage clients", "none inspection-rules"],
      [],
    ]);
  });

  for (const [what, from, to] of [
    [
      "there is one zone to pass it",
      region({}),
      { ...region({ firewall: { bypassZones: ["b"] } }), options: ["networkFirewall"] },
    ],
    [
      "it is there already",
      { ...region({ firewall: { bypassZones: ["a", "b"] } }), options: ["networkFirewall"] },
      { options: ["networkFirewall"] },
    ],
  ] as [string, Keys, Keys][])
    it(`has no other way where ${what}`, async () => {
      const view = await run({ stack: dev(from), to: dev(to) });
      expect([view.verdict, view.steps]).to.deep.equal(["brief", []]);
    });

  it("comes with the tasks where these come in steps", async () => {
    const view = await run({ to: "ecs,networkFirewall" });
    expect(steps(view)).to.deep.equal([
      [
        "bring up the tasks, without connections",
        "options: [ nlb, ecs, networkFirewall ]\nweights: { instances: 100, tasks: 0 }",
        "brief",
      ],
      ["move the connections to the tasks", "weights: { instances: 0, tasks: 100 }", "brief"],
      ["take the instances away", "options: [ ecs, networkFirewall ]\nweights: # remove", "none"],
    ]);
  });

  it("that is protected is refused to go", async () => {
    const view = await run({
      stack: dev({ options: ["networkFirewall"], networkFirewall: { protection: { deletion: true } } }),
      to: "nlb",
    });
    expect([view.verdict, view.interruption, view.refusals]).to.deep.equal([
      "refused",
      "none",
      ["firewall-eu-west-1 is protected, and this would remove it"],
    ]);
  });
});

describe("cli/switch, what is refused", () => {
  const three = () => dev(region({ zones: ["a", "b", "c"], nat: "perZone" }));

  it("is the loss of addresses without leave", async () => {
    const view = await run({ stack: three(), to: "dev" });
    const places = ["eu-west-1c", "eu-west-1b/egress", "eu-west-1c/egress"];
    expect(view.refusals).to.deep.equal(
      places.map((place) => `the address ${place} would be lost: it is released, and nobody gets it back`),
    );
    expect(view.losses.map(({ name }) => name)).to.deep.equal([
      "addresses-eu-west-1-c",
      "addresses-eu-west-1-egress-b",
      "addresses-eu-west-1-egress-c",
    ]);
    expect([view.verdict, view.interruption, view.steps]).to.deep.equal(["refused", "outage", []]);
  });

  it("is none of it with leave, by a name of each kind", async () => {
    const allowLoss = ["eu-west-1c", "addresses-eu-west-1-egress-b", "eu-west-1c/egress"];
    const view = await run({ stack: three(), to: "dev", allowLoss });
    expect([view.verdict, view.refusals, view.losses]).to.deep.equal(["outage", [], []]);
    expect(view.addresses.filter(({ lost }) => lost)).to.have.length(3);
  });

  it("is what prod protects", async () => {
    const allowLoss = ["eu-west-1c", "eu-west-1b/egress", "eu-west-1c/egress"];
    const view = await run({ stack: "prod", to: "dev", allowLoss });
    expect(view.losses).to.deep.equal([]);
    expect(view.verdict).to.equal("refused");
    expect(view.refusals).to.include.members(
      ["addresses-eu-west-1-c", "addresses-eu-west-1-egress-b", "addresses-eu-west-1-egress-c"].map(
        (name) => `${name} is protected, and this would remove it`,
      ),
    );
  });

  const mistakes: [string, () => Partial<SwitchArgs>, string][] = [
    [
      "an address nobody has",
      () => ({ stack: three(), to: "dev", allowLoss: ["eu-west-1c", "eu-west-1d", "eipalloc-1"] }),
      "--allow-loss eu-west-1d eipalloc-1: no address of the stack has this name. " +
        "Those that would be lost: eu-west-1c, eu-west-1b/egress, eu-west-1c/egress.",
    ],
    [
      "an address nobody has, and none is lost",
      () => ({ to: "ecs", allowLoss: ["eu-west-1c"] }),
      "--allow-loss eu-west-1c: no address of the stack has this name. No address would be lost.",
    ],
    [
      "a word that is near an option",
      () => ({ to: "nbl" }),
      `nbl is no config file, no stack, and no list of options (${OPTION_NAMES.join(", ")}). Did you mean nlb?`,
    ],
    [
      "a word among options",
      () => ({ to: "nlb,something" }),
      `nlb,something is no config file, no stack, and no list of options (${OPTION_NAMES.join(", ")}).`,
    ],
    [
      "no word",
      () => ({ from: "," }),
      `, is no config file, no stack, and no list of options (${OPTION_NAMES.join(", ")}).`,
    ],
    ["a file that is not there", () => ({ to: "/nowhere.yaml" }), "There is no stack file /nowhere.yaml."],
    ["a stack that is not there", () => ({ stack: "nowhere", to: "ecs" }), "There is no stack file "],
  ];
  for (const [what, args, message] of mistakes)
    it(`says what is wrong with ${what}`, async () => {
      const { name, message: text } = await failureOf(run(args()));
      expect(name).to.equal("Error");
      expect(text.startsWith("There is no stack file ") ? text.slice(0, message.length) : text).to.equal(message);
    });

  it("says what is wrong with the config on the other side", async () => {
    const { message } = await failureOf(run({ to: dev({ service: { port: 70_000 } }) }));
    expect(message).to.match(
      /^The configuration of stack dev has 1 mistake; nothing was done\.\n\n {2}ha-tcp:service\.port .*\n/,
    );
  });

  it("says in which of the two files something is missing", async () => {
    const wrong = dev({ options: ["globalAccelerator"] });
    const { message } = await failureOf(run({ to: wrong }));
    expect(message).to.include(`ha-tcp:globalAccelerator  at ${wrong}:1:1\n`);
  });
});
