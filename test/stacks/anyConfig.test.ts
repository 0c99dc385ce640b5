import { expect } from "chai";
import fc from "fast-check";
import { compose } from "../../plan/options";
import { goodConfig } from "../support/configs";
import { runs } from "../support/full";
import { ofType, recordConfig } from "../support/recording";

describe("Any good config", () => {
  it("makes a stack: with the backends of its options, and every address that it must hold", async () => {
    await fc.assert(
      fc.asyncProperty(goodConfig, async (raw) => {
        const graph = await recordConfig(raw);
        const regions = Object.values(raw.regions).filter(({ zones }) => zones.length > 0).length;
        const { backends } = compose(raw.options);
        const count = (kind: string) => ofType(graph, `ha-tcp:index:${kind}`).length;
        expect(count("InstanceFleet")).to.equal(backends.includes("instances") ? regions : 0);
        expect(count("EcsService")).to.equal(backends.includes("tasks") ? regions : 0);

        const held = graph.outputs["published"] as { region: string; zone: string; for: string }[];
        expect(held).to.have.length(ofType(graph, "aws:ec2/eip:Eip").length);
        const places = held.map((each) => `${each.region}${each.zone} ${each.for}`);
        const wanted = (raw.published ?? []).map((each) => `${each.region}${each.zone} ${each.for ?? "clients"}`);
        expect(places).to.include.members(wanted);
      }),
      runs(3),
    );
  });
});
