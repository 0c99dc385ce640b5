import type { ResourceChange } from "../../graph/resourceChange";
import type { Graph } from "../../graph/graph";
import type { ByHand } from "./comparison/byHand";
import { type ConnectedConsumer, comparisonOf } from "./comparison/comparison";
import { keysLeftByHand } from "./rules/keys";
import { leftCanaryLogs } from "./rules/latency";
import { hostsInLeftZones, keptPoolSizes, leftSecurityGroups } from "./rules/leftovers";
import { zonesLeftByHand } from "./rules/loadBalancerZones";
import { removedContacts, shieldSubscriptions } from "./rules/shield";

export type { ByHand } from "./comparison/byHand";

/** What people can or must do by hand, beside an update. */
export function byHand(
  from: Graph,
  to: Graph,
  changes: readonly ResourceChange[],
  connected: readonly ConnectedConsumer[] = [],
): ByHand[] {
  const comparison = comparisonOf(from, to, changes);
  return [
    ...zonesLeftByHand(comparison, connected),
    ...hostsInLeftZones(comparison),
    ...keptPoolSizes(comparison),
    ...leftSecurityGroups(comparison),
    ...keysLeftByHand(comparison),
    ...leftCanaryLogs(comparison),
    ...shieldSubscriptions(comparison),
    ...removedContacts(comparison),
  ];
}
