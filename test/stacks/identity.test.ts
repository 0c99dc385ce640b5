import { expect } from "chai";
import { type Graph, GraphIndex, type ResourceNode } from "../../graph";
import { AUTONAME_LENGTH, NAME_LIMITS } from "../../plan/names";
import { OPTION_NAMES, type Option, compose } from "../../plan/options";
import { REGION_NAMES } from "../../plan/regions";
import { type Raw, SHAPES, find, nameOf, ofType, recordConfig } from "../support/recording";

const STACK = "pulumi:pulumi:Stack";
const PROVIDER = "pulumi:providers:aws";
/** A component whose resources its own package makes. */
const AWSX_VPC = "awsx:ec2:Vpc";

/** Physical names that the program gives itself. */
const GIVEN_NAMES = [
  ["aws:ecs/cluster:Cluster", "name", ""],
  ["aws:ecs/taskDefinition:TaskDefinition", "family", ""],
] as const;

/** The components of the options themselves, which are shared with no other. */
const OF_OPTIONS =
  /(?<=::)ha-tcp:index:(NetworkFirewall(?=\$|::firewall-)|PrivateLink(?=\$|::link-)|GlobalAccelerator(?=\$|::accelerator$))/;

/** And those of a firewall, which has them in some cases. */
const GIVEN_NAMES_OF_FIREWALLS = [
  ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "policyName", /^(.*)-log-delivery$/],
  [
    "aws:cloudwatch/queryDefinition:QueryDefinition",
    "name",
    /^(.*)\/(?:dropped|connects|talkers|zones|allow-list|rejected)$/,
  ],
  ["aws:kms/alias:Alias", "name", /^alias\/(.*)$/],
] as const;

/** What belongs to no region, by its name: with its provider, and where that works. */
const GLOBAL: readonly (readonly [form: RegExp, provider: string, region: string])[] = [
  [/^dns/, "aws-global", "us-east-1"],
  [/^(anycast|accelerator)\b/, "aws-accelerator", "us-west-2"],
  // The other side of a peering: in another region, in another account, and in another region of the stack.
  [/^ways-eu-west-1-peering-far-(accepter|peer-options)$/, "aws-us-east-1", "us-east-1"],
  [/^ways-eu-west-1-peering-role-(accepter|peer-options|back-.*)$/, "aws-ways-eu-west-1-role", "eu-west-1"],
  [/^peering-eu-central-1-eu-west-1-(accepter|peer-options|eu-west-1-.*)$/, "aws-eu-west-1", "eu-west-1"],
];

const components = (graph: Graph) => graph.resources.filter(({ type }) => type.startsWith("ha-tcp:"));

const hasPublicFrontDoor = (raw: Raw) => compose((raw["options"] ?? []) as Option[]).publicFrontDoor;

/** The region that a consumer's resource belongs to: the consumer's own, but its acceptance is the service's to give. */
function regionsOfConsumers(raw: Raw) {
  const { consumers = [] } = (raw["privateLink"] ?? {}) as { consumers?: Raw[] };
  const all = [...consumers, ...("consumer" in raw ? [raw["consumer"] as Raw] : [])];
  return ({ name, type }: ResourceNode): string | undefined => {
    const consumer = all.find((each) => name.startsWith(`consumer-${String(each["name"])}-`));
    if (!type.endsWith(":VpcEndpointConnectionAccepter")) return consumer && String(consumer["region"]);
    const regions = Object.keys(raw["regions"] as object);
    return consumer && (regions.find((region) => region === consumer["region"]) ?? regions[0]);
  };
}

/** The types of all components that a resource lies in and its own, from the outermost. */
function types(index: GraphIndex, node: ResourceNode): string[] {
  const parent = index.get(node.parent);
  return parent && parent.type !== STACK ? [...types(index, parent), node.type] : [node.type];
}

describe("Shapes of stacks, in test/support/recording.ts", () => {
  it("have each option", () => {
    const chosen = Object.values(SHAPES).flatMap((raw) => (raw["options"] ?? []) as Option[]);
    expect(OPTION_NAMES.filter((name) => !chosen.includes(name))).to.deep.equal([]);
  });
});

for (const [shape, raw] of Object.entries(SHAPES))
  describe(`Identity: ${shape}`, () => {
    it("every URN is formed as the engine forms it: the types from the outermost component, and the name", async () => {
      const graph = await recordConfig(raw);
      const index = GraphIndex.of(graph);
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
        urn
          .replace(/aws:(ecs|globalaccelerator|networkfirewall)\/(?=\w+:\w+::)/, "")
          .replace(OF_OPTIONS, "")
          .replace(/(TargetGroup::(?:front|link|accel)-[a-z0-9-]+)-(ec2|ecs)$/, "$1"),
      );
      for (const name of ["front-nlb-a", "aws:ec2/eip:Eip::addresses-ecs", "x::aws:ecs/", "x::networkFirewall-a"])
        expect(name).to.match(option);
      const why = "OF_OPTIONS, above, has the components of options";
      expect(
        urns.filter((urn) => option.test(urn)),
        why,
      ).to.deep.equal([]);
    });

    it("every resource belongs to a component, and every component to the stack", async () => {
      const graph = await recordConfig(raw);
      const index = GraphIndex.of(graph);
      const ofAwsx = graph.resources.filter(({ urn }) => urn.includes(`$${AWSX_VPC}$`));
      for (const node of ofAwsx) expect(index.ownerOf(node)?.type, node.urn).to.equal(AWSX_VPC);
      for (const node of graph.resources.filter((each) => each.type !== STACK && !ofAwsx.includes(each))) {
        const outermost = node.type === PROVIDER || node.type.startsWith("ha-tcp:");
        const parent = index.get(node.parent)?.type ?? "none";
        expect(parent, node.urn).to.match(outermost ? /^pulumi:pulumi:Stack$/ : /^ha-tcp:index:/);
      }
    });

    it("every name begins with the name of its component", async () => {
      const graph = await recordConfig(raw);
      const index = GraphIndex.of(graph);
      for (const component of components(graph)) {
        const names = index.childrenOf(component).map(({ name }) => name);
        // The public name has no record where only consumers come in.
        expect(names.length === 0, component.name).to.equal(component.name === "dns" && !hasPublicFrontDoor(raw));
        expect(names.filter((name) => !`${name}-`.startsWith(`${component.name}-`))).to.deep.equal([]);
      }
    });

    it("every resource of a region uses that region's provider, DNS and the accelerator their own, and nothing the default one", async () => {
      const graph = await recordConfig(raw);
      const index = GraphIndex.of(graph);
      // A dashboard is of no region.
      const ofRegions = graph.resources.filter(({ name }) => name !== "monitoring-dashboard");
      for (const node of ofRegions.filter(({ type }) => type.startsWith("aws:"))) {
        // An alarm of what one region measures of another bears both names, its own first.
        const [named] = REGION_NAMES.filter((name) => `${node.name}-`.includes(`-${name}-`)).sort(
          (one, other) => node.name.indexOf(one) - node.name.indexOf(other),
        );
        const region = regionsOfConsumers(raw)(node) ?? named;
        // An endpoint group and its alarm bear the name of the region that they lead to.
        const [provider, place] = GLOBAL.find(([form]) => form.test(node.name))?.slice(1) ?? [
          `aws-${region ?? "nowhere"}`,
          region,
        ];
        expect(nameOf(node.provider ?? ""), node.urn).to.equal(provider);
        expect(index.regionOf(node), node.urn).to.equal(place);
      }
      const without = graph.resources.filter(({ provider }) => provider === undefined).map(({ type }) => type);
      expect(without.filter((type) => !/^(pulumi:|ha-tcp:index:|awsx:)/.test(type))).to.deep.equal([]);
    });

    it("every physical name has room for the provider's suffix", async () => {
      const graph = await recordConfig(raw);
      const limited = graph.resources.filter(({ type }) => type in NAME_LIMITS);
      expect(limited).not.to.be.empty;
      // AWS's provider makes the whole name of one that has but a prefix: 26 characters after it.
      for (const { name, inputs } of limited.filter((each) => "namePrefix" in each.inputs))
        expect(String(inputs["namePrefix"]), name).to.match(/^\d{1,5}-$/);
      for (const { type, name } of limited.filter((each) => !("namePrefix" in each.inputs)))
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
      const names = Object.keys(raw["regions"] ?? {});
      const regions = names.join("|");
      const own = new RegExp(`^ha-tcp-test-tasks-(${regions})-(awsvpc|bridge|fargate)$`);
      const tasks = ((raw["options"] ?? []) as string[]).includes("ecs");
      expect(given).to.have.length(tasks ? GIVEN_NAMES.length * names.length : 0);
      for (const name of given) expect(name).to.match(own);
    });

    it("every name that a firewall's resources are given says the project, the stack and the firewall", async () => {
      const graph = await recordConfig(raw);
      for (const [type, property, form] of GIVEN_NAMES_OF_FIREWALLS)
        for (const { urn, parent, inputs } of ofType(graph, type))
          expect(form.exec(String(inputs[property]))?.[1], urn).to.equal(`ha-tcp-test-${nameOf(parent ?? "")}`);
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

  it("no address, load balancer or route that is there without a firewall has another URN with one", async () => {
    const raw = SHAPES["two regions by latency"]!;
    const urns = async (options: string[]) =>
      (await recordConfig({ ...raw, options })).resources.map(({ urn }) => urn).sort();
    const inspected = await urns(["networkFirewall"]);
    expect((await urns(["nlb"])).filter((urn) => !inspected.includes(urn))).to.deep.equal([]);
  });

  it("a firewall is named by its region, its VPC as well, and by its zones where these are settled", async () => {
    const graph = await recordConfig(SHAPES["everything inspected"]!);
    const inside = "urn:pulumi:test::ha-tcp::ha-tcp:index:NetworkFirewall";
    expect([
      find(graph, "ha-tcp:index:NetworkFirewall", "firewall-eu-west-1").urn,
      find(graph, "aws:networkfirewall/firewall:Firewall", "firewall-eu-west-1").urn,
      find(graph, "aws:ec2/vpc:Vpc", "firewall-eu-west-1-vpc").urn,
      find(await recordConfig(SHAPES["inspected with rules of one's own"]!), AWSX_VPC, "firewall-eu-west-1-vpc-abc")
        .urn,
    ]).to.deep.equal([
      `${inside}::firewall-eu-west-1`,
      `${inside}$aws:networkfirewall/firewall:Firewall::firewall-eu-west-1`,
      `${inside}$aws:ec2/vpc:Vpc::firewall-eu-west-1-vpc`,
      `${inside}$${AWSX_VPC}::firewall-eu-west-1-vpc-abc`,
    ]);
  });

  it("the accelerator is named by nothing but that it is one, whatever it leads to", async () => {
    const inside = "urn:pulumi:test::ha-tcp::ha-tcp:index:AnycastAddresses";
    for (const shape of Object.values(SHAPES).filter((raw) => "globalAccelerator" in raw)) {
      const { urn, parent } = find(
        await recordConfig(shape),
        "aws:globalaccelerator/accelerator:Accelerator",
        "anycast",
      );
      expect([urn, parent]).to.deep.equal([
        `${inside}$aws:globalaccelerator/accelerator:Accelerator::anycast`,
        `${inside}::anycast`,
      ]);
    }
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
