import type { GraphIndex } from "../../graph/graph";
import { endpointGroups } from "../inventory/accelerators";
import { backendsOfTargets, loadBalancerRows } from "../inventory/frontDoors";
import { TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/** What holds together by source address, and what it does not hold. */
export function stickiness(index: GraphIndex): Finding[] {
  const sticky = new Set(
    index
      .ofType(TYPES.targetGroup)
      .filter(({ inputs }) => (inputs["stickiness"] as { enabled?: boolean } | undefined)?.enabled === true)
      .map(({ name }) => name),
  );
  const rows = loadBalancerRows(index.graph)
    .map((row) => ({ ...row, targets: row.targets.filter(({ targetGroup }) => sticky.has(targetGroup)) }))
    .filter(({ targets }) => targets.length > 0);
  const hidden = endpointGroups(index).flatMap(({ endpoints }) =>
    endpoints.flatMap(({ loadBalancer, preserveClientIp }) => (preserveClientIp ? [] : (loadBalancer ?? []))),
  );
  return rows.flatMap(({ loadBalancer, targets }): Finding[] => [
    ...(backendsOfTargets(targets.filter(({ weight }) => weight > 0)).length < 2
      ? []
      : [
          {
            severity: "note" as const,
            rule: "sticky-backends",
            text: `Connections of one client to ${loadBalancer} go to either backend, by the weights, and within each to the same target.`,
            fix: "none, where a client may meet both. Else lead all connections to one backend.",
            resources: targets.map(({ targetGroup }) => targetGroup),
          },
        ]),
    ...(hidden.includes(loadBalancer)
      ? [
          {
            severity: "warning" as const,
            rule: "sticky-accelerator",
            text: `${loadBalancer} sees the accelerator's addresses instead of the clients': all clients behind one of them go to one target.`,
            fix: "Set globalAccelerator.preserveClientIp: true, or service.stickiness: false.",
            resources: [loadBalancer],
          },
        ]
      : []),
  ]);
}
