import type { Graph } from "../../graph/graph";
import { capacityTotal, servingRegions } from "./capacity";
import { controlPlanes } from "./controlPlanes";
import { modelOf } from "./model";
import { notesOf } from "./notes";
import { recoveries } from "./recovery";
import { RULES, type RuleName } from "./rules";
import { situationOf, wholeSituation } from "./situation";
import type { Loss, Outcome, WayIn } from "./types";

/** What is left of a stack when all of these are lost at once, in whatever order. */
export function after(graph: Graph, losses: readonly Loss[]): Outcome {
  const model = modelOf(graph);
  const [before, now] = [wholeSituation(model), situationOf(model, losses)];
  const { addresses, ways, egress, capacity, state } = now;
  const serving = { before: servingRegions(before), now: servingRegions(now) };
  const total = capacityTotal(state, capacity, serving);
  const recovery = recoveries(before, now, losses);
  const planes = controlPlanes(before, now, total);
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
    notes: notesOf(now, losses),
    rules: (Object.keys(RULES) as RuleName[]).filter((rule) => state.applied.has(rule)),
  };
}
