import { contains, isOffTheInternet } from "../../../plan/cidrs";
import type { Way } from "../network/vpc";
import { type FrontDoor, admittedClients } from "./frontDoors";

/* Clients in other networks that a way joins to the VPC: whoever a load balancer lets in, and a route of its subnets leads back to. */

export interface PartnerAccess {
  frontDoor: FrontDoor;
  way: Way;
  /** What is let in. */
  range: string;
}

export const partnerAccess = (frontDoors: readonly FrontDoor[]): PartnerAccess[] =>
  frontDoors.filter(({ nodes }) => nodes.some(({ subnet }) => subnet.network.own)).flatMap(accessTo);

function accessTo(frontDoor: FrontDoor): PartnerAccess[] {
  const ranges = admittedClients(frontDoor).flatMap(({ cidr }) => (isOffTheInternet(cidr) ? [cidr] : []));
  const routes = frontDoor.nodes.flatMap(({ subnet }) => subnet.table.routes);
  return routes.flatMap(({ cidr, target }) =>
    target.kind === "way"
      ? ranges
          .filter((range) => contains(cidr, range) || contains(range, cidr))
          .map((range) => ({ frontDoor, way: target.via, range }))
      : [],
  );
}
