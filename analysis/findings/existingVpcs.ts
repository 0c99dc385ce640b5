import type { GraphIndex, ResourceNode } from "../../graph/graph";
import { existingVpcs, leadsOut, privateDestinations } from "../inventory/existingVpcs";
import { frontDoors } from "../inventory/frontDoors";
import { PRIVATE_LINK_TYPES, TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/** What a VPC that exists is taken to have, and what nobody looks at but its owner. */
export function assumedNetworks(index: GraphIndex): Finding[] {
  return existingVpcs(index).map((vpc) => {
    const region = index.regionOf(vpc) ?? "";
    const id = String(vpc.inputs["id"]);
    const hasPublicFrontDoor = index
      .ofType(TYPES.loadBalancer)
      .some((node) => index.regionOf(node) === region && node.inputs["internal"] !== true);
    const ports = frontDoors(index.graph).flatMap((frontDoor) => (frontDoor.region === region ? [frontDoor.port] : []));
    const elsewhere = privateDestinations(index, region, vpc);
    const assumed = [
      ...(hasPublicFrontDoor ? ["front subnets lead to an internet gateway"] : []),
      ...(leadsOut(index, region)
        ? ["app subnets lead to the internet from addresses that are the owner's to publish"]
        : [endpointsText(index, vpc)]),
      ...(elsewhere.length > 0 ? [`app subnets lead to ${elsewhere.join(", ")}`] : []),
      `network ACLs let TCP ${[...new Set(ports)].join(", ")} in, and ports 1024 to 65535 both ways`,
    ];
    return {
      severity: "note",
      rule: "assumed-network",
      text: `${id} of ${region} is its owner's, and this plan asks nobody: assumed is that ${assumed.join("; ")}.`,
      fix: "A preview asks AWS about VPC, zones, routes, DNS and free addresses, and ends where they are not so; of network ACLs ask the owner.",
      resources: [vpc.name],
    };
  });
}

/** Without a way out: how what runs there reaches AWS, by what the owner has. */
function endpointsText(index: GraphIndex, vpc: ResourceNode): string {
  const own = index
    .ofType(PRIVATE_LINK_TYPES.endpoint)
    .some(({ inputs }) => inputs["vpcEndpointType"] === "Interface" && index.resolve(inputs["vpcId"]) === vpc);
  return own
    ? "app subnets have the gateway endpoint of S3"
    : "app subnets have the gateway endpoint of S3, and interface endpoints, with private DNS, of what else of AWS is needed";
}
