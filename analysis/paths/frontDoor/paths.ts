import { isOffTheInternet } from "../../../plan/cidrs";
import { type Drop, type Packet, type Path, type Peer, reply } from "../network/path";
import { mergeAlike, splitByRoutes } from "../network/peers";
import { EPHEMERAL } from "../network/ranges";
import { passSecurityGroups, routeFromInternet, routeFromSubnet } from "../network/routing";
import { type Trace, bothDirections } from "../network/trace";
import { judgedPath } from "../network/verdict";
import type { Topology } from "../network/vpc";
import { type FrontDoor, type LoadBalancerNode, admittedClients, admittedIpv6Clients, nodePeer } from "./frontDoors";
import {
  type TargetConnection,
  hidingClientIp,
  packetFromNode,
  reachTarget,
  returnToLoadBalancer,
  securityGroupsOf,
  targetConnections,
  targetPeer,
  unreachedTargets,
} from "./targetConnections";

/** From the internet through each node of a public load balancer, and from every node to where it checks its targets. */
export function frontDoorPaths(topology: Topology, frontDoor: FrontDoor): Path[] {
  return frontDoor.nodes.flatMap((node) => [
    ...(frontDoor.public ? clientPaths(topology, frontDoor, node) : []),
    ...(frontDoor.public && frontDoor.dualStack ? ipv6ClientPaths(topology, frontDoor, node) : []),
    ...healthCheckPaths(topology, frontDoor, node),
  ]);
}

function clientPaths(topology: Topology, frontDoor: FrontDoor, node: LoadBalancerNode): Path[] {
  const { network } = node.subnet;
  const everyone = admittedClients(frontDoor);
  const clients = everyone
    .filter(({ cidr }) => !isOffTheInternet(cidr))
    .flatMap((each) => splitByRoutes(each, network));
  if (clients.length === 0) return [pathWithoutClients(frontDoor, node, everyone.length === 0)];
  const connections = targetConnections(topology, frontDoor, node);
  const securityGroups = new Set(connections.flatMap(({ target }) => securityGroupsOf(topology, target)));
  const alike = mergeAlike(clients, network, [...securityGroups]);
  const unreached = unreachedTargets(frontDoor, node).map(({ name, dropped }) =>
    judgedPath(stoppedPath(frontDoor, node, name, dropped), network),
  );
  return [...connections.flatMap((each) => alike.map((client) => clientPath(each, client))), ...unreached];
}

/** The same by IPv6. Targets have IPv4 addresses: to them these clients come from the load balancer's node. */
function ipv6ClientPaths(topology: Topology, frontDoor: FrontDoor, node: LoadBalancerNode): Path[] {
  const { subnet } = node;
  const clients = admittedIpv6Clients(frontDoor);
  const stopped = (dropped: Drop) => [
    judgedPath({ ...stoppedPath(frontDoor, node, frontDoor.name, dropped), ipv6: true }, subnet.network),
  ];
  if (subnet.ipv6Cidr === undefined) return stopped({ at: subnet.name, why: "it has no IPv6 addresses" });
  const at = frontDoor.groups.map(({ name }) => name).join(", ");
  if (clients.length === 0) return stopped({ at, why: `no rule lets TCP ${frontDoor.port} in from anyone by IPv6` });
  const alike = mergeAlike(clients, subnet.network, []);
  return targetConnections(topology, frontDoor, node)
    .map(hidingClientIp)
    .flatMap((each) => alike.map((client): Path => ({ ...clientPath(each, client, subnet.ipv6Cidr), ipv6: true })));
}

const common = (frontDoor: FrontDoor, { subnet, address }: LoadBalancerNode) => ({
  zone: subnet.zone,
  through: frontDoor.name,
  ...(address !== undefined && { address }),
});

/** Nobody is let in: a mistake, unless it is those of a private network who are. */
function pathWithoutClients(frontDoor: FrontDoor, node: LoadBalancerNode, nobody: boolean): Path {
  const at = frontDoor.groups.map(({ name }) => name).join(", ");
  const why = `no rule lets TCP ${frontDoor.port} in from ${nobody ? "anyone" : "the internet"}`;
  return judgedPath(stoppedPath(frontDoor, node, frontDoor.name, { at, why }), node.subnet.network, !nobody);
}

const stoppedPath = (frontDoor: FrontDoor, node: LoadBalancerNode, target: string, dropped: Drop) => ({
  ...common(frontDoor, node),
  kind: "client" as const,
  target,
  traffic: `TCP ${frontDoor.port}`,
  there: { hops: [{ at: "internet", kind: "internet" as const, rules: [] }], dropped },
  back: { hops: [] },
});

/** `nodeCidr`: where the address is that the client connects to. Default: the subnet's range of IPv4. */
function clientPath(connection: TargetConnection, client: Peer, nodeCidr?: string): Path {
  const { frontDoor, node, targetGroup, target, targetSubnet } = connection;
  const outside = {
    from: client,
    to: { ...nodePeer(frontDoor, node), ...(nodeCidr !== undefined && { cidr: nodeCidr }) },
  };
  const asSeen = targetGroup.preservesClientIp
    ? { ...client, groups: outside.to.groups }
    : nodePeer(frontDoor, node, EPHEMERAL);
  const inside = { from: asSeen, to: targetPeer(connection, target.port) };
  const { there, back } = bothDirections(
    (trace) => reachLoadBalancer(trace, connection, outside) && reachTarget(trace, connection, inside),
    (trace) =>
      returnToLoadBalancer(trace, connection, reply(inside)) && returnToInternet(trace, connection, reply(outside)),
  );
  const traffic = `TCP ${frontDoor.port} from ${client.name}`;
  const names = { target: target.fleet.name, targetZone: targetSubnet.zone };
  return judgedPath(
    { ...common(frontDoor, node), kind: "client", ...names, traffic, there, back },
    node.subnet.network,
  );
}

function reachLoadBalancer(trace: Trace, { frontDoor, node }: TargetConnection, packet: Packet): boolean {
  trace.arrive("internet", "internet");
  const arrival = routeFromInternet(trace, node.subnet.network, packet);
  return (
    arrival?.at === node.subnet &&
    passSecurityGroups(trace, frontDoor.groups, "in", packet) &&
    trace.arrive(frontDoor.name, "loadBalancer", node.subnet.zone)
  );
}

function returnToInternet(trace: Trace, { node }: TargetConnection, packet: Packet): boolean {
  return routeFromSubnet(trace, node.subnet, packet)?.at === "internet" && trace.arrive("internet", "internet");
}

function healthCheckPaths(topology: Topology, frontDoor: FrontDoor, node: LoadBalancerNode): Path[] {
  return targetConnections(topology, frontDoor, node)
    .map(hidingClientIp)
    .map((connection) => {
      const { targetGroup, target, targetSubnet } = connection;
      const packet = packetFromNode(connection, targetGroup.healthCheckPort);
      const { there, back } = bothDirections(
        (trace) => {
          trace.arrive(frontDoor.name, "loadBalancer", node.subnet.zone);
          return reachTarget(trace, connection, packet);
        },
        (trace) => returnToLoadBalancer(trace, connection, reply(packet)),
      );
      return judgedPath(
        {
          zone: node.subnet.zone,
          kind: "healthCheck",
          through: frontDoor.name,
          target: target.fleet.name,
          targetZone: targetSubnet.zone,
          traffic: `TCP ${packet.to.ports.from}`,
          there,
          back,
        },
        node.subnet.network,
      );
    });
}
