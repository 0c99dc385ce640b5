import { contains, isOffTheInternet } from "../../../plan/cidrs";
import { type FrontDoor, admittedClients } from "../../paths/frontDoor/frontDoors";
import type { Way } from "../../paths/network/vpc";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import type { Scene } from "../scene";

/* Clients in other networks that a way joins to the VPC: whoever a load balancer lets in, and a route of its subnets leads back to. */

export const PARTNER_NETWORKS = boxId("clients", "networks");

export interface PartnerAccess {
  door: FrontDoor;
  way: Way;
  /** What is let in. */
  range: string;
}

export const partnerAccess = ({ followed }: Scene): PartnerAccess[] =>
  followed.frontDoors.filter(({ nodes }) => nodes.some(({ subnet }) => subnet.network.own)).flatMap(accessTo);

function accessTo(door: FrontDoor): PartnerAccess[] {
  const ranges = admittedClients(door).flatMap(({ cidr }) => (isOffTheInternet(cidr) ? [cidr] : []));
  const routes = door.nodes.flatMap(({ subnet }) => subnet.table.routes);
  return routes.flatMap(({ cidr, target }) =>
    target.kind === "way"
      ? ranges
          .filter((range) => contains(cidr, range) || contains(range, cidr))
          .map((range) => ({ door, way: target.via, range }))
      : [],
  );
}

export function partnerNetworks(scene: Scene): Box[] {
  const ranges = [...new Set(partnerAccess(scene).map(({ range }) => range))].sort();
  if (ranges.length === 0) return [];
  return [{ id: PARTNER_NETWORKS, kind: "clients", title: "Clients in other networks", lines: ranges, resources: [] }];
}
