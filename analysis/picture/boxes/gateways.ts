import { TYPES } from "../../inventory/resourceTypes";
import type { Network } from "../../paths/network/vpc";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { type Scene, urnsNamed } from "../scene";

const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";

/** Where packets from the internet come into a VPC. One of a VPC's owner is known by what passes it. */
export function gatewayBoxes(scene: Scene, network: Network): Box[] {
  const { gateway, existing } = network;
  const used = scene.followed.paths.some(({ there }) =>
    there.hops.some(({ at, kind }) => kind === "gateway" && at === gateway?.name),
  );
  const urns = urnsNamed(scene, INTERNET_GATEWAY, gateway?.name);
  if (!gateway || (!used && urns.length === 0)) return [];
  return [
    {
      id: boxId("gateway", gateway.name),
      kind: "gateway",
      title: "Internet gateway",
      lines:
        existing === undefined
          ? [gateway.name, ...(used ? [] : [unusedText(scene, network)])]
          : ["its owner's, assumed to be there"],
      resources: urns,
    },
  ];
}

/** An accelerator needs one in the VPC, and comes by none. */
function unusedText({ followed, endpointGroups }: Scene, network: Network): string {
  const led = new Set(endpointGroups.flatMap(({ endpoints }) => endpoints.flatMap(({ urn = [] }) => urn)));
  const frontDoors = followed.frontDoors.filter(({ urn }) => led.has(urn));
  const accelerated = frontDoors.some(({ nodes }) => nodes.some(({ subnet }) => subnet.network === network));
  return accelerated ? "the accelerator needs it to be there" : "no route leads by it";
}

/** Out by IPv6, and nothing in but answers. */
export const egressOnlyBoxes = (scene: Scene, network: Network): Box[] =>
  scene.index
    .ofType(TYPES.egressOnlyGateway)
    .filter(({ inputs }) => scene.index.resolve(inputs["vpcId"])?.name === network.name)
    .map(({ name, urn }) => ({
      id: boxId("egressOnlyGateway", name),
      kind: "egressOnlyGateway",
      title: "Egress-only internet gateway",
      lines: [name, "IPv6, out alone"],
      resources: [urn],
    }));
