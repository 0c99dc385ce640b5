import type { ResourceNode } from "../../../graph";
import { WAY_TYPES } from "../../inventory/resourceTypes";
import type { Network, Way } from "../../paths/network/vpc";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { PART_OF_TYPE } from "../resourceTypes";
import { type Scene, resourcesNamed, urnsNamed } from "../scene";

const KINDS: Readonly<Record<Way["kind"], { title: string; type: string }>> = {
  transitGateway: { title: "Transit gateway", type: WAY_TYPES.attachment },
  peering: { title: "VPC peering", type: WAY_TYPES.peering },
  vpnGateway: { title: "Virtual private gateway", type: WAY_TYPES.vpnGateway },
};

/** What leads from VPCs to other networks. A peering of two of them stands by the first. */
export function wayBoxes(scene: Scene, networks: readonly Network[]): Box[] {
  return networks.flatMap((network) => [
    ...network.ways.filter((way) => !isOfAnother(scene, way, network)).map((way) => wayBox(scene, network, way)),
    ...ownerRoutes(scene, network),
  ]);
}

const isOfAnother = ({ networks }: Scene, { kind, peer }: Way, network: Network): boolean =>
  kind === "peering" &&
  peer !== undefined &&
  networks.indexOf(peer) >= 0 &&
  networks.indexOf(peer) < networks.indexOf(network);

function wayBox(scene: Scene, network: Network, { name, kind, to }: Way): Box {
  const { title, type } = KINDS[kind];
  const ranges = rangesTo(network, name);
  const parts = partsOf(scene, type, name);
  const direct = parts.some((urn) => DIRECT_CONNECT.includes(scene.index.get(urn)?.type ?? ""));
  return {
    id: boxId("way", name),
    kind: "way",
    title,
    lines: [
      name,
      ...(to === name ? [] : [`to ${to}`]),
      ...(ranges.length === 0 ? [] : [ranges.join(", ")]),
      ...(direct ? ["with Direct Connect"] : []),
    ],
    resources: [...urnsNamed(scene, type, name), ...partsOf(scene, type, name)],
  };
}

function rangesTo({ subnets }: Network, way: string): string[] {
  const routes = subnets.flatMap(({ table }) => table.routes);
  return [
    ...new Set(routes.flatMap(({ cidr, target }) => (target.kind === "way" && target.via.name === way ? [cidr] : []))),
  ].sort();
}

const DIRECT_CONNECT: readonly string[] = [WAY_TYPES.directConnect, WAY_TYPES.directConnectProposal];

/** What belongs to a way: what accepts it, and what routes are learnt by it. */
function partsOf({ index, members }: Scene, type: string, name: string): string[] {
  const [way] = resourcesNamed({ index }, type, name);
  const beside = (way && members.get(index.ownerOf(way)?.urn)) ?? [];
  return beside
    .filter((node) => isPartOfWay(node) && node !== way && node.dependencies.includes(way?.urn ?? ""))
    .map(({ urn }) => urn)
    .sort();
}

const isPartOfWay = ({ type }: ResourceNode): boolean => {
  const part = PART_OF_TYPE[type];
  return part !== undefined && "box" in part && part.box.includes("way");
};

/** What leads out of a VPC that exists, whatever it is. */
function ownerRoutes({ followed }: Scene, { name, existing }: Network): Box[] {
  const used = followed.paths.some(({ there }) =>
    there.hops.some(({ kind, at }) => kind === "ownerRoutes" && at === name),
  );
  if (!used) return [];
  return [
    {
      id: ownerRoutesId(name),
      kind: "way",
      title: "Routes of the VPC's owner",
      lines: [`of ${existing ?? name}`, "assumed to lead out"],
      resources: [],
    },
  ];
}

export const ownerRoutesId = (vpc: string): string => boxId("way", `owner of ${vpc}`);
