import type { ResourceNode } from "../../../graph/graph";
import { EVERYWHERE } from "../../../plan/dns/geolocations";
import { ACCELERATOR_TYPES, TYPES } from "../../inventory/resourceTypes";
import { isWell } from "./healthChecks";
import { recordKey } from "../model/model";
import type { State } from "./state";

/** Something that a name is answered with. */
export interface Answer {
  kind: "loadBalancer" | "accelerator" | "address";
  /** Logical name. */
  name: string;
}

type Inputs = ResourceNode["inputs"];

interface Alias {
  name?: unknown;
  zoneId?: unknown;
  evaluateTargetHealth?: boolean;
}

const aliasOf = ({ inputs }: ResourceNode): Alias | undefined => (inputs["aliases"] as Alias[] | undefined)?.[0];

/** What any client may be answered with by a group of records of one name. */
export function answersOf(state: State, group: readonly ResourceNode[]): Answer[] {
  const found = chosen(state, group).flatMap((record) => answersOfRecord(state, record));
  return [...new Map(found.map((answer) => [`${answer.kind} ${answer.name}`, answer])).values()];
}

function answersOfRecord(state: State, record: ResourceNode): Answer[] {
  const below = recordsBelow(state, record);
  if (below.length > 0) return answersOf(state, below);
  const target = targetOf(state, record);
  const kind = KINDS[target?.type ?? ""];
  return target && kind ? [{ kind, name: target.name }] : [];
}

const KINDS: Readonly<Record<string, Answer["kind"]>> = {
  [TYPES.loadBalancer]: "loadBalancer",
  [ACCELERATOR_TYPES.accelerator]: "accelerator",
  [TYPES.eip]: "address",
};

const targetOf = ({ model }: State, record: ResourceNode): ResourceNode | undefined =>
  model.index.resolve(aliasOf(record)?.name ?? record.inputs["records"]);

export function recordsBelow({ model }: State, record: ResourceNode): ResourceNode[] {
  const alias = aliasOf(record);
  if (!alias) return [];
  const { name, zoneId } = alias;
  return model.records.get(recordKey({ name, zoneId, type: record.inputs["type"] })) ?? [];
}

/** By the policy that the records of a name have together. */
function chosen(state: State, group: readonly ResourceNode[]): readonly ResourceNode[] {
  const [first] = group;
  if (!first || group.length === 1) return group;
  const well = group.filter((record) => recordIsWell(state, record));
  const policy = Object.keys(CHOICES).find((key) => first.inputs[key] !== undefined);
  const choose = policy === undefined ? undefined : CHOICES[policy];
  return choose ? choose(state, group, well) : anyOf(state, group, well);
}

type Choice = (state: State, group: readonly ResourceNode[], well: readonly ResourceNode[]) => readonly ResourceNode[];

/** Latency, geoproximity, multivalue: for some client each of them may be the one. */
const anyOf = ({ applied }: State, group: readonly ResourceNode[], well: readonly ResourceNode[]): ResourceNode[] => {
  if (well.length > 0) return [...well];
  applied.add("allUnhealthy");
  return [...group];
};

/** Which input says which policy, and what it makes of the records that are well. */
export const CHOICES: Readonly<Record<string, Choice>> = {
  failoverRoutingPolicies: ({ applied }, group, well) => {
    const primary = group.filter(({ inputs }) => first(inputs, "failoverRoutingPolicies")["type"] === "PRIMARY");
    const best = primary.filter((record) => well.includes(record));
    if (best.length > 0) return best;
    if (well.length === 0) applied.add("primaryOfTwo");
    return well.length > 0 ? well : primary;
  },
  weightedRoutingPolicies: (state, group, well) => {
    const weighted = (records: readonly ResourceNode[]) =>
      records.filter(({ inputs }) => Number(first(inputs, "weightedRoutingPolicies")["weight"] ?? 0) > 0);
    if (weighted(well).length > 0) return weighted(well);
    if (well.length > 0) state.applied.add("zeroWeight");
    const all = anyOf(state, group, well);
    return weighted(all).length > 0 ? weighted(all) : all;
  },
  // Whoever is in no other place has the default alone; with it, places go on that nothing well is left for. Which place is within
  // which is not followed here: without the default all of them may be answered.
  geolocationRoutingPolicies: (state, group, well) => {
    if (well.length === 0) return anyOf(state, group, well);
    const everywhere = group.filter(
      ({ inputs }) => first(inputs, "geolocationRoutingPolicies")["country"] === EVERYWHERE,
    );
    if (everywhere.every((record) => well.includes(record))) return well;
    state.applied.add("smallestPlace");
    return group;
  },
  latencyRoutingPolicies: anyOf,
  geoproximityRoutingPolicy: anyOf,
  multivalueAnswerRoutingPolicy: anyOf,
};

const first = (inputs: Inputs, key: string): Inputs => ((inputs[key] ?? []) as Inputs[])[0] ?? {};

/** By its check, and where its alias asks for that, by what it leads to. */
export function recordIsWell(state: State, record: ResourceNode): boolean {
  const check = state.model.index.resolve(record.inputs["healthCheckId"]);
  if (check && !isWell(state, check)) return false;
  if (aliasOf(record)?.evaluateTargetHealth !== true) return true;
  const below = recordsBelow(state, record);
  if (below.length > 0) return below.some((each) => recordIsWell(state, each));
  const balancer = state.balancerStates.get(targetOf(state, record)?.name ?? "");
  if (balancer?.healthy === false) state.applied.add("aliasHealth");
  return balancer?.healthy !== false;
}
