import { expect } from "chai";
import type { Graph, ResourceNode } from "../../graph";
import {
  WATCHED,
  SERVICE_SHAPES,
  SHAPES,
  dependenciesOf,
  find,
  nameOf,
  ofProtectedAccount,
  recordConfig,
  recordStack,
} from "../support/recording";

/** The resources that have something, as `Kind name`, sorted. */
function those(graph: Graph, has: (node: ResourceNode) => boolean): string[] {
  return graph.resources
    .filter(has)
    .map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`)
    .sort();
}

const PROD_ADDRESSES = ["a", "b", "c", "egress-a", "egress-b", "egress-c"].map(
  (name) => `Eip addresses-eu-west-1-${name}`,
);

describe("Resource options: protection", () => {
  it("with protect, of each address and the load balancer; the addresses and the logs outlive the stack", async () => {
    const graph = await recordStack("prod");
    expect(those(graph, ({ protect }) => protect)).to.deep.equal([...PROD_ADDRESSES, "LoadBalancer front-eu-west-1"]);
    expect(those(graph, ({ retainOnDelete }) => retainOnDelete)).to.deep.equal([
      ...PROD_ADDRESSES,
      "LogGroup network-eu-west-1-flow-logs",
    ]);
    expect(those(graph, ({ inputs }) => inputs["enableDeletionProtection"] === true)).to.deep.equal([
      "LoadBalancer front-eu-west-1",
    ]);
  });

  /** Of a canary's runs: what they measured is in the metrics. */
  const REPORTS = / latency-/;
  const LOGS = /^(LogGroup|LogResourcePolicy|Bucket\w*) /;
  for (const [shape, raw] of Object.entries(SERVICE_SHAPES))
    it(`of all logs, with who may write them, and of no other that may be deleted: ${shape}`, async () => {
      // What others record too is recorded once.
      const without = raw["protect"] === true ? { ...raw, protect: false } : raw;
      for (const config of [ofProtectedAccount(raw), without]) {
        const graph = await recordConfig(config);
        const all = those(graph, () => true).filter((name) => LOGS.test(name) && !REPORTS.test(name));
        const kept = those(graph, (node) => node.retainOnDelete && !node.protect && !node.type.endsWith("Accepter"));
        expect(kept).to.deep.equal(config === without ? [] : all);
        expect(all).not.to.be.empty;
      }
    });

  it("of no log group that has a name of ours, which the next stack of that name would find taken", async () => {
    for (const raw of Object.values(SHAPES)) {
      const named = those(
        await recordConfig(raw),
        ({ inputs, type }) => type.endsWith(":LogGroup") && "name" in inputs,
      );
      expect(named).to.deep.equal([]);
    }
  });

  it("without, of nothing", async () => {
    const graph = await recordStack("dev");
    expect(those(graph, ({ protect, retainOnDelete }) => protect || retainOnDelete)).to.deep.equal([]);
    expect(those(graph, ({ inputs }) => inputs["enableDeletionProtection"] === true)).to.deep.equal([]);
  });

  it("of the zone that is created, and of every region", async () => {
    const graph = await recordConfig(SHAPES["two regions by latency"]!);
    expect(those(graph, ({ protect, type }) => protect && type !== "aws:ec2/eip:Eip")).to.deep.equal([
      "LoadBalancer front-eu-central-1",
      "LoadBalancer front-eu-west-1",
      "Zone dns-zone",
    ]);
    const addresses = those(graph, ({ type }) => type === "aws:ec2/eip:Eip");
    expect(addresses).to.have.length(9);
    expect(those(graph, ({ retainOnDelete, protect }) => retainOnDelete && protect)).to.deep.equal(addresses);
  });

  it("of parked addresses too, and not of those that are one's own", async () => {
    const parked = await recordConfig({ ...SHAPES["parked addresses"], protect: true });
    expect(those(parked, ({ retainOnDelete, protect }) => retainOnDelete && protect)).to.deep.equal(PROD_ADDRESSES);
    const own = await recordConfig(SHAPES["addresses of one's own"]!);
    expect(those(own, ({ retainOnDelete, protect }) => retainOnDelete && protect)).to.deep.equal([
      "Eip addresses-eu-west-1-b",
      "Eip addresses-eu-west-1-egress-a",
      "Eip addresses-eu-west-1-egress-c",
    ]);
  });
});

describe("Resource options: protection of firewalls", () => {
  const SHAPE = SHAPES["two inspected regions, one by a firewall that exists"]!;

  it("of a firewall made here, where the config asks for it", async () => {
    const graph = await recordConfig(SHAPE);
    expect(those(graph, ({ protect }) => protect)).to.deep.equal(["Firewall firewall-eu-central-1"]);
    expect(those(graph, ({ inputs }) => inputs["deleteProtection"] === true)).to.deep.equal([
      "Firewall firewall-eu-central-1",
    ]);
    expect(those(graph, ({ retainOnDelete }) => retainOnDelete)).to.deep.equal([]);
  });

  it("not by what protects addresses, and the other way round", async () => {
    const raw = { ...WATCHED, options: ["networkFirewall"], protect: true };
    const firewalls = (graph: Graph) => those(graph, ({ type, protect }) => protect && type.includes("firewall"));
    const protectedStack = await recordConfig(raw);
    expect(firewalls(protectedStack)).to.deep.equal([]);
    expect(those(protectedStack, ({ protect }) => protect)).to.include("LoadBalancer front-eu-west-1");
  });
});

describe("Resource options: protection of the accelerator", () => {
  const ADDRESSES = (["a", "b", "c"] as const).flatMap((zone) => [
    `Eip addresses-eu-west-1-${zone}`,
    `Eip addresses-eu-west-1-egress-${zone}`,
  ]);
  const OTHERS = [
    "Eip addresses-eu-central-1-a",
    "Eip addresses-eu-central-1-b",
    "Eip addresses-eu-central-1-egress-b",
  ];

  it("of its addresses like any other, and of its load balancers; nothing else that leads there", async () => {
    const graph = await recordConfig(SHAPES["an accelerator of two regions"]!);
    const kept = [...ADDRESSES, ...OTHERS, "Accelerator anycast"].sort();
    const balancers = ["LoadBalancer accel-eu-central-1", "LoadBalancer accel-eu-west-1"];
    expect(those(graph, ({ protect }) => protect)).to.deep.equal([...kept, ...balancers].sort());
    expect(those(graph, ({ retainOnDelete, type }) => retainOnDelete && !type.endsWith(":LogGroup"))).to.deep.equal(
      kept,
    );
    expect(those(graph, ({ inputs }) => inputs["enableDeletionProtection"] === true)).to.deep.equal(balancers);
  });

  it("of its addresses where they are parked, and of the bucket with their logs, which is kept but may be deleted", async () => {
    const graph = await recordConfig(SHAPES["a parked accelerator"]!);
    const ofIt = (names: string[]) => names.filter((name) => name.includes("anycast"));
    expect(ofIt(those(graph, ({ protect }) => protect))).to.deep.equal(["Accelerator anycast"]);
    expect(ofIt(those(graph, ({ retainOnDelete }) => retainOnDelete))).to.deep.equal([
      "Accelerator anycast",
      "Bucket anycast-logs",
      "BucketLifecycleConfiguration anycast-logs-retention",
      "BucketPolicy anycast-logs-policy",
      "BucketPublicAccessBlock anycast-logs-private",
      "BucketServerSideEncryptionConfiguration anycast-logs-encryption",
    ]);
  });

  it("of nothing without protect", async () => {
    const graph = await recordConfig({ ...SHAPES["an accelerator of two regions"], protect: false });
    expect(those(graph, ({ protect, retainOnDelete }) => protect || retainOnDelete)).to.deep.equal([]);
  });
});

describe("Resource options: order of replacement", () => {
  it("what holds an address or a name is deleted before its successor is made", async () => {
    expect(those(await recordStack("prod"), ({ deleteBeforeReplace }) => deleteBeforeReplace)).to.deep.equal([
      "Dashboard monitoring-dashboard",
      "FlowLog network-eu-west-1-flow-logs",
      "LoadBalancer front-eu-west-1",
      "NatGateway network-eu-west-1-nat-a",
      "NatGateway network-eu-west-1-nat-b",
      "NatGateway network-eu-west-1-nat-c",
    ]);
  });
});

describe("Resource options: order of replacement behind the accelerator", () => {
  it("an endpoint group is deleted before its successor is made; the accelerator and its listener are not", async () => {
    const graph = await recordConfig(SHAPES["an accelerator of two regions"]!);
    const first = those(graph, ({ deleteBeforeReplace, name }) => deleteBeforeReplace && /^(accel|anycast)/.test(name));
    expect(first).to.deep.equal(["EndpointGroup accelerator-eu-central-1", "EndpointGroup accelerator-eu-west-1"]);
  });

  it("no other option of the engine is set on what belongs to the accelerator", async () => {
    for (const shape of ["an accelerator of two regions", "a parked accelerator"]) {
      const graph = await recordConfig(SHAPES[shape]!);
      for (const node of graph.resources.filter(({ name }) => /^(anycast|accelerator)/.test(name))) {
        const { urn, ignoreChanges, replaceOnChanges, replaceWith, customTimeouts } = node;
        expect([ignoreChanges, replaceOnChanges, replaceWith], urn).to.deep.equal([[], [], []]);
        expect(customTimeouts, urn).to.equal(undefined);
      }
    }
  });
});

describe("Resource options: what scaling policies move", () => {
  const SCALINGS: readonly [string, object, boolean][] = [
    ["CPU use", {}, true],
    ["network use alone", { targetCpuPercent: "none", targetNetworkInBytes: 1_000_000 }, true],
    ["steps out alone", { targetCpuPercent: "none", stepsOut: [{ above: 70, add: 1 }] }, true],
    ["steps in alone", { targetCpuPercent: "none", stepsIn: [{ below: 20, remove: 1 }] }, true],
    ["nothing", { targetCpuPercent: "none" }, false],
  ];
  for (const [what, scaling, scaled] of SCALINGS)
    it(`by ${what}, the desired capacity is ${scaled ? "left alone" : "the configured one"}, and all else is set`, async () => {
      const graph = await recordConfig({ ...WATCHED, instances: { scaling } });
      const ignoring = graph.resources.filter(({ ignoreChanges }) => ignoreChanges.length > 0);
      expect(ignoring.map(({ name, ignoreChanges }) => [name, ignoreChanges])).to.deep.equal(
        scaled ? [["fleet-eu-west-1-asg", ["desiredCapacity"]]] : [],
      );
    });
});

describe("Resource options: timeouts", () => {
  it("give what has connections the time to drain them, and nothing else more than by default", async () => {
    const graph = await recordConfig({
      ...SHAPES["both backends"],
      service: { port: 5000, deregistrationDelaySeconds: 3600 },
    });
    const longer = graph.resources.flatMap(({ name, customTimeouts }) =>
      customTimeouts ? [[name, customTimeouts]] : [],
    );
    expect(Object.fromEntries(longer)).to.deep.equal({
      "fleet-eu-west-1-asg": { update: "70m", delete: "70m" },
      // Targets leave the zone that goes by themselves.
      "network-eu-west-1-app-a": { delete: "80m" },
      "network-eu-west-1-app-b": { delete: "80m" },
      // Besides the grace and the drains the hosts: a step of two takes three minutes, for two tasks one and for the most tasks two.
      "tasks-eu-west-1-awsvpc-service": { create: "28m", update: "157m", delete: "81m" },
    });
  });
});

describe("Resource options: timeouts of what begins", () => {
  // AWS lets a group of several zones grow by no more than a step at a time: here by two hosts, ten times, of three minutes each.
  for (const [launch, create] of [
    ["ec2", "55m"],
    ["fargate", "25m"],
  ])
    it(`give the tasks of ${launch} the time in which their hosts come`, async () => {
      const ecs = { launch, desired: 20, cpuUnits: 256, memoryMiB: 512 };
      const graph = await recordConfig({ ...WATCHED, options: ["ecs"], ecs });
      const service = graph.resources.find(({ type }) => type === "aws:ecs/service:Service");
      expect(service?.customTimeouts?.create).to.equal(create);
    });

  it("give what is slow to become healthy the time that its grace allows", async () => {
    const graph = await recordConfig({
      ...SHAPES["both backends"],
      instances: { healthCheckGraceSeconds: 1800 },
      ecs: { healthCheckGraceSeconds: 3600 },
    });
    const node = (name: string) => graph.resources.find((each) => each.name === name);
    expect(node("fleet-eu-west-1-asg")?.inputs).to.include({
      healthCheckGracePeriod: 1800,
      waitForCapacityTimeout: "40m",
    });
    expect(node("tasks-eu-west-1-awsvpc-service")?.inputs).to.include({ healthCheckGracePeriodSeconds: 3600 });
    expect(node("tasks-eu-west-1-awsvpc-service")?.customTimeouts).to.deep.equal({
      create: "83m",
      update: "157m",
      delete: "26m",
    });
  });
});

describe("Resource options: places of a firewall's resources", () => {
  it("everything has its region's provider, and what awsx makes that of the firewall", async () => {
    const graph = await recordConfig(SHAPES["two inspected regions, one by a firewall that exists"]!);
    const made = graph.resources.filter(
      ({ type, name }) => type.startsWith("aws:") && /^firewall-|-edge|-inspection-/.test(name),
    );
    expect(made.length).to.be.greaterThan(40);
    for (const { urn, name, provider } of made)
      expect(nameOf(provider ?? ""), urn).to.equal(name.includes("eu-west-1") ? "aws-eu-west-1" : "aws-eu-central-1");
  });

  it("no option of the engine but parent, provider, order and protection, and the former names in its VPC", async () => {
    const graph = await recordConfig(SHAPES["everything inspected"]!);
    for (const { urn, name, type, ...options } of graph.resources.filter(({ name: each }) =>
      /^firewall-|-edge/.test(each),
    )) {
      expect(name).not.to.equal("");
      const { aliases, ignoreChanges, replaceOnChanges, deleteBeforeReplace, retainOnDelete, customTimeouts } = options;
      expect([ignoreChanges, replaceOnChanges], urn).to.deep.equal([[], []]);
      const inVpc = /^firewall-.*-(vpc|firewall-[a-c](-rta?)?)$/.test(name);
      expect(aliases.length > 0, urn).to.equal(inVpc);
      // AWS takes no second flow log like the first.
      const first = type === "aws:ec2/flowLog:FlowLog";
      expect([deleteBeforeReplace, retainOnDelete, customTimeouts], urn).to.deep.equal([first, false, undefined]);
    }
  });
});

describe("Resource options: dependencies", () => {
  const LISTENER = "front-eu-west-1-listener";

  it("instances start after the listener and every way out by NAT", async () => {
    const group = find(await recordStack("prod"), "aws:autoscaling/group:Group", "fleet-eu-west-1-asg");
    expect(dependenciesOf(group)).to.deep.equal([
      "fleet-eu-west-1-template",
      "fleet-eu-west-1-to-https",
      "fleet-eu-west-1-to-s3",
      "front-eu-west-1-ec2",
      LISTENER,
      "network-eu-west-1-app-a",
      "network-eu-west-1-app-a-default",
      "network-eu-west-1-app-a-rta",
      "network-eu-west-1-app-b",
      "network-eu-west-1-app-b-default",
      "network-eu-west-1-app-b-rta",
      "network-eu-west-1-app-c",
      "network-eu-west-1-app-c-default",
      "network-eu-west-1-app-c-rta",
      "network-eu-west-1-front-a-default",
      "network-eu-west-1-front-a-rta",
      "network-eu-west-1-front-b-default",
      "network-eu-west-1-front-b-rta",
      "network-eu-west-1-front-c-default",
      "network-eu-west-1-front-c-rta",
      "network-eu-west-1-s3",
    ]);
  });

  it("instances without NAT start after the endpoints", async () => {
    const graph = await recordConfig(SHAPES["a private image without NAT"]!);
    const group = find(graph, "aws:autoscaling/group:Group", "fleet-eu-west-1-asg");
    expect(dependenciesOf(group)).to.include.members([
      LISTENER,
      "network-eu-west-1-ecr-api",
      "network-eu-west-1-ecr-dkr",
      "network-eu-west-1-s3",
      "network-eu-west-1-ssm",
      "network-eu-west-1-ssmmessages",
    ]);
  });

  it("the load balancer stands only while its ways in do, and NAT gateways while the internet gateway does", async () => {
    const graph = await recordStack("dev");
    expect(dependenciesOf(find(graph, "aws:lb/loadBalancer:LoadBalancer", "front-eu-west-1"))).to.deep.equal([
      "addresses-eu-west-1-a",
      "addresses-eu-west-1-b",
      "front-eu-west-1-sg",
      "network-eu-west-1-front-a",
      "network-eu-west-1-front-a-default",
      "network-eu-west-1-front-a-rta",
      "network-eu-west-1-front-b",
      "network-eu-west-1-front-b-default",
      "network-eu-west-1-front-b-rta",
      "network-eu-west-1-igw",
    ]);
    expect(dependenciesOf(find(graph, "aws:ec2/natGateway:NatGateway", "network-eu-west-1-nat-a"))).to.deep.equal([
      "addresses-eu-west-1-egress-a",
      "network-eu-west-1-front-a",
      "network-eu-west-1-igw",
    ]);
  });

  it("flow logs begin after their role may write them", async () => {
    const graph = await recordStack("dev");
    expect(dependenciesOf(find(graph, "aws:ec2/flowLog:FlowLog", "network-eu-west-1-flow-logs"))).to.include(
      "network-eu-west-1-flow-logs-policy",
    );
  });

  it("an instance gets its role after the role has its rights", async () => {
    const graph = await recordConfig(SHAPES["a private image without NAT"]!);
    const profile = find(graph, "aws:iam/instanceProfile:InstanceProfile", "fleet-eu-west-1-profile");
    expect(dependenciesOf(profile)).to.deep.equal([
      "fleet-eu-west-1-image",
      "fleet-eu-west-1-role",
      "fleet-eu-west-1-ssm",
    ]);
  });

  for (const shape of [
    "two regions by role",
    "two inspected regions, one by a firewall that exists",
    "an accelerator of two regions",
  ])
    it(`no resource depends on one of another region: ${shape}`, async () => {
      const graph = await recordConfig(SHAPES[shape]!);
      const targetConnection = graph.resources
        // DNS is of no region, nor are the alarms of it and of the accelerator, nor the dashboard.
        .filter(({ name }) => !/^(dns|monitoring-(dashboard|us-east-1|us-west-2))/.test(name))
        .flatMap((node) => node.dependencies.map((urn) => [node.urn, urn]))
        // The accelerator is of no region.
        .filter(([, to = ""]) => !/::(anycast|accelerator-listener)$/.test(to))
        .filter(([from = "", to = ""]) => from.includes("eu-west-1") !== to.includes("eu-west-1"));
      expect(targetConnection).to.deep.equal([]);
    });
});
