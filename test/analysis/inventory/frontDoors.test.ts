import { join } from "node:path";
import { expect } from "chai";
import { frontDoors } from "../../../analysis";
import type { ResourceNode } from "../../../graph/graph";
import { graph, node, reference } from "../../support/graphs";
import { ROOT, recordStack } from "../../support/recording";

const balancer = node("LoadBalancer", "front-eu-west-1");
const instances = node("TargetGroup", "front-ec2");
const tasks = node("TargetGroup", "front-ecs");
const third = node("TargetGroup", "front-new");

const forward = (...groups: { arn: string; weight?: number }[]) => [
  { type: "forward", forward: { targetGroups: groups } },
];

function listener(defaultActions: unknown, name = "listener", loadBalancer = balancer): ResourceNode {
  const region = loadBalancer.provider!.split("aws-").at(-1)!;
  const loadBalancerArn = reference(loadBalancer, "arn");
  return node("Listener", name, { loadBalancerArn, port: 5000, defaultActions }, { region });
}

const group = (name: string, ...targetGroups: ResourceNode[]) =>
  node("Group", name, { targetGroupArns: targetGroups.map((each) => reference(each, "arn")) });

describe("analysis/inventory/frontDoors", () => {
  it("tells all about a listener", () => {
    const groups = [{ arn: reference(instances, "arn"), weight: 100 }];
    const all = [balancer, instances, listener(forward(...groups)), group("fleet-asg", instances)];
    expect(frontDoors(graph(all))).to.deep.equal([
      {
        region: "eu-west-1",
        loadBalancer: "front-eu-west-1",
        port: 5000,
        targets: [{ targetGroup: "front-ec2", weight: 100, percent: 100, backends: ["fleet-asg"] }],
      },
    ]);
  });

  describe("weights as percent", () => {
    const cases: [(number | undefined)[], number[]][] = [
      [[100], [100]],
      [[1], [100]],
      [
        [90, 10],
        [90, 10],
      ],
      [
        [0, 100],
        [0, 100],
      ],
      [
        [100, 100],
        [50, 50],
      ],
      [
        [450, 150],
        [75, 25],
      ],
      [
        [1, 2],
        [33.3, 66.7],
      ],
      [
        [0, 0],
        [0, 0],
      ],
      [[0], [0]],
      [
        [undefined, 5],
        [0, 100],
      ],
      [
        [1, 999],
        [0.1, 99.9],
      ],
      [
        [2, 1, 1],
        [50, 25, 25],
      ],
    ];
    for (const [weights, expected] of cases)
      it(`${weights.map(String).join(" / ")} is ${expected.join(" / ")} %`, () => {
        const all = [instances, tasks, third].slice(0, weights.length);
        const groups = all.map((each, index) => ({ arn: reference(each, "arn"), weight: weights[index] }));
        const [row] = frontDoors(graph([balancer, ...all, listener(forward(...groups))]));
        expect(row!.targets.map(({ targetGroup, weight, percent }) => [targetGroup, weight, percent])).to.deep.equal(
          all.map(({ name }, index) => [name, weights[index] ?? 0, expected[index]]),
        );
      });
  });

  it("has the groups of hosts of each target group, and no other's", () => {
    const groups = [instances, tasks, third].map((each) => ({ arn: reference(each, "arn"), weight: 1 }));
    const hosts = [group("one", instances), group("both", instances, tasks), group("alone"), node("Group", "bare")];
    const [row] = frontDoors(graph([...hosts, balancer, instances, tasks, third, listener(forward(...groups))]));
    expect(row!.targets.map(({ backends }) => backends)).to.deep.equal([["both", "one"], ["both"], []]);
  });

  it("has the services of each target group behind its groups of hosts", () => {
    const groups = [instances, tasks].map((each) => ({ arn: reference(each, "arn"), weight: 1 }));
    const service = (name: string, ...targetGroups: ResourceNode[]) =>
      node("Service", name, {
        loadBalancers: targetGroups.map((each) => ({ targetGroupArn: reference(each, "arn") })),
      });
    const all = [
      service("one", tasks),
      service("both", instances, tasks),
      node("Service", "bare"),
      group("asg", tasks),
    ];
    const [row] = frontDoors(graph([...all, balancer, instances, tasks, listener(forward(...groups))]));
    expect(row!.targets.map(({ backends }) => backends)).to.deep.equal([["both"], ["asg", "both", "one"]]);
  });

  it("goes by region and load balancer", () => {
    const others = ["front-eu-west-1-b", "front-ap-south-1", "front-eu-west-1-a"].map((name) =>
      node("LoadBalancer", name, {}, { region: name.includes("ap-south-1") ? "ap-south-1" : "eu-west-1" }),
    );
    const listeners = others.map((each) => listener([], `${each.name}-listener`, each));
    const rows = frontDoors(graph([...listeners, ...others]));
    expect(rows.map(({ region, loadBalancer }) => [region, loadBalancer])).to.deep.equal([
      ["ap-south-1", "front-ap-south-1"],
      ["eu-west-1", "front-eu-west-1-a"],
      ["eu-west-1", "front-eu-west-1-b"],
    ]);
  });

  it("has the listeners of a load balancer by their ports as numbers, whatever their names", () => {
    const loadBalancerArn = reference(balancer, "arn");
    const listeners = [5000, 80, 443].map((port, index) => node("Listener", `${index}`, { port, loadBalancerArn }));
    expect(frontDoors(graph([balancer, ...listeners])).map(({ port }) => port)).to.deep.equal([80, 443, 5000]);
  });

  it("has no row for a load balancer without a listener", () => {
    expect(frontDoors(graph([balancer, instances, group("fleet-asg", instances)]))).to.deep.equal([]);
  });

  it("has no target where a listener forwards nothing", () => {
    for (const actions of [undefined, [], [{ type: "forward" }], [{ type: "forward", forward: {} }]])
      expect(frontDoors(graph([balancer, listener(actions)]))[0]!.targets).to.deep.equal([]);
  });

  it("leaves the names empty of what is not in the graph", () => {
    const row = frontDoors(graph([listener(forward({ arn: "arn:aws:elasticloadbalancing:one", weight: 3 }))]))[0]!;
    expect(row.loadBalancer).to.equal("");
    expect(row.targets).to.deep.equal([{ targetGroup: "", weight: 3, percent: 100, backends: [] }]);
  });
});

describe("analysis/inventory/frontDoors, of recorded stacks", () => {
  const frontDoor = (region: string, port: number) => ({
    region,
    loadBalancer: `front-${region}`,
    port,
    targets: [{ targetGroup: `front-${region}-ec2`, weight: 100, percent: 100, backends: [`fleet-${region}-asg`] }],
  });

  it("dev and prod have one, the instances behind it", async () => {
    for (const stack of ["dev", "prod"])
      expect(frontDoors(await recordStack(stack)), stack).to.deep.equal([frontDoor("eu-west-1", 5000)]);
  });

  it("examples/failover has one in each region, with hosts of that region", async () => {
    expect(frontDoors(await recordStack(join(ROOT, "examples/failover.yaml")))).to.deep.equal([
      frontDoor("ap-south-1", 5000),
      frontDoor("eu-west-1", 5000),
    ]);
  });

  it("examples/nlb-ecs shares one among instances and tasks", async () => {
    expect(frontDoors(await recordStack(join(ROOT, "examples/nlb-ecs.yaml")))).to.deep.equal([
      {
        region: "eu-west-1",
        loadBalancer: "front-eu-west-1",
        port: 5000,
        targets: [
          { targetGroup: "front-eu-west-1-ec2", weight: 90, percent: 90, backends: ["fleet-eu-west-1-asg"] },
          {
            targetGroup: "front-eu-west-1-ecs",
            weight: 10,
            percent: 10,
            backends: ["tasks-eu-west-1-fargate-service"],
          },
        ],
      },
    ]);
  });

  it("has the port of the stack file", async () => {
    expect(frontDoors(await recordStack(join(ROOT, "examples/container.yaml")))).to.deep.equal([
      frontDoor("us-east-1", 5432),
    ]);
  });
});
