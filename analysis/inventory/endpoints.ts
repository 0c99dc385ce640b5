import type { GraphIndex, ResourceNode } from "../../graph/graph";

/** The AWS service of an endpoint: what follows the region in its name; undefined where the service is somebody's own. */
export function endpointService(index: GraphIndex, node: ResourceNode): string | undefined {
  const { serviceName } = node.inputs;
  const prefix = `com.amazonaws.${index.regionOf(node) ?? ""}.`;
  return typeof serviceName === "string" && serviceName.startsWith(prefix)
    ? serviceName.slice(prefix.length)
    : undefined;
}

/** Hosts that services have beside those that follow from their names. Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html */
const OTHER_HOSTS: Readonly<Record<string, string>> = { "ecs-agent": "ecs-a-1", "ecs-telemetry": "ecs-t-1" };

/** The host that a service is reached by within a VPC that has its endpoint: `kms.eu-west-1.amazonaws.com`, `api.ecr.…`. */
export const hostOfService = (service: string, region: string): string =>
  `${OTHER_HOSTS[service] ?? service.split(".").reverse().join(".")}.${region}.amazonaws.com`;
