import { expect } from "chai";
import type { Graph } from "../../../graph";
import { targetGroupInputs } from "../../support/loadBalancing";
import {
  BASE,
  type Raw,
  SHAPES,
  dependenciesOf,
  find,
  inputs,
  nameOf,
  ofType,
  recordConfig,
} from "../../support/recording";

const NAME = "accel-eu-west-1";
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";
const GROUP_TYPE = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const BOTH = SHAPES["an accelerator beside the public load balancer, to both backends"]!;
const BESIDE_LINK = SHAPES["an accelerator beside PrivateLink, of known clients"]!;
const DUAL_STACK = SHAPES["an accelerator in dual stack"]!;
const OTHER_PORT = SHAPES["an accelerator to another port and other load balancers, with flow logs"]!;
const TWO_REGIONS = SHAPES["an accelerator of two regions"]!;

const named = (name: string) => ({ Name: `ha-tcp-test-${name}` });
const GROUP = `\${SecurityGroup:${NAME}-sg.id}`;
const VPC = "${Vpc:network-eu-west-1-vpc.id}";

const accelerated = (globalAccelerator: Raw = {}, rest: Raw = {}): Raw => ({
  ...BASE,
  options: ["globalAccelerator"],
  ...rest,
  globalAccelerator,
});

/** Inputs of the resources of a type whose names begin so. */
const those = (graph: Graph, type: string, prefix = NAME) =>
  Object.fromEntries(Object.entries(inputs(graph, type)).filter(([name]) => name.startsWith(prefix)));

const loadBalancer = (zones: readonly string[], settings: Raw = {}) => ({
  loadBalancerType: "network",
  internal: true,
  ipAddressType: "ipv4",
  subnetMappings: zones.map((zone) => ({ subnetId: `\${Subnet:network-eu-west-1-app-${zone}.id}` })),
  securityGroups: [GROUP],
  enableCrossZoneLoadBalancing: false,
  enableZonalShift: true,
  enableDeletionProtection: false,
  tags: named(NAME),
  ...settings,
});

const targetGroup = (suffix: string, settings: Raw = {}) => targetGroupInputs(`${NAME}-${suffix}`, settings);

const listener = (groups: readonly [suffix: string, weight: number][], settings: Raw = {}) => ({
  [`${NAME}-listener`]: {
    loadBalancerArn: `\${LoadBalancer:${NAME}.arn}`,
    protocol: "TCP",
    port: 5000,
    tcpIdleTimeoutSeconds: 350,
    defaultActions: [
      {
        type: "forward",
        forward: {
          targetGroups: groups.map(([suffix, weight]) => ({ arn: `\${TargetGroup:${NAME}-${suffix}.arn}`, weight })),
        },
      },
    ],
    tags: named(NAME),
    ...settings,
  },
});

const ruleName = (range: string) => `${NAME}-from-${range.replace(/[./:]/g, "-")}`;

const rule = (range: string, port = 5000) => {
  const name = ruleName(range);
  return {
    [name]: {
      securityGroupId: GROUP,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      ...(range.includes(":") ? { cidrIpv6: range } : { cidrIpv4: range }),
      description: `Clients in ${range}`,
      tags: named(name),
    },
  };
};

describe("AcceleratedNlb: the load balancer", () => {
  it("is internal, over the app subnets of all zones, with a security group, and without an address", async () => {
    const graph = await recordConfig(accelerated());
    expect(inputs(graph, LOAD_BALANCER)).to.deep.equal({ [NAME]: loadBalancer(["a", "b"]) });
    expect(those(graph, GROUP_TYPE)).to.deep.equal({
      [`${NAME}-sg`]: { vpcId: VPC, description: "Internal load balancer of the accelerator", tags: named(NAME) },
    });
  });

  it("is another than the public one, and than the one of PrivateLink", async () => {
    expect(Object.keys(inputs(await recordConfig(BOTH), LOAD_BALANCER)).sort()).to.deep.equal([
      NAME,
      "front-eu-west-1",
    ]);
    const graph = await recordConfig(BESIDE_LINK);
    expect(Object.keys(inputs(graph, LOAD_BALANCER)).sort()).to.deep.equal([NAME, "link-eu-west-1"]);
    expect(those(graph, LOAD_BALANCER)[NAME]).to.deep.equal(loadBalancer(["a", "b"]));
  });

  it("crosses zones where the accelerator's settings say so, whatever those of the service do", async () => {
    const of = async (globalAccelerator: Raw, crossZone: boolean) => {
      const service = { port: 5000, crossZone, zonalShift: false };
      return those(await recordConfig(accelerated(globalAccelerator, { service })), LOAD_BALANCER)[NAME];
    };
    const settings = { enableZonalShift: false };
    expect(await of({}, true)).to.deep.equal(loadBalancer(["a", "b"], settings));
    expect(await of({ crossZone: true }, false)).to.deep.equal(
      loadBalancer(["a", "b"], { ...settings, enableCrossZoneLoadBalancing: true }),
    );
  });

  it("is in dual stack where the accelerator is", async () => {
    expect(inputs(await recordConfig(DUAL_STACK), LOAD_BALANCER)).to.deep.equal({
      [NAME]: loadBalancer(["a", "b"], { ipAddressType: "dualstack" }),
    });
    const subnets = ofType(await recordConfig(DUAL_STACK), "aws:ec2/subnet:Subnet").filter(({ name }) =>
      name.includes("-app-"),
    );
    expect(subnets).to.have.length(2);
    for (const { name, inputs: given } of subnets) expect(given, name).to.include.keys("ipv6CidrBlock");
  });

  it("is protected with the stack, by AWS and by the engine", async () => {
    for (const protect of [true, false]) {
      const node = find(await recordConfig(accelerated({}, { protect })), LOAD_BALANCER, NAME);
      expect(node.inputs).to.deep.equal(loadBalancer(["a", "b"], { enableDeletionProtection: protect }));
      expect([node.protect, node.retainOnDelete]).to.deep.equal([protect, false]);
    }
  });

  it("is one in each region, with the region's provider", async () => {
    const graph = await recordConfig(TWO_REGIONS);
    const loadBalancers = ofType(graph, LOAD_BALANCER);
    expect(loadBalancers.map(({ name, provider }) => [name, nameOf(provider ?? "")]).sort()).to.deep.equal([
      ["accel-eu-central-1", "aws-eu-central-1"],
      ["accel-eu-west-1", "aws-eu-west-1"],
    ]);
  });
});

/** What a router says of a packet that is too large for the way to a client. */
const icmp = (name: string, inputsOfRule: Raw) => ({
  [name]: { securityGroupId: GROUP, ...inputsOfRule, tags: named(name) },
});
const MTU = icmp("accel-eu-west-1-mtu", {
  ipProtocol: "icmp",
  fromPort: 3,
  toPort: 4,
  cidrIpv4: "0.0.0.0/0",
  description: "Path MTU discovery",
});
const MTU_V6 = icmp("accel-eu-west-1-mtu-ipv6", {
  ipProtocol: "icmpv6",
  fromPort: 2,
  toPort: 0,
  cidrIpv6: "::/0",
  description: "Path MTU discovery by IPv6",
});

describe("AcceleratedNlb: who it lets in", () => {
  const rows: [title: string, raw: Raw, rules: Raw][] = [
    ["everyone by IPv4, where nothing is said", accelerated(), { ...rule("0.0.0.0/0"), ...MTU }],
    ["the service's clients", BESIDE_LINK, { ...rule("198.51.100.7/32"), ...rule("203.0.113.0/24"), ...MTU }],
    ["everyone by IPv6 too, in dual stack", DUAL_STACK, { ...rule("0.0.0.0/0"), ...rule("::/0"), ...MTU, ...MTU_V6 }],
    [
      "clients of IPv6 by the ranges that are said, in dual stack",
      accelerated(
        { ipAddressType: "dualstack", allowedClientsIpv6: ["2001:db8:7::/48", "2001:db8::/48"] },
        { network: { ipv6: true }, service: { port: 5000, allowedClients: ["203.0.113.0/24"] } },
      ),
      { ...rule("203.0.113.0/24"), ...rule("2001:db8:7::/48"), ...rule("2001:db8::/48"), ...MTU, ...MTU_V6 },
    ],
    [
      "the accelerator, of which there is no list, where clients are not preserved",
      OTHER_PORT,
      { ...rule("0.0.0.0/0", 5443), ...MTU },
    ],
  ];
  for (const [title, raw, rules] of rows)
    it(title, async () => {
      const found = those(await recordConfig(raw), INGRESS);
      expect(found).to.deep.equal(rules);
      expect(Object.keys(rules)).not.to.be.empty;
    });

  it("is who checks the accelerator's addresses, where not everyone may connect", async () => {
    const raw = accelerated(
      {},
      {
        options: ["nlb", "globalAccelerator"],
        service: { port: 5000, hostname: "tcp.example.com", allowedClients: ["203.0.113.0/24"] },
        dns: { zone: "example.com" },
      },
    );
    const graph = await recordConfig(raw);
    const name = "accel-eu-west-1-from-route53";
    expect(those(graph, INGRESS)).to.deep.equal({
      ...rule("203.0.113.0/24"),
      [name]: {
        securityGroupId: GROUP,
        ipProtocol: "tcp",
        fromPort: 5000,
        toPort: 5000,
        prefixListId: "${PrefixList:com.amazonaws.eu-west-1.route53-healthchecks.id}",
        description: "Route 53 health checkers",
        tags: { Name: `ha-tcp-test-${name}` },
      },
      ...MTU,
    });
    const nameless = await recordConfig(
      accelerated({}, { service: { port: 5000, allowedClients: ["203.0.113.0/24"] } }),
    );
    expect(those(nameless, INGRESS)).to.deep.equal({ ...rule("203.0.113.0/24"), ...MTU });
  });

  it("goes out to its targets alone, on the service's port", async () => {
    const out = Object.entries(inputs(await recordConfig(BOTH), EGRESS)).filter(
      ([, { securityGroupId }]) => securityGroupId === GROUP,
    );
    expect(Object.fromEntries(out)).to.deep.equal(
      Object.fromEntries(
        [
          ["fleet-eu-west-1-by-accelerated-service", "fleet-eu-west-1-sg"],
          ["tasks-eu-west-1-by-accelerated-service-5000", "tasks-eu-west-1-sg"],
        ].map(([name = "", group = ""]) => {
          return [
            name,
            {
              securityGroupId: GROUP,
              referencedSecurityGroupId: `\${SecurityGroup:${group}.id}`,
              ipProtocol: "tcp",
              fromPort: 5000,
              toPort: 5000,
              description: "The service port",
              tags: named(name),
            },
          ];
        }),
      ),
    );
  });

  it("reaches targets on the service's port also where it listens on another", async () => {
    const out = inputs(await recordConfig(OTHER_PORT), EGRESS)["tasks-eu-west-1-by-accelerated-service-5000"];
    expect(out).to.include({ securityGroupId: GROUP, fromPort: 5000, toPort: 5000 });
  });
});

describe("AcceleratedNlb: the listener and its target groups", () => {
  it("listen on the service's port, and let targets see clients as the service says", async () => {
    const graph = await recordConfig(accelerated());
    expect(inputs(graph, LISTENER)).to.deep.equal(listener([["ec2", 100]]));
    expect(inputs(graph, TARGET_GROUP)).to.deep.equal({ [`${NAME}-ec2`]: targetGroup("ec2") });
    const hidden = accelerated({}, { service: { port: 5000, preserveClientIp: false } });
    expect(inputs(await recordConfig(hidden), TARGET_GROUP)).to.deep.equal({
      [`${NAME}-ec2`]: targetGroup("ec2", { preserveClientIp: "false" }),
    });
  });

  it("listen on another port for the accelerator, before targets that have the service's", async () => {
    const graph = await recordConfig(OTHER_PORT);
    expect(those(graph, LISTENER)).to.deep.equal(listener([["ecs", 100]], { port: 5443 }));
    expect(find(graph, LISTENER, "front-eu-west-1-listener").inputs).to.include({ port: 5000 });
    expect(those(graph, TARGET_GROUP)).to.deep.equal({ [`${NAME}-ecs`]: targetGroup("ecs", { targetType: "ip" }) });
  });

  it("are one for each backend, which share connections by the same weights as the public ones", async () => {
    const graph = await recordConfig(BOTH);
    expect(those(graph, TARGET_GROUP)).to.deep.equal({
      [`${NAME}-ec2`]: targetGroup("ec2"),
      [`${NAME}-ecs`]: targetGroup("ecs", {
        targetType: "ip",
        targetGroupHealth: {
          dnsFailover: { minimumHealthyTargetsCount: "off", minimumHealthyTargetsPercentage: "off" },
          unhealthyStateRouting: { minimumHealthyTargetsCount: 1, minimumHealthyTargetsPercentage: "off" },
        },
      }),
    });
    expect(those(graph, LISTENER)).to.deep.equal(
      listener([
        ["ec2", 90],
        ["ecs", 10],
      ]),
    );
  });

  it("have the service's idle timeout", async () => {
    const raw = accelerated({}, { service: { port: 5000, idleTimeoutSeconds: 900 } });
    expect(inputs(await recordConfig(raw), LISTENER)).to.deep.equal(
      listener([["ec2", 100]], { tcpIdleTimeoutSeconds: 900 }),
    );
  });

  it("are registered with by each backend, beside the other front doors' groups", async () => {
    const graph = await recordConfig(BOTH);
    expect(find(graph, "aws:autoscaling/group:Group", "fleet-eu-west-1-asg").inputs["targetGroupArns"]).to.deep.equal([
      `\${TargetGroup:${NAME}-ec2.arn}`,
      "${TargetGroup:front-eu-west-1-ec2.arn}",
    ]);
    const { inputs: service } = find(graph, "aws:ecs/service:Service", "tasks-eu-west-1-awsvpc-service");
    const groups = (service["loadBalancers"] as Raw[]).map(({ targetGroupArn }) => targetGroupArn);
    expect(groups).to.deep.equal([`\${TargetGroup:${NAME}-ecs.arn}`, "${TargetGroup:front-eu-west-1-ecs.arn}"]);
  });

  it("are made anew with another load balancer, which is made before the first one goes", async () => {
    const graph = await recordConfig(BOTH);
    const { urn, deleteBeforeReplace } = find(graph, LOAD_BALANCER, NAME);
    expect(deleteBeforeReplace).to.equal(false);
    const withIt = graph.resources.filter(({ replaceWith }) => replaceWith.includes(urn));
    expect(withIt.map(({ name }) => name).sort()).to.deep.equal([`${NAME}-ec2`, `${NAME}-ecs`]);
    expect(graph.resources.filter((node) => node.deleteBeforeReplace && node.name.startsWith(NAME))).to.deep.equal([]);
  });

  it("are nothing that the public load balancer would be without", async () => {
    const graph = await recordConfig(BOTH);
    const others = graph.resources.filter(({ name }) => name.startsWith("front-"));
    expect(others).not.to.be.empty;
    for (const node of others)
      expect(
        dependenciesOf(node).filter((each) => each.startsWith("accel")),
        node.name,
      ).to.deep.equal([]);
  });
});
