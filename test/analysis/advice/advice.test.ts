import { expect } from "chai";
import fc from "fast-check";
import { advice, recoveryText, unmet } from "../../../analysis/advice/advice";
import { exclusions } from "../../../analysis/advice/exclusions";
import { type SetFacts, bounds } from "../../../analysis/advice/facts";
import { MATRIX_NEEDS, type MatrixColumn, matrixGaps } from "../../../analysis/advice/matrix";
import { compareSets, orderText } from "../../../analysis/advice/order";
import { LOSSES, type Needs, PREFERENCES } from "../../../plan/needs";
import { OPTION_NAMES, type Option, compose } from "../../../plan/options";
import { optionSets, setName } from "../../../plan/optionSets";
import { runs } from "../../support/full";

const NEEDS: Needs = { ...MATRIX_NEEDS, regions: ["eu-west-1"], privateConsumers: [] };

const FACTS: SetFacts = {
  options: ["nlb"],
  checking: "usual",
  cost: { fixed: 80, usage: 20, total: 100, estimated: 0, missing: [], uncounted: [], assumptions: [] },
  recovery: { loss: "zone=eu-west-1a", seconds: 30, sum: "a 10 s + b 20 s" },
  survives: "zone",
  failing: ["region=eu-west-1: there is no other"],
  addresses: [{ purpose: "public", inUse: 3, parked: 0 }],
  setUp: { resources: 100, accounts: 1, steps: ["up"] },
  lacks: [],
};

const facts = (options: readonly Option[], more: Partial<SetFacts> = {}): SetFacts => ({ ...FACTS, options, ...more });
const costing = (total: number): Partial<SetFacts> => ({ cost: { ...FACTS.cost, total } });

/** What is out by the options alone, by the names of the needs. */
const outBy = (needs: Partial<Needs>): Record<string, string[]> =>
  Object.fromEntries(
    optionSets()
      .filter(({ options }) => options.length === 1)
      .map((set) => [setName(set.options), exclusions({ ...NEEDS, ...needs }, set).map(({ by }) => by)]),
  );

const NONE = { nlb: [], ecs: [], networkFirewall: [], globalAccelerator: [], privateLink: [] };
const CONSUMER = { account: "111122223333", clients: ["10.60.0.0/23"] };

describe("a sum", () => {
  it("says where it lacks a price, and where it rests on those of us-east-1", () => {
    const cost = (missing: string[], estimated: number) => ({ ...FACTS.cost, missing, estimated });
    const sums = [cost([], 0), cost(["nlb.hour"], 0), cost([], 5), cost(["nlb.hour"], 5)];
    expect(sums.map(bounds)).to.deep.equal(["", "≥ ", "~", "≥ ~"]);
    const gaps = (sum: SetFacts["cost"]) =>
      matrixGaps([{ cost: { small: sum, medium: sum, large: sum } } as MatrixColumn]);
    expect(sums.map(gaps)).to.deep.equal([
      [],
      ["Not in the sums: prices that are not known (≥): nlb.hour."],
      ["~: partly at prices of us-east-1."],
      ["Not in the sums: prices that are not known (≥): nlb.hour.", "~: partly at prices of us-east-1."],
    ]);
  });
});

describe("what excludes a set of options", () => {
  it("is a way in that clients need", () => {
    expect(outBy({})).to.deep.equal({ ...NONE, privateLink: ["internet"] });
    const out = ["privateConsumers"];
    expect(outBy({ internet: false, fixedAddresses: "none", privateConsumers: [CONSUMER] })).to.deep.equal({
      ...{ nlb: out, ecs: out, networkFirewall: out, globalAccelerator: out },
      privateLink: [],
    });
  });

  it("is an address that would not be the same, or not answer", () => {
    const elsewhere = ["fixedAddresses"];
    expect(outBy({ fixedAddresses: "sameEverywhere", regions: ["eu-west-1", "us-east-1"] })).to.deep.equal({
      ...{ nlb: elsewhere, ecs: elsewhere, networkFirewall: elsewhere, globalAccelerator: [] },
      privateLink: ["internet", "fixedAddresses"],
    });
    expect(outBy({ fixedAddresses: "sameEverywhere" })).to.deep.equal({ ...NONE, privateLink: ["internet"] });
    const elasticIps = { "eu-west-1": { a: "eipalloc-0a1b2c3d4e5f60718" } };
    expect(outBy({ allowList: { elasticIps, anycast: [] } })).to.deep.equal({
      ...NONE,
      globalAccelerator: ["allowList"],
      privateLink: ["internet", "allowList"],
    });
    expect(outBy({ allowList: { elasticIps: {}, anycast: ["198.51.100.1"] } })).to.deep.equal({
      ...{ nlb: ["allowList"], ecs: ["allowList"], networkFirewall: ["allowList"], globalAccelerator: [] },
      privateLink: ["internet", "allowList"],
    });
  });

  it("is traffic that no firewall sees", () => {
    const seen = ["inspection"];
    expect(outBy({ inspection: true })).to.deep.equal({
      ...{ nlb: seen, ecs: seen, networkFirewall: [], globalAccelerator: seen },
      privateLink: ["internet", "inspection"],
    });
  });

  it("is a backend that the service cannot run on", () => {
    expect(outBy({ containers: "none" })).to.deep.equal({ ...NONE, ecs: ["containers"], privateLink: ["internet"] });
    for (const containers of ["ec2", "fargate"] as const)
      expect(outBy({ containers })).to.deep.equal({
        ...{ nlb: ["containers"], ecs: [], networkFirewall: ["containers"], globalAccelerator: ["containers"] },
        privateLink: ["internet", "containers"],
      });
  });

  it("is what the program refuses, with what to do, and a smaller set that makes the same stack", () => {
    const of = (name: string) =>
      exclusions(
        NEEDS,
        optionSets().find(({ options }) => setName(options) === name)!,
      );
    expect(of("networkFirewall,globalAccelerator")).to.deep.equal([
      {
        by: "program",
        text: "AWS Network Firewall does not inspect the traffic of Global Accelerator: it would be an uninspected way in; choose one of the two; with networkFirewall, several regions are reached by DNS",
      },
    ]);
    expect(of("nlb,networkFirewall")).to.deep.equal([
      { by: "same", text: "it makes the same stack as networkFirewall" },
    ]);
  });

  it("is a plan that costs too much, recovers too slowly, or survives too little", () => {
    const found = (needs: Partial<Needs>, more: Partial<SetFacts> = {}) =>
      unmet({ ...NEEDS, ...needs }, facts(["nlb"], more));
    expect(found({})).to.deep.equal([]);
    expect(found({ budgetUsd: 100, recoverySeconds: 30, survives: "zone" })).to.deep.equal([]);
    expect(found({ budgetUsd: 99.5 })).to.deep.equal([
      { by: "budgetUsd", text: "it costs 100.00 USD a month, 0.50 USD too much" },
    ]);
    expect(found({ recoverySeconds: 29 })).to.deep.equal([
      { by: "recoverySeconds", text: "after zone=eu-west-1a clients wait 30 s (a 10 s + b 20 s)" },
    ]);
    expect(found({ recoverySeconds: 86_400 }, { recovery: { loss: "dns=provider", sum: "" } })).to.deep.equal([
      { by: "recoverySeconds", text: "after dns=provider nobody is served again by itself" },
    ]);
    expect(found({ survives: "region" })).to.deep.equal([
      { by: "survives", text: "region=eu-west-1: there is no other" },
    ]);
    expect(found({ survives: "zone" }, { survives: "neither" })).to.have.length(1);
    expect(found({ survives: "zone" }, { survives: "region" })).to.deep.equal([]);
  });
});

describe("how long clients wait", () => {
  it("is said with its sum, or why there is none", () => {
    expect(recoveryText({ loss: "region=eu-west-1", seconds: 90, sum: "a 30 s + b 60 s" })).to.equal(
      "after region=eu-west-1 clients wait 90 s (a 30 s + b 60 s)",
    );
    expect(recoveryText({ loss: "zone=eu-west-1a", seconds: 0, sum: "a 0 s" })).to.equal(
      "after zone=eu-west-1a clients wait 0 s",
    );
    expect(recoveryText({ loss: "dns=provider", sum: "" })).to.equal(
      "after dns=provider nobody is served again by itself",
    );
    expect(recoveryText({ sum: "" })).to.equal(
      "the plan has no client that would wait: consumers are stacks of their own",
    );
  });
});

describe("the order of what meets the needs", () => {
  it("is said in words", () => {
    expect(orderText("recovery")).to.equal(
      "by how long clients wait after the worst loss, then by what a month costs, to the cent, fewer missing prices first, then by how many steps and resources it takes " +
        "to set up, then by how many options it has, then by their order in the stack file",
    );
  });

  it("is by cost, recovery, effort and options, or with another of these first", () => {
    const dear = facts(["nlb"], { ...costing(200), recovery: { loss: "x", seconds: 5, sum: "" } });
    const cheap = facts(["ecs"], { setUp: { ...FACTS.setUp, steps: ["one", "two"] } });
    expect(compareSets("cost", cheap, dear)).to.equal(-1);
    expect(compareSets("recovery", cheap, dear)).to.equal(1);
    expect(compareSets("setUp", cheap, dear)).to.equal(1);
    expect(compareSets("cost", facts(["nlb"]), facts(["nlb", "ecs"]))).to.equal(-1);
    expect(compareSets("cost", facts(["nlb"]), facts(["ecs"]))).to.equal(-1);
    expect(compareSets("cost", facts(["nlb"], costing(100.001)), facts(["ecs"]))).to.equal(-1);
  });

  it("says why, compared with the next one or the first", () => {
    const { ranked } = advice(NEEDS, [facts(["ecs"], costing(112.5)), facts(["nlb"])], []);
    expect(ranked.map(({ options, why }) => [setName(options), why])).to.deep.equal([
      ["nlb", ["clients come by 3 Elastic IPs", "12.50 USD a month cheaper than ecs"]],
      ["ecs", ["clients come by 3 Elastic IPs", "12.50 USD a month dearer than nlb"]],
    ]);
    expect(advice(NEEDS, [facts(["nlb"])], []).ranked[0]?.why[1]).to.equal("no other set meets the needs");
    const other = facts(["ecs"], { cost: { ...FACTS.cost, total: 5, missing: ["firewall.gb"] } });
    expect(advice(NEEDS, [other, facts(["nlb"])], []).ranked[1]?.why[1]).to.equal(
      "it recovers as nlb, and a price is missing",
    );
    const within = (missing: string[]) =>
      advice({ ...NEEDS, budgetUsd: 100 }, [facts(["nlb"], { cost: { ...FACTS.cost, missing } })], []).ranked[0]
        ?.why[1];
    expect(within([])).to.equal("within the budget");
    expect(within(["firewall.gb"])).to.equal("within the budget as far as prices are known");
  });
});

describe("property: the advice", () => {
  const allowed = optionSets().filter(({ conflict, sameAs }) => !conflict && !sameAs);
  /** Few values, so that there are ties. */
  const factsOf = (options: readonly Option[]): fc.Arbitrary<SetFacts> =>
    fc
      .record({
        total: fc.constantFrom(100, 100.004, 150, 300),
        missing: fc.constantFrom<string[]>([], ["firewall.gb"]),
        seconds: fc.constantFrom(10, 60, undefined),
        survives: fc.constantFrom("region" as const, "zone" as const, "neither" as const),
        steps: fc.integer({ min: 1, max: 3 }),
        resources: fc.constantFrom(90, 120),
      })
      .map(({ total, missing, seconds, survives, steps, resources }) =>
        facts(options, {
          cost: { ...FACTS.cost, total, missing },
          recovery: { loss: "x", seconds, sum: "" },
          survives,
          setUp: { accounts: 1, resources, steps: Array.from({ length: steps }, () => "do") },
        }),
      );
  const needs: fc.Arbitrary<Needs> = fc
    .record(
      {
        budgetUsd: fc.constantFrom(99, 150, 1000),
        recoverySeconds: fc.constantFrom(10, 60),
        survives: fc.constantFrom(...LOSSES),
        inspection: fc.boolean(),
        containers: fc.constantFrom("either", "none", "ec2" as const),
        prefer: fc.constantFrom(...PREFERENCES),
      },
      { requiredKeys: ["inspection", "containers", "prefer"] },
    )
    .map((some) => ({ ...NEEDS, ...some }));

  /** The stated order and the needs, told again without a word of the program's own. */
  const placeOf = (prefer: Needs["prefer"], { cost, recovery, setUp, options }: SetFacts): number[] => {
    const by = {
      cost: [cost.missing.length, Math.round(cost.total * 100)],
      recovery: [recovery.seconds ?? Number.MAX_VALUE],
      setUp: [setUp.steps.length, setUp.resources],
    };
    const rest = (["cost", "recovery", "setUp"] as const).filter((key) => key !== prefer);
    return [...by[prefer], ...rest.flatMap((key) => by[key]), options.length];
  };
  const isBefore = (one: number[], other: number[]): boolean => {
    const at = one.findIndex((value, index) => value !== other[index]);
    return at >= 0 && one[at]! < other[at]!;
  };
  const meets = ({ budgetUsd, recoverySeconds, survives, inspection, containers }: Needs, set: SetFacts): boolean => {
    const made = compose(set.options);
    return (
      (made.publicFrontDoor || made.acceleratedFrontDoor) &&
      (!inspection || set.options.includes("networkFirewall")) &&
      (containers !== "none" || !set.options.includes("ecs")) &&
      (containers !== "ec2" || set.options.includes("ecs")) &&
      set.cost.total <= (budgetUsd ?? Infinity) &&
      (recoverySeconds === undefined || (set.recovery.seconds ?? Infinity) <= recoverySeconds) &&
      (survives === undefined || set.survives === "region" || set.survives === survives)
    );
  };

  it("has no set before its first that meets the needs, and each set once: ranked, or with why it is not", () => {
    fc.assert(
      fc.property(needs, fc.tuple(...allowed.map(({ options }) => factsOf(options))), (wanted, all) => {
        const outright = optionSets().flatMap((set) => {
          const reasons = exclusions(wanted, set);
          return reasons.length > 0 ? [{ options: set.options, reasons }] : [];
        });
        const out = new Set(outright.map(({ options }) => setName(options)));
        const planned = all.filter(({ options }) => !out.has(setName(options)));
        const { ranked, excluded } = advice(wanted, planned, outright);
        const meeting = all.filter((each) => meets(wanted, each));
        expect(ranked.map(({ options }) => setName(options)).sort()).to.deep.equal(
          meeting.map(({ options }) => setName(options)).sort(),
        );
        const [first] = ranked;
        if (first) {
          const place = placeOf(wanted.prefer, first);
          expect(meeting.filter((each) => isBefore(placeOf(wanted.prefer, each), place))).to.deep.equal([]);
        }
        const names = [...ranked, ...excluded].map(({ options }) => setName(options));
        expect(names).to.have.length(2 ** OPTION_NAMES.length - 1);
        expect(new Set(names)).to.have.property("size", names.length);
        expect(excluded.filter(({ reasons }) => reasons.length === 0)).to.deep.equal([]);
      }),
      runs(40),
    );
  });
});
