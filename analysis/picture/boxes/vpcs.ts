import type { ResourceNode } from "../../../graph";
import { isConsumerEndpoint } from "../../inventory/consumers";
import { endpointService } from "../../inventory/endpoints";
import { PRIVATE_LINK_TYPES, TYPES } from "../../inventory/resourceTypes";
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

/** Of one that another stack has, and that consumers come into. */
const PASSED = [loadBalancerBands, targetBands];

/** A VPC with its zones as columns. */
export function vpcArea(scene: Scene, network: Network): Box {
  const endpoints = serviceEndpoints(scene, network);
  const services = endpoints.flatMap((node) => endpointService(scene.index, node) ?? []).sort();
  return {
    id: vpcId(network),
    kind: "vpc",
    title: network.existing === undefined ? "VPC" : "VPC, which exists",
    lines: [
      [network.existing ?? network.name, network.cidr, network.ipv6Cidr]
        .filter((part) => part !== undefined)
        .join(", "),
      ...(services.length === 0 ? [] : [`endpoints of AWS: ${services.join(", ")}`]),
    ],
    resources: [...urnsNamed(scene, TYPES.vpc, network.name), ...endpoints.map(({ urn }) => urn)],
    boxes: (network.own ? TIERS : PASSED).flatMap((tier) => tier(scene, network)),
    columns: zonesOf(network).map((zone) => ({ key: zone, title: zone })),
  };
}

/** Endpoints of AWS's own services, which connections of the service's own go by. */
const serviceEndpoints = ({ index }: Scene, { name }: Network): ResourceNode[] =>
  index
    .ofType(PRIVATE_LINK_TYPES.endpoint)
    .filter((node) => index.resolve(node.inputs["vpcId"])?.name === name && !isConsumerEndpoint(node));

export const vpcId = ({ name }: Pick<Network, "name">): string => boxId("vpc", name);
