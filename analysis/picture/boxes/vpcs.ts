import { TYPES } from "../../inventory/resourceTypes";
import type { Network } from "../../paths/network/vpc";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { type Scene, urnsNamed, zonesOf } from "../scene";
import { firewallEndpointBands } from "./firewallEndpoints";
import { egressOnlyBoxes, gatewayBoxes } from "./gateways";
import { loadBalancerBands } from "./loadBalancers";
import { natBands } from "./natGateways";
import { targetBands } from "./targets";

/** What stands in a VPC, from top to bottom as packets go. */
const TIERS: readonly ((scene: Scene, network: Network) => Box[])[] = [
  gatewayBoxes,
  firewallEndpointBands,
  loadBalancerBands,
  targetBands,
  natBands,
  egressOnlyBoxes,
];

/** A VPC with its zones as columns. */
export function vpcArea(scene: Scene, network: Network, title = "VPC"): Box {
  return {
    id: vpcId(network),
    kind: "vpc",
    title: network.existing === undefined ? title : `${title}, which exists`,
    lines: [
      [network.existing ?? network.name, network.cidr, network.ipv6Cidr]
        .filter((part) => part !== undefined)
        .join(", "),
    ],
    resources: urnsNamed(scene, TYPES.vpc, network.name),
    boxes: TIERS.flatMap((tier) => tier(scene, network)),
    columns: zonesOf(network).map((zone) => ({ key: zone, title: zone })),
  };
}

export const vpcId = ({ name }: Pick<Network, "name">): string => boxId("vpc", name);
