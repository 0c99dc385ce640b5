import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { sdkInputs } from "../../graph/sdkInputs";
import { ROOT } from "../support/recording";
import { KEPT_INPUTS, type Overrides, keptInputs, merged, overridesOf, targetOf } from "../../plan/overrides";

/** Types of which nothing holds an address, a front door, what is open or a protection. */
const FREE: readonly string[] = [
  "aws:accessanalyzer/analyzer:Analyzer",
  "aws:appautoscaling/policy:Policy",
  "aws:appautoscaling/target:Target",
  "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration",
  "aws:autoscaling/policy:Policy",
  "aws:autoscaling/schedule:Schedule",
  "aws:budgets/budget:Budget",
  "aws:cfg/rule:Rule",
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  "aws:cloudwatch/dashboard:Dashboard",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/eventTarget:EventTarget",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:cloudwatch/queryDefinition:QueryDefinition",
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
  "aws:costexplorer/anomalySubscription:AnomalySubscription",
  "aws:ec2/flowLog:FlowLog",
  "aws:ec2/vpcEndpointConnectionNotification:VpcEndpointConnectionNotification",
  "aws:ecs/capacityProvider:CapacityProvider",
  "aws:ecs/cluster:Cluster",
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  "aws:ecs/taskDefinition:TaskDefinition",
  "aws:iam/instanceProfile:InstanceProfile",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:kms/alias:Alias",
  "aws:kms/key:Key",
  "aws:lb/listenerCertificate:ListenerCertificate",
  "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
  "aws:route53/healthCheck:HealthCheck",
  "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec",
  "aws:route53/keySigningKey:KeySigningKey",
  "aws:route53/queryLog:QueryLog",
  "aws:route53recoverycontrol/cluster:Cluster",
  "aws:route53recoverycontrol/controlPanel:ControlPanel",
  "aws:route53recoverycontrol/routingControl:RoutingControl",
  "aws:route53recoverycontrol/safetyRule:SafetyRule",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
  "aws:servicediscovery/service:Service",
  "aws:servicequotas/serviceQuota:ServiceQuota",
  "aws:shield/proactiveEngagement:ProactiveEngagement",
  "aws:shield/protection:Protection",
  "aws:shield/protectionGroup:ProtectionGroup",
  "aws:shield/protectionHealthCheckAssociation:ProtectionHealthCheckAssociation",
  "aws:sns/topic:Topic",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:synthetics/canary:Canary",
  "aws:vpc/endpointPrivateDns:EndpointPrivateDns",
  "aws:vpc/endpointServicePrivateDnsVerification:EndpointServicePrivateDnsVerification",
];

describe("plan/overrides: what a value becomes", () => {
  const table: [what: string, base: unknown, override: unknown, result: unknown][] = [
    ["a text takes the place of another", "a", "b", "b"],
    ["a list takes the place of a list", [1, 2], [3], [3]],
    ["a mapping is merged", { a: 1, b: 2 }, { b: 3, c: 4 }, { a: 1, b: 3, c: 4 }],
    [
      "a mapping is merged, however deep",
      { a: { b: { c: 1, d: 2 } } },
      { a: { b: { c: 3 } } },
      { a: { b: { c: 3, d: 2 } } },
    ],
    ["null takes away", { a: 1, b: 2 }, { a: null }, { b: 2 }],
    ["null takes away what is not there", {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
    ["a mapping takes the place of a list", [1], { a: 1 }, { a: 1 }],
    ["false is a value", { a: true }, { a: false }, { a: false }],
  ];
  for (const [what, base, override, result] of table)
    it(what, () => {
      expect(merged(base, override)).to.deep.equal(result);
    });
});

describe("plan/overrides: what a key is for", () => {
  const VPC = "aws:ec2/vpc:Vpc";
  const resource = { type: VPC, name: "network-eu-west-1-vpc", region: "eu-west-1" };
  const overrides: Overrides = {
    "network-eu-west-1-vpc": { a: 1 },
    [`${VPC}@network-eu-west-1-vpc`]: { a: 2 },
    [`${VPC}@eu-west-1`]: { a: 3 },
    [`${VPC}@*`]: { a: 4 },
    [`${VPC}@eu-central-1`]: { a: 5 },
    "aws:ec2/subnet:Subnet@*": { a: 6 },
    "network-eu-central-1-vpc": { a: 7 },
  };

  it("is found, the most particular last, whatever the order", () => {
    const expected = [
      [`${VPC}@*`, { a: 4 }],
      [`${VPC}@eu-west-1`, { a: 3 }],
      ["network-eu-west-1-vpc", { a: 1 }],
      [`${VPC}@network-eu-west-1-vpc`, { a: 2 }],
    ];
    expect(overridesOf(overrides, resource)).to.deep.equal(expected);
    const reversed = Object.fromEntries(Object.entries(overrides).reverse());
    expect(overridesOf(reversed, resource)).to.deep.equal(expected);
  });

  it("is a name where it has no type", () => {
    expect(targetOf("front-eu-west-1")).to.deep.equal({ name: "front-eu-west-1" });
    expect(targetOf("aws:lb/listener:Listener@*")).to.deep.equal({ type: "aws:lb/listener:Listener", place: "*" });
  });
});

describe("plan/overrides: what stays as the program says", () => {
  const table: [type: string, inputs: Record<string, unknown>, kept: string[]][] = [
    ["aws:ec2/eip:Eip", { tags: { a: "b" }, publicIpv4Pool: "x", domain: "vpc" }, ["publicIpv4Pool", "domain"]],
    ["aws:lb/loadBalancer:LoadBalancer", { internal: true, enableZonalShift: false, tags: {} }, ["internal"]],
    [
      "aws:ec2/launchTemplate:LaunchTemplate",
      { metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 2 }, ebsOptimized: "true" },
      ["metadataOptions.httpTokens"],
    ],
    // Without it the metadata service takes the first version, too.
    ["aws:ec2/launchTemplate:LaunchTemplate", { metadataOptions: null }, ["metadataOptions"]],
    ["aws:ec2/vpc:Vpc", { ipv6IpamPoolId: "x", enableDnsHostnames: true }, ["ipv6IpamPoolId"]],
    ["aws:ec2/subnet:Subnet", { ipv6CidrBlock: "x", enableDns64: true }, ["ipv6CidrBlock"]],
    [
      "aws:ec2/natGateway:NatGateway",
      { secondaryPrivateIpAddressCount: 1, tags: {} },
      ["secondaryPrivateIpAddressCount"],
    ],
    ["aws:ec2transitgateway/vpcAttachment:VpcAttachment", { subnetIds: [], dnsSupport: "disable" }, ["subnetIds"]],
    [
      "aws:autoscaling/group:Group",
      { mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { version: "1" } } }, warmPool: {} },
      ["mixedInstancesPolicy.launchTemplate.launchTemplateSpecification"],
    ],
    [
      "aws:autoscaling/group:Group",
      { mixedInstancesPolicy: { launchTemplate: null, instancesDistribution: {} } },
      ["mixedInstancesPolicy.launchTemplate"],
    ],
    ["aws:ec2/route:Route", { destinationCidrBlock: "0.0.0.0/0" }, ["destinationCidrBlock"]],
    ["aws:sns/topic:Topic", { displayName: "x", region: "eu-west-1" }, ["region"]],
  ];
  for (const [type, inputs, kept] of table)
    it(`of ${type}: ${kept.join(", ")}`, () => {
      expect(keptInputs(type, inputs).map(({ path }) => path.join("."))).to.deep.equal(kept);
    });

  it("is what the SDK has under that name", () => {
    for (const [type, inputs] of Object.entries(KEPT_INPUTS)) {
      const known = sdkInputs(type);
      expect(known, type).not.to.be.empty;
      expect(
        inputs.filter((input) => !known.includes(input.split(".")[0] ?? "")),
        type,
      ).to.deep.equal([]);
    }
  });

  it("is judged for each type that the program makes", () => {
    const files = ["components", "stacks"].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => readFileSync(join(ROOT, folder, file), "utf8")),
    );
    const classes = files.flatMap((text) => [...text.matchAll(/new aws\.(\w+)\.(\w+)\(/g)]);
    const modules = aws as unknown as Record<string, Record<string, { __pulumiType: string }>>;
    const types = new Set(classes.map(([, module = "", name = ""]) => modules[module]?.[name]?.__pulumiType));
    const free = [...types].filter((type) => type === undefined || !(type in KEPT_INPUTS));
    expect(free).to.have.members(FREE);
  });
});
