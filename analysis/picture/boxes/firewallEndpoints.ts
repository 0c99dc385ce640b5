import { TYPES } from "../../inventory/resourceTypes";
import type { FirewallEndpoint, Network } from "../../paths/network/vpc";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { type Scene, urnsNamed } from "../scene";
import { subnetLines } from "./loadBalancers";

/** The firewall endpoints of a VPC as one band. A zone that goes past them has no cell, or one that says so. */
export function firewallEndpointBands(scene: Scene, network: Network): Box[] {
  const { endpoints } = network;
  if (endpoints.length === 0) return [];
  const bypassed = bypassedZones(scene, network);
  return [
    {
      id: firewallEndpointsId(network),
      kind: "firewallEndpoint",
      title: "Firewall endpoints",
      lines: [
        "each for its own zone, in and out",
        ...(bypassed.length === 0 ? [] : [`not passed in ${bypassed.join(", ")}`]),
      ],
      resources: [],
      boxes: endpoints.map((endpoint) => cellOf(scene, endpoint)),
    },
  ];
}

const firewallEndpointsId = ({ name }: Network): string => boxId("firewallEndpoint", name);

/** Zones in which clients come to a load balancer past no endpoint. */
function bypassedZones({ followed }: Scene, network: Network): string[] {
  const { name: gateway } = network.gateway ?? {};
  const past = followed.paths.filter(
    ({ kind, verdict, inspectedBy, there }) =>
      kind === "client" &&
      verdict === "open" &&
      inspectedBy.length === 0 &&
      there.hops.some(({ at }) => at === gateway),
  );
  return [...new Set(past.map(({ zone }) => zone))].sort();
}

function cellOf(scene: Scene, { name, subnet }: FirewallEndpoint): Box {
  const used = scene.followed.paths.some(({ inspectedBy }) => inspectedBy.includes(name));
  return {
    id: boxId("firewallEndpoint", name),
    kind: "firewallEndpoint",
    title: "Firewall endpoint",
    lines: [...subnetLines(scene, subnet), ...(used ? [] : ["no route leads here"])],
    resources: [...urnsNamed(scene, TYPES.endpointAssociation, name), ...urnsNamed(scene, TYPES.subnet, subnet.name)],
    column: subnet.zone,
  };
}
