import type { ResourceNode } from "../../../graph/graph";
import type { Balancer } from "../model/loadBalancers";
import { balancersBehind } from "../state/reach";
import { type Symptoms, areReset, symptomsOf } from "./symptoms";
import type { Situation } from "../state/situation";
import type { State } from "../state/state";
import { CHECKS, figure, kept, recordsFail, secondsOf, targetsFail } from "./terms";
import type { AddressOutcome, CapacityOutcome, EgressOutcome, Loss, Recovery, Term } from "../types";
import type { Way } from "../state/waysIn";

/** Who notices what is lost, and for how long. Who notices nothing has no row. */
export function recoveries(context: Context): Recovery[] {
  const { after } = context;
  return [
    ...after.ways.flatMap((way, place) => wayRecovery(context, way, place)),
    ...after.addresses.flatMap((row, place) => addressRecovery(context, row, place)),
    ...after.egress.flatMap((row) => egressRecovery(context, row)),
    ...after.capacity.flatMap((row) => capacityRecovery(context, row)),
  ];
}

export interface Context {
  before: Situation;
  after: Situation;
  /** When lost targets are replaced. */
  later: Situation;
  losses: readonly Loss[];
}

const HONOURED = "clients look the name up again when an answer is old, and connect again";

function wayRecovery(context: Context, way: Way, place: number): Recovery[] {
  const { before, after, later } = context;
  const was = before.ways[place];
  if (!was || was.reach === "none") return [];
  const who = WHO[way.kind](way.name);
  const behind = balancersBehind(before.state, was.leadsTo);
  const symptoms = symptomsBehind(context, behind);
  if (way.reach !== "all" && (way.reach !== was.reach || isTouched(after.state, was))) {
    if (later.ways[place]?.reach === "all") return [{ who, ...replacedBehind(context, behind), ...symptoms }];
    return [{ who, terms: [], assumes: [], ...symptoms }];
  }
  const terms = termsOf(context, was, way);
  if (terms.length === 0) return [];
  return [{ who, seconds: secondsOf(terms), terms, assumes: assumptions(context, was, way, terms), ...symptoms }];
}

/** Where it takes new targets: as long as the slowest of them takes. */
function replacedBehind(context: Context, behind: readonly Balancer[]): Replaced {
  const names = new Set(behind.flatMap(({ groups }) => groups.flatMap(({ backends }) => backends)));
  const rows = context.after.capacity.filter(({ backend, left, running }) => names.has(backend) && left < running);
  const all = rows.map((row) => replaced(context, row));
  return all.reduce((one, other) => (other.seconds > one.seconds ? other : one), all[0] ?? NONE);
}

const WHO: Readonly<Record<Way["kind"], (name: string) => string>> = {
  name: (name) => `clients by ${name}`,
  loadBalancer: (name) => `clients by the name of ${name}`,
  accelerator: (name) => `clients by ${name}`,
  consumer: (name) => `clients of ${name}`,
};

const isTouched = (state: State, { leadsTo }: Way): boolean =>
  balancersBehind(state, leadsTo).some((balancer) => hasLost(state, balancer));

const hasLost = ({ model, backendStates, lost }: State, { groups, nodes, region }: Balancer): boolean =>
  lost.has(`region=${region}`) ||
  nodes.some(({ zone }) => lost.has(`zone=${zone}`)) ||
  groups.some(({ used, backends }) =>
    backends.some((name) => used && (backendStates.get(name)?.left ?? 0) < (model.backends.get(name)?.running ?? 0)),
  );

/** Nothing, where nobody notices. */
function termsOf(context: Context, was: Way, way: Way): Term[] {
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

const rootsOf = ({ model: { roots } }: State, { kind, name, private: inside }: Way): ResourceNode[] =>
  kind === "name" ? roots[inside ? "private" : "public"].filter(({ inputs }) => inputs["name"] === name) : [];

/** What those see who come through load balancers. */
function symptomsBehind({ after, losses }: Context, behind: readonly Balancer[]): Symptoms {
  const symptoms = symptomsOf(
    losses,
    behind.flatMap(({ groups }) => groups.filter(({ used }) => used)),
  );
  if (areReset(symptoms)) after.state.applied.add("unhealthyReset");
  return symptoms;
}

function assumptions({ losses }: Context, was: Way, { kind, leadsTo }: Way, terms: readonly Term[]): string[] {
  const lost = new Set(losses.map((each) => each.kind));
  return [
    ...(kind === "accelerator" ? ["clients connect again"] : [HONOURED]),
    ...(kind === "name" && was.leadsTo.join() !== leadsTo.join() && terms.some(({ source }) => source === CHECKS)
      ? ["Route 53 knows at once what the load balancer knows: AWS gives no figure"]
      : []),
    ...(terms.some(({ source }) => source === figure("acceleratorFailover").source)
      ? ["an accelerator leads away as soon as back: AWS gives the figure of the way back alone"]
      : []),
    ...(kind === "consumer" ? ["an endpoint's name is kept as long as a load balancer's: AWS gives no figure"] : []),
    ...(lost.has("zone") && terms.some(({ source }) => source === figure("loadBalancerTtl").source)
      ? ["a lost zone leaves the name as soon as one whose targets have failed: AWS gives no figure"]
      : []),
    ...(lost.has("region") ? ["the region is gone at once and altogether"] : []),
  ];
}

function addressRecovery(context: Context, row: AddressOutcome, place: number): Recovery[] {
  const { before, later, losses } = context;
  if (row.state !== "silent" || before.addresses[place]?.state !== "answers") return [];
  // By an accelerator's addresses they have a row already.
  if (row.purpose === "anycast") return [];
  const who = `clients by the address of ${row.region}${row.zone} alone`;
  const behind = [...before.state.model.balancers.values()].filter(
    ({ region, public: isPublic }) => isPublic && region === row.region,
  );
  const comesBack = later.addresses[place]?.state === "answers";
  return [
    { who, ...(comesBack ? replacedBehind(context, behind) : { terms: [], assumes: [] }), ...symptomsOf(losses) },
  ];
}

function egressRecovery({ before }: Context, row: EgressOutcome): Recovery[] {
  const was = before.egress.find(
    ({ zone, through, region }) => zone === row.zone && through === row.through && region === row.region,
  );
  if (row.works || was?.works !== true) return [];
  const symptoms = symptomsOf([{ name: "", kind: "nat", of: "", text: "" }]);
  return [
    { who: `the service's own connections from ${row.zone} by ${row.through}`, terms: [], assumes: [], ...symptoms },
  ];
}

/** Until as many run as did. */
function capacityRecovery(context: Context, row: CapacityOutcome): Recovery[] {
  if (row.left >= row.running || !row.regrows) return [];
  const symptoms = {
    newConnections: "share what is left",
    openConnections: symptomsBehind(context, balancersBefore(context, row)).openConnections,
  };
  return [{ who: `the ${row.kind} of ${row.backend}`, ...replaced(context, row), ...symptoms }];
}

type Replaced = Required<Pick<Recovery, "seconds" | "terms" | "assumes">>;

const NONE: Replaced = { seconds: 0, terms: [], assumes: [] };

const balancersBefore = ({ after }: Context, { backend }: CapacityOutcome): Balancer[] =>
  [...after.state.model.balancers.values()].filter(({ groups }) =>
    groups.some((group) => group.backends.includes(backend)),
  );

function replaced(context: Context, row: CapacityOutcome): Replaced {
  const { backend, kind } = row;
  const warmUp = context.after.state.model.backends.get(backend)?.warmUp ?? 0;
  const source = kind === "tasks" ? "ecs.hosts" : "instances";
  const terms = [
    ...targetsFail(balancersBefore(context, row)),
    ...(warmUp > 0 ? [{ what: "a new one warms up", seconds: warmUp, source }] : []),
  ];
  const assumes = ["a launch itself takes no time: AWS gives no figure", "there is room in the zones that are left"];
  return { seconds: secondsOf(terms), terms, assumes };
}
