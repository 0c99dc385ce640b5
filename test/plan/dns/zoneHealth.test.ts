import { expect } from "chai";
import fc from "fast-check";
import { type TargetHealth, bothThreshold, targetHealth } from "../../../plan/dns/zoneHealth";

describe("plan/dns/zoneHealth: how Route 53 learns of targets", () => {
  const table: readonly [title: string, settings: Parameters<typeof targetHealth>[0], expected: TargetHealth][] = [
    ["by connections and the alias", { tls: false, backends: 1 }, { followsZones: false, evaluatesAlias: true }],
    ["by zones and the alias, with TLS", { tls: true, backends: 1 }, { followsZones: true, evaluatesAlias: true }],
    ["by zones alone, of two backends", { tls: false, backends: 2 }, { followsZones: true, evaluatesAlias: false }],
    ["by zones alone, with TLS of two", { tls: true, backends: 2 }, { followsZones: true, evaluatesAlias: false }],
    [
      "by zones alone where that is said, before a second backend comes",
      { tls: false, backends: 1, followZones: true },
      { followsZones: true, evaluatesAlias: false },
    ],
    [
      "by connections and the alias where that is said",
      { tls: false, backends: 1, followZones: false },
      { followsZones: false, evaluatesAlias: true },
    ],
  ];
  for (const [title, settings, expected] of table)
    it(title, () => {
      expect(targetHealth(settings)).to.deep.equal(expected);
    });
});

describe("plan/dns/zoneHealth: the threshold over both kinds of checks", () => {
  const zone = fc.record({ address: fc.boolean(), targets: fc.boolean() });
  const zones = fc.array(zone, { minLength: 1, maxLength: 6 });
  const wellIn = (all: readonly { address: boolean; targets: boolean }[]) => ({
    addresses: all.filter(({ address }) => address).length,
    targets: all.filter(({ targets }) => targets).length,
    both: all.filter(({ address, targets }) => address && targets).length,
  });

  it("is met only where so many zones are well in both respects", () => {
    fc.assert(
      fc.property(zones, fc.integer({ min: 1, max: 6 }), (all, least) => {
        const { addresses, targets, both } = wellIn(all);
        if (addresses + targets >= bothThreshold(all.length, least)) expect(both).to.be.at.least(least);
      }),
    );
  });

  it("is met where one kind is well in all zones and the other in enough", () => {
    fc.assert(
      fc.property(zones, fc.integer({ min: 1, max: 6 }), (all, least) => {
        const { addresses, targets } = wellIn(all);
        fc.pre(addresses === all.length || targets === all.length);
        const enough = Math.min(addresses, targets) >= least;
        expect(addresses + targets >= bothThreshold(all.length, least)).to.equal(enough);
      }),
    );
  });
});
