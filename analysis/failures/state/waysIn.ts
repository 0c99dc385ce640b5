import type { ResourceNode } from "../../../graph/graph";
import { zoneNameOf } from "../../inventory/dnsRecords";
import { balancersBehind, reachByAccelerator, reachByAddress, reachByName, reachOfConsumer, together } from "./reach";
import { type Answer, answersOf } from "./dnsAnswers";
import type { Balancer } from "../model/loadBalancers";
import { type Model, recordKey } from "../model/model";
import type { State } from "./state";
import type { Reach, WayIn } from "../types";

/** As it is at once. */
export type Way = Omit<WayIn, "later">;

/** The name of the loss that takes all public names with it. */
export const PROVIDER = "dns=route53";

/** Every way that clients come by, in the order of kinds. */
export function waysIn(state: State): Way[] {
  const { roots } = state.model;
  return [
    ...roots.public.map((root) => nameWay(state, root)),
    ...roots.private.map((root): Way => ({ ...nameWay(state, root, true), private: true })),
    ...ownNames(state),
    ...acceleratorWays(state),
    ...consumerWays(state),
  ];
}

/** A private zone is answered by the resolver of each VPC, in its region. */
function nameWay(state: State, root: ResourceNode, inside = false): Way {
  const { lost, model } = state;
  const name = String(root.inputs["name"]);
  const zone = zoneNameOf(model.index, root.inputs["zoneId"]);
  const silent = !inside && (lost.has(PROVIDER) || lost.has(`dns=${zone}`));
  const answers = silent ? [] : answersOf(state, model.records.get(recordKey(root.inputs)) ?? []);
  return {
    kind: "name",
    name,
    leadsTo: answers.map((answer) => answer.name).sort(),
    reach: together(answers.map((answer) => (inside ? reachWithin(state, answer) : reachOfAnswer(state, answer)))),
  };
}

/** Who knows a private name comes by the ways from other networks, where there are such: each brings some of the clients. */
function reachWithin(state: State, answer: Answer): Reach {
  const reach = reachOfAnswer(state, answer);
  const ways = balancersBehind(state, [answer.name]).flatMap(({ name }) => state.model.waysTo.get(name) ?? []);
  const lost = ways.filter((way) => state.lost.has(way));
  if (lost.length === 0) return reach;
  return lost.length === ways.length ? "none" : together([reach, "none"]);
}

function reachOfAnswer(state: State, { kind, name }: Answer): Reach {
  if (kind === "address") return reachByAddress(state, name);
  const accelerator = state.accelerators.get(name);
  if (kind === "accelerator") return accelerator ? reachByAccelerator(state, accelerator) : "none";
  return reachByName(state, name);
}

/** The load balancers that clients come to by the balancers' own names: public ones, where there is no public name. */
export const namedThemselves = ({ balancers, roots }: Model): Balancer[] =>
  roots.public.length > 0 ? [] : [...balancers.values()].filter((each) => each.public && each.own);

/** AWS's own DNS is Route 53, too. */
function ownNames(state: State): Way[] {
  const silent = state.lost.has(PROVIDER);
  return namedThemselves(state.model).map(({ name }) => ({
    kind: "loadBalancer",
    name,
    leadsTo: silent ? [] : [name],
    reach: silent ? "none" : reachByName(state, name),
  }));
}

/** By the accelerator's addresses themselves. */
const acceleratorWays = (state: State): Way[] =>
  [...state.accelerators].map(([name, each]) => ({
    kind: "accelerator",
    name,
    leadsTo: each.leadsTo,
    reach: reachByAccelerator(state, each),
  }));

const consumerWays = (state: State): Way[] =>
  [...state.model.flowsOfConsumer].map(([name, flows]) => ({
    kind: "consumer",
    name,
    leadsTo: [...new Set(flows.flatMap(({ path }) => path.through ?? []))].sort(),
    reach: reachOfConsumer(state, name),
  }));
