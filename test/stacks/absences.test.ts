import { expect } from "chai";
import type { Graph } from "../../graph";
import { type Raw, SHAPES, ofType, recordConfig, serving } from "../support/recording";

/** Every type that a stack may be made of, whatever its options. */
const TYPES = [
  "autoscaling/group:Group",
  "autoscaling/policy:Policy",
  "cloudwatch/logGroup:LogGroup",
  "cloudwatch/metricAlarm:MetricAlarm",
  "ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "ec2/eip:Eip",
  "ec2/flowLog:FlowLog",
  "ec2/internetGateway:InternetGateway",
  "ec2/launchTemplate:LaunchTemplate",
  "ec2/natGateway:NatGateway",
  "ec2/networkAcl:NetworkAcl",
  "ec2/route:Route",
  "ec2/routeTable:RouteTable",
  "ec2/routeTableAssociation:RouteTableAssociation",
  "ec2/securityGroup:SecurityGroup",
  "ec2/subnet:Subnet",
  "ec2/vpc:Vpc",
  "ec2/vpcEndpoint:VpcEndpoint",
  "iam/instanceProfile:InstanceProfile",
  "iam/role:Role",
  "iam/rolePolicy:RolePolicy",
  "iam/rolePolicyAttachment:RolePolicyAttachment",
  "lb/listener:Listener",
  "lb/loadBalancer:LoadBalancer",
  "lb/targetGroup:TargetGroup",
  "route53/healthCheck:HealthCheck",
  "route53/record:Record",
  "route53/zone:Zone",
  "vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
];

/** And those that only tasks bring. */
const TYPES_OF_TASKS = [
  "appautoscaling/policy:Policy",
  "appautoscaling/target:Target",
  "ecs/capacityProvider:CapacityProvider",
  "ecs/cluster:Cluster",
  "ecs/clusterCapacityProviders:ClusterCapacityProviders",
  "ecs/service:Service",
  "ecs/taskDefinition:TaskDefinition",
  "servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
  "servicediscovery/service:Service",
];

/** And those that only a firewall brings. */
const TYPES_OF_FIREWALLS = [
  "cloudwatch/logResourcePolicy:LogResourcePolicy",
  "cloudwatch/queryDefinition:QueryDefinition",
  "kms/alias:Alias",
  "kms/key:Key",
  "networkfirewall/firewall:Firewall",
  "networkfirewall/firewallPolicy:FirewallPolicy",
  "networkfirewall/loggingConfiguration:LoggingConfiguration",
  "networkfirewall/ruleGroup:RuleGroup",
  "networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation",
];

/** And those that only a private front door and its consumers bring. */
const TYPES_OF_LINKS = [
  "ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter",
  "ec2/vpcEndpointConnectionNotification:VpcEndpointConnectionNotification",
  "ec2/vpcEndpointService:VpcEndpointService",
  "ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
  "vpc/endpointPrivateDns:EndpointPrivateDns",
  "vpc/endpointServicePrivateDnsVerification:EndpointServicePrivateDnsVerification",
];

/** And those that only an accelerator brings: parked, it has addresses and nothing else. */
const TYPES_OF_ACCELERATORS = ["globalaccelerator/accelerator:Accelerator"];
const TYPES_OF_ACCELERATORS_IN_USE = [
  "globalaccelerator/endpointGroup:EndpointGroup",
  "globalaccelerator/listener:Listener",
];
const TYPES_OF_BUCKETS = [
  "s3/bucket:Bucket",
  "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "s3/bucketPolicy:BucketPolicy",
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
];

/** And those that only bring what measures latency. */
const TYPES_OF_LATENCY = [...TYPES_OF_BUCKETS, "s3/bucketObjectv2:BucketObjectv2", "synthetics/canary:Canary"];

/** And those that only bring what leads to other networks. */
const TYPES_OF_WAYS = [
  "directconnect/gatewayAssociation:GatewayAssociation",
  "directconnect/gatewayAssociationProposal:GatewayAssociationProposal",
  "ec2/peeringConnectionOptions:PeeringConnectionOptions",
  "ec2/vpcPeeringConnection:VpcPeeringConnection",
  "ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
  "ec2/vpnGateway:VpnGateway",
  "ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
  "ec2transitgateway/routeTableAssociation:RouteTableAssociation",
  "ec2transitgateway/routeTablePropagation:RouteTablePropagation",
  "ec2transitgateway/vpcAttachment:VpcAttachment",
];

const leadsElsewhere = (raw: Raw): boolean =>
  ["transitGateways", "peerings", "vpnGateway"].some((key) => JSON.stringify(raw).includes(`"${key}"`));

/** All that a consumer is made of, whichever stack it is in. */
const TYPES_OF_CONSUMERS = [
  "cloudwatch/logGroup:LogGroup",
  "ec2/flowLog:FlowLog",
  "iam/role:Role",
  "iam/rolePolicy:RolePolicy",
  "ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "ec2/internetGateway:InternetGateway",
  "ec2/networkAcl:NetworkAcl",
  "ec2/routeTable:RouteTable",
  "ec2/routeTableAssociation:RouteTableAssociation",
  "ec2/securityGroup:SecurityGroup",
  "ec2/subnet:Subnet",
  "ec2/vpc:Vpc",
  "ec2/vpcEndpoint:VpcEndpoint",
  "ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter",
  "route53/record:Record",
  "route53/zone:Zone",
  "vpc/endpointPrivateDns:EndpointPrivateDns",
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
];

const isService = (raw: Raw) => raw["kind"] !== "consumer";
/** Whether routes, subnets and network ACLs are made here: not those of a VPC that exists. */
const makesNetwork = (raw: Raw): boolean =>
  isService(raw) &&
  Object.values((raw["regions"] ?? {}) as Record<string, object>).some((region) => !("vpc" in region));
const has = (raw: Raw, option: string) => isService(raw) && (raw["options"] as string[]).includes(option);
const hasFleet = (raw: Raw) => isService(raw) && (has(raw, "nlb") || !has(raw, "ecs"));

/** Consumers that the stack brings, wherever it says so. */
const consumersOf = (raw: Raw): Raw[] => {
  const { consumers = [] } = (raw["privateLink"] ?? {}) as { consumers?: Raw[] };
  return isService(raw) ? consumers : [raw["consumer"] as Raw];
};
/** Whether a firewall's VPC is made for a list of zones that is for good. */
const settlesVpc = (raw: Raw): boolean =>
  has(raw, "networkFirewall") &&
  Object.values(raw["regions"] as Record<string, Raw>).some(({ firewall }) => "zones" in ((firewall ?? {}) as Raw));

const makesVpc = ({ vpc }: Raw) => (vpc as Raw)["kind"] === "created";
const onFargate = (raw: Raw) => has(raw, "ecs") && (raw["ecs"] as Raw | undefined)?.["launch"] === "fargate";

/** Of the accelerator, if the stack holds one, in use or parked. */
const acceleratorOf = (raw: Raw) => raw["globalAccelerator"] as Raw | undefined;
const makesBucket = (raw: Raw) => (acceleratorOf(raw)?.["flowLogs"] as Raw | undefined)?.["kind"] === "created";

const measures = (raw: Raw) => "latency" in ((raw["monitoring"] ?? {}) as Raw);

const SSH = 22;
const spans = (rule: Record<string, unknown>, port: number) =>
  Number(rule["fromPort"]) <= port && port <= Number(rule["toPort"]);

/** Every value under a key, however deep. */
function valuesOf(value: unknown, key: string): unknown[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value as Record<string, unknown>).flatMap(([name, each]) => [
    ...(name === key ? [each] : []),
    ...valuesOf(each, key),
  ]);
}

/** References to the VPCs that are made for something. */
const vpcsOf = (graph: Graph, prefix: string): string[] =>
  ofType(graph, "aws:ec2/vpc:Vpc")
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name }) => `\${Vpc:${name}.id}`);

/** The kinds of what stands in some VPCs, sorted. */
function standingIn(graph: Graph, vpcs: readonly string[]): string[] {
  const standing = graph.resources.filter((node) =>
    valuesOf(node.inputs, "vpcId").some((id) => vpcs.includes(String(id))),
  );
  return [...new Set(standing.map(({ type }) => type.split(":").at(-1) ?? ""))].sort();
}

for (const [shape, raw] of Object.entries(SHAPES))
  describe(`Absences: ${shape}`, () => {
    it("no resource of a type beyond those of the option", async () => {
      const graph = serving(await recordConfig(raw));
      const types = new Set(graph.resources.filter(({ type }) => type.startsWith("aws:")).map(({ type }) => type));
      const ofService = [
        ...TYPES,
        ...(has(raw, "ecs") ? TYPES_OF_TASKS : []),
        ...(has(raw, "networkFirewall") ? TYPES_OF_FIREWALLS : []),
        ...(has(raw, "privateLink") ? TYPES_OF_LINKS : []),
        ...(acceleratorOf(raw) ? TYPES_OF_ACCELERATORS : []),
        ...(has(raw, "globalAccelerator") ? TYPES_OF_ACCELERATORS_IN_USE : []),
        ...(makesBucket(raw) ? TYPES_OF_BUCKETS : []),
        ...(measures(raw) ? TYPES_OF_LATENCY : []),
        ...(leadsElsewhere(raw) ? TYPES_OF_WAYS : []),
      ];
      const known = isService(raw) ? ofService : TYPES_OF_CONSUMERS;
      expect([...types].filter((type) => !known.includes(type.replace("aws:", "")))).to.deep.equal([]);
      const others = graph.resources.map(({ type }) => type).filter((type) => !/^(aws|ha-tcp):/.test(type));
      expect([...new Set(others)].sort()).to.deep.equal([
        ...(settlesVpc(raw) ? ["awsx:ec2:Vpc"] : []),
        "pulumi:providers:aws",
        "pulumi:pulumi:Stack",
      ]);
    });

    it("no key pair, and no way in for SSH", async () => {
      const graph = await recordConfig(raw);
      expect(valuesOf(graph, "keyName")).to.deep.equal([]);
      const rules = [
        ...ofType(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
        ...ofType(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
      ];
      expect(rules).not.to.be.empty;
      expect(rules.filter((rule) => spans(rule.inputs, SSH)).map(({ name }) => name)).to.deep.equal([]);
      const entries = ofType(graph, "aws:ec2/networkAcl:NetworkAcl").flatMap(
        ({ inputs }) => inputs["ingress"] as Record<string, unknown>[],
      );
      const everywhere = (entry: Record<string, unknown>) =>
        entry["cidrBlock"] === "0.0.0.0/0" || entry["ipv6CidrBlock"] === "::/0";
      const open = entries.filter((entry) => everywhere(entry) && ["tcp", "-1"].includes(String(entry["protocol"])));
      expect(open.length > 0).to.equal(makesNetwork(raw));
      expect(open.filter((entry) => spans(entry, SSH))).to.deep.equal([]);
    });

    it("no public address on an instance, on a task or by a subnet", async () => {
      const graph = await recordConfig(raw);
      const subnets = ofType(graph, "aws:ec2/subnet:Subnet").filter(({ external }) => !external);
      expect(subnets.filter(({ inputs }) => inputs["mapPublicIpOnLaunch"] !== false)).to.deep.equal([]);
      if (makesNetwork(raw)) expect(subnets).not.to.be.empty;
      const templates = ofType(graph, "aws:ec2/launchTemplate:LaunchTemplate");
      const launching = isService(raw) && (hasFleet(raw) || !onFargate(raw));
      expect(new Set(valuesOf(templates, "associatePublicIpAddress"))).to.deep.equal(
        new Set(launching ? ["false"] : []),
      );
      const services = ofType(graph, "aws:ecs/service:Service").map(({ inputs }) => inputs["networkConfiguration"]);
      for (const network of services.filter((each) => each !== undefined))
        expect(network).to.include({ assignPublicIp: false });
      expect(ofType(graph, "aws:ec2/eip:Eip").flatMap(({ inputs }) => valuesOf(inputs, "instance"))).to.deep.equal([]);
    });

    it("no way into an app or inspection subnet from the internet", async () => {
      const graph = await recordConfig(raw);
      const toGateway = ofType(graph, "aws:ec2/route:Route").filter(({ inputs }) => "gatewayId" in inputs);
      expect(toGateway.length > 0).to.equal(makesNetwork(raw));
      const inspected = has(raw, "networkFirewall");
      // An inspection subnet has a way out of what has passed the firewall.
      const outward = inspected ? /-(front|inspection)-/ : /-front-/;
      expect(toGateway.filter(({ name }) => !outward.test(name)).map(({ name }) => name)).to.deep.equal([]);
      expect(valuesOf(graph, "routes")).to.deep.equal([]);
      const inward = ofType(graph, "aws:ec2/route:Route").filter(({ inputs }) => "vpcEndpointId" in inputs);
      expect(inward.length > 0).to.equal(inspected);
      const led = inward.map(({ name }) => name).filter((name) => !/-front-[a-h]-default$/.test(name));
      const fronts = ofType(graph, "aws:ec2/subnet:Subnet").filter(({ name }) => name.includes("-front-"));
      for (const name of led) {
        const to = inward.find((each) => each.name === name)?.inputs["destinationCidrBlock"];
        expect(fronts.map(({ inputs }) => inputs["cidrBlock"])).to.include(to, name);
      }
    });

    it("no address, instance or way out in a firewall's own VPC, and no way in", async () => {
      const graph = await recordConfig(raw);
      const vpcs = vpcsOf(graph, "firewall-");
      const gateway = settlesVpc(raw) ? ["InternetGateway"] : [];
      expect(standingIn(graph, vpcs)).to.deep.equal(
        vpcs.length === 0 ? [] : ["DefaultSecurityGroup", "Firewall", "FlowLog", ...gateway, "RouteTable", "Subnet"],
      );
      const routes = ofType(graph, "aws:ec2/route:Route").map(({ inputs }) => String(inputs["routeTableId"]));
      expect(routes.filter((table) => table.includes("firewall-"))).to.deep.equal([]);
    });

    it("no address, instance or way out in a consumer's own VPC, and no way in but the endpoint", async () => {
      const graph = await recordConfig(raw);
      const vpcs = vpcsOf(graph, "consumer-");
      expect(vpcs).to.have.length(consumersOf(raw).filter(makesVpc).length);
      const allowed = ["DefaultSecurityGroup", "FlowLog", "NetworkAcl", "RouteTable", "SecurityGroup", "Subnet"];
      const endpoint = ["VpcEndpoint", "Zone"];
      expect([...allowed, ...endpoint]).to.include.members(standingIn(graph, vpcs));
      const of = (type: string, property: string) =>
        ofType(graph, type).filter(({ inputs }) => String(inputs[property]).includes("consumer-"));
      expect(of("aws:ec2/route:Route", "routeTableId")).to.deep.equal([]);
      expect(of("aws:ec2/natGateway:NatGateway", "subnetId")).to.deep.equal([]);
      expect(of("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "securityGroupId")).to.deep.equal([]);
    });

    it("no policy of a consumer's endpoint: AWS takes none for a service that is not its own", async () => {
      const endpoints = ofType(await recordConfig(raw), "aws:ec2/vpcEndpoint:VpcEndpoint").filter(({ name }) =>
        name.startsWith("consumer-"),
      );
      expect(endpoints).to.have.length(consumersOf(raw).length);
      expect(endpoints.filter(({ inputs }) => "policy" in inputs)).to.deep.equal([]);
    });

    it("nothing of PrivateLink without its option, and no public address of it with", async () => {
      const graph = await recordConfig(raw);
      const links = graph.resources.filter(({ name }) => name.startsWith("link-"));
      expect(links.length > 0).to.equal(has(raw, "privateLink"));
      const consumers = graph.resources.filter(({ type }) => type === "ha-tcp:index:PrivateLinkConsumer");
      expect(consumers).to.have.length(consumersOf(raw).length);
      expect("privateLink" in graph.outputs).to.equal(has(raw, "privateLink"));
      const balancers = ofType(graph, "aws:lb/loadBalancer:LoadBalancer").filter(({ name }) =>
        name.startsWith("link-"),
      );
      expect(balancers.filter(({ inputs }) => inputs["internal"] !== true)).to.deep.equal([]);
      expect(valuesOf(links, "allocationId")).to.deep.equal([]);
    });

    it("nothing of an accelerator where the stack keeps none, and nothing but its addresses where it is parked", async () => {
      const graph = await recordConfig(raw);
      const inUse = has(raw, "globalAccelerator");
      expect(ofType(graph, "aws:globalaccelerator/accelerator:Accelerator")).to.have.length(acceleratorOf(raw) ? 1 : 0);
      expect("accelerator" in graph.outputs).to.equal(acceleratorOf(raw) !== undefined);
      const providers = ofType(graph, "pulumi:providers:aws").map(({ name }) => name);
      expect(providers.includes("aws-accelerator")).to.equal(acceleratorOf(raw) !== undefined);
      const using = graph.resources.filter(({ name }) => /^(accel-|accelerator\b)/.test(name));
      expect(using.length > 0).to.equal(inUse);
      const rules = graph.resources.filter(({ name }) => /-(by|from)-accelerated-/.test(name));
      expect(rules.length > 0).to.equal(inUse);
    });

    it("no address and no way to the internet of the accelerator's load balancers", async () => {
      const graph = await recordConfig(raw);
      const loadBalancers = graph.resources.filter(({ name }) => name.startsWith("accel-"));
      expect(valuesOf(loadBalancers, "allocationId")).to.deep.equal([]);
      expect(JSON.stringify(loadBalancers.map(({ inputs }) => inputs))).not.to.match(
        /\$\{(Eip|Subnet:[a-z0-9-]+-front-)/,
      );
      const balancers = loadBalancers.filter(({ type }) => type === "aws:lb/loadBalancer:LoadBalancer");
      const regions = has(raw, "globalAccelerator") ? Object.keys(raw["regions"] as object) : [];
      expect(balancers).to.have.length(regions.length);
      expect(balancers.filter(({ inputs }) => inputs["internal"] !== true)).to.deep.equal([]);
    });

    it("nothing of a firewall without its option", async () => {
      const graph = serving(await recordConfig(raw));
      const firewalls = graph.resources.filter(
        ({ type, name }) =>
          !name.startsWith("consumer-") &&
          (/firewall|awsx|kms/i.test(type) || /^firewall-|-edge|-endpoint\b/.test(name)),
      );
      expect(firewalls.length > 0).to.equal(has(raw, "networkFirewall"));
    });

    it("no instances beside hosts where the options bring none, and no tasks where they bring none", async () => {
      const graph = await recordConfig(raw);
      const components = graph.resources.map(({ type }) => type).filter((type) => type.startsWith("ha-tcp:"));
      expect(components.includes("ha-tcp:index:InstanceFleet")).to.equal(hasFleet(raw));
      expect(components.includes("ha-tcp:index:EcsService")).to.equal(has(raw, "ecs"));
      expect("taskDiscovery" in graph.outputs).to.equal(has(raw, "ecs"));
    });
  });
