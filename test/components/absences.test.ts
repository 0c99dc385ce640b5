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

const has = (raw: Raw, option: string) => (raw["options"] as string[]).includes(option);
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
      const known = has(raw, "ecs") ? [...TYPES, ...TYPES_OF_TASKS] : TYPES;
      expect([...types].filter((type) => !known.includes(type.replace("aws:", "")))).to.deep.equal([]);
      const others = graph.resources.map(({ type }) => type).filter((type) => !/^(aws|ha-tcp):/.test(type));
      expect([...new Set(others)].sort()).to.deep.equal(["pulumi:providers:aws", "pulumi:pulumi:Stack"]);
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
      const launching = has(raw, "nlb") || !onFargate(raw);
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
      expect(toGateway.filter(({ name }) => !name.includes("-front-"))).to.deep.equal([]);
      expect(valuesOf(graph, "routes")).to.deep.equal([]);
      expect(ofType(graph, "aws:ec2/route:Route").filter(({ name }) => name.includes("-inspection-"))).to.deep.equal(
        [],
      );
    });

    it("no instances beside hosts where the options bring none, and no tasks where they bring none", async () => {
      const graph = await recordConfig(raw);
      const components = graph.resources.map(({ type }) => type).filter((type) => type.startsWith("ha-tcp:"));
      expect(components.includes("ha-tcp:index:InstanceFleet")).to.equal(has(raw, "nlb"));
      expect(components.includes("ha-tcp:index:EcsService")).to.equal(has(raw, "ecs"));
      expect("taskDiscovery" in graph.outputs).to.equal(has(raw, "ecs"));
    });
  });
