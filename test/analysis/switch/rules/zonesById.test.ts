import { expect } from "chai";
import { switchOf } from "../../../../analysis/switch/switch";
import { compare } from "../../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../../graph/providerEffects";
import { BASE, type Raw, recordConfig } from "../../../support/recording";

const role = (account: number): string => `arn:aws:iam::${account}:role/dns`;
const zone = (dns: Raw): Raw => ({
  ...BASE,
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com", ...dns },
});

const BY_NAME = zone({});
const BY_ID = zone({ hostedZoneId: "Z0AAA" });

/** What becomes of the records, and what is told of names. */
async function switched(from: Raw, to: Raw) {
  const [before, after] = [await recordConfig(from), await recordConfig(to)];
  const changes = compare(before, after, PROVIDER_EFFECTS);
  const { interruptions } = switchOf(before, after, changes);
  const records = changes
    .filter(({ type }) => type.endsWith(":Record"))
    .map(({ name, action }) => `${name}: ${action}`);
  const told = interruptions.filter(({ rule }) => /^(name|zone|record)/.test(rule));
  return { records, told: told.map(({ rule, severity, what }) => [severity, rule, what]) };
}

const KEPT = ["dns-latency-eu-west-1: keep", "dns-alias: keep"];
const REPLACED = ["dns-latency-eu-west-1: replace", "dns-alias: replace"];

describe("analysis/switch/rules/zonesById: a zone by its name and by its id", () => {
  const same =
    "its records stay, if Z0AAA is the zone that is found by that name (aws route53 get-hosted-zone --id Z0AAA); else they go to another zone";
  for (const [title, from, to] of [
    ["is the same zone", BY_NAME, BY_ID],
    ["is the same zone on the way back", BY_ID, BY_NAME],
  ] as const)
    it(title, async () => {
      expect(await switched(from, to)).to.deep.equal({ records: KEPT, told: [["none", "zone-by-id", same]] });
    });

  it("by another id is another zone", async () => {
    expect(await switched(BY_ID, zone({ hostedZoneId: "Z0BBB" }))).to.deep.equal({
      records: REPLACED,
      told: [
        [
          "outage",
          "name-zone",
          "its records go from the zone example.com to another, example.com: see first that lookups are led there",
        ],
      ],
    });
  });

  it("in another account is another zone", async () => {
    expect(await switched(BY_NAME, zone({ assumeRoleArn: role(111111111111) }))).to.deep.equal({
      records: REPLACED,
      told: [
        [
          "outage",
          "name-zone",
          "its records go from the zone example.com to another, example.com in another account: see first that lookups are led there",
        ],
      ],
    });
  });

  it("that is the same, by other credentials, gets its records a second time, which fails", async () => {
    const { records, told } = await switched(BY_ID, zone({ hostedZoneId: "Z0AAA", assumeRoleArn: role(111111111111) }));
    expect(records).to.deep.equal(REPLACED);
    expect(told.map(([severity, rule]) => [severity, rule])).to.deep.include(["outage", "record-twice"]);
  });
});
