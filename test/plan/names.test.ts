import { expect } from "chai";
import * as names from "../../plan/names";
import { OPTION_NAMES } from "../../plan/options";
import { REGION_NAMES, zoneLetters } from "../../plan/regions";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const BACKENDS = Object.keys(names.BACKEND_SUFFIX) as names.Backend[];

/** The load balancers that a region can have. */
const frontDoorsOf = (region: string): string[] => [
  names.frontDoorName(region),
  names.privateLinkName(region),
  names.acceleratedNlbName(region),
];

/** Every name of a region. */
const allOf = (region: string, zones: readonly string[]): string[] => [
  names.networkName(region),
  names.addressesName(region),
  names.frontDoorName(region),
  names.privateLinkName(region),
  names.acceleratedNlbName(region),
  names.firewallName(region),
  names.fleetName(region),
  names.tasksName(region),
  names.providerName(region),
  ...frontDoorsOf(region).flatMap((loadBalancer) =>
    BACKENDS.map((backend) => names.targetGroupName(loadBalancer, backend)),
  ),
  ...zones.flatMap((zone) => [names.publicAddressName(region, zone), names.egressAddressName(region, zone)]),
];

const everyName = () => [
  names.ANYCAST_NAME,
  names.ACCELERATOR_NAME,
  ...REGION_NAMES.flatMap((region) => allOf(region, zoneLetters(region))),
];

describe("plan/names", () => {
  it("are for good: another name is another resource, for an Elastic IP a lost address", () => {
    expect(allOf("eu-west-1", ["a"])).to.deep.equal([
      "network-eu-west-1",
      "addresses-eu-west-1",
      "front-eu-west-1",
      "link-eu-west-1",
      "accel-eu-west-1",
      "firewall-eu-west-1",
      "fleet-eu-west-1",
      "tasks-eu-west-1",
      "aws-eu-west-1",
      "front-eu-west-1-ec2",
      "front-eu-west-1-ecs",
      "link-eu-west-1-ec2",
      "link-eu-west-1-ecs",
      "accel-eu-west-1-ec2",
      "accel-eu-west-1-ecs",
      "addresses-eu-west-1-a",
      "addresses-eu-west-1-egress-a",
    ]);
  });

  it("are for good also for the accelerator: another name is another one, with other addresses", () => {
    expect([names.ANYCAST_NAME, names.ACCELERATOR_NAME]).to.deep.equal(["anycast", "accelerator"]);
  });

  it("are never the same for two things", () => {
    const all = everyName();
    expect(all.filter((name, index) => all.indexOf(name) !== index)).to.deep.equal([]);
  });

  it("say neither an option nor a position in a list; a target group's ends in what its backend runs on", () => {
    const suffix = new RegExp(`^(front|link|accel)-R-(${Object.values(names.BACKEND_SUFFIX).join("|")})$`);
    const withoutRegion = everyName()
      .map((name) => REGION_NAMES.reduce((rest, region) => rest.replace(region, "R"), name))
      .map((name) => name.replace(suffix, "$1-R"));
    const words = new Set(withoutRegion.flatMap((name) => name.split("-")));
    expect([...words].filter((word) => (OPTION_NAMES as string[]).includes(word) || /^\d+$/.test(word))).to.deep.equal(
      [],
    );
  });

  for (const region of REGION_NAMES)
    it(`fit load balancers and target groups of ${region}, with the provider's suffix, into 32 characters`, () => {
      for (const loadBalancer of frontDoorsOf(region)) {
        expect(names.nameExcess(LOAD_BALANCER, loadBalancer)).to.equal(0);
        for (const backend of BACKENDS) {
          const group = names.targetGroupName(loadBalancer, backend);
          expect(names.nameExcess(TARGET_GROUP, group)).to.equal(0);
          expect(`${group}-0123abc`.length).to.be.at.most(32);
        }
      }
    });

  it("fit a rule group with the longest name that the config allows", () => {
    for (const region of REGION_NAMES) {
      const name = `${names.firewallName(region)}-own-${"x".repeat(32)}`;
      expect(names.nameExcess("aws:networkfirewall/ruleGroup:RuleGroup", name)).to.equal(0);
    }
  });

  const excess: [type: string, length: number, excess: number][] = [
    [LOAD_BALANCER, 23, 0],
    [LOAD_BALANCER, 24, 0],
    [LOAD_BALANCER, 25, 1],
    [TARGET_GROUP, 24, 0],
    [TARGET_GROUP, 30, 6],
    ["aws:iam/role:Role", 56, 0],
    ["aws:iam/role:Role", 57, 1],
    ["aws:iam/instanceProfile:InstanceProfile", 121, 1],
    ["aws:ec2/launchTemplate:LaunchTemplate", 121, 1],
    ["aws:ec2/securityGroup:SecurityGroup", 248, 1],
    ["aws:autoscaling/group:Group", 248, 1],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", 248, 1],
    ["aws:cloudwatch/logGroup:LogGroup", 504, 0],
    ["aws:cloudwatch/logGroup:LogGroup", 505, 1],
    ["aws:networkfirewall/firewall:Firewall", 120, 0],
    ["aws:networkfirewall/firewall:Firewall", 121, 1],
    ["aws:networkfirewall/firewallPolicy:FirewallPolicy", 121, 1],
    ["aws:networkfirewall/ruleGroup:RuleGroup", 120, 0],
    ["aws:networkfirewall/ruleGroup:RuleGroup", 121, 1],
    ["aws:globalaccelerator/accelerator:Accelerator", 56, 0],
    ["aws:globalaccelerator/accelerator:Accelerator", 57, 1],
    ["aws:s3/bucket:Bucket", 55, 0],
    ["aws:s3/bucket:Bucket", 56, 1],
    ["aws:ec2/eip:Eip", 1000, 0],
  ];
  for (const [type, length, expected] of excess)
    it(`${type}: a name of ${length} characters has ${expected} too many`, () => {
      expect(names.nameExcess(type, "x".repeat(length))).to.equal(expected);
    });

  const ranges: [range: string, name: string][] = [
    ["203.0.113.0/24", "203-0-113-0-24"],
    ["0.0.0.0/0", "0-0-0-0-0"],
    ["2001:db8::/32", "2001-db8---32"],
    ["2001:db8:0:1:2:3:4:5/128", "2001-db8-0-1-2-3-4-5-128"],
    ["2001:db8::7/128", "2001-db8--7-128"],
    ["::/0", "---0"],
  ];
  for (const [range, name] of ranges)
    it(`write ${range} without the characters that names cannot have`, () => {
      expect(names.cidrName(range)).to.equal(name);
    });

  it("are a consumer's own, whatever region it is in", () => {
    expect(names.consumerName("orders")).to.equal("consumer-orders");
  });

  it("fit a consumer's security group with the longest name that the config allows", () => {
    const name = `${names.consumerName("x".repeat(24))}-sg`;
    expect(names.nameExcess("aws:ec2/securityGroup:SecurityGroup", name)).to.equal(0);
  });

  it("of a consumer are never those of a region, whatever the consumer is called", () => {
    const called = everyName().map((name) => names.consumerName(name));
    expect(called.filter((name) => everyName().includes(name))).to.deep.equal([]);
  });
});
