import type { GraphIndex } from "../../graph/graph";
import { unheardAlarms } from "../inventory/alarms";
import type { Finding } from "./finding";

/* What somebody should know who means to hear of alarms. */

export function silentAlarms(index: GraphIndex): Finding[] {
  const silent = unheardAlarms(index);
  if (silent.length === 0) return [];
  // What is added beside may have the engine's own provider, whose region the graph does not know.
  const regions = [...new Set(silent.flatMap((node) => index.regionOf(node) ?? []))].sort();
  const resources = silent.map(({ name }) => name).sort();
  const alarms = resources.length === 1 ? "an alarm" : `${resources.length} alarms`;
  return [
    {
      severity: "note",
      rule: "silent-alarms",
      text: `Nobody hears of ${alarms}${regions.length > 0 ? ` in ${regions.join(", ")}` : ""}: ${firstOf(resources)}.`,
      fix: "Say in monitoring.notify.page who is woken, and in monitoring.notify.ticket who is told for the next working day.",
      resources,
    },
  ];
}

/** A plan tells the first few; the finding's resources are all of them. */
const TOLD = 3;

function firstOf(names: readonly string[]): string {
  const more = names.length - TOLD;
  return more > 1 ? `${names.slice(0, TOLD).join(", ")} and ${more} more` : names.join(", ");
}
