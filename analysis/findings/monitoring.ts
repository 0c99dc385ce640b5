import type { GraphIndex } from "../../graph/graph";
import { unheardAlarms } from "../inventory/alarms";
import type { Finding } from "./finding";

/* What somebody should know who means to hear of alarms. */

export function silentAlarms(index: GraphIndex): Finding[] {
  const silent = unheardAlarms(index);
  if (silent.length === 0) return [];
  const regions = [...new Set(silent.map((node) => index.regionOf(node) ?? ""))].sort();
  const alarms = silent.length === 1 ? "an alarm" : `${silent.length} alarms`;
  return [
    {
      severity: "note",
      rule: "silent-alarms",
      text: `Nobody hears of ${alarms} in ${regions.join(", ")}.`,
      fix: "Say in monitoring.notify.page who is woken, and in monitoring.notify.ticket who is told for the next working day.",
      resources: silent.map(({ name }) => name).sort(),
    },
  ];
}
