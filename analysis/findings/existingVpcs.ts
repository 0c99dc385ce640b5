import { type GraphIndex } from "../../graph/graph";
import { existingVpcs, leadsOut } from "../inventory/existingVpcs";
import { frontDoors } from "../inventory/frontDoors";
import { TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/** What a VPC that exists is taken to have, and what nobody looks at but its owner. */
export function assumedNetworks(index: GraphIndex): Finding[] {
  return existingVpcs(index).map((vpc) => {
    const region = index.regionOf(vpc) ?? "";
    const id = String(vpc.inputs["id"]);
    const hasPublicDoor = index
      .ofType(TYPES.loadBalancer)
      .some((node) => index.regionOf(node) === region && node.inputs["internal"] !== true);
    const ports = frontDoors(index.graph).flatMap((door) => (door.region === region ? [door.port] : []));
    const assumed = [
      ...(hasPublicDoor ? ["front subnets lead to an internet gateway"] : []),
      ...(leadsOut(index, region)
        ? ["app subnets lead to the internet from addresses that are the owner's to publish"]
        : []),
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
