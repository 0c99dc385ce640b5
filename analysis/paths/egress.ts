import { ANYWHERE, ANYWHERE_V6, contains, isOffTheInternet } from "../../plan/cidrs";
import type { Fleet } from "./frontDoor/fleets";
import { type Packet, type Path, type Peer, reply } from "./network/path";
import { splitByRoutes, splitByTable } from "./network/peers";
import { EPHEMERAL, onePort, portText } from "./network/ranges";
import {
  type Arrival,
  findRoute,
  passNetworkAcls,
  passSecurityGroups,
  routeFromInternet,
  routeFromSubnet,
  routeFromWay,
} from "./network/routing";
import { type Trace, bothDirections } from "./network/trace";
import { firewallEndpointsIn, judgedPath } from "./network/verdict";
import type { NatGateway, Subnet, Topology, Way } from "./network/vpc";

/**
 * From each zone of a fleet out of its VPC: to the internet by HTTPS, and to what else its security groups name. What they name in other
 * networks is followed as far as the way there, and is told where no route leads to it.
 */
export function egressPaths(topology: Topology, fleet: Fleet): Path[] {
  const named = outboundRanges(topology, fleet, "out");
  const elsewhere = named.filter(({ cidr }) => isOffTheInternet(cidr));
  const onInternet = distinct([HTTPS, ...named.filter(({ cidr }) => !isOffTheInternet(cidr))]);
  return fleet.subnets.flatMap((subnet) => [
    ...(subnet.network.nats.length === 0 && !findRoute(subnet.table, ANYWHERE)
      ? [closedPath(fleet, subnet)]
      : onInternet
          .flatMap((each) => splitByRoutes(each, subnet.network))
          .map((destination) => egressPath(topology, fleet, subnet, destination))),
    ...distinct(elsewhere)
      .flatMap((each) => splitByTable(each, subnet.table))
      .flatMap((destination) => privatePath(topology, fleet, subnet, destination)),
    ...ipv6Paths(topology, fleet, subnet),
  ]);
}

/** To the internet by IPv6, where an egress-only internet gateway leads there: by HTTPS, and to what else the security groups name. */
function ipv6Paths(topology: Topology, fleet: Fleet, subnet: Subnet): Path[] {
  const { ipv6Cidr: cidr, table } = subnet;
  const target = findRoute(table, ANYWHERE_V6)?.target;
  const leadsOut = target?.kind === "egressOnly" || target?.kind === "dangling";
  if (fleet.ipv6 === false || cidr === undefined || !leadsOut) return [];
  const named = outboundRanges(topology, fleet, "outV6");
  return distinct([{ ...HTTPS, name: ANYWHERE_V6, cidr: ANYWHERE_V6 }, ...named]).map((destination) =>
    ipv6Path(topology, fleet, subnet, {
      packet: { from: { ...selfOf(fleet, subnet), cidr }, to: destination },
      gateway: target.name,
    }),
  );
}

/** Back through the same gateway, which knows the connection, as security groups do. */
function ipv6Path(
  topology: Topology,
  fleet: Fleet,
  subnet: Subnet,
  { packet, gateway }: { packet: Packet; gateway: string },
): Path {
  const { to } = packet;
  const { there, back } = bothDirections(
    (trace) => reachInternet(trace, topology, fleet, subnet, packet) !== undefined,
    (trace) => {
      trace.arrive("internet", "internet");
      trace.arrive(gateway, "egressOnlyGateway");
      return (
        passNetworkAcls(trace, undefined, subnet, reply(packet)) && trace.arrive(fleet.name, "target", subnet.zone)
      );
    },
  );
  const path = {
    ...startsAt(fleet, subnet),
    zone: subnet.zone,
    kind: "egress" as const,
    ipv6: true as const,
    traffic: `TCP ${portText(to.ports)} to ${to.name}`,
    there,
    back,
    ...(fleet.ipv6 === "bySetting" && { note: TASK_ADDRESSES }),
  };
  return judgedPath(path, subnet.network);
}

/** Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html, dual-stack VPC IPv6 */
const TASK_ADDRESSES =
  "tasks have IPv6 addresses where the account's setting dualStackIPv6 of ECS is on, which the plan does not know";

const startsAt = (fleet: Fleet, subnet: Subnet) => ({ target: fleet.name, targetZone: subnet.zone });

/** A connection that passes no edge of its VPC but that of its own zone. */
const connection = (fleet: Fleet, subnet: Subnet, { name, ports }: Peer) => ({
  ...startsAt(fleet, subnet),
  zone: subnet.zone,
  kind: "egress" as const,
  traffic: `TCP ${portText(ports)} to ${name}`,
});

/** Without a NAT gateway in the VPC nothing is to go out. */
function closedPath(fleet: Fleet, subnet: Subnet): Path {
  const dropped = { at: subnet.table.name, why: "no route to the internet" };
  const path = {
    ...startsAt(fleet, subnet),
    zone: subnet.zone,
    kind: "egress" as const,
    traffic: `TCP to ${ANYWHERE}`,
    there: { hops: [{ at: fleet.name, kind: "target" as const, zone: subnet.zone, rules: [] }], dropped },
    back: { hops: [] },
  };
  return judgedPath(path, subnet.network, true);
}

/** Out of the VPC to another network, which no gateway to the internet leads to. Nothing where a route leads to what no resource here is. */
function privatePath(topology: Topology, fleet: Fleet, subnet: Subnet, destination: Peer): Path[] {
  if (contains(subnet.network.cidr, destination.cidr)) return [];
  if (subnet.network.existing !== undefined) return [ownersPath(topology, fleet, subnet, destination)];
  const route = findRoute(subnet.table, destination.cidr);
  if (route && (route.target.kind === "elsewhere" || route.target.kind === "dangling")) return [];
  if (route?.target.kind === "way" || route?.target.kind === "endpoint" || subnet.table.learnsFrom)
    return [wayPath(topology, fleet, subnet, destination)];
  return [unroutedPath(fleet, subnet, destination)];
}

function unroutedPath(fleet: Fleet, subnet: Subnet, destination: Peer): Path {
  const why = `no route to ${destination.name}, which is not on the internet`;
  const path = {
    ...connection(fleet, subnet, destination),
    there: {
      hops: [{ at: fleet.name, kind: "target" as const, zone: subnet.zone, rules: [] }],
      dropped: { at: subnet.table.name, why, unplanned: true },
    },
    back: { hops: [] },
  };
  return judgedPath(path, subnet.network, true);
}

/** By routes that the owner of the VPC has, there and back: where they lead, nobody here knows. */
function ownersPath({ groups }: Topology, fleet: Fleet, subnet: Subnet, destination: Peer): Path {
  const packet = { from: selfOf(fleet, subnet), to: destination };
  const own = fleet.groups.flatMap((name) => groups.get(name) ?? []);
  const { name: owner } = subnet.network;
  const { there, back } = bothDirections(
    (trace) => {
      trace.arrive(fleet.name, "target", subnet.zone);
      return passSecurityGroups(trace, own, "out", packet) && trace.arrive(owner, "ownerRoutes");
    },
    (trace) => {
      trace.arrive(owner, "ownerRoutes");
      return trace.arrive(fleet.name, "target", subnet.zone);
    },
  );
  const path = {
    ...connection(fleet, subnet, destination),
    there,
    back,
  };
  return judgedPath(path, subnet.network);
}

/** To where our knowledge ends, and back from there. */
function wayPath(topology: Topology, fleet: Fleet, subnet: Subnet, destination: Peer): Path {
  const packet = { from: selfOf(fleet, subnet), to: destination };
  let way: Way | undefined;
  const { there, back } = bothDirections(
    (trace) => {
      const at = leaveTarget(trace, topology, fleet, subnet, packet)?.at;
      way = at === "internet" || at === undefined || "table" in at ? undefined : at;
      return way !== undefined;
    },
    (trace) =>
      way !== undefined &&
      routeFromWay(trace, way, subnet, reply(packet))?.at === subnet &&
      trace.arrive(fleet.name, "target", subnet.zone),
  );
  const path = {
    ...connection(fleet, subnet, destination),
    there,
    back,
    ...(way && { through: way.name, note: noteOf(way, subnet) }),
  };
  // A firewall is for what comes from the internet: that a way goes past it is a finding, unless one direction alone does.
  const inspected = [there, back].some((direction) => firewallEndpointsIn(direction).length > 0);
  return judgedPath(path, inspected ? subnet.network : { region: subnet.network.region, endpoints: [] });
}

/** What the plan does not know of it. */
function noteOf({ name, kind, to, peer }: Way, { table }: Subnet): string {
  if (kind === "vpnGateway" || table.learnsFrom?.name === name)
    return `what is announced at ${name} the plan does not know, nor what is behind it`;
  return peer && peer.existing === undefined
    ? `what listens in ${to} is not followed`
    : `what is behind ${to}, and its routes back, the plan does not know`;
}

const HTTPS: Peer = { name: ANYWHERE, cidr: ANYWHERE, ports: onePort(443), groups: [] };

const outboundRanges = ({ groups }: Topology, fleet: Fleet, family: "out" | "outV6"): Peer[] =>
  fleet.groups
    .flatMap((name) => groups.get(name)?.[family] ?? [])
    .flatMap(({ cidr, ports }) => (cidr === undefined ? [] : [{ name: cidr, cidr, ports, groups: [] }]));

const distinct = (peers: readonly Peer[]): Peer[] => [
  ...new Map(peers.map((peer) => [`${peer.cidr} ${portText(peer.ports)}`, peer])).values(),
];

function egressPath(topology: Topology, fleet: Fleet, subnet: Subnet, destination: Peer): Path {
  const packet = { from: selfOf(fleet, subnet), to: destination };
  // Of a packet that comes there, and so assigned before the return direction is followed.
  let arrival: Arrival | undefined;
  const { there, back } = bothDirections(
    (trace) => {
      arrival = reachInternet(trace, topology, fleet, subnet, packet);
      return arrival !== undefined;
    },
    (trace) => arrival !== undefined && returnFromInternet(trace, fleet, subnet, packet, arrival),
  );
  const passed = there.hops.filter(({ kind }) => kind === "nat").at(-1)?.at;
  const nat = subnet.network.nats.find(({ name }) => name === passed);
  return judgedPath(
    {
      ...startsAt(fleet, subnet),
      ...(nat ? natNames(nat) : { zone: subnet.zone }),
      kind: "egress",
      traffic: `TCP ${portText(destination.ports)} to ${destination.name}`,
      there,
      back,
    },
    subnet.network,
  );
}

const selfOf = (fleet: Fleet, subnet: Subnet): Peer => ({
  name: fleet.name,
  cidr: subnet.cidr,
  ports: EPHEMERAL,
  groups: fleet.groups,
  ...(fleet.public && { address: fleet.name }),
});

const natNames = ({ name, subnet, address }: NatGateway) => ({
  zone: subnet.zone,
  through: name,
  ...(address !== undefined && { address }),
});

/** Out of its security groups, and wherever the routes lead. */
function leaveTarget(
  trace: Trace,
  { groups }: Topology,
  fleet: Fleet,
  subnet: Subnet,
  packet: Packet,
): Arrival | undefined {
  trace.arrive(fleet.name, "target", subnet.zone);
  const own = fleet.groups.flatMap((name) => groups.get(name) ?? []);
  return passSecurityGroups(trace, own, "out", packet) ? routeFromSubnet(trace, subnet, packet) : undefined;
}

function reachInternet(
  trace: Trace,
  topology: Topology,
  fleet: Fleet,
  subnet: Subnet,
  packet: Packet,
): Arrival | undefined {
  const arrival = leaveTarget(trace, topology, fleet, subnet, packet);
  if (arrival?.at !== "internet") return undefined;
  trace.arrive("internet", "internet");
  return arrival;
}

/** To the last NAT gateway that it left by, through each, and to the target. Security groups know the connection. */
function returnFromInternet(trace: Trace, fleet: Fleet, subnet: Subnet, packet: Packet, arrival: Arrival): boolean {
  trace.arrive("internet", "internet");
  const answer = reply(packet);
  const nats = [...arrival.nats].reverse();
  let at = routeFromInternet(trace, subnet.network, reply(arrival.packet))?.at;
  for (const [index, nat] of nats.entries()) {
    if (at !== nat.subnet) return false;
    trace.arrive(nat.name, "nat", nat.subnet.zone);
    const next = nats[index + 1];
    const to = next ? { ...answer.to, name: next.name, cidr: next.subnet.cidr } : answer.to;
    at = routeFromSubnet(trace, nat.subnet, { from: answer.from, to })?.at;
  }
  return at === subnet && trace.arrive(fleet.name, "target", subnet.zone);
}
