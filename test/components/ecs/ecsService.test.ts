import { expect } from "chai";
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
} from "../../support/recording";

const CLUSTER = "aws:ecs/cluster:Cluster";
const PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const SERVICE = "aws:ecs/service:Service";
const GROUP = "aws:autoscaling/group:Group";

const AWSVPC = "tasks-eu-west-1-awsvpc";
const BRIDGE = "tasks-eu-west-1-bridge";
const FARGATE = "tasks-eu-west-1-fargate";
const SPREAD = [
  { type: "spread", field: "attribute:ecs.availability-zone" },
  { type: "spread", field: "instanceId" },
];
const TARGET_GROUP = "${TargetGroup:front-eu-west-1-ecs.arn}";

const tags = (name: string) => ({ Name: `ha-tcp-test-${name}` });
const shape = (title: string) => recordConfig(SHAPES[title]!);

/** What every service has, whatever its variant. */
const common = (name: string) => ({
  cluster: `\${Cluster:${name}-cluster.arn}`,
  taskDefinition: `\${TaskDefinition:${name}-definition.arn}`,
  forceNewDeployment: true,
  availabilityZoneRebalancing: "ENABLED",
  healthCheckGracePeriodSeconds: 300,
  deploymentMinimumHealthyPercent: 100,
  deploymentMaximumPercent: 200,
  deploymentCircuitBreaker: { enable: true, rollback: true },
  waitForSteadyState: true,
  enableEcsManagedTags: true,
  enableExecuteCommand: false,
  propagateTags: "SERVICE",
  tags: tags(name),
});

const onHosts = (name: string) => [
  { capacityProvider: `\${CapacityProvider:${name}-hosts-provider.name}`, weight: 1, base: 0 },
];

const inAppSubnets = (zones: readonly string[]) => ({
  networkConfiguration: {
    subnets: zones.map((zone) => `\${Subnet:network-eu-west-1-app-${zone}.id}`),
    securityGroups: ["${SecurityGroup:tasks-eu-west-1-sg.id}"],
    assignPublicIp: false,
  },
});

interface Variant {
  title: string;
  name: string;
  service: Raw;
  providers: Raw;
}

const FARGATE_STRATEGY = [
  { capacityProvider: "FARGATE", weight: 70, base: 1 },
  { capacityProvider: "FARGATE_SPOT", weight: 30, base: 0 },
];

const VARIANTS: readonly Variant[] = [
  {
    title: "tasks with interfaces of their own",
    name: AWSVPC,
    service: {
      ...common(AWSVPC),
      desiredCount: 3,
      capacityProviderStrategies: onHosts(AWSVPC),
      loadBalancers: [{ targetGroupArn: TARGET_GROUP, containerName: "service", containerPort: 8080 }],
      ...inAppSubnets(["a", "b", "c"]),
      serviceRegistries: { registryArn: "${Service:tasks-eu-west-1-names-a.arn}" },
      orderedPlacementStrategies: SPREAD,
      enableExecuteCommand: true,
    },
    providers: {
      capacityProviders: [`\${CapacityProvider:${AWSVPC}-hosts-provider.name}`],
      defaultCapacityProviderStrategies: onHosts(AWSVPC),
    },
  },
  {
    title: "tasks on the bridge",
    name: BRIDGE,
    service: {
      ...common(BRIDGE),
      desiredCount: 2,
      capacityProviderStrategies: onHosts(BRIDGE),
      loadBalancers: [{ targetGroupArn: TARGET_GROUP, containerName: "service", containerPort: 8080 }],
      serviceRegistries: {
        registryArn: "${Service:tasks-eu-west-1-names-srv.arn}",
        containerName: "service",
        containerPort: 8080,
      },
      orderedPlacementStrategies: SPREAD,
    },
    providers: {
      capacityProviders: [`\${CapacityProvider:${BRIDGE}-hosts-provider.name}`],
      defaultCapacityProviderStrategies: onHosts(BRIDGE),
    },
  },
  {
    title: "tasks on Fargate without NAT",
    name: FARGATE,
    service: {
      ...common(FARGATE),
      desiredCount: 3,
      capacityProviderStrategies: FARGATE_STRATEGY,
      loadBalancers: [{ targetGroupArn: TARGET_GROUP, containerName: "service", containerPort: 5000 }],
      ...inAppSubnets(["a", "b", "c"]),
      serviceRegistries: { registryArn: "${Service:tasks-eu-west-1-names-a.arn}" },
      orderedPlacementStrategies: [],
    },
    providers: {
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategies: FARGATE_STRATEGY,
    },
  },
];

for (const { title, name, service, providers } of VARIANTS)
  describe(`EcsService: ${title}`, () => {
    it("is one service in one cluster of its variant's own name", async () => {
      const graph = await shape(title);
      expect(inputs(graph, SERVICE)).to.deep.equal({ [`${name}-service`]: service });
      expect(inputs(graph, CLUSTER)).to.deep.equal({
        [`${name}-cluster`]: {
          name: `ha-tcp-test-${name}`,
          settings: [{ name: "containerInsights", value: "disabled" }],
          tags: tags(name),
        },
      });
    });

    it("uses the capacity that the cluster lists", async () => {
      expect(inputs(await shape(title), PROVIDERS)).to.deep.equal({
        [`${name}-providers`]: { clusterName: `ha-tcp-test-${name}`, ...providers },
      });
    });

    it("has its count moved by scaling alone", async () => {
      expect(find(await shape(title), SERVICE, `${name}-service`).ignoreChanges).to.deep.equal(["desiredCount"]);
    });
  });

describe("EcsService: absences", () => {
  it("no host and nothing of hosts on Fargate", async () => {
    const graph = await shape("tasks on Fargate without NAT");
    for (const type of [
      GROUP,
      "aws:ecs/capacityProvider:CapacityProvider",
      "aws:ec2/launchTemplate:LaunchTemplate",
      "aws:iam/instanceProfile:InstanceProfile",
    ])
      expect(ofType(graph, type), type).to.deep.equal([]);
    expect(graph.resources.filter(({ name }) => name.includes("-hosts"))).to.deep.equal([]);
  });

  it("no network configuration on the bridge, where tasks have none of their own", async () => {
    const service = find(await shape("tasks on the bridge"), SERVICE, `${BRIDGE}-service`);
    expect(service.inputs).not.to.have.property("networkConfiguration");
  });

  it("no instances and no target group of theirs with tasks alone", async () => {
    const graph = await shape("tasks with interfaces of their own");
    expect(graph.resources.filter(({ name }) => name.startsWith("fleet-"))).to.deep.equal([]);
    expect(ofType(graph, "aws:lb/targetGroup:TargetGroup").map(({ name }) => name)).to.deep.equal([
      "front-eu-west-1-ecs",
    ]);
  });

  it("no launch type, which a capacity provider strategy excludes", async () => {
    for (const { title, name } of VARIANTS)
      expect(find(await shape(title), SERVICE, `${name}-service`).inputs).not.to.have.property("launchType");
  });
});

describe("EcsService: as configured", () => {
  const serviceWith = async (ecs: Raw) =>
    inputsOf(find(await recordConfig({ ...BASE, options: ["ecs"], ecs }), SERVICE, `${AWSVPC}-service`));

  it("passes the settings on to the service and the cluster", async () => {
    const ecs = {
      min: 4,
      desired: 5,
      max: 6,
      deployment: { minHealthyPercent: 50, maxHealthyPercent: 150, rollback: false },
      zoneRebalancing: false,
      healthCheckGraceSeconds: 300,
      exec: true,
      containerInsights: "enhanced",
    };
    expect(await serviceWith(ecs)).to.deep.include({
      desiredCount: 5,
      deploymentMinimumHealthyPercent: 50,
      deploymentMaximumPercent: 150,
      deploymentCircuitBreaker: { enable: true, rollback: false },
      availabilityZoneRebalancing: "DISABLED",
      healthCheckGracePeriodSeconds: 300,
      enableExecuteCommand: true,
    });
    const graph = await recordConfig({ ...BASE, options: ["ecs"], ecs });
    expect(find(graph, CLUSTER, `${AWSVPC}-cluster`).inputs["settings"]).to.deep.equal([
      { name: "containerInsights", value: "enhanced" },
    ]);
  });

  it("stays within its own region", async () => {
    const graph = await recordConfig({ ...SHAPES["two regions by latency"], options: ["ecs"] });
    const service = find(graph, SERVICE, "tasks-eu-central-1-awsvpc-service").inputs;
    expect(service["loadBalancers"]).to.deep.equal([
      { targetGroupArn: "${TargetGroup:front-eu-central-1-ecs.arn}", containerName: "service", containerPort: 5000 },
    ]);
    const foreign = graph.resources
      .filter(({ name }) => name.startsWith("tasks-eu-central-1"))
      .flatMap(({ dependencies }) => dependencies)
      .filter((urn) => urn.includes("eu-west-1"));
    expect(foreign).to.deep.equal([]);
  });

  it("says where it is to be found inside the VPC", async () => {
    expect((await shape("tasks with interfaces of their own")).outputs["taskDiscovery"]).to.deep.equal({
      "eu-west-1": "service.ha-tcp-test.internal",
    });
    expect((await shape("tasks on the bridge")).outputs["taskDiscovery"]).to.deep.equal({
      "eu-west-1": "_service._tcp.ha-tcp-test.internal",
    });
  });

  it("says of itself what others build on", async () => {
    expect(find(await shape("both backends"), "ha-tcp:index:EcsService", "tasks-eu-west-1").outputs).to.deep.equal({
      serviceName: `\${Service:${AWSVPC}-service.name}`,
      discoveryName: "service.ha-tcp-test.internal",
    });
  });
});

describe("EcsService: order", () => {
  /** The ways out of a region with a NAT gateway in each zone: routes, and what binds them to their subnets. */
  const natRoutes = (zones: readonly string[]) =>
    zones.flatMap((zone) =>
      ["app", "front"].flatMap((tier) => [
        `network-eu-west-1-${tier}-${zone}-default`,
        `network-eu-west-1-${tier}-${zone}-rta`,
      ]),
    );
  /** What leads to the destination that is not on the internet. */
  const vpnRoutes = (zones: readonly string[]) => zones.map((zone) => `ways-eu-west-1-vgw-app-${zone}`);
  const subnets = (zones: readonly string[]) => zones.map((zone) => `network-eu-west-1-app-${zone}`);
  const LISTENER = ["front-eu-west-1-listener", "front-eu-west-1-ecs"];
  const S3 = "network-eu-west-1-s3";

  it("a service comes after the listener, the cluster's providers, its roles' policies and every way out", async () => {
    const service = find(await shape("tasks with interfaces of their own"), SERVICE, `${AWSVPC}-service`);
    const zones = ["a", "b", "c"];
    expect(dependenciesOf(service)).to.deep.equal(
      [
        ...LISTENER,
        `${AWSVPC}-cluster`,
        `${AWSVPC}-definition`,
        `${AWSVPC}-hosts-provider`,
        `${AWSVPC}-providers`,
        `${AWSVPC}-execution-image`,
        `${AWSVPC}-execution-logs`,
        `${AWSVPC}-execution-secrets`,
        `${AWSVPC}-task-aws-AWSXRayDaemonWriteAccess`,
        `${AWSVPC}-task-exec`,
        `${AWSVPC}-task-123456789012-team-files`,
        "tasks-eu-west-1-names-a",
        "tasks-eu-west-1-sg",
        "tasks-eu-west-1-to-10-99-0-0-16-5432",
        "tasks-eu-west-1-to-https",
        "tasks-eu-west-1-to-s3",
        ...natRoutes(zones),
        ...vpnRoutes(zones),
        ...subnets(zones),
        S3,
      ].sort(),
    );
  });

  it("a service without NAT comes after the interface endpoints that it needs", async () => {
    const service = find(await shape("tasks on Fargate without NAT"), SERVICE, `${FARGATE}-service`);
    const zones = ["a", "b", "c"];
    expect(dependenciesOf(service)).to.deep.equal(
      [
        ...LISTENER,
        `${FARGATE}-cluster`,
        `${FARGATE}-definition`,
        `${FARGATE}-providers`,
        `${FARGATE}-execution-image`,
        `${FARGATE}-execution-logs`,
        `${FARGATE}-execution-secrets`,
        "tasks-eu-west-1-names-a",
        "tasks-eu-west-1-sg",
        "tasks-eu-west-1-to-endpoints",
        "tasks-eu-west-1-to-s3",
        ...["ecr-api", "ecr-dkr", "logs", "secretsmanager", "ssm"].map((each) => `network-eu-west-1-${each}`),
        ...zones.map((zone) => `network-eu-west-1-app-${zone}-rta`),
        ...subnets(zones),
        S3,
      ].sort(),
    );
  });

  it("hosts come after the cluster that they join, and every way out of theirs and of their tasks", async () => {
    const group = find(await shape("tasks with interfaces of their own"), GROUP, `${AWSVPC}-hosts-asg`);
    const zones = ["a", "b", "c"];
    expect(dependenciesOf(group)).to.deep.equal(
      [
        `${AWSVPC}-cluster`,
        `${AWSVPC}-hosts-template`,
        `${AWSVPC}-hosts-to-https`,
        `${AWSVPC}-hosts-to-s3`,
        "tasks-eu-west-1-to-10-99-0-0-16-5432",
        "tasks-eu-west-1-to-https",
        "tasks-eu-west-1-to-s3",
        ...natRoutes(zones),
        ...vpnRoutes(zones),
        ...subnets(zones),
        S3,
      ].sort(),
    );
  });

  it("hosts on the bridge come after the cluster, in the group of the tasks", async () => {
    const group = find(await shape("tasks on the bridge"), GROUP, `${BRIDGE}-hosts-asg`);
    const all = dependenciesOf(group);
    expect(all).to.include.members([`${BRIDGE}-cluster`, "tasks-eu-west-1-to-https", "tasks-eu-west-1-to-s3"]);
    expect(all.filter((name) => name.includes("-hosts-to-"))).to.deep.equal([]);
  });

  it("a host's role has its rights before a host has the role", async () => {
    const graph = await shape("tasks on the bridge");
    const profile = find(graph, "aws:iam/instanceProfile:InstanceProfile", `${BRIDGE}-hosts-profile`);
    expect(dependenciesOf(profile)).to.deep.equal([
      `${BRIDGE}-hosts-agent`,
      `${BRIDGE}-hosts-role`,
      `${BRIDGE}-hosts-ssm`,
    ]);
  });

  it("nothing of the tasks comes after the instances, nor the other way round", async () => {
    const graph = await shape("both backends");
    const targetConnection = graph.resources
      .filter(({ name }) => /^(tasks|fleet)-/.test(name))
      .flatMap(({ name, dependencies }) => dependencies.map((urn) => [name, urn.split("::").at(-1) ?? ""]))
      .filter(
        ([from = "", to = ""]) => /^(tasks|fleet)-/.test(to) && from.startsWith("tasks") !== to.startsWith("tasks"),
      );
    expect(targetConnection).to.deep.equal([]);
  });
});
