import type { ResourceNode } from "../../graph/graph";
import { privateNameRecords, publicRecords, zoneNameOf } from "../inventory/dnsRecords";
import { reachByAccelerator, reachByAddress, reachByName, reachOfConsumer, together } from "./doors";
import { type Answer, answersOf } from "./names";
import { recordKey } from "./model";
import type { State } from "./state";
import type { Reach, WayIn } from "./types";

/** The name of the loss that takes all public names with it. */
export const PROVIDER = "dns=route53";

/** Every way that clients come by, in the order of kinds. */
export function waysIn(state: State): WayIn[] {
  const { index } = state.model;
  const named = [
    ...publicRecords(index)
      .filter(isOfIpv4)
      .map((root) => nameWay(state, root)),
    ...privateNameRecords(index)
      .filter(isOfIpv4)
      .map((root): WayIn => ({ ...nameWay(state, root, true), private: true })),
  ];
  return [...distinct(named), ...ownNames(state, named), ...acceleratorWays(state), ...consumerWays(state)];
}

/** Records of IPv6 go where those of the same name for IPv4 go. */
export const isOfIpv4 = ({ inputs }: ResourceNode): boolean => inputs["type"] === "A";

const distinct = (ways: readonly WayIn[]): WayIn[] => [
  ...new Map(ways.map((way) => [`${way.name} ${way.private ?? false}`, way])).values(),
];

/** A private zone is answered by the resolver of each VPC, in its region. */
function nameWay(state: State, root: ResourceNode, inside = false): WayIn {
  const { lost, model } = state;
  const name = String(root.inputs["name"]);
  const zone = zoneNameOf(model.index, root.inputs["zoneId"]);
  const silent = !inside && (lost.has(PROVIDER) || lost.has(`dns=${zone}`));
  const answers = silent ? [] : answersOf(state, model.records.get(recordKey(root.inputs)) ?? []);
  return {
    kind: "name",
    name,
    leadsTo: answers.map((answer) => answer.name).sort(),
    reach: together(answers.map((answer) => reachOfAnswer(state, answer))),
  };
}

function reachOfAnswer(state: State, { kind, name }: Answer): Reach {
  if (kind === "address") return reachByAddress(state, name);
  const accelerator = state.accelerators.get(name);
  if (kind === "accelerator") return accelerator ? reachByAccelerator(state, accelerator) : "none";
  return reachByName(state, name);
}

/** Of public load balancers that no public name leads to. AWS's own DNS is Route 53, too. */
function ownNames(state: State, named: readonly WayIn[]): WayIn[] {
  const { balancers, index } = state.model;
  if (named.some((way) => !way.private)) return [];
  const own = [...balancers.values()].filter(
    (each) => each.public && index.graph.resources.some(({ urn }) => urn === each.urn),
  );
  return own.map(({ name }) => {
    const silent = state.lost.has(PROVIDER);
    return {
      kind: "loadBalancer",
      name,
      leadsTo: silent ? [] : [name],
      reach: silent ? "none" : reachByName(state, name),
    };
  });
}

/** By the accelerator's addresses themselves. */
const acceleratorWays = (state: State): WayIn[] =>
  [...state.accelerators].map(([name, each]) => ({
    kind: "accelerator",
    name,
    leadsTo: each.leadsTo,
    reach: reachByAccelerator(state, each),
  }));

const consumerWays = (state: State): WayIn[] =>
  [...state.model.flowsOfConsumer].map(([name, flows]) => ({
    kind: "consumer",
    name,
    leadsTo: [...new Set(flows.flatMap(({ path }) => path.through ?? []))].sort(),
    reach: reachOfConsumer(state, name),
  }));
