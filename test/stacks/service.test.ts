import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Graph } from "../../graph";
import { ROOT, SERVICE_SHAPES, SHAPES, inputs, ofType, recordConfig, recordStack, serving } from "../support/recording";

const README = readFileSync(join(ROOT, "Pulumi.README.md"), "utf8");

function countByType(graph: Graph): Record<string, number> {
  const types = graph.resources.map(({ type }) => type);
  return Object.fromEntries([...new Set(types)].map((type) => [type, types.filter((each) => each === type).length]));
}

/** How many resources of each type a stack has, and so which types it has at all. */
const COUNTS = {
  dev: {
    "pulumi:pulumi:Stack": 1,
    "pulumi:providers:aws": 1,
    "ha-tcp:index:FixedAddresses": 1,
    "ha-tcp:index:Network": 1,
    "ha-tcp:index:NlbEip": 1,
    "ha-tcp:index:InstanceFleet": 1,
    "aws:autoscaling/group:Group": 1,
    "aws:autoscaling/policy:Policy": 1,
    "aws:cloudwatch/logGroup:LogGroup": 1,
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": 1,
    "aws:ec2/eip:Eip": 3,
    "aws:ec2/flowLog:FlowLog": 1,
    "aws:ec2/internetGateway:InternetGateway": 1,
    "aws:ec2/launchTemplate:LaunchTemplate": 1,
    "aws:ec2/natGateway:NatGateway": 1,
    "aws:ec2/networkAcl:NetworkAcl": 3,
    "aws:ec2/route:Route": 4,
    "aws:ec2/routeTable:RouteTable": 6,
    "aws:ec2/routeTableAssociation:RouteTableAssociation": 6,
    "aws:ec2/securityGroup:SecurityGroup": 2,
    "aws:ec2/subnet:Subnet": 6,
    "aws:ec2/vpc:Vpc": 1,
    "aws:ec2/vpcEndpoint:VpcEndpoint": 1,
    "aws:iam/instanceProfile:InstanceProfile": 1,
    "aws:iam/role:Role": 2,
    "aws:iam/rolePolicy:RolePolicy": 1,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 1,
    "aws:lb/listener:Listener": 1,
    "aws:lb/loadBalancer:LoadBalancer": 1,
    "aws:lb/targetGroup:TargetGroup": 1,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 3,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 3,
  },
};

describe("Service", () => {
  it("dev has these resources and no others", async () => {
    expect(countByType(serving(await recordStack("dev")))).to.deep.equal(COUNTS.dev);
  });

  it("prod has a third zone, a NAT gateway for each, and DNS; and nothing else beyond dev", async () => {
    expect(countByType(serving(await recordStack("prod")))).to.deep.equal({
      ...COUNTS.dev,
      "pulumi:providers:aws": 3,
      "ha-tcp:index:Dns": 1,
      "aws:ec2/eip:Eip": 6,
      "aws:ec2/natGateway:NatGateway": 3,
      "aws:ec2/route:Route": 6,
      "aws:ec2/routeTable:RouteTable": 9,
      "aws:ec2/routeTableAssociation:RouteTableAssociation": 9,
      "aws:ec2/subnet:Subnet": 9,
      "aws:route53/healthCheck:HealthCheck": 4,
      "aws:route53/record:Record": 2,
    });
  });

  for (const [shape, raw] of Object.entries(SHAPES))
    if (!("dns" in raw) && raw["kind"] !== "consumer")
      it(`${shape}: has nothing of Route 53 without the section dns`, async () => {
        const graph = await recordConfig(raw);
        expect(graph.resources.filter(({ type }) => type.startsWith("aws:route53/"))).to.deep.equal([]);
        expect(ofType(graph, "pulumi:providers:aws").map(({ name }) => name)).not.to.include("aws-global");
      });

  const tags = (stack: string) => ({ Environment: stack, Project: "ha-tcp", Stack: stack, ManagedBy: "Pulumi" });
  const provider = (stack: string, region: string) => ({
    region,
    defaultTags: { tags: tags(stack) },
    skipCredentialsValidation: "false",
    skipRegionValidation: "true",
  });

  it("gives each region a provider with the default tags, and DNS one of its own in us-east-1, beside that of its alarms", async () => {
    expect(inputs(await recordStack("dev"), "pulumi:providers:aws")).to.deep.equal({
      "aws-eu-west-1": provider("dev", "eu-west-1"),
    });
    expect(inputs(await recordStack("prod"), "pulumi:providers:aws")).to.deep.equal({
      "aws-eu-west-1": provider("prod", "eu-west-1"),
      "aws-global": provider("prod", "us-east-1"),
      "aws-us-east-1": provider("prod", "us-east-1"),
    });
  });

  it("adds the configured tags to those that say where a resource comes from", async () => {
    const graph = await recordConfig({ ...SHAPES["no NAT"], tags: { Team: "net" } });
    expect(inputs(graph, "pulumi:providers:aws")["aws-eu-west-1"]?.["defaultTags"]).to.deep.equal({
      tags: { Team: "net", Project: "ha-tcp", Stack: "test", ManagedBy: "Pulumi" },
    });
  });

  const eip = (name: string, property: string) => `\${Eip:addresses-eu-west-1-${name}.${property}}`;
  const published = (purpose: "clients" | "egress", ...zones: string[]) =>
    zones.map((zone) => ({
      region: "eu-west-1",
      zone,
      for: purpose,
      allocationId: eip(purpose === "egress" ? `egress-${zone}` : zone, "allocationId"),
    }));

  it("says of dev where to connect, and every address", async () => {
    expect((await recordStack("dev")).outputs).to.deep.equal({
      endpoint: "tcp://${LoadBalancer:front-eu-west-1.dnsName}:5000",
      options: ["nlb"],
      publicAddresses: { "eu-west-1": { a: eip("a", "publicIp"), b: eip("b", "publicIp") } },
      publicAllocationIds: { "eu-west-1": { a: eip("a", "allocationId"), b: eip("b", "allocationId") } },
      egressAddresses: { "eu-west-1": { a: eip("egress-a", "publicIp") } },
      published: [...published("clients", "a", "b"), ...published("egress", "a")],
      nlbDnsNames: { "eu-west-1": "${LoadBalancer:front-eu-west-1.dnsName}" },
      dashboard:
        "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/ha-tcp-dev",
      readme: README,
    });
  });

  it("says of prod the public name and its zone", async () => {
    const zones = ["a", "b", "c"];
    const each = (prefix: string, property: string) => ({
      "eu-west-1": Object.fromEntries(zones.map((zone) => [zone, eip(`${prefix}${zone}`, property)])),
    });
    const file = [
      "; tcp.example.com, for a second DNS provider. Nothing here follows the health of a region or an address.",
      "$ORIGIN example.com.",
      ...zones.map((zone) => `tcp 60 IN A ${eip(zone, "publicIp")} ; eu-west-1 ${zone}`),
      "",
    ].join("\n");
    expect((await recordStack("prod")).outputs).to.deep.equal({
      endpoint: "tcp://tcp.example.com:5000",
      options: ["nlb"],
      publicAddresses: each("", "publicIp"),
      publicAllocationIds: each("", "allocationId"),
      egressAddresses: each("egress-", "publicIp"),
      published: [...published("clients", ...zones), ...published("egress", ...zones)],
      nlbDnsNames: { "eu-west-1": "${LoadBalancer:front-eu-west-1.dnsName}" },
      hostedZoneId: "${HostedZone:example.com.zoneId}",
      hostedZone: "example.com",
      routing: { "tcp.example.com": "latency" },
      zoneFiles: { "example.com": file },
      dashboard:
        "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/ha-tcp-prod",
      readme: README,
    });
  });

  it("says of inspected stacks which firewalls, made here or not, and of others nothing", async () => {
    const inspected = await recordConfig(SHAPES["two inspected regions, one by a firewall that exists"]!);
    expect(inspected.outputs["firewallArns"]).to.deep.equal({
      "eu-central-1": "${Firewall:firewall-eu-central-1.arn}",
      "eu-west-1": "arn:aws:network-firewall:eu-west-1:210987654321:firewall/central",
    });
    for (const [shape, raw] of Object.entries(SERVICE_SHAPES))
      expect("firewallArns" in (await recordConfig(raw)).outputs, shape).to.equal(
        (raw["options"] as string[]).includes("networkFirewall"),
      );
  });

  it("asks AWS for nothing but the account, zones of either kind, ranges of its own, and a VPC that exists", async () => {
    const tokens = await Promise.all(
      Object.values(SHAPES).map(async (raw) => (await recordConfig(raw)).invokes.map(({ token }) => token)),
    );
    expect([...new Set(tokens.flat())].sort()).to.deep.equal([
      "aws:ec2/getManagedPrefixList:getManagedPrefixList",
      "aws:ec2/getRouteTables:getRouteTables",
      "aws:ec2/getSubnet:getSubnet",
      "aws:ec2/getVpc:getVpc",
      "aws:index/getAvailabilityZones:getAvailabilityZones",
      "aws:index/getCallerIdentity:getCallerIdentity",
      "aws:route53/getZone:getZone",
    ]);
  });
});
