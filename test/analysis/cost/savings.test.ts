import { expect } from "chai";
import { budgetOf, costOf, savings } from "../../../analysis/cost";
import { needOf } from "../../../analysis/cost/savings/need";
import { fargateSize } from "../../../analysis/cost/savings/tasks";
import type { Graph } from "../../../graph/graph";
import type { Traffic } from "../../../plan/traffic";
import { QUIET, type Resource, costGraph } from "../../support/costGraph";

function found(resources: readonly Resource[], traffic: Partial<Traffic> = {}): [string, number][] {
  const graph: Graph = costGraph("us-east-1", ...resources);
  const all = { ...QUIET, ...traffic };
  return savings(graph, all, costOf(graph, all)).map(({ rule, month }) => [rule, Number(month.toFixed(2))]);
}

const SUBNET: Resource = ["aws:ec2/subnet:Subnet", "app-a", { vpcId: "${Vpc:vpc.id}", availabilityZone: "us-east-1a" }];
const VPC: Resource = ["aws:ec2/vpc:Vpc", "vpc", {}];
const NAT: Resource = ["aws:ec2/natGateway:NatGateway", "nat", { subnetId: "${Subnet:app-a.id}" }];
const endpoint = (name: string, zones: number): Resource => [
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  name,
  { vpcEndpointType: "Interface", serviceName: `com.amazonaws.us-east-1.${name}`, subnetIds: Array(zones).fill("s") },
];
const group = (type: string, count: number): Resource[] => [
  ["aws:ec2/launchTemplate:LaunchTemplate", "template", { instanceType: type }],
  [
    "aws:autoscaling/group:Group",
    "group",
    {
      desiredCapacity: count,
      minSize: count,
      maxSize: count,
      vpcZoneIdentifiers: ["a", "b", "c"],
      launchTemplate: { id: "${LaunchTemplate:template.id}" },
    },
  ],
];
const tasks = (cpu: string, memory: string): Resource[] => [
  ["aws:ecs/taskDefinition:TaskDefinition", "task", { cpu, memory, networkMode: "awsvpc" }],
  [
    "aws:ecs/service:Service",
    "service",
    {
      desiredCount: 3,
      taskDefinition: "${TaskDefinition:task.arn}",
      capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
      networkConfiguration: { subnets: ["a", "b", "c"] },
    },
  ],
];
const front = (more: Record<string, unknown>): Resource => [
  "aws:lb/loadBalancer:LoadBalancer",
  "front",
  { internal: false, subnetMappings: [{ subnetId: "${Subnet:app-a.id}" }, {}], ...more },
];
const listener = (protocol: string): Resource => [
  "aws:lb/listener:Listener",
  "listener",
  { loadBalancerArn: "${LoadBalancer:front.arn}", protocol },
];
const flowLog = (seconds: number, logDestinationType = "s3"): Resource => [
  "aws:ec2/flowLog:FlowLog",
  "flows",
  { vpcId: "${Vpc:vpc.id}", maxAggregationInterval: seconds, logDestinationType },
];

/** Of each: what is there, at which traffic, and what is found with its sum; beside each a case in which nothing is. */
const CASES: readonly (readonly [string, readonly Resource[], Partial<Traffic>, [string, number][]])[] = [
  [
    "addresses attached to nothing, together",
    [
      ["aws:ec2/eip:Eip", "a", {}],
      ["aws:ec2/eip:Eip", "b", {}],
    ],
    {},
    [["idle-address", 7.3]],
  ],
  [
    "an address in use",
    [
      ["aws:ec2/eip:Eip", "a", {}],
      VPC,
      SUBNET,
      ["aws:ec2/natGateway:NatGateway", "nat", { allocationId: "${Eip:a.allocationId}" }],
    ],
    {},
    [],
  ],
  [
    "an accelerator that leads nowhere",
    [["aws:globalaccelerator/accelerator:Accelerator", "any", {}]],
    {},
    [["idle-accelerator", 25.55]],
  ],
  // Six endpoints in two zones are 87.60; two gateways with their addresses 73.00.
  [
    "more endpoints than a NAT gateway costs",
    [VPC, SUBNET, ...["a", "b", "c", "d", "e", "f"].map((name) => endpoint(name, 2))],
    {},
    [["endpoints-dearer-than-nat", 14.6]],
  ],
  ["fewer endpoints than that", [VPC, SUBNET, endpoint("a", 2), endpoint("b", 2)], {}, []],
  // Hours of 14.60 against 100 GB at 0.045 less 0.01.
  [
    "an endpoint beside a NAT gateway, for few GB",
    [VPC, SUBNET, NAT, endpoint("a", 2)],
    { egressGbInPerMonth: 100 },
    [["endpoints-beside-nat", 11.1]],
  ],
  ["the same for many", [VPC, SUBNET, NAT, endpoint("a", 2)], { egressGbInPerMonth: 500 }, []],
  [
    "GB that cross zones",
    [front({ enableCrossZoneLoadBalancing: true }), VPC, SUBNET],
    { gbInPerMonth: 1000 },
    [["cross-zone", 10]],
  ],
  ["GB that cross none", [front({ enableCrossZoneLoadBalancing: false }), VPC, SUBNET], { gbInPerMonth: 1000 }, []],
  // 20 new a second of 50 for each unit: 0.4 at 4.38; passed on 0.025.
  [
    "TLS that the load balancer opens",
    [front({}), VPC, SUBNET, listener("TLS")],
    { newConnectionsPerSecond: 200 },
    [["tls-at-the-load-balancer", 16.43]],
  ],
  ["TCP", [front({}), VPC, SUBNET, listener("TCP")], { newConnectionsPerSecond: 200 }, []],
  // 10 minutes open: in each minute 6 records of 113 bytes at 10 a second, or once; to S3 at 0.25.
  [
    "flow logs of each minute, of long connections",
    [front({}), VPC, SUBNET, flowLog(60)],
    { newConnectionsPerSecond: 10, openConnections: 6000 },
    [["flow-log-interval", 40.09]],
  ],
  // 262.8 million connections, each in one interval: 6 records of 113 bytes, at 0.50 less 0.25.
  [
    "flow logs in CloudWatch",
    [front({}), VPC, SUBNET, flowLog(600, "cloud-watch-logs")],
    { newConnectionsPerSecond: 100, openConnections: 100 },
    [["flow-logs-in-cloudwatch", 44.54]],
  ],
  ["of each ten", [front({}), VPC, SUBNET, flowLog(600)], { newConnectionsPerSecond: 10, openConnections: 6000 }, []],
  ["instances that are larger than the traffic", group("m7g.large", 3), {}, [["right-size", 160.31]]],
  ["instances that are as small as may be", group("t4g.micro", 3), {}, []],
  // Of 1 vCPU and 2 GB three quarters go each: 3 tasks × (29.55 + 6.49) × 3/4.
  ["Fargate tasks that are larger than the traffic", tasks("1024", "2048"), {}, [["right-size-tasks", 81.09]]],
  // Of 1 vCPU and 8 GB a quarter and a sixteenth stay: of 88.65 and 77.88 all but 22.16 and 4.87.
  ["Fargate tasks with more memory still", tasks("1024", "8192"), {}, [["right-size-tasks", 139.5]]],
  ["Fargate tasks as small as may be", tasks("256", "512"), {}, []],
  ["processors of others", group("t3.micro", 3), {}, [["graviton", 4.38]]],
];

describe("cost: savings", () => {
  for (const [title, resources, traffic, expected] of CASES)
    it(title, () => {
      expect(found(resources, traffic)).to.deep.equal(expected);
    });

  it("keep a type that a lost zone leaves no room for a smaller one", () => {
    // 40,000 open over two of three instances: 144 KiB each is 2.8 GiB beside the system's half.
    const busy = { openConnections: 40_000 };
    expect(found([...group("t4g.medium", 3), front({}), VPC, SUBNET], busy)).to.deep.equal([]);
    expect(found([...group("m7g.large", 3), front({}), VPC, SUBNET], busy)).to.deep.equal([["right-size", 105.12]]);
  });

  it("make nothing smaller for a load that the file does not say", () => {
    const graph = costGraph("us-east-1", ...group("m7g.large", 3), ...tasks("1024", "2048"));
    const { openConnections: _, ...assumed } = QUIET;
    expect(savings(graph, assumed, costOf(graph, assumed))).to.deep.equal([]);
  });

  const fixOf = (resources: readonly Resource[], traffic: Partial<Traffic> = {}): string => {
    const graph = costGraph("us-east-1", ...resources);
    const all = { ...QUIET, ...traffic };
    return savings(graph, all, costOf(graph, all))[0]!.fix;
  };

  it("keep what a smaller or other type would take away", () => {
    const AMAZON_LINUX = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    const graviton = (imageId: string) => {
      const [[type, name, inputs], ...rest] = group("t3.micro", 3) as [Resource, Resource];
      return fixOf([[type, name, { ...inputs, imageId }], ...rest]);
    };
    expect(graviton(AMAZON_LINUX)).to.equal(
      "Where what runs there is built for arm64, set instances.types: [t4g.micro].",
    );
    expect(graviton("ami-0123456789abcdef0")).to.equal(
      "Where what runs there is built for arm64, set instances.types: [t4g.micro], and instances.ami to an image of that architecture.",
    );
    const [template, [type, name, inputs]] = group("m7g.large", 3) as [Resource, Resource];
    const launchTemplate = { overrides: [{ instanceType: "m7g.large" }, { instanceType: "c7g.large" }] };
    expect(fixOf([template, [type, name, { ...inputs, mixedInstancesPolicy: { launchTemplate } }]])).to.include(
      "then give instances.types others of the size of t4g.micro, as many as now. Taken: a vCPU carries 500",
    );
  });

  it("keep two targets in each zone without cross-zone load balancing", () => {
    const crossing = [front({ enableCrossZoneLoadBalancing: true }), VPC, SUBNET];
    const fix = (count: number) => fixOf([...crossing, ...group("t4g.micro", count)], { gbInPerMonth: 1000 });
    expect(fix(4)).to.equal("Set service.crossZone: false, where every zone has as many targets as its clients need.");
    expect(fix(3)).to.equal(
      "Only with two targets in each of its 2 zones: one alone takes its zone out when it fails. Then set service.crossZone: false.",
    );
  });

  it("are marked where they rest on prices of another region", () => {
    const graph = costGraph("us-east-1", front({ enableCrossZoneLoadBalancing: true }), VPC, SUBNET, listener("TLS"));
    const traffic = { ...QUIET, gbInPerMonth: 1000, newConnectionsPerSecond: 200 };
    const cost = costOf(graph, traffic);
    const estimated = { from: "us-east-1", of: "a price" };
    const lines = cost.lines.map((line) => (line.usage ? { ...line, estimated } : line));
    const sums = (of: typeof cost) => savings(graph, traffic, of).map(({ text }) => text.match(/~?\d+\.\d\d/g));
    expect(sums(cost)).to.deep.equal([["17.52", "6.00"], ["10.00"]]);
    expect(sums({ ...cost, lines })).to.deep.equal([["~17.52", "~6.00"], ["~10.00"]]);
  });

  it("ask of who is left when a zone is lost", () => {
    const load = { newConnectionsPerSecond: 500, openConnections: 4096, gbIn: 36_500, gbOut: 36_500 };
    // A vCPU for new connections and one for 100 GB an hour; 576 MiB of buffers.
    expect(needOf(load, { count: 3, zones: 3 }, 512)).to.deep.equal({ vcpus: 1, memoryMiB: 512 + 288 });
    expect(needOf(load, { count: 4, zones: 3 }, 512)).to.deep.equal({ vcpus: 1, memoryMiB: 512 + 288 });
    expect(needOf(load, { count: 2, zones: 1 }, 512)).to.deep.equal({ vcpus: 1, memoryMiB: 512 + 288 });
    expect(needOf(load, { count: 1, zones: 2 }, 512)).to.equal(undefined);
  });

  it("find the smallest task that Fargate has", () => {
    expect(fargateSize({ vcpus: 0.2, memoryMiB: 300 })).to.deep.equal({ cpuUnits: 256, memoryMiB: 512 });
    expect(fargateSize({ vcpus: 0.2, memoryMiB: 3000 })).to.deep.equal({ cpuUnits: 512, memoryMiB: 3072 });
    expect(fargateSize({ vcpus: 0.6, memoryMiB: 300 })).to.deep.equal({ cpuUnits: 1024, memoryMiB: 2048 });
    expect(fargateSize({ vcpus: 20, memoryMiB: 300 })).to.equal(undefined);
  });

  it("compare the month with the budget", () => {
    const budget = (limitAmount: string): Resource => [
      "aws:budgets/budget:Budget",
      "month",
      { limitAmount, notifications: [{ threshold: 80 }, { threshold: 100 }, { threshold: 100 }] },
    ];
    const outlook = (limit: string) => {
      const graph = costGraph("us-east-1", ["aws:kms/key:Key", "key", {}], budget(limit));
      return budgetOf(graph, costOf(graph, QUIET));
    };
    expect(outlook("4")).to.deep.equal({ monthlyUsd: 4, percent: 25, reached: [] });
    expect(outlook("1")).to.deep.equal({ monthlyUsd: 1, percent: 100, reached: [80, 100] });
    const none = costGraph("us-east-1");
    expect(budgetOf(none, costOf(none, QUIET))).to.equal(undefined);
  });
});
