import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Dns, type DnsTarget } from "../../../components";
import { dnsSection } from "../../../config/sections/dns";
import { type Graph, record } from "../../../graph";
import { GraphIndex } from "../../../graph/graph";
import {
  BASE,
  type Raw,
  SHAPES,
  dependenciesOf,
  find,
  inputs,
  inputsOf,
  ofType,
  recordConfig,
  serving,
  recordStack,
} from "../../support/recording";

const CHECK = "aws:route53/healthCheck:HealthCheck";
const RECORD = "aws:route53/record:Record";
const ZONE = "aws:route53/zone:Zone";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const FOUND = "${HostedZone:example.com.zoneId}";

/** What leads to records of another name. */
const alias = (name: string, zoneId = FOUND) => ({
  zoneId,
  name: "tcp.example.com",
  type: "A",
  aliases: [{ name, zoneId, evaluateTargetHealth: true }],
});

/** What leads to the load balancer of a region while that is well. */
const leaf = (label: string, region: string, policy: object = {}) => ({
  zoneId: FOUND,
  name: `_${label}.tcp.example.com`,
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
});

const TWO = {
  "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" },
  "eu-central-1": { zones: ["a", "b"], cidr: "10.21.0.0/16" },
};

/** Two regions with a name, and what the section dns and the regions say of it. */
const named = (dns: Raw, regions: Readonly<Record<string, Raw>> = {}): Raw => ({
  ...BASE,
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com", ...dns },
  regions: Object.fromEntries(
    Object.entries(TWO).map(([name, region]) => [name, { ...region, ...(regions[name] && { dns: regions[name] }) }]),
  ),
});

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

  it("leads to the load balancer, by latency even with one region", async () => {
    expect(inputs(await recordStack("prod"), RECORD)).to.deep.equal({
      "dns-latency-eu-west-1": leaf("latency", "eu-west-1", { latencyRoutingPolicies: [{ region: "eu-west-1" }] }),
      "dns-alias": alias("_latency.tcp.example.com"),
    });
  });

  it("says how the name is answered, and what another provider can load", async () => {
    const { routing, zoneFiles } = (await recordStack("prod")).outputs;
    expect(routing).to.deep.equal({ "tcp.example.com": "latency" });
    const address = (zone: string) => `tcp 60 IN A \${Eip:addresses-eu-west-1-${zone}.publicIp} ; eu-west-1 ${zone}`;
    expect((zoneFiles as Record<string, string>)["example.com"]?.split("\n").slice(1)).to.deep.equal([
      "$ORIGIN example.com.",
      ...["a", "b", "c"].map(address),
      "",
    ]);
  });

  it("looks the public zone up and creates none", async () => {
    const graph = await recordStack("prod");
    expect(ofType(graph, ZONE)).to.deep.equal([]);
    const asked = graph.invokes.filter(({ token }) => token === "aws:route53/getZone:getZone");
    expect(asked.map(({ args }) => args)).to.deep.equal([{ name: "example.com", privateZone: false }]);
  });
});

describe("Dns of load balancers whose zones are followed", () => {
  const arn = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
  const certificates = [arn];
  const IRELAND = { zones: ["a", "b"], cidr: "10.20.0.0/16" };
  const one = (service: Raw, dns: Raw = {}, rest: Raw = {}): Raw => ({
    ...BASE,
    service: { port: 5000, hostname: "tcp.example.com", ...service },
    dns: { zone: "example.com", ...dns },
    regions: { "eu-west-1": { ...IRELAND, ...(service["tls"] !== undefined && { certificates }) } },
    ...rest,
  });
  const SECURED = one({ tls: {} });
  const BOTH = one({}, {}, { options: ["nlb", "ecs"], weights: { instances: 90, tasks: 10 } });
  const FOLLOWED = one({}, { healthCheck: { followZones: true } });
  const checkOf = (name: string) => `\${HealthCheck:dns-check-eu-west-1${name}.id}`;

  for (const [title, raw] of Object.entries({
    "with TLS": SECURED,
    "with two backends": BOTH,
    "where told so": FOLLOWED,
  })) {
    it(`${title}: one alarm of the zones that the load balancer takes out of its name`, async () => {
      const graph = await recordConfig(raw);
      const alarms = Object.entries(inputs(graph, ALARM)).filter(([name]) => name.startsWith("front-"));
      expect(Object.fromEntries(alarms)).to.deep.equal({
        "front-eu-west-1-zones": {
          namespace: "AWS/NetworkELB",
          metricName: "ZonalHealthStatus",
          dimensions: { LoadBalancer: "${LoadBalancer:front-eu-west-1.arnSuffix}" },
          statistic: "Maximum",
          period: 60,
          evaluationPeriods: 2,
          comparisonOperator: "LessThanThreshold",
          threshold: 1,
          treatMissingData: "missing",
          alarmDescription:
            "The load balancer has fewer than 1 of its zones in its name: too few targets are well, or zones are shifted away.",
          tags: { Name: "ha-tcp-test-front-eu-west-1-zones" },
        },
      });
      const index = GraphIndex.of(graph);
      expect(index.regionOf(find(graph, ALARM, "front-eu-west-1-zones"))).to.equal("eu-west-1");
    });

    it(`${title}: checks that follow the alarm, as many as there are addresses, so that these do not make up for it`, async () => {
      const graph = await recordConfig(raw);
      const checks = inputs(graph, CHECK);
      expect(Object.keys(checks).sort()).to.deep.equal(
        ["", "-a", "-b", "-zones-a", "-zones-b"].map((name) => `dns-check-eu-west-1${name}`),
      );
      expect(checks["dns-check-eu-west-1-zones-b"]).to.deep.equal({
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: "${MetricAlarm:front-eu-west-1-zones.name}",
        cloudwatchAlarmRegion: "eu-west-1",
        // What says nothing takes nobody elsewhere.
        insufficientDataHealthStatus: "LastKnownStatus",
        triggers: {
          LoadBalancer: "${LoadBalancer:front-eu-west-1.arnSuffix}",
          statistic: "Maximum",
          threshold: "1",
        },
        tags: { Name: "ha-tcp-test-dns-check-eu-west-1-zones-b" },
      });
      expect(checks["dns-check-eu-west-1"]).to.deep.equal({
        type: "CALCULATED",
        childHealthchecks: ["-a", "-b", "-zones-a", "-zones-b"].map(checkOf),
        childHealthThreshold: 3,
        tags: { Name: "ha-tcp-test-dns-check-eu-west-1" },
      });
    });
  }

  const EVALUATED: readonly [title: string, raw: Raw, evaluated: boolean][] = [
    ["one backend", one({}), true],
    ["one backend and TLS", SECURED, true],
    ["two backends", BOTH, false],
    ["two backends and TLS", { ...SECURED, options: ["nlb", "ecs"], weights: { instances: 100, tasks: 0 } }, false],
    ["one backend, before a second comes", FOLLOWED, false],
  ];
  for (const [title, raw, evaluated] of EVALUATED)
    it(`of ${title}: ${evaluated ? "an alias asks for the targets, too" : "no alias asks for all target groups"}`, async () => {
      const { aliases, healthCheckId } = inputs(await recordConfig(raw), RECORD)["dns-latency-eu-west-1"] ?? {};
      expect(aliases).to.deep.equal([
        {
          name: "${LoadBalancer:front-eu-west-1.dnsName}",
          zoneId: "${LoadBalancer:front-eu-west-1.zoneId}",
          evaluateTargetHealth: evaluated,
        },
      ]);
      expect(healthCheckId).to.equal(checkOf(""));
    });

  it("are counted where more than one must be well", async () => {
    const raw = one({ tls: {} }, { healthCheck: { minimumHealthyAddresses: 2 } });
    const regions = { "eu-west-1": { ...IRELAND, zones: ["a", "b", "c"], certificates } };
    const graph = await recordConfig({ ...raw, regions });
    const { statistic, threshold } = find(graph, ALARM, "front-eu-west-1-zones").inputs;
    expect({ statistic, threshold }).to.deep.equal({ statistic: "Average", threshold: 0.5 });
    expect(find(graph, CHECK, "dns-check-eu-west-1").inputs["childHealthThreshold"]).to.equal(5);
  });

  it("are answered with their addresses only while address and zone are well", async () => {
    const graph = await recordConfig(one({ tls: {} }, { routing: "multivalue" }, { monitoring: {} }));
    expect(find(graph, ALARM, "front-eu-west-1-zone-b").inputs).to.deep.equal({
      namespace: "AWS/NetworkELB",
      metricName: "ZonalHealthStatus",
      dimensions: { AvailabilityZone: "eu-west-1b", LoadBalancer: "${LoadBalancer:front-eu-west-1.arnSuffix}" },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 2,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "missing",
      alarmDescription:
        "The load balancer has taken eu-west-1b out of its name: too few targets are well, or the zone is shifted away.",
      tags: { Name: "ha-tcp-test-front-eu-west-1-zone-b" },
    });
    expect(find(graph, CHECK, "dns-check-eu-west-1-b-zone").inputs["cloudwatchAlarmName"]).to.equal(
      "${MetricAlarm:front-eu-west-1-zone-b.name}",
    );
    expect(inputs(graph, RECORD)["dns-multivalue-eu-west-1-b"]?.["healthCheckId"]).to.equal(checkOf("-b-both"));
    expect(inputs(graph, CHECK)["dns-check-eu-west-1-b-both"]).to.deep.equal({
      type: "CALCULATED",
      childHealthchecks: ["-b", "-b-zone"].map(checkOf),
      childHealthThreshold: 2,
      tags: { Name: "ha-tcp-test-dns-check-eu-west-1-b-both" },
    });
    // Who is told of an address hears of no zone that is shifted away.
    expect(inputs(graph, ALARM)["monitoring-us-east-1-dns-eu-west-1-b"]?.["dimensions"]).to.deep.equal({
      HealthCheckId: checkOf("-b"),
    });
    // No check looks at a calculated one.
    expect(inputs(graph, CHECK)["dns-check-eu-west-1"]?.["childHealthchecks"]).to.deep.equal(
      ["-a", "-b", "-zones-a", "-zones-b"].map(checkOf),
    );
  });

  it("are so answered by a second name as well", async () => {
    const second = { zone: "example.org", hostname: "tcp.example.org", routing: "multivalue" };
    const graph = await recordConfig(one({ tls: {} }, { second }));
    expect(inputs(graph, RECORD)["dns-second-multivalue-eu-west-1-a"]?.["healthCheckId"]).to.equal(checkOf("-a-both"));
  });

  it("are not followed where a connection reaches the targets of the one backend", async () => {
    const graph = await recordConfig(one({}, { routing: "multivalue" }));
    expect(Object.keys(inputs(serving(graph), ALARM))).to.deep.equal([]);
    expect(Object.keys(inputs(graph, CHECK)).sort()).to.deep.equal(
      ["", "-a", "-b"].map((name) => `dns-check-eu-west-1${name}`),
    );
  });

  it("are not followed without a name", async () => {
    const { dns: _, ...unnamed } = BOTH;
    const graph = serving(await recordConfig({ ...unnamed, service: { port: 5000 } }));
    expect(ofType(graph, ALARM)).to.deep.equal([]);
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
  it("answers with the primary while it is well, where the regions have roles", async () => {
    const pair = (type: string, which: string) => ({
      name: "_failover-eu-west-1.tcp.example.com",
      setIdentifier: which,
      failoverRoutingPolicies: [{ type }],
    });
    const graph = await recordConfig(SHAPES["two regions by role"]!);
    expect(inputs(graph, RECORD)).to.deep.equal({
      "dns-standby-eu-central-1": leaf("standby", "eu-central-1", {
        latencyRoutingPolicies: [{ region: "eu-central-1" }],
      }),
      "dns-failover-eu-west-1-primary": { ...leaf("", "eu-west-1"), ...pair("PRIMARY", "primary") },
      "dns-failover-eu-west-1-secondary": { ...alias("_standby.tcp.example.com"), ...pair("SECONDARY", "secondary") },
      "dns-alias": alias("_failover-eu-west-1.tcp.example.com"),
    });
    expect(graph.outputs["zoneFiles"]).to.have.property("example.com").that.does.not.include("eu-central-1");
  });

  it("answers with the nearest region where they have none", async () => {
    const zoneId = "${Zone:dns-zone.zoneId}";
    const latency = (region: string) => ({
      ...leaf("latency", region, { latencyRoutingPolicies: [{ region }] }),
      zoneId,
    });
    expect(inputs(await recordConfig(SHAPES["two regions by latency"]!), RECORD)).to.deep.equal({
      "dns-latency-eu-west-1": latency("eu-west-1"),
      "dns-latency-eu-central-1": latency("eu-central-1"),
      "dns-alias": alias("_latency.tcp.example.com", zoneId),
    });
  });

  it("has the name last, and replaces no record before its successor is there", async () => {
    const graph = await recordConfig(SHAPES["two regions by role"]!);
    const named = (name: string) => find(graph, RECORD, `dns-${name}`);
    expect(dependenciesOf(named("alias"))).to.deep.equal([
      "dns-failover-eu-west-1-primary",
      "dns-failover-eu-west-1-secondary",
    ]);
    expect(dependenciesOf(named("failover-eu-west-1-secondary"))).to.deep.equal(["dns-standby-eu-central-1"]);
    expect(ofType(graph, RECORD).filter((each) => each.deleteBeforeReplace)).to.deep.equal([]);
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

describe("Dns by other policies", () => {
  /** What is said of each record beside where it leads. */
  const policies = (graph: Graph) =>
    Object.fromEntries(
      ofType(graph, RECORD).map(({ name, inputs: all }) => [
        name,
        Object.fromEntries(Object.entries(all).filter(([key]) => !["zoneId", "type", "aliases"].includes(key))),
      ]),
    );
  const rest = (label: string, region: string, policy: object, setIdentifier = region) => ({
    name: `_${label}.tcp.example.com`,
    setIdentifier,
    ...policy,
    healthCheckId: `\${HealthCheck:dns-check-${region}.id}`,
  });

  it("shares answers by weight", async () => {
    const graph = await recordConfig(named({ routing: "weighted" }, { "eu-west-1": { weight: 0 } }));
    const weighted = (region: string, weight: number) =>
      rest("weighted", region, { weightedRoutingPolicies: [{ weight }] });
    expect(policies(graph)).to.deep.equal({
      "dns-weighted-eu-central-1": weighted("eu-central-1", 100),
      "dns-weighted-eu-west-1": weighted("eu-west-1", 0),
      "dns-alias": { name: "tcp.example.com" },
    });
    expect(graph.outputs["zoneFiles"]).to.have.property("example.com").that.does.not.include("eu-west-1");
  });

  it("answers by place", async () => {
    const graph = await recordConfig(
      named(
        { routing: "geolocation" },
        { "eu-west-1": { locations: ["*", "US-CA"] }, "eu-central-1": { locations: ["europe", "NA"] } },
      ),
    );
    const place = (region: string, location: object, key: string) =>
      rest("geolocation", region, { geolocationRoutingPolicies: [location] }, key);
    expect(policies(graph)).to.deep.equal({
      "dns-geolocation-default": place("eu-west-1", { country: "*" }, "default"),
      "dns-geolocation-us-ca": place("eu-west-1", { country: "US", subdivision: "CA" }, "us-ca"),
      "dns-geolocation-europe": place("eu-central-1", { continent: "EU" }, "europe"),
      "dns-geolocation-na": place("eu-central-1", { country: "NA" }, "na"),
      "dns-alias": { name: "tcp.example.com" },
    });
  });

  it("answers by distance", async () => {
    const graph = await recordConfig(named({ routing: "geoproximity" }, { "eu-west-1": { bias: 20 } }));
    const near = (awsRegion: string, bias: number) =>
      rest("geoproximity", awsRegion, { geoproximityRoutingPolicy: { awsRegion, bias } });
    expect(policies(graph)).to.deep.equal({
      "dns-geoproximity-eu-central-1": near("eu-central-1", 0),
      "dns-geoproximity-eu-west-1": near("eu-west-1", 20),
      "dns-alias": { name: "tcp.example.com" },
    });
  });

  it("answers with the addresses themselves, for as long as it is told", async () => {
    const graph = await recordConfig(named({ routing: "multivalue", ttlSeconds: 30 }));
    expect(inputs(graph, RECORD)["dns-multivalue-eu-west-1-b"]).to.deep.equal({
      zoneId: FOUND,
      name: "_multivalue.tcp.example.com",
      type: "A",
      setIdentifier: "eu-west-1-b",
      multivalueAnswerRoutingPolicy: true,
      healthCheckId: "${HealthCheck:dns-check-eu-west-1-b.id}",
      ttl: 30,
      records: ["${Eip:addresses-eu-west-1-b.publicIp}"],
    });
    expect(ofType(graph, RECORD)).to.have.length(5);
    expect(graph.outputs["zoneFiles"]).to.have.property("example.com").that.includes("tcp 30 IN A ");
  });
});

describe("Dns with routing controls", () => {
  const CLUSTER = "aws:route53recoverycontrol/cluster:Cluster";
  const CONTROL = "aws:route53recoverycontrol/routingControl:RoutingControl";
  const RULE = "aws:route53recoverycontrol/safetyRule:SafetyRule";

  it("makes a switch for each region, of which the last stays On, and obeys none at first", async () => {
    const graph = await recordConfig(named({ routingControls: {} }));
    expect(Object.keys(inputs(graph, CLUSTER))).to.deep.equal(["dns-cluster"]);
    expect(inputs(graph, CONTROL)["dns-control-eu-west-1"]).to.deep.equal({
      clusterArn: "${Cluster:dns-cluster.arn}",
      controlPanelArn: "${ControlPanel:dns-panel.arn}",
    });
    expect(inputs(graph, RULE)["dns-one-stays-on"]).to.deep.equal({
      controlPanelArn: "${ControlPanel:dns-panel.arn}",
      assertedControls: [
        "${RoutingControl:dns-control-eu-central-1.arn}",
        "${RoutingControl:dns-control-eu-west-1.arn}",
      ],
      ruleConfig: { type: "ATLEAST", threshold: 1, inverted: false },
      waitPeriodMs: 5000,
    });
    expect(inputs(graph, CHECK)["dns-control-eu-west-1-check"]).to.deep.equal({
      type: "RECOVERY_CONTROL",
      routingControlArn: "${RoutingControl:dns-control-eu-west-1.arn}",
      tags: { Name: "ha-tcp-test-dns-control-eu-west-1-check" },
    });
    expect(inputs(graph, RECORD)).to.deep.equal(inputs(await recordConfig(named({})), RECORD));
    expect(graph.outputs["routingControls"]).to.deep.equal({
      "eu-central-1": "${RoutingControl:dns-control-eu-central-1.arn}",
      "eu-west-1": "${RoutingControl:dns-control-eu-west-1.arn}",
    });
  });

  it("obeys the switch beside the health of the region, once it is told to", async () => {
    const graph = await recordConfig(named({ routingControls: { use: true } }));
    const { "dns-latency-eu-west-1": above, "dns-region-eu-west-1": below } = inputs(graph, RECORD);
    expect(above).to.include({ healthCheckId: "${HealthCheck:dns-control-eu-west-1-check.id}" });
    expect(above?.["aliases"]).to.deep.equal([
      { name: "_eu-west-1.tcp.example.com", zoneId: FOUND, evaluateTargetHealth: true },
    ]);
    expect(below).to.deep.equal({
      ...leaf("eu-west-1", "eu-west-1"),
      weightedRoutingPolicies: [{ weight: 100 }],
    });
    expect(dependenciesOf(find(graph, RECORD, "dns-latency-eu-west-1"))).to.include("dns-region-eu-west-1");
  });

  it("keeps the switches where the stack is protected, and makes anew what the provider would not change", async () => {
    for (const protect of [true, false]) {
      const { resources } = await recordConfig({ ...named({ routingControls: {} }), protect });
      const own = resources.filter(({ type }) => type.startsWith("aws:route53recoverycontrol/"));
      expect(own.filter((node) => node.protect).map(({ name }) => name)).to.deep.equal(
        protect ? ["dns-cluster", "dns-panel", "dns-control-eu-central-1", "dns-control-eu-west-1"] : [],
      );
      const anew = own.filter(({ replaceOnChanges }) => replaceOnChanges.length > 0);
      expect(Object.fromEntries(anew.map((node) => [node.name, node.replaceOnChanges]))).to.deep.equal({
        "dns-control-eu-central-1": ["controlPanelArn"],
        "dns-control-eu-west-1": ["controlPanelArn"],
        "dns-one-stays-on": ["ruleConfig"],
      });
    }
  });

  it("takes a cluster that exists", async () => {
    const clusterArn = "arn:aws:route53-recovery-control::123456789012:cluster/0a1b";
    const graph = await recordConfig(named({ routingControls: { clusterArn } }));
    expect(ofType(graph, CLUSTER)).to.deep.equal([]);
    expect(inputs(graph, CONTROL)["dns-control-eu-west-1"]).to.include({ clusterArn });
  });
});

describe("Dns with an accelerator", () => {
  const accelerator = {
    dnsName: "a1.awsglobalaccelerator.com",
    hostedZoneId: "Z2BJ6XQ5FK7U4H",
    ipv4: ["192.0.2.1", "192.0.2.2"],
    ipv6: ["2001:db8::1", "2001:db8::2"],
    down: { name: "accelerator-down", region: "us-west-2", triggers: { Accelerator: "0a1b" } },
  };
  const TARGET = {
    dnsName: "front.elb.amazonaws.com",
    hostedZoneId: "Z1",
    addresses: { a: "203.0.113.1" },
    regionRouting: {},
  };

  /** The component alone. */
  const recordAlone = (dualStack: boolean, targets: Readonly<Record<string, DnsTarget>>): Promise<Graph> =>
    record({
      project: "ha-tcp",
      stack: "test",
      config: {},
      program: () => {
        const provider = new aws.Provider("aws-global", { region: "us-east-1" });
        const args = {
          hostname: "tcp.example.com",
          routing: "latency" as const,
          port: 5000,
          dns: dnsSection.parse({ zone: "example.com" }),
          targets,
          accelerator: {
            ...accelerator,
            ipv4: pulumi.output(accelerator.ipv4),
            ipv6: dualStack ? pulumi.output(accelerator.ipv6) : undefined,
            ready: [],
          },
        };
        const [{ zoneFile }] = new Dns("dns", args, { providers: [provider] }).names;
        return { zoneFile };
      },
    });

  const there = { name: accelerator.dnsName, zoneId: accelerator.hostedZoneId, evaluateTargetHealth: true };

  it("answers with it while it is well, else with the regions", async () => {
    const graph = await recordAlone(false, { "eu-west-1": TARGET });
    const records = inputs(graph, RECORD);
    const pair = (setIdentifier: string, type: string) => ({
      zoneId: FOUND,
      name: "_accelerator-first.tcp.example.com",
      type: "A",
      setIdentifier,
      failoverRoutingPolicies: [{ type }],
    });
    expect(Object.keys(records)).to.deep.equal([
      "dns-latency-eu-west-1",
      "dns-accelerator-primary",
      "dns-accelerator-secondary",
      "dns-alias",
    ]);
    expect(records["dns-accelerator-primary"]).to.deep.equal({
      ...pair("accelerator", "PRIMARY"),
      healthCheckId: "${HealthCheck:dns-check-accelerator.id}",
      aliases: [there],
    });
    expect(records["dns-accelerator-secondary"]).to.deep.equal({
      ...pair("regions", "SECONDARY"),
      aliases: [{ name: "_latency.tcp.example.com", zoneId: FOUND, evaluateTargetHealth: true }],
    });
    expect(records["dns-alias"]).to.deep.equal(alias("_accelerator-first.tcp.example.com"));
    const checks = inputs(graph, CHECK);
    // Both of the endpoints and an address at least: neither the two addresses nor the two of the endpoints are enough.
    const children = ["first", "second", "endpoints", "endpoints-again"];
    expect(checks["dns-check-accelerator"]).to.deep.equal({
      type: "CALCULATED",
      childHealthchecks: children.map((which) => `\${HealthCheck:dns-check-accelerator-${which}.id}`),
      childHealthThreshold: 3,
      tags: { Name: "ha-tcp-test-dns-check-accelerator" },
    });
    for (const which of ["endpoints", "endpoints-again"])
      expect(checks[`dns-check-accelerator-${which}`]).to.deep.equal({
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: "accelerator-down",
        cloudwatchAlarmRegion: "us-west-2",
        insufficientDataHealthStatus: "Healthy",
        triggers: { Accelerator: "0a1b" },
        tags: { Name: `ha-tcp-test-dns-check-accelerator-${which}` },
      });
    expect(checks["dns-check-accelerator-second"]).to.include({ type: "TCP", ipAddress: "192.0.2.2", port: 5000 });
    expect(graph.outputs["zoneFile"]).to.include("tcp 60 IN A 192.0.2.1 ; accelerator\n");
    expect(graph.outputs["zoneFile"]).not.to.include("203.0.113.1");
    expect(graph.outputs["zoneFile"]).not.to.include("AAAA");
  });

  it("says its IPv6 addresses to another provider, too", async () => {
    const graph = await recordAlone(true, { "eu-west-1": TARGET });
    expect(String(graph.outputs["zoneFile"]).split("\n").slice(2)).to.deep.equal([
      "tcp 60 IN A 192.0.2.1 ; accelerator",
      "tcp 60 IN A 192.0.2.2 ; accelerator",
      "tcp 60 IN AAAA 2001:db8::1 ; accelerator",
      "tcp 60 IN AAAA 2001:db8::2 ; accelerator",
      "",
    ]);
  });

  it("answers with it alone where no region has a public load balancer, by IPv6 too", async () => {
    const to = (type: string) => ({ zoneId: FOUND, name: "tcp.example.com", type, aliases: [there] });
    expect(inputs(await recordAlone(true, {}), RECORD)).to.deep.equal({
      "dns-alias": to("A"),
      "dns-alias-ipv6": to("AAAA"),
    });
    expect(inputs(await recordAlone(false, {}), RECORD)).to.deep.equal({ "dns-alias": to("A") });
  });
});

describe("Dns of a stack with an accelerator", () => {
  const REGIONS = ["eu-central-1", "eu-west-1"];
  const LISTENING = [...REGIONS.map((region) => `accelerator-${region}`), "accelerator-listener"];
  const accelerated = (options: readonly string[], ipAddressType: string): Raw => ({
    ...named({}),
    options,
    globalAccelerator: { ipAddressType },
    network: { ipv6: ipAddressType === "dualstack" },
  });

  it("leads nobody to the accelerator before it listens and leads to every region", async () => {
    const first = await recordConfig(accelerated(["nlb", "globalAccelerator"], "ipv4"));
    expect(dependenciesOf(find(first, RECORD, "dns-accelerator-primary"))).to.include.members(LISTENING);
    expect(dependenciesOf(find(first, RECORD, "dns-alias"))).to.include("dns-accelerator-primary");
    const alone = await recordConfig(accelerated(["globalAccelerator"], "ipv4"));
    expect(dependenciesOf(find(alone, RECORD, "dns-alias"))).to.include.members(LISTENING);
    const dual = await recordConfig(accelerated(["nlb", "globalAccelerator"], "dualstack"));
    expect(dependenciesOf(find(dual, RECORD, "dns-alias-ipv6"))).to.include.members(LISTENING);
    // The regions answer without it.
    const leaf = dependenciesOf(find(first, RECORD, "dns-latency-eu-west-1"));
    expect(leaf.filter((name) => name.startsWith("accelerator"))).to.deep.equal([]);
  });

  it("follows the alarm of all regions behind it, where accelerators have their metrics", async () => {
    const graph = await recordConfig(accelerated(["nlb", "globalAccelerator"], "ipv4"));
    expect(inputs(graph, CHECK)["dns-check-accelerator-endpoints"]).to.deep.equal({
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: "${MetricAlarm:accelerator-down.name}",
      cloudwatchAlarmRegion: "us-west-2",
      insufficientDataHealthStatus: "Healthy",
      triggers: find(graph, ALARM, "accelerator-down").inputs["dimensions"],
      tags: { Name: "ha-tcp-test-dns-check-accelerator-endpoints" },
    });
    expect(GraphIndex.of(graph).regionOf(find(graph, ALARM, "accelerator-down"))).to.equal("us-west-2");
  });

  it("says the addresses of both kinds to another provider", async () => {
    const lines = async (ipAddressType: string) => {
      const { zoneFiles } = (await recordConfig(accelerated(["globalAccelerator"], ipAddressType))).outputs;
      return (zoneFiles as Record<string, string>)["example.com"]?.split("\n").slice(2, -1);
    };
    const of = (type: string, family: number) =>
      [0, 1].map(
        (which) => `tcp 60 IN ${type} \${Accelerator:anycast.ipSets_${family}_ipAddresses_${which}} ; accelerator`,
      );
    expect(await lines("ipv4")).to.deep.equal(of("A", 0));
    expect(await lines("dualstack")).to.deep.equal([...of("A", 0), ...of("AAAA", 1)]);
  });
});
