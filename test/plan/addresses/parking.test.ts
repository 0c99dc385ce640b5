import { expect } from "chai";
import { withParkedAddresses } from "../../../plan/addresses/parking";
import type { SwitchConfig } from "../../../plan/steps/switchConfig";

describe("plan/addresses/parking", () => {
  const ireland = { zones: ["a", "b"], cidr: "10.0.0.0/16", nat: "single", addresses: { a: "eipalloc-0a" } };
  const london = { zones: ["a", "c"], cidr: "10.1.0.0/16" };
  const all = (regions: object): SwitchConfig => ({ options: ["nlb"], regions });
  const lost = (region: string, zone: string, purpose: "public" | "egress" = "public") => ({ region, zone, purpose });

  it("of a zone are parked, beside others", () => {
    const to = all({ ireland, london: { ...london, parkedAddresses: ["d"] } });
    const kept = withParkedAddresses(all({ ireland, london }), to, [
      lost("london", "b"),
      lost("london", "b", "egress"),
    ]);
    expect(kept).to.deep.equal(
      all({ ireland, london: { ...london, parkedAddresses: ["b", "d"], parkedEgressAddresses: ["b"] } }),
    );
  });

  it("of a region keep it without zones, with its range and one's own addresses", () => {
    const to = all({ london });
    const kept = withParkedAddresses(all({ ireland, london }), to, [
      lost("ireland", "b"),
      lost("ireland", "a"),
      lost("ireland", "a", "egress"),
    ]);
    expect(kept).to.deep.equal(
      all({
        london,
        ireland: {
          zones: [],
          cidr: "10.0.0.0/16",
          addresses: { a: "eipalloc-0a" },
          parkedAddresses: ["a", "b"],
          parkedEgressAddresses: ["a"],
        },
      }),
    );
    expect(to).to.deep.equal(all({ london }));
  });
});
