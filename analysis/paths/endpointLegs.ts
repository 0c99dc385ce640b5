import type { Client } from "./clients";
import type { Consumer, Place } from "./consumers";
import type { Door } from "./doors";
import { reply, type Packet } from "./model";
import { onePort } from "./ranges";
import type { Subnet } from "./topology";
import type { Trail } from "./trail";
import { admits, cross, findRoute, fromSubnet } from "./walk";

/* Between a consumer's clients and one interface of its endpoint. */

export interface ToEndpoint {
  consumer: Consumer;
  place: Place;
  client: Client;
  door: Pick<Door, "port">;
}

const packetOf = ({ consumer, place, door, client }: ToEndpoint): Packet => ({
  from: client.party,
  to: {
    name: consumer.endpoint,
    cidr: place.subnet?.cidr ?? client.party.cidr,
    ports: onePort(door.port),
    groups: consumer.groups.map(({ name }) => name),
  },
});

export function comeToEndpoint(trail: Trail, followed: ToEndpoint): boolean {
  const { consumer, place, client } = followed;
  const packet = packetOf(followed);
  trail.arrive(client.subnet?.name ?? client.party.name, "client");
  return (
    betweenSubnets(trail, client.subnet, place.subnet, packet) &&
    admits(trail, consumer.groups, "in", packet) &&
    trail.arrive(consumer.endpoint, "interfaceEndpoint", place.zone)
  );
}

/** From where the answer has come to the endpoint. */
export function comeBackToClient(trail: Trail, followed: ToEndpoint): boolean {
  const { consumer, place, client } = followed;
  trail.arrive(consumer.endpoint, "interfaceEndpoint", place.zone);
  return (
    betweenSubnets(trail, place.subnet, client.subnet, reply(packetOf(followed))) &&
    trail.arrive(client.subnet?.name ?? client.party.name, "client")
  );
}

/** By the routes of the first, where it is in the plan; of what is not, no route and no network ACL is known. */
function betweenSubnets(trail: Trail, out: Subnet | undefined, into: Subnet | undefined, packet: Packet): boolean {
  if (!out) return cross(trail, out, into, packet);
  return into ? fromSubnet(trail, out, packet)?.at === into : backBeyond(trail, out, packet);
}

/**
 * To clients in a network that is not in the plan: a route must lead out of the VPC by what joins the two, which is followed no further.
 * A NAT gateway does not: the client would get the answer from another address than it asked.
 */
function backBeyond(trail: Trail, out: Subnet, packet: Packet): boolean {
  const { table } = out;
  const route = findRoute(table, packet.to.cidr);
  if (!route)
    return trail.stop({ at: table.name, why: `no route back to ${packet.to.name} in the plan`, unplanned: true });
  if (route.target.kind === "elsewhere") {
    trail.leadBy(route.name);
    return cross(trail, out, undefined, packet);
  }
  // One to what is not there is told as it is anywhere.
  if (route.target.kind === "dangling") return fromSubnet(trail, out, packet) !== undefined;
  return trail.stop({ at: route.name, why: `it does not lead back to ${packet.to.name}` });
}
