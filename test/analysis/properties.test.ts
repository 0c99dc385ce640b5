import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import * as analysis from "../../analysis";
import { diagramOf } from "../../analysis/picture";
import type { Graph } from "../../graph/graph";
import { runs } from "../support/full";
import { component, graph, node, publish, reference } from "../support/graphs";
import { BASE, ROOT, recordConfig, recordStack } from "../support/recording";

const { addresses, consumers, findings, frontDoors, components, names, pathFaults, paths, review, subnets, summary } =
  analysis;
const ANALYSES: Readonly<Record<string, (graph: Graph) => unknown>> = {
  addresses,
  consumers,
  findings,
  frontDoors,
  components,
  diagramOf,
  names,
  pathFaults,
  paths,
  review,
  subnets,
  summary,
};

const STACKS = [
  "dev",
  "prod",
  ...["failover", "own-addresses", "container", "private-link"].map((name) => `examples/${name}.yaml`),
];

const recorded = (stack: string): Promise<Graph> => recordStack(stack.includes("/") ? join(ROOT, stack) : stack);

const everything = (of: Graph) => Object.fromEntries(Object.entries(ANALYSES).map(([name, run]) => [name, run(of)]));

/** The same resources in any order. */
const shuffled = (of: Graph): fc.Arbitrary<Graph> =>
  fc.shuffledSubarray(of.resources, { minLength: of.resources.length }).map((resources) => ({ ...of, resources }));

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === "object") Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

/** Two regions with all that there can be two of: findings of one rule, front doors and hosts of one service. */
function twins(): Graph {
  const regions = ["eu-west-1", "ap-south-1"].map((region) => {
    const made = (kind: Parameters<typeof node>[0], name: string, inputs = {}) =>
      node(kind, `${name}-${region}`, inputs, { region, parent: component("Network", region).urn });
    const [address, table, group] = [made("Eip", "eip"), made("RouteTable", "rt"), made("TargetGroup", "tg")];
    const [balancer, gateway] = [made("LoadBalancer", "front"), made("InternetGateway", "igw")];
    const subnet = made("Subnet", "subnet", { cidrBlock: "10.0.0.0/24", availabilityZone: `${region}a` });
    const action = { type: "forward", forward: { targetGroups: [{ arn: reference(group, "arn"), weight: 1 }] } };
    return {
      region,
      address,
      all: [
        component("Network", region),
        made("Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }),
        ...[address, table, group, gateway, subnet, balancer],
        made("RouteTableAssociation", "rta", { subnetId: reference(subnet), routeTableId: reference(table) }),
        made("Route", "out", {
          routeTableId: reference(table),
          destinationCidrBlock: "0.0.0.0/0",
          gatewayId: reference(gateway),
        }),
        made("Listener", "listener", {
          port: 5000,
          loadBalancerArn: reference(balancer, "arn"),
          defaultActions: [action],
        }),
        made("Group", "asg", { minSize: 1, targetGroupArns: [reference(group, "arn")] }),
        made("Record", "dns", { name: "tcp.example.com" }),
      ],
    };
  });
  return graph(
    regions.flatMap(({ all }) => all),
    { publicAddresses: Object.assign({}, ...regions.map(({ region, address }) => publish({ a: address }, region))) },
  );
}

describe("analysis: every function", () => {
  it("is among those that are tried here", () => {
    expect(Object.keys(ANALYSES).sort()).to.deep.equal(Object.keys({ ...analysis, diagramOf }).sort());
  });

  for (const stack of STACKS)
    it(`finds the same in ${stack} whatever the order of its resources`, async () => {
      const of = await recorded(stack);
      const expected = everything(of);
      fc.assert(
        fc.property(shuffled(of), (other) => {
          expect(everything(other)).to.deep.equal(expected);
        }),
        runs(5),
      );
    });

  it("finds the same in two like regions whatever the order of their resources", () => {
    const of = twins();
    const expected = everything(of);
    fc.assert(
      fc.property(shuffled(of), (other) => {
        expect(everything(other)).to.deep.equal(expected);
      }),
    );
  });

  it("finds the same in two regions without a name whatever the order of their resources", async () => {
    const regions = {
      "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "none" },
      "ap-south-1": { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "none" },
    };
    const of = await recordConfig({ ...BASE, regions, instances: { spotPercent: 10 } });
    const expected = everything(of);
    fc.assert(
      fc.property(shuffled(of), (other) => {
        expect(everything(other)).to.deep.equal(expected);
      }),
      runs(5),
    );
  });

  it("finds the same in a load balancer with two listeners whatever their order", () => {
    const balancer = node("LoadBalancer", "front");
    const listeners = [1, 2].map((port) =>
      node("Listener", `listener-${port}`, { port, loadBalancerArn: reference(balancer, "arn") }),
    );
    const of = graph([balancer, ...listeners]);
    expect(frontDoors({ ...of, resources: [...of.resources].reverse() })).to.deep.equal(frontDoors(of));
  });

  for (const [name, run] of Object.entries(ANALYSES))
    it(`${name} changes nothing of the graph that it looks at`, async () => {
      for (const of of [twins(), ...(await Promise.all(STACKS.map(recorded)))]) {
        const before = run(of);
        expect(run(deepFreeze(structuredClone(of)))).to.deep.equal(before);
      }
    });
});
