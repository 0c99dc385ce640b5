import { isPrivate } from "../../plan/cidrs";
import { admitted, nodeParty, type Door, type DoorNode, type Forward } from "./doors";
import type { SecurityGroup } from "./filters";
import { legsOf, merged, partsOf } from "./parties";
import { reply, type Drop, type Packet, type Party, type Way } from "./model";
import { EPHEMERAL, onePort } from "./ranges";
import type { Fleet, Target } from "./targets";
import type { Subnet, Topology } from "./topology";
import type { Trail } from "./trail";
import { judgedWay } from "./verdict";
import { admits, cross, fromInternet, fromSubnet } from "./walk";

/*
 * What a Network Load Balancer does: each zone's node has an address of its own. It forwards to the targets of its zone, or with
 * cross-zone load balancing of all. A target may see the client's address, and then answers to it; the answer takes the way back
 * through the node nevertheless, whatever the routes of the target's subnet say.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html,
 * docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */

/** A connection through one node to the targets of one zone. */
interface Crossing {
  topology: Topology;
  door: Door;
  node: DoorNode;
  forward: Forward;
  target: Target;
  /** Where the target is. */
  place: Subnet;
}

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
  return [...crossings.flatMap((each) => alike.map((client) => clientWay(each, client))), ...unreached(door, node)];
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

function crossingsOf(topology: Topology, door: Door, node: DoorNode): Crossing[] {
  return door.forwards.flatMap((forward) =>
    forward.targets.flatMap((target) =>
      placesOf(node, forward, target.fleet).map((place) => ({ topology, door, node, forward, target, place })),
    ),
  );
}

const placesOf = ({ subnet }: DoorNode, { crossZone }: Forward, { subnets }: Fleet): Subnet[] =>
  crossZone ? subnets : subnets.filter(({ zone }) => zone === subnet.zone);

/** What gets connections and has nothing to take them. */
function unreached(door: Door, node: DoorNode): Way[] {
  return door.forwards
    .filter((forward) => forward.targets.every(({ fleet }) => placesOf(node, forward, fleet).length === 0))
    .map(({ targetGroup, targets }) => {
      const why =
        targets.length === 0 ? "nothing is registered with it" : "it has no targets in the zone, and cross-zone is off";
      const name = targets[0]?.fleet.name ?? targetGroup;
      return judgedWay(stoppedWay(door, node, name, { at: targetGroup, why }), node.subnet.network);
    });
}

const groupsOf = ({ groups }: Topology, { fleet }: Target): SecurityGroup[] =>
  fleet.groups.flatMap((name) => groups.get(name) ?? []);

const targetParty = ({ target, place }: Crossing, port: number): Party => ({
  name: target.fleet.name,
  cidr: place.cidr,
  ports: onePort(port),
  groups: target.fleet.groups,
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

function comeToTarget(
  trail: Trail,
  { topology, door, node, forward, target, place }: Crossing,
  packet: Packet,
): boolean {
  if (!admits(trail, door.groups, "out", packet)) return false;
  const inspected = trail.endpoints;
  if (fromSubnet(trail, node.subnet, packet)?.at !== place) return false;
  if (forward.preservesClientIp && trail.endpoints > inspected)
    return trail.stop({ at: forward.targetGroup, why: "past a firewall endpoint, no client's address is preserved" });
  return (
    admits(trail, groupsOf(topology, target), "in", packet) && trail.arrive(target.fleet.name, "target", place.zone)
  );
}

/** With the client's address preserved, no route decides about the answer. */
function comeBack(trail: Trail, { door, node, forward, target, place }: Crossing, packet: Packet): boolean {
  trail.arrive(target.fleet.name, "target", place.zone);
  const back = forward.preservesClientIp
    ? cross(trail, place, node.subnet, packet)
    : fromSubnet(trail, place, packet)?.at === node.subnet;
  return back && trail.arrive(door.name, "loadBalancer", node.subnet.zone);
}

function goOut(trail: Trail, { node }: Crossing, packet: Packet): boolean {
  return fromSubnet(trail, node.subnet, packet)?.at === "internet" && trail.arrive("internet", "internet");
}

function checkWays(topology: Topology, door: Door, node: DoorNode): Way[] {
  return crossingsOf(topology, door, node).map((crossing) => {
    const { forward, target, place } = crossing;
    const port = forward.healthCheckPort ?? target.port;
    const packet = { from: nodeParty(door, node, EPHEMERAL), to: targetParty(crossing, port) };
    const checked = { ...crossing, forward: { ...forward, preservesClientIp: false } };
    const { there, back } = legsOf(
      (trail) => {
        trail.arrive(door.name, "loadBalancer", node.subnet.zone);
        return comeToTarget(trail, checked, packet);
      },
      (trail) => comeBack(trail, checked, reply(packet)),
    );
    return judgedWay(
      {
        zone: node.subnet.zone,
        kind: "healthCheck",
        through: door.name,
        target: target.fleet.name,
        targetZone: place.zone,
        traffic: `TCP ${port}`,
        there,
        back,
      },
      node.subnet.network,
    );
  });
}
