import { expect } from "chai";
import type { Option } from "../../../plan/options";
import { zoneByZone } from "../../../plan/steps/zones";
import { ECS, FORMER, NLB, both, config } from "../../support/switchConfigs";

describe("plan/steps/zones, zoneByZone", () => {
  type Regions = Record<string, { zones: string[]; [key: string]: unknown }>;
  const IRELAND = { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" };
  const FRANKFURT = { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "single" };
  const inspected = (regions: Regions, options: readonly Option[] = ["networkFirewall"]) =>
    config(options, undefined, { ...FORMER, networkFirewall: { denied: ["192.0.2.0/24"] }, regions });
  const bypassing = (...bypassZones: string[]) => ({ firewall: { bypassZones } });
  const UP = "bring up the firewall, with every zone going round it";
  const REST = "let the other zones pass it";
  const one = (zones: string) => `let one zone pass it (${zones})`;

  const cases: [what: string, to: Regions, first: string, all: Regions, some: Regions][] = [
    [
      "one region",
      { "eu-west-1": IRELAND },
      "a",
      { "eu-west-1": { ...IRELAND, ...bypassing("a", "b", "c") } },
      { "eu-west-1": { ...IRELAND, ...bypassing("b", "c") } },
    ],
    [
      "zones in any order",
      { "eu-west-1": { ...IRELAND, zones: ["c", "b"] } },
      "b",
      { "eu-west-1": { ...IRELAND, zones: ["c", "b"], ...bypassing("b", "c") } },
      { "eu-west-1": { ...IRELAND, zones: ["c", "b"], ...bypassing("c") } },
    ],
    [
      "two regions, each of which has the zone",
      { "eu-west-1": IRELAND, "eu-central-1": FRANKFURT },
      "a",
      {
        "eu-west-1": { ...IRELAND, ...bypassing("a", "b", "c") },
        "eu-central-1": { ...FRANKFURT, ...bypassing("a", "b") },
      },
      {
        "eu-west-1": { ...IRELAND, ...bypassing("b", "c") },
        "eu-central-1": { ...FRANKFURT, ...bypassing("b") },
      },
    ],
    [
      "two regions of other zones, one of which has one zone to inspect",
      { "eu-west-1": { ...IRELAND, ...bypassing("a") }, "eu-central-1": { ...FRANKFURT, ...bypassing("b") } },
      "b, a",
      {
        "eu-west-1": { ...IRELAND, ...bypassing("a", "b", "c") },
        "eu-central-1": { ...FRANKFURT, ...bypassing("a", "b") },
      },
      {
        "eu-west-1": { ...IRELAND, ...bypassing("a", "c") },
        "eu-central-1": { ...FRANKFURT, ...bypassing("b") },
      },
    ],
    [
      "a firewall with settings",
      { "eu-west-1": { ...IRELAND, firewall: { cidr: "192.168.0.0/24", zones: ["a", "b", "c"] } } },
      "a",
      {
        "eu-west-1": {
          ...IRELAND,
          firewall: { cidr: "192.168.0.0/24", zones: ["a", "b", "c"], ...bypassing("a", "b", "c").firewall },
        },
      },
      {
        "eu-west-1": {
          ...IRELAND,
          firewall: { cidr: "192.168.0.0/24", zones: ["a", "b", "c"], ...bypassing("b", "c").firewall },
        },
      },
    ],
  ];
  for (const [what, to, first, all, some] of cases)
    it(`brings a firewall into ${what}`, () => {
      const target = inspected(to);
      expect(zoneByZone(NLB, target)).to.deep.equal([
        { title: UP, config: inspected(all) },
        { title: one(first), config: inspected(some) },
        { title: REST, config: target },
      ]);
    });

  it("leaves the target as it is given", () => {
    const target = inspected({ "eu-west-1": IRELAND });
    const before = structuredClone(target);
    expect(zoneByZone(NLB, target).at(-1)?.config).to.equal(target);
    expect(target).to.deep.equal(before);
  });

  const ALL = inspected({ "eu-west-1": IRELAND });
  for (const [what, from, to] of [
    ["of the new options", ECS, inspected({ "eu-west-1": IRELAND }, ["ecs", "networkFirewall"])],
    ["of both backends", both(90, 10), inspected({ "eu-west-1": IRELAND }, ["networkFirewall", "nlb", "ecs"])],
  ] as const)
    it(`keeps the options and the rest ${what}`, () => {
      const way = zoneByZone(from, to);
      expect(way).to.have.length(3);
      for (const { config: step } of way) expect({ ...step, regions: {} }).to.deep.equal({ ...to, regions: {} });
    });

  for (const [what, from, to] of [
    ["there is no firewall", NLB, ECS],
    ["it is there already", inspected({ "eu-west-1": { ...IRELAND, ...bypassing("a", "b", "c") } }), ALL],
    ["it goes", ALL, NLB],
    ["one zone passes it in the end", NLB, inspected({ "eu-west-1": { ...IRELAND, ...bypassing("a", "c") } })],
    ["no zone passes it in the end", NLB, inspected({ "eu-west-1": { ...IRELAND, ...bypassing("a", "b", "c") } })],
    ["a private front door comes, and no firewall", NLB, config(["privateLink"])],
    ["no region is known", NLB, config(["networkFirewall"])],
  ] as const)
    it(`is empty where ${what}`, () => {
      expect(zoneByZone(from, to)).to.deep.equal([]);
    });
});
