import { regionOfServiceName } from "../../plan/privateLink";
import { clientsOf, type Asked, type Client } from "./clients";
import type { Consumer, Place } from "./consumers";
import { comeBack, comeToTarget, crossingsOf, fromNode, hidingClient, unreachedFrom, type Crossing } from "./crossings";
import { admitted, nodeParty, type Door, type DoorNode } from "./doors";
import { comeBackToClient, comeToEndpoint, type ToEndpoint } from "./endpointLegs";
import { legsOf } from "./parties";
import { reply, type Drop, type Packet, type Party, type Way } from "./model";
import { EPHEMERAL } from "./ranges";
import type { EndpointService } from "./services";
import type { Topology } from "./topology";
import type { Trail } from "./trail";
import { judgedWay } from "./verdict";
import { admits } from "./walk";

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
  const unserved = withoutDoor(consumer) ?? withoutInterface(consumer);
  if (unserved) return stoppedWays(consumer, unserved);
  if (consumer.elsewhere) return portsOf(consumer).flatMap((port) => waysBeyond(consumer, port));
  return (consumer.service?.doors ?? []).flatMap((door) => waysThrough(topology, consumer, door));
}

function withoutDoor({ endpoint, service, serviceName, serviceRegion, elsewhere }: Consumer): Drop | undefined {
  if (elsewhere) return elsewhereThan(endpoint, serviceRegion, regionOfServiceName(serviceName));
  if (!service) return { at: endpoint, why: `it leads to ${serviceName}, which is not there` };
  return service.doors.length > 0
    ? undefined
    : { at: service.name, why: "no listener of a load balancer is behind it" };
}

function withoutInterface({ endpoint, places, guarded }: Consumer): Drop | undefined {
  if (places.length === 0) return { at: endpoint, why: "it is in no subnet" };
  const why = "without a security group of its own it has the VPC's default one, which lets nobody else in";
  return guarded ? undefined : { at: endpoint, why };
}

/** Those that an endpoint is open on: of a service that no plan has, nothing else tells its port. */
const portsOf = ({ groups }: Consumer): number[] => [
  ...new Set(groups.flatMap((group) => group.in).map(({ ports }) => ports.from)),
];

/** To a service that no plan has: as far as its endpoint, and whatever lies behind that is not judged. */
function waysBeyond(consumer: Consumer, port: number): Way[] {
  const door = { port, groups: [], guardsPrivateLink: false };
  return waysOf(consumer, door, (place, client) => [wayBeyond({ consumer, place, client, door })]);
}

function wayBeyond(followed: ToEndpoint): Way {
  const { consumer, place, client, door } = followed;
  const { serviceName, region } = consumer;
  const { there, back } = legsOf(
    (trail) => comeToEndpoint(trail, followed) && trail.arrive(serviceName, "serviceElsewhere"),
    (trail) => {
      trail.arrive(serviceName, "serviceElsewhere");
      return comeBackToClient(trail, followed);
    },
  );
  const traffic = trafficOf(door, client);
  return noted(judgedWay({ ...common(consumer), zone: place.zone, traffic, there, back }, outside(region)), BEYOND);
}

const BEYOND =
  "the service is not in the plan: whether it allows the account, accepts the connection, and lets the clients in by its " +
  "security group and its zones, only its provider's plan can tell";

const waysThrough = (topology: Topology, consumer: Consumer, door: Door): Way[] =>
  waysOf(consumer, door, (place, client) =>
    endsOf(topology, consumer, place, door).map((end) => consumerWay({ consumer, place, door, client, end })),
  );

function waysOf(consumer: Consumer, door: Asked, follow: (place: Place, client: Client) => Way[]): Way[] {
  const at = consumer.groups.map(({ name }) => name).join(", ");
  const clients = clientsOf(consumer, door);
  if (!clients) return stoppedWays(consumer, { at, why: `no rule lets TCP ${door.port} in from anyone` });
  if (clients.length === 0) return stoppedWays(consumer, { at, why: "it lets in nobody in the plan" }, true);
  return consumer.places.flatMap((place) => clients.flatMap((client) => follow(place, client)));
}

const common = ({ name, service, serviceName, elsewhere, endpoint }: Consumer) => ({
  consumer: name,
  kind: "consumer" as const,
  target: elsewhere ? serviceName : (service?.name ?? endpoint),
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
  const astray = elsewhereThan(endpoint, serviceRegion, service.region);
  if (astray) return astray;
  if (region !== service.region && !service.regions.has(region))
    return { at: service.name, why: `it is not offered to consumers in ${region}` };
  if (!service.allowsAny) return allowsNobody(service);
  if (waits(consumer, service) === "surely") return { at: endpoint, why: "its connection waits to be accepted" };
  if (nodesFor(consumer, place, door).length > 0) return undefined;
  return { at: endpoint, why: `${door.name} has no node in ${place.zone}, and AWS refuses the subnet` };
}

const elsewhereThan = (endpoint: string, asked: unknown, region: string | undefined): Drop | undefined =>
  asked === region
    ? undefined
    : { at: endpoint, why: `it looks for the service in ${String(asked)}, which is in ${String(region)}` };

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

interface Followed extends ToEndpoint {
  door: Door;
  end: End;
}

function consumerWay(followed: Followed): Way {
  const { consumer, place, door, client, end } = followed;
  const { there, back } = legsOf(
    (trail) => comeToEndpoint(trail, followed) && comeThrough(trail, door, client.party, end),
    (trail) => "crossing" in end && goBack(trail, followed, end.crossing),
  );
  const way = {
    ...common(consumer),
    ...names(end),
    zone: place.zone,
    through: door.name,
    traffic: trafficOf(door, client),
    there,
    back,
  };
  const mayWait = consumer.service && waits(consumer, consumer.service) === "perhaps";
  return noted(judgedWay(way, outside(consumer.region)), mayWait ? WAITING : undefined);
}

/** With what the plan cannot know. What comes back by no route of the plan needs no other note. */
function noted(way: Way, other?: string): Way {
  const { reason } = way;
  const note = reason?.unplanned ? `${reason.why}: ${ROUTES}` : other;
  return note === undefined ? way : { ...way, note };
}

const ROUTES = "whoever joins the two networks must add one to the endpoint's subnets";

const trafficOf = ({ port }: Pick<Door, "port">, { party }: Client): string => `TCP ${port} from ${party.name}`;

const WAITING = "the provider has to accept the connection before anything comes through";

const names = (end: End) => ({
  target: end.name,
  ...("crossing" in end && { targetZone: end.crossing.place.zone }),
});

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

const goBack = (trail: Trail, followed: Followed, crossing: Crossing): boolean =>
  comeBack(trail, crossing, reply(fromGuardedNode(crossing))) && comeBackToClient(trail, followed);

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
