import type { NameRow } from "../../inventory/dns";
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

/** The regions of a stack, those that stand by after those that answer, then those of which nothing is left but addresses. */
export function regionAreas(scene: Scene): Box[] {
  const { networks, summary, followed } = scene;
  const ofConsumers = new Set(followed.consumers.flatMap(({ network }) => network ?? []));
  const serving = networks.filter((network) => network.own && !ofConsumers.has(network));
  const regions = [...new Set([...serving.map(({ region }) => region), ...summary.parkedRegions])].sort();
  const order = (region: string): number =>
    serving.some((network) => network.region === region) ? Number(standbyLines(scene, region).length > 0) : 2;
  return regions
    .sort((one, other) => order(one) - order(other))
    .map((region) =>
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
    lines: networks.length === 0 ? ["parked: nothing but addresses"] : standbyLines(scene, region),
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

/** What it waits for, where a region gets no connections while all is well. */
function standbyLines({ names, endpointGroups }: Scene, region: string): string[] {
  const waits = ({ answers, accelerated }: NameRow): boolean => {
    const here = answers.filter((answer) => answer.region === region);
    return !accelerated && here.length > 0 && here.every(({ good }) => !good);
  };
  const off = endpointGroups.filter((group) => group.region === region && isOff(group));
  return [
    ...names.filter(waits).map(({ hostname }) => `stands by for ${hostname}`),
    ...off.map(({ dial }) => (dial === 0 ? "stands by: dial 0 %" : "stands by: weight 0")),
  ];
}

const isOff = ({ dial, endpoints }: Scene["endpointGroups"][number]): boolean =>
  dial === 0 || endpoints.every(({ weight }) => weight === 0);
