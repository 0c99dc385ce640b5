import { PRIVATE_LINK_TYPES } from "../../inventory/resourceTypes";
import type { ResourceNode } from "../../../graph";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { type Scene, detailsOf } from "../scene";

/** The endpoint services of a region: the stack's own, or those of another stack. */
export function endpointServiceBoxes(scene: Scene, region: string, own = true): Box[] {
  const { index, followed } = scene;
  return index
    .ofType(PRIVATE_LINK_TYPES.service)
    .filter((node) => followed.topology.own.has(node.urn) === own && index.regionOf(node) === region)
    .map((node) => ({
      id: boxId("endpointService", node.name),
      kind: "endpointService",
      title: "Endpoint service",
      lines: serviceLines(scene, node),
      resources: [node.urn, ...detailsOf(scene, "endpointService", node)],
    }));
}

function serviceLines(scene: Scene, node: ResourceNode): string[] {
  const { acceptanceRequired, privateDnsName, supportedRegions } = node.inputs;
  const regions = ((supportedRegions ?? []) as string[]).filter((each) => each !== scene.index.regionOf(node));
  return [
    node.name,
    ...(hasPrincipals(scene, node) ? [] : ["nobody may connect yet"]),
    acceptanceRequired === false ? "accepts all that are allowed" : "each connection is accepted",
    ...(typeof privateDnsName === "string" ? [privateDnsName] : []),
    ...(regions.length > 0 ? [`also for ${regions.join(", ")}`] : []),
  ];
}

const hasPrincipals = ({ index }: Scene, service: ResourceNode): boolean =>
  index
    .ofType(PRIVATE_LINK_TYPES.principal)
    .some(({ inputs }) => index.resolve(inputs["vpcEndpointServiceId"]) === service) ||
  ((service.inputs["allowedPrincipals"] ?? []) as unknown[]).length > 0;
