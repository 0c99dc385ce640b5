import { expect } from "chai";
import { COMPUTED } from "../../../graph/computed";
import type { ChangeKind } from "../../../graph/differences";
import { leaves } from "../../../graph/differences";
import { effectOf, recomputedBy } from "../../../graph/terraform/effects";
import { NEWER_TYPES } from "../../../graph/terraform/newer";
import { replacementTable } from "../../../graph/terraform/replacementTable";
import { VERSION } from "../../../tools/terraform";
import { BASE, SHAPES, recordConfig } from "../../support/recording";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const GROUP = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";
const SUBNET = "aws:ec2/subnet:Subnet";
const RECORD = "aws:route53/record:Record";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const ROUTE = "aws:ec2/route:Route";
const ROUTE_TABLE_ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const FIREWALL = "aws:networkfirewall/firewall:Firewall";
const POLICY = "aws:networkfirewall/firewallPolicy:FirewallPolicy";
const RULE_GROUP = "aws:networkfirewall/ruleGroup:RuleGroup";
const LOGGING = "aws:networkfirewall/loggingConfiguration:LoggingConfiguration";
const NAT_ADDRESS = "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation";
const AUTOSHIFT = "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration";
const ASSOCIATION = "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation";

describe("graph/terraform/replacement.json", () => {
  it("has a row of each type that a stack may have and the provider has", () => {
    const known = Object.keys(COMPUTED).filter((type) => !(type in NEWER_TYPES));
    expect(Object.keys(replacementTable().types)).to.deep.equal(known.sort());
  });

  it("knows something of each type", () => {
    const empty = Object.entries(replacementTable().types).filter(([, { inputs }]) => Object.keys(inputs).length === 0);
    expect(empty).to.deep.equal([]);
  });

  it("has the version that its script asks", () => {
    expect(replacementTable()).to.include({ provider: "hashicorp/aws", version: VERSION });
    expect(replacementTable().date).to.match(/^\d{4}-\d\d-\d\d$/);
  });

  // From the provider's documentation and source, for what an address depends on.
  for (const [type, path, change, expected] of [
    [BALANCER, "subnetMappings", "added", "update"],
    [BALANCER, "subnetMappings", "removed", "replace"],
    [BALANCER, "subnetMappings", "changed", "replace"],
    [BALANCER, "subnetMappings[0].allocationId", "changed", "replace"],
    [BALANCER, "securityGroups", "added", "update"],
    [BALANCER, "securityGroups", "first", "replace"],
    [BALANCER, "securityGroups", "last", "replace"],
    [BALANCER, "internal", "changed", "replace"],
    [BALANCER, "name", "changed", "replace"],
    [BALANCER, "loadBalancerType", "changed", "replace"],
    [BALANCER, "enableCrossZoneLoadBalancing", "changed", "update"],
    [GROUP, "name", "changed", "replace"],
    [GROUP, "port", "changed", "replace"],
    [GROUP, "protocol", "changed", "replace"],
    [GROUP, "targetType", "changed", "replace"],
    [GROUP, "vpcId", "changed", "replace"],
    [GROUP, "ipAddressType", "changed", "replace"],
    [GROUP, "healthCheck.interval", "changed", "update"],
    [GROUP, "deregistrationDelay", "changed", "update"],
    ["aws:ec2/eip:Eip", "domain", "changed", "replace"],
    ["aws:ec2/eip:Eip", "tags.Name", "changed", "update"],
    [LISTENER, "port", "changed", "update"],
    [LISTENER, "loadBalancerArn", "changed", "replace"],
    [LISTENER, "defaultActions.0.forward.targetGroups.1.weight", "changed", "update"],
    [SUBNET, "cidrBlock", "changed", "replace"],
    [SUBNET, "availabilityZone", "changed", "replace"],
    [SUBNET, "vpcId", "changed", "replace"],
    ["aws:ec2/securityGroup:SecurityGroup", "description", "changed", "replace"],
    [TASK, "containerDefinitions", "changed", "replace"],
    [TASK, "cpu", "changed", "replace"],
    [TASK, "family", "changed", "replace"],
    [TASK, "networkMode", "changed", "replace"],
    [TASK, "taskRoleArn", "changed", "replace"],
    [TASK, "tags", "changed", "update"],
    [RECORD, "name", "changed", "replace"],
    // The provider deletes and creates such a record in one transaction of Route 53.
    [RECORD, "type", "changed", "update"],
    [RECORD, "setIdentifier", "changed", "update"],
    [RECORD, "zoneId", "changed", "replace"],
    ["aws:ec2/natGateway:NatGateway", "allocationId", "changed", "replace"],
    ["aws:ec2/natGateway:NatGateway", "subnetId", "changed", "replace"],
    [TEMPLATE, "imageId", "changed", "update"],
    [TEMPLATE, "name", "changed", "replace"],
    // What brings a firewall in and out.
    ...["gatewayId", "natGatewayId", "vpcEndpointId"].flatMap((target) =>
      (["added", "changed", "removed"] as const).map((change) => [ROUTE, target, change, "update"] as const),
    ),
    [ROUTE, "destinationCidrBlock", "changed", "replace"],
    [ROUTE, "routeTableId", "changed", "replace"],
    [ROUTE_TABLE_ASSOCIATION, "routeTableId", "changed", "update"],
    [ROUTE_TABLE_ASSOCIATION, "subnetId", "changed", "replace"],
    [ROUTE_TABLE_ASSOCIATION, "gatewayId", "changed", "replace"],
    [FIREWALL, "vpcId", "changed", "replace"],
    [FIREWALL, "name", "changed", "replace"],
    [FIREWALL, "subnetMappings", "added", "update"],
    [FIREWALL, "subnetMappings", "removed", "update"],
    [FIREWALL, "firewallPolicyArn", "changed", "update"],
    [FIREWALL, "deleteProtection", "changed", "update"],
    [FIREWALL, "encryptionConfiguration.keyId", "changed", "update"],
    [POLICY, "firewallPolicy.statefulRuleGroupReferences", "added", "update"],
    [POLICY, "firewallPolicy.statefulEngineOptions.flowTimeouts.tcpIdleTimeoutSeconds", "changed", "update"],
    [POLICY, "firewallPolicy.statefulEngineOptions.streamExceptionPolicy", "changed", "update"],
    [RULE_GROUP, "capacity", "changed", "replace"],
    [RULE_GROUP, "ruleGroup.rulesSource.rulesString", "changed", "update"],
    [RULE_GROUP, "ruleGroup.ruleVariables.ipSets.0.ipSet.definitions", "added", "update"],
    [LOGGING, "firewallArn", "changed", "replace"],
    // From the source of a later provider, as the one that is asked has no such type.
    [ASSOCIATION, "firewallArn", "changed", "replace"],
    [ASSOCIATION, "vpcId", "changed", "replace"],
    [ASSOCIATION, "subnetMapping.subnetId", "changed", "replace"],
    [ASSOCIATION, "subnetMapping.ipAddressType", "added", "replace"],
    [ASSOCIATION, "description", "removed", "replace"],
    [ASSOCIATION, "tags", "first", "update"],
    [ASSOCIATION, "tags.Name", "changed", "update"],
    [ASSOCIATION, "tagsAll", "changed", "update"],
  ] as [string, string, ChangeKind, string][])
    it(`${type.split(":")[2] ?? type}: ${path} ${change} is ${expected}`, () => {
      expect(effectOf(type, path, change)).to.equal(expected);
    });

  it("knows that a new version of a launch template has another number", () => {
    expect(recomputedBy(TEMPLATE, "imageId")).to.include("latestVersion");
    expect(recomputedBy(TEMPLATE, "blockDeviceMappings[0].ebs.volumeSize")).to.include("latestVersion");
    expect(recomputedBy(TEMPLATE, "tagSpecifications[0].tags.Name")).to.include("latestVersion");
    expect(recomputedBy(TEMPLATE, "name")).to.deep.equal([]);
    expect(recomputedBy("aws:x/y:Y", "name")).to.deep.equal([]);
  });

  it("does not guess", () => {
    expect(effectOf("aws:x/y:Y", "name", "changed")).to.equal("unknown");
    expect(effectOf(BALANCER, "colour", "changed")).to.equal("unknown");
    expect(effectOf(ASSOCIATION, "colour", "changed")).to.equal("unknown");
    // What an object does as a whole says nothing of its fields.
    expect(effectOf(GROUP, "healthCheck.colour", "changed")).to.equal("unknown");
  });
});

describe("graph/terraform/newer", () => {
  it("says of each type where its effects stand", () => {
    const rows = Object.entries(NEWER_TYPES);
    expect(rows.map(([type]) => type)).to.deep.equal([AUTOSHIFT, NAT_ADDRESS, ASSOCIATION]);
    for (const [, { source }] of rows)
      expect(source).to.match(/^internal\/service\/\w+\/\w+\.go of the provider's version \d$/);
  });

  it("knows what happens to every input of them that a stack gives", async () => {
    const shapes = Object.values(SHAPES).filter(({ options = [] }) =>
      (options as string[]).includes("networkFirewall"),
    );
    const windows = { blockedWindows: ["Mon:06:00-Mon:20:00"], blockedDates: ["2026-12-24"] };
    const shifted = [windows, { allowedWindows: windows.blockedWindows }].map((autoshift) => ({
      ...BASE,
      guard: { autoshift },
    }));
    const graphs = await Promise.all([...shapes, ...shifted].map((shape) => recordConfig(shape)));
    const nodes = graphs.flatMap((each) => each.resources.filter(({ type }) => type in NEWER_TYPES));
    expect(nodes).not.to.deep.equal([]);
    const paths = new Set(nodes.flatMap(({ type, inputs }) => leaves(inputs).map(({ path }) => `${type} ${path}`)));
    const unknown = [...paths].filter((each) => {
      const [type = "", path = ""] = each.split(" ");
      return effectOf(type, path, "changed") === "unknown";
    });
    expect(unknown).to.deep.equal([]);
  });
});
