import { nodeParty, type Door, type DoorNode, type Forward } from "./doors";
import type { SecurityGroup } from "./filters";
import type { Drop, Packet, Party } from "./model";
import { EPHEMERAL, onePort } from "./ranges";
import type { Fleet, Target } from "./targets";
import type { Subnet, Topology } from "./topology";
import type { Trail } from "./trail";
import { admits, cross, fromSubnet } from "./walk";

/*
 * What a Network Load Balancer does: each zone's node has an address of its own. It forwards to the targets of its zone, or with
 * cross-zone load balancing of all. A target may see the client's address, and then answers to it; the answer takes the way back
 * through the node nevertheless, whatever the routes of the target's subnet say.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html,
 * docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */

/** A connection through one node to the targets of one zone. */
export interface Crossing {
  topology: Topology;
  door: Door;
  node: DoorNode;
  forward: Forward;
  target: Target;
  /** Where the target is. */
  place: Subnet;
}

export function crossingsOf(topology: Topology, door: Door, node: DoorNode): Crossing[] {
  return door.forwards.flatMap((forward) =>
    forward.targets.flatMap((target) =>
      placesOf(node, forward, target.fleet).map((place) => ({ topology, door, node, forward, target, place })),
    ),
  );
}

/** Where the targets are that the node reaches. */
export const placesOf = ({ subnet }: DoorNode, { crossZone }: Forward, { subnets }: Fleet): Subnet[] =>
  crossZone ? subnets : subnets.filter(({ zone }) => zone === subnet.zone);

/** What gets connections and has nothing to take them. */
export interface Unreached {
  name: string;
  dropped: Drop;
}

export function unreachedFrom(door: Door, node: DoorNode): Unreached[] {
  return door.forwards
    .filter((forward) => forward.targets.every(({ fleet }) => placesOf(node, forward, fleet).length === 0))
    .map(({ targetGroup, targets }) => {
      const why =
        targets.length === 0 ? "nothing is registered with it" : "it has no targets in the zone, and cross-zone is off";
      return { name: targets[0]?.fleet.name ?? targetGroup, dropped: { at: targetGroup, why } };
    });
}

export const groupsOf = ({ groups }: Topology, { fleet }: Target): SecurityGroup[] =>
  fleet.groups.flatMap((name) => groups.get(name) ?? []);

export const targetParty = ({ target, place }: Crossing, port: number): Party => ({
  name: target.fleet.name,
  cidr: place.cidr,
  ports: onePort(port),
  groups: target.fleet.groups,
});

/** From the node to the target, which sees the node's own address. */
export const fromNode = (crossing: Crossing, port = crossing.target.port): Packet => ({
  from: nodeParty(crossing.door, crossing.node, EPHEMERAL),
  to: targetParty(crossing, port),
});

export function comeToTarget(
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
export function comeBack(trail: Trail, { door, node, forward, target, place }: Crossing, packet: Packet): boolean {
  trail.arrive(target.fleet.name, "target", place.zone);
  const back = forward.preservesClientIp
    ? cross(trail, place, node.subnet, packet)
    : fromSubnet(trail, place, packet)?.at === node.subnet;
  return back && trail.arrive(door.name, "loadBalancer", node.subnet.zone);
}

/** The same where the target sees the node's address, whatever its target group says. */
export const hidingClient = (crossing: Crossing): Crossing => ({
  ...crossing,
  forward: { ...crossing.forward, preservesClientIp: false },
});
