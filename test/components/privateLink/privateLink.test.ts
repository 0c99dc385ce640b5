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

const NAME = "link-eu-west-1";
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";
const SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
const PRINCIPAL = "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple";
const ACCEPTER = "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter";
const NOTIFICATION = "aws:ec2/vpcEndpointConnectionNotification:VpcEndpointConnectionNotification";
const VERIFICATION = "aws:vpc/endpointServicePrivateDnsVerification:EndpointServicePrivateDnsVerification";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const RECORD = "aws:route53/record:Record";

const BESIDE = SHAPES["PrivateLink beside the public load balancer"]!;
const ALONE = SHAPES["PrivateLink alone, in dual stack, by rules of the endpoint only"]!;
const TASKS = SHAPES["PrivateLink to tasks in two regions, inspected elsewhere"]!;

const named = (name: string) => ({ Name: `ha-tcp-test-${name}` });
const GROUP = `\${SecurityGroup:${NAME}-sg.id}`;
const SERVICE_ID = `\${VpcEndpointService:${NAME}-service.id}`;
const VPC = "${Vpc:network-eu-west-1-vpc.id}";

/** In one region, with one principal whose clients are known. */
const linked = (privateLink: Raw = {}, rest: Raw = {}): Raw => ({
  ...BASE,
  options: ["privateLink"],
  ...rest,
  privateLink: {
    allowedPrincipals: ["arn:aws:iam::111122223333:root"],
    allowedClients: ["172.16.0.0/16"],
    ...privateLink,
  },
});

/** Inputs of the resources of a type whose names begin so. */
const those = (graph: Graph, type: string, prefix: string) =>
  Object.fromEntries(Object.entries(inputs(graph, type)).filter(([name]) => name.startsWith(prefix)));

const loadBalancer = (zones: readonly string[], settings: Raw = {}) => ({
  loadBalancerType: "network",
  internal: true,
  ipAddressType: "ipv4",
  subnetMappings: zones.map((zone) => ({ subnetId: `\${Subnet:network-eu-west-1-app-${zone}.id}` })),
  securityGroups: [GROUP],
  enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on",
  enableCrossZoneLoadBalancing: true,
  enableZonalShift: true,
  enableDeletionProtection: false,
  tags: named(NAME),
  ...settings,
});

const targetGroup = (suffix: string, settings: Raw = {}) =>
  targetGroupInputs(`${NAME}-${suffix}`, { preserveClientIp: "false", ...settings });

const listener = (groups: readonly [suffix: string, weight: number][], settings: Raw = {}) => ({
  loadBalancerArn: `\${LoadBalancer:${NAME}.arn}`,
  protocol: "TCP",
  port: 5000,
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
});

describe("PrivateLink: the load balancer", () => {
  it("is internal, over the app subnets of all zones, with a security group, and without an address", async () => {
    const graph = await recordConfig(BESIDE);
    expect(those(graph, LOAD_BALANCER, NAME)).to.deep.equal({ [NAME]: loadBalancer(["a", "b", "c"]) });
    expect(those(graph, "aws:ec2/securityGroup:SecurityGroup", NAME)).to.deep.equal({
      [`${NAME}-sg`]: { vpcId: VPC, description: "Internal load balancer of PrivateLink", tags: named(NAME) },
    });
  });

  it("is in dual stack and asks no security group, where the config says so", async () => {
    const graph = await recordConfig(ALONE);
    expect(inputs(graph, LOAD_BALANCER)).to.deep.equal({
      [NAME]: loadBalancer(["a", "b", "c"], {
        ipAddressType: "dualstack",
        enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
      }),
    });
  });

  it("follows the service's settings, and is protected with the stack", async () => {
    const service = { port: 5000, crossZone: false, zonalShift: false };
    const node = find(await recordConfig(linked({}, { service, protect: true })), LOAD_BALANCER, NAME);
    expect(node.inputs).to.deep.equal(
      loadBalancer(["a", "b"], {
        enableCrossZoneLoadBalancing: false,
        enableZonalShift: false,
        enableDeletionProtection: true,
      }),
    );
    expect(node.protect).to.equal(true);
    expect(find(await recordConfig(linked()), LOAD_BALANCER, NAME).protect).to.equal(false);
  });

  it("lets in the ranges of its consumers' clients, each once, and those of the config", async () => {
    const rule = (range: string) => {
      const name = `${NAME}-from-${range.replace(/[./]/g, "-")}`;
      return {
        [name]: {
          securityGroupId: GROUP,
          ipProtocol: "tcp",
          fromPort: 5000,
          toPort: 5000,
          cidrIpv4: range,
          description: `Clients in ${range}`,
          tags: named(name),
        },
      };
    };
    expect(those(await recordConfig(BESIDE), INGRESS, NAME)).to.deep.equal({
      ...rule("10.20.7.0/24"),
      ...rule("10.60.0.0/23"),
      ...rule("10.61.0.0/25"),
      ...rule("172.16.0.0/16"),
    });
    const within = linked({
      allowedClients: ["10.60.0.0/16"],
      consumers: [
        { name: "acme", region: "eu-west-1", vpc: { kind: "created", cidr: "10.60.4.0/22", zones: ["a", "b", "c"] } },
      ],
    });
    expect(those(await recordConfig(within), INGRESS, NAME)).to.deep.equal(rule("10.60.0.0/16"));
  });

  it("lets in ranges of IPv6 by such rules, in dual stack", async () => {
    const raw = linked(
      { ipAddressType: "dualstack", allowedClients: ["2001:db8:7::/48", "172.16.0.0/16"] },
      { network: { ipv6: true } },
    );
    const rules = Object.entries(those(await recordConfig(raw), INGRESS, NAME));
    expect(rules.map(([name, { cidrIpv4, cidrIpv6 }]) => [name, cidrIpv4, cidrIpv6])).to.deep.equal([
      [`${NAME}-from-172-16-0-0-16`, "172.16.0.0/16", undefined],
      [`${NAME}-from-2001-db8-7---48`, undefined, "2001:db8:7::/48"],
    ]);
  });

  it("lets in those of its own region's consumers alone", async () => {
    const graph = await recordConfig(TASKS);
    const ranges = (region: string) => Object.keys(those(graph, INGRESS, `link-${region}-from-`));
    expect(ranges("eu-central-1").sort()).to.deep.equal([
      "link-eu-central-1-from-10-60-0-0-23",
      "link-eu-central-1-from-172-16-0-0-16",
    ]);
    expect(ranges("eu-west-1").sort()).to.deep.equal([
      "link-eu-west-1-from-10-62-0-0-23",
      "link-eu-west-1-from-172-16-0-0-16",
    ]);
  });

  it("has no rule for clients where it asks no security group", async () => {
    const graph = await recordConfig(ALONE);
    expect(those(graph, INGRESS, NAME)).to.deep.equal({});
  });

  it("goes out to its targets alone", async () => {
    const out = Object.entries(inputs(await recordConfig(BESIDE), EGRESS)).filter(
      ([, { securityGroupId }]) => securityGroupId === GROUP,
    );
    expect(out.map(([name, { referencedSecurityGroupId }]) => [name, referencedSecurityGroupId])).to.deep.equal([
      ["fleet-eu-west-1-by-link-service", "${SecurityGroup:fleet-eu-west-1-sg.id}"],
    ]);
  });
});

describe("PrivateLink: the listener and its target groups", () => {
  it("hide the clients' addresses, whatever the public ones do", async () => {
    const graph = await recordConfig(BESIDE);
    expect(those(graph, TARGET_GROUP, NAME)).to.deep.equal({ [`${NAME}-ec2`]: targetGroup("ec2") });
    expect(find(graph, TARGET_GROUP, "front-eu-west-1-ec2").inputs).to.include({ preserveClientIp: "true" });
  });

  it("check health as the service says, and tell consumers' addresses by the proxy protocol where asked to", async () => {
    expect(inputs(await recordConfig(ALONE), TARGET_GROUP)).to.deep.equal({
      [`${NAME}-ec2`]: targetGroup("ec2", {
        proxyProtocolV2: true,
        healthCheck: {
          enabled: true,
          protocol: "HTTP",
          port: "8081",
          path: "/",
          matcher: "200-399",
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
        },
      }),
    });
  });

  it("are one for each backend, which share connections by the same weights as the public ones", async () => {
    const graph = await recordConfig(
      linked({}, { options: ["nlb", "ecs", "privateLink"], weights: { instances: 90, tasks: 10 } }),
    );
    expect(those(graph, TARGET_GROUP, NAME)).to.deep.equal({
      [`${NAME}-ec2`]: targetGroup("ec2"),
      [`${NAME}-ecs`]: targetGroup("ecs", {
        targetType: "ip",
        targetGroupHealth: {
          dnsFailover: { minimumHealthyTargetsCount: "off", minimumHealthyTargetsPercentage: "off" },
          unhealthyStateRouting: { minimumHealthyTargetsCount: 1, minimumHealthyTargetsPercentage: "off" },
        },
      }),
    });
    expect(inputs(graph, LISTENER)[`${NAME}-listener`]).to.deep.equal(
      listener(
        [
          ["ec2", 90],
          ["ecs", 10],
        ],
        { tcpIdleTimeoutSeconds: 350 },
      ),
    );
  });

  it("tell consumers' addresses as the service does, where the section says nothing of it", async () => {
    const proxied = async (own: Raw) => {
      const graph = await recordConfig(linked(own, { service: { port: 5000, proxyProtocol: true } }));
      return Object.values(those(graph, TARGET_GROUP, NAME)).map(({ proxyProtocolV2 }) => proxyProtocolV2);
    };
    expect(await proxied({})).to.deep.equal([true]);
    expect(await proxied({ proxyProtocol: false })).to.deep.equal([false]);
  });

  it("are by instance for tasks on the bridge", async () => {
    const graph = await recordConfig(linked({}, { options: ["ecs", "privateLink"], ecs: { networkMode: "bridge" } }));
    expect(those(graph, TARGET_GROUP, NAME)).to.deep.equal({ [`${NAME}-ecs`]: targetGroup("ecs") });
  });

  it("have the service's idle timeout, which is said where other regions may connect too: what was set before would stay", async () => {
    const idle = linked({}, { service: { port: 5000, idleTimeoutSeconds: 900 } });
    expect(inputs(await recordConfig(idle), LISTENER)).to.deep.equal({
      [`${NAME}-listener`]: listener([["ec2", 100]], { tcpIdleTimeoutSeconds: 900 }),
    });
    const graph = await recordConfig(BESIDE);
    expect(those(graph, LISTENER, NAME)).to.deep.equal({
      [`${NAME}-listener`]: listener([["ec2", 100]], { tcpIdleTimeoutSeconds: 350 }),
    });
    expect(find(graph, LISTENER, "front-eu-west-1-listener").inputs).to.include({ tcpIdleTimeoutSeconds: 350 });
  });

  it("are made anew with another load balancer, which is made before the first one goes", async () => {
    const graph = await recordConfig(BESIDE);
    const withIt = graph.resources.filter(({ replaceWith }) => replaceWith.length > 0);
    const { urn, deleteBeforeReplace } = find(graph, LOAD_BALANCER, NAME);
    expect(deleteBeforeReplace).to.equal(false);
    for (const node of withIt) expect(node.replaceWith, node.name).to.deep.equal([urn]);
    expect(withIt.map(({ name }) => name).sort()).to.deep.equal([`${NAME}-ec2`, `${NAME}-service`]);
    const early = graph.resources.filter((node) => node.deleteBeforeReplace && node.name.startsWith(NAME));
    expect(early.map(({ name }) => name)).to.deep.equal([]);
  });
});

describe("PrivateLink: the endpoint service", () => {
  const service = (settings: Raw) => ({
    [`${NAME}-service`]: {
      acceptanceRequired: true,
      networkLoadBalancerArns: [`\${LoadBalancer:${NAME}.arn}`],
      supportedIpAddressTypes: ["ipv4"],
      tags: named(`${NAME}-service`),
      ...settings,
    },
  });

  const rows: [title: string, raw: Raw, settings: Raw][] = [
    ["waits for acceptances, and is of its own region, where nothing is said", linked(), {}],
    [
      "names its own region among those that it supports, sorted",
      linked({ supportedRegions: ["us-east-1", "eu-central-1"] }),
      { supportedRegions: ["eu-central-1", "eu-west-1", "us-east-1"] },
    ],
    [
      "has a private DNS name",
      BESIDE,
      { supportedRegions: ["eu-west-1", "us-east-1"], privateDnsName: "link.example.com" },
    ],
    [
      "waits for no acceptance and has both kinds of addresses, where the config says so",
      ALONE,
      { acceptanceRequired: false, supportedIpAddressTypes: ["ipv4", "ipv6"] },
    ],
  ];
  for (const [title, raw, settings] of rows)
    it(title, async () => {
      expect(inputs(await recordConfig(raw), SERVICE)).to.deep.equal(service(settings));
    });

  it("is one for each region, each with its own load balancer", async () => {
    const services = Object.entries(inputs(await recordConfig(TASKS), SERVICE));
    expect(services.map(([name, each]) => [name, each["networkLoadBalancerArns"]]).sort()).to.deep.equal(
      ["eu-central-1", "eu-west-1"].map((region) => [
        `link-${region}-service`,
        [`\${LoadBalancer:link-${region}.arn}`],
      ]),
    );
  });

  it("is told who may connect by a resource for each, named by the ARN", async () => {
    const allowed = (key: string, principalArn: string) => ({
      [`${NAME}-allows-${key}`]: { vpcEndpointServiceId: SERVICE_ID, principalArn },
    });
    const own = allowed("own-account", "arn:aws:iam::123456789012:root");
    expect(inputs(await recordConfig(BESIDE), PRINCIPAL)).to.deep.equal({
      ...allowed("111122223333-root", "arn:aws:iam::111122223333:root"),
      ...allowed("444455556666-role/team/connector", "arn:aws:iam::444455556666:role/team/connector"),
      ...allowed("444455556666-user/ops", "arn:aws:iam::444455556666:user/ops"),
      ...own,
    });
    expect(inputs(await recordConfig(ALONE), PRINCIPAL)).to.deep.equal({ ...allowed("everyone", "*"), ...own });
    expect(inputs(await recordConfig(linked()), PRINCIPAL)).to.deep.equal(
      allowed("111122223333-root", "arn:aws:iam::111122223333:root"),
    );
  });

  it("lets its own account in only where a consumer of the account connects to it", async () => {
    const acme = { name: "acme", vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b", "c"] } };
    const regions = {
      "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" },
      "eu-central-1": { zones: ["a", "b"], cidr: "10.21.0.0/16" },
    };
    const consumers = [{ ...acme, region: "eu-central-1" }];
    const graph = await recordConfig(linked({ allowedPrincipals: [], consumers }, { regions }));
    expect(Object.keys(inputs(graph, PRINCIPAL))).to.deep.equal(["link-eu-central-1-allows-own-account"]);
  });

  it("tells a topic of the connections in the topic's own region", async () => {
    expect(inputs(await recordConfig(BESIDE), NOTIFICATION)).to.deep.equal({
      [`${NAME}-tells-123456789012-connections`]: {
        vpcEndpointServiceId: SERVICE_ID,
        connectionNotificationArn: "arn:aws:sns:eu-west-1:123456789012:connections",
        connectionEvents: ["Connect", "Delete"],
      },
    });
    const topic = (region: string, name: string) => `arn:aws:sns:${region}:123456789012:${name}`;
    const topicArns = [topic("eu-west-1", "b"), topic("eu-central-1", "b"), topic("eu-west-1", "a")];
    const graph = await recordConfig({
      ...TASKS,
      privateLink: { ...(TASKS["privateLink"] as Raw), notifications: { topicArns } },
    });
    const told = Object.entries(inputs(graph, NOTIFICATION)).map(([name, each]) => [
      name,
      each["connectionNotificationArn"],
      (each["connectionEvents"] as string[]).join(),
    ]);
    const all = "Accept,Connect,Delete,Reject";
    expect(told.sort()).to.deep.equal([
      ["link-eu-central-1-tells-123456789012-b", topicArns[1], all],
      ["link-eu-west-1-tells-123456789012-a", topicArns[2], all],
      ["link-eu-west-1-tells-123456789012-b", topicArns[0], all],
    ]);
  });

  const CONNECTED = [
    { name: "hooli", endpointId: "vpce-0c0c0c0c0c0c0c0c0" },
    { name: "umbrella" },
    { name: "stark", endpointId: "vpce-0d0d0d0d0d0d0d0d0" },
  ];

  it("accepts the endpoints that the config knows, and rejects none when it forgets one", async () => {
    const graph = await recordConfig(linked({ connectedConsumers: CONNECTED }));
    const accepts = (name: string, vpcEndpointId: string) => ({
      [`${NAME}-accepts-${name}`]: { vpcEndpointServiceId: SERVICE_ID, vpcEndpointId },
    });
    expect(inputs(graph, ACCEPTER)).to.deep.equal({
      ...accepts("hooli", "vpce-0c0c0c0c0c0c0c0c0"),
      ...accepts("stark", "vpce-0d0d0d0d0d0d0d0d0"),
    });
    const kept = graph.resources.filter(({ retainOnDelete }) => retainOnDelete);
    expect(kept).to.deep.equal(ofType(graph, ACCEPTER));
  });

  it("accepts nobody where nobody waits for it", async () => {
    const connectedConsumers = CONNECTED.map(({ name }) => ({ name }));
    const graph = await recordConfig(linked({ acceptanceRequired: false, connectedConsumers }));
    expect(inputs(graph, ACCEPTER)).to.deep.equal({});
  });

  it("accepts an endpoint in the region that it is connected to", async () => {
    const connectedConsumers = CONNECTED.map((each, index) => ({
      ...each,
      serviceRegion: index === 0 ? "eu-central-1" : "eu-west-1",
    }));
    const privateLink = { ...(TASKS["privateLink"] as Raw), consumers: [], connectedConsumers };
    const graph = await recordConfig({ ...TASKS, privateLink });
    expect(Object.keys(inputs(graph, ACCEPTER)).sort()).to.deep.equal([
      "link-eu-central-1-accepts-hooli",
      "link-eu-west-1-accepts-stark",
    ]);
  });
});

describe("PrivateLink: the private DNS name", () => {
  const PROOF = `${NAME}-name`;

  it("is proven by a record in the public zone, which AWS then looks for", async () => {
    const graph = await recordConfig(BESIDE);
    const service = `VpcEndpointService:${NAME}-service`;
    expect(those(graph, RECORD, NAME)).to.deep.equal({
      [`${PROOF}-txt`]: {
        zoneId: "${HostedZone:example.com.zoneId}",
        name: `\${${service}.privateDnsNameConfigurations_0_name}.link.example.com`,
        type: "TXT",
        ttl: 1800,
        records: [`\${${service}.privateDnsNameConfigurations_0_value}`],
      },
    });
    expect(inputs(graph, VERIFICATION)).to.deep.equal({
      [`${PROOF}-link.example.com`]: { serviceId: SERVICE_ID, waitForVerification: true },
    });
  });

  it("is in the zone that the stack creates, where it creates one", async () => {
    const dns = { zone: "example.com", create: true };
    const service = { port: 5000, hostname: "tcp.example.com" };
    const graph = await recordConfig(linked({ privateDnsName: "link.example.com" }, { dns, service }));
    expect(find(graph, RECORD, `${PROOF}-txt`).inputs["zoneId"]).to.match(/^\$\{Zone:dns[^}]*\.zoneId\}$/);
  });

  it("is asked for anew under another name, while the record is the same one", async () => {
    const of = async (privateDnsName: string) => {
      const privateLink = { ...(BESIDE["privateLink"] as Raw), privateDnsName };
      const graph = await recordConfig({ ...BESIDE, privateLink });
      return [VERIFICATION, RECORD].map((type) =>
        ofType(graph, type)
          .map(({ name }) => name)
          .filter((name) => name.startsWith(NAME)),
      );
    };
    expect(await of("link.example.com")).to.deep.equal([[`${PROOF}-link.example.com`], [`${PROOF}-txt`]]);
    expect(await of("own.example.com")).to.deep.equal([[`${PROOF}-own.example.com`], [`${PROOF}-txt`]]);
  });

  it("is each service's own to prove, in several regions", async () => {
    const raw = {
      ...TASKS,
      service: { port: 5000, hostname: "tcp.example.com" },
      dns: { zone: "example.com" },
      privateLink: { ...(TASKS["privateLink"] as Raw), privateDnsName: "link.example.com" },
    };
    const records = those(await recordConfig(raw), RECORD, "link-");
    expect(Object.entries(records).map(([name, record]) => [name, record["name"]])).to.have.deep.members(
      ["eu-central-1", "eu-west-1"].map((region) => [
        `link-${region}-name-txt`,
        `\${VpcEndpointService:link-${region}-service.privateDnsNameConfigurations_0_name}.link.example.com`,
      ]),
    );
  });

  it("is not there where none is configured", async () => {
    const graph = await recordConfig(ALONE);
    expect(graph.resources.filter(({ name }) => name.startsWith(PROOF))).to.deep.equal([]);
  });
});

describe("PrivateLink: order", () => {
  const dependencies = async (type: string, name: string) =>
    dependenciesOf(find(await recordConfig(BESIDE), type, name));

  it("the service comes after its listener, and all that belongs to it after the service", async () => {
    expect(await dependencies(SERVICE, `${NAME}-service`)).to.deep.equal([NAME, `${NAME}-listener`]);
    const graph = await recordConfig(BESIDE);
    for (const type of [PRINCIPAL, NOTIFICATION])
      for (const node of ofType(graph, type))
        expect(dependenciesOf(node), node.name).to.deep.equal([`${NAME}-service`]);
    expect(await dependencies(ACCEPTER, `${NAME}-accepts-hooli`)).to.deep.equal([`${NAME}-service`]);
  });

  it("the load balancer comes after the rules that let consumers in", async () => {
    expect(await dependencies(LOAD_BALANCER, NAME)).to.deep.equal([
      ...["10-20-7-0-24", "10-60-0-0-23", "10-61-0-0-25", "172-16-0-0-16"].map((range) => `${NAME}-from-${range}`),
      `${NAME}-sg`,
      ...["a", "b", "c"].map((zone) => `network-eu-west-1-app-${zone}`),
    ]);
  });

  it("the name is looked for once its record is there", async () => {
    expect(await dependencies(VERIFICATION, `${NAME}-name-link.example.com`)).to.deep.equal([
      `${NAME}-name-txt`,
      `${NAME}-service`,
    ]);
  });

  it("the backends start after the listeners of both doors", async () => {
    const group = await dependencies("aws:autoscaling/group:Group", "fleet-eu-west-1-asg");
    expect(group).to.include.members(["front-eu-west-1-listener", `${NAME}-listener`]);
    const tasks = find(await recordConfig(TASKS), "aws:ecs/service:Service", "tasks-eu-west-1-awsvpc-service");
    expect(dependenciesOf(tasks)).to.include.members(["front-eu-west-1-listener", `${NAME}-listener`]);
  });
});

describe("PrivateLink: what others are told", () => {
  const serviceName = `\${VpcEndpointService:${NAME}-service.serviceName}`;

  it("is the service's name, its zones by their ids, and how it is reached", async () => {
    expect((await recordConfig(BESIDE)).outputs["privateLink"]).to.deep.equal({
      "eu-west-1": {
        serviceName,
        zoneIds: { a: "euw1-az1", b: "euw1-az2", c: "euw1-az3" },
        port: 5000,
        ipAddressType: "ipv4",
        supportedRegions: ["us-east-1"],
        hostname: "tcp.example.com",
        privateDnsName: "link.example.com",
      },
    });
  });

  it("says of each region its own, and no name that there is not", async () => {
    const told = (region: string, zoneIds: Raw) => ({
      [region]: {
        serviceName: `\${VpcEndpointService:link-${region}-service.serviceName}`,
        zoneIds,
        port: 5000,
        ipAddressType: "ipv4",
        supportedRegions: [],
      },
    });
    expect((await recordConfig(TASKS)).outputs["privateLink"]).to.deep.equal({
      ...told("eu-central-1", { a: "euc1-az1", b: "euc1-az2" }),
      ...told("eu-west-1", { a: "euw1-az1", b: "euw1-az2", c: "euw1-az3" }),
    });
  });

  it("is nothing without the option, and no public name without a public door", async () => {
    const without = await recordConfig(BASE);
    expect(Object.keys(without.outputs)).not.to.include.members(["privateLink"]).and.not.include("consumers");
    const graph = await recordConfig(linked());
    expect(graph.outputs["nlbDnsNames"]).to.deep.equal({});
    expect(graph.outputs).not.to.have.property("endpoint");
  });
});

describe("PrivateLink: what both front doors lead to", () => {
  const arn = (group: string) => `\${TargetGroup:${group}.arn}`;

  it("instances register with the groups of both", async () => {
    const groups = inputs(await recordConfig(BESIDE), "aws:autoscaling/group:Group");
    expect(groups["fleet-eu-west-1-asg"]?.["targetGroupArns"]).to.deep.equal([
      arn("front-eu-west-1-ec2"),
      arn(`${NAME}-ec2`),
    ]);
  });

  it("instances register with the groups of the one that there is", async () => {
    const groups = inputs(await recordConfig(ALONE), "aws:autoscaling/group:Group");
    expect(groups["fleet-eu-west-1-asg"]?.["targetGroupArns"]).to.deep.equal([arn(`${NAME}-ec2`)]);
  });

  it("tasks register with the groups of both, by the same container and port", async () => {
    const services = inputs(await recordConfig(TASKS), "aws:ecs/service:Service");
    const container = { containerName: "service", containerPort: 5000 };
    for (const region of ["eu-central-1", "eu-west-1"])
      expect(services[`tasks-${region}-awsvpc-service`]?.["loadBalancers"], region).to.deep.equal([
        { targetGroupArn: arn(`front-${region}-ecs`), ...container },
        { targetGroupArn: arn(`link-${region}-ecs`), ...container },
      ]);
  });

  it("every target group is a listener's, and backends register with each", async () => {
    const raw = linked({}, { options: ["nlb", "ecs", "privateLink"], weights: { instances: 1, tasks: 1 } });
    const graph = await recordConfig(raw);
    const all = ofType(graph, TARGET_GROUP).map(({ name }) => arn(name));
    expect(all).to.have.length(4);
    const text = JSON.stringify(ofType(graph, LISTENER).map((node) => node.inputs));
    expect(all.filter((each) => !text.includes(each))).to.deep.equal([]);
    const registering = [...ofType(graph, "aws:autoscaling/group:Group"), ...ofType(graph, "aws:ecs/service:Service")];
    const registered = JSON.stringify(registering.map((node) => node.inputs));
    expect(all.filter((each) => !registered.includes(each))).to.deep.equal([]);
  });
});

describe("PrivateLink: providers and questions", () => {
  const consumers = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name: `c${index}`,
      region: index % 2 === 0 ? "eu-west-1" : "us-east-1",
      vpc: { kind: "created", cidr: `10.${60 + index}.0.0/24`, zones: ["a", "b", "c"] },
    }));
  const graphOf = (count: number) =>
    recordConfig(linked({ supportedRegions: ["us-east-1"], consumers: consumers(count) }));

  for (const count of [2, 6])
    it(`one provider and one question for zones in each region, with ${count} consumers in two of them`, async () => {
      const graph = await graphOf(count);
      const providers = ofType(graph, "pulumi:providers:aws").map(({ name }) => name);
      expect(providers.sort()).to.deep.equal(["aws-eu-west-1", "aws-us-east-1"]);
      const asked = graph.invokes.filter(({ token }) => token.endsWith(":getAvailabilityZones"));
      expect(asked.map(({ args }) => args["region"]).sort()).to.deep.equal(["eu-west-1", "us-east-1"]);
      expect(asked.map(({ args }) => args["filters"])).to.deep.equal(
        asked.map(() => [{ name: "zone-type", values: ["availability-zone"] }]),
      );
    });

  it("none of either for a region in which nothing is", async () => {
    const graph = await recordConfig(linked({ supportedRegions: ["us-east-1"] }));
    expect(ofType(graph, "pulumi:providers:aws").map(({ name }) => name)).to.deep.equal(["aws-eu-west-1"]);
  });

  it("acceptances are made where the service is, all else of a consumer where the consumer is", async () => {
    const graph = await graphOf(2);
    const abroad = graph.resources.filter(
      ({ name, type }) => name.startsWith("consumer-c1") && type.startsWith("aws:"),
    );
    expect(abroad.length).to.be.greaterThan(20);
    for (const node of abroad)
      expect(nameOf(node.provider ?? ""), node.name).to.equal(
        node.type === ACCEPTER ? "aws-eu-west-1" : "aws-us-east-1",
      );
  });
});
