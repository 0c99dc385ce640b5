import { isPrivate } from "../../plan/cidrs";
import { noteOn, overrideRefusal, refusal, unhealthyTo, type Lead as Led } from "./acceleratorRules";
import { endpointGroups, hasAccelerator, portPairs, type EndpointGroup, type PortPair } from "./accelerators";
import { comeBack, comeToTarget, crossingsOf, groupsOf, hidingClient, targetParty, type Crossing } from "./crossings";
import { admitted, admittedV6, nodeParty, type Door, type DoorNode } from "./doors";
import { legsOf, merged } from "./parties";
import { reply, type Drop, type Hop, type Packet, type Party, type Way } from "./model";
import { EPHEMERAL } from "./ranges";
import type { EndpointService } from "./services";
import type { Topology } from "./topology";
import type { Trail } from "./trail";
import { judgedWay } from "./verdict";
import { admits, cross } from "./walk";

/*
 * What Global Accelerator does: it takes connections to its addresses to a load balancer in some region, by network interfaces of its own in
 * the load balancer's subnets, past the routes of the VPC there and back. An internet gateway must be there all the same. The load balancer
 * sees the client's address, or where that is not preserved one of the accelerator's.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/secure-vpc-connections.html,
 * docs.aws.amazon.com/global-accelerator/latest/dg/best-practices-aga.html
 *
 * Whether the network ACL of the load balancer's subnet is asked, AWS's pages say differently: never, or only about what leaves, for which
 * an inbound rule like the outbound one has to be there. A way is open where it is open in either case.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.how-to-enable-preservation.html,
 * docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html
 */

/** From the internet by an accelerator's addresses to the targets in each region. */
export function acceleratorWays(
  topology: Topology,
  doors: readonly Door[],
  services: Iterable<EndpointService>,
): Way[] {
  const groups = endpointGroups(topology);
  return [
    ...groups.flatMap((group) => groupWays(topology, group, doors)),
    ...forgottenWays(topology, groups, doors, services),
  ];
}

interface Lead extends Led {
  topology: Topology;
}

function groupWays(topology: Topology, group: EndpointGroup, doors: readonly Door[]): Way[] {
  const { name, endpoints, cut } = group;
  if (cut) return stoppedWays(group, { target: name, dropped: cut });
  if (endpoints.length === 0)
    return stoppedWays(group, { target: name, dropped: { at: name, why: "it has no endpoint" } });
  const known = endpoints.filter(({ foreign }) => !foreign);
  if (known.length > 0)
    return known.flatMap((endpoint) => {
      const behind = doors.filter(({ urn }) => urn === endpoint.urn);
      return endpointWays({ topology, group, endpoint, behind });
    });
  const others = endpoints.map((each) => each.name).join(", ");
  const dropped = { at: name, why: `it leads to ${others}, which is followed no further` };
  return stoppedWays(group, { target: name, dropped, closed: true });
}

interface Stop {
  /** Logical name of what stops the way. */
  target: string;
  dropped: Drop;
  /** Of the load balancer, where it is known. */
  nodes?: readonly DoorNode[];
  /** Default: false. */
  closed?: boolean;
  note?: string;
}

/** Before anything is told apart but the zones. */
function stoppedWays(
  { region, accelerator }: Pick<EndpointGroup, "region" | "accelerator">,
  { target, dropped, nodes = [], closed, note }: Stop,
): Way[] {
  const hops: Hop[] = [{ at: "internet", kind: "internet", rules: [] }];
  if (accelerator) hops.push({ at: accelerator.name, kind: "accelerator", rules: [] });
  const zones = nodes.length === 0 ? [region] : nodes.map(({ subnet }) => subnet.zone);
  return zones.map((zone) =>
    judgedWay(
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

function endpointWays(lead: Lead): Way[] {
  const { group, endpoint, behind } = lead;
  const stopped = (dropped: Drop, more?: Partial<Stop>) =>
    stoppedWays(group, { target: endpoint.name, nodes: behind[0]?.nodes, dropped, ...more });
  if (endpoint.weight === 0) {
    const dropped = { at: group.name, why: `${endpoint.name} has weight 0 in it` };
    // One load balancer may be taken out, or a region; that all are is meant by nobody.
    return stopped(dropped, { closed: group.leadsSomewhere, note: noteOn(lead) });
  }
  const refused = refusal(lead);
  if (refused) return stopped(refused);
  const listening = behind.map(({ port }) => port);
  return portPairs(group, listening).flatMap((pair) => {
    const door = behind.find(({ port }) => port === pair.door);
    const why = `it leads to TCP ${pair.door} of ${endpoint.name}, where nothing listens`;
    if (!door) return stopped({ at: group.name, why });
    const overridden = overrideRefusal(group, pair);
    if (overridden) return stopped(overridden);
    return door.nodes.flatMap((node) => nodeWays({ ...lead, door, pair }, node));
  });
}

/** A port of the listener, and the listener of the load balancer that it leads to. */
interface Listened extends Lead {
  door: Door;
  pair: PortPair;
}

function nodeWays(listened: Listened, node: DoorNode): Way[] {
  const { topology, group, door } = listened;
  const unhealthy = unhealthyTo(listened, node);
  if (unhealthy) return stoppedWays(group, { target: unhealthy.name, dropped: unhealthy.dropped, nodes: [node] });
  const crossings = crossingsOf(topology, door, node);
  const behind = [...new Set(crossings.flatMap(({ target }) => groupsOf(topology, target)))];
  return comers(listened).flatMap(({ clients, family, nobody }) => {
    if (nobody) return stoppedWays(group, { target: door.name, nodes: [node], ...nobody });
    const alike = merged(clients, node.subnet.network, behind);
    return crossings.flatMap((crossing) =>
      // Targets have IPv4 addresses: to them, clients by IPv6 come from the load balancer's node.
      alike.map((client) => clientWay(listened, family === "ipv6" ? hidingClient(crossing) : crossing, client)),
    );
  });
}

/** Those who come by one kind of addresses. */
interface Comers {
  family: "ipv4" | "ipv6";
  clients: Party[];
  /** Where there are none. */
  nobody?: Pick<Stop, "dropped" | "closed">;
}

/** Which addresses an accelerator's are, is not known here: the load balancer must let in all. */
const HIDDEN: Party = { name: "the accelerator", cidr: "0.0.0.0/0", ports: EPHEMERAL, groups: [] };

function comers({ group, endpoint, door }: Listened): Comers[] {
  if (!endpoint.preservesClientIp) return [{ family: "ipv4", clients: [HIDDEN] }];
  const everyone = admitted(door);
  const outside = everyone.filter(({ cidr }) => !isPrivate(cidr));
  const withV6 = group.accelerator?.dualStack ? [{ family: "ipv6" as const, clients: admittedV6(door) }] : [];
  // Nobody is a mistake, unless those of a private network are let in.
  const privately = everyone.length > outside.length;
  return [{ family: "ipv4" as const, clients: outside }, ...withV6].map(({ family, clients }) => {
    if (clients.length > 0) return { family, clients };
    const at = door.groups.map(({ name }) => name).join(", ");
    const who = family === "ipv6" ? "anyone by IPv6" : privately ? "the internet" : "anyone";
    const why = `no rule lets TCP ${door.port} in from ${who}`;
    return { family, clients, nobody: { dropped: { at, why }, closed: privately && family === "ipv4" } };
  });
}

function clientWay(listened: Listened, crossing: Crossing, client: Party): Way {
  const { group, door, pair } = listened;
  const { node, forward, target, place } = crossing;
  const outside = { from: client, to: nodeParty(door, node) };
  const asSeen = forward.preservesClientIp
    ? { ...client, groups: outside.to.groups }
    : nodeParty(door, node, EPHEMERAL);
  const inside = { from: asSeen, to: targetParty(crossing, target.port) };
  const { there, back } = legsOf(
    (trail) => comeIn(trail, listened, crossing, outside) && comeToTarget(trail, crossing, inside),
    (trail) => comeBack(trail, crossing, reply(inside)) && goOut(trail, listened, crossing, outside),
  );
  const note = noteOn(listened);
  return judgedWay(
    {
      zone: node.subnet.zone,
      kind: "client",
      ...(group.accelerator && { address: group.accelerator.name }),
      through: door.name,
      target: target.fleet.name,
      targetZone: place.zone,
      traffic: `TCP ${pair.client} from ${client.name}`,
      there,
      back,
      ...(note !== undefined && { note }),
    },
    node.subnet.network,
  );
}

const nameOf = ({ accelerator, name }: EndpointGroup): string => accelerator?.name ?? name;

function comeIn(trail: Trail, { group, door }: Listened, { node }: Crossing, packet: Packet): boolean {
  const { network } = node.subnet;
  trail.arrive("internet", "internet");
  trail.arrive(nameOf(group), "accelerator");
  if (!network.gateway) return trail.stop({ at: network.name, why: "it has no internet gateway" });
  return (
    asked(trail, cross(trail, undefined, node.subnet, packet)) &&
    admits(trail, door.groups, "in", packet) &&
    trail.arrive(door.name, "loadBalancer", node.subnet.zone)
  );
}

/** Out to whatever port a client has, and as AWS asks for, in to those as well. */
function goOut(trail: Trail, { group }: Listened, { node }: Crossing, packet: Packet): boolean {
  const { from, to } = packet;
  const matching = { from, to: { ...to, ports: EPHEMERAL } };
  const passes = cross(trail, node.subnet, undefined, reply(packet)) && cross(trail, undefined, node.subnet, matching);
  if (!asked(trail, passes)) return false;
  trail.arrive(nameOf(group), "accelerator");
  return trail.arrive("internet", "internet");
}

/** What a network ACL says, if it is asked. */
function asked(trail: Trail, passes: boolean): boolean {
  const { dropped } = trail;
  return passes || !dropped || trail.stop({ ...dropped, why: `${dropped.why}, if AWS asks it about accelerators` });
}

/** To internal load balancers that neither an accelerator nor an endpoint service leads to, where there is an accelerator. */
function forgottenWays(
  topology: Topology,
  groups: readonly EndpointGroup[],
  doors: readonly Door[],
  services: Iterable<EndpointService>,
): Way[] {
  if (!hasAccelerator(topology)) return [];
  const led = new Set([
    ...groups.flatMap(({ endpoints }) => endpoints.map(({ urn }) => urn)),
    ...[...services].flatMap((service) => service.doors.map(({ urn }) => urn)),
  ]);
  const why = "no endpoint group of an accelerator leads to it";
  return doors
    .filter((door) => !door.public && topology.own.has(door.urn) && !led.has(door.urn))
    .flatMap(({ name, region, nodes }) => stoppedWays({ region }, { target: name, dropped: { at: name, why }, nodes }));
}
