import type { FrontDoor } from "../frontDoor/frontDoors";
import { type Packet, reply } from "../network/path";
import { onePort } from "../network/ranges";
import { findRoute, passNetworkAcls, passSecurityGroups, routeFromSubnet } from "../network/routing";
import type { Trace } from "../network/trace";
import type { Subnet } from "../network/vpc";
import type { Client } from "./clients";
import type { Consumer, EndpointInterface } from "./consumers";

/* Between a consumer's clients and one interface of its endpoint. */

export interface EndpointConnection {
  consumer: Consumer;
  endpointInterface: EndpointInterface;
  client: Client;
  frontDoor: Pick<FrontDoor, "port">;
}

const packetOf = ({ consumer, endpointInterface, frontDoor, client }: EndpointConnection): Packet => ({
  from: client.peer,
  to: {
    name: consumer.endpoint,
    cidr: endpointInterface.subnet?.cidr ?? client.peer.cidr,
    ports: onePort(frontDoor.port),
    groups: consumer.groups.map(({ name }) => name),
  },
});

export function reachEndpoint(trace: Trace, connection: EndpointConnection): boolean {
  const { consumer, endpointInterface, client } = connection;
  const packet = packetOf(connection);
  trace.arrive(client.subnet?.name ?? client.peer.name, "client");
  return (
    betweenSubnets(trace, client.subnet, endpointInterface.subnet, packet) &&
    passSecurityGroups(trace, consumer.groups, "in", packet) &&
    trace.arrive(consumer.endpoint, "interfaceEndpoint", endpointInterface.zone)
  );
}

/** From where the answer has come to the endpoint. */
export function returnToClient(trace: Trace, connection: EndpointConnection): boolean {
  const { consumer, endpointInterface, client } = connection;
  trace.arrive(consumer.endpoint, "interfaceEndpoint", endpointInterface.zone);
  return (
    betweenSubnets(trace, endpointInterface.subnet, client.subnet, reply(packetOf(connection))) &&
    trace.arrive(client.subnet?.name ?? client.peer.name, "client")
  );
}

/** By the routes of the first, where it is in the plan; of what is not, no route and no network ACL is known. */
function betweenSubnets(trace: Trace, out: Subnet | undefined, into: Subnet | undefined, packet: Packet): boolean {
  if (!out) return passNetworkAcls(trace, out, into, packet);
  return into ? routeFromSubnet(trace, out, packet)?.at === into : returnOutsidePlan(trace, out, packet);
}

/**
 * To clients in a network that is not in the plan: a route must lead out of the VPC by what joins the two, which is followed no further.
 * A NAT gateway does not: the client would get the answer from another address than it sent to.
 */
function returnOutsidePlan(trace: Trace, out: Subnet, packet: Packet): boolean {
  const { table } = out;
  const route = findRoute(table, packet.to.cidr);
  if (!route)
    return trace.stop({ at: table.name, why: `no route back to ${packet.to.name} in the plan`, unplanned: true });
  if (route.target.kind === "elsewhere") {
    trace.followRoute(route.name);
    return passNetworkAcls(trace, out, undefined, packet);
  }
  // One to what is not there is reported as it is anywhere.
  if (route.target.kind === "dangling") return routeFromSubnet(trace, out, packet) !== undefined;
  return trace.stop({ at: route.name, why: `it does not lead back to ${packet.to.name}` });
}
