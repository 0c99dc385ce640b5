import { expect } from "chai";
import fc from "fast-check";
import { type TargetHealth, bothThreshold, targetHealth, tooManyZonesDown } from "../../../plan/dns/zoneHealth";

describe("plan/dns/zoneHealth: how Route 53 learns of targets", () => {
  const table: readonly [title: string, settings: Parameters<typeof targetHealth>[0], expected: TargetHealth][] = [
    ["by connections and the alias", { tls: false, targetGroups: 1 }, { followsZones: false, evaluatesAlias: true }],
    ["by zones and the alias, with TLS", { tls: true, targetGroups: 1 }, { followsZones: true, evaluatesAlias: true }],
    ["by zones alone, of two backends", { tls: false, targetGroups: 2 }, { followsZones: true, evaluatesAlias: false }],
    ["by zones alone, with TLS of two", { tls: true, targetGroups: 2 }, { followsZones: true, evaluatesAlias: false }],
    [
      "by zones alone where that is said, before a second backend comes",
      { tls: false, targetGroups: 1, followZones: true },
      { followsZones: true, evaluatesAlias: false },
    ],
    [
      "by connections and the alias where that is said",
      { tls: false, targetGroups: 1, followZones: false },
      { followsZones: false, evaluatesAlias: true },
    ],
  ];
  for (const [title, settings, expected] of table)
    it(title, () => {
      expect(targetHealth(settings)).to.deep.equal(expected);
    });
});

describe("plan/dns/zoneHealth: a region by its addresses and by the zones of its load balancer", () => {
  const zone = fc.record({ address: fc.boolean(), targets: fc.boolean() });
  const zones = fc.array(zone, { minLength: 1, maxLength: 6 });
  const count = (all: readonly boolean[]) => all.filter((each) => each).length;

  /** What the statistic makes of a 1 of each zone that is well and a 0 of each that is not. */
  const STATISTICS = {
    Maximum: (values: readonly number[]) => Math.max(...values),
    Minimum: (values: readonly number[]) => Math.min(...values),
    Average: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length,
  };

  /** As the checks of components/dns/healthChecks.ts have it. */
  function isWell(all: readonly { address: boolean; targets: boolean }[], least: number): boolean {
    const { statistic, threshold } = tooManyZonesDown(all.length, least);
    const alarm = STATISTICS[statistic](all.map(({ targets }) => (targets ? 1 : 0))) < threshold;
    const healthy = count(all.map(({ address }) => address)) + (alarm ? 0 : all.length);
    return healthy >= bothThreshold(all.length, least);
  }

  it("is well just while enough of both are", () => {
    fc.assert(
      fc.property(zones, fc.integer({ min: 1, max: 6 }), (all, wanted) => {
        const least = Math.min(wanted, all.length);
        const enough = [all.map(({ address }) => address), all.map(({ targets }) => targets)].every(
          (each) => count(each) >= least,
        );
        expect(isWell(all, least)).to.equal(enough);
      }),
    );
  });

  it("is not left for the loss of one zone of two, which fails by both", () => {
    const [well, lost] = [
      { address: true, targets: true },
      { address: false, targets: false },
    ];
    expect(isWell([well, lost], 1)).to.equal(true);
  });

  it("is left where all targets are lost and the load balancer answers every check by itself", () => {
    expect(isWell(Array(3).fill({ address: true, targets: false }), 1)).to.equal(false);
  });
});
