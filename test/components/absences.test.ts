import { expect } from "chai";
import { ofType, recordConfig, SHAPES, type Raw } from "../support/recording";

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

const has = (raw: Raw, option: string) => (raw["options"] as string[]).includes(option);
const hasFleet = (raw: Raw) => has(raw, "nlb") || !has(raw, "ecs");
const onFargate = (raw: Raw) => has(raw, "ecs") && (raw["ecs"] as Raw | undefined)?.["launch"] === "fargate";

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

for (const [shape, raw] of Object.entries(SHAPES))
  describe(`Absences: ${shape}`, () => {
    it("no resource of a type beyond those of the option", async () => {
      const graph = await recordConfig(raw);
      const types = new Set(graph.resources.filter(({ type }) => type.startsWith("aws:")).map(({ type }) => type));
      const known = [
        ...TYPES,
        ...(has(raw, "ecs") ? TYPES_OF_TASKS : []),
        ...(has(raw, "networkFirewall") ? TYPES_OF_FIREWALLS : []),
      ];
      expect([...types].filter((type) => !known.includes(type.replace("aws:", "")))).to.deep.equal([]);
      const others = graph.resources.map(({ type }) => type).filter((type) => !/^(aws|ha-tcp):/.test(type));
      expect([...new Set(others)].sort()).to.deep.equal([
        ...(has(raw, "networkFirewall") ? ["awsx:ec2:Vpc"] : []),
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
      const open = entries.filter((entry) => entry["cidrBlock"] === "0.0.0.0/0" && entry["protocol"] !== "icmp");
      expect(open).not.to.be.empty;
      expect(open.filter((entry) => spans(entry, SSH))).to.deep.equal([]);
    });

    it("no public address on an instance, on a task or by a subnet", async () => {
      const graph = await recordConfig(raw);
      const subnets = ofType(graph, "aws:ec2/subnet:Subnet").map(({ inputs }) => inputs["mapPublicIpOnLaunch"]);
      expect(new Set(subnets)).to.deep.equal(new Set([false]));
      const templates = ofType(graph, "aws:ec2/launchTemplate:LaunchTemplate");
      const launching = hasFleet(raw) || !onFargate(raw);
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
      expect(toGateway).not.to.be.empty;
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
      const vpcs = ofType(graph, "awsx:ec2:Vpc").map(({ name }) => `\${Vpc:${name}.id}`);
      const standing = graph.resources.filter((node) =>
        valuesOf(node.inputs, "vpcId").some((id) => vpcs.includes(String(id))),
      );
      const types = new Set(standing.map(({ type }) => type.split(":").at(-1)));
      expect([...types].sort()).to.deep.equal(
        vpcs.length === 0 ? [] : ["DefaultSecurityGroup", "Firewall", "InternetGateway", "RouteTable", "Subnet"],
      );
      const routes = ofType(graph, "aws:ec2/route:Route").map(({ inputs }) => String(inputs["routeTableId"]));
      expect(routes.filter((table) => table.includes("firewall-"))).to.deep.equal([]);
    });

    it("nothing of a firewall without its option", async () => {
      const graph = await recordConfig(raw);
      const firewalls = graph.resources.filter(
        ({ type, name }) => /firewall|awsx|kms/i.test(type) || /^firewall-|-edge|-endpoint\b/.test(name),
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
