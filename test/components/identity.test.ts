import { expect } from "chai";
import { GraphIndex, type Graph, type ResourceNode } from "../../graph";
import { AUTONAME_LENGTH, NAME_LIMITS } from "../../plan/names";
import { OPTION_NAMES } from "../../plan/options";
import { REGION_NAMES } from "../../plan/regions";
import { find, nameOf, ofType, recordConfig, SHAPES } from "../support/recording";

const STACK = "pulumi:pulumi:Stack";
const PROVIDER = "pulumi:providers:aws";

/** Physical names that the program gives itself. */
const GIVEN_NAMES = [
  ["aws:ecs/cluster:Cluster", "name", ""],
  ["aws:ecs/taskDefinition:TaskDefinition", "family", ""],
  ["aws:cloudwatch/logGroup:LogGroup", "name", "/ecs/"],
] as const;

const components = (graph: Graph) => graph.resources.filter(({ type }) => type.startsWith("ha-tcp:"));

/** The types of all components that a resource lies in and its own, from the outermost. */
function types(index: GraphIndex, node: ResourceNode): string[] {
  const parent = index.get(node.parent);
  return parent && parent.type !== STACK ? [...types(index, parent), node.type] : [node.type];
}

for (const [shape, raw] of Object.entries(SHAPES))
  describe(`Identity: ${shape}`, () => {
    it("every URN is formed as the engine forms it: the types from the outermost component, and the name", async () => {
      const graph = await recordConfig(raw);
      const index = new GraphIndex(graph);
      for (const node of graph.resources)
        expect(node.urn).to.equal(`urn:pulumi:test::ha-tcp::${types(index, node).join("$")}::${node.name}`);
    });

    it("every URN is of one resource", async () => {
      const urns = (await recordConfig(raw)).resources.map(({ urn }) => urn);
      expect(urns.filter((urn, at) => urns.indexOf(urn) !== at)).to.deep.equal([]);
    });

    it("no URN says an option: only types of AWS's, and target groups what their backend runs on", async () => {
      const option = new RegExp(`\\b(${OPTION_NAMES.join("|")})\\b`, "i");
      const urns = (await recordConfig(raw)).resources.map(({ urn }) =>
        urn.replace(/aws:ecs\/(?=\w+:\w+::)/, "").replace(/(TargetGroup::front-[a-z0-9-]+)-(ec2|ecs)$/, "$1"),
      );
      for (const name of ["front-nlb-a", "aws:ec2/eip:Eip::addresses-ecs", "x::aws:ecs/"])
        expect(name).to.match(option);
      expect(urns.filter((urn) => option.test(urn))).to.deep.equal([]);
    });

    it("every resource belongs to a component, and every component to the stack", async () => {
      const graph = await recordConfig(raw);
      const index = new GraphIndex(graph);
      for (const node of graph.resources.filter(({ type }) => type !== STACK)) {
        const outermost = node.type === PROVIDER || node.type.startsWith("ha-tcp:");
        const parent = index.get(node.parent)?.type ?? "none";
        expect(parent, node.urn).to.match(outermost ? /^pulumi:pulumi:Stack$/ : /^ha-tcp:index:/);
      }
    });

    it("every name begins with the name of its component", async () => {
      const graph = await recordConfig(raw);
      const index = new GraphIndex(graph);
      for (const component of components(graph)) {
        const names = index.childrenOf(component).map(({ name }) => name);
        expect(names, component.name).not.to.be.empty;
        expect(names.filter((name) => !`${name}-`.startsWith(`${component.name}-`))).to.deep.equal([]);
      }
    });

    it("every resource of a region uses that region's provider, DNS its own, and nothing the default one", async () => {
      const graph = await recordConfig(raw);
      const index = new GraphIndex(graph);
      for (const node of graph.resources.filter(({ type }) => type.startsWith("aws:"))) {
        const region = REGION_NAMES.find((name) => `${node.name}-`.includes(`-${name}-`));
        const dns = node.name.startsWith("dns");
        expect(nameOf(node.provider ?? ""), node.urn).to.equal(dns ? "aws-global" : `aws-${region ?? "nowhere"}`);
        expect(index.regionOf(node), node.urn).to.equal(dns ? "us-east-1" : region);
      }
      const without = graph.resources.filter(({ provider }) => provider === undefined).map(({ type }) => type);
      expect(without.filter((type) => !/^(pulumi:|ha-tcp:index:)/.test(type))).to.deep.equal([]);
    });

    it("every physical name has room for the provider's suffix", async () => {
      const graph = await recordConfig(raw);
      const limited = graph.resources.filter(({ type }) => type in NAME_LIMITS);
      expect(limited).not.to.be.empty;
      for (const { type, name } of limited)
        expect(name.length + AUTONAME_LENGTH, `${type} ${name}`).to.be.at.most(NAME_LIMITS[type] ?? 0);
    });

    it("every resource with a limited name leaves the name to the provider", async () => {
      const graph = await recordConfig(raw);
      const named = graph.resources.filter(({ type, inputs }) => type in NAME_LIMITS && "name" in inputs);
      const others = named.filter(({ name }) => !/^tasks-[a-z0-9-]+-(awsvpc|bridge|fargate)-logs$/.test(name));
      expect(others.map(({ urn }) => urn)).to.deep.equal([]);
    });

    it("every name that must be known beforehand says the project, the stack and its component", async () => {
      const graph = await recordConfig(raw);
      const given = GIVEN_NAMES.flatMap(([type, property, prefix]) =>
        ofType(graph, type).flatMap(({ inputs }) => {
          const name = inputs[property];
          return typeof name === "string" ? [name.startsWith(prefix) ? name.slice(prefix.length) : name] : [];
        }),
      );
      const regions = Object.keys(raw["regions"] as object).join("|");
      const own = new RegExp(`^ha-tcp-test-tasks-(${regions})-(awsvpc|bridge|fargate)$`);
      expect(given).to.have.length((raw["options"] as string[]).includes("ecs") ? GIVEN_NAMES.length : 0);
      for (const name of given) expect(name).to.match(own);
    });
  });

describe("Identity of what third parties know", () => {
  it("an address is named by its region and its zone", async () => {
    const graph = await recordConfig(SHAPES["two regions by latency"]!);
    const urns = ofType(graph, "aws:ec2/eip:Eip").map(({ urn }) => urn);
    const inside = "urn:pulumi:test::ha-tcp::ha-tcp:index:FixedAddresses$aws:ec2/eip:Eip::addresses-";
    expect(urns.sort()).to.deep.equal(
      [
        "eu-central-1-a",
        "eu-central-1-b",
        "eu-central-1-egress-b",
        "eu-west-1-a",
        "eu-west-1-b",
        "eu-west-1-c",
        "eu-west-1-egress-a",
        "eu-west-1-egress-b",
        "eu-west-1-egress-c",
      ].map((name) => inside + name),
    );
  });

  it("the load balancer and its listener are named by the region alone", async () => {
    const graph = await recordConfig(SHAPES["two regions by latency"]!);
    const urns = [
      find(graph, "aws:lb/loadBalancer:LoadBalancer", "front-eu-west-1").urn,
      find(graph, "aws:lb/listener:Listener", "front-eu-west-1-listener").urn,
    ];
    expect(urns).to.deep.equal([
      "urn:pulumi:test::ha-tcp::ha-tcp:index:NlbEip$aws:lb/loadBalancer:LoadBalancer::front-eu-west-1",
      "urn:pulumi:test::ha-tcp::ha-tcp:index:NlbEip$aws:lb/listener:Listener::front-eu-west-1-listener",
    ]);
  });
});
