import type { Graph } from "../../graph/graph";
import { egressPaths } from "./egress";
import { faultsOf } from "./faults";
import { type Fleets, fleetsOf, isOwnFleet } from "./frontDoor/fleets";
import { type FrontDoor, frontDoorsOf } from "./frontDoor/frontDoors";
import { frontDoorPaths } from "./frontDoor/paths";
import { acceleratorPaths } from "./globalAccelerator/paths";
import { PATH_KINDS, type Path } from "./network/path";
import type { PathFault } from "./network/pathFault";
import { topologyOf } from "./network/topology";
import type { Topology } from "./network/vpc";
import { consumerPaths } from "./privateLink/consumerPaths";
import { type Consumer, consumersOf } from "./privateLink/consumers";
import { endpointServices } from "./privateLink/endpointServices";
import { nameFaults } from "./privateLink/names";
import { servicePaths } from "./privateLink/servicePaths";

/**
 * The connections that the stack is for, each followed there and back through routes, firewall endpoints, network ACLs and security
 * groups: by region, kind and zone. A path is followed for all clients that the load balancer lets in and for all ports they may come
 * from at once: it is open where nothing of it is dropped. A path may lead into a stack that this one refers to.
 */
export function paths(graph: Graph): Path[] {
  return follow(graph).paths;
}

/** Those of the service's own connections that no route of the plan leads out of their VPC, and that do not go to the internet. */
export function unroutedEgress(graph: Graph): Path[] {
  const topology = topologyOf(graph);
  const all = fleetsOf(topology)
    .all.filter(isOwnFleet)
    .flatMap((fleet) => egressPaths(topology, fleet));
  return all.filter(({ reason }) => reason?.unplanned);
}

/**
 * What is wrong with those connections, one fault for each cause; nothing, where each of them is open or closed on purpose, or only
 * lacks a route that may be made elsewhere.
 */
export function pathFaults(graph: Graph): PathFault[] {
  const { topology, paths: all, consumers } = follow(graph);
  return [...faultsOf(topology, all), ...nameFaults(topology, consumers)];
}

/** The paths, and what they lead through. */
export interface FollowedPaths {
  topology: Topology;
  fleets: Fleets;
  frontDoors: FrontDoor[];
  consumers: Consumer[];
  paths: Path[];
}

/** Of a stack that this one refers to only what its consumers use: the rest is in that one's own plan. */
export function follow(graph: Graph): FollowedPaths {
  const topology = topologyOf(graph);
  const fleets = fleetsOf(topology);
  const frontDoors = frontDoorsOf(topology, fleets);
  const services = endpointServices(topology, frontDoors);
  const consumers = consumersOf(topology, services);
  const used = new Set(consumers.map(({ service }) => service));
  const all = [
    ...frontDoors
      .filter((frontDoor) => isOwn(frontDoor.nodes))
      .flatMap((frontDoor) => frontDoorPaths(topology, frontDoor)),
    ...acceleratorPaths(topology, frontDoors, services.values()),
    ...consumers.flatMap((consumer) => consumerPaths(topology, consumer)),
    ...[...services.values()]
      .filter((each) => each.own && !used.has(each))
      .flatMap((each) => servicePaths(topology, each)),
    ...fleets.all.filter(isOwnFleet).flatMap((fleet) => egressPaths(topology, fleet)),
  ];
  return { topology, fleets, frontDoors, consumers, paths: inOrder(all) };
}

const isOwn = (nodes: FrontDoor["nodes"]): boolean => nodes.some(({ subnet }) => subnet.network.own);

function inOrder(all: readonly Path[]): Path[] {
  return all
    .map((path) => ({ path, key: orderOf(path) }))
    .sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)))
    .map(({ path }) => path);
}

const orderOf = ({ region, kind, consumer = "", zone, through = "", target, targetZone = "", traffic }: Path): string =>
  [region, PATH_KINDS.indexOf(kind), consumer, zone, through, target, targetZone, traffic].join(" ");
