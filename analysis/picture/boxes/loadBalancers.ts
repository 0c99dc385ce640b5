import { TYPES } from "../../inventory/resourceTypes";
import type { FrontDoor, LoadBalancerNode } from "../../paths/frontDoor/frontDoors";
import { groupedBy } from "../../paths/network/peers";
import type { Network } from "../../paths/network/vpc";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { type Scene, detailsOf, resourcesNamed, urnsNamed } from "../scene";
import { addressLines, portText } from "../texts";

/** The load balancers of a VPC: a band each, with a cell for each zone that has its address. */
export function loadBalancerBands(scene: Scene, network: Network): Box[] {
  const here = scene.followed.frontDoors.filter(({ nodes }) => nodes.some(({ subnet }) => subnet.network === network));
  return publicFirst(groupedBy(here, ({ urn }) => urn).map((listeners) => bandOf(scene, listeners)));
}

const PUBLIC = "Network Load Balancer";

/** The same boxes, public load balancers before internal ones: next to the gateway that their connections come by. */
export function publicFirst(boxes: readonly Box[]): Box[] {
  const bands = boxes.filter(({ kind }) => kind === "loadBalancer");
  const ordered = [...bands.filter(({ title }) => title === PUBLIC), ...bands.filter(({ title }) => title !== PUBLIC)];
  return boxes.map((box) => ordered[bands.indexOf(box)] ?? box);
}

function bandOf(scene: Scene, listeners: readonly [FrontDoor, ...FrontDoor[]]): Box {
  const [first] = listeners;
  const groups = listeners.flatMap((each) => [...each.targetGroups, ...each.idleTargetGroups]);
  return {
    id: boxId("loadBalancer", first.name),
    kind: "loadBalancer",
    title: first.public ? PUBLIC : `Internal ${PUBLIC}`,
    lines: [first.name, listeners.map(listenerText).join(", "), crossZoneText(first)],
    resources: [
      first.urn,
      ...listeners.flatMap(({ listener }) => urnsNamed(scene, TYPES.listener, listener)),
      ...[...new Set(groups.map(({ name }) => name))].flatMap((name) => urnsNamed(scene, TYPES.targetGroup, name)),
      ...detailsOf(scene, "loadBalancer", scene.index.get(first.urn)),
    ],
    boxes: first.nodes.map((node) => cellOf(scene, first, node)),
  };
}

const listenerText = ({ port, tls, targetGroups }: FrontDoor): string =>
  portText(
    tls ? "TLS" : "TCP",
    port,
    targetGroups.flatMap(({ targets }) => targets.map((target) => target.port)),
  );

function crossZoneText({ targetGroups }: FrontDoor): string {
  const crossing = targetGroups.filter(({ crossZone }) => crossZone).length;
  if (crossing === 0) return "each zone to its own targets";
  return crossing === targetGroups.length ? "cross-zone: to targets of all zones" : "cross-zone to some targets";
}

function cellOf(scene: Scene, frontDoor: FrontDoor, { subnet, address }: LoadBalancerNode): Box {
  const { addresses, graph } = scene;
  const elastic = addresses.filter(({ name, purpose }) => name === address && purpose === "public");
  const ipv6 = addresses.filter(
    ({ name, purpose, region, zone }) =>
      purpose === "publicIpv6" && name === frontDoor.name && `${region}${zone}` === subnet.zone,
  );
  return {
    id: boxId("loadBalancer", frontDoor.name, subnet.zone),
    kind: "loadBalancer",
    title: address === undefined ? "Node" : "Elastic IP",
    lines: [
      ...elastic.flatMap((row) => addressLines(row, graph)),
      ...ipv6.flatMap((row) => addressLines(row, graph).map((line) => `IPv6: ${line}`)),
      ...subnetLines(scene, subnet),
    ],
    resources: [...urnsNamed(scene, TYPES.eip, address), ...urnsNamed(scene, TYPES.subnet, subnet.name)],
    column: subnet.zone,
  };
}

/** The range of a subnet; of one that exists its id where nobody has asked AWS: what stands in for its range would be taken for it. */
export function subnetLines(scene: Scene, { name, cidr }: LoadBalancerNode["subnet"]): string[] {
  const [node] = resourcesNamed(scene, TYPES.subnet, name);
  return node?.external && node.inputs["cidrBlock"] === undefined ? [String(node.inputs["id"])] : [cidr];
}
