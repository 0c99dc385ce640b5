import { PRIVATE_LINK_TYPES } from "../../inventory/resourceTypes";
import type { ResourceNode } from "../../../graph";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import type { Scene } from "../scene";

/** The endpoint services of a region: the stack's own, or those of another stack. */
export function endpointServiceBoxes({ index, followed }: Scene, region: string, own = true): Box[] {
  return index
    .ofType(PRIVATE_LINK_TYPES.service)
    .filter((node) => followed.topology.own.has(node.urn) === own && index.regionOf(node) === region)
    .map((node) => ({
      id: boxId("endpointService", node.name),
      kind: "endpointService",
      title: "Endpoint service",
      lines: serviceLines(node),
      resources: [node.urn],
    }));
}

function serviceLines({ name, inputs }: ResourceNode): string[] {
  const { acceptanceRequired, privateDnsName, supportedRegions } = inputs;
  const regions = (supportedRegions ?? []) as string[];
  return [
    name,
    acceptanceRequired === false ? "accepts all that are allowed" : "each connection is accepted",
    ...(typeof privateDnsName === "string" ? [privateDnsName] : []),
    ...(regions.length > 0 ? [`also for ${regions.join(", ")}`] : []),
  ];
}
