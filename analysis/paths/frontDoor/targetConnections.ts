import type { SecurityGroup } from "../network/filters";
import type { Drop, Packet, Peer } from "../network/path";
import { EPHEMERAL, onePort } from "../network/ranges";
import { passNetworkAcls, passSecurityGroups, routeFromSubnet } from "../network/routing";
import type { Trace } from "../network/trace";
import type { Subnet, Topology } from "../network/vpc";
import type { Fleet, Target } from "./fleets";
import { type FrontDoor, type LoadBalancerNode, type TargetGroup, nodePeer } from "./frontDoors";

/*
 * What a Network Load Balancer does: each zone's node has an address of its own. It forwards to the targets of its zone, or with
 * cross-zone load balancing of all. A target may see the client's address, and then answers to it; the answer goes back
 * through the node nevertheless, whatever the routes of the target's subnet say.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html,
 * docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */

/** A connection through one node to the targets of one zone. */
export interface TargetConnection {
  topology: Topology;
  frontDoor: FrontDoor;
  node: LoadBalancerNode;
  targetGroup: TargetGroup;
  target: Target;
  /** Where the target is. */
  targetSubnet: Subnet;
}

export function targetConnections(
  topology: Topology,
  frontDoor: FrontDoor,
  node: LoadBalancerNode,
): TargetConnection[] {
  return frontDoor.targetGroups.flatMap((targetGroup) =>
    targetGroup.targets.flatMap((target) =>
      reachableSubnets(node, targetGroup, target.fleet).map((targetSubnet) => ({
        topology,
        frontDoor,
        node,
        targetGroup,
        target,
        targetSubnet,
      })),
    ),
  );
}

/** Where the targets are that the node reaches. */
export const reachableSubnets = (
  { subnet }: LoadBalancerNode,
  { crossZone }: TargetGroup,
  { subnets }: Fleet,
): Subnet[] => (crossZone ? subnets : subnets.filter(({ zone }) => zone === subnet.zone));

/** What gets connections and has nothing to take them. */
export interface UnreachedTargets {
  name: string;
  dropped: Drop;
}

export function unreachedTargets(frontDoor: FrontDoor, node: LoadBalancerNode): UnreachedTargets[] {
  return frontDoor.targetGroups
    .filter((targetGroup) =>
      targetGroup.targets.every(({ fleet }) => reachableSubnets(node, targetGroup, fleet).length === 0),
    )
    .map(({ name: targetGroup, targets }) => {
      const why =
        targets.length === 0 ? "nothing is registered with it" : "it has no targets in the zone, and cross-zone is off";
      return { name: targets[0]?.fleet.name ?? targetGroup, dropped: { at: targetGroup, why } };
    });
}

export const securityGroupsOf = ({ groups }: Topology, { fleet }: Target): SecurityGroup[] =>
  fleet.groups.flatMap((name) => groups.get(name) ?? []);

export const targetPeer = ({ target, targetSubnet }: TargetConnection, port: number): Peer => ({
  name: target.fleet.name,
  cidr: targetSubnet.cidr,
  ports: onePort(port),
  groups: target.fleet.groups,
});

/** From the node to the target, which sees the node's own address. */
export const packetFromNode = (connection: TargetConnection, port = connection.target.port): Packet => ({
  from: nodePeer(connection.frontDoor, connection.node, EPHEMERAL),
  to: targetPeer(connection, port),
});

export function reachTarget(
  trace: Trace,
  { topology, frontDoor, node, targetGroup, target, targetSubnet }: TargetConnection,
  packet: Packet,
): boolean {
  if (!passSecurityGroups(trace, frontDoor.groups, "out", packet)) return false;
  const passedBefore = trace.firewallEndpointCount;
  if (routeFromSubnet(trace, node.subnet, packet)?.at !== targetSubnet) return false;
  if (targetGroup.preservesClientIp && trace.firewallEndpointCount > passedBefore)
    return trace.stop({ at: targetGroup.name, why: "past a firewall endpoint, no client's address is preserved" });
  return (
    passSecurityGroups(trace, securityGroupsOf(topology, target), "in", packet) &&
    trace.arrive(target.fleet.name, "target", targetSubnet.zone)
  );
}

/** With the client's address preserved, no route decides about the answer. */
export function returnToLoadBalancer(
  trace: Trace,
  { frontDoor, node, targetGroup, target, targetSubnet }: TargetConnection,
  packet: Packet,
): boolean {
  trace.arrive(target.fleet.name, "target", targetSubnet.zone);
  const back = targetGroup.preservesClientIp
    ? passNetworkAcls(trace, targetSubnet, node.subnet, packet)
    : routeFromSubnet(trace, targetSubnet, packet)?.at === node.subnet;
  return back && trace.arrive(frontDoor.name, "loadBalancer", node.subnet.zone);
}

/** The same where the target sees the node's address, whatever its target group says. */
export const hidingClientIp = (connection: TargetConnection): TargetConnection => ({
  ...connection,
  targetGroup: { ...connection.targetGroup, preservesClientIp: false },
});
