import { ANYWHERE, isPrivate } from "../../plan/cidrs";
import { legsOf, partsOf } from "./parties";
import { reply, type Packet, type Party, type Way } from "./model";
import { EPHEMERAL, onePort, portText } from "./ranges";
import type { Fleet } from "./targets";
import type { Nat, Subnet, Topology } from "./topology";
import type { Trail } from "./trail";
import { judgedWay } from "./verdict";
import { admits, findRoute, fromInternet, fromSubnet, type Arrival } from "./walk";

/** From each zone of a fleet to the internet: HTTPS, and what else on the internet its security groups name. */
export function egressWays(topology: Topology, fleet: Fleet): Way[] {
  return fleet.subnets.flatMap((place) => {
    if (place.network.nats.length === 0 && !findRoute(place.table, ANYWHERE)) return [closed(fleet, place)];
    const destinations = destinationsOf(topology, fleet).flatMap((each) => partsOf(each, place.network));
    return destinations.map((destination) => egressWay(topology, fleet, place, destination));
  });
}

const startsAt = (fleet: Fleet, place: Subnet) => ({ target: fleet.name, targetZone: place.zone });

/** Without a NAT gateway in the VPC nothing is meant to go out. */
function closed(fleet: Fleet, place: Subnet): Way {
  const dropped = { at: place.table.name, why: "no route to the internet" };
  const way = {
    ...startsAt(fleet, place),
    zone: place.zone,
    kind: "egress" as const,
    traffic: `TCP to ${ANYWHERE}`,
    there: { hops: [{ at: fleet.name, kind: "target" as const, zone: place.zone, rules: [] }], dropped },
    back: { hops: [] },
  };
  return judgedWay(way, place.network, true);
}

const HTTPS: Party = { name: ANYWHERE, cidr: ANYWHERE, ports: onePort(443), groups: [] };

function destinationsOf({ groups }: Topology, fleet: Fleet): Party[] {
  const named = fleet.groups
    .flatMap((name) => groups.get(name)?.out ?? [])
    .flatMap(({ cidr, ports }) =>
      cidr === undefined || isPrivate(cidr) ? [] : [{ name: cidr, cidr, ports, groups: [] }],
    );
  const all = [HTTPS, ...named];
  return [...new Map(all.map((party) => [`${party.cidr} ${portText(party.ports)}`, party])).values()];
}

function egressWay(topology: Topology, fleet: Fleet, place: Subnet, destination: Party): Way {
  const self: Party = {
    name: fleet.name,
    cidr: place.cidr,
    ports: EPHEMERAL,
    groups: fleet.groups,
    ...(fleet.public && { address: fleet.name }),
  };
  const packet = { from: self, to: destination };
  // Of a packet that comes there, and so assigned before the way back is asked for.
  let arrival: Arrival | undefined;
  const { there, back } = legsOf(
    (trail) => {
      arrival = goOut(trail, topology, fleet, place, packet);
      return arrival !== undefined;
    },
    (trail) => arrival !== undefined && comeBack(trail, fleet, place, packet, arrival),
  );
  const passed = there.hops.filter(({ kind }) => kind === "nat").at(-1)?.at;
  const nat = place.network.nats.find(({ name }) => name === passed);
  return judgedWay(
    {
      ...startsAt(fleet, place),
      ...(nat ? natNames(nat) : { zone: place.zone }),
      kind: "egress",
      traffic: `TCP ${portText(destination.ports)} to ${destination.name}`,
      there,
      back,
    },
    place.network,
  );
}

const natNames = ({ name, subnet, address }: Nat) => ({
  zone: subnet.zone,
  through: name,
  ...(address !== undefined && { address }),
});

function goOut(trail: Trail, { groups }: Topology, fleet: Fleet, place: Subnet, packet: Packet): Arrival | undefined {
  trail.arrive(fleet.name, "target", place.zone);
  const own = fleet.groups.flatMap((name) => groups.get(name) ?? []);
  if (!admits(trail, own, "out", packet)) return undefined;
  const arrival = fromSubnet(trail, place, packet);
  if (arrival?.at !== "internet") return undefined;
  trail.arrive("internet", "internet");
  return arrival;
}

/** To the last NAT gateway that it left by, through each, and to the target. Security groups know the connection. */
function comeBack(trail: Trail, fleet: Fleet, place: Subnet, packet: Packet, arrival: Arrival): boolean {
  trail.arrive("internet", "internet");
  const answer = reply(packet);
  const nats = [...arrival.nats].reverse();
  let at = fromInternet(trail, place.network, reply(arrival.packet))?.at;
  for (const [index, nat] of nats.entries()) {
    if (at !== nat.subnet) return false;
    trail.arrive(nat.name, "nat", nat.subnet.zone);
    const next = nats[index + 1];
    const to = next ? { ...answer.to, name: next.name, cidr: next.subnet.cidr } : answer.to;
    at = fromSubnet(trail, nat.subnet, { from: answer.from, to })?.at;
  }
  return at === place && trail.arrive(fleet.name, "target", place.zone);
}
