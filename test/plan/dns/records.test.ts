import { expect } from "chai";
import { LONGEST_NAME, type RecordPlan, longestPrefix, planRecords } from "../../../plan/dns/records";
import {
  type NameSettings,
  ROUTINGS,
  type RegionRouting,
  defaultRouting,
  regionsWhenHealthy,
} from "../../../plan/dns/routing";
import { REGION_NAMES } from "../../../plan/regions";

const HOST = "tcp.example.com";
const IRELAND: RegionRouting = { zones: ["a", "b"] };
const MUMBAI: RegionRouting = { zones: ["a"] };
const OHIO: RegionRouting = { zones: ["c"] };

const settings = (rest: Partial<NameSettings> = {}): NameSettings => ({
  hostname: HOST,
  routing: "latency",
  regions: { "eu-west-1": IRELAND, "ap-south-1": MUMBAI },
  ...rest,
});

const roles = (primary: string): NameSettings["regions"] => ({
  "eu-west-1": { ...IRELAND, role: primary === "eu-west-1" ? "primary" : "secondary" },
  "ap-south-1": { ...MUMBAI, role: primary === "ap-south-1" ? "primary" : "secondary" },
});

/** `latency-eu-west-1: _latency.tcp.example.com [eu-west-1] latency eu-west-1 → loadBalancer eu-west-1, region eu-west-1` */
const text = ({ key, name, type, setIdentifier, policy, target, check }: RecordPlan): string => {
  const words = (value: object) => Object.values(value).join(" ");
  const chosen = policy ? ` [${String(setIdentifier)}] ${words(policy)}` : "";
  return `${key}: ${name} ${type}${chosen} → ${words(target)}${check ? `, ${words(check)}` : ""}`;
};

const texts = (rest: Partial<NameSettings> = {}): string[] => planRecords(settings(rest)).map(text);

const alias = (label: string): string => `alias: ${HOST} A → records _${label}.${HOST}`;

describe("planRecords", () => {
  it("leads the name to a record for each region, by latency", () => {
    expect(texts()).to.deep.equal([
      `latency-ap-south-1: _latency.${HOST} A [ap-south-1] latency ap-south-1 → loadBalancer ap-south-1, region ap-south-1`,
      `latency-eu-west-1: _latency.${HOST} A [eu-west-1] latency eu-west-1 → loadBalancer eu-west-1, region eu-west-1`,
      alias("latency"),
    ]);
  });

  it("leads straight to the one region of a simple name", () => {
    expect(texts({ routing: "simple", regions: { "eu-west-1": IRELAND } })).to.deep.equal([
      `alias: ${HOST} A → loadBalancer eu-west-1`,
    ]);
  });

  it("has weights, 100 where none is said, and 0", () => {
    const regions = { "eu-west-1": { ...IRELAND, weight: 0 }, "ap-south-1": MUMBAI };
    expect(texts({ routing: "weighted", regions })).to.deep.equal([
      `weighted-ap-south-1: _weighted.${HOST} A [ap-south-1] weighted 100 → loadBalancer ap-south-1, region ap-south-1`,
      `weighted-eu-west-1: _weighted.${HOST} A [eu-west-1] weighted 0 → loadBalancer eu-west-1, region eu-west-1`,
      alias("weighted"),
    ]);
  });

  it("has biases, 0 where none is said", () => {
    const regions = { "eu-west-1": { ...IRELAND, bias: -5 }, "ap-south-1": MUMBAI };
    expect(planRecords(settings({ routing: "geoproximity", regions })).map(({ policy }) => policy)).to.deep.equal([
      { kind: "geoproximity", region: "ap-south-1", bias: 0 },
      { kind: "geoproximity", region: "eu-west-1", bias: -5 },
      undefined,
    ]);
  });

  it("has a record for each location, which does not say its region", () => {
    const regions = {
      "eu-west-1": { ...IRELAND, locations: ["europe", "*"] },
      "ap-south-1": { ...MUMBAI, locations: ["US-CA", "IN"] },
    };
    expect(texts({ routing: "geolocation", regions })).to.deep.equal([
      `geolocation-in: _geolocation.${HOST} A [in] geolocation IN → loadBalancer ap-south-1, region ap-south-1`,
      `geolocation-us-ca: _geolocation.${HOST} A [us-ca] geolocation US-CA → loadBalancer ap-south-1, region ap-south-1`,
      `geolocation-default: _geolocation.${HOST} A [default] geolocation * → loadBalancer eu-west-1, region eu-west-1`,
      `geolocation-europe: _geolocation.${HOST} A [europe] geolocation europe → loadBalancer eu-west-1, region eu-west-1`,
      alias("geolocation"),
    ]);
  });

  it("has the addresses themselves, each with its own check", () => {
    expect(texts({ routing: "multivalue" })).to.deep.equal([
      `multivalue-ap-south-1-a: _multivalue.${HOST} A [ap-south-1-a] multivalue → address ap-south-1 a, address ap-south-1 a`,
      `multivalue-eu-west-1-a: _multivalue.${HOST} A [eu-west-1-a] multivalue → address eu-west-1 a, address eu-west-1 a`,
      `multivalue-eu-west-1-b: _multivalue.${HOST} A [eu-west-1-b] multivalue → address eu-west-1 b, address eu-west-1 b`,
      alias("multivalue"),
    ]);
  });

  it("fails over from the primary to the nearest of the secondaries", () => {
    const regions = { ...roles("eu-west-1"), "us-east-2": { ...OHIO, role: "secondary" as const } };
    expect(texts({ routing: "failover", regions })).to.deep.equal([
      `standby-ap-south-1: _standby.${HOST} A [ap-south-1] latency ap-south-1 → loadBalancer ap-south-1, region ap-south-1`,
      `standby-us-east-2: _standby.${HOST} A [us-east-2] latency us-east-2 → loadBalancer us-east-2, region us-east-2`,
      `failover-eu-west-1-primary: _failover-eu-west-1.${HOST} A [primary] failover PRIMARY → loadBalancer eu-west-1, region eu-west-1`,
      `failover-eu-west-1-secondary: _failover-eu-west-1.${HOST} A [secondary] failover SECONDARY → records _standby.${HOST}`,
      alias("failover-eu-west-1"),
    ]);
  });

  it("has nothing where there is neither a region nor an accelerator", () => {
    expect(texts({ regions: {} })).to.deep.equal([]);
  });
});

describe("planRecords with an accelerator", () => {
  const accelerator = { dualStack: false };

  it("has the regions behind it", () => {
    expect(texts({ accelerator }).slice(2)).to.deep.equal([
      `accelerator-primary: _accelerator-first.${HOST} A [accelerator] failover PRIMARY → accelerator, accelerator`,
      `accelerator-secondary: _accelerator-first.${HOST} A [regions] failover SECONDARY → records _latency.${HOST}`,
      alias("accelerator-first"),
    ]);
  });

  it("leads straight to it where no region has a public load balancer", () => {
    expect(texts({ accelerator, regions: {} })).to.deep.equal([`alias: ${HOST} A → accelerator`]);
  });

  it("has an IPv6 record with dual stack only", () => {
    expect(texts({ accelerator: { dualStack: true } }).slice(4)).to.deep.equal([
      alias("accelerator-first"),
      `alias-ipv6: ${HOST} AAAA → accelerator`,
    ]);
    expect(texts({ accelerator }).join()).not.to.include("AAAA");
  });
});

describe("planRecords with routing controls", () => {
  it("has the health of a region below its switch", () => {
    expect(texts({ controls: true })).to.deep.equal([
      `region-ap-south-1: _ap-south-1.${HOST} A [ap-south-1] weighted 100 → loadBalancer ap-south-1, region ap-south-1`,
      `region-eu-west-1: _eu-west-1.${HOST} A [eu-west-1] weighted 100 → loadBalancer eu-west-1, region eu-west-1`,
      `latency-ap-south-1: _latency.${HOST} A [ap-south-1] latency ap-south-1 → records _ap-south-1.${HOST}, control ap-south-1`,
      `latency-eu-west-1: _latency.${HOST} A [eu-west-1] latency eu-west-1 → records _eu-west-1.${HOST}, control eu-west-1`,
      alias("latency"),
    ]);
  });
});

/** Every way of naming two regions, and some of what may stand before them. */
const ALL: readonly NameSettings[] = ROUTINGS.flatMap((routing) =>
  [undefined, { dualStack: true }].flatMap((accelerator) =>
    ["eu-west-1", "ap-south-1"].map((primary) => ({
      hostname: HOST,
      routing,
      regions: Object.fromEntries(
        Object.entries(roles(primary)).map(([name, region]) => [
          name,
          { ...region, locations: name === primary ? ["*"] : ["asia"] },
        ]),
      ),
      ...(accelerator && { accelerator }),
    })),
  ),
);

describe("the tree, in all its forms", () => {
  const id = ({ name, type, setIdentifier }: RecordPlan) => [name, type, setIdentifier].join(" ");

  it("has each record after those it leads to", () => {
    for (const each of ALL) {
      const records = planRecords(each);
      for (const [index, { target }] of records.entries()) {
        if (target.kind !== "records") continue;
        const places = records.flatMap(({ name }, at) => (name === target.name ? [at] : []));
        expect(places).not.to.deep.equal([]);
        expect(Math.max(...places)).to.be.lessThan(index);
      }
    }
  });

  it("never has two policies under one name, nor two primaries, even while one form takes the place of another", () => {
    for (const from of ALL)
      for (const to of ALL) {
        const merged = new Map([...planRecords(from), ...planRecords(to)].map((record) => [record.key, record]));
        const records = [...merged.values()];
        expect(new Set(records.map(id)).size, JSON.stringify([from, to])).to.equal(records.length);
        const kinds = new Map<string, Set<string>>();
        for (const { name, type, policy } of records) {
          const key = `${name} ${type}`;
          kinds.set(key, (kinds.get(key) ?? new Set()).add(policy?.kind ?? "simple"));
        }
        expect([...kinds.values()].filter((each) => each.size > 1)).to.deep.equal([]);
        const primaries = records.flatMap(({ name, policy }) =>
          policy?.kind === "failover" && policy.type === "PRIMARY" ? [name] : [],
        );
        expect(new Set(primaries).size).to.equal(primaries.length);
      }
  });

  it("has a key for each name, type and set identifier, whatever the settings", () => {
    const keys = new Map<string, string>();
    for (const record of ALL.flatMap(planRecords)) {
      expect(keys.get(record.key) ?? id(record)).to.equal(id(record));
      keys.set(record.key, id(record));
    }
    expect(new Set(keys.values()).size).to.equal(keys.size);
  });

  it("gains only its own records with one region more, failover's among them", () => {
    for (const routing of ROUTINGS.filter((each) => each !== "simple")) {
      const with3 = { ...roles("eu-west-1"), "us-east-2": { ...OHIO, role: "secondary" as const, locations: ["US"] } };
      const before = planRecords(settings({ routing, regions: roles("eu-west-1") }));
      const after = planRecords(settings({ routing, regions: with3 }));
      expect(
        after.filter(({ key }) => !before.some((each) => each.key === key)).every(({ key }) => /us/.test(key)),
      ).to.equal(true);
      expect(after).to.deep.include.members(before);
      expect(after.length).to.equal(before.length + 1);
    }
  });

  it("has no name longer than the longest prefix allows", () => {
    for (const { name } of ALL.flatMap(planRecords))
      expect(name.length - HOST.length).to.be.at.most(longestPrefix(["eu-west-1", "ap-south-1"]).length);
    expect(longestPrefix(REGION_NAMES).length + "a.co".length).to.be.lessThan(LONGEST_NAME);
    expect(longestPrefix([])).to.equal("_accelerator-first.");
  });
});

describe("wellRegions", () => {
  const regions = {
    a: { zones: [], role: "secondary", weight: 0 },
    b: { zones: [], role: "primary", locations: ["*"] },
  } as const;

  const EXPECTED = {
    simple: ["a", "b"],
    failover: ["b"],
    latency: ["a", "b"],
    weighted: ["b"],
    geolocation: ["b"],
    geoproximity: ["a", "b"],
    multivalue: ["a", "b"],
  } as const;

  for (const routing of ROUTINGS)
    it(`${routing}: ${EXPECTED[routing].join(" ")}`, () => {
      expect(regionsWhenHealthy({ routing, regions })).to.deep.equal(EXPECTED[routing]);
    });
});

describe("defaultRouting", () => {
  it("is by role where a region has one", () => {
    expect(defaultRouting([undefined, "primary"])).to.equal("failover");
    expect(defaultRouting([undefined, undefined])).to.equal("latency");
  });
});
