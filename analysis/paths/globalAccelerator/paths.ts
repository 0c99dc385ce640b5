import { isOffTheInternet } from "../../../plan/cidrs";
import {
  type FrontDoor,
  type LoadBalancerNode,
  admittedClients,
  admittedIpv6Clients,
  nodePeer,
} from "../frontDoor/frontDoors";
import {
  type TargetConnection,
  hidingClientIp,
  reachTarget,
  returnToLoadBalancer,
  securityGroupsOf,
  targetConnections,
  targetPeer,
} from "../frontDoor/targetConnections";
import { type Drop, type Hop, type Packet, type Path, type Peer, reply } from "../network/path";
import { mergeAlike } from "../network/peers";
import { EPHEMERAL } from "../network/ranges";
import { passNetworkAcls, passSecurityGroups } from "../network/routing";
import { type Trace, bothDirections } from "../network/trace";
import { judgedPath } from "../network/verdict";
import type { Topology } from "../network/vpc";
import type { EndpointService } from "../privateLink/endpointServices";
import { type EndpointGroup, type PortMapping, endpointGroups, hasAccelerator, portMappings } from "./endpointGroups";
import { type EndpointInGroup, noteOf, overrideRefusal, refusal, unhealthyTo } from "./endpoints";

/*
 * What Global Accelerator does: it takes connections to its addresses to a load balancer in some region, by network interfaces of its own in
 * the load balancer's subnets, past the routes of the VPC there and back. An internet gateway must be there all the same. The load balancer
 * sees the client's address, or where that is not preserved one of the accelerator's.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/secure-vpc-connections.html,
 * docs.aws.amazon.com/global-accelerator/latest/dg/best-practices-aga.html
 *
 * Whether the network ACL of the load balancer's subnet applies, AWS's pages say differently: never, or only about what leaves, for which
 * an inbound rule like the outbound one has to be there. A path is open where it is open in either case.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.how-to-enable-preservation.html,
 * docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html
 */

/** From the internet by an accelerator's addresses to the targets in each region. */
export function acceleratorPaths(
  topology: Topology,
  frontDoors: readonly FrontDoor[],
  services: Iterable<EndpointService>,
): Path[] {
  const groups = endpointGroups(topology);
  return [
    ...groups.flatMap((group) => groupPaths(topology, group, frontDoors)),
    ...forgottenPaths(topology, groups, frontDoors, services),
  ];
}

interface FollowedEndpoint extends EndpointInGroup {
  topology: Topology;
}

function groupPaths(topology: Topology, group: EndpointGroup, frontDoors: readonly FrontDoor[]): Path[] {
  const { name, endpoints, dropped: cut } = group;
  if (cut) return stoppedPaths(group, { target: name, dropped: cut });
  if (endpoints.length === 0)
    return stoppedPaths(group, { target: name, dropped: { at: name, why: "it has no endpoint" } });
  const known = endpoints.filter(({ foreign }) => !foreign);
  if (known.length > 0)
    return known.flatMap((endpoint) => {
      const ofEndpoint = frontDoors.filter(({ urn }) => urn === endpoint.urn);
      return endpointPaths({ topology, group, endpoint, frontDoors: ofEndpoint });
    });
  const others = endpoints.map((each) => each.name).join(", ");
  const dropped = { at: name, why: `it leads to ${others}, which is followed no further` };
  return stoppedPaths(group, { target: name, dropped, closed: true });
}

interface Stop {
  /** Logical name of what stops the path. */
  target: string;
  dropped: Drop;
  /** Of the load balancer, where it is known. */
  nodes?: readonly LoadBalancerNode[];
  /** Default: false. */
  closed?: boolean;
  note?: string;
}

/** Before anything is distinguished but the zones. */
function stoppedPaths(
  { region, accelerator }: Pick<EndpointGroup, "region" | "accelerator">,
  { target, dropped, nodes = [], closed, note }: Stop,
): Path[] {
  const hops: Hop[] = [{ at: "internet", kind: "internet", rules: [] }];
  if (accelerator) hops.push({ at: accelerator.name, kind: "accelerator", rules: [] });
  const zones = nodes.length === 0 ? [region] : nodes.map(({ subnet }) => subnet.zone);
  return zones.map((zone) =>
    judgedPath(
      {
        zone,
        kind: "client",
        ...(accelerator && { address: accelerator.name }),
        target,
        traffic: "TCP",
        there: { hops, dropped },
        back: { hops: [] },
        ...(note !== undefined && { note }),
      },
      { region, endpoints: [] },
      closed,
    ),
  );
}

function endpointPaths(followed: FollowedEndpoint): Path[] {
  const { group, endpoint, frontDoors: ofEndpoint } = followed;
  const stopped = (dropped: Drop, more?: Partial<Stop>) =>
    stoppedPaths(group, { target: endpoint.name, nodes: ofEndpoint[0]?.nodes, dropped, ...more });
  if (endpoint.weight === 0) {
    const dropped = { at: group.name, why: `${endpoint.name} has weight 0 in it` };
    // One load balancer may be taken out, or a region; that all are is a mistake.
    return stopped(dropped, { closed: group.leadsSomewhere, note: noteOf(followed) });
  }
  const refused = refusal(followed);
  if (refused) return stopped(refused);
  const listening = ofEndpoint.map(({ port }) => port);
  return portMappings(group, listening).flatMap((ports) => {
    const frontDoor = ofEndpoint.find(({ port }) => port === ports.loadBalancer);
    const why = `it leads to TCP ${ports.loadBalancer} of ${endpoint.name}, where nothing listens`;
    if (!frontDoor) return stopped({ at: group.name, why });
    const overridden = overrideRefusal(group, ports);
    if (overridden) return stopped(overridden);
    return frontDoor.nodes.flatMap((node) => nodePaths({ ...followed, frontDoor, ports }, node));
  });
}

/** A port of the listener, and the listener of the load balancer that it leads to. */
interface FollowedListener extends FollowedEndpoint {
  frontDoor: FrontDoor;
  ports: PortMapping;
}

function nodePaths(followed: FollowedListener, node: LoadBalancerNode): Path[] {
  const { topology, group, frontDoor } = followed;
  const unhealthy = unhealthyTo(followed, node);
  if (unhealthy) return stoppedPaths(group, { target: unhealthy.name, dropped: unhealthy.dropped, nodes: [node] });
  const connections = targetConnections(topology, frontDoor, node);
  const securityGroups = [...new Set(connections.flatMap(({ target }) => securityGroupsOf(topology, target)))];
  return clientFamilies(followed).flatMap(({ clients, family, nobody }) => {
    if (nobody) return stoppedPaths(group, { target: frontDoor.name, nodes: [node], ...nobody });
    const alike = mergeAlike(clients, node.subnet.network, securityGroups);
    return connections.flatMap((connection) =>
      // Targets have IPv4 addresses: to them, clients by IPv6 come from the load balancer's node.
      alike.map((client) => clientPath(followed, family === "ipv6" ? hidingClientIp(connection) : connection, client)),
    );
  });
}

/** Those who come by one kind of addresses. */
interface ClientFamily {
  family: "ipv4" | "ipv6";
  clients: Peer[];
  /** Where there are none. */
  nobody?: Pick<Stop, "dropped" | "closed">;
}

/** Which addresses an accelerator's are, is not known here: the load balancer must let in all. */
const HIDDEN_CLIENT: Peer = { name: "the accelerator", cidr: "0.0.0.0/0", ports: EPHEMERAL, groups: [] };

function clientFamilies({ group, endpoint, frontDoor }: FollowedListener): ClientFamily[] {
  if (!endpoint.preservesClientIp) return [{ family: "ipv4", clients: [HIDDEN_CLIENT] }];
  const everyone = admittedClients(frontDoor);
  const outside = everyone.filter(({ cidr }) => !isOffTheInternet(cidr));
  const withV6 = group.accelerator?.dualStack
    ? [{ family: "ipv6" as const, clients: admittedIpv6Clients(frontDoor) }]
    : [];
  // Nobody is a mistake, unless those of a private network are let in.
  const privately = everyone.length > outside.length;
  return [{ family: "ipv4" as const, clients: outside }, ...withV6].map(({ family, clients }) => {
    if (clients.length > 0) return { family, clients };
    const at = frontDoor.groups.map(({ name }) => name).join(", ");
    const who = family === "ipv6" ? "anyone by IPv6" : privately ? "the internet" : "anyone";
    const why = `no rule lets TCP ${frontDoor.port} in from ${who}`;
    return { family, clients, nobody: { dropped: { at, why }, closed: privately && family === "ipv4" } };
  });
}

function clientPath(followed: FollowedListener, connection: TargetConnection, client: Peer): Path {
  const { group, frontDoor, ports } = followed;
  const { node, targetGroup, target, targetSubnet } = connection;
  const outside = { from: client, to: nodePeer(frontDoor, node) };
  const asSeen = targetGroup.preservesClientIp
    ? { ...client, groups: outside.to.groups }
    : nodePeer(frontDoor, node, EPHEMERAL);
  const inside = { from: asSeen, to: targetPeer(connection, target.port) };
  const { there, back } = bothDirections(
    (trace) => reachLoadBalancer(trace, followed, connection, outside) && reachTarget(trace, connection, inside),
    (trace) =>
      returnToLoadBalancer(trace, connection, reply(inside)) && returnToInternet(trace, followed, connection, outside),
  );
  const note = noteOf(followed);
  return judgedPath(
    {
      zone: node.subnet.zone,
      kind: "client",
      ...(group.accelerator && { address: group.accelerator.name }),
      through: frontDoor.name,
      target: target.fleet.name,
      targetZone: targetSubnet.zone,
      traffic: `TCP ${ports.client} from ${client.name}`,
      there,
      back,
      ...(note !== undefined && { note }),
    },
    node.subnet.network,
  );
}

const nameOf = ({ accelerator, name }: EndpointGroup): string => accelerator?.name ?? name;

function reachLoadBalancer(
  trace: Trace,
  { group, frontDoor }: FollowedListener,
  { node }: TargetConnection,
  packet: Packet,
): boolean {
  const { network } = node.subnet;
  trace.arrive("internet", "internet");
  trace.arrive(nameOf(group), "accelerator");
  if (!network.gateway) return trace.stop({ at: network.name, why: "it has no internet gateway" });
  return (
    passUncertainAcls(trace, passNetworkAcls(trace, undefined, node.subnet, packet)) &&
    passSecurityGroups(trace, frontDoor.groups, "in", packet) &&
    trace.arrive(frontDoor.name, "loadBalancer", node.subnet.zone)
  );
}

/** Out to whatever port a client has, and as AWS asks for, in to those as well. */
function returnToInternet(
  trace: Trace,
  { group }: FollowedListener,
  { node }: TargetConnection,
  packet: Packet,
): boolean {
  const { from, to } = packet;
  const matching = { from, to: { ...to, ports: EPHEMERAL } };
  const passes =
    passNetworkAcls(trace, node.subnet, undefined, reply(packet)) &&
    passNetworkAcls(trace, undefined, node.subnet, matching);
  if (!passUncertainAcls(trace, passes)) return false;
  trace.arrive(nameOf(group), "accelerator");
  return trace.arrive("internet", "internet");
}

/** What a network ACL says, if it applies. */
function passUncertainAcls(trace: Trace, passes: boolean): boolean {
  const { dropped } = trace;
  return passes || !dropped || trace.stop({ ...dropped, why: `${dropped.why}, if AWS asks it about accelerators` });
}

/** To internal load balancers that neither an accelerator nor an endpoint service leads to, where there is an accelerator. */
function forgottenPaths(
  topology: Topology,
  groups: readonly EndpointGroup[],
  frontDoors: readonly FrontDoor[],
  services: Iterable<EndpointService>,
): Path[] {
  if (!hasAccelerator(topology)) return [];
  const reached = new Set([
    ...groups.flatMap(({ endpoints }) => endpoints.map(({ urn }) => urn)),
    ...[...services].flatMap((service) => service.frontDoors.map(({ urn }) => urn)),
  ]);
  const why = "no endpoint group of an accelerator leads to it";
  return frontDoors
    .filter((frontDoor) => !frontDoor.public && topology.own.has(frontDoor.urn) && !reached.has(frontDoor.urn))
    .flatMap(({ name, region, nodes }) =>
      stoppedPaths({ region }, { target: name, dropped: { at: name, why }, nodes }),
    );
}
