import { ANYWHERE, isOffTheInternet } from "../../../plan/cidrs";
import type { Fleet } from "../frontDoor/fleets";
import type { Path } from "../network/path";
import { splitByRoutes, splitByTable } from "../network/peers";
import { findRoute } from "../network/routing";
import type { Topology } from "../network/vpc";
import { HTTPS, distinct, outboundRanges } from "./destinations";
import { closedPath, internetPath, ipv6Paths } from "./internet";
import { privatePath } from "./otherNetworks";

/**
 * From each zone of a fleet out of its VPC: to the internet by HTTPS, and to what else its security groups name. What they name in other
 * networks is followed as far as the way there, and is told where no route leads to it.
 */
export function egressPaths(topology: Topology, fleet: Fleet): Path[] {
  const named = outboundRanges(topology, fleet, "out");
  const elsewhere = named.filter(({ cidr }) => isOffTheInternet(cidr));
  const onInternet = distinct([HTTPS, ...named.filter(({ cidr }) => !isOffTheInternet(cidr))]);
  return fleet.subnets.flatMap((subnet) => [
    ...(subnet.network.nats.length === 0 && !findRoute(subnet.table, ANYWHERE)
      ? [closedPath(fleet, subnet)]
      : onInternet
          .flatMap((each) => splitByRoutes(each, subnet.network))
          .map((destination) => internetPath(topology, fleet, subnet, destination))),
    ...distinct(elsewhere)
      .flatMap((each) => splitByTable(each, subnet.table))
      .flatMap((destination) => privatePath(topology, fleet, subnet, destination)),
    ...ipv6Paths(topology, fleet, subnet),
  ]);
}
