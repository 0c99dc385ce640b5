import type { Graph } from "../../../graph/graph";
import type { Traffic } from "../../../plan/traffic";
import { CostContext } from "../context";
import type { Cost } from "../types";
import { oldVolumes, otherArchitecture, rightSize } from "./instances";
import { crossZone, endpointsBesideNat, endpointsInPlaceOfNat, idleAccelerators, idleAddresses } from "./network";
import type { Saving, SavingRule } from "./saving";
import { rightSizeTasks } from "./tasks";
import { flowLogInterval, flowLogsInCloudWatch, tlsUnits } from "./usage";

export type { Saving } from "./saving";

const RULES: readonly SavingRule[] = [
  rightSize,
  rightSizeTasks,
  otherArchitecture,
  oldVolumes,
  endpointsInPlaceOfNat,
  endpointsBesideNat,
  crossZone,
  flowLogInterval,
  flowLogsInCloudWatch,
  tlsUnits,
  idleAddresses,
  idleAccelerators,
];

/** Where less does the same, the most first. Each sum is of that alone: two of one group do not add up. */
export function savings(graph: Graph, traffic: Traffic, cost: Cost): Saving[] {
  const context = new CostContext(graph, traffic);
  return RULES.flatMap((rule) => rule(context, cost)).sort(
    (one, other) => other.month - one.month || one.text.localeCompare(other.text),
  );
}
