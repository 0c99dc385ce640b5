import { expect } from "chai";
import fc from "fast-check";
import { formatMistakes, formatPath } from "../../config/mistakes";
import { NAMESPACE, type StackConfig, regionEntries } from "../../config/schema";
import { validate } from "../../config/validate";
import { OPTION_NAMES, compose } from "../../plan/options";
import { goodConfig } from "../support/configs";
import { runs } from "../support/full";
import { MUTATIONS } from "../support/mutations";
import { type RawConfig, changed } from "../support/raw";

/** The places of all mistakes, and the message that tells them; empty where there are none. */
function told(raw: Record<string, unknown>): { places: string[]; message: string } {
  const { mistakes = [] } = validate(raw);
  return {
    places: mistakes.map(({ path }) => formatPath(NAMESPACE, path)),
    message: mistakes.length === 0 ? "" : formatMistakes(NAMESPACE, "test", mistakes),
  };
}

/** What is made from a config, without the order of anything whose order says nothing. */
function meaning(raw: Record<string, unknown>) {
  const { config, mistakes } = validate(raw) as { config: StackConfig; mistakes?: undefined };
  expect(mistakes).to.equal(undefined);
  return { ...config, options: compose(config.options), regions: regionEntries(config) };
}

/** The same mapping with its keys in another order, at every depth. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  );
}

/** Every place in a value, from the root's keys inwards. */
const pathsIn = (value: unknown, prefix = ""): string[] =>
  value === null || typeof value !== "object"
    ? []
    : Object.entries(value).flatMap(([key, each]) => {
        const path = Array.isArray(value) ? `${prefix}[${key}]` : prefix === "" ? key : `${prefix}.${key}`;
        return [path, ...pathsIn(each, path)];
      });

describe("any good config", () => {
  it("may have each option: test/support/configs.ts draws them", () => {
    const drawn = new Set(fc.sample(goodConfig, { numRuns: 60, seed: 1 }).flatMap(({ options }) => options));
    expect(OPTION_NAMES.filter((name) => !drawn.has(name))).to.deep.equal([]);
  });

  it("has no mistake", () => {
    fc.assert(
      fc.property(goodConfig, (raw) => {
        expect(told(raw).message).to.equal("");
      }),
      runs(10),
    );
  });

  it("keeps every value that it says", () => {
    fc.assert(
      fc.property(goodConfig, (raw) => {
        const { config } = validate(raw) as { config: StackConfig };
        expect(config).to.containSubset(raw);
      }),
      runs(10),
    );
  });

  it("means the same with its zones, options and keys in another order", () => {
    const shuffled = goodConfig.chain((raw) => {
      const names = Object.keys(raw.regions) as (keyof RawConfig["regions"])[];
      return fc
        .tuple(
          ...names.map((name) =>
            fc.shuffledSubarray(raw.regions[name]!.zones, { minLength: raw.regions[name]!.zones.length }),
          ),
        )
        .map((zones) => {
          const changes = Object.fromEntries(names.map((name, index) => [`regions.${name}.zones`, zones[index]]));
          return [raw, reversed(changed(raw, { ...changes, options: [...raw.options].reverse() }))] as const;
        });
    });
    fc.assert(
      fc.property(shuffled, ([raw, other]) => {
        expect(meaning(other as Record<string, unknown>)).to.deep.equal(meaning(raw));
      }),
      runs(10),
    );
  });
});

describe("any good config that is broken", () => {
  for (const { title, apply } of MUTATIONS)
    it(`by ${title}: says so at its place`, () => {
      fc.assert(
        fc.property(goodConfig, (good) => {
          const { raw, path } = apply(good);
          const { places, message } = told(raw);
          expect(places).to.include(`${NAMESPACE}:${path}`);
          expect(message).not.to.include("    at ");
        }),
        runs(2),
      );
    });

  it("by two mistakes in different sections: says both", () => {
    const pair = fc.tuple(goodConfig, fc.constantFrom(...MUTATIONS.filter(({ at }) => at.startsWith("instances"))));
    fc.assert(
      fc.property(pair, ([good, { apply }]) => {
        const { raw, path } = apply(changed(good, { "service.port": "80", protect: "no" }) as unknown as RawConfig);
        expect(told(raw).places).to.include.members([
          `${NAMESPACE}:service.port`,
          `${NAMESPACE}:protect`,
          `${NAMESPACE}:${path}`,
        ]);
      }),
      runs(10),
    );
  });

  it("by any value anywhere: is a config or mistakes with all their words, never an exception", () => {
    const damage = goodConfig.chain((raw) =>
      fc.record({
        raw: fc.constant(raw),
        at: fc.constantFrom(
          ...pathsIn(raw).filter((path) => !path.startsWith("tags") && !path.includes("environment")),
        ),
        value: fc.jsonValue({ maxDepth: 2 }),
      }),
    );
    fc.assert(
      fc.property(damage, ({ raw, at, value }) => {
        const { message } = told(changed(raw, { [at]: value }));
        expect(message).not.to.include("    at ");
        expect(message).not.to.match(/undefined|\[object|^ {4}(allowed|fix) *$/m);
      }),
      runs(10),
    );
  });
});
