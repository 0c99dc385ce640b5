import type { InputChange, ResourceChange } from "../../../graph/resourceChange";
import { type Graph, GraphIndex } from "../../../graph/graph";
import { type FrontDoorRow, listenerRows, loadBalancerRows } from "../../inventory/frontDoors";
import { TYPES } from "../../inventory/resourceTypes";

export interface Comparison {
  from: GraphIndex;
  to: GraphIndex;
  /** By type and name, as they are afterwards. What rules look up here has no other name where its URN is another. */
  changes: Map<string, ResourceChange>;
  all: readonly ResourceChange[];
}

/** Somebody of another account who is connected, as the config says that the stack has now, and the region of the service. */
export interface ConnectedConsumer {
  name: string;
  region?: string;
}

export const comparisonOf = (from: Graph, to: Graph, changes: readonly ResourceChange[]): Comparison => ({
  from: GraphIndex.of(from),
  to: GraphIndex.of(to),
  changes: new Map(changes.map((change) => [`${change.type} ${change.name}`, change])),
  all: changes,
});

export const changesOfType = (
  { all }: Comparison,
  type: string,
  ...actions: ResourceChange["action"][]
): ResourceChange[] => all.filter((change) => change.type === type && actions.includes(change.action));

export interface FrontDoorPair {
  loadBalancer: string;
  before: FrontDoorRow["targets"];
  after: FrontDoorRow["targets"];
}

export interface ListenerPair extends FrontDoorPair {
  /** The load balancer, with the port where it listens on several. */
  place: string;
}

/** The listeners that both have, of load balancers that stay what they are. */
export function listenerPairs({ from, to, changes }: Comparison): ListenerPair[] {
  const former = listenerRows(from.graph);
  const all = listenerRows(to.graph);
  return all.flatMap(({ listener, loadBalancer, port, targets }) => {
    const was = former.find((each) => each.listener === listener && each.loadBalancer === loadBalancer);
    if (!was || isReplaced(changes, loadBalancer)) return [];
    const alone = all.filter((each) => each.loadBalancer === loadBalancer).length === 1;
    const place = alone ? loadBalancer : `${loadBalancer} on port ${port}`;
    return [{ loadBalancer, place, before: was.targets, after: targets }];
  });
}

/** The load balancers that both have and that stay what they are, with the target groups behind any listener of theirs, each once. */
export function frontDoorPairs({ from, to, changes }: Comparison): FrontDoorPair[] {
  const former = loadBalancerRows(from.graph);
  return loadBalancerRows(to.graph).flatMap(({ loadBalancer, targets: after }) => {
    const before = former.find((each) => each.loadBalancer === loadBalancer)?.targets;
    return before && !isReplaced(changes, loadBalancer) ? [{ loadBalancer, before, after }] : [];
  });
}

/** Of a load balancer. */
export const isReplaced = (changes: Comparison["changes"], loadBalancer: string): boolean =>
  changes.get(`${TYPES.loadBalancer} ${loadBalancer}`)?.action === "replace";

export const changeOfBackend = (changes: Comparison["changes"], name: string): ResourceChange | undefined =>
  changes.get(`${TYPES.autoScalingGroup} ${name}`) ?? changes.get(`${TYPES.ecsService} ${name}`);

/* What an update means to those who come by PrivateLink. */

/** The nodes of a type that are in both graphs, with what changes of them. */
export function updated({ from, to, changes }: Comparison, type: string) {
  const former = new Map(from.ofType(type).map((node) => [node.name, node]));
  return to.ofType(type).flatMap((after) => {
    const before = former.get(after.name);
    const change = changes.get(`${type} ${after.name}`);
    return before && change ? [{ before, after, change }] : [];
  });
}

export const changeAt = (inputs: readonly InputChange[], path: string): InputChange | undefined =>
  inputs.find((each) => each.path === path);

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
