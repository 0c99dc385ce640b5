import type { Graph } from "../../graph/graph";
import { acceleratorWays } from "./acceleratorWays";
import { consumersOf, type Consumer } from "./consumers";
import { consumerWays, serviceWays } from "./consumerWays";
import { doorsOf, type Door } from "./doors";
import { doorWays } from "./doorWays";
import { egressWays } from "./egressWays";
import { faultsOf, type PathFault } from "./faults";
import type { Way } from "./model";
import { nameFaults } from "./names";
import { endpointServices } from "./services";
import { fleets, type Fleet } from "./targets";
import { topology, type Topology } from "./topology";

export type { PathFault } from "./faults";
export type { Drop, Hop, HopKind, Leg, Verdict, Way, WayKind } from "./model";

/**
 * The connections that the stack is for, each followed there and back through routes, firewall endpoints, network ACLs and security
 * groups: by region, kind and zone. A way is followed for all clients that the load balancer lets in and for all ports they may come
 * from at once: it is open where nothing of it is dropped. A way may lead into a stack that this one refers to.
 */
export function paths(graph: Graph): Way[] {
  return follow(graph).ways;
}

/**
 * What is wrong with those connections, one fault for each cause; nothing, where each of them is open or meant to be closed, or only
 * lacks a route that may be made elsewhere.
 */
export function pathFaults(graph: Graph): PathFault[] {
  const { followed, ways, consumers } = follow(graph);
  return [...faultsOf(followed, ways), ...nameFaults(followed, consumers)];
}

interface Followed {
  followed: Topology;
  consumers: Consumer[];
  ways: Way[];
}

/** Of a stack that this one refers to only what its consumers use: the rest is told by that one's own plan. */
function follow(graph: Graph): Followed {
  const followed = topology(graph);
  const known = fleets(followed);
  const doors = doorsOf(followed, known);
  const services = endpointServices(followed, doors);
  const consumers = consumersOf(followed, services);
  const used = new Set(consumers.map(({ service }) => service));
  const ways = [
    ...doors.filter((door) => isOwn(door.nodes)).flatMap((door) => doorWays(followed, door)),
    ...acceleratorWays(followed, doors, services.values()),
    ...consumers.flatMap((consumer) => consumerWays(followed, consumer)),
    ...[...services.values()]
      .filter((each) => each.own && !used.has(each))
      .flatMap((each) => serviceWays(followed, each)),
    ...known.all.filter(isOwnFleet).flatMap((fleet) => egressWays(followed, fleet)),
  ];
  return { followed, consumers, ways: inOrder(ways) };
}

const isOwn = (nodes: Door["nodes"]): boolean => nodes.some(({ subnet }) => subnet.network.own);

const isOwnFleet = ({ subnets }: Fleet): boolean => subnets.some(({ network }) => network.own);

function inOrder(all: readonly Way[]): Way[] {
  return all
    .map((way) => ({ way, key: orderOf(way) }))
    .sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)))
    .map(({ way }) => way);
}

const KINDS: readonly Way["kind"][] = ["client", "consumer", "healthCheck", "egress"];

const orderOf = ({ region, kind, consumer = "", zone, through = "", target, targetZone = "", traffic }: Way): string =>
  [region, KINDS.indexOf(kind), consumer, zone, through, target, targetZone, traffic].join(" ");
