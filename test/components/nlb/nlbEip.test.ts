import { expect } from "chai";
import { targetGroupInputs } from "../../support/loadBalancing";
import { BASE, type Raw, SHAPES, find, inputs, inputsOf, recordConfig, recordStack } from "../../support/recording";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const STACKS = [
  { stack: "dev", zones: ["a", "b"], protect: false, deregistrationDelay: 30, interval: 30 },
  { stack: "prod", zones: ["a", "b", "c"], protect: true, deregistrationDelay: 300, interval: 10 },
];

for (const { stack, zones, protect, deregistrationDelay, interval } of STACKS) {
  const name = (logical: string) => ({ Name: `ha-tcp-${stack}-${logical}` });

  describe(`NlbEip of ${stack}`, () => {
    it("is one public load balancer with a subnet and an address in each zone", async () => {
      expect(inputs(await recordStack(stack), LOAD_BALANCER)).to.deep.equal({
        "front-eu-west-1": {
          loadBalancerType: "network",
          internal: false,
          ipAddressType: "ipv4",
          subnetMappings: zones.map((zone) => ({
            subnetId: `\${Subnet:network-eu-west-1-front-${zone}.id}`,
            allocationId: `\${Eip:addresses-eu-west-1-${zone}.allocationId}`,
          })),
          securityGroups: ["${SecurityGroup:front-eu-west-1-sg.id}"],
          enableCrossZoneLoadBalancing: true,
          enableZonalShift: true,
          enableDeletionProtection: protect,
          dnsRecordClientRoutingPolicy: "any_availability_zone",
          tags: name("front-eu-west-1"),
        },
      });
    });

    it("has one TCP listener that forwards by weights", async () => {
      expect(inputs(await recordStack(stack), "aws:lb/listener:Listener")).to.deep.equal({
        "front-eu-west-1-listener": {
          loadBalancerArn: "${LoadBalancer:front-eu-west-1.arn}",
          protocol: "TCP",
          port: 5000,
          tcpIdleTimeoutSeconds: 350,
          defaultActions: [
            {
              type: "forward",
              forward: { targetGroups: [{ arn: "${TargetGroup:front-eu-west-1-ec2.arn}", weight: 100 }] },
            },
          ],
          tags: name("front-eu-west-1"),
        },
      });
    });

    it("has one target group, of instances", async () => {
      expect(inputs(await recordStack(stack), TARGET_GROUP)).to.deep.equal({
        "front-eu-west-1-ec2": {
          vpcId: "${Vpc:network-eu-west-1-vpc.id}",
          targetType: "instance",
          protocol: "TCP",
          port: 5000,
          deregistrationDelay,
          connectionTermination: true,
          preserveClientIp: "true",
          proxyProtocolV2: false,
          healthCheck: {
            enabled: true,
            protocol: "TCP",
            port: "traffic-port",
            interval,
            timeout: 5,
            healthyThreshold: 2,
            unhealthyThreshold: 2,
          },
          targetHealthStates: [{ enableUnhealthyConnectionTermination: false, unhealthyDrainingInterval: 0 }],
          targetGroupHealth: {
            dnsFailover: { minimumHealthyTargetsCount: "1", minimumHealthyTargetsPercentage: "off" },
            unhealthyStateRouting: { minimumHealthyTargetsCount: 1, minimumHealthyTargetsPercentage: "off" },
          },
          tags: name("front-eu-west-1-ec2"),
        },
      });
    });

    it("lets everyone in on the service port, through a security group from day one", async () => {
      const graph = await recordStack(stack);
      expect(inputsOf(find(graph, "aws:ec2/securityGroup:SecurityGroup", "front-eu-west-1-sg"))).to.deep.equal({
        vpcId: "${Vpc:network-eu-west-1-vpc.id}",
        description: "Public load balancer",
        tags: name("front-eu-west-1"),
      });
      expect(inputsOf(find(graph, INGRESS, "front-eu-west-1-in-0-0-0-0-0"))).to.deep.equal({
        securityGroupId: "${SecurityGroup:front-eu-west-1-sg.id}",
        ipProtocol: "tcp",
        fromPort: 5000,
        toPort: 5000,
        cidrIpv4: "0.0.0.0/0",
        description: "Clients in 0.0.0.0/0",
        tags: name("front-eu-west-1-in-0-0-0-0-0"),
      });
    });
  });
}

describe("NlbEip as configured", () => {
  const inputsWith = async (service: Raw, type: string, name: string) =>
    inputsOf(
      find(await recordConfig({ ...BASE, instances: { max: 6 }, service: { port: 5000, ...service } }), type, name),
    );

  const rulesIn = async (raw: Raw) => {
    const rules = Object.entries(inputs(await recordConfig(raw), INGRESS));
    const front = "${SecurityGroup:front-eu-west-1-sg.id}";
    return Object.fromEntries(rules.filter(([, rule]) => rule["securityGroupId"] === front));
  };
  const rule = (key: string, source: Raw, description: string) => ({
    securityGroupId: "${SecurityGroup:front-eu-west-1-sg.id}",
    ipProtocol: "tcp",
    fromPort: 5000,
    toPort: 5000,
    ...source,
    description,
    tags: { Name: `ha-tcp-test-front-eu-west-1-${key}` },
  });

  /** What a router says of a packet that is too large for the way to a client. */
  const MTU = {
    "front-eu-west-1-mtu": {
      securityGroupId: "${SecurityGroup:front-eu-west-1-sg.id}",
      ipProtocol: "icmp",
      fromPort: 3,
      toPort: 4,
      cidrIpv4: "0.0.0.0/0",
      description: "Path MTU discovery",
      tags: { Name: "ha-tcp-test-front-eu-west-1-mtu" },
    },
  };

  it("lets in each allowed range, the checkers of Route 53 where there are checks, and what routers say of large packets", async () => {
    expect(await rulesIn(SHAPES["known clients, destinations and buckets"]!)).to.deep.equal({
      "front-eu-west-1-in-198-51-100-7-32": rule(
        "in-198-51-100-7-32",
        { cidrIpv4: "198.51.100.7/32" },
        "Clients in 198.51.100.7/32",
      ),
      "front-eu-west-1-in-203-0-113-0-24": rule(
        "in-203-0-113-0-24",
        { cidrIpv4: "203.0.113.0/24" },
        "Clients in 203.0.113.0/24",
      ),
      "front-eu-west-1-in-route53": rule(
        "in-route53",
        { prefixListId: "${PrefixList:com.amazonaws.eu-west-1.route53-healthchecks.id}" },
        "Route 53 health checkers",
      ),
      ...MTU,
    });
  });

  it("does not let the checkers of Route 53 in where there are no checks", async () => {
    const raw = { ...BASE, service: { port: 5000, allowedClients: ["203.0.113.0/24"] } };
    expect(Object.keys(await rulesIn(raw))).to.deep.equal(["front-eu-west-1-in-203-0-113-0-24", "front-eu-west-1-mtu"]);
  });

  it("checks by HTTP on a port of its own, with path and codes", async () => {
    const healthCheck = { protocol: "HTTP", port: 8080, path: "/healthz", timeoutSeconds: 3, unhealthyThreshold: 4 };
    const group = await inputsWith({ healthCheck }, TARGET_GROUP, "front-eu-west-1-ec2");
    expect(group["healthCheck"]).to.deep.equal({
      enabled: true,
      protocol: "HTTP",
      port: "8080",
      path: "/healthz",
      matcher: "200-399",
      interval: 10,
      timeout: 3,
      healthyThreshold: 2,
      unhealthyThreshold: 4,
    });
  });

  it("waits for an answer less long than until the next check", async () => {
    const group = await inputsWith({ healthCheck: { intervalSeconds: 5 } }, TARGET_GROUP, "front-eu-west-1-ec2");
    expect(group["healthCheck"]).to.include({ interval: 5, timeout: 4 });
  });

  it("closes connections to unhealthy targets only where that is said: else zonal shift could not be switched on with it", async () => {
    const kept = { enableUnhealthyConnectionTermination: false, unhealthyDrainingInterval: 0 };
    for (const service of [{ crossZone: false }, { zonalShift: false }]) {
      const group = await inputsWith(service, TARGET_GROUP, "front-eu-west-1-ec2");
      expect(group["targetHealthStates"]).to.deep.equal([kept]);
    }
    const closing = { zonalShift: false, terminateUnhealthyConnections: true };
    const closed = await inputsWith(closing, TARGET_GROUP, "front-eu-west-1-ec2");
    expect(closed["targetHealthStates"]).to.deep.equal([{ enableUnhealthyConnectionTermination: true }]);
    const draining = await inputsWith({ unhealthyDrainingSeconds: 60 }, TARGET_GROUP, "front-eu-west-1-ec2");
    expect(draining["targetHealthStates"]).to.deep.equal([
      { enableUnhealthyConnectionTermination: false, unhealthyDrainingInterval: 60 },
    ]);
  });

  it("passes the other settings on to the load balancer, the listener and the target group", async () => {
    const service = {
      crossZone: false,
      zonalShift: false,
      idleTimeoutSeconds: 3600,
      dnsClientRouting: "partialAvailabilityZoneAffinity",
      terminateConnectionsOnDeregistration: false,
      preserveClientIp: false,
      proxyProtocol: true,
      targetHealth: { dnsFailoverMinimumTargets: 2, failOpenBelowTargets: 2 },
    };
    expect(await inputsWith(service, LOAD_BALANCER, "front-eu-west-1")).to.include({
      enableCrossZoneLoadBalancing: false,
      enableZonalShift: false,
      dnsRecordClientRoutingPolicy: "partial_availability_zone_affinity",
    });
    expect(await inputsWith(service, "aws:lb/listener:Listener", "front-eu-west-1-listener")).to.include({
      tcpIdleTimeoutSeconds: 3600,
    });
    const group = await inputsWith(service, TARGET_GROUP, "front-eu-west-1-ec2");
    expect(group).to.include({ connectionTermination: false, preserveClientIp: "false", proxyProtocolV2: true });
    expect(group["targetGroupHealth"]).to.deep.equal({
      dnsFailover: { minimumHealthyTargetsCount: "2", minimumHealthyTargetsPercentage: "off" },
      unhealthyStateRouting: { minimumHealthyTargetsCount: 2, minimumHealthyTargetsPercentage: "off" },
    });
  });
});

describe("NlbEip with tasks behind it", () => {
  const tags = (name: string) => ({ Name: `ha-tcp-test-${name}` });
  const group = (suffix: string, settings: Raw) => ({
    [`front-eu-west-1-${suffix}`]: targetGroupInputs(`front-eu-west-1-${suffix}`, settings),
  });
  const listener = (...groups: [suffix: string, weight: number][]) => ({
    "front-eu-west-1-listener": {
      loadBalancerArn: "${LoadBalancer:front-eu-west-1.arn}",
      protocol: "TCP",
      port: 5000,
      tcpIdleTimeoutSeconds: 350,
      defaultActions: [
        {
          type: "forward",
          forward: {
            targetGroups: groups.map(([suffix, weight]) => ({
              arn: `\${TargetGroup:front-eu-west-1-${suffix}.arn}`,
              weight,
            })),
          },
        },
      ],
      tags: tags("front-eu-west-1"),
    },
  });
  const LISTENER = "aws:lb/listener:Listener";

  it("has a group of instances and one of addresses, and forwards by their weights", async () => {
    const graph = await recordConfig(SHAPES["both backends"]!);
    expect(inputs(graph, TARGET_GROUP)).to.deep.equal({
      ...group("ec2", {}),
      ...group("ecs", {
        targetType: "ip",
        targetGroupHealth: {
          dnsFailover: { minimumHealthyTargetsCount: "off", minimumHealthyTargetsPercentage: "off" },
          unhealthyStateRouting: { minimumHealthyTargetsCount: 1, minimumHealthyTargetsPercentage: "off" },
        },
      }),
    });
    expect(inputs(graph, LISTENER)).to.deep.equal(listener(["ec2", 90], ["ecs", 10]));
  });

  const ALONE: [title: string, targetType: string][] = [
    ["tasks with interfaces of their own", "ip"],
    ["tasks on Fargate without NAT", "ip"],
    ["tasks on the bridge", "instance"],
  ];
  for (const [title, targetType] of ALONE)
    it(`has one group, by ${targetType}, of ${title}`, async () => {
      const graph = await recordConfig(SHAPES[title]!);
      const groups = inputs(graph, TARGET_GROUP);
      expect(Object.keys(groups)).to.deep.equal(["front-eu-west-1-ecs"]);
      expect(groups["front-eu-west-1-ecs"]).to.include({ targetType, port: 5000 });
      expect(inputs(graph, LISTENER)).to.deep.equal(listener(["ecs", 100]));
    });

  const COUNTS: readonly [instances: number, tasks: number, ec2: string, ecs: string][] = [
    [100, 0, "1", "off"],
    [90, 10, "1", "off"],
    [50, 50, "1", "1"],
    [10, 90, "off", "1"],
    [0, 100, "off", "1"],
  ];
  for (const [instances, tasks, ec2, ecs] of COUNTS)
    it(`takes zones out of DNS only for a backend with half of the connections or more, at ${instances}/${tasks}`, async () => {
      const graph = await recordConfig({ ...SHAPES["both backends"], weights: { instances, tasks } });
      const counts = Object.entries(inputs(graph, TARGET_GROUP)).map(([name, { targetGroupHealth }]) => [
        name,
        (targetGroupHealth as { dnsFailover: Raw }).dnsFailover["minimumHealthyTargetsCount"],
      ]);
      expect(Object.fromEntries(counts)).to.deep.equal({ "front-eu-west-1-ec2": ec2, "front-eu-west-1-ecs": ecs });
      expect(inputs(graph, LISTENER)).to.deep.equal(listener(["ec2", instances], ["ecs", tasks]));
    });

  it("gives one backend the configured weight too, whatever it is", async () => {
    const graph = await recordConfig({ ...BASE, weights: { instances: 7 } });
    expect(inputs(graph, LISTENER)).to.deep.equal(listener(["ec2", 7]));
  });
});
