import type { Graph } from "../../graph/graph";
import { capacityTotal, servingRegions } from "./state/capacity";
import { controlPlanes } from "./recovery/controlPlanes";
import { type Model, modelOf } from "./model/model";
import { notesOf } from "./recovery/notes";
import { recoveries } from "./recovery/recovery";
import { RULES, type RuleName } from "./published/rules";
import { type Situation, situationOf, wholeSituation } from "./state/situation";
import type { CapacityTotal, Loss, Outcome } from "./types";
import type { Way } from "./state/waysIn";

/** What is left, without who has to act and for how long. */
export interface Left extends Situation {
  before: Situation;
  /** When lost targets are replaced, where they are. */
  later: Situation;
  total: CapacityTotal;
}

export function leftOf(model: Model, losses: readonly Loss[]): Left {
  const [before, now] = [wholeSituation(model), situationOf(model, losses)];
  const later = laterThan(now, model, losses);
  const serving = { before: servingRegions(before), now: servingRegions(later) };
  return { ...now, before, later, total: capacityTotal(now.state, now.capacity, serving) };
}

/** Only where anything is silent that new targets may bring back. */
function laterThan(now: Situation, model: Model, losses: readonly Loss[]): Situation {
  const replaced = now.capacity.filter(({ left, running, regrows }) => regrows && left < running);
  const isWhole =
    now.ways.every(({ reach }) => reach === "all") && now.addresses.every(({ state }) => state !== "silent");
  return isWhole || replaced.length === 0
    ? now
    : situationOf(model, losses, new Set(replaced.map(({ backend }) => backend)));
}

/** What is left of a stack when all of these are lost at once, in whatever order. */
export function after(graph: Graph, losses: readonly Loss[]): Outcome {
  const left = leftOf(modelOf(graph), losses);
  const { before, later, addresses, ways, egress, capacity, state, total } = left;
  const recovery = recoveries({ before, after: left, later, losses });
  const planes = controlPlanes(left);
  const isLedElsewhere = ({ kind, leadsTo }: Way, place: number) =>
    kind === "name" && leadsTo.length > 0 && leadsTo.join() !== before.ways[place]?.leadsTo.join();
  if (ways.some(isLedElsewhere)) state.applied.add("dnsGoesOn");
  return {
    losses: losses.map(({ name }) => name).sort(),
    addresses,
    ways: ways.map((way, place) => ({ ...way, later: later.ways[place]?.reach ?? way.reach })),
    capacity,
    total,
    egress,
    recovery,
    controlPlanes: planes,
    notes: notesOf(left, losses),
    rules: (Object.keys(RULES) as RuleName[]).filter((rule) => state.applied.has(rule)),
  };
}
