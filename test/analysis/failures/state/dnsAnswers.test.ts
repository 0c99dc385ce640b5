import { expect } from "chai";
import { verdict } from "../../../../analysis/failures";
import { CHECK, SAYS } from "../../../../analysis/failures/state/healthChecks";
import { CHOICES } from "../../../../analysis/failures/state/dnsAnswers";
import { ROUTINGS } from "../../../../plan/dns/routing";
import { type Raw, recordConfig, recordStack } from "../../../support/recording";
import { sums, targetsText, waysText, without } from "../support";

const regions = (of: Record<string, unknown>) => ({
  "ap-south-1": { zones: ["a", "b"], cidr: "10.21.0.0/16", ...of },
  "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", ...of },
});

const routed = (routing: string, more: Record<string, unknown> = {}): Raw => ({
  options: ["nlb"],
  service: { port: 5000, hostname: "tcp.example.com" },
  regions: regions({}),
  dns: { zone: "example.com", routing, ...more },
});

const CLIENTS = "clients by tcp.example.com";

describe("names without a region or a zone", () => {
  it("lead to the standby, as long as Route 53 takes to see it, and no more is there than that has", async () => {
    const graph = await recordStack("examples/failover.yaml");
    const outcome = without(graph, "region=eu-west-1");
    expect(waysText(outcome)).to.deep.equal(["tcp.example.com > front-ap-south-1: all"]);
    // 3 × 10 s by the addresses' checks, then what is kept.
    expect(sums(outcome)[CLIENTS]).to.equal("90 = 30+60");
    // The primary's three are needed; two wait, and four may come.
    expect(targetsText(outcome)).to.equal("2/3/4");
    const { zone, region } = verdict(graph);
    expect([zone.failing, region]).to.deep.equal([
      [{ loss: "zone=ap-south-1a", why: "what runs in ap-south-1b has no way out" }],
      { survives: true, failing: [] },
    ]);
  });

  it("of several addresses have those that answer, once each is looked up again", async () => {
    const outcome = without(await recordConfig(routed("multivalue", { ttlSeconds: 45 })), "zone=eu-west-1a");
    const left = ["addresses-ap-south-1-a", "addresses-ap-south-1-b", "addresses-eu-west-1-b"];
    expect(waysText(outcome)).to.deep.equal([`tcp.example.com > ${left.join("+")}: all`]);
    // 3 × 30 s, Route 53's default, then the record's own.
    expect(sums(outcome)[CLIENTS]).to.equal("135 = 90+45");
  });

  it("by distance lead to the other region, and to both while all is well", async () => {
    const graph = await recordConfig(routed("geoproximity"));
    expect(waysText(without(graph))).to.deep.equal(["tcp.example.com > front-ap-south-1+front-eu-west-1: all"]);
    expect(waysText(without(graph, "region=ap-south-1"))).to.deep.equal(["tcp.example.com > front-eu-west-1: all"]);
  });

  it("go past an accelerator to the regions where nothing behind it is well", async () => {
    const graph = await recordConfig({
      ...routed("latency"),
      options: ["nlb", "globalAccelerator"],
      globalAccelerator: {},
    });
    const checks = ["accel-ap-south-1-ec2", "accel-eu-west-1-ec2"].map((name) => `check=${name}`);
    const outcome = without(graph, ...checks);
    expect(waysText(outcome)).to.deep.equal([
      "tcp.example.com > front-ap-south-1+front-eu-west-1: all",
      // It fails open: its own addresses go on.
      "anycast > accel-ap-south-1+accel-eu-west-1: all",
    ]);
    // The alarm of its endpoints, three minutes, then what is kept.
    expect(sums(outcome)[CLIENTS]).to.equal("240 = 180+60");
  });

  it("in a second zone go on without the first, and both without Route 53 end", async () => {
    const graph = await recordStack("examples/redundant-dns.yaml");
    expect(waysText(without(graph, "dns=service.example.com"))).to.deep.equal([
      "tcp.service.example.com > : none",
      "tcp.example.net > front-eu-central-1+front-eu-west-1: all",
    ]);
    expect(without(graph, "dns=route53").ways.map(({ reach }) => reach)).to.deep.equal(["none", "none"]);
  });

  it("in a private zone go on without Route 53's names on the internet", async () => {
    const outcome = without(await recordStack("examples/transit.yaml"), "dns=route53");
    expect(waysText(outcome)).to.deep.equal(["tcp.corp.internal > link-eu-west-1: all", "front-eu-west-1 > : none"]);
  });
});

describe("what names are led by", () => {
  it("is followed for every routing", () => {
    const known = Object.keys(CHOICES).map((key) => key.replace(/(Answer)?RoutingPolic(y|ies)$/, ""));
    expect([...known, "simple"].sort()).to.deep.equal([...ROUTINGS].sort());
  });

  it("is followed for every kind of health check", async () => {
    const graph = await recordConfig(
      routed("latency", { healthCheck: { followZones: true }, routingControls: { use: true } }),
    );
    const kinds = graph.resources.flatMap(({ type, inputs }) => (type === CHECK ? [String(inputs["type"])] : []));
    expect([...new Set(kinds)].sort()).to.deep.equal(Object.keys(SAYS).sort());
  });
});

describe("addresses that are parked", () => {
  it("answer to nothing, and are not lost", async () => {
    const graph = await recordConfig({
      options: ["nlb"],
      service: { port: 5000 },
      regions: {
        "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", parkedAddresses: ["c"] },
        "eu-central-1": { zones: [], cidr: "10.21.0.0/16", parkedAddresses: ["a"] },
      },
    });
    const { addresses } = without(graph, "zone=eu-west-1b");
    expect(addresses.map(({ region, zone, state }) => `${region}${zone} ${state}`)).to.deep.equal([
      "eu-central-1a parked",
      "eu-west-1a answers",
      "eu-west-1b silent",
      "eu-west-1c parked",
    ]);
  });
});
