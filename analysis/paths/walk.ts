import { filtersFor, type Acl, type GroupRule, type SecurityGroup } from "./filters";
import type { Packet, Party } from "./model";
import { addressesOf, addressText, decide, portText, within, type Box, type Decision, type Filter } from "./ranges";
import type { Nat, Network, Route, RouteTarget, Subnet, Table } from "./topology";
import type { Trail } from "./trail";

/*
 * How a VPC carries packets, whoever sends them: the route table of the subnet they leave, by the longest prefix; network ACLs, which
 * know nothing of connections, wherever they cross from one subnet to another; firewall endpoints, out of which they come unchanged;
 * NAT gateways; the internet gateway. A step that fails stops the trail, and the functions answer false or nothing.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html,
 * docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
 */

/** Where a packet came out. */
export interface Arrival {
  at: Subnet | "internet";
  /** As it is there: a NAT gateway sends it on as its own. */
  packet: Packet;
  /** The NAT gateways that it passed. */
  nats: Nat[];
}

/** A packet from the internet to something with a public address in a network. */
export function fromInternet(trail: Trail, network: Network, packet: Packet): Arrival | undefined {
  const { gateway } = network;
  if (!gateway) {
    trail.stop({ at: network.name, why: "it has no internet gateway" });
    return undefined;
  }
  trail.arrive(gateway.name, "gateway");
  return forward(trail, { network, table: gateway.table }, packet);
}

/** A packet that leaves something in a subnet. */
export function fromSubnet(trail: Trail, subnet: Subnet, packet: Packet): Arrival | undefined {
  return forward(trail, { network: subnet.network, table: subnet.table, subnet }, packet);
}

interface Position {
  network: Network;
  table: Table;
  /** Undefined at the internet gateway. */
  subnet?: Subnet;
}

/** From table to table, until it is somewhere. */
function forward(trail: Trail, start: Position, sent: Packet): Arrival | undefined {
  const taken = new Set<Route>();
  const nats: Nat[] = [];
  let position = start;
  let packet = sent;
  for (;;) {
    const route = nextRoute(trail, position, packet, taken);
    if (!route) return undefined;
    const { target } = route;
    switch (target.kind) {
      case "local": {
        const at = deliver(trail, position, packet);
        return at && { at, packet, nats };
      }
      case "gateway":
        return leave(trail, position, packet, target.name) ? { at: "internet", packet, nats } : undefined;
      case "endpoint":
      case "nat":
        if (!through(trail, position, packet, target)) return undefined;
        if (target.kind === "nat") {
          nats.push(target.middle);
          packet = { from: partyOf(target.middle, packet), to: packet.to };
        }
        position = inSubnet(target.middle.subnet);
        break;
      case "dangling":
        trail.stop({ at: route.name, why: `it leads to ${target.name}, which is not there`, dangling: true });
        return undefined;
      case "elsewhere":
        trail.stop({ at: route.name, why: `it leads to ${target.name}, which is followed no further` });
        return undefined;
    }
  }
}

function nextRoute(trail: Trail, { table }: Position, { to }: Packet, taken: Set<Route>): Route | undefined {
  const route = findRoute(table, to.cidr);
  if (!route) {
    trail.stop({ at: table.name, why: `no route to ${to.name}` });
    return undefined;
  }
  if (taken.has(route)) {
    trail.stop({ at: route.name, why: "the routes lead in a circle" });
    return undefined;
  }
  taken.add(route);
  trail.leadBy(route.name);
  return route;
}

const inSubnet = (subnet: Subnet): Position => ({ network: subnet.network, table: subnet.table, subnet });

/** The longest prefix that holds all of a range. */
export function findRoute({ routes }: Table, cidr: string): Route | undefined {
  const addresses = addressesOf(cidr);
  return routes.find((route) => within(addresses, route.addresses));
}

function deliver(trail: Trail, { network, subnet }: Position, packet: Packet): Subnet | undefined {
  const addresses = addressesOf(packet.to.cidr);
  const destination = network.subnets.find(({ cidr }) => within(addresses, addressesOf(cidr)));
  if (!destination) {
    trail.stop({ at: network.name, why: `no subnet has ${packet.to.name}` });
    return undefined;
  }
  return cross(trail, subnet, destination, packet) ? destination : undefined;
}

function leave(trail: Trail, { subnet }: Position, packet: Packet, gateway: string): boolean {
  if (!cross(trail, subnet, undefined, packet)) return false;
  trail.arrive(gateway, "gateway");
  if (packet.from.address !== undefined) return true;
  return trail.stop({ at: gateway, why: `${packet.from.name} has no public address` });
}

/** Into the subnet of what packets come out of again. */
function through(
  trail: Trail,
  { subnet }: Position,
  packet: Packet,
  { kind, middle }: Extract<RouteTarget, { middle: unknown }>,
): boolean {
  return cross(trail, subnet, middle.subnet, packet) && trail.arrive(middle.name, kind, middle.subnet.zone);
}

function partyOf({ name, subnet, address }: Nat, { from }: Packet): Party {
  return { name, cidr: subnet.cidr, ports: from.ports, groups: [], address };
}

/** What the network ACLs say to a packet from one subnet to another; within one they are not asked. */
export function cross(trail: Trail, out: Subnet | undefined, into: Subnet | undefined, packet: Packet): boolean {
  if (out === into) return true;
  return asks(trail, out?.acl, "out", packet) && asks(trail, into?.acl, "in", packet);
}

function asks(trail: Trail, acl: Acl | undefined, direction: "in" | "out", { from, to }: Packet): boolean {
  if (!acl) return true;
  const other = direction === "in" ? from : to;
  const asked = { addresses: addressesOf(other.cidr), ports: to.ports };
  const named = (rule: string) => `${acl.name} ${rule}`;
  return judged(trail, acl.name, decide(asked, acl[direction]), { direction, other, asked, named });
}

/** What the security groups of one end say to the other, which comes `in` to it or to which it goes `out`. No group: all may pass. */
export function admits(
  trail: Trail,
  groups: readonly SecurityGroup[],
  direction: "in" | "out",
  { from, to }: Packet,
): boolean {
  if (groups.length === 0) return true;
  const other = direction === "in" ? from : to;
  const asked = { addresses: addressesOf(other.cidr), ports: to.ports };
  const filters: Filter[] = groups.flatMap((group) => filtersFor(rulesOf(group, direction), other));
  const at = groups.map(({ name }) => name).join(", ");
  return judged(trail, at, decide(asked, filters), { direction, other, asked, named: (rule) => rule });
}

const rulesOf = (group: SecurityGroup, direction: "in" | "out"): GroupRule[] =>
  direction === "in" ? [...group.in, ...group.inV6] : group.out;

interface Question {
  direction: "in" | "out";
  other: Party;
  asked: Box;
  named: (rule: string) => string;
}

function judged(trail: Trail, at: string, decision: Decision, question: Question): boolean {
  if (!decision.stopped) return trail.letThrough(decision.passed.map(question.named));
  const what = stoppedText(decision.stopped, question);
  const why = decision.denied === undefined ? `no rule lets ${what}` : `${decision.denied} denies ${what}`;
  return trail.stop({ at, why });
}

/** `TCP 1024–65535 in from front-eu-west-1` */
function stoppedText({ addresses, ports }: Box, { direction, other, asked }: Question): string {
  const whole = within(asked.addresses, addresses);
  const who = whole ? other.name : `${addressText(addresses)} of ${other.name}`;
  return `TCP ${portText(ports)} ${direction === "in" ? "in from" : "out to"} ${who}`;
}
