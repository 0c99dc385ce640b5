import { expect } from "chai";
import { type CostLine, costOf } from "../../../analysis/cost";
import { sentences } from "../../../analysis/cost/assumptions";
import { CostContext } from "../../../analysis/cost/context";
import { priceFile, priceOf } from "../../../analysis/cost/prices";
import type { Graph } from "../../../graph/graph";
import { SHIELD_ADVANCED } from "../../../plan/guard/shield";
import { type Traffic, trafficOfLoad } from "../../../plan/traffic";
import { costGraph } from "../../support/costGraph";
import { recordStack } from "../../support/recording";

type Resource = readonly [type: string, name: string, inputs: Record<string, unknown>];

const eip = (inputs: Record<string, unknown>): Resource => ["aws:ec2/eip:Eip", "a", inputs];
const front = (name: string, inputs: Record<string, unknown> = {}): Resource => [
  "aws:lb/loadBalancer:LoadBalancer",
  name,
  { internal: name !== "front", ...inputs },
];
const VPC: Resource = ["aws:ec2/vpc:Vpc", "vpc", {}];
const SUBNET: Resource = ["aws:ec2/subnet:Subnet", "app-a", { vpcId: "${Vpc:vpc.id}", availabilityZone: "us-east-1a" }];
const IN_VPC = { subnetMappings: [{ subnetId: "${Subnet:app-a.id}" }] };
const flowLog = (trafficType: string): Resource => [
  "aws:ec2/flowLog:FlowLog",
  "flows",
  { vpcId: "${Vpc:vpc.id}", trafficType, logDestination: "${LogGroup:logs.arn}" },
];
const logs = (inputs: Record<string, unknown> = {}): Resource => ["aws:cloudwatch/logGroup:LogGroup", "logs", inputs];
const template: Resource = [
  "aws:ec2/launchTemplate:LaunchTemplate",
  "template",
  {
    instanceType: "t4g.small",
    blockDeviceMappings: [{ ebs: { volumeSize: 10, volumeType: "gp3", iops: 4000, throughput: 225 } }],
  },
];
const group = (inputs: Record<string, unknown>): Resource => [
  "aws:autoscaling/group:Group",
  "group",
  { desiredCapacity: 2, minSize: 2, maxSize: 5, launchTemplate: { id: "${LaunchTemplate:template.id}" }, ...inputs },
];
const consumer = (inputs: Record<string, unknown>): Resource => [
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "orders",
  {
    vpcEndpointType: "Interface",
    serviceName: "${VpcEndpointService:service.serviceName}",
    subnetIds: ["s"],
    ...inputs,
  },
];
const SERVICE: readonly Resource[] = [
  front("link"),
  [
    "aws:ec2/vpcEndpointService:VpcEndpointService",
    "service",
    { networkLoadBalancerArns: ["${LoadBalancer:link.arn}"] },
  ],
];
const protection = (name: string): Resource => [
  "aws:shield/protection:Protection",
  name,
  { resourceArn: `arn:aws:ec2:us-east-1:123456789012:eip-allocation/\${Eip:${name}.allocationId}` },
];

/** A million connections a month of 100 seconds each, 100 GB in and 200 out. */
const TRAFFIC: Traffic = {
  ...trafficOfLoad("small"),
  newConnectionsPerSecond: 1e6 / 730 / 3600,
  openConnections: 1e8 / 730 / 3600,
  gbInPerMonth: 100,
  gbOutPerMonth: 200,
  egressGbInPerMonth: 10,
  egressGbOutPerMonth: 20,
  wayGbPerMonth: 100,
};

/** What the resources of a type are charged for: item and month of each, rounded to cents. */
function charged(graph: Graph, kind: string): Record<string, number> {
  const lines = costOf(graph, TRAFFIC).lines.filter(({ type }) => type.endsWith(`:${kind}`));
  const sums: Record<string, number> = {};
  for (const { item, month } of lines) sums[item] = (sums[item] ?? 0) + month;
  return Object.fromEntries(Object.entries(sums).map(([item, month]) => [item, Number(month.toFixed(2))]));
}

/** Of each: what it is about, the kind that is charged, what is there, and all that it is charged for. */
const CASES: readonly (readonly [string, string, readonly Resource[], Readonly<Record<string, number>>])[] = [
  ["an address of one's own range", "Eip", [eip({ publicIpv4Pool: "ipv4pool-ec2-1" })], {}],
  ["an address of Amazon's", "Eip", [eip({ publicIpv4Pool: "amazon" })], { "hours idle": 3.65 }],
  [
    "an address that a load balancer has",
    "Eip",
    [eip({}), front("front", { subnetMappings: [{ allocationId: "${Eip:a.allocationId}" }] })],
    { "hours in use": 3.65 },
  ],
  [
    "an address that a NAT gateway has by the side",
    "Eip",
    [eip({}), ["aws:ec2/natGateway:NatGateway", "nat", { secondaryAllocationIds: ["${Eip:a.allocationId}"] }]],
    { "hours in use": 3.65 },
  ],
  [
    "a gateway endpoint",
    "VpcEndpoint",
    [["aws:ec2/vpcEndpoint:VpcEndpoint", "s3", { vpcEndpointType: "Gateway" }]],
    {},
  ],
  ["a consumer's endpoint", "VpcEndpoint", [...SERVICE, consumer({})], { "interface hours": 7.3, "GB processed": 3 }],
  [
    "a consumer's endpoint in another region than the service",
    "VpcEndpoint",
    [...SERVICE, consumer({ serviceRegion: "eu-west-1" })],
    { "interface hours": 7.3, "GB processed": 3, "GB between eu-west-1 and us-east-1": 6 },
  ],
  [
    "a peering with a region elsewhere",
    "VpcPeeringConnection",
    [["aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "peer", { peerRegion: "eu-west-1" }]],
    { "GB sent to eu-west-1": 2 },
  ],
  [
    "a transit gateway",
    "VpcAttachment",
    [["aws:ec2transitgateway/vpcAttachment:VpcAttachment", "corp", {}]],
    { "attachment hours": 36.5, "GB sent": 2 },
  ],
  // A million connections, six records each of 113 bytes; kept for a year at 15 %.
  [
    "flow logs, kept for a year",
    "LogGroup",
    [VPC, SUBNET, front("front", IN_VPC), flowLog("ALL"), logs({ retentionInDays: 365 })],
    { "GB of logs kept": 0.04 },
  ],
  [
    "the same, as they are written",
    "FlowLog",
    [VPC, SUBNET, front("front", IN_VPC), flowLog("ALL")],
    { "GB of logs written": 0.34 },
  ],
  [
    "flow logs to a stream of others",
    "FlowLog",
    [
      VPC,
      SUBNET,
      front("front", IN_VPC),
      ["aws:ec2/flowLog:FlowLog", "flows", { vpcId: "${Vpc:vpc.id}", logDestinationType: "kinesis-data-firehose" }],
    ],
    { "GB of logs written": 0.17 },
  ],
  // A million connections, two records each of 500 bytes: 1 GB, at the price of S3.
  [
    "a firewall's flows, beside its alerts",
    "LoggingConfiguration",
    [
      front("front"),
      [
        "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
        "logs",
        {
          loggingConfiguration: {
            logDestinationConfigs: [
              { logType: "ALERT", logDestinationType: "CloudWatchLogs" },
              { logType: "FLOW", logDestinationType: "S3" },
            ],
          },
        },
      ],
    ],
    { "GB of logs written": 0.25 },
  ],
  [
    "queries that are logged",
    "QueryLog",
    [front("front"), ["aws:route53/queryLog:QueryLog", "queries", {}]],
    { "GB of logs written": 0.07 },
  ],
  [
    "flow logs of what is rejected alone",
    "LogGroup",
    [VPC, SUBNET, front("front", IN_VPC), flowLog("REJECT"), logs()],
    {},
  ],
  [
    "volumes with more than gp3 has",
    "Group",
    [template, group({})],
    { "hours of t4g.small": 24.53, "GB of volumes, gp3": 1.6, "IOPS of volumes": 10, "MiB/s of volumes": 8 },
  ],
  [
    "a warm pool that is stopped",
    "Group",
    [
      [
        "aws:ec2/launchTemplate:LaunchTemplate",
        "template",
        { instanceType: "t4g.small", blockDeviceMappings: [{ ebs: { volumeSize: 10 } }] },
      ],
      group({ warmPool: { poolState: "Stopped" } }),
    ],
    { "hours of t4g.small": 24.53, "GB of volumes, gp3": 4 },
  ],
  [
    "a warm pool that runs, of one",
    "Group",
    [
      ["aws:ec2/launchTemplate:LaunchTemplate", "template", { instanceType: "t4g.small" }],
      group({ warmPool: { poolState: "Running", maxGroupPreparedCapacity: 3 } }),
    ],
    { "hours of t4g.small": 24.53, "hours of the warm pool": 12.26 },
  ],
  [
    "hosts that hold two tasks each",
    "Group",
    [
      ["aws:ec2/launchTemplate:LaunchTemplate", "template", { instanceType: "t4g.small" }],
      group({ desiredCapacity: undefined, minSize: 0 }),
      [
        "aws:ecs/capacityProvider:CapacityProvider",
        "hosts",
        { autoScalingGroupProvider: { autoScalingGroupArn: "${Group:group.arn}" } },
      ],
      ["aws:ecs/taskDefinition:TaskDefinition", "task", { cpu: "256", memory: "512", networkMode: "awsvpc" }],
      [
        "aws:ecs/service:Service",
        "service",
        {
          desiredCount: 4,
          taskDefinition: "${TaskDefinition:task.arn}",
          capacityProviderStrategies: [{ capacityProvider: "${CapacityProvider:hosts.name}", weight: 1 }],
        },
      ],
    ],
    { "hours of t4g.small": 24.53 },
  ],
  [
    "Shield Advanced, once for all that it protects",
    "Protection",
    [
      ["aws:ec2/eip:Eip", "a", {}],
      ["aws:ec2/eip:Eip", "b", {}],
      front("front", {
        subnetMappings: [{ allocationId: "${Eip:a.allocationId}" }, { allocationId: "${Eip:b.allocationId}" }],
      }),
      protection("a"),
      protection("b"),
    ],
    { "Shield Advanced, once for an organization": 3000, "GB out, protected": 10 },
  ],
  [
    "a canary each five minutes, of two targets, with TLS",
    "Canary",
    [
      [
        "aws:synthetics/canary:Canary",
        "latency",
        {
          schedule: { expression: "rate(5 minutes)" },
          runConfig: {
            memoryInMb: 1024,
            environmentVariables: { TARGETS: "a=1.2.3.4:5000 b=1.2.3.5:5000", TLS: "verify" },
          },
        },
      ],
    ],
    { runs: 10.51, "runs of its function": 0, "GB-seconds of its function": 0.44, "metrics of its own": 1.8 },
  ],
  [
    "a name that is no alias, with latency",
    "Record",
    [
      front("front"),
      ["aws:route53/record:Record", "a", { type: "A", records: ["1.2.3.4"], latencyRoutingPolicies: [{}] }],
    ],
    { queries: 0.6 },
  ],
  ["an alias", "Record", [front("front"), ["aws:route53/record:Record", "a", { type: "A", aliases: [{}] }]], {}],
];

describe("cost: charges", () => {
  for (const [title, kind, resources, expected] of CASES)
    it(title, () => {
      expect(charged(costGraph("us-east-1", ...resources), kind)).to.deep.equal(expected);
    });

  it("are named where nobody can count them", () => {
    const graph = costGraph(
      "us-east-1",
      ["aws:cfg/rule:Rule", "rule", {}],
      ["aws:ecs/cluster:Cluster", "tasks", { settings: [{ name: "containerInsights", value: "enhanced" }] }],
      ["aws:synthetics/canary:Canary", "probe", { schedule: { expression: "cron(0 * * * ? *)" } }],
      group({ mixedInstancesPolicy: { launchTemplate: { overrides: [{ instanceType: "zz9.tiny" }] } } }),
    );
    const { unpriced, lines } = costOf(graph, TRAFFIC);
    expect(lines).to.deep.equal([]);
    expect(unpriced.map(({ resource, reason }) => [resource, reason.replace(/ is known as of .*/, "")])).to.deep.equal([
      ["rule", "evaluations of AWS Config, by how often the resources of the account change"],
      ["tasks", "metrics and logs of Container Insights, by how many tasks come and go"],
      ["probe", "runs by the schedule cron(0 * * * ? *)"],
      ["group", "no price of an hour of zz9.tiny in us-east-1"],
    ]);
  });

  it("are at the price of us-east-1 where the region's own is missing, and say so", () => {
    const key: Resource = ["aws:kms/key:Key", "key", {}];
    const prices = {
      ...priceFile(),
      prices: {
        "kms.key.month": { from: [], usd: { "us-east-1": 1.5 } },
        "ipv4.idle.hour": { from: [], usd: { "eu-west-1": 0.01, "us-east-1": 0.005 } },
      },
    };
    const here = costOf(costGraph("eu-west-1", key, eip({})), TRAFFIC, prices);
    expect(here.lines.map(({ item, estimated }) => [item, estimated])).to.deep.equal([
      ["hours idle", undefined],
      ["keys", { from: "us-east-1", of: "kms.key.month" }],
    ]);
    expect(here.month).to.deep.equal({ fixed: 8.8, usage: 0, total: 8.8, estimated: 1.5 });
    const told = ({ assumptions }: typeof here) => assumptions.filter((each) => each.includes("us-east-1"));
    expect(told(here)).to.deep.equal([
      "Prices that are not known are those of us-east-1, and marked ~: of eu-west-1 kms.key.month.",
    ]);
    const there = costOf(costGraph("us-east-1", key, eip({})), TRAFFIC, prices);
    expect([there.month.estimated, told(there)]).to.deep.equal([0, []]);
  });

  it("of several regions are told together where the same is missing", () => {
    const line = { resource: "a", type: "t", layer: "network", item: "i", quantity: 1, unit: "u", price: 1, month: 1 };
    const of = (region: string, name: string) =>
      ({ ...line, usage: false, region, estimated: { from: "us-east-1", of: name } }) as CostLine;
    const lines = [of("eu-west-2", "nat.gb"), of("eu-west-1", "nat.gb"), of("eu-west-3", "nat.hour")];
    const context = new CostContext(costGraph("eu-west-1"), TRAFFIC);
    expect(sentences(context, [...lines, of("eu-west-3", "nat.gb")], priceFile())[0]).to.equal(
      "Prices that are not known are those of us-east-1, and marked ~: of eu-west-1, eu-west-2 nat.gb; of eu-west-3 nat.gb, nat.hour.",
    );
  });

  it("without any price have a bound, where one is known", () => {
    const endpoint: Resource = ["aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation", "a", {}];
    const prices = {
      ...priceFile(),
      date: "2026-11-29",
      prices: { "firewall.endpoint.hour": { from: [], usd: { "us-east-1": 0.4 } } },
    };
    expect(costOf(costGraph("eu-west-1", endpoint), TRAFFIC, prices).unpriced).to.deep.equal([
      {
        resource: "a",
        type: "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation",
        region: "eu-west-1",
        reason:
          "no price of firewall.secondaryEndpoint.hour in eu-west-1 is known as of 2026-11-29; npm run prices fetches it; no more than 292.00 a month, at firewall.endpoint.hour of us-east-1",
        missing: "firewall.secondaryEndpoint.hour",
        atMost: 292,
      },
    ]);
  });

  it("of Shield Advanced are what the stack file has to say that it knows", () => {
    expect(priceOf("us-east-1", "shield.advanced.month")?.steps).to.deep.equal([[0, SHIELD_ADVANCED.usdPerMonth]]);
  });

  it("of a layer that two options bring are shared, and say so in the lines", async () => {
    const { lines } = costOf(await recordStack("examples/nlb-ecs.yaml"), TRAFFIC);
    const options = (layer: string) => [
      ...new Set(lines.filter((line) => line.layer === layer).map(({ option }) => option)),
    ];
    expect(["frontDoor", "instances", "tasks", "network"].map(options)).to.deep.equal([
      [undefined],
      ["nlb"],
      ["ecs"],
      [undefined],
    ]);
  });
});
