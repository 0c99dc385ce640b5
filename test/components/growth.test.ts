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

  it("brings nothing that does not bear its name", async () => {
    const one = await recordConfig(stackOf(IRELAND));
    const two = await recordConfig(stackOf({ ...IRELAND, ...FRANKFURT }));
    const brought = beyond(two, one);
    expect(brought).to.include("LoadBalancer front-eu-central-1");
    expect(brought.filter((name) => !name.includes("eu-central-1"))).to.deep.equal([]);
  });
});
