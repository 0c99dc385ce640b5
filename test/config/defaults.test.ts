import { expect } from "chai";
import { validate } from "../../config/validate";
import { changed, smallest } from "../support/raw";

const parsed = (changes: Record<string, unknown> = {}): unknown => {
  const { config, mistakes } = validate(changed(smallest(), changes)) as { config?: unknown; mistakes?: unknown };
  expect(mistakes).to.equal(undefined);
  return config;
};

describe("config: defaults", () => {
  it("of the smallest config, every one", () => {
    expect(parsed()).to.deep.equal({
      kind: "service",
      options: ["nlb"],
      service: {
        port: 5000,
        alsoListens: [],
        allowedClients: ["0.0.0.0/0"],
        ipv6: false,
        idleTimeoutSeconds: 350,
        deregistrationDelaySeconds: 300,
        terminateConnectionsOnDeregistration: true,
        crossZone: true,
        zonalShift: true,
        terminateUnhealthyConnections: false,
        unhealthyDrainingSeconds: 0,
        dnsClientRouting: "anyAvailabilityZone",
        preserveClientIp: true,
        proxyProtocol: false,
        healthCheck: { protocol: "TCP", intervalSeconds: 10, healthyThreshold: 2, unhealthyThreshold: 2 },
        targetHealth: { dnsFailoverMinimumTargets: 1, failOpenBelowTargets: 1 },
      },
      regions: {
        "eu-west-1": {
          zones: ["a", "b", "c"],
          cidr: "10.0.0.0/16",
          nat: "perZone",
          certificates: [],
          addresses: {},
          egressAddresses: {},
          publishedIpv6: {},
          parkedAddresses: [],
          parkedEgressAddresses: [],
          secondaryEgressAddresses: {},
          transitGateways: {},
          peerings: {},
          firewall: { bypassZones: [], parkedZones: [] },
          accelerator: { weight: 128, endpoints: [] },
          dns: {},
        },
      },
      instances: {
        types: ["t3.small"],
        workload: { kind: "echo" },
        rootVolumeGiB: 8,
        detailedMonitoring: false,
        spotPercent: 0,
        onDemandBase: 0,
        warmupSeconds: 120,
        instanceRefresh: { minHealthyPercent: 100, maxHealthyPercent: 150 },
        scaling: { targetCpuPercent: 50, stepsOut: [], stepsIn: [] },
        egress: [],
        policyArns: [],
        policyStatements: [],
        metadataHopLimit: 1,
      },
      ecs: {
        launch: "ec2",
        networkMode: "awsvpc",
        pullThroughCache: false,
        secretKeyArns: [],
        cpuUnits: 256,
        memoryMiB: 512,
        fargateSpotPercent: 0,
        hosts: {
          type: "t3.small",
          rootVolumeGiB: 30,
          targetCapacityPercent: 100,
          metadataHopLimit: 1,
          warmupSeconds: 120,
        },
        healthCheck: { intervalSeconds: 15, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 30 },
        stopTimeoutSeconds: 30,
        deployment: { minHealthyPercent: 100, maxHealthyPercent: 200, rollback: true },
        zoneRebalancing: true,
        scaling: { targetCpuPercent: 50, targetMemoryPercent: "none" },
        discovery: { ttlSeconds: 10 },
        taskPolicyArns: [],
        taskPolicyStatements: [],
        exec: false,
        logRetentionDays: 30,
        containerInsights: "disabled",
        egress: [],
      },
      networkFirewall: {
        denied: [],
        allowed: [],
        ipSets: {},
        suricata: {},
        managedRuleGroups: {},
        rejectEgress: false,
        protection: { deletion: false, policyChange: false, subnetChange: false },
        customerManagedKey: false,
        logs: { kind: "cloudWatch", types: ["ALERT", "FLOW"], retentionDays: 90 },
      },
      privateLink: {
        acceptanceRequired: true,
        allowedPrincipals: [],
        allowAnyPrincipal: false,
        supportedRegions: [],
        ipAddressType: "ipv4",
        enforceSecurityGroup: true,
        allowedClients: [],
        notifications: { topicArns: [], events: ["Accept", "Reject", "Connect", "Delete"] },
        consumers: [],
        connectedConsumers: [],
      },
      overrides: {},
      published: [],
      guard: { shield: { kind: "standard" }, audit: { accessAnalyzer: false, configRules: false } },
      monitoring: {
        alarms: true,
        notify: {
          page: { emails: [], https: [], topicArns: [] },
          slack: [],
          teams: [],
          ticket: { emails: [], https: [], topicArns: [] },
        },
        runbook: "docs/runbook.md",
        dashboard: true,
        thresholds: {
          atMaximumMinutes: 30,
          belowMinimumMinutes: 15,
          blockedFlows: 0,
          certificateDays: 44,
          certificateDaysToPage: 7,
          deviations: 3,
          endpointDrops: 10,
          failOpenFlows: 0,
          firewallDroppedPackets: 1000,
          firewallEndpointDroppedPackets: 100,
          firewallStrayPackets: 100,
          hostsMissingMinutes: 15,
          natDropsPerMillion: 100,
          natIdleConnections: 100,
          natPortErrors: 0,
          portErrors: 0,
          rejectedClientsPerHour: 100,
          rejectedFlows: 0,
          resetsByLoadBalancerPercent: 20,
          resetsByTargetPercent: 20,
          taskCpuPercent: 90,
          taskMemoryPercent: 90,
        },
      },
      network: {
        ipv6: false,
        ipv6Egress: false,
        flowLogs: {
          traffic: "ALL",
          retentionDays: 30,
          intervalSeconds: 600,
          destination: { kind: "cloudWatch" },
          kmsKeyArns: {},
        },
        endpoints: {},
        s3Buckets: [],
        peerRegions: [],
      },
      tags: {},
      traffic: { load: "small", regions: {} },
      iam: {},
      protect: false,
      quotas: { raise: [], beside: { elasticIps: 0, vpcs: 1 } },
      production: false,
    });
  });

  it("of a section dns that names its zone only", () => {
    const config = parsed({ dns: { zone: "example.com" }, "service.hostname": "example.com" });
    expect(config).to.have.deep.property("dns", {
      zone: "example.com",
      create: false,
      ttlSeconds: 60,
      healthCheck: { intervalSeconds: 30, failureThreshold: 3, minimumHealthyAddresses: 1 },
    });
  });

  it("of a published address: for clients", () => {
    const entry = { region: "eu-west-1", zone: "a", allocationId: "eipalloc-01234567" };
    expect(parsed({ published: [entry] })).to.have.deep.property("published", [{ ...entry, for: "clients" }]);
  });

  const logs: Record<string, unknown>[] = [
    { kind: "cloudWatch", retentionDays: 90 },
    { kind: "s3", bucket: "own-logs" },
    { kind: "firehose", deliveryStream: "own-logs" },
  ];
  for (const { kind, ...rest } of logs)
    it(`of a firewall's logs to ${String(kind)}: both kinds`, () => {
      const said = kind === "cloudWatch" ? { kind } : { kind, ...rest };
      expect(parsed({ "networkFirewall.logs": said })).to.have.deep.nested.property("networkFirewall.logs", {
        kind,
        ...rest,
        types: ["ALERT", "FLOW"],
      });
    });

  it("of a rule group of one's own, and of a firewall that exists: none", () => {
    const team = { rules: "pass icmp any any -> any any (itype:8; sid:1;)" };
    const suricata = parsed({ "networkFirewall.suricata": { team } });
    expect(suricata).to.have.deep.nested.property("networkFirewall.suricata", { team });
    const existing = { arn: "arn:aws:network-firewall:eu-west-1:123456789012:firewall/shared", zones: ["a", "b", "c"] };
    const config = parsed({ "regions.eu-west-1.firewall": { existing } }) as { regions: Record<string, unknown> };
    expect(config.regions["eu-west-1"]).to.have.deep.property("firewall", {
      existing,
      bypassZones: [],
      parkedZones: [],
    });
  });

  it("of connections by PrivateLink: the header is the service's matter", () => {
    const { privateLink } = parsed({ "service.proxyProtocol": true }) as { privateLink: object };
    expect(privateLink).to.not.have.property("proxyProtocol");
  });

  it("of keys and of each log for audits, once it is asked for", () => {
    const audit = { queryLogs: {}, accessLogs: {} };
    const said = {
      guard: { keys: { kind: "created" }, audit },
      dns: { zone: "example.com" },
      "service.hostname": "tcp.example.com",
      "service.tls": {},
      "regions.eu-west-1.certificates": ["arn:aws:acm:eu-west-1:111122223333:certificate/0a1b"],
    };
    const { guard } = parsed(said) as { guard: unknown };
    expect(guard).to.deep.equal({
      shield: { kind: "standard" },
      keys: { kind: "created", use: true },
      audit: {
        queryLogs: { retentionDays: 30 },
        accessLogs: { retentionDays: 90 },
        accessAnalyzer: false,
        configRules: false,
      },
    });
  });

  it("of a consumer: its addresses; what follows from other settings is left open", () => {
    const vpc = { kind: "created", cidr: "10.1.0.0/16", zones: ["a", "b", "c"] };
    const consumer = { name: "acme", region: "eu-west-1", vpc };
    expect(parsed({ "privateLink.consumers": [consumer] })).to.have.deep.nested.property("privateLink.consumers", [
      { ...consumer, ipAddressType: "ipv4" },
    ]);
  });

  const sections = [
    "instances",
    "instances.instanceRefresh",
    "instances.scaling",
    "ecs",
    "ecs.hosts",
    "ecs.healthCheck",
    "ecs.deployment",
    "ecs.scaling",
    "ecs.discovery",
    "networkFirewall",
    "networkFirewall.ipSets",
    "networkFirewall.suricata",
    "networkFirewall.protection",
    "monitoring",
    "monitoring.notify",
    "monitoring.notify.page",
    "monitoring.thresholds",
    "regions.eu-west-1.firewall",
    "regions.eu-west-1.accelerator",
    "privateLink",
    "privateLink.notifications",
    "network",
    "network.flowLogs",
    "network.endpoints",
    "tags",
  ];
  for (const section of [...sections, "service.healthCheck", "service.targetHealth", "regions.eu-west-1.addresses"])
    it(`of an empty ${section} are those of none`, () => {
      expect(parsed({ [section]: {} })).to.deep.equal(parsed());
    });

  type Latency = { monitoring: { latency?: object } };

  it("of latency, once it is asked for", () => {
    const { monitoring } = parsed({ "monitoring.latency": { regions: { "eu-central-1": {} } } }) as Latency;
    expect(monitoring.latency).to.deep.equal({
      regions: { "eu-central-1": {} },
      intervalMinutes: 5,
      connectMilliseconds: 500,
      handshakeMilliseconds: 1000,
      failures: 3,
      runtime: "syn-nodejs-5.2",
    });
    expect((parsed({}) as Latency).monitoring).not.to.have.property("latency");
  });
});
