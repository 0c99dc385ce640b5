import type { GraphIndex, ResourceNode } from "../../graph/graph";
import { closestWord } from "../../plan/closestWord";
import { KNOWN_SERVICES, isKnownService } from "../../plan/network/endpoints";
import { endpointService } from "../inventory/endpoints";
import { PRIVATE_LINK_TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/* What an owner of endpoints of AWS services should know. */

/** Endpoints under a name that the table does not have: newer than the table, or mistyped. */
export function unknownServices(index: GraphIndex): Finding[] {
  const unknown = index.ofType(PRIVATE_LINK_TYPES.endpoint).flatMap((node): [string, ResourceNode][] => {
    const service = endpointService(index, node);
    return service === undefined || isKnownService(service) ? [] : [[service, node]];
  });
  return unknown.map(([service, node]) => {
    const meant = closestWord(service, KNOWN_SERVICES);
    return {
      severity: "note",
      rule: "unknown-endpoint-service",
      text:
        `Nobody has checked that there is an endpoint of ${service}: the table of services does not have it` +
        `${meant === undefined ? "" : `, but ${meant}`}. If there is none, up fails.`,
      fix: `aws ec2 describe-vpc-endpoint-services --region ${index.regionOf(node) ?? ""} --service-names ${String(node.inputs["serviceName"])} shows it.`,
      resources: [node.name],
    };
  });
}
