import { join } from "node:path";
import { expect } from "chai";
import { components, summary } from "../../../analysis";
import type { ResourceNode } from "../../../graph";
import { costGraph } from "../../support/costGraph";
import { component, graph, node, provider, reference } from "../../support/graphs";
import { BASE, ROOT, type Raw, SHAPES, recordConfig, recordStack, serving } from "../../support/recording";

describe("analysis/inventory/summary", () => {
  it("of dev", async () => {
    expect(summary(serving(await recordStack("dev")))).to.deep.equal({
      project: "ha-tcp",
      stack: "dev",
      kind: "service",
      options: ["nlb"],
      port: 5000,
      hostname: undefined,
      regions: [
        {
          region: "eu-west-1",
          vpcCidr: "10.20.0.0/16",
          zones: ["a", "b"],
          natGateways: 1,
          instances: { min: 2, desired: 2, max: 3 },
        },
      ],
      parkedRegions: [],
      resources: 54,
    });
  });

  it("of prod", async () => {
    expect(summary(serving(await recordStack("prod")))).to.deep.equal({
      project: "ha-tcp",
      stack: "prod",
      kind: "service",
      options: ["nlb"],
      port: 5000,
      hostname: "tcp.example.com",
      regions: [
        {
          region: "eu-west-1",
          vpcCidr: "10.30.0.0/16",
          zones: ["a", "b", "c"],
          natGateways: 3,
          instances: { min: 3, desired: 3, max: 9 },
        },
      ],
      parkedRegions: [],
      resources: 76,
    });
  });

  it("counts alarms of a region without prices at those of us-east-1", () => {
    const graph = costGraph("aq-south-1", ["aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", {}]);
    expect(summary(graph).alarms?.usdPerMonth).to.equal(0.1);
  });

  it("says how many alarms there are, what they cost, and who hears, of a URL the host alone", async () => {
    const alarmsOf = async (stack: string) => summary(await recordStack(stack)).alarms;
    expect(await alarmsOf("dev")).to.deep.equal({ alarms: 17, metrics: 22, usdPerMonth: 2.7, hearers: [] });
    const hearers = ["pager@example.com", "team@example.com"];
    expect(await alarmsOf("prod")).to.deep.equal({ alarms: 32, metrics: 37, usdPerMonth: 6.2, hearers });
    expect((await alarmsOf(join(ROOT, "examples/ecs.yaml")))?.hearers).to.deep.equal([
      "Slack",
      "Teams",
      "events.example.com",
      "team@example.com",
    ]);
    const page = { topicArns: ["arn:aws:sns:eu-west-1:123456789012:pagers"] };
    const told = summary(await recordConfig({ ...BASE, monitoring: { notify: { page } } }));
    expect(told.alarms?.hearers).to.deep.equal(["the topic pagers"]);
  });

  it("says what is measured from outside", async () => {
    const { measured } = summary(await recordConfig(SHAPES["two backends behind TLS, answered with their addresses"]!));
    expect(measured).to.deep.equal({
      regions: ["eu-north-1", "eu-west-1"],
      interval: "5 minutes",
      tls: true,
      addresses: 3,
      names: ["tcp.example.com"],
    });
    const every = { ...BASE, monitoring: { latency: { regions: { "sa-east-1": {} }, intervalMinutes: 60 } } };
    expect(summary(await recordConfig(every)).measured).to.deep.equal({
      regions: ["sa-east-1"],
      interval: "hour",
      tls: false,
      addresses: 2,
      names: [],
    });
  });

  it("keeps two regions apart, and sorts them", async () => {
    const { regions } = summary(await recordStack(join(ROOT, "examples/failover.yaml")));
    expect(
      regions.map(({ region, vpcCidr, zones, natGateways }) => [region, vpcCidr, zones, natGateways]),
    ).to.deep.equal([
      ["ap-south-1", "10.44.0.0/16", ["a", "b"], 1],
      ["eu-west-1", "10.43.0.0/16", ["a", "b", "c"], 3],
    ]);
  });

  it("counts what AWS will have: neither what is only read, nor providers, nor components", () => {
    const own = node("Eip", "own", { id: "eipalloc-1" }, { external: true });
    const all = [component("Network", "network"), node("Vpc", "vpc"), own, provider("us-east-1")];
    expect(summary(graph(all)).resources).to.equal(1);
  });

  it("has no instances where there is no group, and no port where there is no listener", () => {
    const [region] = summary(graph([node("Vpc", "vpc", { cidrBlock: "10.0.0.0/16" })])).regions;
    expect(region).to.deep.equal({ region: "eu-west-1", vpcCidr: "10.0.0.0/16", zones: [], natGateways: 0 });
    expect(summary(graph([])).port).to.equal(undefined);
  });

  it("tells the fewest, the first and the most instances from each other", () => {
    const group = node("Group", "asg", { minSize: 2, desiredCapacity: 3, maxSize: 6 });
    const [region] = summary(graph([node("Vpc", "vpc"), group])).regions;
    expect(region!.instances).to.deep.equal({ min: 2, desired: 3, max: 6 });
  });

  it("tells tasks and their hosts from instances", async () => {
    const hosts = { max: 8 };
    const tasks = { min: 2, desired: 2, max: 4, hosts };
    const regionOf = async (raw: Raw) => summary(await recordConfig(raw)).regions[0]!;
    const both = await regionOf(SHAPES["both backends"]!);
    expect([both.instances, both.tasks]).to.deep.equal([{ min: 2, desired: 2, max: 4 }, tasks]);
    const bridge = await regionOf(SHAPES["tasks on the bridge"]!);
    expect([bridge.instances, bridge.tasks]).to.deep.equal([undefined, tasks]);
    const fargate = await regionOf(SHAPES["tasks on Fargate without NAT"]!);
    expect([fargate.instances, fargate.tasks]).to.deep.equal([undefined, { min: 3, desired: 3, max: 6 }]);
  });

  it("has of tasks that nothing scales as many as they are", () => {
    const service = node("Service", "tasks", { desiredCount: 3 });
    const other = node("Target", "scaling", { resourceId: "service/a/${Service:others.name}", minCapacity: 1 });
    const [region] = summary(graph([node("Vpc", "vpc"), service, other])).regions;
    expect(region!.tasks).to.deep.equal({ min: 3, desired: 3, max: 3 });
  });

  describe("of inspected stacks", () => {
    const ofFirewall = (name: string, vpc: ResourceNode) => ({
      ...node("Subnet", name, { vpcId: reference(vpc) }),
      type: "aws:networkfirewall/firewall:Firewall",
    });

    it("has each region once, with the VPC and the zones of the service", async () => {
      const { regions, options } = summary(
        await recordConfig(SHAPES["two inspected regions, one by a firewall that exists"]!),
      );
      expect(options).to.deep.equal(["networkFirewall"]);
      expect(
        regions.map(({ region, vpcCidr, zones, natGateways }) => [region, vpcCidr, zones, natGateways]),
      ).to.deep.equal([
        ["eu-central-1", "10.21.0.0/16", ["a", "b"], 1],
        ["eu-west-1", "10.20.0.0/16", ["a", "b", "c"], 0],
      ]);
    });

    it("leaves out the VPC of a firewall, and its zones, wherever it stands", () => {
      const [own, service] = [
        node("Vpc", "firewall-vpc", { cidrBlock: "192.168.255.0/25" }),
        node("Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }),
      ];
      const subnet = (name: string, zone: string, vpc: ResourceNode) =>
        node("Subnet", name, { availabilityZone: zone, vpcId: reference(vpc) });
      const all = [
        own,
        subnet("1", "eu-west-1a", own),
        subnet("2", "eu-west-1c", own),
        service,
        subnet("3", "eu-west-1a", service),
        subnet("4", "eu-west-1b", service),
        ofFirewall("firewall", own),
      ];
      for (const nodes of [all, [...all].reverse()])
        expect(summary(graph(nodes)).regions).to.deep.equal([
          { region: "eu-west-1", vpcCidr: "10.0.0.0/16", zones: ["a", "b"], natGateways: 0 },
        ]);
    });
  });

  it("names each zone once, by its letter", () => {
    const vpc = node("Vpc", "vpc");
    const subnet = (name: string, zone: string) =>
      node("Subnet", name, { availabilityZone: zone, vpcId: reference(vpc) });
    const all = [vpc, subnet("1", "eu-west-1c"), subnet("2", "eu-west-1a"), subnet("3", "eu-west-1c")];
    expect(summary(graph(all)).regions[0]!.zones).to.deep.equal(["a", "c"]);
  });
});

describe("analysis/inventory/components", () => {
  const fleet = {
    Group: 1,
    InstanceProfile: 1,
    LaunchTemplate: 1,
    Policy: 1,
    Role: 1,
    RolePolicyAttachment: 1,
    SecurityGroup: 1,
    SecurityGroupEgressRule: 3,
    SecurityGroupIngressRule: 1,
  };
  const front = { Listener: 1, LoadBalancer: 1, SecurityGroup: 1, SecurityGroupIngressRule: 2, TargetGroup: 1 };
  const network = {
    DefaultSecurityGroup: 1,
    FlowLog: 1,
    InternetGateway: 1,
    LogGroup: 1,
    NatGateway: 1,
    NetworkAcl: 3,
    Role: 1,
    RolePolicy: 1,
    Route: 4,
    RouteTable: 6,
    RouteTableAssociation: 6,
    Subnet: 6,
    Vpc: 1,
    VpcEndpoint: 1,
  };
  const urn = (stack: string, type: string, name: string) => `urn:pulumi:${stack}::ha-tcp::${type}::${name}`;
  const row = (stack: string, kind: string, name: string, resources: Record<string, number>) => ({
    name,
    kind,
    urn: urn(stack, kind === "Stack" ? "pulumi:pulumi:Stack" : `ha-tcp:index:${kind}`, name),
    resources,
    total: Object.values(resources).reduce((sum, count) => sum + count, 0),
  });

  it("of dev", async () => {
    expect(components(serving(await recordStack("dev")))).to.deep.equal([
      row("dev", "FixedAddresses", "addresses-eu-west-1", { Eip: 3 }),
      row("dev", "InstanceFleet", "fleet-eu-west-1", fleet),
      row("dev", "NlbEip", "front-eu-west-1", front),
      row("dev", "Stack", "ha-tcp-dev", { Provider: 1 }),
      row("dev", "Network", "network-eu-west-1", network),
    ]);
  });

  it("of prod", async () => {
    const third = { NatGateway: 3, Route: 6, RouteTable: 9, RouteTableAssociation: 9, Subnet: 9 };
    expect(components(serving(await recordStack("prod")))).to.deep.equal([
      row("prod", "FixedAddresses", "addresses-eu-west-1", { Eip: 6 }),
      row("prod", "Dns", "dns", { HealthCheck: 4, Record: 2 }),
      row("prod", "InstanceFleet", "fleet-eu-west-1", fleet),
      row("prod", "NlbEip", "front-eu-west-1", front),
      row("prod", "Stack", "ha-tcp-prod", { Provider: 3 }),
      row("prod", "Network", "network-eu-west-1", { ...network, ...third }),
    ]);
  });

  it("of a stack with a firewall, whose VPC is a part of it", async () => {
    const rows = components(serving(await recordConfig(SHAPES["everything inspected"]!)));
    const inspection = { NatGateway: 3, RouteTable: 10, RouteTableAssociation: 10, Subnet: 9 };
    const firewall = "firewall-eu-west-1";
    const parts = {
      DefaultSecurityGroup: 1,
      Firewall: 1,
      FirewallPolicy: 1,
      FlowLog: 1,
      LogGroup: 3,
      LogResourcePolicy: 1,
      LoggingConfiguration: 1,
      QueryDefinition: 1,
      Role: 1,
      RolePolicy: 1,
      RouteTable: 3,
      RouteTableAssociation: 3,
      RuleGroup: 2,
      Subnet: 3,
      Vpc: 1,
    };
    expect(rows).to.deep.equal([
      row("test", "FixedAddresses", "addresses-eu-west-1", { Eip: 6 }),
      row("test", "NetworkFirewall", firewall, parts),
      row("test", "InstanceFleet", "fleet-eu-west-1", fleet),
      row("test", "NlbEip", "front-eu-west-1", front),
      row("test", "Stack", "ha-tcp-test", { Provider: 1 }),
      row("test", "Network", "network-eu-west-1", { ...network, ...inspection, Route: 12, VpcEndpointAssociation: 3 }),
    ]);
  });

  it("gives what lies in a resource to the component around it", () => {
    const outer = component("Network", "outer");
    const vpc = node("Vpc", "vpc", {}, { parent: outer.urn });
    const subnet = node("Subnet", "subnet", {}, { parent: vpc.urn });
    const table = node("RouteTable", "table", {}, { parent: subnet.urn });
    const [only, ...others] = components(graph([outer, vpc, subnet, table]));
    expect(others).to.deep.equal([]);
    expect(only).to.deep.include({ name: "outer", resources: { RouteTable: 1, Subnet: 1, Vpc: 1 }, total: 3 });
  });

  it("gives a resource to the component that it is directly in, and leaves out components that have none", () => {
    const outer = component("Service", "outer");
    const inner = component("Network", "inner", { parent: outer.urn });
    const all = [outer, inner, component("Dns", "empty"), node("Vpc", "vpc", {}, { parent: inner.urn })];
    expect(components(graph(all)).map(({ name, total }) => [name, total])).to.deep.equal([["inner", 1]]);
  });

  it("goes by name, and has the kinds of a component in alphabetical order", () => {
    const [b, a] = [component("Network", "b"), component("Network", "a")];
    const all = [
      b,
      a,
      node("Vpc", "1", {}, { parent: b.urn }),
      node("Vpc", "2", {}, { parent: a.urn }),
      node("Subnet", "3", {}, { parent: a.urn }),
      node("Vpc", "4", {}, { parent: a.urn }),
    ];
    const rows = components(graph(all));
    expect(rows.map(({ name }) => name)).to.deep.equal(["a", "b"]);
    expect(Object.entries(rows[0]!.resources)).to.deep.equal([
      ["Subnet", 1],
      ["Vpc", 2],
    ]);
  });

  it("has each resource of a stack just once", async () => {
    const inspected = await recordConfig(SHAPES["everything inspected"]!);
    const graphs = [await recordStack("prod"), await recordConfig(BASE), inspected];
    for (const each of graphs)
      expect(components(each).reduce((sum, { total }) => sum + total, 0)).to.equal(
        each.resources.filter(({ custom }) => custom).length,
      );
  });
});
