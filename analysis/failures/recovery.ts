import type { ResourceNode } from "../../graph/graph";
import type { Balancer } from "./balancers";
import { balancersBehind } from "./doors";
import { seenOf } from "./seen";
import type { Situation } from "./situation";
import type { State } from "./state";
import { CHECKS, figure, kept, recordsFail, secondsOf, targetsFail } from "./times";
import type { AddressOutcome, CapacityOutcome, EgressOutcome, Loss, Recovery, Term, WayIn } from "./types";

/** Who notices what is lost, and for how long. Who notices nothing has no row. */
export function recoveries(before: Situation, after: Situation, losses: readonly Loss[]): Recovery[] {
  const context = { before, after, losses };
  return [
    ...after.ways.flatMap((way) => wayRecovery(context, way)),
    ...after.addresses.flatMap((row, place) => addressRecovery(context, row, before.addresses[place])),
    ...after.egress.flatMap((row) => egressRecovery(context, row)),
    ...after.capacity.flatMap((row) => capacityRecovery(context, row)),
  ];
}

interface Context {
  before: Situation;
  after: Situation;
  losses: readonly Loss[];
}

const HONOURED = "clients look the name up again when an answer is old, and connect again";

function wayRecovery(context: Context, way: WayIn): Recovery[] {
  const { before, after, losses } = context;
  const was = before.ways.find(
    ({ kind, name, private: inside }) => kind === way.kind && name === way.name && inside === way.private,
  );
  if (!was || was.reach === "none") return [];
  const who = WHO[way.kind](way.name);
  const seen = seenByReset(context, balancersBehind(before.state, was.leadsTo));
  if (way.reach !== "all" && (way.reach !== was.reach || isTouched(after.state, was)))
    return [{ who, terms: [], assumes: [], ...seenOf(losses) }];
  const terms = termsOf(context, was, way);
  if (terms.length === 0) return [];
  return [{ who, seconds: secondsOf(terms), terms, assumes: assumptions(context, was, way, terms), ...seen }];
}

const WHO: Readonly<Record<WayIn["kind"], (name: string) => string>> = {
  name: (name) => `clients by ${name}`,
  loadBalancer: (name) => `clients by the name of ${name}`,
  accelerator: (name) => `clients by ${name}`,
  consumer: (name) => `clients of ${name}`,
};

const isTouched = (state: State, { leadsTo }: WayIn): boolean =>
  balancersBehind(state, leadsTo).some((balancer) => hasLost(state, balancer));

const hasLost = ({ model, backendStates, lost }: State, { groups, nodes, region }: Balancer): boolean =>
  lost.has(`region=${region}`) ||
  nodes.some(({ zone }) => lost.has(`zone=${zone}`)) ||
  groups.some(({ used, backends }) =>
    backends.some((name) => used && (backendStates.get(name)?.left ?? 0) < (model.backends.get(name)?.running ?? 0)),
  );

/** Nothing, where nobody notices. */
function termsOf(context: Context, was: WayIn, way: WayIn): Term[] {
  const { before, after } = context;
  const roots = rootsOf(after.state, way);
  const isOtherAnswer = was.leadsTo.join() !== way.leadsTo.join();
  if (way.kind === "name" && isOtherAnswer)
    return [...recordsFail(before.state, after.state, roots), kept(after.state, roots)];
  const behind = balancersBehind(before.state, was.leadsTo);
  const touched = behind.filter((balancer) => hasLost(after.state, balancer) || isUnhealthy(after.state, balancer));
  const accelerators = way.kind === "accelerator" ? [way.name] : was.leadsTo;
  if (accelerators.some((name) => after.state.accelerators.has(name)))
    return acceleratedTerms(context, touched, accelerators);
  const hurt = behind.filter((balancer) => hasLost(after.state, balancer));
  const left = hurt.some(
    ({ name, nodes }) => after.state.balancerStates.get(name)?.zonesInName.length !== nodes.length,
  );
  return [...targetsFail(hurt), ...(left ? [kept(after.state, roots)] : [])];
}

/** An accelerator's addresses stay; within a region it leads past a zone, or it goes to another region. */
function acceleratedTerms({ before, after }: Context, touched: readonly Balancer[], names: readonly string[]): Term[] {
  const moved = names.some((name) => hasMoved(before.state, after.state, name));
  const left = touched.some(
    ({ name, nodes }) => after.state.balancerStates.get(name)?.healthyZones.length !== nodes.length,
  );
  return [...targetsFail(touched), ...(moved || left ? [figure("acceleratorFailover")] : [])];
}

const isUnhealthy = ({ balancerStates }: State, { name }: Balancer): boolean =>
  balancerStates.get(name)?.healthy === false;

const hasMoved = (before: State, after: State, accelerator: string): boolean =>
  before.accelerators.get(accelerator)?.leadsTo.join() !== after.accelerators.get(accelerator)?.leadsTo.join();

const rootsOf = ({ model: { roots } }: State, { kind, name, private: inside }: WayIn): ResourceNode[] =>
  kind === "name" ? roots[inside ? "private" : "public"].filter(({ inputs }) => inputs["name"] === name) : [];

/** Connections that the load balancer ends by itself are reset. */
function seenByReset({ after, losses }: Context, behind: readonly Balancer[]): ReturnType<typeof seenOf> {
  const seen = seenOf(losses);
  const reset = behind.some(({ groups }) => groups.some(({ endsUnhealthy }) => endsUnhealthy));
  if (!reset || !losses.some(({ kind }) => kind === "target")) return seen;
  after.state.applied.add("unhealthyReset");
  return { ...seen, openConnections: "those to it are reset, by the load balancer once it has failed its checks" };
}

function assumptions({ losses }: Context, was: WayIn, { kind, leadsTo }: WayIn, terms: readonly Term[]): string[] {
  const lost = new Set(losses.map((each) => each.kind));
  return [
    ...(kind === "accelerator" ? ["clients connect again"] : [HONOURED]),
    ...(kind === "name" && was.leadsTo.join() !== leadsTo.join() && terms.some(({ source }) => source === CHECKS)
      ? ["Route 53 knows at once what the load balancer knows: AWS gives no figure"]
      : []),
    ...(kind === "consumer" ? ["an endpoint's name is kept as long as a load balancer's: AWS gives no figure"] : []),
    ...(lost.has("zone")
      ? ["a lost zone leaves the name as soon as one whose targets have failed: AWS gives no figure"]
      : []),
    ...(lost.has("region") ? ["the region is gone at once and altogether"] : []),
  ];
}

function addressRecovery({ losses }: Context, row: AddressOutcome, was: AddressOutcome | undefined): Recovery[] {
  if (row.state !== "silent" || was?.state !== "answers") return [];
  const who = row.zone === "" ? `clients by ${row.name}` : `clients by the address of ${row.region}${row.zone} alone`;
  // By an accelerator's addresses they have a row already.
  return row.purpose === "anycast" ? [] : [{ who, terms: [], assumes: [], ...seenOf(losses) }];
}

function egressRecovery({ before }: Context, row: EgressOutcome): Recovery[] {
  const was = before.egress.find(
    ({ zone, through, region }) => zone === row.zone && through === row.through && region === row.region,
  );
  if (row.works || was?.works !== true) return [];
  const seen = seenOf([{ name: "", kind: "nat", of: "", text: "" }]);
  return [{ who: `the service's own connections from ${row.zone} by ${row.through}`, terms: [], assumes: [], ...seen }];
}

/** Until as many run as did. */
function capacityRecovery({ after, losses }: Context, row: CapacityOutcome): Recovery[] {
  if (row.left >= row.running || !row.regrows) return [];
  const { balancers, backends } = after.state.model;
  const before = [...balancers.values()].filter(({ groups }) =>
    groups.some((group) => group.backends.includes(row.backend)),
  );
  const warmUp = backends.get(row.backend)?.warmUp ?? 0;
  const terms = [
    ...targetsFail(before),
    ...(warmUp > 0
      ? [{ what: "a new one warms up", seconds: warmUp, source: row.kind === "tasks" ? "ecs.hosts" : "instances" }]
      : []),
  ];
  const seen = { newConnections: "share what is left", openConnections: seenOf(losses).openConnections };
  const assumes = ["a launch itself takes no time: AWS gives no figure", "there is room in the zones that are left"];
  return [{ who: `the ${row.kind} of ${row.backend}`, seconds: secondsOf(terms), terms, assumes, ...seen }];
}
