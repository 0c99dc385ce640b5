import type { Origin } from "../../../plan/options";
import type { Span } from "./ranges";

/** What a packet passes. `ownerRoutes`: what leads out of a VPC that exists, whatever it is. `endpoint` is a firewall's; `service` an endpoint service, `serviceElsewhere` one that no plan has. */
export type HopKind =
  | "internet"
  | "gateway"
  | "accelerator"
  | "endpoint"
  | "client"
  | "interfaceEndpoint"
  | "service"
  | "serviceElsewhere"
  | "loadBalancer"
  | "nat"
  | "egressOnlyGateway"
  | "transitGateway"
  | "peering"
  | "vpnGateway"
  | "ownerRoutes"
  | "target";

export interface Hop {
  /** Logical name of the resource, or `internet`. */
  at: string;
  kind: HopKind;
  /** `eu-west-1a`; undefined for what is in no zone. */
  zone?: string;
  /** The route that led here: its logical name, or the table's and `local`. Undefined where no table decided. */
  route?: string;
  /** The rules of network ACLs and security groups that let the packet come here. */
  rules: string[];
}

export interface Drop {
  /** Logical name of the resource that drops the packet, or lacks what would lead it on. */
  at: string;
  why: string;
  /** Whether it is a route to a resource that is not in the graph. */
  dangling?: boolean;
  /** Whether it is a route to another network, which may be made by whoever joins the two: no fault of the plan. */
  unplanned?: boolean;
}

/** One direction of a connection. */
export interface Direction {
  hops: Hop[];
  dropped?: Drop;
}

/**
 * `client`: from the internet to a target, by an accelerator or not. `consumer`: to a target by PrivateLink, from a client in a consumer's VPC. `healthCheck`: from a load balancer's node to a target. `egress`: from a target to the
 * internet, or to another network.
 */
type PathKind = "client" | "consumer" | "healthCheck" | "egress";

/** Where the clients come from that take paths of a kind; undefined where no client does. In the order in which paths are told. */
const ORIGIN_OF: Readonly<Record<PathKind, Origin | undefined>> = {
  client: "internet",
  consumer: "consumers",
  healthCheck: undefined,
  egress: undefined,
};

export const PATH_KINDS = Object.keys(ORIGIN_OF) as PathKind[];

/** Where clients come from by a path; undefined for one that no client takes. */
export const comesFrom = ({ kind }: Pick<Path, "kind">): Origin | undefined => ORIGIN_OF[kind];

/**
 * `open`: all of it comes there and back. `dropped`: not all of it. `asymmetric`: it comes back past other firewall endpoints.
 * `closed`: on purpose: no NAT gateway, or no client on the internet is let in, or no consumer anywhere, or the accelerator
 * leads elsewhere; or by what is not in the plan, a route to another network.
 */
type PathVerdict = "open" | "dropped" | "asymmetric" | "closed";

/** A connection that the stack is for, followed there and back. */
export interface Path {
  region: string;
  /**
   * Where it passes the edge of its VPC: the zone of the load balancer's node or NAT gateway, or of a consumer's endpoint, else of the
   * target. The region, where the plan does not have the zone: of subnets that are only named, or of what stops before any zone.
   */
  zone: string;
  kind: PathKind;
  /** Logical name of the Elastic IP, or of the accelerator, that the internet sees. */
  address?: string;
  /** Logical name of the load balancer, the NAT gateway, or what leads to another network. */
  through?: string;
  /** Logical name of the consumer; undefined for consumers that the plan does not have. */
  consumer?: string;
  /** Logical name of the Auto Scaling group or ECS service, or of what stops the path. */
  target: string;
  targetZone?: string;
  /** `TCP 5000 from 0.0.0.0/0` */
  traffic: string;
  /** Whether clients come by IPv6 to the load balancer's own addresses, or the service's own connections go out by it. Default: by IPv4. */
  ipv6?: true;
  there: Direction;
  /** Has no hops where the packet does not come there. */
  back: Direction;
  verdict: PathVerdict;
  /** Of every verdict but `open`. */
  reason?: Drop;
  /** What the plan cannot know. */
  note?: string;
  /** Whether it leads by routes and network ACLs of a VPC's owner, which are taken to let it through. */
  assumed?: true;
  /** Logical names of the firewall endpoints passed there, in order. */
  inspectedBy: string[];
  /** Whether its VPC has a firewall endpoint in any zone, which PrivateLink passes by. */
  inspectable: boolean;
}

/** One end of a connection, or all those that are treated alike. */
export interface Peer {
  /** A logical name, or a range. */
  name: string;
  /** Where its address lies. */
  cidr: string;
  ports: Span;
  /** Logical names of its security groups. */
  groups: readonly string[];
  /** Where its addresses are those of a prefix list, which of them is not known here: the list's id. */
  prefixList?: string;
  /** Logical name of what the internet sees it by; undefined for what has no public address. */
  address?: string;
}

export interface Packet {
  from: Peer;
  to: Peer;
}

export const reply = ({ from, to }: Packet): Packet => ({ from: to, to: from });
