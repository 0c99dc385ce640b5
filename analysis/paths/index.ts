import type { Graph } from "../../graph/graph";
import { doorsOf } from "./doors";
import { doorWays } from "./doorWays";
import { egressWays } from "./egressWays";
import { faultsOf, type PathFault } from "./faults";
import type { Way } from "./model";
import { fleets } from "./targets";
import { topology, type Topology } from "./topology";

export type { PathFault } from "./faults";
export type { Drop, Hop, HopKind, Leg, Verdict, Way, WayKind } from "./model";

/**
 * The connections that the stack is for, each followed there and back through routes, firewall endpoints, network ACLs and security
 * groups: by region, kind and zone. A way is followed for all clients that the load balancer lets in and for all ports they may come
 * from at once: it is open where nothing of it is dropped.
 */
export function paths(graph: Graph): Way[] {
  return waysOf(topology(graph));
}

/** What is wrong with those connections, one fault for each cause; nothing, where each of them is open or meant to be closed. */
export function pathFaults(graph: Graph): PathFault[] {
  const followed = topology(graph);
  return faultsOf(followed, waysOf(followed));
}

function waysOf(followed: Topology): Way[] {
  const known = fleets(followed);
  const all = [
    ...doorsOf(followed, known).flatMap((door) => doorWays(followed, door)),
    ...known.all.flatMap((fleet) => egressWays(followed, fleet)),
  ];
  return all
    .map((way) => ({ way, key: orderOf(way) }))
    .sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)))
    .map(({ way }) => way);
}

const KINDS: readonly Way["kind"][] = ["client", "healthCheck", "egress"];

const orderOf = ({ region, kind, zone, through = "", target, targetZone = "", traffic }: Way): string =>
  [region, KINDS.indexOf(kind), zone, through, target, targetZone, traffic].join(" ");
