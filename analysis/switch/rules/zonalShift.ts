import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { GUARD_TYPES, TYPES } from "../../inventory/resourceTypes";
import { type Comparison, frontDoorPairs } from "../comparison/comparison";

/**
 * AWS takes zonal shift for a load balancer across zones only while none of its target groups closes connections to unhealthy targets, and
 * the engine updates load balancer and target groups in no order.
 * Source: docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-shift.resource-types.network-load-balancers.html
 */
export function refusedZonalShifts(comparison: Comparison): string[] {
  const { from, to } = comparison;
  return frontDoorPairs(comparison).flatMap(({ loadBalancer, before, after }) => {
    const [shifted, shifts] = [from, to].map((index) => isShiftedAcrossZones(index, loadBalancer));
    if (shifted === shifts) return [];
    const changed = after
      .map(({ targetGroup }) => targetGroup)
      .filter((name) => before.some(({ targetGroup }) => targetGroup === name))
      .filter((name) => (shifts ? closes(from, name) && !closes(to, name) : !closes(from, name) && closes(to, name)));
    if (changed.length === 0) return [];
    const groups = `${changed.join(" and ")} ${changed.length === 1 ? "closes" : "close"} connections to unhealthy targets`;
    return [
      shifts
        ? `${loadBalancer} would be opened to zonal shifts across zones while ${groups}, which AWS refuses where that comes first: let ` +
          "service.terminateUnhealthyConnections: false be an update of its own before"
        : `${loadBalancer} would be open to zonal shifts across zones while ${groups} already, which AWS refuses where that comes first: ` +
          "let service.terminateUnhealthyConnections: true be an update of its own afterwards",
    ];
  });
}

/** Load balancers that leave zonal shift while their autoshift, which needs it, is still there: what goes is deleted last. */
export function closedAutoshifts({ from, to }: Comparison): string[] {
  return from.ofType(GUARD_TYPES.autoshift).flatMap(({ inputs }) => {
    const after = named(to, TYPES.loadBalancer, from.resolve(inputs["resourceArn"])?.name);
    if (!after || after.inputs["enableZonalShift"] === true) return [];
    return [
      `${after.name} would be closed to zonal shifts while it has its autoshift, which is deleted last: ` +
        "take guard.autoshift away in an update of its own before",
    ];
  });
}

const named = (index: GraphIndex, type: string, name: string | undefined): ResourceNode | undefined =>
  index.ofType(type).find((node) => node.name === name);

function isShiftedAcrossZones(index: GraphIndex, loadBalancer: string): boolean {
  const { enableZonalShift, enableCrossZoneLoadBalancing } =
    named(index, TYPES.loadBalancer, loadBalancer)?.inputs ?? {};
  return enableZonalShift === true && enableCrossZoneLoadBalancing === true;
}

/** Whether a target group closes connections to targets that become unhealthy. */
function closes(index: GraphIndex, targetGroup: string): boolean {
  const states = named(index, TYPES.targetGroup, targetGroup)?.inputs["targetHealthStates"] ?? [];
  return (states as { enableUnhealthyConnectionTermination?: boolean }[]).some(
    ({ enableUnhealthyConnectionTermination: termination }) => termination === true,
  );
}
