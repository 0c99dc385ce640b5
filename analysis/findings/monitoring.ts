import type { GraphIndex } from "../../graph/graph";
import { unheardAlarms } from "../inventory/alarms";
import type { Finding } from "./finding";

/* What somebody should know who means to hear of alarms. */

export function silentAlarms(index: GraphIndex): Finding[] {
  const silent = unheardAlarms(index);
  if (silent.length === 0) return [];
  // What is added beside may have the engine's own provider, whose region the graph does not know.
  const regions = [...new Set(silent.flatMap((node) => index.regionOf(node) ?? []))].sort();
  const alarms = silent.length === 1 ? "an alarm" : `${silent.length} alarms`;
  return [
    {
      severity: "note",
      rule: "silent-alarms",
      text: `Nobody hears of ${alarms}${regions.length > 0 ? ` in ${regions.join(", ")}` : ""}.`,
      fix: "Say in monitoring.notify.page who is woken, and in monitoring.notify.ticket who is told for the next working day.",
      resources: silent.map(({ name }) => name).sort(),
    },
  ];
}
