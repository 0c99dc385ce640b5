import { expect } from "chai";
import { OPTION_NAMES, type Option, compose, conflicts } from "../../plan/options";
import { type Step, type SwitchConfig, detours, steps, withOptions, zoneByZone } from "../../plan/steps";
import { type Weights, weights } from "../../plan/weights";

const FORMER = { service: { port: 5000 }, instances: { types: ["t3.small"] }, ecs: { launch: "fargate" } };
const LATTER = { service: { port: 6000 }, instances: { types: ["m7g.large"] }, ecs: { launch: "ec2" } };

const config = (options: readonly Option[], given?: Weights, rest: Record<string, unknown> = FORMER): SwitchConfig => ({
  ...rest,
  options,
  ...(given && { weights: given }),
});

const share = (instances: number, tasks: number): Weights => ({ instances, tasks });

const NLB = config(["nlb"]);
const ECS = config(["ecs"]);
const both = (instances: number, tasks: number) => config(["nlb", "ecs"], share(instances, tasks));

const FIRST_TASKS = "bring up the tasks, without connections";
const FIRST_INSTANCES = "bring up the instances, without connections";
const TO_TASKS = "move the connections to the tasks";
const TO_INSTANCES = "move the connections to the instances";
const TO_BOTH = "move the connections to the instances and tasks";
const NO_TASKS = "take the tasks away";
const NO_INSTANCES = "take the instances away";

describe("plan/steps", () => {
  const cases: [string, SwitchConfig, SwitchConfig, Step[]][] = [
    [
      "instances to tasks",
      NLB,
      ECS,
      [
        { title: FIRST_TASKS, config: both(100, 0) },
        { title: TO_TASKS, config: both(0, 100) },
        { title: NO_INSTANCES, config: ECS },
      ],
    ],
    [
      "tasks to instances",
      ECS,
      NLB,
      [
        { title: FIRST_INSTANCES, config: both(0, 100) },
        { title: TO_INSTANCES, config: both(100, 0) },
        { title: NO_TASKS, config: NLB },
      ],
    ],
    [
      "instances to both",
      NLB,
      both(90, 10),
      [
        { title: FIRST_TASKS, config: both(100, 0) },
        { title: TO_BOTH, config: both(90, 10) },
      ],
    ],
    [
      "tasks to both that nobody weighs",
      ECS,
      config(["ecs", "nlb"]),
      [
        { title: FIRST_INSTANCES, config: both(0, 100) },
        { title: TO_BOTH, config: config(["ecs", "nlb"]) },
      ],
    ],
    [
      "both to tasks",
      both(90, 10),
      ECS,
      [
        { title: TO_TASKS, config: both(0, 100) },
        { title: NO_INSTANCES, config: ECS },
      ],
    ],
    [
      "both to instances",
      both(90, 10),
      NLB,
      [
        { title: TO_INSTANCES, config: both(100, 0) },
        { title: NO_TASKS, config: NLB },
      ],
    ],
    ["both to tasks, which have all already", both(0, 100), ECS, [{ title: NO_INSTANCES, config: ECS }]],
    ["both to both of another share", both(90, 10), both(0, 100), [{ title: TO_TASKS, config: both(0, 100) }]],
    ["instances to themselves", NLB, NLB, [{ title: TO_INSTANCES, config: NLB }]],
  ];
  for (const [what, from, to, expected] of cases)
    it(`${what}: ${expected.length}`, () => {
      expect(steps(from, to)).to.deep.equal(expected);
    });

  it("keeps an accelerator in use through a change of backends", () => {
    const behind = (of: SwitchConfig): SwitchConfig => ({
      ...of,
      options: [...of.options, "globalAccelerator"],
      globalAccelerator: { clientAffinity: "sourceIp" },
    });
    expect(steps(behind(NLB), behind(ECS))).to.deep.equal([
      { title: FIRST_TASKS, config: behind(both(100, 0)) },
      { title: TO_TASKS, config: behind(both(0, 100)) },
      { title: NO_INSTANCES, config: behind(ECS) },
    ]);
  });

  it("keeps the settings of what leaves, and has the new ones of all else from the first step on", () => {
    const [first, second, last] = steps(config(["nlb"]), config(["ecs"], undefined, LATTER));
    const carried = { ...LATTER, instances: FORMER.instances };
    expect(first?.config).to.deep.equal(config(["nlb", "ecs"], share(100, 0), carried));
    expect(second?.config).to.deep.equal(config(["nlb", "ecs"], share(0, 100), carried));
    expect(last?.config).to.deep.equal(config(["ecs"], undefined, LATTER));
  });

  it("keeps the settings of tasks that leave", () => {
    const [first] = steps(config(["ecs"]), config(["nlb"], undefined, LATTER));
    expect(first?.config).to.deep.equal(config(["nlb", "ecs"], share(0, 100), { ...LATTER, ecs: FORMER.ecs }));
  });
});

describe("plan/steps, with a private front door", () => {
  const LINK = { allowedClients: ["10.60.0.0/20"] };
  const SETTINGS = { ...FORMER, privateLink: LINK };
  const linked = (options: readonly Option[], given?: Weights) => config(options, given, SETTINGS);
  const PRIVATE = linked(["privateLink"]);
  const cases: [string, SwitchConfig, SwitchConfig, Step[]][] = [
    // The same instances: another front door alone needs nothing beforehand.
    [
      "a private front door instead of the public one",
      linked(["nlb"]),
      PRIVATE,
      [{ title: TO_INSTANCES, config: PRIVATE }],
    ],
    [
      "a public front door instead of the private one",
      PRIVATE,
      linked(["nlb"]),
      [{ title: TO_INSTANCES, config: linked(["nlb"]) }],
    ],
    [
      "a private front door beside the public one",
      linked(["nlb"]),
      linked(["nlb", "privateLink"]),
      [{ title: TO_INSTANCES, config: linked(["nlb", "privateLink"]) }],
    ],
    [
      "a private front door beside the tasks",
      linked(["ecs"]),
      linked(["ecs", "privateLink"]),
      [{ title: TO_TASKS, config: linked(["ecs", "privateLink"]) }],
    ],
    [
      "tasks instead of the instances behind a private door",
      PRIVATE,
      linked(["privateLink", "ecs"]),
      [
        { title: FIRST_TASKS, config: linked(["nlb", "ecs", "privateLink"], share(100, 0)) },
        { title: TO_TASKS, config: linked(["nlb", "ecs", "privateLink"], share(0, 100)) },
        { title: NO_INSTANCES, config: linked(["privateLink", "ecs"]) },
      ],
    ],
    [
      "tasks and the public front door for both",
      PRIVATE,
      linked(["ecs"]),
      [
        { title: FIRST_TASKS, config: linked(["nlb", "ecs"], share(100, 0)) },
        { title: TO_TASKS, config: linked(["nlb", "ecs"], share(0, 100)) },
        { title: NO_INSTANCES, config: linked(["ecs"]) },
      ],
    ],
    // Instances that are there for want of another backend are brought by nlb meanwhile; the public front door goes with the last step.
    [
      "instances and the private front door for tasks and the public one",
      linked(["ecs"]),
      PRIVATE,
      [
        { title: FIRST_INSTANCES, config: linked(["nlb", "ecs", "privateLink"], share(0, 100)) },
        { title: TO_INSTANCES, config: linked(["nlb", "ecs", "privateLink"], share(100, 0)) },
        { title: NO_TASKS, config: PRIVATE },
      ],
    ],
  ];
  for (const [what, from, to, expected] of cases)
    it(`${what}: ${expected.length}`, () => {
      expect(steps(from, to)).to.deep.equal(expected);
    });

  // Weights of two backends; a lone one has its own.
  const subsets = OPTION_NAMES.reduce<Option[][]>((all, name) => [...all, ...all.map((some) => [...some, name])], [[]]);
  const all = subsets
    .filter((some) => some.length > 0 && conflicts(some).length === 0)
    .map((some) => linked(some, compose(some).backends.length > 1 ? share(90, 10) : undefined));
  const loadBalancers = ({ options }: SwitchConfig): string[] => {
    const { publicFrontDoor, privateFrontDoor, acceleratedFrontDoor } = compose(options);
    return [
      ...(publicFrontDoor ? ["public"] : []),
      ...(privateFrontDoor ? ["private"] : []),
      ...(acceleratedFrontDoor ? ["accelerated"] : []),
    ];
  };

  it("keeps the front doors that both have, and opens none that neither has, between every two sets of options", () => {
    expect(all.length).to.be.at.least(23);
    for (const from of all)
      for (const to of all) {
        const both = loadBalancers(from).filter((loadBalancer) => loadBalancers(to).includes(loadBalancer));
        for (const { title, config: step } of steps(from, to)) {
          const what = `${from.options.join()} → ${to.options.join()}, ${title}`;
          expect(loadBalancers(step), what).to.include.members(both);
          expect([...loadBalancers(from), ...loadBalancers(to)], what).to.include.members(loadBalancers(step));
          expect(step["privateLink"], what).to.equal(LINK);
        }
      }
  });

  it("keeps the firewall where both have one, between every two sets of options", () => {
    const inspected = all.filter(({ options }) => compose(options).inspected);
    expect(inspected.length).to.be.at.least(8);
    for (const from of inspected)
      for (const to of inspected)
        for (const { config: step } of steps(from, to)) expect(compose(step.options).inspected).to.equal(true);
  });
});

describe("plan/steps, of every two configs", () => {
  const all: SwitchConfig[] = [
    NLB,
    ECS,
    config(["nlb", "ecs"]),
    ...[share(100, 0), share(0, 100), share(90, 10), share(1, 999)].map((each) => config(["nlb", "ecs"], each)),
  ];
  const weighed = ({ options, weights: given }: SwitchConfig): Weights => weights(compose(options).backends, given);
  const serving = (of: Weights) => Object.entries(of).flatMap(([backend, weight]) => (weight > 0 ? [backend] : []));

  for (const from of all)
    for (const to of all) {
      const text = ({ options, weights: given }: SwitchConfig) => `${options.join()} ${JSON.stringify(given ?? {})}`;
      it(`${text(from)} → ${text(to)}`, () => {
        const way = steps(from, to);
        expect(way.at(-1)?.config, "the last").to.equal(to);
        let before = weighed(from);
        for (const { title, config: next } of way) {
          const after = weighed(next);
          expect(Object.keys(before), `${title}: who serves was there`).to.include.members(serving(after));
          const gone = serving(before).filter((backend) => !(backend in after));
          expect(gone, `${title}: who goes serves nobody`).to.deep.equal([]);
          before = after;
        }
      });
    }

  for (const each of all)
    it(`${each.options.join()} ${JSON.stringify(each.weights ?? {})} to itself is one`, () => {
      expect(steps(each, each).map((step) => step.config)).to.deep.equal([each]);
    });
});

describe("plan/steps, detours", () => {
  it("lets tasks serve while the instances change", () => {
    const to = config(["nlb"], undefined, LATTER);
    const beside = (instances: number, tasks: number, rest: Record<string, unknown>) =>
      config(["nlb", "ecs"], share(instances, tasks), rest);
    expect(detours(NLB, to)).to.deep.equal([
      [
        { title: FIRST_TASKS, config: beside(100, 0, FORMER) },
        { title: TO_TASKS, config: beside(0, 100, FORMER) },
        { title: "change the instances while they have no connections", config: beside(0, 100, LATTER) },
        { title: TO_INSTANCES, config: beside(100, 0, LATTER) },
        { title: NO_TASKS, config: to },
      ],
    ]);
  });

  it("lets instances serve while the tasks change", () => {
    const to = config(["ecs"], undefined, LATTER);
    const way = detours(ECS, to)[0]?.map(({ title, config: { weights: given, ecs } }) => [title, given, ecs]);
    expect(way).to.deep.equal([
      [FIRST_INSTANCES, share(0, 100), FORMER.ecs],
      [TO_INSTANCES, share(100, 0), FORMER.ecs],
      ["change the tasks while they have no connections", share(100, 0), LATTER.ecs],
      [TO_TASKS, share(0, 100), LATTER.ecs],
      [NO_INSTANCES, undefined, LATTER.ecs],
    ]);
  });

  it("moves the connections aside where both are there", () => {
    const to = config(["nlb", "ecs"], share(50, 50), LATTER);
    const from = config(["nlb", "ecs"], share(50, 50), FORMER);
    const ways = detours(from, to).map((way) => way.map(({ config: { weights: given, ecs } }) => [given, ecs]));
    expect(ways).to.deep.equal([
      [
        [share(0, 100), FORMER.ecs],
        [share(0, 100), LATTER.ecs],
        [share(50, 50), LATTER.ecs],
      ],
      [
        [share(100, 0), FORMER.ecs],
        [share(100, 0), LATTER.ecs],
        [share(50, 50), LATTER.ecs],
      ],
    ]);
  });

  for (const [what, from, to] of [
    ["another backend", NLB, ECS],
    ["the other one", ECS, NLB],
  ] as const)
    it(`are none for ${what}`, () => {
      expect(detours(from, to)).to.deep.equal([]);
    });

  it("open no way in that neither config has", () => {
    const from: SwitchConfig = { options: ["privateLink"] };
    const to: SwitchConfig = { options: ["privateLink"], service: { port: 6000 } };
    expect(detours(from, to)).to.deep.equal([]);
    const open = (config: SwitchConfig): SwitchConfig => ({ ...config, options: ["nlb", "privateLink"] });
    expect(detours(from, open(to))).to.have.length(1);
    expect(detours(open(from), to)).to.have.length(1);
  });
});

describe("plan/steps, zoneByZone", () => {
  type Regions = Record<string, { zones: string[]; [key: string]: unknown }>;
  const IRELAND = { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" };
  const FRANKFURT = { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "single" };
  const inspected = (regions: Regions, options: readonly Option[] = ["networkFirewall"]) =>
    config(options, undefined, { ...FORMER, networkFirewall: { denied: ["192.0.2.0/24"] }, regions });
  const bypassing = (...bypassZones: string[]) => ({ firewall: { bypassZones } });
  const UP = "bring up the firewall, with every zone going round it";
  const REST = "let the other zones pass it";
  const one = (zones: string) => `let one zone pass it (${zones})`;

  const cases: [what: string, to: Regions, first: string, all: Regions, some: Regions][] = [
    [
      "one region",
      { "eu-west-1": IRELAND },
      "a",
      { "eu-west-1": { ...IRELAND, ...bypassing("a", "b", "c") } },
      { "eu-west-1": { ...IRELAND, ...bypassing("b", "c") } },
    ],
    [
      "zones in any order",
      { "eu-west-1": { ...IRELAND, zones: ["c", "b"] } },
      "b",
      { "eu-west-1": { ...IRELAND, zones: ["c", "b"], ...bypassing("b", "c") } },
      { "eu-west-1": { ...IRELAND, zones: ["c", "b"], ...bypassing("c") } },
    ],
    [
      "two regions, each of which has the zone",
      { "eu-west-1": IRELAND, "eu-central-1": FRANKFURT },
      "a",
      {
        "eu-west-1": { ...IRELAND, ...bypassing("a", "b", "c") },
        "eu-central-1": { ...FRANKFURT, ...bypassing("a", "b") },
      },
      {
        "eu-west-1": { ...IRELAND, ...bypassing("b", "c") },
        "eu-central-1": { ...FRANKFURT, ...bypassing("b") },
      },
    ],
    [
      "two regions of other zones, one of which has one zone to inspect",
      { "eu-west-1": { ...IRELAND, ...bypassing("a") }, "eu-central-1": { ...FRANKFURT, ...bypassing("b") } },
      "b, a",
      {
        "eu-west-1": { ...IRELAND, ...bypassing("a", "b", "c") },
        "eu-central-1": { ...FRANKFURT, ...bypassing("a", "b") },
      },
      {
        "eu-west-1": { ...IRELAND, ...bypassing("a", "c") },
        "eu-central-1": { ...FRANKFURT, ...bypassing("b") },
      },
    ],
    [
      "a firewall with settings",
      { "eu-west-1": { ...IRELAND, firewall: { cidr: "192.168.0.0/24", zones: ["a", "b", "c"] } } },
      "a",
      {
        "eu-west-1": {
          ...IRELAND,
          firewall: { cidr: "192.168.0.0/24", zones: ["a", "b", "c"], ...bypassing("a", "b", "c").firewall },
        },
      },
      {
        "eu-west-1": {
          ...IRELAND,
          firewall: { cidr: "192.168.0.0/24", zones: ["a", "b", "c"], ...bypassing("b", "c").firewall },
        },
      },
    ],
  ];
  for (const [what, to, first, all, some] of cases)
    it(`brings a firewall into ${what}`, () => {
      const target = inspected(to);
      expect(zoneByZone(NLB, target)).to.deep.equal([
        { title: UP, config: inspected(all) },
        { title: one(first), config: inspected(some) },
        { title: REST, config: target },
      ]);
    });

  it("leaves the target as it is given", () => {
    const target = inspected({ "eu-west-1": IRELAND });
    const before = structuredClone(target);
    expect(zoneByZone(NLB, target).at(-1)?.config).to.equal(target);
    expect(target).to.deep.equal(before);
  });

  const ALL = inspected({ "eu-west-1": IRELAND });
  for (const [what, from, to] of [
    ["of the new options", ECS, inspected({ "eu-west-1": IRELAND }, ["ecs", "networkFirewall"])],
    ["of both backends", both(90, 10), inspected({ "eu-west-1": IRELAND }, ["networkFirewall", "nlb", "ecs"])],
  ] as const)
    it(`keeps the options and the rest ${what}`, () => {
      const way = zoneByZone(from, to);
      expect(way).to.have.length(3);
      for (const { config: step } of way) expect({ ...step, regions: {} }).to.deep.equal({ ...to, regions: {} });
    });

  for (const [what, from, to] of [
    ["there is no firewall", NLB, ECS],
    ["it is there already", inspected({ "eu-west-1": { ...IRELAND, ...bypassing("a", "b", "c") } }), ALL],
    ["it goes", ALL, NLB],
    ["one zone passes it in the end", NLB, inspected({ "eu-west-1": { ...IRELAND, ...bypassing("a", "c") } })],
    ["no zone passes it in the end", NLB, inspected({ "eu-west-1": { ...IRELAND, ...bypassing("a", "b", "c") } })],
    ["a private front door comes, and no firewall", NLB, config(["privateLink"])],
    ["no region is known", NLB, config(["networkFirewall"])],
  ] as const)
    it(`is empty where ${what}`, () => {
      expect(zoneByZone(from, to)).to.deep.equal([]);
    });
});

describe("plan/steps, withOptions", () => {
  const DUAL_STACK = { ipAddressType: "dualstack" };
  const kept = (of: SwitchConfig, globalAccelerator: object = DUAL_STACK): SwitchConfig => ({
    ...of,
    globalAccelerator,
  });
  const accelerated = (
    of: SwitchConfig,
    section = {},
    options: Option[] = ["nlb", "globalAccelerator"],
  ): SwitchConfig => ({ ...kept(of, section), options });

  const cases: [string, SwitchConfig, readonly Option[], SwitchConfig][] = [
    ["one for the other", NLB, ["ecs"], ECS],
    ["the same", NLB, ["nlb"], NLB],
    ["one of two: its weight says nothing", both(90, 10), ["ecs"], ECS],
    ["tasks beside instances: none for what comes", NLB, ["nlb", "ecs"], both(100, 0)],
    ["instances beside tasks: none for what comes", ECS, ["nlb", "ecs"], both(0, 100)],
    ["two as they are weighed", both(90, 10), ["nlb", "ecs"], both(90, 10)],
    ["two that were given before", config(["nlb"], share(1, 2)), ["nlb", "ecs"], both(1, 2)],
    ["two of which one was given", config(["nlb"], { instances: 7 }), ["nlb", "ecs"], both(100, 0)],
    ["two that nobody weighs, as they were", config(["nlb", "ecs"]), ["nlb", "ecs"], both(100, 100)],
    ["in the order given", NLB, ["ecs", "nlb"], { ...both(100, 0), options: ["ecs", "nlb"] }],
    ["a private front door for the public one: the same instances", NLB, ["privateLink"], config(["privateLink"])],
    ["a private front door for the tasks'", ECS, ["privateLink"], config(["privateLink"])],
    ["the public front door for a private one", config(["privateLink"]), ["nlb"], NLB],
    [
      "tasks beside the instances of a private front door: none for what comes",
      config(["privateLink"]),
      ["nlb", "ecs", "privateLink"],
      config(["nlb", "ecs", "privateLink"], share(100, 0)),
    ],
    [
      "a private front door beside two: their weights stay",
      both(90, 10),
      ["nlb", "ecs", "privateLink"],
      config(["nlb", "ecs", "privateLink"], share(90, 10)),
    ],
    ["a firewall before the instances", NLB, ["networkFirewall"], config(["networkFirewall"])],
    ["a firewall before the tasks", ECS, ["ecs", "networkFirewall"], config(["ecs", "networkFirewall"])],
    [
      "a firewall before two: their weights stay",
      both(90, 10),
      ["nlb", "ecs", "networkFirewall"],
      config(["nlb", "ecs", "networkFirewall"], share(90, 10)),
    ],
    [
      "tasks beside the instances of a firewall: none for what comes",
      config(["networkFirewall"]),
      ["nlb", "ecs", "networkFirewall"],
      config(["nlb", "ecs", "networkFirewall"], share(100, 0)),
    ],
    ["an accelerator: its section comes with it", NLB, ["nlb", "globalAccelerator"], accelerated(NLB)],
    ["an accelerator alone", NLB, ["globalAccelerator"], accelerated(NLB, {}, ["globalAccelerator"])],
    ["an accelerator as it is said", kept(NLB), ["nlb", "globalAccelerator"], accelerated(NLB, DUAL_STACK)],
    [
      "an accelerator that goes: its section stays, as it holds the addresses",
      accelerated(NLB),
      ["nlb"],
      kept(NLB, {}),
    ],
    ["an accelerator that waits", kept(NLB), ["ecs"], kept(ECS)],
    [
      "an accelerator before two: their weights stay",
      both(90, 10),
      ["nlb", "ecs", "globalAccelerator"],
      accelerated(both(90, 10), {}, ["nlb", "ecs", "globalAccelerator"]),
    ],
    [
      "a firewall in place of an accelerator, whose section stays",
      accelerated(NLB),
      ["nlb", "networkFirewall"],
      { ...kept(NLB, {}), options: ["nlb", "networkFirewall"] },
    ],
    [
      "shares of front doors that go, with them",
      {
        ...NLB,
        traffic: {
          gbInPerMonth: 5,
          frontDoors: { public: 1, privateLink: 3 },
          regions: { "eu-west-1": { frontDoors: { privateLink: 1 } } },
        },
      },
      ["ecs"],
      { ...ECS, traffic: { gbInPerMonth: 5, frontDoors: { public: 1 }, regions: { "eu-west-1": {} } } },
    ],
    ["traffic that is no section", { ...NLB, traffic: 5 }, ["ecs"], { ...ECS, traffic: 5 }],
  ];
  for (const [what, from, options, expected] of cases)
    it(what, () => {
      expect(withOptions(from, options)).to.deep.equal(expected);
    });
});
