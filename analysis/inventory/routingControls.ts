import type { GraphIndex, ResourceNode } from "../../graph/graph";
import { TYPES } from "./resourceTypes";

export const CONTROL = "aws:route53recoverycontrol/routingControl:RoutingControl";

/** The routing controls that records obey, by the region that each takes out of the answers. */
export function routingControls(index: GraphIndex): Map<string, ResourceNode> {
  const found = index.ofType(TYPES.record).flatMap(({ inputs }): [string, ResourceNode][] => {
    const check = index.resolve(inputs["healthCheckId"]);
    const control = index.resolve(check?.inputs["routingControlArn"]);
    // Its logical name says which region it is of: components/dns/routingControls.ts.
    return control?.type === CONTROL ? [[control.name.split("-control-").at(-1) ?? "", control]] : [];
  });
  return new Map(found);
}
