import { expect } from "chai";
import { optionSets } from "../../../plan/optionSets";
import { type Option, compose, frontDoorKinds } from "../../../plan/options";
import type { SwitchConfig } from "../../../plan/steps/switchConfig";
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

  it("is as the new config, and as the old one what that leaves out and what clients come by until it goes", () => {
    const [from, to] = [
      config(["nlb"], undefined, {
        ...FORMER,
        tags: { A: "b" },
        regions: { r: { nat: "none" }, s: {} },
        protect: true,
      }),
      config(["privateLink"], undefined, { ...LATTER, regions: { r: { cidr: "c" } }, protect: false }),
    ];
    expect(bothWaysIn(from, to)).to.deep.equal({
      config: {
        ...LATTER,
        service: FORMER.service,
        tags: { A: "b" },
        regions: { r: { nat: "none", cidr: "c" }, s: {} },
        protect: true,
        options: ["nlb", "privateLink"],
      },
      opens: "bring up the endpoint service beside the public load balancer",
      waits: "let clients change over",
      closes: "take the public load balancer away, once nobody comes that way any more",
    });
  });

  it("has the section of the way in that goes as it was", () => {
    const linked = config(["privateLink"], undefined, { privateLink: { allowedClients: ["10.0.0.0/8"] } });
    const way = bothWaysIn(linked, config(["nlb"], undefined, { privateLink: {} }));
    expect(way?.config["privateLink"]).to.deep.equal({ allowedClients: ["10.0.0.0/8"] });
  });

  it("keeps the name and lets nobody else in over the internet, until the last update", () => {
    const partners = { service: { hostname: "a.b", allowedClients: ["198.51.100.0/24"] }, dns: { zone: "b" } };
    const others = { service: { hostname: "c.d", port: 1 }, dns: { zone: "d" } };
    const between = (from: SwitchConfig, to: SwitchConfig) => {
      const way = bothWaysIn(from, to)?.config;
      return { service: way?.["service"], dns: way?.["dns"] };
    };
    const [old, consumers] = [config(["nlb"], undefined, partners), config(["privateLink"], undefined, others)];
    expect(between(old, consumers)).to.deep.equal(partners);
    expect(between(consumers, old)).to.deep.equal(partners);
    const nameless = config(["nlb"], undefined, { service: { port: 2 } });
    expect(between(nameless, config(["globalAccelerator"], undefined, others))).to.deep.equal({
      service: { port: 2, hostname: "c.d" },
      dns: { zone: "d" },
    });
  });

  it("has the addresses of both on allow lists before a name leads from one to the other", () => {
    const named = { service: { hostname: "a.b" }, dns: { zone: "b" } };
    const [nlb, accelerator] = [config(["nlb"], undefined, named), config(["globalAccelerator"], undefined, named)];
    const there = bothWaysIn(nlb, accelerator);
    expect([there?.reserves, there?.opens]).to.deep.equal([
      {
        title: "make the accelerator's addresses, which lead nowhere yet, and have them put on the allow lists",
        config: { ...nlb, globalAccelerator: {} },
      },
      "bring up the accelerator beside the public load balancer, and lead the name to the accelerator",
    ]);
    expect(bothWaysIn({ ...nlb, globalAccelerator: {} }, accelerator)).not.to.have.property("reserves");
    expect(bothWaysIn(config(["nlb"]), config(["globalAccelerator"]))).not.to.have.property("reserves");
    expect(bothWaysIn(config(["privateLink"], undefined, named), accelerator)).not.to.have.property("reserves");
    expect(bothWaysIn(accelerator, nlb)?.closes).to.equal(
      "take the accelerator away and lead the name to the Elastic IPs, once those are on all allow lists",
    );
  });
});
