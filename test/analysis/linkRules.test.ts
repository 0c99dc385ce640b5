import { expect } from "chai";
import { DURATIONS, type Duration } from "../../analysis/durations";
import { interruptions, type Interruption } from "../../analysis/interruptions";
import { switchOf } from "../../analysis/switch";
import { renderSwitch } from "../../cli/renderSwitch";
import { WIDTH } from "../../cli/table";
import type { Graph } from "../../graph";
import { compare } from "../../graph/compare";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { recordConfig, type Raw } from "../support/recording";

const IRELAND = { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" };
const ACME = { name: "acme", region: "eu-west-1", vpc: { kind: "created", cidr: "10.60.0.0/22" } };
const GLOBEX = { name: "globex", region: "eu-west-1", vpc: { kind: "created", cidr: "10.61.0.0/22" } };

const LINK = {
  allowedPrincipals: ["arn:aws:iam::111122223333:root"],
  allowedClients: ["10.70.0.0/16"],
  consumers: [ACME],
};

/** A service by PrivateLink with one consumer; with other settings of the section. */
const link = (settings: Raw = {}, rest: Raw = {}): Raw => ({
  options: ["privateLink"],
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com" },
  regions: { "eu-west-1": IRELAND },
  privateLink: { ...LINK, ...settings },
  ...rest,
});

const consumer = (settings: Raw): Raw => link({ consumers: [{ ...ACME, ...settings }] });

/** The consumer of a service whose own name is another than the hostname, or is the hostname. */
const found = (privateDns: string, privateDnsName = "tcp.example.com"): Raw =>
  link({ privateDnsName, consumers: [{ ...ACME, privateDns }] });

const SERVICE = {
  kind: "service",
  name: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
  zoneIds: ["euw1-az1", "euw1-az3"],
  port: 5000,
  hostname: "tcp.example.com",
  privateDnsName: "tcp.example.com",
};

/** The stack of a consumer of that service. */
const alone = (service: Raw = {}, settings: Raw = {}): Raw => ({
  kind: "consumer",
  provider: { ...SERVICE, ...service },
  consumer: { ...ACME, ...settings },
});

const OTHER = { name: SERVICE.name.replace("svc-0", "svc-1") };

const sides = (from: Raw, to: Raw): Promise<Graph[]> => Promise.all([recordConfig(from), recordConfig(to)]);

async function told(from: Raw, to: Raw): Promise<Interruption[]> {
  const [before, after] = await sides(from, to);
  return before && after ? interruptions(before, after, compare(before, after, PROVIDER_EFFECTS)) : [];
}

async function refusals(from: Raw, to: Raw): Promise<string[]> {
  const [before, after] = await sides(from, to);
  return before && after ? switchOf(before, after, compare(before, after, PROVIDER_EFFECTS)).refusals : [];
}

/** What is told: how bad, by which rule, to whom, what, for how long, and about which resource. */
type Told = [Interruption["severity"], string, string, string, Duration, string];

const ENDPOINT = "consumer-acme-endpoint";
const FOR_GOOD = DURATIONS.forGood;

const gone = (consumerName: string): Told => [
  "outage",
  "consumer",
  `the consumer ${consumerName}`,
  "its endpoint is deleted",
  FOR_GOOD,
  `consumer-${consumerName}-endpoint`,
];

const refused = (range: string): Told => [
  "outage",
  "clients",
  `clients in ${range}`,
  "link-eu-west-1 lets them in no more",
  FOR_GOOD,
  `link-eu-west-1-from-${range.replace(/[./]/g, "-")}`,
];

const NAME = "clients of the consumer acme that look up tcp.example.com";

const noName = (what = "the name is gone there"): Told => ["outage", "consumer-name", NAME, what, FOR_GOOD, ENDPOINT];

const noMore = (rule: string, who: string, resource: string): Told => [
  "none",
  rule,
  who,
  "no more endpoints; those that are connected stay so until they are rejected",
  DURATIONS.byHand,
  resource,
];

const CASES: [string, Raw, Raw, Told[]][] = [
  ["a consumer comes", link(), link({ consumers: [ACME, GLOBEX] }), []],
  ["a consumer goes", link({ consumers: [ACME, GLOBEX] }), link(), [refused("10.61.0.0/23"), gone("globex")]],
];

describe("analysis/linkRules: what an update means to those who come by PrivateLink", () => {
  for (const [what, from, to, expected] of CASES)
    it(what, async () => {
      const rows = (await told(from, to)).map(({ severity, rule, who, what: text, duration, source, resources }) => ({
        severity,
        rule,
        who,
        what: text,
        duration,
        source,
        resources: resources.join(),
      }));
      expect(rows).to.deep.equal(
        expected.map(([severity, rule, who, text, time, resources]) => ({
          severity,
          rule,
          who,
          what: text,
          duration: time.text,
          source: time.source,
          resources,
        })),
      );
    });
});
