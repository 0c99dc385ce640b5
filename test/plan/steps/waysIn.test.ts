import { expect } from "chai";
import { optionSets } from "../../../plan/optionSets";
import { type Option, compose, frontDoorKinds } from "../../../plan/options";
import { bothWaysIn, changesWayIn } from "../../../plan/steps/waysIn";
import { weights } from "../../../plan/weights";
import { FORMER, LATTER, config, share } from "../../support/switchConfigs";

describe("plan/steps/waysIn, bothWaysIn", () => {
  const OPTIONS = optionSets().map(({ options }) => options);
  const without = (some: readonly string[], others: readonly string[]) => some.filter((each) => !others.includes(each));
  const kindsOf = (options: readonly Option[]) => frontDoorKinds(compose(options));

  it("has all ways in of both, and what ran the service, where one goes and another comes; else there is none", () => {
    const found = OPTIONS.flatMap((from) =>
      OPTIONS.map((to) => ({ from, to, both: bothWaysIn(config(from), config(to)) })),
    );
    for (const { from, to, both: way } of found) {
      const [goes, comes] = [without(kindsOf(from), kindsOf(to)), without(kindsOf(to), kindsOf(from))];
      const changes = goes.length > 0 && comes.length > 0;
      expect([way !== undefined, changesWayIn(from, to)], `${from.join()} → ${to.join()}`).to.deep.equal([
        changes,
        changes,
      ]);
      if (!way) continue;
      expect(kindsOf(way.config.options)).to.have.members([...new Set([...kindsOf(from), ...kindsOf(to)])]);
      expect(way.config.options).to.include.members([...to]);
      const weighed = weights(compose(way.config.options).backends, way.config.weights);
      const stayed = compose(from).backends.filter((backend) => backend in weighed);
      for (const backend of stayed) expect(weighed[backend], `${from.join()} → ${to.join()}`).to.equal(100);
    }
    expect(found.filter(({ both: way }) => way)).not.to.deep.equal([]);
  });

  it("has the connections where they were, among several that run the service", () => {
    const way = bothWaysIn(config(["nlb", "ecs"], share(90, 10)), config(["globalAccelerator"]));
    expect([way?.config.options, way?.config.weights]).to.deep.equal([
      ["nlb", "ecs", "globalAccelerator"],
      share(90, 10),
    ]);
  });

  it("brings what runs the service without connections, whatever it gets later", () => {
    const way = bothWaysIn(config(["privateLink"]), config(["nlb", "ecs"], share(50, 50)));
    expect(way?.config.weights).to.deep.equal(share(100, 0));
  });

  it("is another config's but for what only the old one says, and says what is done", () => {
    const [from, to] = [
      config(["nlb"], undefined, { ...FORMER, tags: { A: "b" } }),
      config(["privateLink"], undefined, LATTER),
    ];
    expect(bothWaysIn(from, to)).to.deep.equal({
      config: { ...LATTER, tags: { A: "b" }, options: ["nlb", "privateLink"] },
      opens: "bring up the endpoint service beside the public load balancer",
      waits: "let clients change over",
      closes: "take the public load balancer away, once nobody comes that way any more",
    });
  });
});
