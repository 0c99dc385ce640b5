import { expect } from "chai";
import type { Needs } from "../../plan/needs";
import { needsMistakesText, parseNeeds } from "../../config/needs";
import { NEEDS_KEYS, needDescriptions } from "../../config/needsSchema";

const LEAST = { regions: ["eu-west-1"] };

/** The places of the mistakes, in order. */
const places = (raw: Record<string, unknown>): string[] =>
  (parseNeeds({ ...LEAST, ...raw }).mistakes ?? []).map(({ path }) => path.join("."));

describe("needs", () => {
  it("have a default for all but the regions", () => {
    expect(parseNeeds(LEAST)).to.deep.equal({
      needs: {
        regions: ["eu-west-1"],
        port: 5000,
        zones: 3,
        internet: true,
        fixedAddresses: "perRegion",
        allowList: { elasticIps: {}, anycast: [] },
        privateConsumers: [],
        inspection: false,
        containers: "either",
        ipv6: false,
        existingVpcs: {},
        traffic: { load: "small", regions: {} },
        prefer: "cost",
      },
    });
  });

  it("are sorted by region, and keep an account's leading zeros", () => {
    const { needs } = parseNeeds({
      regions: ["us-east-1", "eu-west-1"],
      privateConsumers: [{ account: 111122223333, clients: ["10.60.0.0/23"] }],
      traffic: { load: "large", gbOutPerMonth: 3 },
    }) as { needs: Needs };
    expect(needs.regions).to.deep.equal(["eu-west-1", "us-east-1"]);
    expect(needs.privateConsumers).to.deep.equal([{ account: "111122223333", clients: ["10.60.0.0/23"] }]);
    expect(needs.traffic).to.deep.equal({ load: "large", gbOutPerMonth: 3, regions: {} });
  });

  it("say every mistake at once, with the nearest word", () => {
    const { mistakes = [] } = parseNeeds({
      regoins: ["eu-west-1"],
      regions: ["eu-wst-1"],
      containers: "fargat",
      budgetUsd: -3,
      traffic: "smal",
    });
    expect(needsMistakesText(" of needs.yaml", mistakes)).to.equal(
      [
        "The needs of needs.yaml have 5 mistakes; nothing was done.",
        "  regions[0]\n    value    eu-wst-1\n    allowed  the name of an AWS region, such as eu-west-1\n    fix      write eu-west-1",
        "  containers\n    value    fargat\n    allowed  one of either, none, ec2, fargate\n    fix      write fargate",
        "  budgetUsd\n    value    -3\n    allowed  a number of US dollars, 1 or more\n    fix      give what a month may cost, in US dollars",
        "  traffic\n    value    smal\n    allowed  one of small, medium, large, or a mapping as the section traffic of a stack file\n    fix      write small",
        `  regoins\n    value    ["eu-west-1"]\n    allowed  the keys of the needs, in npm run advise -- --help\n    fix      write regions`,
      ].join("\n\n"),
    );
  });

  it("must not contradict each other", () => {
    const elasticIps = { "us-east-1": { a: "eipalloc-0a1b2c3d4e5f60718" } };
    expect(places({ regions: ["eu-west-1", "eu-west-1"] })).to.deep.equal(["regions.1"]);
    expect(places({ zones: 4 })).to.deep.equal(["zones"]);
    expect(places({ allowList: { elasticIps } })).to.deep.equal(["allowList.elasticIps.us-east-1"]);
    expect(places({ allowList: { elasticIps: { "eu-west-1": { d: "eipalloc-0a1b2c3d4e5f60718" } } } })).to.deep.equal([
      "allowList.elasticIps.eu-west-1.d",
    ]);
    expect(places({ internet: false })).to.deep.equal(["privateConsumers"]);
    const privateConsumers = [{ account: "111122223333", clients: ["10.60.0.0/23"] }];
    expect(places({ internet: false, privateConsumers })).to.deep.equal([]);
    expect(places({ internet: false, privateConsumers, inspection: true, fixedAddresses: "perRegion" })).to.deep.equal([
      "fixedAddresses",
      "inspection",
    ]);
    expect(places({ hostname: "tcp.example.com" })).to.deep.equal(["dnsZone"]);
    expect(places({ containers: "none", image: "nginx:1" })).to.deep.equal(["image"]);
  });

  it("are each described", () => {
    const descriptions = needDescriptions();
    expect(NEEDS_KEYS.filter((key) => descriptions[key] === "")).to.deep.equal([]);
  });
});
