import { expect } from "chai";
import { addressCounts, setFacts } from "../../../analysis/advice/facts";
import { wayHops } from "../../../analysis/advice/latency";
import { MATRIX_NEEDS } from "../../../analysis/advice/matrix";
import { inspectedWays, security } from "../../../analysis/advice/security";
import { setUp } from "../../../analysis/advice/setUp";
import { stackConfig } from "../../../analysis/advice/stackConfig";
import { verdict } from "../../../analysis/failures";
import type { Path } from "../../../analysis/paths";
import type { Needs } from "../../../plan/needs";
import { SHAPES, recordConfig } from "../../support/recording";

const shape = (name: string) => recordConfig(SHAPES[name] ?? {});

describe("what the plan of a stack says to who chooses", () => {
  it("is inspected where all that comes passes a firewall, and comes back by the same", () => {
    const path = (more: Partial<Path>): Path =>
      ({ kind: "client", verdict: "open", inspectedBy: ["a"], ...more }) as Path;
    expect(inspectedWays([path({}), path({ kind: "egress", inspectedBy: [] })])).to.deep.equal([
      { from: "internet", by: "firewall" },
    ]);
    expect(inspectedWays([path({}), path({ inspectedBy: [] })])).to.deep.equal([{ from: "internet", by: "nothing" }]);
    expect(inspectedWays([path({ verdict: "asymmetric" })])).to.deep.equal([{ from: "internet", by: "nothing" }]);
    expect(inspectedWays([path({ kind: "consumer" })])).to.deep.equal([{ from: "consumers", by: "firewall" }]);
  });

  it("is encrypted on its way where each load balancer ends TLS, and kept encrypted", async () => {
    const { inTransit, atRest } = security(await shape("two backends behind TLS, answered with their addresses"));
    expect(inTransit).to.equal("clients");
    expect(atRest.encrypted).to.equal(atRest.stores).and.to.be.above(2);
    expect(security(await shape("two zones, one NAT gateway"))).to.deep.include({ inTransit: "passedOn" });
  });

  it("is set up in steps: regions before their quotas, and no address of one's own is told to anybody", async () => {
    const { steps } = setUp(await shape("the longest region names"));
    expect(steps).to.deep.equal([
      "enable a region: ap-southeast-4 is disabled until the account enables it",
      "create the stack: pulumi stack init and pulumi up",
      "have 4 new addresses put on the clients' allow lists",
    ]);
    const own = await shape("addresses of one's own");
    expect(setUp(own).steps.at(-1)).to.equal("have 1 new addresses put on the clients' allow lists");
    expect(addressCounts(own)).to.deep.equal([
      { purpose: "public", inUse: 3, parked: 0 },
      { purpose: "egress", inUse: 3, parked: 0 },
    ]);
    expect(addressCounts(await shape("parked addresses"))).to.deep.equal([
      { purpose: "public", inUse: 2, parked: 1 },
      { purpose: "egress", inUse: 1, parked: 2 },
    ]);
  });

  it("counts an account for each that is let in by name", async () => {
    expect(setUp(await shape("PrivateLink beside the public load balancer")).accounts).to.equal(3);
  });

  it("lets nobody in from the internet for consumers alone, and tells nobody an address", async () => {
    const needs: Needs = { ...MATRIX_NEEDS, internet: false, fixedAddresses: "none", containers: "fargate" };
    const graph = await recordConfig(stackConfig(needs, ["ecs", "privateLink"], "usual"));
    const { steps } = setUp(graph);
    expect(steps).to.deep.equal([
      "ask for a higher quota: us-east-1 needs 6 Elastic IPs",
      "create the stack: pulumi stack init and pulumi up",
      "have account 111122223333 connect its endpoint: a stack of kind consumer",
      "accept the endpoint of account 111122223333",
    ]);
    const cost = {
      fixed: 0,
      usage: 0,
      total: 0,
      estimated: 0,
      missing: ["nlb.hour"],
      uncounted: ["logs"],
      assumptions: [],
    };
    const facts = setFacts(graph, {
      options: ["ecs", "privateLink"],
      checking: "usual",
      cost,
      verdict: verdict(graph),
    });
    expect(facts.lacks).to.deep.equal([
      "no client on the internet reaches it",
      "it has a load balancer or an accelerator that lets nobody in",
      "the public load balancer has no IPv6 addresses",
      "the loss of a region ends the service",
      "the sum lacks a price: nlb.hour",
      "not in the sum: logs",
    ]);
    expect(wayHops(graph)).to.have.length(1);
  });
});
