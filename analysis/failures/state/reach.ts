import type { AcceleratorState } from "./accelerators";
import type { Balancer } from "../model/loadBalancers";
import type { Flow } from "../model/flows";
import { type Model, nodeKey } from "../model/model";
import type { State } from "./state";
import type { AddressOutcome, Reach } from "../types";

/** All where all are whole, none where none has anything left, else a part. */
export function together(reaches: readonly Reach[]): Reach {
  const [first = "none"] = reaches;
  return reaches.every((each) => each === first) ? first : "part";
}

/** Of what takes connections, whether each of its backends is still reached: connections are shared among them, be they there or not. */
function reachOf({ alive }: State, flows: readonly Flow[]): Reach {
  const backends = new Map<string, boolean>();
  for (const flow of flows) {
    const { target } = flow.path;
    if (backends.get(target) !== true) backends.set(target, alive(flow));
  }
  return together([...backends.values()].map((reached): Reach => (reached ? "all" : "none")));
}

/** By the address of one zone's node. */
const reachOfNode = (state: State, balancer: string, zone: string): Reach =>
  reachOf(state, state.model.flowsOfNode.get(nodeKey(balancer, zone)) ?? []);

/** By the load balancer's own name: by each zone that is in it. */
export function reachByName(state: State, balancer: string): Reach {
  const zones = state.balancerStates.get(balancer)?.zonesInName ?? [];
  const reaches = zones.map((zone) => reachOfNode(state, balancer, zone));
  const silent = zones.filter((_zone, place) => reaches[place] !== "all");
  // Its targets are well; it is the way to them that is cut.
  if (silent.length > 0 && state.balancerStates.get(balancer)?.healthyZones.length) state.applied.add("deadRoute");
  return together(reaches);
}

/** By whatever reaches all of its zones. */
const reachThrough = (state: State, balancer: string): Reach =>
  reachOf(state, state.model.flowsOfBalancer.get(balancer) ?? []);

export const reachByAccelerator = (state: State, { leadsTo }: AcceleratorState): Reach =>
  together(leadsTo.map((balancer) => reachThrough(state, balancer)));

/** Where an answer is an address of its own. */
export const reachByAddress = (state: State, address: string): Reach =>
  reachOf(state, state.model.flowsOfAddress.get(address) ?? []);

/** A zone that is lost leaves the endpoint's name; the others have to come through. */
export function reachOfConsumer(state: State, consumer: string): Reach {
  const flows = state.model.flowsOfConsumer.get(consumer) ?? [];
  const zoneOf = ({ path }: Flow) =>
    path.there.hops.find(({ kind }) => kind === "interfaceEndpoint")?.zone ?? path.zone;
  const zones = [...new Set(flows.map(zoneOf))];
  const there = zones.filter((zone) => !state.lost.has(`zone=${zone}`));
  if (there.length < zones.length) state.applied.add("consumerZones");
  return together(
    there.map((zone) =>
      reachOf(
        state,
        flows.filter((flow) => zoneOf(flow) === zone),
      ),
    ),
  );
}

/** The published addresses that clients connect to. */
export function addressOutcomes(state: State): AddressOutcome[] {
  return state.model.addresses.map((row) => {
    const { name, region, zone, purpose, count, attachedTo } = row;
    const answers = attachedTo !== undefined && isAnswering(state, row);
    if (!answers && state.lost.has(`zone=${region}${zone}`) && attachedTo !== undefined)
      state.applied.add("listedAddress");
    return {
      name,
      region,
      zone,
      purpose,
      count,
      state: attachedTo === undefined ? "parked" : answers ? "answers" : "silent",
    };
  });
}

function isAnswering(state: State, { name, region, zone, purpose }: Model["addresses"][number]): boolean {
  const { model, alive, accelerators } = state;
  if (purpose === "public") return (model.flowsOfAddress.get(name) ?? []).some(alive);
  if (purpose === "publicIpv6")
    return (model.flowsOfNode.get(nodeKey(name, `${region}${zone}`, true)) ?? []).some(alive);
  const accelerator = accelerators.get(name);
  return accelerator !== undefined && reachByAccelerator(state, accelerator) !== "none";
}

/** The load balancers that clients are led to in the end. */
export const balancersBehind = (state: State, leadsTo: readonly string[]): Balancer[] =>
  leadsTo
    .flatMap((name) => state.accelerators.get(name)?.leadsTo ?? [name])
    .flatMap((name) => state.model.balancers.get(name) ?? balancerOfAddress(state, name));

const balancerOfAddress = ({ model }: State, address: string): Balancer[] =>
  [...model.balancers.values()].filter(({ nodes }) => nodes.some((node) => node.address === address));
