import { ANYWHERE, ANYWHERE_V6 } from "../../../plan/cidrs";
import type { Fleet } from "../frontDoor/fleets";
import { type Packet, type Path, type Peer, reply } from "../network/path";
import { portText } from "../network/ranges";
import { type Arrival, findRoute, passNetworkAcls, routeFromInternet, routeFromSubnet } from "../network/routing";
import { type Trace, bothDirections } from "../network/trace";
import { judgedPath } from "../network/verdict";
import type { NatGateway, Subnet, Topology } from "../network/vpc";
import { HTTPS, distinct, outboundRanges } from "./destinations";
import { leaveTarget, selfOf, startsAt } from "./target";

/** Without a NAT gateway in the VPC nothing is to go out. */
export function closedPath(fleet: Fleet, subnet: Subnet): Path {
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

/** By IPv4, through NAT gateways. */
export function internetPath(topology: Topology, fleet: Fleet, subnet: Subnet, destination: Peer): Path {
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

const natNames = ({ name, subnet, address }: NatGateway) => ({
  zone: subnet.zone,
  through: name,
  ...(address !== undefined && { address }),
});

/** To the internet by IPv6, where an egress-only internet gateway leads there: by HTTPS, and to what else the security groups name. */
export function ipv6Paths(topology: Topology, fleet: Fleet, subnet: Subnet): Path[] {
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
