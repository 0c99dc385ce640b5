import { ANYWHERE, isOffTheInternet } from "../../../plan/cidrs";
import { type NetworkAcl, type SecurityGroup, type SecurityGroupRule, filtersFor } from "./filters";
import type { Packet, Peer } from "./path";
import { type Box, type Decision, type Filter, addressText, addressesOf, decide, portText, within } from "./ranges";
import type { Trace } from "./trace";
import type { NatGateway, Network, Route, RouteTable, RouteTarget, Subnet, Way } from "./vpc";

/*
 * How a VPC carries packets, whoever sends them: the route table of the subnet they leave, by the longest prefix; network ACLs, which
 * know nothing of connections, wherever they cross from one subnet to another; firewall endpoints, out of which they come unchanged;
 * NAT gateways; the internet gateway; ways to other networks. A step that fails stops the trace, and the functions answer false or nothing.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html,
 * docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
 */

/** Where a packet came out. */
export interface Arrival {
  at: Subnet | Way | "internet";
  /** As it is there: a NAT gateway sends it on as its own. */
  packet: Packet;
  /** The NAT gateways that it passed. */
  nats: NatGateway[];
}

/** A packet from the internet to something with a public address in a network. */
export function routeFromInternet(trace: Trace, network: Network, packet: Packet): Arrival | undefined {
  const { gateway } = network;
  if (!gateway) {
    trace.stop({ at: network.name, why: "it has no internet gateway" });
    return undefined;
  }
  trace.arrive(gateway.name, "gateway");
  return followRoutes(trace, { network, table: gateway.table }, packet);
}

/** A packet that leaves something in a subnet. */
export function routeFromSubnet(trace: Trace, subnet: Subnet, packet: Packet): Arrival | undefined {
  return followRoutes(trace, { network: subnet.network, table: subnet.table, subnet }, packet);
}

interface Position {
  network: Network;
  table: RouteTable;
  /** Undefined at the internet gateway. */
  subnet?: Subnet;
}

/** From table to table, until it is somewhere. */
function followRoutes(trace: Trace, start: Position, sent: Packet): Arrival | undefined {
  const taken = new Set<Route>();
  const nats: NatGateway[] = [];
  let position = start;
  let packet = sent;
  for (;;) {
    const learnt = learntWay(position.table, packet);
    const route = learnt ? learntRoute(learnt) : nextRoute(trace, position, packet, taken);
    if (!route) return undefined;
    const { target } = route;
    switch (target.kind) {
      case "local": {
        const at = deliverLocally(trace, position, packet);
        return at && { at, packet, nats };
      }
      case "gateway":
      case "egressOnly":
      case "assumed":
        return leaveVpc(trace, position, packet, target) ? { at: "internet", packet, nats } : undefined;
      case "way":
        return leaveByWay(trace, position, packet, target.via) ? { at: target.via, packet, nats } : undefined;
      case "endpoint":
      case "nat":
        if (!passThrough(trace, position, packet, target)) return undefined;
        packet = sentOn(target, packet, nats);
        position = positionIn(target.via.subnet);
        break;
      case "dangling":
      case "elsewhere":
        trace.stop({ at: route.name, ...ENDS[target.kind](target.name) });
        return undefined;
    }
  }
}

/** Where a route leads nowhere, and where it leads to what nobody here knows. */
const ENDS = {
  dangling: (to: string) => ({ why: `it leads to ${to}, which is not there`, dangling: true }),
  elsewhere: (to: string) => ({ why: `it leads to ${to}, which is followed no further` }),
};

/** No table has it before it is learnt. */
const learntRoute = (via: Way) => ({ name: via.name, target: { kind: "way" as const, via } });

/**
 * The gateway whose learnt routes lead a packet on: what is off the internet, and goes no other way than by a default route. A route that
 * is learnt goes before a wider one, and after one of the same range that is not.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
function learntWay(table: RouteTable, { to }: Packet): Way | undefined {
  if (!table.learnsFrom || !isOffTheInternet(to.cidr)) return undefined;
  const route = findRoute(table, to.cidr);
  return route === undefined || route.cidr === ANYWHERE ? table.learnsFrom : undefined;
}

/**
 * Out of the VPC to another network. A transit gateway takes packets only in zones where it is attached, and the network ACL of its subnet
 * there sees them too, if it is another.
 * Sources: docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html, …/tgw-nacls.html
 */
function leaveByWay(trace: Trace, { subnet }: Position, packet: Packet, way: Way): boolean {
  const into = way.subnets.find(({ zone }) => zone === subnet?.zone);
  if (way.kind === "transitGateway" && !into)
    return trace.stop({
      at: way.name,
      why: `it has no subnet in ${subnet?.zone ?? "no zone"}, and takes nothing there`,
    });
  if (!passNetworkAcls(trace, subnet, into === subnet ? undefined : into, packet)) return false;
  return trace.arrive(way.name, way.kind);
}

/**
 * An answer from another network to something in a subnet: by the route table of the zone's subnet where a transit gateway is attached,
 * else by the VPC itself. Another VPC that is made here must have routes back.
 */
export function routeFromWay(trace: Trace, way: Way, subnet: Subnet, packet: Packet): Arrival | undefined {
  const { network } = subnet;
  // Those of a VPC that exists are its owner's, and not looked up.
  const peers = way.peer?.existing === undefined ? (way.peer?.subnets ?? []) : [];
  const lost = peers.find((each) => isBackend(each) && !leadsBack(each, subnet, network));
  if (lost) {
    trace.stop({ at: lost.table.name, why: `no route back to ${packet.to.name}` });
    return undefined;
  }
  trace.arrive(way.name, way.kind);
  const entry = way.subnets.find(({ zone }) => zone === subnet.zone) ?? way.subnets[0];
  if (entry && entry !== subnet) return routeFromSubnet(trace, entry, packet);
  // No network ACL sees what comes from a gateway in the same subnet.
  const at = deliverLocally(trace, { network, table: subnet.table, ...(entry && { subnet: entry }) }, packet);
  return at && { at, packet, nats: [] };
}

/** Where something may answer: in every subnet that is not for load balancers, firewalls or gateways. */
const isBackend = ({ tier = "app" }: Subnet): boolean => tier === "app";

function leadsBack({ table }: Subnet, { cidr }: Subnet, network: Network): boolean {
  const target = findRoute(table, cidr)?.target;
  return target?.kind === "way" && target.via.peer === network;
}

function nextRoute(trace: Trace, { table }: Position, { to }: Packet, taken: Set<Route>): Route | undefined {
  const route = findRoute(table, to.cidr);
  if (!route) {
    trace.stop({ at: table.name, why: `no route to ${to.name}` });
    return undefined;
  }
  if (taken.has(route)) {
    trace.stop({ at: route.name, why: "the routes lead in a circle" });
    return undefined;
  }
  taken.add(route);
  trace.followRoute(route.name);
  return route;
}

const positionIn = (subnet: Subnet): Position => ({ network: subnet.network, table: subnet.table, subnet });

/** The longest prefix that holds all of a range. */
export function findRoute({ routes }: RouteTable, cidr: string): Route | undefined {
  const addresses = addressesOf(cidr);
  return routes.find((route) => within(addresses, route.addresses));
}

function deliverLocally(trace: Trace, { network, subnet }: Position, packet: Packet): Subnet | undefined {
  const addresses = addressesOf(packet.to.cidr);
  const destination = network.subnets.find(({ cidr, ipv6Cidr }) =>
    [cidr, ...(ipv6Cidr === undefined ? [] : [ipv6Cidr])].some((range) => within(addresses, addressesOf(range))),
  );
  if (!destination) {
    trace.stop({ at: network.name, why: `no subnet has ${packet.to.name}` });
    return undefined;
  }
  return passNetworkAcls(trace, subnet, destination, packet) ? destination : undefined;
}

/** What lets packets out to the internet: a gateway, or the routes of who has the VPC, which nobody here knows. */
const GATEWAY_HOPS = { gateway: "gateway", egressOnly: "egressOnlyGateway", assumed: "ownerRoutes" } as const;

function leaveVpc(
  trace: Trace,
  { subnet }: Position,
  packet: Packet,
  { kind, name }: Extract<RouteTarget, { kind: keyof typeof GATEWAY_HOPS }>,
): boolean {
  if (!passNetworkAcls(trace, subnet, undefined, packet)) return false;
  trace.arrive(name, GATEWAY_HOPS[kind]);
  if (kind !== "gateway" || packet.from.address !== undefined) return true;
  return trace.stop({ at: name, why: `${packet.from.name} has no public address` });
}

/** Into the subnet of what packets come out of again. */
function passThrough(
  trace: Trace,
  { subnet }: Position,
  packet: Packet,
  { kind, via }: Extract<RouteTarget, { kind: "nat" | "endpoint" }>,
): boolean {
  return passNetworkAcls(trace, subnet, via.subnet, packet) && trace.arrive(via.name, kind, via.subnet.zone);
}

/** A firewall endpoint sends a packet on as it came, a NAT gateway as its own. */
function sentOn(
  target: Extract<RouteTarget, { kind: "nat" | "endpoint" }>,
  packet: Packet,
  nats: NatGateway[],
): Packet {
  if (target.kind === "endpoint") return packet;
  nats.push(target.via);
  return { from: natPeer(target.via, packet), to: packet.to };
}

function natPeer({ name, subnet, address }: NatGateway, { from }: Packet): Peer {
  return { name, cidr: subnet.cidr, ports: from.ports, groups: [], address };
}

/** What the network ACLs say to a packet from one subnet to another; within one they do not apply. */
export function passNetworkAcls(
  trace: Trace,
  out: Subnet | undefined,
  into: Subnet | undefined,
  packet: Packet,
): boolean {
  if (out === into) return true;
  return passNetworkAcl(trace, out?.acl, "out", packet) && passNetworkAcl(trace, into?.acl, "in", packet);
}

function passNetworkAcl(
  trace: Trace,
  acl: NetworkAcl | undefined,
  direction: "in" | "out",
  { from, to }: Packet,
): boolean {
  if (!acl) return true;
  const other = direction === "in" ? from : to;
  const box = { addresses: addressesOf(other.cidr), ports: to.ports };
  const ruleText = (rule: string) => `${acl.name} ${rule}`;
  return applyDecision(trace, acl.name, decide(box, acl[direction]), { direction, other, box, ruleText });
}

/** What the security groups of one end say to the other, which comes `in` to it or to which it goes `out`. No group: all may pass. */
export function passSecurityGroups(
  trace: Trace,
  groups: readonly SecurityGroup[],
  direction: "in" | "out",
  { from, to }: Packet,
): boolean {
  if (groups.length === 0) return true;
  const other = direction === "in" ? from : to;
  const box = { addresses: addressesOf(other.cidr), ports: to.ports };
  const filters: Filter[] = groups.flatMap((group) => filtersFor(rulesOf(group, direction), other));
  const at = groups.map(({ name }) => name).join(", ");
  return applyDecision(trace, at, decide(box, filters), { direction, other, box, ruleText: (rule) => rule });
}

const rulesOf = (group: SecurityGroup, direction: "in" | "out"): SecurityGroupRule[] =>
  direction === "in" ? [...group.in, ...group.inV6] : [...group.out, ...group.outV6];

interface FilterQuery {
  direction: "in" | "out";
  other: Peer;
  box: Box;
  ruleText: (rule: string) => string;
}

function applyDecision(trace: Trace, at: string, decision: Decision, query: FilterQuery): boolean {
  if (!decision.stopped) return trace.allowedBy(decision.passed.map(query.ruleText));
  const what = dropText(decision.stopped, query);
  const why = decision.denied === undefined ? `no rule lets ${what}` : `${decision.denied} denies ${what}`;
  return trace.stop({ at, why });
}

/** `TCP 1024–65535 in from front-eu-west-1` */
function dropText({ addresses, ports }: Box, { direction, other, box }: FilterQuery): string {
  const whole = within(box.addresses, addresses);
  const who = whole ? other.name : `${addressText(addresses)} of ${other.name}`;
  return `TCP ${portText(ports)} ${direction === "in" ? "in from" : "out to"} ${who}`;
}
