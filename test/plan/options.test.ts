import { expect } from "chai";
import fc from "fast-check";
import { compose, OPTION_NAMES, OPTIONS, type Composition, type Option } from "../../plan/options";

describe("plan/options: what the chosen options make up", () => {
  const table: [chosen: Option[], expected: Composition][] = [
    [["nlb"], { options: ["nlb"], publicFrontDoor: true, backends: ["instances"] }],
    [["nlb", "nlb"], { options: ["nlb"], publicFrontDoor: true, backends: ["instances"] }],
    [["ecs"], { options: ["ecs"], publicFrontDoor: true, backends: ["tasks"] }],
    [["ecs", "nlb"], { options: ["nlb", "ecs"], publicFrontDoor: true, backends: ["instances", "tasks"] }],
    [[], { options: [], publicFrontDoor: false, backends: ["instances"] }],
  ];
  for (const [chosen, expected] of table)
    it(`[${chosen.join(", ")}]`, () => {
      expect(compose(chosen)).to.deep.equal(expected);
    });

  /** In any order, some perhaps twice. */
  const chosen = fc.array(fc.constantFrom(...OPTION_NAMES), { minLength: 1, maxLength: 8 });

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

  it("has the options that were chosen, and a backend where one of them brings it", () => {
    fc.assert(
      fc.property(chosen, (options) => {
        const { options: taken, backends } = compose(options);
        expect([...taken].sort()).to.deep.equal([...new Set(options)].sort());
        const brought = new Set(options.flatMap((option): string[] => [...OPTIONS[option].backends]));
        expect(brought).not.to.be.empty;
        expect(backends).to.deep.equal([...brought].sort());
      }),
    );
  });
});
