import { expect } from "chai";
import { BASE, type Raw, dependenciesOf, find, inputs, inputsOf, ofType, recordConfig } from "../../support/recording";

const RECORD = "aws:route53/record:Record";
const ZONE = "aws:route53/zone:Zone";
const KEY = "aws:kms/key:Key";
const KSK = "aws:route53/keySigningKey:KeySigningKey";
const SIGNING = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec";

const named = (dns: Raw, more: Raw = {}): Raw => ({
  ...BASE,
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "tcp.example.com", ...dns },
  ...more,
});

const DELEGATED = { create: true, delegation: { parentZone: "example.com", ttlSeconds: 300 } };

describe("a created zone with a delegation", () => {
  it("is led to from its parent, which is looked up", async () => {
    const graph = await recordConfig(named(DELEGATED));
    expect(inputs(graph, RECORD)["dns-delegation"]).to.deep.equal({
      zoneId: "${HostedZone:example.com.zoneId}",
      name: "tcp.example.com",
      type: "NS",
      ttl: 300,
      records: [0, 1, 2, 3].map((index) => `\${Zone:dns-zone.nameServers${index}}`),
    });
    expect(Object.keys(inputs(graph, RECORD))).not.to.include("dns-ds");
  });

  it("is led to once it has its records: until then it answers that there is no such name", async () => {
    const graph = await recordConfig(named(DELEGATED));
    expect(dependenciesOf(find(graph, RECORD, "dns-delegation"))).to.deep.equal([
      "dns-alias",
      "dns-latency-eu-west-1",
      "dns-zone",
    ]);
  });

  it("has no delegation without one", async () => {
    const graph = await recordConfig(named({ create: true }));
    expect(Object.keys(inputs(graph, RECORD)).sort()).to.deep.equal(["dns-alias", "dns-latency-eu-west-1"]);
    expect(graph.invokes.map(({ token }) => token)).not.to.include("aws:route53/getZone:getZone");
  });
});

describe("a signed zone", () => {
  const signed = named({ ...DELEGATED, dnssec: { publish: true } });

  it("is signed by a key in us-east-1 that only Route 53 uses, for this zone alone", async () => {
    const graph = await recordConfig(signed);
    const key = find(graph, KEY, "dns-dnssec-key");
    expect(inputsOf(key)).to.deep.equal({
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
      description: "Signs the zone of dns",
      deletionWindowInDays: 30,
      policy: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Administrators",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::123456789012:root" },
            Action: ["kms:*"],
            Resource: ["*"],
          },
          {
            Sid: "Sign",
            Effect: "Allow",
            Principal: { Service: "dnssec-route53.amazonaws.com" },
            Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
            Resource: ["*"],
            Condition: {
              StringEquals: { "aws:SourceAccount": "123456789012" },
              ArnEquals: { "aws:SourceArn": "arn:aws:route53:::hostedzone/${Zone:dns-zone.zoneId}" },
            },
          },
          {
            Sid: "Grant",
            Effect: "Allow",
            Principal: { Service: "dnssec-route53.amazonaws.com" },
            Action: ["kms:CreateGrant"],
            Resource: ["*"],
            Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
          },
        ],
      },
      tags: { Name: "ha-tcp-test-dns-dnssec-key" },
    });
    expect(key.provider).to.match(/::aws-global$/);
    expect(inputs(graph, KSK)).to.deep.equal({
      "dns-ksk": {
        hostedZoneId: "${Zone:dns-zone.zoneId}",
        keyManagementServiceArn: "${Key:dns-dnssec-key.arn}",
        name: "service",
      },
    });
  });

  it("publishes its DS record after the signatures, so that on the way back it goes before them", async () => {
    const graph = await recordConfig(signed);
    expect(inputs(graph, RECORD)["dns-ds"]).to.deep.equal({
      zoneId: "${HostedZone:example.com.zoneId}",
      name: "tcp.example.com",
      type: "DS",
      ttl: 300,
      records: ["${KeySigningKey:dns-ksk.dsRecord}"],
    });
    expect(dependenciesOf(find(graph, RECORD, "dns-ds"))).to.include.members(["dns-delegation", "dns-signing"]);
    expect(dependenciesOf(find(graph, SIGNING, "dns-signing"))).to.include("dns-ksk");
    expect(graph.outputs["dsRecord"]).to.equal("${KeySigningKey:dns-ksk.dsRecord}");
    expect(graph.outputs["zoneFiles"]).to.have.property("tcp.example.com").that.includes("Route 53 signs the zone");
  });

  it("says its DS record, and publishes none unless told to", async () => {
    const graph = await recordConfig(named({ ...DELEGATED, dnssec: {} }));
    expect(ofType(graph, SIGNING)).to.have.length(1);
    expect(Object.keys(inputs(graph, RECORD))).not.to.include("dns-ds");
    expect(graph.outputs["dsRecord"]).to.equal("${KeySigningKey:dns-ksk.dsRecord}");
  });

  it("is protected with its keys, where the stack is", async () => {
    for (const protect of [true, false]) {
      const graph = await recordConfig({ ...signed, protect });
      const kept = graph.resources
        .filter(({ name, protect: own }) => own && name.startsWith("dns"))
        .map(({ name }) => name);
      expect(kept.sort()).to.deep.equal(protect ? ["dns-dnssec-key", "dns-ksk", "dns-zone"] : []);
    }
  });

  it("is not signed unless told to", async () => {
    const graph = await recordConfig(named(DELEGATED));
    expect([...ofType(graph, KEY), ...ofType(graph, KSK), ...ofType(graph, SIGNING)]).to.deep.equal([]);
    expect(graph.outputs).not.to.have.property("dsRecord");
  });
});

describe("a zone of a stack that lets nobody on the internet in", () => {
  it("has no record, and says neither a routing nor addresses", async () => {
    const graph = await recordConfig({ ...named({ create: true }), options: ["privateLink"] });
    expect(Object.keys(inputs(graph, ZONE))).to.include("dns-zone");
    expect(Object.keys(inputs(graph, RECORD)).filter((name) => name.startsWith("dns"))).to.deep.equal([]);
    expect(graph.outputs).to.include({ hostedZone: "tcp.example.com" });
    expect(graph.outputs).not.to.have.any.keys("routing", "zoneFiles");
  });
});

describe("a second name in a second zone", () => {
  const second = { zone: "example.org", hostname: "tcp.example.org" };

  it("has the same load balancers and health checks, in records of its own", async () => {
    const graph = await recordConfig(named({ second: { ...second, create: true } }));
    const { "dns-latency-eu-west-1": one, "dns-second-latency-eu-west-1": other } = inputs(graph, RECORD);
    expect(other).to.deep.equal({
      ...one,
      zoneId: "${Zone:dns-second-zone.zoneId}",
      name: "_latency.tcp.example.org",
    });
    expect(inputs(graph, RECORD)["dns-second-alias"]).to.include({ name: "tcp.example.org" });
    expect(Object.keys(inputs(graph, ZONE))).to.deep.equal(["dns-second-zone"]);
    expect(ofType(graph, "aws:route53/healthCheck:HealthCheck")).to.have.length(3);
    const { zoneFiles, secondName } = graph.outputs as Record<string, Record<string, unknown>>;
    expect(Object.keys(zoneFiles ?? {}).sort()).to.deep.equal(["example.org", "tcp.example.com"]);
    expect(secondName).to.include({ hostname: "tcp.example.org", hostedZone: "example.org" });
    expect(secondName?.["nameServers"]).to.have.length(4);
  });

  it("may be answered otherwise", async () => {
    const graph = await recordConfig(named({ second: { ...second, routing: "multivalue" } }));
    expect(graph.outputs["routing"]).to.deep.equal({ "tcp.example.com": "latency", "tcp.example.org": "multivalue" });
    expect(Object.keys(inputs(graph, RECORD)).sort()).to.deep.equal([
      "dns-alias",
      "dns-latency-eu-west-1",
      "dns-second-alias",
      "dns-second-multivalue-eu-west-1-a",
      "dns-second-multivalue-eu-west-1-b",
    ]);
  });

  it("may lie in a zone that is created beside it", async () => {
    const inFirst = {
      zone: "b.tcp.example.com",
      hostname: "b.tcp.example.com",
      create: true,
      delegation: { parentZone: "tcp.example.com" },
    };
    const graph = await recordConfig(named({ create: true, second: inFirst }));
    expect(inputs(graph, RECORD)["dns-second-delegation"]).to.include({
      zoneId: "${Zone:dns-zone.zoneId}",
      name: "b.tcp.example.com",
      ttl: 3600,
    });
    expect(graph.invokes.map(({ token }) => token)).not.to.include("aws:route53/getZone:getZone");
  });

  it("may have the first name's zone in its own", async () => {
    const above = { zone: "example.com", hostname: "b.example.com", create: true };
    const graph = await recordConfig(named({ ...DELEGATED, second: above }));
    expect(inputs(graph, RECORD)["dns-delegation"]).to.include({
      zoneId: "${Zone:dns-second-zone.zoneId}",
      name: "tcp.example.com",
      ttl: 300,
    });
    expect(graph.invokes.map(({ token }) => token)).not.to.include("aws:route53/getZone:getZone");
  });
});
