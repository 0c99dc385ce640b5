import { isPrivate } from "../../plan/cidrs";
import {
  comeBack,
  comeToTarget,
  crossingsOf,
  fromNode,
  groupsOf,
  hidingClient,
  targetParty,
  unreachedFrom,
  type Crossing,
} from "./crossings";
import { admitted, nodeParty, type Door, type DoorNode } from "./doors";
import { legsOf, merged, partsOf } from "./parties";
import { reply, type Drop, type Packet, type Party, type Way } from "./model";
import { EPHEMERAL } from "./ranges";
import type { Topology } from "./topology";
import type { Trail } from "./trail";
import { judgedWay } from "./verdict";
import { admits, fromInternet, fromSubnet } from "./walk";

/** From the internet through each node of a public load balancer, and from every node to where it checks its targets. */
export function doorWays(topology: Topology, door: Door): Way[] {
  return door.nodes.flatMap((node) => [
    ...(door.public ? clientWays(topology, door, node) : []),
    ...checkWays(topology, door, node),
  ]);
}

function clientWays(topology: Topology, door: Door, node: DoorNode): Way[] {
  const { network } = node.subnet;
  const everyone = admitted(door);
  const clients = everyone.filter(({ cidr }) => !isPrivate(cidr)).flatMap((each) => partsOf(each, network));
  if (clients.length === 0) return [unadmitted(door, node, everyone.length === 0)];
  const crossings = crossingsOf(topology, door, node);
  const behind = new Set(crossings.flatMap(({ target }) => groupsOf(topology, target)));
  const alike = merged(clients, network, [...behind]);
  const unreached = unreachedFrom(door, node).map(({ name, dropped }) =>
    judgedWay(stoppedWay(door, node, name, dropped), network),
  );
  return [...crossings.flatMap((each) => alike.map((client) => clientWay(each, client))), ...unreached];
}

const common = (door: Door, { subnet, address }: DoorNode) => ({
  zone: subnet.zone,
  through: door.name,
  ...(address !== undefined && { address }),
});

/** Nobody is let in: a mistake, unless it is those of a private network who are. */
function unadmitted(door: Door, node: DoorNode, nobody: boolean): Way {
  const at = door.groups.map(({ name }) => name).join(", ");
  const why = `no rule lets TCP ${door.port} in from ${nobody ? "anyone" : "the internet"}`;
  return judgedWay(stoppedWay(door, node, door.name, { at, why }), node.subnet.network, !nobody);
}

const stoppedWay = (door: Door, node: DoorNode, target: string, dropped: Drop) => ({
  ...common(door, node),
  kind: "client" as const,
  target,
  traffic: `TCP ${door.port}`,
  there: { hops: [{ at: "internet", kind: "internet" as const, rules: [] }], dropped },
  back: { hops: [] },
});

function clientWay(crossing: Crossing, client: Party): Way {
  const { door, node, forward, target, place } = crossing;
  const outside = { from: client, to: nodeParty(door, node) };
  const asSeen = forward.preservesClientIp
    ? { ...client, groups: outside.to.groups }
    : nodeParty(door, node, EPHEMERAL);
  const inside = { from: asSeen, to: targetParty(crossing, target.port) };
  const { there, back } = legsOf(
    (trail) => comeIn(trail, crossing, outside) && comeToTarget(trail, crossing, inside),
    (trail) => comeBack(trail, crossing, reply(inside)) && goOut(trail, crossing, reply(outside)),
  );
  const traffic = `TCP ${door.port} from ${client.name}`;
  const names = { target: target.fleet.name, targetZone: place.zone };
  return judgedWay({ ...common(door, node), kind: "client", ...names, traffic, there, back }, node.subnet.network);
}

function comeIn(trail: Trail, { door, node }: Crossing, packet: Packet): boolean {
  trail.arrive("internet", "internet");
  const arrival = fromInternet(trail, node.subnet.network, packet);
  return (
    arrival?.at === node.subnet &&
    admits(trail, door.groups, "in", packet) &&
    trail.arrive(door.name, "loadBalancer", node.subnet.zone)
  );
}

function goOut(trail: Trail, { node }: Crossing, packet: Packet): boolean {
  return fromSubnet(trail, node.subnet, packet)?.at === "internet" && trail.arrive("internet", "internet");
}

function checkWays(topology: Topology, door: Door, node: DoorNode): Way[] {
  return crossingsOf(topology, door, node)
    .map(hidingClient)
    .map((crossing) => {
      const { forward, target, place } = crossing;
      const packet = fromNode(crossing, forward.healthCheckPort);
      const { there, back } = legsOf(
        (trail) => {
          trail.arrive(door.name, "loadBalancer", node.subnet.zone);
          return comeToTarget(trail, crossing, packet);
        },
        (trail) => comeBack(trail, crossing, reply(packet)),
      );
      return judgedWay(
        {
          zone: node.subnet.zone,
          kind: "healthCheck",
          through: door.name,
          target: target.fleet.name,
          targetZone: place.zone,
          traffic: `TCP ${packet.to.ports.from}`,
          there,
          back,
        },
        node.subnet.network,
      );
    });
}
