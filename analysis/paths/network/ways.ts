import type { ResourceNode } from "../../../graph/graph";
import { WAY_TYPES } from "../../inventory/resourceTypes";
import type { Network, TopologyParts, Way } from "./vpc";

/** The way of a VPC that a route's target names, be it by a reference or by its id. */
export type WayFinder = (vpc: ResourceNode | undefined, target: unknown) => Way | undefined;

/** Adds to the networks of a graph what leads to other networks, and to route tables what they learn from. */
export function addWays(parts: TopologyParts): WayFinder {
  const { index, networks } = parts;
  const ways = new Map<string, Way>();
  const keyOf = (vpc: ResourceNode, target: unknown) => `${vpc.urn} ${String(target)}`;
  const add = (vpcId: unknown, target: unknown, way: (network: Network) => Way): void => {
    const vpc = index.resolve(vpcId);
    const network = vpc && networks.get(vpc);
    if (!network) return;
    const made = way(network);
    network.ways.push(made);
    ways.set(keyOf(vpc, target), made);
  };
  for (const { name, inputs } of index.ofType(WAY_TYPES.attachment))
    add(inputs["vpcId"], inputs["transitGatewayId"], () => ({
      name,
      kind: "transitGateway",
      to: nameIn(parts, inputs["transitGatewayId"]),
      subnets: ((inputs["subnetIds"] ?? []) as unknown[]).flatMap((id) => {
        const node = index.resolve(id);
        return (node && parts.subnets.get(node)) ?? [];
      }),
    }));
  for (const { name, inputs } of index.ofType(WAY_TYPES.peering)) addPeering(parts, name, inputs, add);
  for (const { name, inputs } of index.ofType(WAY_TYPES.vpnGateway))
    add(inputs["vpcId"], idOf("VpnGateway", name), () => ({ name, kind: "vpnGateway", to: name, subnets: [] }));
  addLearntRoutes(parts, (vpc, target) => ways.get(keyOf(vpc, target)));
  return (vpc, target) => vpc && ways.get(keyOf(vpc, target));
}

/** A peering is a way of both VPCs. */
function addPeering(
  parts: TopologyParts,
  name: string,
  { vpcId, peerVpcId }: ResourceNode["inputs"],
  add: (vpcId: unknown, target: unknown, way: (network: Network) => Way) => void,
): void {
  const sides = [
    [vpcId, peerVpcId],
    [peerVpcId, vpcId],
  ] as const;
  for (const [own, other] of sides) {
    const node = parts.index.resolve(other);
    const peer = node && parts.networks.get(node);
    add(own, idOf("VpcPeeringConnection", name), () => ({
      name,
      kind: "peering",
      to: nameIn(parts, other),
      subnets: [],
      ...(peer && { peer }),
    }));
  }
}

function addLearntRoutes(
  { index, routeTables }: TopologyParts,
  wayOf: (vpc: ResourceNode, target: unknown) => Way | undefined,
): void {
  for (const { inputs } of index.ofType(WAY_TYPES.propagation)) {
    const node = index.resolve(inputs["routeTableId"]);
    const vpc = node && index.resolve(node.inputs["vpcId"]);
    const table = node && routeTables.get(node);
    const way = vpc && wayOf(vpc, inputs["vpnGatewayId"]);
    if (table && way) table.learnsFrom = way;
  }
}

const idOf = (kind: string, name: string): string => `\${${kind}:${name}.id}`;

/** What exists is known by its id. */
function nameIn({ index }: TopologyParts, value: unknown): string {
  const node = index.resolve(value);
  return node?.external ? String(node.inputs["id"]) : (node?.name ?? String(value));
}
