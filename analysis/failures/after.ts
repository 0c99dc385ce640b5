import type { Graph } from "../../graph/graph";
import { capacityTotal, servingRegions } from "./capacity";
import { controlPlanes } from "./controlPlanes";
import { type Model, modelOf } from "./model";
import { notesOf } from "./notes";
import { recoveries } from "./recovery";
import { RULES, type RuleName } from "./rules";
import { type Situation, situationOf, wholeSituation } from "./situation";
import type { CapacityTotal, Loss, Outcome, WayIn } from "./types";

/** What is left, without who has to act and for how long. */
export interface Left extends Situation {
  before: Situation;
  total: CapacityTotal;
}

export function leftOf(model: Model, losses: readonly Loss[]): Left {
  const [before, now] = [wholeSituation(model), situationOf(model, losses)];
  const serving = { before: servingRegions(before), now: servingRegions(now) };
  return { ...now, before, total: capacityTotal(now.state, now.capacity, serving) };
}

/** What is left of a stack when all of these are lost at once, in whatever order. */
export function after(graph: Graph, losses: readonly Loss[]): Outcome {
  const left = leftOf(modelOf(graph), losses);
  const { before, addresses, ways, egress, capacity, state, total } = left;
  const recovery = recoveries(before, left, losses);
  const planes = controlPlanes(before, left, total);
  const isLedElsewhere = ({ kind, leadsTo }: WayIn, place: number) =>
    kind === "name" && leadsTo.length > 0 && leadsTo.join() !== before.ways[place]?.leadsTo.join();
  if (ways.some(isLedElsewhere)) state.applied.add("dnsGoesOn");
  return {
    losses: losses.map(({ name }) => name).sort(),
    addresses,
    ways,
    capacity,
    total,
    egress,
    recovery,
    controlPlanes: planes,
    notes: notesOf(left, losses),
    rules: (Object.keys(RULES) as RuleName[]).filter((rule) => state.applied.has(rule)),
  };
}
