import { type Graph, GraphIndex, type ResourceNode, referencesIn } from "../../../graph/graph";
import { withReferencedStacks } from "../../../graph/referencedStacks";
import { ANYWHERE, normalizedV6, parts as partsOf } from "../../../plan/cidrs";
import { assumedTarget, tierOf } from "../../inventory/existingVpcs";
import { TYPES } from "../../inventory/resourceTypes";
import { routeTarget } from "../../inventory/subnets";
import { type NetworkAcl, networkAclOf, securityGroups } from "./filters";
import { addressesOf, count } from "./ranges";
import type {
  FirewallEndpoint,
  NatGateway,
  Network,
  Route,
  RouteTable,
  RouteTarget,
  Subnet,
  Topology,
  TopologyParts,
} from "./vpc";
import { type WayFinder, addWays } from "./ways";

/** With the networks of the stacks that the graph's own refers to. */
export function topologyOf(graph: Graph): Topology {
  const index = GraphIndex.of(withReferencedStacks(graph));
  const own = new Set(graph.resources.map(({ urn }) => urn));
  const parts: TopologyParts = {
    index,
    own,
    networks: networksOf(index, own),
    tables: associations(index),
    subnets: new Map(),
    routeTables: new Map(),
  };
  addSubnets(parts);
  addGateways(parts);
  const addressOf = addressFinder(index);
  const nats = natGatewaysOf(parts, addressOf);
  const endpoints = firewallEndpointsOf(parts);
  const wayOf = addWays(parts);
  addRoutes(parts, { nats, endpoints, wayOf });
  addAssumedRoutes(parts);
  for (const nat of nats.values()) nat.subnet.network.nats.push(nat);
  for (const endpoint of endpoints.values()) endpoint.subnet.network.endpoints.push(endpoint);
  const { subnets, networks } = parts;
  return { index, own, networks: [...networks.values()], subnets, groups: securityGroups(index), addressOf };
}

/** Of a VPC that is only read and of which nothing is known nothing can be followed. */
function networksOf(index: GraphIndex, own: ReadonlySet<string>): Map<ResourceNode, Network> {
  const known = index
    .ofType(TYPES.vpc)
    .filter(({ external, inputs }) => !external || inputs["cidrBlock"] !== undefined);
  return new Map(
    known.map((vpc) => [
      vpc,
      {
        name: vpc.name,
        region: index.regionOf(vpc) ?? "",
        own: own.has(vpc.urn),
        ...(vpc.external && { existing: String(vpc.inputs["id"]) }),
        cidr: String(vpc.inputs["cidrBlock"]),
        subnets: [],
        nats: [],
        endpoints: [],
        ways: [],
      },
    ]),
  );
}

function associations(index: GraphIndex): Map<ResourceNode, ResourceNode> {
  return new Map(
    index.ofType("aws:ec2/routeTableAssociation:RouteTableAssociation").flatMap(({ inputs }) => {
      const associated = index.resolve(inputs["subnetId"] ?? inputs["gatewayId"]);
      const table = index.resolve(inputs["routeTableId"]);
      return associated && table ? [[associated, table] as const] : [];
    }),
  );
}

function routeTableOf(parts: TopologyParts, associated: ResourceNode, network: Network): RouteTable {
  const node = parts.tables.get(associated);
  const known = node && parts.routeTables.get(node);
  if (known) return known;
  const name = node?.name ?? associated.name;
  const { cidr } = network;
  const local: Route = { name: `${name} local`, cidr, addresses: addressesOf(cidr), target: { kind: "local" } };
  const table = { name, routes: [local] };
  if (node) parts.routeTables.set(node, table);
  return table;
}

function addSubnets(parts: TopologyParts): void {
  const { index, networks, subnets } = parts;
  const acls = aclsBySubnet(index);
  const assumed = assumedRanges(parts);
  for (const node of index.ofType(TYPES.subnet)) {
    const vpc = index.resolve(node.inputs["vpcId"]);
    const network = vpc && networks.get(vpc);
    if (!network) continue;
    const ipv6Cidr = node.inputs["ipv6CidrBlock"];
    if (typeof ipv6Cidr === "string") network.ipv6Cidr = vpcRangeOf(ipv6Cidr);
    const subnet: Subnet = {
      name: node.name,
      zone: String(node.inputs["availabilityZone"]),
      tier: tierOf(node),
      cidr: assumed.get(node) ?? String(node.inputs["cidrBlock"]),
      ...(typeof ipv6Cidr === "string" && { ipv6Cidr }),
      network,
      table: routeTableOf(parts, node, network),
      acl: acls.get(node),
    };
    subnets.set(node, subnet);
    network.subnets.push(subnet);
  }
}

/** A VPC has a /56. Source: docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const vpcRangeOf = (subnetCidr: string): string => normalizedV6(subnetCidr.replace(/\/\d+$/, "/56"));

function aclsBySubnet(index: GraphIndex): Map<ResourceNode, NetworkAcl> {
  return new Map(
    index.ofType("aws:ec2/networkAcl:NetworkAcl").flatMap((node) => {
      const acl = networkAclOf(node);
      return ((node.inputs["subnetIds"] ?? []) as unknown[]).flatMap((id) => {
        const subnet = index.resolve(id);
        return subnet ? [[subnet, acl] as const] : [];
      });
    }),
  );
}

function addGateways(parts: TopologyParts): void {
  for (const node of parts.index.ofType("aws:ec2/internetGateway:InternetGateway")) {
    const vpc = parts.index.resolve(node.inputs["vpcId"]);
    const network = vpc && parts.networks.get(vpc);
    if (network) network.gateway = { name: node.name, table: routeTableOf(parts, node, network) };
  }
  for (const [node, network] of parts.networks)
    if (network.existing !== undefined && !network.gateway)
      network.gateway = { name: `internet gateway of ${network.existing}`, table: routeTableOf(parts, node, network) };
}

/**
 * Of subnets that exist and that nobody asked AWS about only their VPC's range is known: each is taken for a part of it of its own, so that
 * packets between them can be followed.
 */
function assumedRanges({ index, networks }: TopologyParts): Map<ResourceNode, string> {
  const unknown = index.ofType(TYPES.subnet).filter(({ inputs }) => inputs["cidrBlock"] === undefined);
  return new Map(
    [...networks].flatMap(([vpc, { cidr }]) => {
      const own = unknown.filter(({ inputs }) => index.resolve(inputs["vpcId"]) === vpc);
      const ranges = own.length === 0 ? [] : partsOf(cidr, own.length);
      return own.map((node, place): [ResourceNode, string] => [node, ranges[place] ?? cidr]);
    }),
  );
}

/** What leads out of the subnets that exist. */
function addAssumedRoutes({ index, subnets }: TopologyParts): void {
  for (const [node, { name, table, network }] of subnets) {
    const target = network.existing === undefined ? undefined : assumedTarget(index, node);
    if (!target) continue;
    const route = { name: `${name} default`, cidr: ANYWHERE, addresses: addressesOf(ANYWHERE) };
    if (target === "routes") table.routes.push({ ...route, target: { kind: "assumed", name: network.name } });
    else if (network.gateway) table.routes.push({ ...route, target: { kind: "gateway", name: network.gateway.name } });
  }
}

function addressFinder(index: GraphIndex): Topology["addressOf"] {
  const readAddresses = new Map(
    index.ofType(TYPES.eip).flatMap(({ name, external, inputs }) => (external ? [[inputs["id"], name]] : [])),
  );
  return (allocationId) => readAddresses.get(allocationId) ?? index.resolve(allocationId)?.name;
}

function natGatewaysOf(
  { index, subnets }: TopologyParts,
  addressOf: Topology["addressOf"],
): Map<ResourceNode, NatGateway> {
  return new Map(
    index.ofType("aws:ec2/natGateway:NatGateway").flatMap((node) => {
      const subnetNode = index.resolve(node.inputs["subnetId"]);
      const subnet = subnetNode && subnets.get(subnetNode);
      const address = addressOf(node.inputs["allocationId"]);
      return subnet ? [[node, { name: node.name, subnet, address }] as const] : [];
    }),
  );
}

function firewallEndpointsOf({ index, subnets }: TopologyParts): Map<ResourceNode, FirewallEndpoint> {
  return new Map(
    index.ofType(TYPES.endpointAssociation).flatMap((node) => {
      const mapping = node.inputs["subnetMapping"] as { subnetId?: unknown } | undefined;
      const subnetNode = index.resolve(mapping?.subnetId);
      const subnet = subnetNode && subnets.get(subnetNode);
      return subnet ? [[node, { name: node.name, subnet }] as const] : [];
    }),
  );
}

/** What routes may lead to, by their resources. */
interface RouteTargets {
  nats: ReadonlyMap<ResourceNode, NatGateway>;
  endpoints: ReadonlyMap<ResourceNode, FirewallEndpoint>;
  wayOf: WayFinder;
}

function addRoutes(parts: TopologyParts, targets: RouteTargets): void {
  const { index, routeTables } = parts;
  addLocalIpv6Routes(parts);
  for (const { name, inputs } of index.ofType("aws:ec2/route:Route")) {
    const node = index.resolve(inputs["routeTableId"]);
    const cidr = inputs["destinationCidrBlock"] ?? inputs["destinationIpv6CidrBlock"];
    // A route to a prefix list leads to one service of AWS, not to the internet at large.
    if (!node || typeof cidr !== "string") continue;
    const target = targetOf(index, inputs, index.resolve(node.inputs["vpcId"]), targets);
    routeTables.get(node)?.routes.push({ name, cidr, addresses: addressesOf(cidr), target });
  }
  for (const { routes } of routeTables.values()) routes.sort((one, other) => rank(one) - rank(other));
}

/** Within its VPC every table leads by IPv6, too, where the VPC has a range of it. */
function addLocalIpv6Routes({ networks }: TopologyParts): void {
  for (const { ipv6Cidr: cidr, subnets, gateway } of networks.values()) {
    if (cidr === undefined) continue;
    for (const { name, routes } of new Set([...subnets.map(({ table }) => table), ...(gateway ? [gateway.table] : [])]))
      routes.push({ name: `${name} local`, cidr, addresses: addressesOf(cidr), target: { kind: "local" } });
  }
}

const rank = ({ addresses, target }: Route): number => count(addresses) + (target.kind === "local" ? 0.5 : 0);

function targetOf(
  index: GraphIndex,
  inputs: ResourceNode["inputs"],
  vpc: ResourceNode | undefined,
  { nats, endpoints, wayOf }: RouteTargets,
): RouteTarget {
  const value = routeTarget(inputs);
  if (value === "local") return { kind: "local" };
  const way = wayOf(vpc, value);
  if (way) return { kind: "way", via: way };
  const node = index.resolve(value);
  if (!node) return danglingOrElsewhere(value);
  const nat = nats.get(node);
  if (nat) return { kind: "nat", via: nat };
  const endpoint = endpoints.get(node);
  if (endpoint) return { kind: "endpoint", via: endpoint };
  return { kind: GATEWAY_KINDS[node.type] ?? "elsewhere", name: node.name };
}

const GATEWAY_KINDS: Readonly<Record<string, "gateway" | "egressOnly">> = {
  "aws:ec2/internetGateway:InternetGateway": "gateway",
  [TYPES.egressOnlyGateway]: "egressOnly",
};

function danglingOrElsewhere(value: unknown): RouteTarget {
  const [reference] = referencesIn(value);
  return reference ? { kind: "dangling", name: reference.name } : { kind: "elsewhere", name: String(value) };
}
