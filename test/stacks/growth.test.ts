import { expect } from "chai";
import { type Graph, type ResourceNode, kindOf } from "../../graph";
import { compare } from "../../graph/compare";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { FULL } from "../support/full";
import { type Raw, find, recordConfig, serving } from "../support/recording";

const stackOf = (regions: Raw): Raw => ({
  options: ["nlb"],
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com" },
  regions,
});

const nodes = (graph: Graph) => new Map(graph.resources.map((node) => [node.urn, node]));

/** The properties of existing resources whose inputs differ afterwards, by `Kind name`. */
function changes(before: Graph, after: Graph): Record<string, string[]> {
  const later = nodes(after);
  const rows = serving(before).resources.map((node): [string, string[]] => {
    const now = later.get(node.urn)?.inputs ?? {};
    const properties = [...new Set([...Object.keys(node.inputs), ...Object.keys(now)])];
    const differing = properties.filter((key) => JSON.stringify(node.inputs[key]) !== JSON.stringify(now[key]));
    return [`${kindOf(node.type)} ${node.name}`, differing.sort()];
  });
  return Object.fromEntries(rows.filter(([, differing]) => differing.length > 0));
}

/** What one graph has and the other has not, as `Kind name`, sorted. */
function beyond(graph: Graph, other: Graph): string[] {
  const known = nodes(other);
  return serving(graph)
    .resources.filter(({ urn }) => !known.has(urn))
    .map(({ type, name }) => `${kindOf(type)} ${name}`)
    .sort();
}

/** What a zone more changes, whatever the NAT: lists of zones grow, and the group with them. */
const GROWN = {
  "HealthCheck dns-check-eu-west-1": ["childHealthchecks"],
  "Group fleet-eu-west-1-asg": ["desiredCapacity", "maxSize", "minElbCapacity", "minSize", "vpcZoneIdentifiers"],
  "LoadBalancer front-eu-west-1": ["subnetMappings"],
  "NetworkAcl network-eu-west-1-app-nacl": ["subnetIds"],
  "NetworkAcl network-eu-west-1-front-nacl": ["subnetIds"],
  "NetworkAcl network-eu-west-1-inspection-nacl": ["subnetIds"],
  "VpcEndpoint network-eu-west-1-s3": ["routeTableIds"],
};

/** What zone a brings, whatever the NAT. */
const NEW_ZONE = [
  "Eip addresses-eu-west-1-a",
  "HealthCheck dns-check-eu-west-1-a",
  "Route network-eu-west-1-front-a-default",
  "RouteTable network-eu-west-1-app-a-rt",
  "RouteTable network-eu-west-1-front-a-rt",
  "RouteTable network-eu-west-1-inspection-a-rt",
  "RouteTableAssociation network-eu-west-1-app-a-rta",
  "RouteTableAssociation network-eu-west-1-front-a-rta",
  "RouteTableAssociation network-eu-west-1-inspection-a-rta",
  "Subnet network-eu-west-1-app-a",
  "Subnet network-eu-west-1-front-a",
  "Subnet network-eu-west-1-inspection-a",
];

const NAT_MODES: readonly { nat: Raw; changed?: Raw; added?: readonly string[] }[] = [
  { nat: { nat: "single", natZone: "c" }, added: ["Route network-eu-west-1-app-a-default"] },
  {
    nat: { nat: "perZone" },
    added: [
      "Eip addresses-eu-west-1-egress-a",
      "NatGateway network-eu-west-1-nat-a",
      "Route network-eu-west-1-app-a-default",
    ],
  },
  {
    nat: { nat: "none" },
    changed: {
      "VpcEndpoint network-eu-west-1-ssm": ["subnetIds"],
      "VpcEndpoint network-eu-west-1-ssmmessages": ["subnetIds"],
    },
  },
];

for (const { nat, changed = {}, added = [] } of NAT_MODES)
  describe(`A zone more, before those that are there, with nat: ${String(nat["nat"])}`, () => {
    const over = (zones: string[]) => recordConfig(stackOf({ "eu-west-1": { zones, cidr: "10.20.0.0/16", ...nat } }));

    it("deletes nothing", async () => {
      expect(beyond(await over(["b", "c"]), await over(["a", "b", "c"]))).to.deep.equal([]);
    });

    it("brings what belongs to the zone, and nothing else", async () => {
      expect(beyond(await over(["a", "b", "c"]), await over(["b", "c"]))).to.deep.equal([...NEW_ZONE, ...added].sort());
    });

    it("changes lists of zones and the group's size; no subnet, address, route, NAT gateway or route table", async () => {
      expect(changes(await over(["b", "c"]), await over(["a", "b", "c"]))).to.deep.equal({ ...GROWN, ...changed });
    });

    it("keeps each zone's own subnet and address at the load balancer", async () => {
      const mappings = (graph: Graph) =>
        graph.resources.find(({ type }) => type === "aws:lb/loadBalancer:LoadBalancer")?.inputs["subnetMappings"];
      const before = mappings(await over(["b", "c"])) as unknown[];
      expect(before).to.have.length(2);
      expect(mappings(await over(["a", "b", "c"]))).to.deep.include.members(before);
    });
  });

describe("A zone more, with a firewall", () => {
  const NETWORK = "network-eu-west-1";
  const over = (zones: string[], firewall: Raw = {}) =>
    recordConfig({
      ...stackOf({ "eu-west-1": { zones, cidr: "10.20.0.0/16", nat: "single", natZone: "c", firewall } }),
      options: ["networkFirewall"],
    });
  const existing = {
    existing: { arn: "arn:aws:network-firewall:eu-west-1:210987654321:firewall/central", zones: ["a", "b", "c"] },
  };
  const ENDPOINT = [
    `Route ${NETWORK}-edge-a`,
    `Route ${NETWORK}-inspection-a-default`,
    `VpcEndpointAssociation ${NETWORK}-inspection-a-endpoint`,
  ];
  const ROUTED = `Route ${NETWORK}-app-a-default`;
  const SUBNET = ["Subnet firewall-eu-west-1-firewall-a", "RouteTable firewall-eu-west-1-firewall-a-rt"].concat(
    "RouteTableAssociation firewall-eu-west-1-firewall-a-rta",
  );

  it("deletes nothing", async () => {
    expect(beyond(await over(["b", "c"]), await over(["a", "b", "c"]))).to.deep.equal([]);
  });

  it("brings the zone, a subnet of the firewall, and its endpoint with its routes", async () => {
    expect(beyond(await over(["a", "b", "c"]), await over(["b", "c"]))).to.deep.equal(
      [...NEW_ZONE, ROUTED, ...SUBNET, ...ENDPOINT].sort(),
    );
  });

  it("brings no subnet of a firewall whose zones are settled: it is there", async () => {
    const zones = { zones: ["c", "b", "a"] };
    expect(beyond(await over(["a", "b", "c"], zones), await over(["b", "c"], zones))).to.deep.equal(
      [...NEW_ZONE, ROUTED, ...ENDPOINT].sort(),
    );
  });

  it("changes nothing of a firewall that exists", async () => {
    const [before, after] = [await over(["b", "c"], existing), await over(["a", "b", "c"], existing)];
    expect(beyond(after, before)).to.deep.equal([...NEW_ZONE, ROUTED, ...ENDPOINT].sort());
    expect(changes(before, after)).to.deep.equal(GROWN);
  });

  it("changes of the firewall its list of subnets, and nothing of its VPC, policy and rules", async () => {
    expect(changes(await over(["b", "c"]), await over(["a", "b", "c"]))).to.deep.equal({
      ...GROWN,
      "Firewall firewall-eu-west-1": ["subnetMappings"],
    });
  });

  it("keeps each subnet of the firewall, and adds one", async () => {
    const mappings = (graph: Graph) =>
      graph.resources.find(({ name, type }) => name === "firewall-eu-west-1" && type.startsWith("aws:"))?.inputs[
        "subnetMappings"
      ];
    const mapping = (zone: string) => ({
      subnetId: `\${Subnet:firewall-eu-west-1-firewall-${zone}.id}`,
      ipAddressType: "IPV4",
    });
    expect(mappings(await over(["c", "b"]))).to.deep.equal([mapping("b"), mapping("c")]);
    expect(mappings(await over(["c", "a", "b"]))).to.deep.equal([mapping("a"), mapping("b"), mapping("c")]);
  });

  it("replaces no subnet of the firewall's VPC, also where the config lists its zones", async () => {
    const zones = { zones: ["c", "b", "a"] };
    const [before, after] = [await over(["b", "c"], zones), await over(["b", "c", "a"], zones)];
    const inVpc = ({ resources }: Graph) => resources.filter(({ urn }) => urn.includes("awsx:ec2:Vpc"));
    expect(inVpc(before).length).to.be.greaterThan(10);
    expect(inVpc(after)).to.deep.equal(inVpc(before));
  });
});

describe("A list of zones for a firewall's VPC", () => {
  const over = (zones?: string[], own = ["a", "b"], region = "eu-west-1") =>
    recordConfig({
      ...stackOf({ [region]: { zones: own, cidr: "10.20.0.0/16", firewall: { ...(zones && { zones }) } } }),
      options: ["networkFirewall"],
    });
  /** What becomes of the resources of a firewall: `action name`, but what stays and what is there in the engine's state only. */
  const ofFirewall = async (before: Promise<Graph>, after: Promise<Graph>) =>
    compare(await before, await after, PROVIDER_EFFECTS)
      .filter(
        ({ type, name, action }) =>
          type.startsWith("aws:") && /^firewall-|-inspection-/.test(name) && action !== "keep",
      )
      .map(({ action, name, type, inputs }) =>
        [action, kindOf(type), name, ...inputs.map(({ path }) => path)].join(" "),
      )
      .sort();
  const GATEWAY = "delete InternetGateway firewall-eu-west-1-vpc-abc";

  it("taken away, replaces nothing: the VPC and its subnets are the same, under other names", async () => {
    const taken = await ofFirewall(over(["a", "b", "c"]), over());
    expect(taken).to.deep.equal(
      [
        GATEWAY,
        ...["Subnet", "RouteTable", "RouteTableAssociation"].map(
          (kind) => `delete ${kind} firewall-eu-west-1-vpc-abc-firewall-3`,
        ),
        ...["a", "b"].flatMap((zone) => [
          `update Subnet firewall-eu-west-1-firewall-${zone} assignIpv6AddressOnCreation tags.Name tags.SubnetType`,
          `update RouteTable firewall-eu-west-1-firewall-${zone}-rt tags.Name tags.SubnetType`,
        ]),
      ].sort(),
    );
  });

  it("taken away, replaces nothing whatever the list was, with a zone of it more in the same update, too", async () => {
    const cases: [region: string, list: string[], before: string[], after: string[]][] = [
      ["eu-west-1", ["a", "b"], ["a", "b"], ["a", "b"]],
      ["eu-west-1", ["a", "b", "c"], ["a", "b"], ["a", "b", "c"]],
      ["us-east-1", ["a", "b", "c", "d", "f"], ["a", "f"], ["a", "f"]],
    ];
    for (const [region, list, before, after] of cases) {
      const changed = await ofFirewall(over(list, before, region), over(undefined, after, region));
      expect(changed).to.not.deep.equal([]);
      expect(changed.filter((each) => each.startsWith("replace "))).to.deep.equal([]);
    }
  });

  it("is not invented: the aliases are those of lists that hold the region's zones", async () => {
    const graph = await over(undefined, ["a", "b"]);
    const vpc = "urn:pulumi:test::ha-tcp::ha-tcp:index:NetworkFirewall$awsx:ec2:Vpc$aws:ec2/vpc:Vpc";
    const aliasesOf = (type: string, name: string) => find(graph, type, name).aliases;
    expect(aliasesOf("aws:ec2/vpc:Vpc", "firewall-eu-west-1-vpc")).to.deep.equal([
      `${vpc}::firewall-eu-west-1-vpc-ab`,
      `${vpc}::firewall-eu-west-1-vpc-abc`,
    ]);
    const subnet = `${vpc}$aws:ec2/subnet:Subnet`;
    const own = (list: string) => `firewall-eu-west-1-vpc-${list}-firewall-2`;
    expect(aliasesOf("aws:ec2/subnet:Subnet", "firewall-eu-west-1-firewall-b")).to.deep.equal(
      ["ab", "abc"].map((list) => `${subnet}::${own(list)}`),
    );
    const table = `${subnet}$aws:ec2/routeTable:RouteTable`;
    expect(aliasesOf("aws:ec2/routeTable:RouteTable", "firewall-eu-west-1-firewall-b-rt")).to.deep.equal(
      ["ab", "abc"].map((list) => `${table}::${own(list)}`),
    );
    expect(
      aliasesOf("aws:ec2/routeTableAssociation:RouteTableAssociation", "firewall-eu-west-1-firewall-b-rta"),
    ).to.deep.equal(
      ["ab", "abc"].map((list) => `${table}$aws:ec2/routeTableAssociation:RouteTableAssociation::${own(list)}`),
    );
  });

  it("that is another makes another VPC with other subnets, none of which is one of the old by its name", async () => {
    const [before, after] = [await over(["a", "b"]), await over(["a", "b", "c"])];
    const inVpc = (names: string[]) => names.filter((name) => name.includes("firewall-eu-west-1-vpc-"));
    const gone = beyond(before, after);
    expect(gone).to.deep.equal(inVpc(gone));
    expect(gone).to.have.length(9);
    const made = beyond(after, before);
    expect(made).to.deep.equal(inVpc(made));
    expect(made.every((name) => name.includes("-vpc-abc"))).to.be.true;
  });
});

describe("A region more", () => {
  /** Whole, but for what the public name waits for: the names of all regions. Its own inputs say nothing of them. */
  const asIs = (node: ResourceNode | undefined) =>
    node?.name === "dns-alias" ? { ...node, dependencies: [], propertyDependencies: {} } : node;

  const IRELAND = { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" } };
  const FRANKFURT = { "eu-central-1": { zones: ["a", "b", "c"], cidr: "10.21.0.0/16", nat: "single" } };
  const VIRGINIA = { "us-east-1": { zones: ["a", "f"], cidr: "10.22.0.0/16", nat: "none" } };

  for (const [name, region] of Object.entries({ "eu-central-1": FRANKFURT, "us-east-1": VIRGINIA }))
    it(`${name}: changes nothing at all of the first one, nor of its DNS`, async () => {
      const one = await recordConfig(stackOf(IRELAND));
      const later = nodes(await recordConfig(stackOf({ ...IRELAND, ...region })));
      const own = serving(one).resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
      expect(own).to.have.length(serving(one).resources.length - 1);
      for (const node of own) expect(asIs(later.get(node.urn)), node.urn).to.deep.equal(asIs(node));
    });

  it("changes nothing of a firewall in the first one", async () => {
    const inspected = (regions: Raw): Raw => ({ ...stackOf(regions), options: ["networkFirewall"] });
    const one = await recordConfig(inspected(IRELAND));
    const later = nodes(await recordConfig(inspected({ ...IRELAND, ...FRANKFURT })));
    const own = serving(one).resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
    for (const node of own) expect(asIs(later.get(node.urn)), node.urn).to.deep.equal(asIs(node));
  });

  it("brings nothing that does not bear its name", async () => {
    const one = await recordConfig(stackOf(IRELAND));
    const two = await recordConfig(stackOf({ ...IRELAND, ...FRANKFURT }));
    const brought = beyond(two, one);
    expect(brought).to.include("LoadBalancer front-eu-central-1");
    expect(brought.filter((name) => !name.includes("eu-central-1"))).to.deep.equal([]);
  });
});

describe("PrivateLink grows", () => {
  const PRINCIPAL = "VpcEndpointServiceAllowedPrinciple link-eu-west-1-allows-";
  const principal = (account: number, rest = "root") => `arn:aws:iam::${String(account).repeat(12)}:${rest}`;

  const over = (privateLink: Raw, zones = ["a", "b"], regions: Raw = {}): Raw => ({
    ...stackOf({ "eu-west-1": { zones, cidr: "10.20.0.0/16" }, ...regions }),
    options: ["nlb", "privateLink"],
    privateLink: { allowedPrincipals: [principal(1)], allowedClients: ["10.0.0.0/8"], ...privateLink },
  });

  const consumer = (name: string, place: number): Raw => ({
    name,
    region: "eu-west-1",
    vpc: {
      kind: "created",
      cidr: `10.${100 + Math.floor(place / 16)}.${(place % 16) * 16}.0/22`,
      zones: ["a", "b", "c"],
    },
  });
  /** The first so many of consumers with names of one length. */
  const first = (count: number): Raw[] =>
    Array.from({ length: count }, (_, place) => consumer(`c${String(place).padStart(2, "0")}`, place));

  /** Whether something is a consumer's, or the alarm of its endpoint. */
  const isOf = (consumer: string, urn: string): boolean =>
    new RegExp(`::(monitoring-.*-)?consumer-${consumer}`).test(urn);
  /** What there is, beside one consumer's own and what the stack says of itself. */
  const beside = (graph: Graph, name: string) =>
    graph.resources.filter(({ urn, type }) => !isOf(name, urn) && type !== "pulumi:pulumi:Stack");

  /** A public name waits for the records of one region more. */
  const waiting = (node: ResourceNode | undefined) =>
    node?.name === "dns-alias" ? { ...node, dependencies: [], propertyDependencies: {} } : node;

  /** That one config has all that the other has, unchanged, and which names it has more, as `Kind name`. */
  async function brought(before: Raw, after: Raw): Promise<string[]> {
    const [one, other] = [await recordConfig(before), await recordConfig(after)];
    const later = nodes(other);
    for (const node of serving(one).resources.filter(({ type }) => type !== "pulumi:pulumi:Stack"))
      expect(waiting(later.get(node.urn)), node.urn).to.deep.equal(waiting(node));
    return beyond(other, one);
  }

  for (const [where, rest] of [
    ["before all others", ["b", "c"]],
    ["between others", ["a", "z"]],
    ["after all others", ["aa", "ab"]],
  ] as const)
    it(`by a consumer, named ${where}: brings what bears its name, and changes nothing`, async () => {
      const name = where === "before all others" ? "a" : "m";
      const others = rest.map((each, place) => consumer(each, place));
      const names = await brought(over({ consumers: others }), over({ consumers: [...others, consumer(name, 40)] }));
      expect(names).to.have.length.greaterThan(20);
      expect(names.filter((each) => !each.includes(` consumer-${name}`))).to.deep.equal([]);
    });

  it("by the first consumer: its own account may connect as well", async () => {
    const names = await brought(over({}), over({ consumers: [consumer("acme", 0)] }));
    expect(names.filter((each) => !each.includes(" consumer-acme"))).to.deep.equal([`${PRINCIPAL}own-account`]);
  });

  it("by a consumer whose clients the load balancer does not know yet: it lets them in, and waits for that", async () => {
    const range = { allowedClients: ["10.100.0.0/16"] };
    const [one, two] = [consumer("acme", 0), consumer("beta", 16)];
    const before = await recordConfig(over({ ...range, consumers: [one] }));
    const after = await recordConfig(over({ ...range, consumers: [one, two] }));
    expect(beyond(after, before).filter((each) => !each.includes(" consumer-beta"))).to.deep.equal([
      "SecurityGroupIngressRule link-eu-west-1-from-10-101-0-0-23",
    ]);
    expect(changes(before, after)).to.deep.equal({});
    const differing = serving(before).resources.filter(
      (node) => JSON.stringify(nodes(after).get(node.urn)?.dependencies) !== JSON.stringify(node.dependencies),
    );
    expect(differing.map(({ name, type }) => `${kindOf(type)} ${name}`)).to.deep.equal(["LoadBalancer link-eu-west-1"]);
  });

  it("by consumers: each has what the first has, and the service has no more", async () => {
    const owned = (graph: Graph, name: string) =>
      graph.resources
        .filter(({ urn }) => isOf(name, urn))
        .map((node) => node.urn.replaceAll(`consumer-${name}`, "consumer-X").replace(/-from-[\d-]+$/, "-from-RANGE"))
        .sort();
    const one = serving(await recordConfig(over({ consumers: first(1) })));
    const model = owned(one, "c00");
    for (const count of FULL ? [2, 20, 100] : [5]) {
      const graph = serving(await recordConfig(over({ consumers: first(count) })));
      for (const { name } of first(count) as { name: string }[]) expect(owned(graph, name), name).to.deep.equal(model);
      expect(graph.resources).to.have.length(one.resources.length + (count - 1) * model.length);
      const shared = graph.resources.filter(({ urn, type }) => !isOf("", urn) && !type.endsWith(":Stack"));
      expect(shared).to.have.deep.members(beside(one, "c00"));
    }
  });

  it("and shrinks: a consumer fewer takes its own with it, and changes nothing", async () => {
    const all = first(FULL ? 10 : 3);
    const whole = over({ consumers: all });
    for (const place of FULL ? [0, 4, 9] : [1]) {
      const name = `c0${place}`;
      const without = over({ consumers: all.filter((_, each) => each !== place) });
      const gone = await brought(without, whole);
      expect(gone).to.have.length.greaterThan(20);
      expect(gone.filter((each) => !each.includes(` consumer-${name}`))).to.deep.equal([]);
    }
  });

  it("by principals: one resource each, and no other is touched", async () => {
    const consumers = first(1);
    const more = [principal(2), principal(0), principal(1, "role/team/connector")];
    const after = over({ consumers, allowedPrincipals: [...more, principal(1)] });
    expect(await brought(over({ consumers }), after)).to.deep.equal([
      `${PRINCIPAL}000000000000-root`,
      `${PRINCIPAL}111111111111-role/team/connector`,
      `${PRINCIPAL}222222222222-root`,
    ]);
  });

  it("by a range of clients: a rule, which the load balancer waits for", async () => {
    const [before, after] = [
      await recordConfig(over({})),
      await recordConfig(over({ allowedClients: ["10.0.0.0/8", "172.16.0.0/16"] })),
    ];
    expect(beyond(after, before)).to.deep.equal(["SecurityGroupIngressRule link-eu-west-1-from-172-16-0-0-16"]);
    expect(beyond(before, after)).to.deep.equal([]);
    expect(changes(before, after)).to.deep.equal({});
  });

  it("by a topic, and by a connected consumer: one resource each, and no other is touched", async () => {
    const topic = (name: string) => `arn:aws:sns:eu-west-1:123456789012:${name}`;
    const told = (...names: string[]) => over({ notifications: { topicArns: names.map(topic) } });
    expect(await brought(told("b"), told("a", "b"))).to.deep.equal([
      "VpcEndpointConnectionNotification link-eu-west-1-tells-123456789012-a",
    ]);
    const connected = (...names: string[]) =>
      over({
        connectedConsumers: names.map((name, place) => ({ name, endpointId: `vpce-${String(9 - place).repeat(17)}` })),
      });
    expect(await brought(connected("hooli"), connected("hooli", "acme"))).to.deep.equal([
      "VpcEndpointConnectionAccepter link-eu-west-1-accepts-acme",
    ]);
  });

  it("by another region that may connect: the service is told, in place", async () => {
    const supporting = (...supportedRegions: string[]) => recordConfig(over({ supportedRegions }));
    const [none, one, two] = [
      await supporting(),
      await supporting("us-east-1"),
      await supporting("eu-north-1", "us-east-1"),
    ];
    const SERVICE = "VpcEndpointService link-eu-west-1-service";
    expect(changes(none, one)).to.deep.equal({ [SERVICE]: ["supportedRegions"] });
    expect(changes(one, two)).to.deep.equal({ [SERVICE]: ["supportedRegions"] });
    for (const graph of [one, two]) expect([beyond(graph, none), beyond(none, graph)]).to.deep.equal([[], []]);
  });

  it("by a zone: the load balancer and the endpoints of consumers who have that zone have a subnet more", async () => {
    const two = { ...consumer("beta", 16), vpc: { kind: "created", cidr: "10.101.0.0/22", zones: ["b", "c"] } };
    const consumers = [consumer("acme", 0), two];
    const [before, after] = [
      await recordConfig(over({ consumers }, ["b", "c"])),
      await recordConfig(over({ consumers }, ["a", "b", "c"])),
    ];
    expect(beyond(before, after)).to.deep.equal([]);
    expect(beyond(after, before).filter((name) => / (link|consumer)-/.test(name))).to.deep.equal([]);
    expect(changes(before, after)).to.deep.equal({
      ...GROWN,
      "LoadBalancer link-eu-west-1": ["subnetMappings"],
      "VpcEndpoint consumer-acme-endpoint": ["subnetIds"],
    });
  });

  it("by a zone of a consumer's VPC: its subnets there, and what lists them", async () => {
    const inZones = (...zones: string[]) => ({
      ...consumer("acme", 0),
      vpc: { kind: "created", cidr: "10.100.0.0/22", zones },
    });
    const over3 = (...zones: string[]) => recordConfig(over({ consumers: [inZones(...zones)] }, ["a", "b", "c"]));
    for (const [fewer, more] of [
      [["b", "c"], "a"],
      [["a", "c"], "b"],
      [["a", "b"], "c"],
    ] as [string[], string][]) {
      const [before, after] = [await over3(...fewer), await over3(...fewer, more)];
      expect(beyond(before, after)).to.deep.equal([]);
      expect(beyond(after, before)).to.deep.equal(
        ["clients", "endpoints"]
          .flatMap((tier) => [
            `Subnet consumer-acme-${tier}-${more}`,
            `RouteTable consumer-acme-${tier}-${more}-rt`,
            `RouteTableAssociation consumer-acme-${tier}-${more}-rta`,
          ])
          .sort(),
      );
      expect(changes(before, after)).to.deep.equal({
        "NetworkAcl consumer-acme-clients-nacl": ["subnetIds"],
        "NetworkAcl consumer-acme-endpoints-nacl": ["subnetIds"],
        "VpcEndpoint consumer-acme-endpoint": ["subnetIds"],
      });
    }
  });

  it("takes over the VPC that awsx made for a consumer's list of zones", async () => {
    const graph = await recordConfig(over({ consumers: [consumer("acme", 0)] }));
    const vpc = "urn:pulumi:test::ha-tcp::ha-tcp:index:PrivateLinkConsumer$awsx:ec2:Vpc$aws:ec2/vpc:Vpc";
    const aliasesOf = (type: string, name: string) => find(graph, type, name).aliases;
    expect(aliasesOf("aws:ec2/vpc:Vpc", "consumer-acme-vpc")).to.deep.equal([`${vpc}::consumer-acme-vpc-abc`]);
    expect(aliasesOf("aws:ec2/subnet:Subnet", "consumer-acme-endpoints-c")).to.deep.equal([
      `${vpc}$aws:ec2/subnet:Subnet::consumer-acme-vpc-abc-endpoints-3`,
    ]);
  });

  it("by a region of the service: nothing of the first one, nor of its consumers, is touched", async () => {
    const frankfurt = { "eu-central-1": { zones: ["a", "b"], cidr: "10.21.0.0/16" } };
    const before = over({ consumers: first(2) });
    const names = await brought(before, over({ consumers: first(2) }, ["a", "b"], frankfurt));
    expect(names).to.include("VpcEndpointService link-eu-central-1-service");
    expect(names.filter((name) => !name.includes("eu-central-1"))).to.deep.equal([]);
  });
});

const CIDRS = Array.from({ length: 8 }, (_, index) => `10.${20 + index}.0.0/16`);
const EIGHT = [
  "eu-west-1",
  "us-east-1",
  "ap-south-1",
  "eu-central-1",
  "us-west-2",
  "ap-northeast-1",
  "ca-central-1",
  "sa-east-1",
];

/** The accelerator over the first of eight regions, with no name: that is a matter of DNS. */
const acceleratedOver = (count: number, settings: Raw = {}) =>
  recordConfig({
    options: ["globalAccelerator"],
    service: { port: 5000 },
    regions: Object.fromEntries(
      EIGHT.slice(0, count).map((name, index) => [name, { zones: ["a", "b"], cidr: CIDRS[index], nat: "single" }]),
    ),
    protect: true,
    globalAccelerator: { flowLogs: { kind: "created" }, ...settings },
  });

describe("A region more, behind the accelerator", () => {
  for (const count of FULL ? [1, 2, 3, 4, 5, 6, 7] : [1, 3])
    it(`after ${count}: changes nothing at all of what is there, and brings what bears its name`, async () => {
      const [before, after] = [await acceleratedOver(count), await acceleratedOver(count + 1)];
      const later = nodes(after);
      for (const node of serving(before).resources.filter(({ type }) => type !== "pulumi:pulumi:Stack"))
        expect(later.get(node.urn), node.urn).to.deep.equal(node);
      const brought = beyond(after, before);
      const region = EIGHT[count] ?? "";
      expect(brought).to.include.members([`EndpointGroup accelerator-${region}`, `LoadBalancer accel-${region}`]);
      expect(brought.filter((name) => !name.includes(region))).to.deep.equal([]);
    });

  it("brings as much as every other: the count is linear in the regions", async () => {
    const counts = await Promise.all(
      (FULL ? [1, 2, 3, 4, 5, 6, 7, 8] : [1, 2, 3, 4]).map(async (count) => acceleratedOver(count)),
    );
    const sizes = counts.map((graph) => serving(graph).resources.length);
    const steps = sizes.slice(1).map((size, index) => size - (sizes[index] ?? 0));
    expect(new Set(steps).size).to.equal(1);
    expect(steps[0]).to.be.greaterThan(30);
    // Beside the regions there are the stack, and the accelerator with its listener, logs and provider.
    expect((sizes[0] ?? 0) - (steps[0] ?? 0)).to.equal(11);
  });

  it("says nothing else of the accelerator's addresses to others", async () => {
    const said = async (count: number) => (await acceleratedOver(count)).outputs["accelerator"];
    expect(await said(4)).to.deep.equal(await said(1));
  });

  it("leaves a parked accelerator as it is", async () => {
    const parked = (regions: Raw) => recordConfig({ ...stackOf(regions), globalAccelerator: {} });
    const one = { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" } };
    const later = nodes(await parked({ ...one, "us-east-1": { zones: ["a", "b"], cidr: "10.21.0.0/16" } }));
    const kept = (await parked(one)).resources.filter(({ name }) => name.startsWith("anycast"));
    expect(kept).to.have.length(2);
    for (const node of kept) expect(later.get(node.urn), node.urn).to.deep.equal(node);
  });
});

describe("A zone more, behind the accelerator", () => {
  const over = (zones: string[]) =>
    recordConfig({
      options: ["globalAccelerator"],
      service: { port: 5000 },
      regions: { "eu-west-1": { zones, cidr: "10.20.0.0/16", nat: "single", natZone: "c" } },
      globalAccelerator: {},
    });

  it("changes the list of zones of its load balancer, and nothing that leads there", async () => {
    const [before, after] = [await over(["b", "c"]), await over(["a", "b", "c"])];
    expect(beyond(before, after)).to.deep.equal([]);
    const changed = Object.entries(changes(before, after)).filter(([name]) => /accel|anycast/.test(name));
    expect(Object.fromEntries(changed)).to.deep.equal({ "LoadBalancer accel-eu-west-1": ["subnetMappings"] });
  });
});
