import { expect } from "chai";
import { OPTION_NAMES, type Option, compose, conflicts } from "../../../plan/options";
import { detours, steps } from "../../../plan/steps/backends";
import type { Step, SwitchConfig } from "../../../plan/steps/switchConfig";
import { type Weights, weights } from "../../../plan/weights";
import { ECS, FORMER, LATTER, NLB, both, config, share } from "../../support/switchConfigs";

const FIRST_TASKS = "bring up the tasks, without connections";
const FIRST_INSTANCES = "bring up the instances, without connections";
const TO_TASKS = "move the connections to the tasks";
const TO_INSTANCES = "move the connections to the instances";
const TO_BOTH = "move the connections to the instances and tasks";
const NO_TASKS = "take the tasks away";
const NO_INSTANCES = "take the instances away";

describe("plan/steps/backends", () => {
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

describe("plan/steps/backends, with a private front door", () => {
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

describe("plan/steps/backends, of every two configs", () => {
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

describe("plan/steps/backends, detours", () => {
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
