import type { Fleet } from "../frontDoor/fleets";
import type { Packet, Peer } from "../network/path";
import { EPHEMERAL, portText } from "../network/ranges";
import { type Arrival, passSecurityGroups, routeFromSubnet } from "../network/routing";
import type { Trace } from "../network/trace";
import type { Subnet, Topology } from "../network/vpc";

/* Where a connection of the service's own begins: at the targets of a fleet in one zone. */

export const startsAt = (fleet: Fleet, subnet: Subnet) => ({ target: fleet.name, targetZone: subnet.zone });

/** A connection that passes no edge of its VPC but that of its own zone. */
export const connection = (fleet: Fleet, subnet: Subnet, { name, ports }: Peer) => ({
  ...startsAt(fleet, subnet),
  zone: subnet.zone,
  kind: "egress" as const,
  traffic: `TCP ${portText(ports)} to ${name}`,
});

export const selfOf = (fleet: Fleet, subnet: Subnet): Peer => ({
  name: fleet.name,
  cidr: subnet.cidr,
  ports: EPHEMERAL,
  groups: fleet.groups,
  ...(fleet.public && { address: fleet.name }),
});

/** Out of its security groups, and wherever the routes lead. */
export function leaveTarget(
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
