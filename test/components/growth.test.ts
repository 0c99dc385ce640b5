import { expect } from "chai";
import type { Graph } from "../../graph";
import { kindOf } from "../../graph";
import { recordConfig, type Raw } from "../support/recording";

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
  const rows = before.resources.map((node): [string, string[]] => {
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
  return graph.resources
    .filter(({ urn }) => !known.has(urn))
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
    `MetricAlarm ${NETWORK}-inspection-a-endpoint-drops`,
    `MetricAlarm ${NETWORK}-inspection-a-endpoint-silent`,
    `Route ${NETWORK}-edge-a`,
    `Route ${NETWORK}-inspection-a-default`,
    `VpcEndpointAssociation ${NETWORK}-inspection-a-endpoint`,
  ];
  const ALARMS = ["MetricAlarm firewall-eu-west-1-a-dropped", "MetricAlarm firewall-eu-west-1-a-stream-exceptions"];
  const ROUTED = `Route ${NETWORK}-app-a-default`;

  it("deletes nothing", async () => {
    expect(beyond(await over(["b", "c"]), await over(["a", "b", "c"]))).to.deep.equal([]);
  });

  it("brings the zone, its endpoint with its routes, and their alarms", async () => {
    expect(beyond(await over(["a", "b", "c"]), await over(["b", "c"]))).to.deep.equal(
      [...NEW_ZONE, ROUTED, ...ENDPOINT, ...ALARMS].sort(),
    );
  });

  it("brings no alarms of a firewall that exists, and changes nothing of it", async () => {
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
    const mapping = (place: number) => ({
      subnetId: `\${Subnet:firewall-eu-west-1-vpc-abc-firewall-${place}.id}`,
      ipAddressType: "IPV4",
    });
    expect(mappings(await over(["c", "b"]))).to.deep.equal([mapping(2), mapping(3)]);
    expect(mappings(await over(["c", "a", "b"]))).to.deep.equal([mapping(1), mapping(2), mapping(3)]);
  });

  it("replaces no subnet of the firewall's VPC, also where the config lists its zones", async () => {
    const zones = { zones: ["c", "b", "a"] };
    const [before, after] = [await over(["b", "c"], zones), await over(["b", "c", "a"], zones)];
    const inVpc = ({ resources }: Graph) => resources.filter(({ urn }) => urn.includes("awsx:ec2:Vpc"));
    expect(inVpc(before).length).to.be.greaterThan(10);
    expect(inVpc(after)).to.deep.equal(inVpc(before));
  });
});

describe("Another list of zones for a firewall's VPC", () => {
  const over = (zones: string[]) =>
    recordConfig({
      ...stackOf({ "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", firewall: { zones } } }),
      options: ["networkFirewall"],
    });

  it("makes another VPC with other subnets, none of which is one of the old by its name", async () => {
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
  const IRELAND = { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" } };
  const FRANKFURT = { "eu-central-1": { zones: ["a", "b", "c"], cidr: "10.21.0.0/16", nat: "single" } };
  const VIRGINIA = { "us-east-1": { zones: ["a", "f"], cidr: "10.22.0.0/16", nat: "none" } };

  for (const [name, region] of Object.entries({ "eu-central-1": FRANKFURT, "us-east-1": VIRGINIA }))
    it(`${name}: changes nothing at all of the first one, nor of its DNS`, async () => {
      const one = await recordConfig(stackOf(IRELAND));
      const later = nodes(await recordConfig(stackOf({ ...IRELAND, ...region })));
      const own = one.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
      expect(own).to.have.length(one.resources.length - 1);
      for (const node of own) expect(later.get(node.urn), node.urn).to.deep.equal(node);
    });

  it("changes nothing of a firewall in the first one", async () => {
    const inspected = (regions: Raw): Raw => ({ ...stackOf(regions), options: ["networkFirewall"] });
    const one = await recordConfig(inspected(IRELAND));
    const later = nodes(await recordConfig(inspected({ ...IRELAND, ...FRANKFURT })));
    const own = one.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
    for (const node of own) expect(later.get(node.urn), node.urn).to.deep.equal(node);
  });

  it("brings nothing that does not bear its name", async () => {
    const one = await recordConfig(stackOf(IRELAND));
    const two = await recordConfig(stackOf({ ...IRELAND, ...FRANKFURT }));
    const brought = beyond(two, one);
    expect(brought).to.include("LoadBalancer front-eu-central-1");
    expect(brought.filter((name) => !name.includes("eu-central-1"))).to.deep.equal([]);
  });
});
