import { expect } from "chai";
import { GraphIndex, type ResourceNode, referableResources } from "../../graph/graph";
import { component, graph, node, provider, reference } from "../support/graphs";
import { SHAPES, recordConfig } from "../support/recording";

const NETWORK = component("Network", "network");
const within = (parent: ResourceNode, child: ResourceNode): ResourceNode => ({ ...child, parent: parent.urn });

describe("graph/graph: what references can mean", () => {
  /** As awsx has it: a component of the engine's plugin, with a resource of the same kind and name within. */
  const remote = component("Vpc", "firewall-vpc", { remote: true });
  const vpc = within(remote, node("Vpc", "firewall-vpc", { cidrBlock: "192.168.255.0/25" }));
  const local = component("Subnet", "subnet");

  for (const [order, resources] of [
    ["before it", [remote, vpc]],
    ["after it", [vpc, remote]],
  ] as const)
    it(`is a resource, though a remote component of its kind and name is ${order}`, () => {
      const index = GraphIndex.of(graph(resources));
      expect(index.resolve(reference(vpc))).to.equal(vpc);
      expect(referableResources(index.graph)).to.include(vpc).and.not.include(remote);
    });

  it("is no remote component, even where it is alone", () => {
    expect(GraphIndex.of(graph([remote])).resolve(reference(remote, "vpcId"))).to.equal(undefined);
  });

  it("is all else: components of the program, providers, what is only read", () => {
    const read = node("Eip", "own", { id: "eipalloc-0a" }, { external: true });
    const engine = provider("eu-west-1");
    const all = [engine, NETWORK, local, read];
    expect(referableResources(graph(all))).to.deep.equal(all);
    expect(GraphIndex.of(graph(all)).resolve(reference(read))).to.equal(read);
  });

  it("is what is only read by its id too, and nothing that is made", () => {
    const read = node("Subnet", "own", { id: "subnet-0a" }, { external: true });
    const made = node("Subnet", "made", { id: "subnet-0b" });
    const index = GraphIndex.of(graph([read, made]));
    expect(index.resolve("subnet-0a")).to.equal(read);
    expect(index.resolve("subnet-0b")).to.equal(undefined);
    expect(index.resolve(["subnet-0a"])).to.equal(undefined);
  });

  it("finds nothing for what is no reference, or leads nowhere", () => {
    const index = GraphIndex.of(graph([vpc]));
    for (const value of [undefined, null, 7, "vpc-1", "${Vpc:other.id}", "${Subnet:firewall-vpc.id}"])
      expect(index.resolve(value), String(value)).to.equal(undefined);
  });
});

describe("graph/graph: the component that a resource lies in", () => {
  const inner = within(NETWORK, component("Tier", "tier"));
  const vpc = within(inner, node("Vpc", "vpc"));
  const subnet = within(vpc, node("Subnet", "subnet"));
  const table = within(subnet, node("RouteTable", "table"));
  const bare = node("Vpc", "bare");
  const orphan = { ...node("Subnet", "orphan"), parent: "urn:pulumi:test::ha-tcp::x:y:Z::gone" };
  const index = GraphIndex.of(graph([NETWORK, inner, vpc, subnet, table, bare, within(bare, orphan), orphan]));

  const cases: [string, ResourceNode, ResourceNode | undefined][] = [
    ["that it is in", vpc, inner],
    ["past one resource", subnet, inner],
    ["past two resources", table, inner],
    ["of a component: the one around it", inner, NETWORK],
    ["of none", bare, undefined],
    ["of a component in none", NETWORK, undefined],
    ["of what lies in a resource in none", within(bare, orphan), undefined],
    ["whose parent is not there", orphan, undefined],
  ];
  for (const [what, of, expected] of cases)
    it(`is the one ${what}`, () => {
      expect(index.ownerOf(of)).to.equal(expected);
    });

  for (const [shape, raw] of Object.entries(SHAPES))
    it(`is there for every resource of AWS: ${shape}`, async () => {
      const recorded = GraphIndex.of(await recordConfig(raw));
      const owned = recorded.graph.resources.filter(({ custom, type }) => custom && type.startsWith("aws:"));
      for (const each of owned) expect(recorded.ownerOf(each)?.custom, each.urn).to.equal(false);
    });
});
