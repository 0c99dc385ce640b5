import { expect } from "chai";
import fc from "fast-check";
import { validate } from "../../config/validate";
import { type Capacity, type CapacitySettings, capacity, targetsToLoseZone } from "../../plan/capacity";
import { type HostCapacity, hostCapacity, secondsForHosts } from "../../plan/ecs/hosts";
import { type StepPlan, stepsIn, stepsOut } from "../../plan/instances/stepScaling";
import { changed, smallest } from "../support/raw";
import { counts, whole } from "../support/sections";

describe("plan/capacity: instances of a region", () => {
  const table: [settings: CapacitySettings, zones: number, expected: Capacity][] = [
    [{}, 2, { min: 2, desired: 2, max: 4 }],
    [{}, 3, { min: 3, desired: 3, max: 6 }],
    [{ min: 3, max: 9 }, 3, { min: 3, desired: 3, max: 9 }],
    [{ min: 5 }, 3, { min: 5, desired: 5, max: 10 }],
    [{ min: 1 }, 3, { min: 1, desired: 3, max: 6 }],
    [{ min: 4, max: 5 }, 3, { min: 4, desired: 4, max: 5 }],
    [{ desired: 1 }, 3, { min: 1, desired: 1, max: 2 }],
    [{ desired: 5 }, 3, { min: 3, desired: 5, max: 10 }],
    [{ desired: 2, max: 9 }, 3, { min: 2, desired: 2, max: 9 }],
    [{ max: 1 }, 3, { min: 1, desired: 1, max: 1 }],
    [{ max: 3 }, 2, { min: 2, desired: 2, max: 3 }],
    [{ min: 1, desired: 2, max: 3 }, 6, { min: 1, desired: 2, max: 3 }],
  ];
  for (const [settings, zones, expected] of table)
    it(`${JSON.stringify(settings)} over ${zones} zones`, () => {
      expect(capacity(settings, zones)).to.deep.equal(expected);
    });

  const accepted = (settings: CapacitySettings): boolean =>
    validate(changed(smallest(), { instances: settings })).mistakes === undefined;
  const any = fc.record({ min: whole(1, 8), desired: whole(1, 8), max: whole(1, 8) }, { requiredKeys: [] });

  it("rises from min over desired to max, and keeps what is set, for whatever a stack file may say", () => {
    fc.assert(
      fc.property(any, (settings) => {
        fc.pre(accepted(settings));
        const all = capacity(settings, 3);
        expect(all.min).to.be.at.least(1).and.at.most(all.desired);
        expect(all.desired).to.be.at.most(all.max);
        expect(all).to.include(settings);
      }),
    );
  });

  it("refuses only what falls: any part of three rising numbers is accepted", () => {
    fc.assert(
      fc.property(counts, (settings) => {
        expect(accepted(settings)).to.equal(true);
      }),
    );
    expect(accepted({ min: 4, desired: 3 })).to.equal(false);
    expect(accepted({ desired: 3, max: 2 })).to.equal(false);
    expect(accepted({ min: 3, max: 2 })).to.equal(false);
  });
});

describe("plan/capacity: hosts of a region", () => {
  const table: [settings: { max?: number }, mostTasks: number, zones: number, expected: HostCapacity][] = [
    [{}, 6, 3, { step: 3, max: 12 }],
    [{}, 1, 2, { step: 2, max: 2 }],
    [{}, 1, 3, { step: 2, max: 2 }],
    [{ max: 2 }, 6, 3, { step: 2, max: 2 }],
    [{ max: 9 }, 6, 3, { step: 3, max: 9 }],
    // A region without zones is a mistake of its own.
    [{}, 0, 0, { step: 1, max: 1 }],
  ];
  for (const [settings, mostTasks, zones, expected] of table)
    it(`${JSON.stringify(settings)} for up to ${mostTasks} tasks over ${zones} zones`, () => {
      expect(hostCapacity(settings, mostTasks, zones)).to.deep.equal(expected);
    });
});

describe("plan/capacity: steps", () => {
  const upwards = "GreaterThanOrEqualToThreshold" as const;
  const downwards = "LessThanOrEqualToThreshold" as const;

  const out: [title: string, steps: { above: number; add: number }[], plan: StepPlan][] = [
    [
      "one step",
      [{ above: 80, add: 2 }],
      { threshold: 80, comparison: upwards, adjustments: [{ lower: 0, upper: undefined, change: 2 }] },
    ],
    [
      "three steps in any order",
      [
        { above: 90, add: 4 },
        { above: 70, add: 1 },
        { above: 80, add: 2 },
      ],
      {
        threshold: 70,
        comparison: upwards,
        adjustments: [
          { lower: 0, upper: 10, change: 1 },
          { lower: 10, upper: 20, change: 2 },
          { lower: 20, upper: undefined, change: 4 },
        ],
      },
    ],
  ];
  for (const [title, steps, plan] of out)
    it(`out: ${title}`, () => {
      expect(stepsOut(steps)).to.deep.equal(plan);
    });

  const back: [title: string, steps: { below: number; remove: number }[], plan: StepPlan][] = [
    [
      "one step",
      [{ below: 20, remove: 1 }],
      { threshold: 20, comparison: downwards, adjustments: [{ lower: undefined, upper: 0, change: -1 }] },
    ],
    [
      "three steps in any order",
      [
        { below: 20, remove: 2 },
        { below: 10, remove: 3 },
        { below: 35, remove: 1 },
      ],
      {
        threshold: 35,
        comparison: downwards,
        adjustments: [
          { lower: -15, upper: 0, change: -1 },
          { lower: -25, upper: -15, change: -2 },
          { lower: undefined, upper: -25, change: -3 },
        ],
      },
    ],
  ];
  for (const [title, steps, plan] of back)
    it(`in: ${title}`, () => {
      expect(stepsIn(steps)).to.deep.equal(plan);
    });

  const bounds = fc.uniqueArray(fc.tuple(whole(1, 99), whole(1, 9)), {
    minLength: 1,
    maxLength: 6,
    selector: ([bound]) => bound,
  });

  /** What the service does at a CPU use, by the rules of its API: lower bounds are included upwards, upper bounds downwards. */
  const changes = (plan: StepPlan, cpu: number): number[] => {
    const up = plan.comparison === upwards;
    if (up ? cpu < plan.threshold : cpu > plan.threshold) return [];
    const over = cpu - plan.threshold;
    return plan.adjustments
      .filter(({ lower = -Infinity, upper = Infinity }) =>
        up ? lower <= over && over < upper : lower < over && over <= upper,
      )
      .map(({ change }) => change);
  };

  it("out: at every CPU use exactly the step of the highest bound that is reached", () => {
    fc.assert(
      fc.property(bounds, whole(0, 100), (steps, cpu) => {
        const plan = stepsOut(steps.map(([above, add]) => ({ above, add })));
        const reached = steps.filter(([above]) => above <= cpu).sort(([one], [other]) => other - one);
        expect(changes(plan, cpu)).to.deep.equal(reached.slice(0, 1).map(([, add]) => add));
      }),
    );
  });

  it("in: at every CPU use exactly the step of the lowest bound that is reached", () => {
    fc.assert(
      fc.property(bounds, whole(0, 100), (steps, cpu) => {
        const plan = stepsIn(steps.map(([below, remove]) => ({ below, remove })));
        const reached = steps.filter(([below]) => below >= cpu).sort(([one], [other]) => one - other);
        expect(changes(plan, cpu)).to.deep.equal(reached.slice(0, 1).map(([, remove]) => -remove));
      }),
    );
  });
});

describe("plan/ecs/hosts: how long hosts take to come", () => {
  // Of a minute until the lack is seen, and the warm-up, for each step.
  const table: [tasks: number, step: number, warmupSeconds: number, expected: number][] = [
    [3, 3, 120, 180],
    [4, 3, 120, 360],
    [30, 3, 120, 1800],
    [2, 1, 0, 120],
  ];
  for (const [tasks, step, warmup, expected] of table)
    it(`for ${tasks} tasks by ${step} at a time, with ${warmup} s each: ${expected} s`, () => {
      expect(secondsForHosts(tasks, { step }, warmup)).to.equal(expected);
    });
});

describe("plan/capacity: targets that the loss of a zone leaves enough of", () => {
  const table: [least: number, zones: number, needed: number][] = [
    [3, 3, 3],
    [2, 2, 2],
    // Two of three in one zone: its loss leaves one, as that of two spread evenly does.
    [3, 2, 2],
    [4, 3, 3],
    [9, 3, 9],
    // Nothing is left anyway.
    [1, 2, 0],
    [4, 1, 0],
    [0, 3, 0],
  ];
  for (const [least, zones, needed] of table)
    it(`${least} at the least over ${zones} zones: ${needed}`, () => {
      expect(targetsToLoseZone(least, zones)).to.equal(needed);
    });

  it("are the fewest of which as many are left as of the smallest fleet", () => {
    const left = (targets: number, zones: number) => targets - Math.ceil(targets / zones);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 2, max: 8 }), (least, zones) => {
        const needed = targetsToLoseZone(least, zones);
        expect(needed).to.be.at.most(least);
        expect(left(needed, zones)).to.equal(left(least, zones));
        if (needed > 0) expect(left(needed - 1, zones)).to.be.below(left(least, zones));
      }),
    );
  });
});
