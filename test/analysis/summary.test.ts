import { join } from "node:path";
import { expect } from "chai";
import { inventory, summary } from "../../analysis";
import { component, graph, node, provider } from "../support/graphs";
import { recordConfig, recordStack, BASE, ROOT, SHAPES, type Raw } from "../support/recording";

describe("analysis/summary", () => {
  it("of dev", async () => {
    expect(summary(await recordStack("dev"))).to.deep.equal({
      project: "ha-tcp",
      stack: "dev",
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
      resources: 53,
    });
  });

  it("of prod", async () => {
    expect(summary(await recordStack("prod"))).to.deep.equal({
      project: "ha-tcp",
      stack: "prod",
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
      resources: 74,
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
    const hosts = { min: 2, max: 8 };
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

  it("names each zone once, by its letter", () => {
    const subnet = (name: string, zone: string) => node("Subnet", name, { availabilityZone: zone });
    const all = [node("Vpc", "vpc"), subnet("1", "eu-west-1c"), subnet("2", "eu-west-1a"), subnet("3", "eu-west-1c")];
    expect(summary(graph(all)).regions[0]!.zones).to.deep.equal(["a", "c"]);
  });
});

describe("analysis/inventory", () => {
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
  const front = { Listener: 1, LoadBalancer: 1, SecurityGroup: 1, SecurityGroupIngressRule: 1, TargetGroup: 1 };
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
    expect(inventory(await recordStack("dev"))).to.deep.equal([
      row("dev", "FixedAddresses", "addresses-eu-west-1", { Eip: 3 }),
      row("dev", "InstanceFleet", "fleet-eu-west-1", fleet),
      row("dev", "NlbEip", "front-eu-west-1", front),
      row("dev", "Stack", "ha-tcp-dev", { Provider: 1 }),
      row("dev", "Network", "network-eu-west-1", network),
    ]);
  });

  it("of prod", async () => {
    const third = { NatGateway: 3, Route: 6, RouteTable: 9, RouteTableAssociation: 9, Subnet: 9 };
    expect(inventory(await recordStack("prod"))).to.deep.equal([
      row("prod", "FixedAddresses", "addresses-eu-west-1", { Eip: 6 }),
      row("prod", "Dns", "dns", { HealthCheck: 4, Record: 1 }),
      row("prod", "InstanceFleet", "fleet-eu-west-1", fleet),
      row("prod", "NlbEip", "front-eu-west-1", front),
      row("prod", "Stack", "ha-tcp-prod", { Provider: 2 }),
      row("prod", "Network", "network-eu-west-1", { ...network, ...third }),
    ]);
  });

  it("gives a resource to the component that it is directly in, and leaves out components that have none", () => {
    const outer = component("Service", "outer");
    const inner = component("Network", "inner", { parent: outer.urn });
    const all = [outer, inner, component("Dns", "empty"), node("Vpc", "vpc", {}, { parent: inner.urn })];
    expect(inventory(graph(all)).map(({ name, total }) => [name, total])).to.deep.equal([["inner", 1]]);
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
    const rows = inventory(graph(all));
    expect(rows.map(({ name }) => name)).to.deep.equal(["a", "b"]);
    expect(Object.entries(rows[0]!.resources)).to.deep.equal([
      ["Subnet", 1],
      ["Vpc", 2],
    ]);
  });

  it("has each resource of a stack just once", async () => {
    const graphs = [await recordStack("prod"), await recordConfig(BASE)];
    for (const each of graphs)
      expect(inventory(each).reduce((sum, { total }) => sum + total, 0)).to.equal(
        each.resources.filter(({ custom }) => custom).length,
      );
  });
});
