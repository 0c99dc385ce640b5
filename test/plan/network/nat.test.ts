import { expect } from "chai";
import fc from "fast-check";
import { type NatSettings, natZoneOf, natZones } from "../../../plan/network/nat";
import { ZONE_LETTERS } from "../../../plan/regions";

describe("plan/network/nat: the zones with a NAT gateway", () => {
  const table: [
    title: string,
    settings: NatSettings,
    gateways: string[],
    usedBy: Record<string, string | undefined>,
  ][] = [
    ["none", { nat: "none", zones: ["a", "b"] }, [], { a: undefined, b: undefined }],
    ["single, by default in zone a", { nat: "single", zones: ["c", "b", "a"] }, ["a"], { a: "a", b: "a", c: "a" }],
    ["single in a named zone", { nat: "single", natZone: "b", zones: ["a", "b"] }, ["b"], { a: "b", b: "b" }],
    ["one per zone, sorted", { nat: "perZone", zones: ["d", "a", "b"] }, ["a", "b", "d"], { a: "a", b: "b", d: "d" }],
    [
      "one per zone, whatever natZone says",
      { nat: "perZone", natZone: "b", zones: ["a", "b"] },
      ["a", "b"],
      { a: "a" },
    ],
  ];
  for (const [title, settings, gateways, usedBy] of table)
    it(title, () => {
      expect(natZones(settings)).to.deep.equal(gateways);
      for (const [zone, gateway] of Object.entries(usedBy))
        expect(natZoneOf(settings, zone as "a"), `zone ${zone}`).to.equal(gateway);
    });

  it("leaves the list of zones as it was", () => {
    const zones = ["c", "a", "b"] as const;
    natZones({ nat: "perZone", zones });
    expect(zones).to.deep.equal(["c", "a", "b"]);
  });

  const letters = fc.shuffledSubarray([...ZONE_LETTERS], { minLength: 1 });

  it("with a single gateway no zone that is added or taken out moves it, nor the way of another zone", () => {
    fc.assert(
      fc.property(
        letters,
        letters,
        fc.option(fc.constantFrom(...ZONE_LETTERS), { nil: undefined }),
        (before, after, natZone) => {
          const [one, other] = [before, after].map((zones): NatSettings => ({ nat: "single", natZone, zones }));
          expect(natZones(one!)).to.deep.equal(natZones(other!));
          for (const zone of ZONE_LETTERS) expect(natZoneOf(one!, zone)).to.equal(natZoneOf(other!, zone));
        },
      ),
    );
  });

  it("does not depend on the order of the zones", () => {
    const modes = fc.constantFrom("none" as const, "single" as const, "perZone" as const);
    fc.assert(
      fc.property(modes, letters, (nat, zones) => {
        expect(natZones({ nat, zones })).to.deep.equal(natZones({ nat, zones: [...zones].sort().reverse() }));
      }),
    );
  });

  it("with a gateway per zone a zone that is added moves no other zone's way", () => {
    fc.assert(
      fc.property(letters, letters, (before, added) => {
        const after = [...new Set([...before, ...added])];
        for (const zone of before) expect(natZoneOf({ nat: "perZone", zones: after }, zone)).to.equal(zone);
      }),
    );
  });
});
