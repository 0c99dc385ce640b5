import { expect } from "chai";
import fc from "fast-check";
import { type Loss, after, losses, lossesNamed } from "../../../analysis/failures";
import type { Graph } from "../../../graph";
import { runs } from "../../support/full";
import { recordStack } from "../../support/recording";
import { addressesIn } from "./support";

const STACKS = [
  "dev",
  "examples/failover.yaml",
  "examples/firewall.yaml",
  "examples/accelerator.yaml",
  "examples/nlb-ecs.yaml",
];

/** A stack, some losses of it in some order, and how many of the first to lose. */
const cases = (graphs: readonly Graph[]): fc.Arbitrary<{ graph: Graph; some: Loss[]; fewer: number }> =>
  fc.constantFrom(...graphs).chain((graph) => {
    const all = losses(graph);
    return fc
      .shuffledSubarray(all, { minLength: 1, maxLength: Math.min(6, all.length) })
      .chain((some) => fc.nat({ max: some.length }).map((fewer) => ({ graph, some, fewer })));
  });

describe("any losses", () => {
  let graphs: Graph[];
  before(async () => {
    graphs = await Promise.all(STACKS.map(recordStack));
  });

  it("make no more addresses answer than fewer of them do, nor leave more targets", () => {
    fc.assert(
      fc.property(cases(graphs), ({ graph, some, fewer }) => {
        const [one, other] = [after(graph, some.slice(0, fewer)), after(graph, some)];
        expect(addressesIn(one, "answers")).to.include.members(addressesIn(other, "answers"));
        for (const [place, { left }] of other.capacity.entries())
          expect(left).to.be.at.most(one.capacity[place]?.left ?? 0);
      }),
      runs(60),
    );
  });

  it("do the same in any order, and twice", () => {
    fc.assert(
      fc.property(cases(graphs), ({ graph, some }) => {
        const reversed = after(graph, [...some].reverse());
        expect(reversed).to.deep.equal(after(graph, some));
        expect(after(graph, [...some, ...some]).addresses).to.deep.equal(reversed.addresses);
      }),
      runs(20),
    );
  });

  it("have names that are theirs alone, and by which they are found", () => {
    for (const graph of graphs) {
      const all = losses(graph);
      expect(new Set(all.map(({ name }) => name)).size).to.equal(all.length);
      expect(
        lossesNamed(
          graph,
          all.map(({ name }) => name),
        ).found,
      ).to.deep.equal(all);
    }
  });

  it("are none: all is well", () => {
    for (const graph of graphs) {
      const { recovery, controlPlanes, ways, addresses, rules, notes } = after(graph, []);
      expect([recovery, controlPlanes, rules]).to.deep.equal([[], [], []]);
      expect(ways.map(({ reach }) => reach).filter((reach) => reach !== "all")).to.deep.equal([]);
      expect(addresses.some(({ state }) => state === "silent")).to.equal(false);
      expect(notes.length).to.be.at.most(1);
    }
  });
});
