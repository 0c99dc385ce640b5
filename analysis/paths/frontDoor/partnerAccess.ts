import { contains, isOffTheInternet } from "../../../plan/cidrs";
import type { Way } from "../network/vpc";
import { type FrontDoor, admittedClients } from "./frontDoors";

/* Clients in other networks that a way joins to the VPC: whoever a load balancer lets in, and a route of its subnets leads back to. */

export interface PartnerAccess {
  door: FrontDoor;
  way: Way;
  /** What is let in. */
  range: string;
}

export const partnerAccess = (frontDoors: readonly FrontDoor[]): PartnerAccess[] =>
  frontDoors.filter(({ nodes }) => nodes.some(({ subnet }) => subnet.network.own)).flatMap(accessTo);

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
