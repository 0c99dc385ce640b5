import { GraphIndex, referencesIn, type Graph, type ResourceNode } from "../../graph/graph";
import { joined } from "../../graph/references";
import { TYPES } from "../comparison";
import { aclOf, securityGroups, type Acl, type SecurityGroup } from "./filters";
import { addressesOf, count, type Addresses } from "./ranges";

/** A VPC. */
export interface Network {
  name: string;
  region: string;
  /** Whether it is of the stack itself, not of one that the stack refers to. */
  own: boolean;
  cidr: string;
  gateway?: Gateway;
  subnets: Subnet[];
  nats: Nat[];
  endpoints: Endpoint[];
}

export interface Gateway {
  name: string;
  /** What it routes by what comes in: a table of its own, or nothing but the local route. */
  table: Table;
}

export interface Subnet {
  name: string;
  zone: string;
  /** What it is for, as its tag says. */
  tier?: string;
  cidr: string;
  network: Network;
  table: Table;
  /** Undefined for that of the VPC's own, which lets everything through. */
  acl?: Acl;
}

export interface Nat {
  name: string;
  subnet: Subnet;
  /** Logical name of its Elastic IP. */
  address?: string;
}

/** A firewall's endpoint: packets come out of it as they went in. */
export interface Endpoint {
  name: string;
  subnet: Subnet;
}

export type RouteTarget =
  | { kind: "local" }
  | { kind: "gateway"; name: string }
  | { kind: "nat"; middle: Nat }
  | { kind: "endpoint"; middle: Endpoint }
  /** A resource that is not in the graph. */
  | { kind: "dangling"; name: string }
  /** What is not followed: another VPC, a network interface. */
  | { kind: "elsewhere"; name: string };

export interface Route {
  /** Logical name, or the table's and `local`. */
  name: string;
  cidr: string;
  addresses: Addresses;
  target: RouteTarget;
}

export interface Table {
  name: string;
  /** The longest prefixes first, and the local route after another of the same. */
  routes: Route[];
}

/** The networks of a graph, found by their resources. */
export interface Topology {
  index: GraphIndex;
  /** URNs of the stack's own resources: those of stacks that it refers to are among the others. */
  own: ReadonlySet<string>;
  networks: Network[];
  subnets: ReadonlyMap<ResourceNode, Subnet>;
  groups: ReadonlyMap<string, SecurityGroup>;
  /** Logical name of an Elastic IP by its allocation id, be it a reference or the id itself. */
  addressOf: (allocationId: unknown) => string | undefined;
}

interface Parts {
  index: GraphIndex;
  own: ReadonlySet<string>;
  networks: Map<ResourceNode, Network>;
  /** Of subnets and gateways, by what is associated with the table. */
  tables: Map<ResourceNode, ResourceNode>;
  subnets: Map<ResourceNode, Subnet>;
  routeTables: Map<ResourceNode, Table>;
}

/** With the networks of the stacks that the graph's own refers to. */
export function topology(graph: Graph): Topology {
  const index = new GraphIndex(joined(graph));
  const own = new Set(graph.resources.map(({ urn }) => urn));
  const parts: Parts = {
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
  const nats = natsOf(parts, addressOf);
  const endpoints = endpointsOf(parts);
  addRoutes(parts, nats, endpoints);
  for (const nat of nats.values()) nat.subnet.network.nats.push(nat);
  for (const endpoint of endpoints.values()) endpoint.subnet.network.endpoints.push(endpoint);
  const { subnets, networks } = parts;
  return { index, own, networks: [...networks.values()], subnets, groups: securityGroups(index), addressOf };
}

function networksOf(index: GraphIndex, own: ReadonlySet<string>): Map<ResourceNode, Network> {
  return new Map(
    index.ofType("aws:ec2/vpc:Vpc").map((vpc) => [
      vpc,
      {
        name: vpc.name,
        region: index.regionOf(vpc) ?? "",
        own: own.has(vpc.urn),
        cidr: String(vpc.inputs["cidrBlock"]),
        subnets: [],
        nats: [],
        endpoints: [],
      },
    ]),
  );
}

function associations(index: GraphIndex): Map<ResourceNode, ResourceNode> {
  return new Map(
    index.ofType("aws:ec2/routeTableAssociation:RouteTableAssociation").flatMap(({ inputs }) => {
      const associated = index.referred(inputs["subnetId"] ?? inputs["gatewayId"]);
      const table = index.referred(inputs["routeTableId"]);
      return associated && table ? [[associated, table] as const] : [];
    }),
  );
}

function tableOf(parts: Parts, associated: ResourceNode, network: Network): Table {
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

function addSubnets(parts: Parts): void {
  const { index, networks, subnets } = parts;
  const acls = aclsBySubnet(index);
  for (const node of index.ofType("aws:ec2/subnet:Subnet")) {
    const vpc = index.referred(node.inputs["vpcId"]);
    const network = vpc && networks.get(vpc);
    if (!network) continue;
    const subnet: Subnet = {
      name: node.name,
      zone: String(node.inputs["availabilityZone"]),
      tier: (node.inputs["tags"] as { Tier?: string } | undefined)?.Tier,
      cidr: String(node.inputs["cidrBlock"]),
      network,
      table: tableOf(parts, node, network),
      acl: acls.get(node),
    };
    subnets.set(node, subnet);
    network.subnets.push(subnet);
  }
}

function aclsBySubnet(index: GraphIndex): Map<ResourceNode, Acl> {
  return new Map(
    index.ofType("aws:ec2/networkAcl:NetworkAcl").flatMap((node) => {
      const acl = aclOf(node);
      return ((node.inputs["subnetIds"] ?? []) as unknown[]).flatMap((id) => {
        const subnet = index.referred(id);
        return subnet ? [[subnet, acl] as const] : [];
      });
    }),
  );
}

function addGateways(parts: Parts): void {
  for (const node of parts.index.ofType("aws:ec2/internetGateway:InternetGateway")) {
    const vpc = parts.index.referred(node.inputs["vpcId"]);
    const network = vpc && parts.networks.get(vpc);
    if (network) network.gateway = { name: node.name, table: tableOf(parts, node, network) };
  }
}

function addressFinder(index: GraphIndex): Topology["addressOf"] {
  const read = new Map(
    index.ofType("aws:ec2/eip:Eip").flatMap(({ name, external, inputs }) => (external ? [[inputs["id"], name]] : [])),
  );
  return (allocationId) => read.get(allocationId) ?? index.referred(allocationId)?.name;
}

function natsOf({ index, subnets }: Parts, addressOf: Topology["addressOf"]): Map<ResourceNode, Nat> {
  return new Map(
    index.ofType("aws:ec2/natGateway:NatGateway").flatMap((node) => {
      const place = index.referred(node.inputs["subnetId"]);
      const subnet = place && subnets.get(place);
      const address = addressOf(node.inputs["allocationId"]);
      return subnet ? [[node, { name: node.name, subnet, address }] as const] : [];
    }),
  );
}

function endpointsOf({ index, subnets }: Parts): Map<ResourceNode, Endpoint> {
  return new Map(
    index.ofType(TYPES.endpointAssociation).flatMap((node) => {
      const mapping = node.inputs["subnetMapping"] as { subnetId?: unknown } | undefined;
      const place = index.referred(mapping?.subnetId);
      const subnet = place && subnets.get(place);
      return subnet ? [[node, { name: node.name, subnet }] as const] : [];
    }),
  );
}

function addRoutes(
  { index, routeTables }: Parts,
  nats: ReadonlyMap<ResourceNode, Nat>,
  endpoints: ReadonlyMap<ResourceNode, Endpoint>,
): void {
  for (const { name, inputs } of index.ofType("aws:ec2/route:Route")) {
    const node = index.referred(inputs["routeTableId"]);
    const cidr = inputs["destinationCidrBlock"];
    // A route to a prefix list leads to one service of AWS, not to the internet at large.
    if (!node || typeof cidr !== "string") continue;
    const target = targetOf(index, inputs, nats, endpoints);
    routeTables.get(node)?.routes.push({ name, cidr, addresses: addressesOf(cidr), target });
  }
  for (const { routes } of routeTables.values()) routes.sort((one, other) => rank(one) - rank(other));
}

const rank = ({ addresses, target }: Route): number => count(addresses) + (target.kind === "local" ? 0.5 : 0);

const TARGET_KEYS = [
  "gatewayId",
  "natGatewayId",
  "vpcEndpointId",
  "transitGatewayId",
  "vpcPeeringConnectionId",
  "networkInterfaceId",
];

function targetOf(
  index: GraphIndex,
  inputs: ResourceNode["inputs"],
  nats: ReadonlyMap<ResourceNode, Nat>,
  endpoints: ReadonlyMap<ResourceNode, Endpoint>,
): RouteTarget {
  const value = TARGET_KEYS.map((key) => inputs[key]).find((each) => each !== undefined);
  if (value === "local") return { kind: "local" };
  const node = index.referred(value);
  if (!node) return danglingOrElsewhere(value);
  const nat = nats.get(node);
  if (nat) return { kind: "nat", middle: nat };
  const endpoint = endpoints.get(node);
  if (endpoint) return { kind: "endpoint", middle: endpoint };
  return { kind: node.type === "aws:ec2/internetGateway:InternetGateway" ? "gateway" : "elsewhere", name: node.name };
}

function danglingOrElsewhere(value: unknown): RouteTarget {
  const [reference] = referencesIn(value);
  return reference ? { kind: "dangling", name: reference.name } : { kind: "elsewhere", name: String(value) };
}
