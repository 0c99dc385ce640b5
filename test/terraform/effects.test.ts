import { expect } from "chai";
import { COMPUTED } from "../../graph/computed";
import { effectOf, effects, recomputedBy, type Change } from "../../graph/terraform/effects";
import { VERSION } from "../../tools/terraform";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const GROUP = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";
const SUBNET = "aws:ec2/subnet:Subnet";
const RECORD = "aws:route53/record:Record";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

describe("graph/terraform/replacement.json", () => {
  it("has a row of each type that a stack may have", () => {
    expect(Object.keys(effects().types)).to.deep.equal(Object.keys(COMPUTED).sort());
  });

  it("knows something of each type", () => {
    const empty = Object.entries(effects().types).filter(([, { inputs }]) => Object.keys(inputs).length === 0);
    expect(empty).to.deep.equal([]);
  });

  it("has the version that its script asks", () => {
    expect(effects()).to.include({ provider: "hashicorp/aws", version: VERSION });
    expect(effects().date).to.match(/^\d{4}-\d\d-\d\d$/);
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
  ] as [string, string, Change, string][])
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
    // What an object does as a whole says nothing of its fields.
    expect(effectOf(GROUP, "healthCheck.colour", "changed")).to.equal("unknown");
  });
});
