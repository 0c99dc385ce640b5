import { clientsOf, type Client } from "./clients";
import type { Consumer, Place } from "./consumers";
import { comeBack, comeToTarget, crossingsOf, fromNode, hidingClient, unreachedFrom, type Crossing } from "./crossings";
import { admitted, nodeParty, type Door, type DoorNode } from "./doors";
import { legsOf } from "./parties";
import { reply, type Drop, type Packet, type Party, type Way } from "./model";
import { EPHEMERAL, onePort } from "./ranges";
import type { EndpointService } from "./services";
import type { Topology } from "./topology";
import type { Trail } from "./trail";
import { judgedWay } from "./verdict";
import { admits, cross, fromSubnet } from "./walk";

/*
 * What PrivateLink does: an endpoint is a network interface in a subnet of the consumer, with a security group. What comes in by it comes
 * out at the node of the service's load balancer in the same zone, from another region at any. The load balancer's security group sees the
 * address of the client, the target always that of the node. Nothing of it passes an internet gateway, and so no firewall before one.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html,
 * docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html,
 * docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 *
 * Whether the network ACL of the node's subnet is asked about what comes by PrivateLink, AWS does not say: it is not asked here. It is
 * asked about what the node sends to targets in other subnets, and about their answers.
 */

/** From a consumer's clients, by each interface of its endpoint, to all targets behind the service. */
export function consumerWays(topology: Topology, consumer: Consumer): Way[] {
  const { service, places, endpoint } = consumer;
  const doors = service?.doors ?? [];
  const unserved = withoutDoor(consumer);
  if (unserved) return stoppedWays(consumer, unserved);
  if (places.length === 0) return stoppedWays(consumer, { at: endpoint, why: "it is in no subnet" });
  return doors.flatMap((door) => waysThrough(topology, consumer, door));
}

function withoutDoor({ endpoint, service, serviceName }: Consumer): Drop | undefined {
  if (!service) return { at: endpoint, why: `it leads to ${serviceName}, which is not there` };
  return service.doors.length > 0
    ? undefined
    : { at: service.name, why: "no listener of a load balancer is behind it" };
}

function waysThrough(topology: Topology, consumer: Consumer, door: Door): Way[] {
  const { groups, guarded, endpoint } = consumer;
  const at = groups.map(({ name }) => name).join(", ");
  if (!guarded) {
    const why = "without a security group of its own it has the VPC's default one, which lets nobody else in";
    return stoppedWays(consumer, { at: endpoint, why });
  }
  const clients = clientsOf(consumer, door);
  if (!clients) return stoppedWays(consumer, { at, why: `no rule lets TCP ${door.port} in from anyone` });
  if (clients.length === 0) return stoppedWays(consumer, { at, why: "it lets in nobody in the plan" }, true);
  return consumer.places.flatMap((place) =>
    endsOf(topology, consumer, place, door).flatMap((end) =>
      clients.map((client) => consumerWay({ consumer, place, door, client, end })),
    ),
  );
}

const common = ({ name, service, endpoint }: Consumer) => ({
  consumer: name,
  kind: "consumer" as const,
  target: service?.name ?? endpoint,
});

const outside = (region: string) => ({ region, endpoints: [] });

/** Before anything is told apart but the zones of the endpoint. */
function stoppedWays(consumer: Consumer, dropped: Drop, closed = false): Way[] {
  const { name, network, region, places } = consumer;
  const zones = places.length === 0 ? [region] : places.map(({ zone }) => zone);
  const hops = [{ at: network?.name ?? name, kind: "client" as const, rules: [] }];
  return zones.map((zone) =>
    judgedWay(
      { ...common(consumer), zone, traffic: "TCP", there: { hops, dropped }, back: { hops: [] } },
      outside(region),
      closed,
    ),
  );
}

/** Where a connection by an endpoint ends: at a target, or before it. */
type End = { name: string; crossing: Crossing } | { name: string; node?: DoorNode; dropped: Drop };

function endsOf(topology: Topology, consumer: Consumer, place: Place, door: Door): End[] {
  const refused = refusal(consumer, place, door);
  if (refused) return [{ name: door.name, dropped: refused }];
  return nodesFor(consumer, place, door).flatMap((node) => endsBehind(topology, door, node));
}

const endsBehind = (topology: Topology, door: Door, node: DoorNode): End[] => [
  ...crossingsOf(topology, door, node).map((crossing) => ({
    name: crossing.target.fleet.name,
    crossing: hidingClient(crossing),
  })),
  ...unreachedFrom(door, node).map((each) => ({ ...each, node })),
];

/**
 * By name zones are the same only within one account: which zone of the service an endpoint elsewhere has, its plan does not know.
 * From another region any will do.
 */
function nodesFor({ region, service }: Consumer, { subnet, zone }: Place, { nodes }: Door): DoorNode[] {
  const matched = subnet !== undefined && service?.own === true && service.region === region;
  return matched ? nodes.filter((node) => node.subnet.zone === zone) : nodes;
}

/** Why AWS lets no connection come about. */
function refusal(consumer: Consumer, place: Place, door: Door): Drop | undefined {
  const { endpoint, service, serviceRegion, region } = consumer;
  if (!service) return undefined;
  if (serviceRegion !== service.region)
    return { at: endpoint, why: `it looks for the service in ${String(serviceRegion)}, which is in ${service.region}` };
  if (region !== service.region && !service.regions.has(region))
    return { at: service.name, why: `it is not offered to consumers in ${region}` };
  if (!service.allowsAny) return allowsNobody(service);
  if (waits(consumer, service) === "surely") return { at: endpoint, why: "its connection waits to be accepted" };
  if (nodesFor(consumer, place, door).length > 0) return undefined;
  return { at: endpoint, why: `${door.name} has no node in ${place.zone}, and AWS refuses the subnet` };
}

const allowsNobody = ({ name }: EndpointService): Drop => ({ at: name, why: "it allows no principal to connect" });

/** A provider accepts endpoints of other stacks by ids that are in no plan. */
function waits(consumer: Consumer, { own, acceptance }: EndpointService): "surely" | "perhaps" | undefined {
  const { urn, name, acceptsItself } = consumer;
  if (!acceptance.required || acceptsItself || acceptance.endpoints.has(urn)) return undefined;
  if (own) return "surely";
  const short = shortName(name);
  return acceptance.byId.some((accepter) => accepter.endsWith(`-accepts-${short}`)) ? undefined : "perhaps";
}

/** `consumer-acme` gives `acme`. */
const shortName = (name: string): string => name.replace(/^consumer-/, "");

interface Followed {
  consumer: Consumer;
  place: Place;
  door: Door;
  client: Client;
  end: End;
}

function consumerWay(followed: Followed): Way {
  const { consumer, place, door, client, end } = followed;
  const { there, back } = legsOf(
    (trail) => comeToEndpoint(trail, followed) && comeThrough(trail, door, client.party, end),
    (trail) => "crossing" in end && goBack(trail, followed, end.crossing),
  );
  const note = consumer.service && waits(consumer, consumer.service) === "perhaps" ? WAITING : undefined;
  return judgedWay(
    {
      ...common(consumer),
      ...names(end),
      zone: place.zone,
      through: door.name,
      traffic: `TCP ${door.port} from ${client.party.name}`,
      there,
      back,
      ...(note !== undefined && { note }),
    },
    outside(consumer.region),
  );
}

const WAITING = "the provider has to accept the connection before anything comes through";

const names = (end: End) => ({
  target: end.name,
  ...("crossing" in end && { targetZone: end.crossing.place.zone }),
});

const toEndpoint = ({ consumer, place, door, client }: Followed): Packet => ({
  from: client.party,
  to: {
    name: consumer.endpoint,
    cidr: place.subnet?.cidr ?? client.party.cidr,
    ports: onePort(door.port),
    groups: consumer.groups.map(({ name }) => name),
  },
});

function comeToEndpoint(trail: Trail, followed: Followed): boolean {
  const { consumer, place, client } = followed;
  const packet = toEndpoint(followed);
  trail.arrive(client.subnet?.name ?? client.party.name, "client");
  return (
    betweenSubnets(trail, client.subnet, place.subnet, packet) &&
    admits(trail, consumer.groups, "in", packet) &&
    trail.arrive(consumer.endpoint, "interfaceEndpoint", place.zone)
  );
}

/** By the routes of the first, where it is in the plan; of what is not, no route and no network ACL is known. */
function betweenSubnets(trail: Trail, out: Place["subnet"], into: Place["subnet"], packet: Packet): boolean {
  if (out && into) return fromSubnet(trail, out, packet)?.at === into;
  return cross(trail, out, into, packet);
}

/** The security group of the load balancer sees the client's address; it is not asked where that is switched off. */
function comeThrough(trail: Trail, door: Door, client: Party, end: End): boolean {
  const node = "crossing" in end ? end.crossing.node : end.node;
  if (node) {
    const packet = { from: { ...client, groups: [] }, to: nodeParty(door, node) };
    if (door.guardsPrivateLink && !admits(trail, door.groups, "in", packet)) return false;
    trail.arrive(door.name, "loadBalancer", node.subnet.zone);
  }
  if ("dropped" in end) return trail.stop(end.dropped);
  return comeToTarget(trail, end.crossing, fromGuardedNode(end.crossing));
}

/**
 * A rule of the targets that names the load balancer's security group holds for PrivateLink only where that group is asked about it.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html
 */
function fromGuardedNode(crossing: Crossing): Packet {
  const { from, to } = fromNode(crossing);
  return { from: crossing.door.guardsPrivateLink ? from : { ...from, groups: [] }, to };
}

function goBack(trail: Trail, followed: Followed, crossing: Crossing): boolean {
  const { consumer, place, client } = followed;
  if (!comeBack(trail, crossing, reply(fromGuardedNode(crossing)))) return false;
  trail.arrive(consumer.endpoint, "interfaceEndpoint", place.zone);
  return (
    betweenSubnets(trail, place.subnet, client.subnet, reply(toEndpoint(followed))) &&
    trail.arrive(client.subnet?.name ?? client.party.name, "client")
  );
}

/**
 * Through a service whose consumers are all elsewhere, for those whom its load balancer lets in. Without any principal that may connect,
 * or any client, it is not meant to be used: in one region of several, or not yet.
 */
export function serviceWays(topology: Topology, service: EndpointService): Way[] {
  return service.doors.flatMap((door) => {
    const everyone = door.guardsPrivateLink ? admitted(door) : [ANYONE];
    return door.nodes.flatMap((node) =>
      endsBehind(topology, door, node).map((end) => serviceWay({ service, door, node, end, everyone })),
    );
  });
}

const ANYONE: Party = { name: "anyone", cidr: "0.0.0.0/0", ports: EPHEMERAL, groups: [] };

interface Offered {
  service: EndpointService;
  door: Door;
  node: DoorNode;
  end: End;
  everyone: readonly Party[];
}

function serviceWay({ service, door, node, end, everyone }: Offered): Way {
  // All of them are let in by a rule of their own, and behind the load balancer none is seen any more.
  const [client, ...others] = everyone;
  const { there, back } = legsOf(
    (trail) => {
      trail.arrive(service.name, "service");
      if (!service.allowsAny) return trail.stop(allowsNobody(service));
      if (client) return comeThrough(trail, door, client, end);
      const at = door.groups.map(({ name }) => name).join(", ");
      return trail.stop({ at, why: `no rule lets TCP ${door.port} in from anyone` });
    },
    (trail) =>
      "crossing" in end &&
      comeBack(trail, end.crossing, reply(fromGuardedNode(end.crossing))) &&
      trail.arrive(service.name, "service"),
  );
  const from = client ? ` from ${client.name}${others.length > 0 ? ` and ${others.length} more` : ""}` : "";
  const way = {
    kind: "consumer" as const,
    ...names(end),
    zone: node.subnet.zone,
    through: door.name,
    traffic: `TCP ${door.port}${from}`,
    there,
    back,
  };
  return judgedWay(way, outside(service.region), !service.allowsAny || client === undefined);
}
