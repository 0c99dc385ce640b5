import { type GraphIndex, type ResourceNode } from "../../../graph/graph";
import type { NetworkAcl, SecurityGroup } from "./filters";
import type { Addresses } from "./ranges";

/** A VPC. */
export interface Network {
  name: string;
  region: string;
  /** Whether it is of the stack itself, not of one that the stack refers to. */
  own: boolean;
  /** The id of one that exists, whose routes and network ACLs are its owner's: what leads out of its subnets is assumed. */
  existing?: string;
  cidr: string;
  /** Its range of IPv6, where a subnet has a part of it. */
  ipv6Cidr?: string;
  gateway?: InternetGateway;
  subnets: Subnet[];
  nats: NatGateway[];
  endpoints: FirewallEndpoint[];
  ways: Way[];
}

interface InternetGateway {
  name: string;
  /** What it routes by what comes in: a table of its own, or nothing but the local route. */
  table: RouteTable;
}

export interface Subnet {
  name: string;
  zone: string;
  /** What it is for, as its tag says. */
  tier?: string;
  cidr: string;
  /** Its range of IPv6, where it has one. */
  ipv6Cidr?: string;
  network: Network;
  table: RouteTable;
  /** Undefined for that of the VPC's own, which lets everything through. */
  acl?: NetworkAcl;
}

export interface NatGateway {
  name: string;
  subnet: Subnet;
  /** Logical name of its Elastic IP. */
  address?: string;
}

/** A firewall's endpoint: packets come out of it as they went in. */
export interface FirewallEndpoint {
  name: string;
  subnet: Subnet;
}

/** What leads to other networks. What lies behind it is in no plan, unless it is another VPC of the stack. */
export interface Way {
  /** Logical name of the attachment, the peering or the gateway. */
  name: string;
  kind: "transitGateway" | "peering" | "vpnGateway";
  /** As people know it: `tgw-0123456789abcdef0`, `vpc-0123456789abcdef0`, or the logical name. */
  to: string;
  /** Where a transit gateway is attached, a subnet of a zone each; of others none. */
  subnets: Subnet[];
  /** The other VPC, where it is in the graph. */
  peer?: Network;
}

export type RouteTarget =
  | { kind: "local" }
  | { kind: "gateway"; name: string }
  | { kind: "nat"; via: NatGateway }
  /** Out by IPv6, and nothing in but answers. */
  | { kind: "egressOnly"; name: string }
  | { kind: "endpoint"; via: FirewallEndpoint }
  | { kind: "way"; via: Way }
  /** A resource that is not in the graph. */
  | { kind: "dangling"; name: string }
  /** The internet, by ways of an owner's that nobody knows. */
  | { kind: "assumed"; name: string }
  /** What is not followed: what no resource of the graph leads to, a network interface. */
  | { kind: "elsewhere"; name: string };

export interface Route {
  /** Logical name, or the table's and `local`. */
  name: string;
  cidr: string;
  addresses: Addresses;
  target: RouteTarget;
}

export interface RouteTable {
  name: string;
  /** The longest prefixes first, and the local route after another of the same. */
  routes: Route[];
  /** A virtual private gateway from which it learns routes, which are in no plan. */
  learnsFrom?: Way;
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

/** What becomes a topology, by its resources. */
export interface TopologyParts {
  index: GraphIndex;
  own: ReadonlySet<string>;
  networks: Map<ResourceNode, Network>;
  /** Of subnets and gateways, by what is associated with the table. */
  tables: Map<ResourceNode, ResourceNode>;
  subnets: Map<ResourceNode, Subnet>;
  routeTables: Map<ResourceNode, RouteTable>;
}
