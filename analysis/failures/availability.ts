import type { Balancer } from "./model/loadBalancers";
import { balancersBehind } from "./state/reach";
import { COMMITMENTS, type CommitmentName } from "./published/figures";
import { type Situation, situationOf } from "./state/situation";
import type { Way } from "./state/waysIn";
import type { AvailabilityBound, AvailabilityPart } from "./types";

/** What is composed: the product of all, with what may stand in for another taken together. */
interface Composed {
  availability: number;
  formula: string;
  parts: AvailabilityPart[];
}

const series = (all: readonly Composed[]): Composed => ({
  availability: all.reduce((product, { availability }) => product * availability, 1),
  formula: all.map(({ formula }) => formula).join(" × "),
  parts: all.flatMap(({ parts }) => parts),
});

/** Of regions that clients are led between by themselves: what fails is that all of them do. */
function parallel(all: readonly Composed[]): Composed {
  const [only] = all;
  if (only && all.length === 1) return only;
  return {
    availability: 1 - all.reduce((product, { availability }) => product * (1 - availability), 1),
    formula: `(1 − ${all.map(({ formula }) => `(1 − ${formula})`).join(" × ")})`,
    parts: all.flatMap(({ parts }) => parts),
  };
}

function promised(name: CommitmentName, where?: string): Composed {
  const { availability, what, source } = COMMITMENTS[name];
  const label = where === undefined ? what : `${what}, ${where}`;
  return { availability, formula: percent(availability), parts: [{ what: label, availability, source }] };
}

const percent = (fraction: number): string => `${Number((fraction * 100).toFixed(4))} %`;

const MINUTES_A_MONTH = 730 * 60;

/**
 * AWS's own promises in series, and in parallel where clients are led elsewhere without anybody's doing. A bound and no forecast: a promise is what
 * AWS pays credits by, what fails together counts as if it failed apart, and the workload itself is in none of it.
 */
export function availabilityBound(whole: Situation): AvailabilityBound {
  const { state, ways } = whole;
  const { model } = state;
  const first = ways.find(({ reach, private: inside }) => reach !== "none" && inside !== true) ?? ways[0];
  // With an accelerator first, what stands in for it is left out: a bound from below.
  const isNamed = first?.kind === "name" && !first.leadsTo.some((name) => state.accelerators.has(name));
  const standby = isNamed ? regionsOfName(whole, first.name) : undefined;
  const behind = standby ?? balancersBehind(state, first?.leadsTo ?? []);
  const balancers = behind.length > 0 ? behind : [...model.balancers.values()];
  const alone = isNamed ? withoutStandby(whole, first, balancers) : [];
  const accelerated = [...state.accelerators.values()].some(({ leadsTo }) =>
    leadsTo.some((name) => balancers.some((each) => each.name === name)),
  );
  const all = series([
    ...(first?.kind === "name" || first?.kind === "loadBalancer" ? [promised("names")] : []),
    ...(accelerated ? [acceleratorPart(balancers)] : []),
    alone.length > 0
      ? series(alone.map((balancer) => regionPart(whole, balancer)))
      : parallel(balancers.map((balancer) => regionPart(whole, balancer))),
  ]);
  return {
    ...all,
    minutesAMonth: (1 - all.availability) * MINUTES_A_MONTH,
    leftOut: [
      "the workload itself",
      ...(ways.some(({ kind }) => kind === "consumer") ? ["PrivateLink: no figure was read"] : []),
      ...(model.egress.length > 0 ? ["NAT gateways, which no client passes"] : []),
    ],
  };
}

/** Those whose region nobody stands in for; where they are well, so are all clients. */
const withoutStandby = ({ state, ways }: Situation, { name }: Way, balancers: readonly Balancer[]): Balancer[] =>
  balancers.filter(({ region }) => {
    const lost = { name: `region=${region}`, kind: "region", of: region, text: region } as const;
    const place = ways.findIndex((way) => way.kind === "name" && way.name === name);
    return situationOf(state.model, [lost]).ways[place]?.reach !== "all";
  });

const acceleratorPart = (balancers: readonly Balancer[]): Composed =>
  promised(balancers.every(({ nodes }) => nodes.length > 1) ? "accelerator" : "acceleratorOneZone");

/** All regions that health checks may lead a name to, be it answered with them now or not. */
function regionsOfName({ state }: Situation, name: string): Balancer[] | undefined {
  const { records, balancers, index } = state.model;
  const roots = [...records.values()].flat();
  const checked = roots.filter(
    ({ inputs }) => String(inputs["name"]).endsWith(name) && inputs["healthCheckId"] !== undefined,
  );
  const found = new Set(
    checked.flatMap(({ inputs }) =>
      ((inputs["aliases"] ?? []) as { name?: unknown }[]).flatMap((alias) => {
        const target = index.resolve(alias.name);
        return (target && balancers.get(target.name)) ?? [];
      }),
    ),
  );
  return found.size > 1 ? [...found] : undefined;
}

function regionPart({ state }: Situation, { name, region, nodes, groups }: Balancer): Composed {
  const { model } = state;
  const zones = new Set(
    groups.flatMap(({ backends }) => backends.flatMap((backend) => state.backendStates.get(backend)?.zones ?? [])),
  );
  const inspected = [...model.flowsOfNode]
    .filter(([key]) => key.startsWith(`${name} `))
    .some(([, flows]) => flows.some(({ path }) => path.inspectedBy.length > 0));
  return series([
    promised(nodes.length > 1 ? "loadBalancer" : "loadBalancerOneZone", region),
    promised(zones.size > 1 ? "compute" : "computeOneZone", region),
    ...(inspected ? [promised("firewall", region)] : []),
  ]);
}
