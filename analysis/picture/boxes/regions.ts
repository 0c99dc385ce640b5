import type { Network } from "../../paths/network/vpc";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import type { Scene } from "../scene";
import { endpointServiceBoxes } from "./endpointServices";
import { firewallBoxes, firewallNetworks } from "./firewalls";
import { foreignEndpoints } from "./accelerators";
import { parkedAddresses } from "./parkedAddresses";
import { vpcArea } from "./vpcs";
import { wayBoxes } from "./ways";

/** The regions of a stack, and those of which nothing is left but addresses. */
export function regionAreas(scene: Scene): Box[] {
  const { networks, summary, followed } = scene;
  const ofConsumers = new Set(followed.consumers.flatMap(({ network }) => network ?? []));
  const serving = networks.filter((network) => network.own && !ofConsumers.has(network));
  const regions = [...new Set([...serving.map(({ region }) => region), ...summary.parkedRegions])].sort();
  return regions.map((region) =>
    regionArea(
      scene,
      region,
      serving.filter((network) => network.region === region),
    ),
  );
}

function regionArea(scene: Scene, region: string, networks: readonly Network[]): Box {
  const ofFirewalls = firewallNetworks(scene);
  return {
    id: boxId("region", region),
    kind: "region",
    title: region,
    lines: networks.length === 0 ? ["parked: nothing but addresses"] : [],
    resources: [],
    boxes: [
      ...foreignEndpoints(scene, region),
      ...endpointServiceBoxes(scene, region),
      ...networks.filter((network) => !ofFirewalls.has(network)).map((network) => vpcArea(scene, network)),
      ...firewallBoxes(scene, region),
      ...wayBoxes(scene, networks),
      ...parkedAddresses(scene, region),
    ],
  };
}
