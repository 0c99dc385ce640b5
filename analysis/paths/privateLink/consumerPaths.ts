import { regionOfServiceName } from "../../../plan/privateLink/endpointService";
import type { FrontDoor, LoadBalancerNode } from "../frontDoor/frontDoors";
import { type TargetConnection, returnToLoadBalancer } from "../frontDoor/targetConnections";
import { type Drop, type Path, reply } from "../network/path";
import { type Trace, bothDirections } from "../network/trace";
import { judgedPath } from "../network/verdict";
import type { Topology } from "../network/vpc";
import { type Client, type Listener, clientsOf } from "./clients";
import {
  type ConnectionEnd,
  allowsNobody,
  endNames,
  endsBehind,
  outside,
  packetFromServiceNode,
  passService,
} from "./connectionEnds";
import type { Consumer, EndpointInterface } from "./consumers";
import { type EndpointConnection, reachEndpoint, returnToClient } from "./endpoint";
import type { EndpointService } from "./endpointServices";

/*
 * What PrivateLink does: an endpoint is a network interface in a subnet of the consumer, with a security group. What comes in by it comes
 * out at the node of the service's load balancer in the same zone, from another region at any. The load balancer's security group sees the
 * address of the client, the target always that of the node. Nothing of it passes an internet gateway, and so no firewall before one.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html,
 * docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html,
 * docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 *
 * Whether the network ACL of the node's subnet applies to what comes by PrivateLink, AWS does not say: it is not applied here. It
 * applies to what the node sends to targets in other subnets, and to their answers.
 */

/** From a consumer's clients, by each interface of its endpoint, to all targets behind the service. */
export function consumerPaths(topology: Topology, consumer: Consumer): Path[] {
  const unserved = dropWithoutFrontDoor(consumer) ?? dropWithoutInterface(consumer);
  if (unserved) return stoppedPaths(consumer, unserved);
  if (consumer.elsewhere) return openPorts(consumer).flatMap((port) => pathsOutsidePlan(consumer, port));
  return (consumer.service?.frontDoors ?? []).flatMap((frontDoor) => pathsThrough(topology, consumer, frontDoor));
}

function dropWithoutFrontDoor({
  endpoint,
  service,
  serviceName,
  serviceRegion,
  elsewhere,
}: Consumer): Drop | undefined {
  if (elsewhere) return wrongRegion(endpoint, serviceRegion, regionOfServiceName(serviceName));
  if (!service) return { at: endpoint, why: `it leads to ${serviceName}, which is not there` };
  return service.frontDoors.length > 0
    ? undefined
    : { at: service.name, why: "no listener of a load balancer is behind it" };
}

function dropWithoutInterface({ endpoint, interfaces, hasSecurityGroups }: Consumer): Drop | undefined {
  if (interfaces.length === 0) return { at: endpoint, why: "it is in no subnet" };
  const why = "without a security group of its own it has the VPC's default one, which lets nobody else in";
  return hasSecurityGroups ? undefined : { at: endpoint, why };
}

/** Those that an endpoint is open on: of a service that no plan has, nothing else tells its port. */
const openPorts = ({ groups }: Consumer): number[] => [
  ...new Set(groups.flatMap((group) => group.in).map(({ ports }) => ports.from)),
];

/** To a service that no plan has: as far as its endpoint, and whatever lies behind that is not judged. */
function pathsOutsidePlan(consumer: Consumer, port: number): Path[] {
  const frontDoor = { port, groups: [], guardsPrivateLink: false };
  return pathsByInterface(consumer, frontDoor, (endpointInterface, client) => [
    pathOutsidePlan({ consumer, endpointInterface, client, frontDoor }),
  ]);
}

function pathOutsidePlan(connection: EndpointConnection): Path {
  const { consumer, endpointInterface, client, frontDoor } = connection;
  const { serviceName, region } = consumer;
  const { there, back } = bothDirections(
    (trace) => reachEndpoint(trace, connection) && trace.arrive(serviceName, "serviceElsewhere"),
    (trace) => {
      trace.arrive(serviceName, "serviceElsewhere");
      return returnToClient(trace, connection);
    },
  );
  const traffic = trafficOf(frontDoor, client);
  return withNote(
    judgedPath({ ...common(consumer), zone: endpointInterface.zone, traffic, there, back }, outside(region)),
    OUTSIDE_PLAN_NOTE,
  );
}

const OUTSIDE_PLAN_NOTE =
  "the service is not in the plan: whether it allows the account, accepts the connection, and lets the clients in by its " +
  "security group and its zones, only its provider's plan can tell";

const pathsThrough = (topology: Topology, consumer: Consumer, frontDoor: FrontDoor): Path[] =>
  pathsByInterface(consumer, frontDoor, (endpointInterface, client) =>
    endsOf(topology, consumer, endpointInterface, frontDoor).map((end) =>
      consumerPath({ consumer, endpointInterface, frontDoor, client, end }),
    ),
  );

function pathsByInterface(
  consumer: Consumer,
  frontDoor: Listener,
  follow: (endpointInterface: EndpointInterface, client: Client) => Path[],
): Path[] {
  const at = consumer.groups.map(({ name }) => name).join(", ");
  const clients = clientsOf(consumer, frontDoor);
  if (!clients) return stoppedPaths(consumer, { at, why: `no rule lets TCP ${frontDoor.port} in from anyone` });
  if (clients.length === 0) return stoppedPaths(consumer, { at, why: "it lets in nobody in the plan" }, true);
  return consumer.interfaces.flatMap((endpointInterface) =>
    clients.flatMap((client) => follow(endpointInterface, client)),
  );
}

const common = ({ name, service, serviceName, elsewhere, endpoint }: Consumer) => ({
  consumer: name,
  kind: "consumer" as const,
  target: elsewhere ? serviceName : (service?.name ?? endpoint),
});

/** Before anything is distinguished but the zones of the endpoint. */
function stoppedPaths(consumer: Consumer, dropped: Drop, closed = false): Path[] {
  const { name, network, region, interfaces } = consumer;
  const zones = interfaces.length === 0 ? [region] : interfaces.map(({ zone }) => zone);
  const hops = [{ at: network?.name ?? name, kind: "client" as const, rules: [] }];
  return zones.map((zone) =>
    judgedPath(
      { ...common(consumer), zone, traffic: "TCP", there: { hops, dropped }, back: { hops: [] } },
      outside(region),
      closed,
    ),
  );
}

function endsOf(
  topology: Topology,
  consumer: Consumer,
  endpointInterface: EndpointInterface,
  frontDoor: FrontDoor,
): ConnectionEnd[] {
  const refused = refusal(consumer, endpointInterface, frontDoor);
  if (refused) return [{ name: frontDoor.name, dropped: refused }];
  return nodesFor(consumer, endpointInterface, frontDoor).flatMap((node) => endsBehind(topology, frontDoor, node));
}

/**
 * By name zones are the same only within one account: which zone of the service an endpoint elsewhere has, its plan does not know.
 * From another region any will do.
 */
function nodesFor(
  { region, service }: Consumer,
  { subnet, zone }: EndpointInterface,
  { nodes }: FrontDoor,
): LoadBalancerNode[] {
  const matched = subnet !== undefined && service?.own === true && service.region === region;
  return matched ? nodes.filter((node) => node.subnet.zone === zone) : nodes;
}

/** Why AWS lets no connection come about. */
function refusal(consumer: Consumer, endpointInterface: EndpointInterface, frontDoor: FrontDoor): Drop | undefined {
  const { endpoint, service, serviceRegion, region } = consumer;
  if (!service) return undefined;
  const astray = wrongRegion(endpoint, serviceRegion, service.region);
  if (astray) return astray;
  if (region !== service.region && !service.regions.has(region))
    return { at: service.name, why: `it is not offered to consumers in ${region}` };
  if (!service.allowsAny) return allowsNobody(service);
  if (awaitsAcceptance(consumer, service) === "surely")
    return { at: endpoint, why: "its connection waits to be accepted" };
  if (nodesFor(consumer, endpointInterface, frontDoor).length > 0) return undefined;
  return {
    at: endpoint,
    why: `${frontDoor.name} has no node in ${endpointInterface.zone}, and AWS refuses the subnet`,
  };
}

const wrongRegion = (endpoint: string, lookupRegion: unknown, region: string | undefined): Drop | undefined =>
  lookupRegion === region
    ? undefined
    : { at: endpoint, why: `it looks for the service in ${String(lookupRegion)}, which is in ${String(region)}` };

/** A provider accepts endpoints of other stacks by ids that are in no plan. */
function awaitsAcceptance(consumer: Consumer, { own, acceptance }: EndpointService): "surely" | "perhaps" | undefined {
  const { urn, name, acceptsItself } = consumer;
  if (!acceptance.required || acceptsItself || acceptance.endpoints.has(urn)) return undefined;
  if (own) return "surely";
  const short = shortName(name);
  return acceptance.byId.some((accepter) => accepter.endsWith(`-accepts-${short}`)) ? undefined : "perhaps";
}

/** `consumer-acme` gives `acme`. */
const shortName = (name: string): string => name.replace(/^consumer-/, "");

interface ConsumerConnection extends EndpointConnection {
  frontDoor: FrontDoor;
  end: ConnectionEnd;
}

function consumerPath(connection: ConsumerConnection): Path {
  const { consumer, endpointInterface, frontDoor, client, end } = connection;
  const { there, back } = bothDirections(
    (trace) => reachEndpoint(trace, connection) && passService(trace, frontDoor, client.peer, end),
    (trace) => "targetConnection" in end && returnToConsumer(trace, connection, end.targetConnection),
  );
  const path = {
    ...common(consumer),
    ...endNames(end),
    zone: endpointInterface.zone,
    through: frontDoor.name,
    traffic: trafficOf(frontDoor, client),
    there,
    back,
  };
  const mayWait = consumer.service && awaitsAcceptance(consumer, consumer.service) === "perhaps";
  return withNote(judgedPath(path, outside(consumer.region)), mayWait ? ACCEPTANCE_NOTE : undefined);
}

/** With what the plan cannot know. What comes back by no route of the plan needs no other note. */
function withNote(path: Path, other?: string): Path {
  const { reason } = path;
  const note = reason?.unplanned ? `${reason.why}: ${ROUTE_NOTE}` : other;
  return note === undefined ? path : { ...path, note };
}

const ROUTE_NOTE = "whoever joins the two networks must add one to the endpoint's subnets";

const trafficOf = ({ port }: Pick<FrontDoor, "port">, { peer }: Client): string => `TCP ${port} from ${peer.name}`;

const ACCEPTANCE_NOTE = "the provider has to accept the connection before anything comes through";

const returnToConsumer = (trace: Trace, connection: ConsumerConnection, targetConnection: TargetConnection): boolean =>
  returnToLoadBalancer(trace, targetConnection, reply(packetFromServiceNode(targetConnection))) &&
  returnToClient(trace, connection);
