import { expect } from "chai";
import fc from "fast-check";
import {
  CONFLICTS,
  type FrontDoorKind,
  OPTIONS,
  OPTION_NAMES,
  type Option,
  compose,
  conflicts,
  frontDoorKinds,
} from "../../plan/options";

/** In any order, some perhaps twice. */
const chosen = fc.array(fc.constantFrom(...OPTION_NAMES), { minLength: 1, maxLength: 8 });

describe("plan/options: what the chosen options make up", () => {
  type Row = [chosen: Option[], options: Option[], frontDoors: FrontDoorKind[], inspected: boolean, backends: string[]];
  const table: Row[] = [
    [["nlb"], ["nlb"], ["public"], false, ["instances"]],
    [["nlb", "nlb"], ["nlb"], ["public"], false, ["instances"]],
    [["ecs"], ["ecs"], ["public"], false, ["tasks"]],
    [["ecs", "nlb"], ["nlb", "ecs"], ["public"], false, ["instances", "tasks"]],
    [["networkFirewall"], ["networkFirewall"], ["public"], true, ["instances"]],
    [["networkFirewall", "nlb"], ["nlb", "networkFirewall"], ["public"], true, ["instances"]],
    [["networkFirewall", "ecs"], ["ecs", "networkFirewall"], ["public"], true, ["tasks"]],
    [["networkFirewall", "ecs", "nlb"], ["nlb", "ecs", "networkFirewall"], ["public"], true, ["instances", "tasks"]],
    [["privateLink"], ["privateLink"], ["privateLink"], false, ["instances"]],
    [["privateLink", "nlb"], ["nlb", "privateLink"], ["public", "privateLink"], false, ["instances"]],
    [
      ["privateLink", "ecs", "networkFirewall"],
      ["ecs", "networkFirewall", "privateLink"],
      ["public", "privateLink"],
      true,
      ["tasks"],
    ],
    [["globalAccelerator"], ["globalAccelerator"], ["accelerator"], false, ["instances"]],
    [["globalAccelerator", "nlb"], ["nlb", "globalAccelerator"], ["public", "accelerator"], false, ["instances"]],
    [["globalAccelerator", "ecs"], ["ecs", "globalAccelerator"], ["public", "accelerator"], false, ["tasks"]],
    [
      ["privateLink", "globalAccelerator"],
      ["globalAccelerator", "privateLink"],
      ["accelerator", "privateLink"],
      false,
      ["instances"],
    ],
    [[], [], [], false, ["instances"]],
  ];
  for (const [chosen, options, frontDoors, inspected, backends] of table)
    it(`[${chosen.join(", ")}]`, () => {
      const made = compose(chosen);
      expect(made).to.deep.include({ options, inspected, backends });
      expect(frontDoorKinds(made)).to.deep.equal(frontDoors);
    });

  it("is the same for every order, and for an option said twice", () => {
    fc.assert(
      fc.property(chosen, (options) => {
        expect(compose([...options].reverse())).to.deep.equal(compose(options));
        expect(compose([...options, ...options])).to.deep.equal(compose(options));
      }),
    );
  });

  it("is the same when composed again from what it gives", () => {
    fc.assert(
      fc.property(chosen, (options) => {
        const once = compose(options);
        expect(compose(once.options)).to.deep.equal(once);
      }),
    );
  });

  it("has the options that were chosen, and the backends that they bring, or instances where they bring none", () => {
    fc.assert(
      fc.property(chosen, (options) => {
        const { options: taken, backends } = compose(options);
        expect([...taken].sort()).to.deep.equal([...new Set(options)].sort());
        const brought = new Set(options.flatMap((option): string[] => [...OPTIONS[option].backends]));
        expect(backends).to.deep.equal(brought.size === 0 ? ["instances"] : [...brought].sort());
      }),
    );
  });

  it("is inspected by the firewall and by nothing else, and the firewall changes but the public way in that it guards", () => {
    fc.assert(
      fc.property(chosen, (options) => {
        const without = options.filter((option) => option !== "networkFirewall");
        const { inspected, backends, publicFrontDoor, privateFrontDoor, acceleratedFrontDoor } = compose(options);
        expect(inspected).to.equal(without.length < options.length);
        expect(compose(without).inspected).to.equal(false);
        if (without.length === 0) return;
        const rest = compose(without);
        expect({ backends, privateFrontDoor, acceleratedFrontDoor }).to.deep.equal({
          backends: rest.backends,
          privateFrontDoor: rest.privateFrontDoor,
          acceleratedFrontDoor: rest.acceleratedFrontDoor,
        });
        expect(publicFrontDoor).to.equal(rest.publicFrontDoor || inspected);
      }),
    );
  });
});

describe("plan/options: the accelerator", () => {
  it("brings a front door of its own, and changes nothing else of what the others make up", () => {
    fc.assert(
      fc.property(chosen, (options) => {
        const without = options.filter((option) => option !== "globalAccelerator");
        const { acceleratedFrontDoor, options: all, ...others } = compose([...without, "globalAccelerator"]);
        expect(acceleratedFrontDoor).to.equal(true);
        expect(all).to.include("globalAccelerator");
        const { acceleratedFrontDoor: before, options: some, ...rest } = compose(without);
        expect(before).to.equal(false);
        expect(some).not.to.include("globalAccelerator");
        expect(others).to.deep.equal(rest);
      }),
    );
  });
});

describe("plan/options: options that exclude each other", () => {
  it("are the firewall and the accelerator, in every order and among others", () => {
    for (const two of [
      ["networkFirewall", "globalAccelerator"],
      ["globalAccelerator", "nlb", "networkFirewall"],
    ])
      expect(conflicts(two).map(({ options }) => options)).to.deep.equal([["networkFirewall", "globalAccelerator"]]);
  });

  it("are not one of them, nor one of them twice, nor what is no text", () => {
    for (const [one, other] of CONFLICTS.map(({ options }) => options))
      for (const alone of [[], [one], [other], [one, one], [other, null, 7, [one], { one }], [`${one},${other}`]])
        expect(conflicts(alone), JSON.stringify(alone)).to.deep.equal([]);
  });

  it("are no two others of the options that there are", () => {
    const pairs = OPTION_NAMES.flatMap((one) => OPTION_NAMES.map((other) => [one, other]));
    const found = pairs.filter((two) => conflicts(two).length > 0).map((two) => two.sort().join());
    expect([...new Set(found)]).to.deep.equal(["globalAccelerator,networkFirewall"]);
  });

  it("are told with a reason, and what to do, each two once", () => {
    for (const { options, reason, fix } of CONFLICTS) {
      expect(new Set(options).size).to.equal(2);
      for (const words of [reason, fix]) expect(words).to.match(/^\S.*[^.\s]$/);
    }
    const pairs = CONFLICTS.map(({ options }) => [...options].sort().join());
    expect(new Set(pairs).size).to.equal(pairs.length);
  });
});
