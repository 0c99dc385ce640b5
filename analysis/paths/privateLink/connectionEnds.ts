import { type FrontDoor, type LoadBalancerNode, nodePeer } from "../frontDoor/frontDoors";
import {
  type TargetConnection,
  hidingClientIp,
  packetFromNode,
  reachTarget,
  targetConnections,
  unreachedTargets,
} from "../frontDoor/targetConnections";
import type { Drop, Packet, Peer } from "../network/path";
import { passSecurityGroups } from "../network/routing";
import type { Trace } from "../network/trace";
import type { Topology } from "../network/vpc";
import type { EndpointService } from "./endpointServices";

export const outside = (region: string) => ({ region, endpoints: [] });

/** Where a connection by an endpoint ends: at a target, or before it. */
export type ConnectionEnd =
  | { name: string; targetConnection: TargetConnection }
  | { name: string; node?: LoadBalancerNode; dropped: Drop };

export const endsBehind = (topology: Topology, frontDoor: FrontDoor, node: LoadBalancerNode): ConnectionEnd[] => [
  ...targetConnections(topology, frontDoor, node).map((targetConnection) => ({
    name: targetConnection.target.fleet.name,
    targetConnection: hidingClientIp(targetConnection),
  })),
  ...unreachedTargets(frontDoor, node).map((each) => ({ ...each, node })),
];

export const allowsNobody = ({ name }: EndpointService): Drop => ({
  at: name,
  why: "it allows no principal to connect",
});

export const endNames = (end: ConnectionEnd) => ({
  target: end.name,
  ...("targetConnection" in end && { targetZone: end.targetConnection.targetSubnet.zone }),
});

/** The security group of the load balancer sees the client's address; it does not apply where that is switched off. */
export function passService(trace: Trace, frontDoor: FrontDoor, client: Peer, end: ConnectionEnd): boolean {
  const node = "targetConnection" in end ? end.targetConnection.node : end.node;
  if (node) {
    const packet = { from: { ...client, groups: [] }, to: nodePeer(frontDoor, node) };
    if (frontDoor.guardsPrivateLink && !passSecurityGroups(trace, frontDoor.groups, "in", packet)) return false;
    trace.arrive(frontDoor.name, "loadBalancer", node.subnet.zone);
  }
  if ("dropped" in end) return trace.stop(end.dropped);
  return reachTarget(trace, end.targetConnection, packetFromServiceNode(end.targetConnection));
}

/**
 * A rule of the targets that names the load balancer's security group holds for PrivateLink only where that group is enforced on it.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html
 */
export function packetFromServiceNode(targetConnection: TargetConnection): Packet {
  const { from, to } = packetFromNode(targetConnection);
  return { from: targetConnection.frontDoor.guardsPrivateLink ? from : { ...from, groups: [] }, to };
}
