import { expect } from "chai";
import { find, inputs, inputsOf, ofType, recordConfig, recordStack, SHAPES } from "../support/recording";

const CHECK = "aws:route53/healthCheck:HealthCheck";
const RECORD = "aws:route53/record:Record";
const ZONE = "aws:route53/zone:Zone";

describe("Dns of prod", () => {
  it("checks each address by TCP on the service port", async () => {
    expect(inputsOf(find(await recordStack("prod"), CHECK, "dns-check-eu-west-1-b"))).to.deep.equal({
      type: "TCP",
      ipAddress: "${Eip:addresses-eu-west-1-b.publicIp}",
      port: 5000,
      requestInterval: 10,
      failureThreshold: 3,
      tags: { Name: "ha-tcp-prod-dns-check-eu-west-1-b" },
    });
  });

  it("has a check of each zone and one over all of them", async () => {
    const zones = ["a", "b", "c"];
    expect(inputs(await recordStack("prod"), CHECK)).to.deep.equal({
      ...Object.fromEntries(
        zones.map((zone) => [
          `dns-check-eu-west-1-${zone}`,
          {
            type: "TCP",
            ipAddress: `\${Eip:addresses-eu-west-1-${zone}.publicIp}`,
            port: 5000,
            requestInterval: 10,
            failureThreshold: 3,
            tags: { Name: `ha-tcp-prod-dns-check-eu-west-1-${zone}` },
          },
        ]),
      ),
      "dns-check-eu-west-1": {
        type: "CALCULATED",
        childHealthchecks: zones.map((zone) => `\${HealthCheck:dns-check-eu-west-1-${zone}.id}`),
        childHealthThreshold: 1,
        tags: { Name: "ha-tcp-prod-dns-check-eu-west-1" },
      },
    });
  });

  it("is an alias of the load balancer, by latency even with one region", async () => {
    expect(inputs(await recordStack("prod"), RECORD)).to.deep.equal({
      "dns-eu-west-1": {
        zoneId: "${HostedZone:example.com.zoneId}",
        name: "tcp.example.com",
        type: "A",
        setIdentifier: "eu-west-1",
        latencyRoutingPolicies: [{ region: "eu-west-1" }],
        healthCheckId: "${HealthCheck:dns-check-eu-west-1.id}",
        aliases: [
          {
            name: "${LoadBalancer:front-eu-west-1.dnsName}",
            zoneId: "${LoadBalancer:front-eu-west-1.zoneId}",
            evaluateTargetHealth: true,
          },
        ],
      },
    });
  });

  it("looks the public zone up and creates none", async () => {
    const graph = await recordStack("prod");
    expect(ofType(graph, ZONE)).to.deep.equal([]);
    const asked = graph.invokes.filter(({ token }) => token === "aws:route53/getZone:getZone");
    expect(asked.map(({ args }) => args)).to.deep.equal([{ name: "example.com", privateZone: false }]);
  });
});

describe("Dns of a region with parked addresses", () => {
  it("checks no address that leads nowhere", async () => {
    const graph = await recordConfig({
      ...SHAPES["parked addresses"],
      service: { port: 5000, hostname: "tcp.example.com" },
      dns: { zone: "example.com" },
    });
    expect(Object.keys(inputs(graph, "aws:ec2/eip:Eip"))).to.include("addresses-eu-west-1-c");
    expect(Object.keys(inputs(graph, CHECK)).sort()).to.deep.equal([
      "dns-check-eu-west-1",
      "dns-check-eu-west-1-a",
      "dns-check-eu-west-1-b",
    ]);
    expect(find(graph, CHECK, "dns-check-eu-west-1").inputs["childHealthchecks"]).to.deep.equal([
      "${HealthCheck:dns-check-eu-west-1-a.id}",
      "${HealthCheck:dns-check-eu-west-1-b.id}",
    ]);
  });
});

describe("Dns of two regions", () => {
  const record = (region: string, policy: object) => ({
    [`dns-${region}`]: {
      zoneId: "${HostedZone:example.com.zoneId}",
      name: "tcp.example.com",
      type: "A",
      setIdentifier: region,
      ...policy,
      healthCheckId: `\${HealthCheck:dns-check-${region}.id}`,
      aliases: [
        {
          name: `\${LoadBalancer:front-${region}.dnsName}`,
          zoneId: `\${LoadBalancer:front-${region}.zoneId}`,
          evaluateTargetHealth: true,
        },
      ],
    },
  });

  it("answers with the primary while it is well, where the regions have roles", async () => {
    expect(inputs(await recordConfig(SHAPES["two regions by role"]!), RECORD)).to.deep.equal({
      ...record("eu-west-1", { failoverRoutingPolicies: [{ type: "PRIMARY" }] }),
      ...record("eu-central-1", { failoverRoutingPolicies: [{ type: "SECONDARY" }] }),
    });
  });

  it("answers with the nearest region where they have none", async () => {
    const zone = { zoneId: "${Zone:dns-zone.zoneId}" };
    const latency = (region: string) => record(region, { latencyRoutingPolicies: [{ region }], ...zone });
    expect(inputs(await recordConfig(SHAPES["two regions by latency"]!), RECORD)).to.deep.equal({
      ...latency("eu-west-1"),
      ...latency("eu-central-1"),
    });
  });

  it("checks the addresses of each region as configured", async () => {
    const graph = await recordConfig(SHAPES["two regions by role"]!);
    expect(
      ofType(graph, CHECK)
        .map(({ name }) => name)
        .sort(),
    ).to.deep.equal([
      "dns-check-eu-central-1",
      "dns-check-eu-central-1-a",
      "dns-check-eu-central-1-b",
      "dns-check-eu-west-1",
      "dns-check-eu-west-1-a",
      "dns-check-eu-west-1-b",
      "dns-check-eu-west-1-c",
    ]);
    expect(inputsOf(find(graph, CHECK, "dns-check-eu-central-1"))).to.deep.equal({
      type: "CALCULATED",
      childHealthchecks: ["${HealthCheck:dns-check-eu-central-1-a.id}", "${HealthCheck:dns-check-eu-central-1-b.id}"],
      childHealthThreshold: 2,
      tags: { Name: "ha-tcp-test-dns-check-eu-central-1" },
    });
    expect(inputsOf(find(graph, CHECK, "dns-check-eu-central-1-a"))).to.include({
      ipAddress: "${Eip:addresses-eu-central-1-a.publicIp}",
      requestInterval: 10,
      failureThreshold: 2,
    });
  });

  it("creates the zone where that is asked for, and says what to delegate it to", async () => {
    const graph = await recordConfig(SHAPES["two regions by latency"]!);
    expect(inputs(graph, ZONE)).to.deep.equal({
      "dns-zone": {
        name: "example.com",
        comment: "Public name of the TCP service",
        tags: { Name: "ha-tcp-test-dns" },
      },
    });
    expect(graph.invokes.map(({ token }) => token)).not.to.include("aws:route53/getZone:getZone");
    expect(graph.outputs["nameServers"]).to.deep.equal([
      "${Zone:dns-zone.nameServers0}",
      "${Zone:dns-zone.nameServers1}",
      "${Zone:dns-zone.nameServers2}",
      "${Zone:dns-zone.nameServers3}",
    ]);
  });
});
