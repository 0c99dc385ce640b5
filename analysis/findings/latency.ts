import { type GraphIndex } from "../../graph/graph";
import { measuringRegions } from "../inventory/latency";
import { summary } from "../inventory/summary";
import type { Finding } from "./finding";

/** What measures a region from the region itself is lost with it. */
export function measuredFromWithin(index: GraphIndex): Finding[] {
  const measuring = measuringRegions(index);
  if (measuring.length === 0) return [];
  const alone = summary(index.graph).regions.filter(({ region }) => measuring.every((each) => each === region));
  return alone.map(({ region }) => ({
    severity: "note",
    rule: "measured-from-within",
    text: `Latency is measured from ${region} alone, which the stack is in: when the region is lost, nobody measures that it is.`,
    fix: "Add a region that the stack is not in to monitoring.latency.regions.",
    resources: measuring.map((each) => `latency-${each}`),
  }));
}
