import type { ResourceNode } from "../../../graph/graph";
import { TYPES } from "../../inventory/resourceTypes";
import { zoneOfFirewallEndpoint, zonesOfFirewall } from "../../inventory/zoneRoutes";
import { type Comparison, changesOfType } from "../comparison/comparison";

/**
 * Zones that a firewall leaves with the update that takes the associated endpoint there away. The engine deletes last, and AWS lets no firewall
 * leave a zone in which an endpoint is associated with it.
 * Source: docs.aws.amazon.com/network-firewall/latest/APIReference/API_DisassociateSubnets.html
 */
export function leftFirewallZones(comparison: Comparison): string[] {
  const { from, to, changes } = comparison;
  const found = new Map<ResourceNode, string[]>();
  const associations = new Map(from.ofType(TYPES.endpointAssociation).map((node) => [node.name, node]));
  for (const { name } of changesOfType(comparison, TYPES.endpointAssociation, "delete")) {
    const association = associations.get(name);
    const zone = association && zoneOfFirewallEndpoint(from, association);
    const firewall = association && from.resolve(association.inputs["firewallArn"]);
    if (!firewall || typeof zone !== "string" || !zonesOfFirewall(from, firewall).includes(zone)) continue;
    const stays = changes.get(`${TYPES.firewall} ${firewall.name}`)?.action === "update";
    const after = to.ofType(TYPES.firewall).find((each) => each.name === firewall.name);
    if (stays && after && !zonesOfFirewall(to, after).includes(zone))
      found.set(firewall, [...(found.get(firewall) ?? []), zone]);
  }
  return [...found].map(([firewall, zones]) => {
    const region = from.regionOf(firewall) ?? "";
    const letters = zones.map((zone) => zone.slice(region.length)).sort();
    return (
      `${firewall.name} would leave ${[...zones].sort().join(", ")} before the endpoints there that are associated with it go, which AWS ` +
      `refuses: set regions.${region}.firewall.parkedZones: [${letters.join(", ")}] with this update, and take it out with the next`
    );
  });
}
