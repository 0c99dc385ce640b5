import { expect } from "chai";
import { paths } from "../../../analysis/paths";
import { type Graph, kindOf } from "../../../graph";
import { TCP_CHECK } from "../../support/loadBalancing";
import { WATCHED, type Raw, decoded, find, inputs, inputsOf, ofType, recordConfig } from "../../support/recording";

const LISTENER = "aws:lb/listener:Listener";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const GROUP = "aws:autoscaling/group:Group";
const SERVICE = "aws:ecs/service:Service";

const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-000000000001";
const REGION = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" };

/** A broker: 8883 with TLS leads where 1883 does, and 443 to a program beside it. */
const MQTTS = { name: "mqtts", port: 8883, targetPort: 1883, tls: {}, allowedClients: ["0.0.0.0/0"] };
const WEBSOCKET = { name: "websocket", port: 443, targetPort: 900 };
const OWN = { port: 1883, allowedClients: ["203.0.113.0/24"] };

const broker = (alsoListens: readonly Raw[], rest: Raw = {}): Raw => ({
  ...WATCHED,
  service: { ...OWN, alsoListens },
  regions: { "eu-west-1": { ...REGION, ...(alsoListens.includes(MQTTS) && { certificates: [CERTIFICATE] }) } },
  ...rest,
});

/** Ports of rules, listeners and targets by the names of their resources. */
const portsOf = (graph: Graph, type: string, key: string): Record<string, unknown> =>
  Object.fromEntries(ofType(graph, type).map(({ name, inputs: each }) => [name, each[key]]));

const forwards = (group: string) => [
  { type: "forward", forward: { targetGroups: [{ arn: `\${TargetGroup:${group}.arn}`, weight: 100 }] } },
];

describe("service.targetPort", () => {
  const REGISTRY: Raw = {
    ...WATCHED,
    service: { port: 80, targetPort: 5000, hostname: "registry.example.com" },
    dns: { zone: "example.com" },
    regions: { "eu-west-1": REGION },
  };
  let graph: Graph;
  before(async () => {
    graph = await recordConfig(REGISTRY);
  });

  it("is where targets are registered, by a group that is named by it", () => {
    expect(portsOf(graph, LISTENER, "port")).to.deep.equal({ "front-eu-west-1-listener": 80 });
    const group = inputsOf(find(graph, TARGET_GROUP, "front-eu-west-1-ec2-5000"));
    expect([group["port"], group["namePrefix"], group["name"]]).to.deep.equal([5000, "5000-", undefined]);
    expect(inputsOf(find(graph, GROUP, "fleet-eu-west-1-asg"))["targetGroupArns"]).to.deep.equal([
      "${TargetGroup:front-eu-west-1-ec2-5000.arn}",
    ]);
  });

  it("is let in to the targets, and the service's port to the load balancer", () => {
    expect(portsOf(graph, INGRESS, "fromPort")).to.deep.equal({
      "front-eu-west-1-in-0-0-0-0-0": 80,
      "front-eu-west-1-mtu": 3,
      "fleet-eu-west-1-from-front-port-5000": 5000,
    });
  });

  it("is where the echo server listens; Route 53 and clients know the service's port alone", () => {
    const [template] = ofType(graph, "aws:ec2/launchTemplate:LaunchTemplate");
    expect(decoded(template?.inputs["userData"])).to.include("servers = [(echo, 5000)]");
    const checks = inputs(graph, "aws:route53/healthCheck:HealthCheck");
    expect(Object.values(checks).flatMap(({ port = [] }) => port)).to.deep.equal([80, 80]);
    expect(graph.outputs["endpoint"]).to.equal("tcp://registry.example.com:80");
  });

  for (const [variant, ecs, group] of [
    ["interfaces of their own", { launch: "fargate" }, 80],
    ["the bridge", { networkMode: "bridge" }, 80],
  ] as const)
    it(`is where tasks with ${variant} are registered, in the group that they had`, async () => {
      const tasks = await recordConfig({ ...REGISTRY, options: ["ecs"], ecs });
      // Each task is registered by a port of its own.
      expect(portsOf(tasks, TARGET_GROUP, "port")).to.deep.equal({ "front-eu-west-1-ecs": group });
      const [service] = ofType(tasks, SERVICE);
      expect(service?.inputs["loadBalancers"]).to.deep.equal([
        { targetGroupArn: "${TargetGroup:front-eu-west-1-ecs.arn}", containerName: "service", containerPort: 5000 },
      ]);
    });
});

describe("service.alsoListens", () => {
  let graph: Graph;
  before(async () => {
    graph = await recordConfig(broker([WEBSOCKET, MQTTS]));
  });

  it("is a listener each; those that lead to one port of the targets share its group", () => {
    const tcp = { protocol: "TCP", tcpIdleTimeoutSeconds: 350 };
    const tags = (name: string) => ({ Name: `ha-tcp-test-front-eu-west-1${name}` });
    const loadBalancerArn = "${LoadBalancer:front-eu-west-1.arn}";
    expect(inputs(graph, LISTENER)).to.deep.equal({
      "front-eu-west-1-listener": {
        ...tcp,
        loadBalancerArn,
        port: 1883,
        defaultActions: forwards("front-eu-west-1-ec2"),
        tags: tags(""),
      },
      "front-eu-west-1-mqtts-listener": {
        loadBalancerArn,
        port: 8883,
        protocol: "TLS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        certificateArn: CERTIFICATE,
        defaultActions: forwards("front-eu-west-1-ec2"),
        tags: tags("-mqtts"),
      },
      "front-eu-west-1-websocket-listener": {
        ...tcp,
        loadBalancerArn,
        port: 443,
        defaultActions: forwards("front-eu-west-1-ec2-900"),
        tags: tags("-websocket"),
      },
    });
    expect(portsOf(graph, TARGET_GROUP, "port")).to.deep.equal({
      "front-eu-west-1-ec2": 1883,
      "front-eu-west-1-ec2-900": 900,
    });
  });

  it("is checked by TCP; the service's own port decides whether a zone stays in the name", () => {
    const group = inputsOf(find(graph, TARGET_GROUP, "front-eu-west-1-ec2-900"));
    expect(group["healthCheck"]).to.deep.equal(TCP_CHECK);
    const failover = (name: string) =>
      (inputsOf(find(graph, TARGET_GROUP, name))["targetGroupHealth"] as { dnsFailover: object }).dnsFailover;
    const counted = (minimumHealthyTargetsCount: string) => ({
      minimumHealthyTargetsCount,
      minimumHealthyTargetsPercentage: "off",
    });
    expect(failover("front-eu-west-1-ec2-900")).to.deep.equal(counted("off"));
    expect(failover("front-eu-west-1-ec2")).to.deep.equal(counted("1"));
  });

  it("lets in its own clients, or those of the service, and nobody else", () => {
    const rules = ofType(graph, INGRESS).map(({ name, inputs: each }) => [name, each["cidrIpv4"], each["fromPort"]]);
    expect(rules).to.deep.equal([
      ["front-eu-west-1-in-203-0-113-0-24", "203.0.113.0/24", 1883],
      ["front-eu-west-1-in-mqtts-0-0-0-0-0", "0.0.0.0/0", 8883],
      ["front-eu-west-1-in-websocket-203-0-113-0-24", "203.0.113.0/24", 443],
      ["front-eu-west-1-mtu", "0.0.0.0/0", 3],
      ["fleet-eu-west-1-from-front-service", undefined, 1883],
      ["fleet-eu-west-1-from-front-port-900", undefined, 900],
    ]);
  });

  it("has instances listen, registers them, and says where clients connect", () => {
    const [template] = ofType(graph, "aws:ec2/launchTemplate:LaunchTemplate");
    expect(decoded(template?.inputs["userData"])).to.include("servers = [(echo, 1883), (echo, 900)]");
    expect(inputsOf(find(graph, GROUP, "fleet-eu-west-1-asg"))["targetGroupArns"]).to.deep.equal([
      "${TargetGroup:front-eu-west-1-ec2.arn}",
      "${TargetGroup:front-eu-west-1-ec2-900.arn}",
    ]);
    expect(graph.outputs["alsoListens"]).to.deep.equal({
      mqtts: "tls://${LoadBalancer:front-eu-west-1.dnsName}:8883",
      websocket: "tcp://${LoadBalancer:front-eu-west-1.dnsName}:443",
    });
  });

  it("is watched: that nothing is healthy on it, and who connects", () => {
    const alarms = ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name }) => name);
    const noTargets = alarms.filter((name) => name.endsWith("no-targets"));
    expect(noTargets).to.deep.equal([
      "monitoring-eu-west-1-front-instances-900-no-targets",
      "monitoring-eu-west-1-front-instances-a-no-targets",
      "monitoring-eu-west-1-front-instances-b-no-targets",
    ]);
    expect(alarms).to.include.members([
      "monitoring-eu-west-1-front-tls-errors",
      "monitoring-eu-west-1-front-fail-open",
    ]);
    const pattern = find(
      graph,
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      "monitoring-eu-west-1-rejected-clients",
    );
    expect(pattern.inputs["pattern"]).to.include("to_port = 443 || to_port = 1883 || to_port = 8883,");
  });

  it("registers tasks with a group for each of their ports, of which the container maps all", async () => {
    const tasks = await recordConfig(broker([WEBSOCKET, MQTTS], { options: ["ecs"], ecs: { containerPort: 7000 } }));
    const [service] = ofType(tasks, SERVICE);
    const group = (name: string, containerPort: number) => ({
      targetGroupArn: `\${TargetGroup:${name}.arn}`,
      containerName: "service",
      containerPort,
    });
    expect(service?.inputs["loadBalancers"]).to.deep.equal([
      group("front-eu-west-1-ecs", 7000),
      group("front-eu-west-1-ecs-900", 900),
    ]);
    const [definition] = ofType(tasks, "aws:ecs/taskDefinition:TaskDefinition");
    const [container] = JSON.parse(String(definition?.inputs["containerDefinitions"])) as [{ portMappings: unknown }];
    const mapping = (port: number) => ({ containerPort: port, hostPort: port, protocol: "tcp" });
    expect(container.portMappings).to.deep.equal([mapping(7000), mapping(900)]);
  });
});

const CONSUMER = {
  name: "acme",
  region: "eu-west-1",
  vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b"] },
};
const OPEN = [{ ...MQTTS, tls: undefined }, WEBSOCKET];
const EVERYONE = { ...OWN, allowedClients: ["0.0.0.0/0"], alsoListens: OPEN };

/** What each composition has of clients, and on which ports. */
const DOORS: readonly [title: string, rest: Raw, ports: Record<string, number[]>][] = [
  ["the public load balancer", {}, { client: [443, 1883, 8883] }],
  ["tasks on the bridge", { options: ["ecs"], ecs: { networkMode: "bridge" } }, { client: [443, 1883, 8883] }],
  [
    "a firewall, and load balancers that hide clients",
    { options: ["networkFirewall"], service: { ...EVERYONE, preserveClientIp: false } },
    { client: [443, 1883, 8883] },
  ],
  [
    "no way out, where no rule of another's opens ports",
    { regions: { "eu-west-1": { ...REGION, nat: "none" } } },
    { client: [443, 1883, 8883] },
  ],
  [
    "PrivateLink, and a consumer",
    { options: ["privateLink"], privateLink: { consumers: [CONSUMER] } },
    { consumer: [443, 1883, 8883] },
  ],
  [
    "an accelerator that leads the service's port to another",
    { options: ["globalAccelerator"], globalAccelerator: { endpointPort: 2000 } },
    { client: [443, 1883, 8883] },
  ],
  [
    "an accelerator with IPv6",
    { options: ["globalAccelerator"], globalAccelerator: { ipAddressType: "dualstack" }, network: { ipv6: true } },
    { client: [443, 1883, 8883] },
  ],
];

describe("every port is open from end to end", () => {
  for (const [title, rest, expected] of DOORS)
    it(`by ${title}`, async () => {
      const graph = await recordConfig(broker([], { service: EVERYONE, ...rest }));
      const found = paths(graph).filter(({ kind }) => kind !== "egress");
      expect(found.filter(({ verdict }) => verdict !== "open")).to.deep.equal([]);
      for (const [kind, ports] of Object.entries(expected)) {
        const numbers = found.flatMap((path) => (path.kind === kind ? Number(/\d+/.exec(path.traffic)?.[0]) : []));
        expect([...new Set(numbers)].sort((one, other) => one - other)).to.deep.equal(ports);
      }
      // Of the service's own port, and of the other one of the targets.
      const checked = found.flatMap(({ kind, traffic }) => (kind === "healthCheck" ? traffic : []));
      expect([...new Set(checked)].sort()).to.deep.equal(["TCP 1883", "TCP 900"]);
    });

  it("by a firewall's rules, each port for those who may use it", async () => {
    const graph = await recordConfig(broker([MQTTS, WEBSOCKET], { options: ["networkFirewall"] }));
    const [group] = ofType(graph, "aws:networkfirewall/ruleGroup:RuleGroup").filter(({ name }) =>
      name.endsWith("service"),
    );
    const text = JSON.stringify(group?.inputs["ruleGroup"]);
    const passes = [...text.matchAll(/pass tcp (\S+) any -> \$FRONT (\d+)/g)].map(([, who, port]) => `${who} ${port}`);
    expect(passes).to.deep.equal(["$CLIENTS 1883", "any 8883", "$CLIENTS 443"]);
  });

  it("by an accelerator's listener and overrides", async () => {
    const graph = await recordConfig(
      broker([], { options: ["globalAccelerator"], globalAccelerator: { endpointPort: 2000 }, service: EVERYONE }),
    );
    const [listener] = ofType(graph, "aws:globalaccelerator/listener:Listener");
    expect(listener?.inputs["portRanges"]).to.deep.equal(
      [1883, 8883, 443].map((port) => ({ fromPort: port, toPort: port })),
    );
    const [group] = ofType(graph, "aws:globalaccelerator/endpointGroup:EndpointGroup");
    expect(group?.inputs["portOverrides"]).to.deep.equal([{ listenerPort: 1883, endpointPort: 2000 }]);
    expect(portsOf(graph, LISTENER, "port")).to.deep.equal({
      "accel-eu-west-1-listener": 2000,
      "accel-eu-west-1-mqtts-listener": 8883,
      "accel-eu-west-1-websocket-listener": 443,
    });
  });
});

describe("a further port that comes or goes", () => {
  const nodes = (graph: Graph) => new Map(graph.resources.map((node) => [node.urn, node]));
  const resourcesOf = ({ resources }: Graph) => resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
  const named = ({ type, name }: { type: string; name: string }) => `${kindOf(type)} ${name}`;

  /** What has one graph and not the other; and the inputs that differ of what both have. */
  function difference(before: Graph, after: Graph) {
    const [known, later] = [nodes(before), nodes(after)];
    const changed = resourcesOf(before).flatMap((node): [string, string[]][] => {
      const now = later.get(node.urn)?.inputs ?? {};
      const keys = [...new Set([...Object.keys(node.inputs), ...Object.keys(now)])];
      const differing = keys.filter((key) => JSON.stringify(node.inputs[key]) !== JSON.stringify(now[key]));
      return differing.length > 0 ? [[named(node), differing.sort()]] : [];
    });
    return {
      brought: resourcesOf(after)
        .filter(({ urn }) => !known.has(urn))
        .map(named)
        .sort(),
      gone: resourcesOf(before)
        .filter(({ urn }) => !later.has(urn))
        .map(named)
        .sort(),
      changed: Object.fromEntries(changed),
    };
  }

  const MONITORING = {
    "Dashboard monitoring-dashboard": ["dashboardBody"],
    "LogMetricFilter monitoring-eu-west-1-rejected-clients": ["pattern"],
    "QueryDefinition monitoring-eu-west-1-query-allow-list": ["queryString"],
    "QueryDefinition monitoring-eu-west-1-query-connects": ["queryString"],
    "QueryDefinition monitoring-eu-west-1-query-zones": ["queryString"],
  };

  it("brings what bears its name or its port of the targets, and changes what lists them", async () => {
    const [before, after] = [await recordConfig(broker([MQTTS])), await recordConfig(broker([WEBSOCKET, MQTTS]))];
    expect(difference(before, after)).to.deep.equal({
      brought: [
        "Listener front-eu-west-1-websocket-listener",
        "MetricAlarm monitoring-eu-west-1-front-instances-900-no-targets",
        "SecurityGroupEgressRule fleet-eu-west-1-by-front-port-900",
        "SecurityGroupIngressRule fleet-eu-west-1-from-front-port-900",
        "SecurityGroupIngressRule front-eu-west-1-in-websocket-203-0-113-0-24",
        "TargetGroup front-eu-west-1-ec2-900",
      ],
      gone: [],
      changed: {
        ...MONITORING,
        "NetworkAcl network-eu-west-1-app-nacl": ["ingress"],
        "NetworkAcl network-eu-west-1-front-nacl": ["egress", "ingress"],
        "LaunchTemplate fleet-eu-west-1-template": ["userData"],
        "Group fleet-eu-west-1-asg": ["targetGroupArns"],
      },
    });
  });

  it("to a port that targets have already is a listener and its clients", async () => {
    const plain = { name: "plain", port: 2883, targetPort: 1883 };
    const { brought, changed } = difference(await recordConfig(broker([])), await recordConfig(broker([plain])));
    expect(brought).to.deep.equal([
      "Listener front-eu-west-1-plain-listener",
      "SecurityGroupIngressRule front-eu-west-1-in-plain-203-0-113-0-24",
    ]);
    const { "QueryDefinition monitoring-eu-west-1-query-allow-list": _, ...others } = MONITORING;
    const { "Dashboard monitoring-dashboard": __, ...queries } = others;
    expect(changed).to.deep.equal({
      ...queries,
      "QueryDefinition monitoring-eu-west-1-query-allow-list": ["queryString"],
    });
  });

  it("changes nothing by its place in the list", async () => {
    const [one, other] = [
      await recordConfig(broker([MQTTS, WEBSOCKET])),
      await recordConfig(broker([WEBSOCKET, MQTTS])),
    ];
    expect(other.resources).to.deep.equal(one.resources);
  });
});
