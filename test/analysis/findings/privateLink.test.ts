import { expect } from "chai";
import { consumers, findings } from "../../../analysis";
import type { Interruption } from "../../../analysis/switch/comparison/interruption";
import { interruptions } from "../../../analysis/switch/interruptions";
import { compare } from "../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { BASE, type Raw, recordConfig } from "../../support/recording";

const ACME = {
  name: "acme",
  region: "eu-west-1",
  vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b", "c"] },
};
const EXISTING = {
  name: "globex",
  region: "eu-west-1",
  vpc: {
    kind: "existing",
    id: "vpc-0a0a0a0a0a0a0a0a0",
    cidr: "10.61.0.0/16",
    subnets: { a: "subnet-0a0a0a0a0a0a0a0a0" },
  },
};

const linked = (privateLink: Raw = {}, more: Raw = {}): Raw => ({
  ...BASE,
  options: ["nlb", "privateLink"],
  privateLink,
  ...more,
});

async function rulesOf(raw: Raw): Promise<string[]> {
  return findings(await recordConfig(raw)).map(({ rule }) => rule);
}

describe("analysis: findings about PrivateLink", () => {
  const ANY = { allowedPrincipals: ["*"], allowAnyPrincipal: true, enforceSecurityGroup: false };
  const table: [rule: string, has: Raw, hasNot: Raw][] = [
    ["uninspected-link", linked({}, { options: ["networkFirewall", "privateLink"] }), linked()],
    ["open-service", linked(ANY), linked()],
    ["closed-service", linked(), linked({ consumers: [ACME] })],
    ["single-zone-consumer", linked({ consumers: [EXISTING] }), linked({ consumers: [ACME] })],
    ["link-connections", linked(), BASE],
    ["across-regions", linked({ supportedRegions: ["us-east-1"] }), linked()],
    ["foreign-networks", linked({ consumers: [EXISTING] }), linked({ consumers: [ACME] })],
    ["assumed-zones", linked(), BASE],
  ];
  for (const [rule, has, hasNot] of table)
    it(rule, async () => {
      expect(await rulesOf(has)).to.include(rule);
      expect(await rulesOf(hasNot)).to.not.include(rule);
    });

  it("whoever needs no acceptance is a warning, whoever does a note", async () => {
    const severity = async (privateLink: Raw) =>
      findings(await recordConfig(linked(privateLink))).find(({ rule }) => rule === "open-service")?.severity;
    expect(await severity(ANY)).to.equal("note");
    expect(await severity({ ...ANY, acceptanceRequired: false })).to.equal("warning");
  });
});

describe("analysis: consumers", () => {
  it("are listed by name, with zones, clients, name and acceptance", async () => {
    const service = { port: 5000, hostname: "tcp.example.com" };
    const raw = linked({ consumers: [EXISTING, ACME] }, { service, dns: { zone: "example.com" } });
    const common = { region: "eu-west-1", ports: [5000], found: "tcp.example.com", acceptance: "here" };
    expect(consumers(await recordConfig(raw))).to.deep.equal([
      {
        ...common,
        name: "acme",
        vpc: "10.60.0.0/22",
        zones: ["eu-west-1a", "eu-west-1b"],
        clients: ["10.60.0.0/23"],
        endpoint: "consumer-acme-endpoint",
      },
      {
        ...common,
        name: "globex",
        vpc: "vpc-0a0a0a0a0a0a0a0a0",
        zones: ["subnet-0a0a0a0a0a0a0a0a0"],
        clients: ["10.61.0.0/16"],
        endpoint: "consumer-globex-endpoint",
      },
    ]);
  });

  it("are none without the option; endpoints of AWS's own services are none", async () => {
    const closed = { ...BASE, regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "none" } } };
    expect(consumers(await recordConfig(closed))).to.deep.equal([]);
  });
});

async function between(from: Raw, to: Raw): Promise<Interruption[]> {
  const [before, after] = [await recordConfig(from), await recordConfig(to)];
  return interruptions(before, after, compare(before, after, PROVIDER_EFFECTS));
}

const told = (found: readonly Interruption[]) => found.map(({ severity, rule }) => `${severity} ${rule}`);

describe("analysis: what a switch means to those who come by PrivateLink", () => {
  const two = { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "none" } };
  const three = { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.20.0.0/16", nat: "none" } };
  const principal = { allowedPrincipals: ["arn:aws:iam::111122223333:root"], allowedClients: ["172.16.0.0/16"] };

  it("the option coming beside another interrupts nobody", async () => {
    expect(told(await between(BASE, linked({ consumers: [ACME] })))).to.deep.equal([]);
  });

  it("the option going cuts the consumers made here, and is refused by AWS while others are connected", async () => {
    const found = await between(linked({ consumers: [ACME] }), BASE);
    expect(told(found)).to.include.members(["outage endpoint-service", "outage consumer", "outage load-balancer"]);
    expect(found.find(({ rule }) => rule === "consumer")?.who).to.equal("the consumer acme");
  });

  it("a consumer taken out is told, and the others are not", async () => {
    const other = { ...ACME, name: "initech", vpc: { kind: "created", cidr: "10.62.0.0/22", zones: ["a", "b", "c"] } };
    const found = await between(linked({ consumers: [ACME, other] }), linked({ consumers: [other] }));
    expect(found.filter(({ rule }) => rule === "consumer").map(({ who }) => who)).to.deep.equal(["the consumer acme"]);
    expect(JSON.stringify(found)).to.not.include("initech");
  });

  it("a principal taken out cuts nobody", async () => {
    const found = await between(linked(principal), linked({ allowedClients: ["172.16.0.0/16"] }));
    expect(told(found)).to.deep.equal(["none principal"]);
  });

  it("a region taken out cuts nobody", async () => {
    const found = await between(linked({ supportedRegions: ["us-east-1"] }), linked());
    expect(told(found)).to.deep.equal(["none link-regions"]);
  });

  it("a zone that comes is not enabled by itself", async () => {
    const found = await between(linked({}, { regions: two }), linked({}, { regions: three }));
    expect(told(found)).to.deep.equal(["none link-zones"]);
    expect(found[0]?.what).to.include("eu-west-1c");
  });

  it("a zone that goes brings another service, create before delete", async () => {
    const [from, to] = [linked({}, { regions: three }), linked({}, { regions: two })].map((raw) => ({
      ...raw,
      options: ["privateLink"],
    }));
    const [before, after] = [await recordConfig(from!), await recordConfig(to!)];
    const changes = compare(before, after, PROVIDER_EFFECTS).filter(({ name }) => name.startsWith("link-"));
    const replaced = changes.filter(({ action }) => action === "replace");
    expect(replaced.map(({ name, order }) => `${name} ${order ?? ""}`).sort()).to.include.members([
      "link-eu-west-1 create-before-delete",
      "link-eu-west-1-ec2 create-before-delete",
      "link-eu-west-1-listener create-before-delete",
      "link-eu-west-1-service create-before-delete",
    ]);
    expect(told(interruptions(before, after, compare(before, after, PROVIDER_EFFECTS)))).to.include(
      "outage endpoint-service",
    );
  });

  it("rules that are asked from now on are told, and acceptance that is asked no more cuts nobody", async () => {
    const open = linked({ enforceSecurityGroup: false });
    expect(told(await between(open, linked({ allowedClients: ["172.16.0.0/16"] })))).to.include(
      "outage enforced-rules",
    );
    expect(told(await between(linked(principal), linked({ ...principal, acceptanceRequired: false })))).to.deep.equal(
      [],
    );
  });

  it("a private DNS name that goes stays, as the provider takes none away; another one is told", async () => {
    const named = (privateLink: Raw) =>
      linked(privateLink, { service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } });
    const one = named({ privateDnsName: "link.example.com" });
    expect(told(await between(one, named({})))).to.include("none private-dns-name");
    expect(told(await between(one, named({ privateDnsName: "other.example.com" })))).to.include(
      "outage private-dns-name",
    );
  });
});
