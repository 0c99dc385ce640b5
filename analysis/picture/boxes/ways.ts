import { WAY_TYPES } from "../../inventory/resourceTypes";
import type { Network, Way } from "../../paths/network/vpc";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { type Scene, urnsNamed } from "../scene";

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
  const directConnect = directConnectOf(scene, name);
  return {
    id: boxId("way", name),
    kind: "way",
    title,
    lines: [
      name,
      ...(to === name ? [] : [`to ${to}`]),
      ...(ranges.length === 0 ? [] : [ranges.join(", ")]),
      ...(directConnect.length === 0 ? [] : ["Direct Connect"]),
    ],
    resources: [...urnsNamed(scene, type, name), ...directConnect],
  };
}

function rangesTo({ subnets }: Network, way: string): string[] {
  const routes = subnets.flatMap(({ table }) => table.routes);
  return [
    ...new Set(routes.flatMap(({ cidr, target }) => (target.kind === "way" && target.via.name === way ? [cidr] : []))),
  ].sort();
}

const directConnectOf = ({ index }: Scene, vpnGateway: string): string[] =>
  [WAY_TYPES.directConnect, WAY_TYPES.directConnectProposal]
    .flatMap((type) => index.ofType(type))
    .filter(({ inputs }) => index.resolve(inputs["associatedGatewayId"])?.name === vpnGateway)
    .map(({ urn }) => urn);

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
