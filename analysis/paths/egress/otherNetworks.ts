import { contains } from "../../../plan/cidrs";
import type { Fleet } from "../frontDoor/fleets";
import { type Path, type Peer, reply } from "../network/path";
import { findRoute, passSecurityGroups, routeFromWay } from "../network/routing";
import { bothDirections } from "../network/trace";
import { firewallEndpointsIn, judgedPath } from "../network/verdict";
import type { Subnet, Topology, Way } from "../network/vpc";
import { connection, leaveTarget, selfOf } from "./target";

/** Out of the VPC to another network, which no gateway to the internet leads to. Nothing where a route leads to what no resource here is. */
export function privatePath(topology: Topology, fleet: Fleet, subnet: Subnet, destination: Peer): Path[] {
  if (contains(subnet.network.cidr, destination.cidr)) return [];
  if (subnet.network.existing !== undefined) return [ownersPath(topology, fleet, subnet, destination)];
  const route = findRoute(subnet.table, destination.cidr);
  if (route && (route.target.kind === "elsewhere" || route.target.kind === "dangling")) return [];
  if (route?.target.kind === "way" || route?.target.kind === "endpoint" || subnet.table.learnsFrom)
    return [wayPath(topology, fleet, subnet, destination)];
  return [unroutedPath(fleet, subnet, destination)];
}

function unroutedPath(fleet: Fleet, subnet: Subnet, destination: Peer): Path {
  const why = `no route to ${destination.name}, which is not on the internet`;
  const path = {
    ...connection(fleet, subnet, destination),
    there: {
      hops: [{ at: fleet.name, kind: "target" as const, zone: subnet.zone, rules: [] }],
      dropped: { at: subnet.table.name, why, unplanned: true },
    },
    back: { hops: [] },
  };
  return judgedPath(path, subnet.network, true);
}

/** By routes that the owner of the VPC has, there and back: where they lead, nobody here knows. */
function ownersPath({ groups }: Topology, fleet: Fleet, subnet: Subnet, destination: Peer): Path {
  const packet = { from: selfOf(fleet, subnet), to: destination };
  const own = fleet.groups.flatMap((name) => groups.get(name) ?? []);
  const { name: owner } = subnet.network;
  const { there, back } = bothDirections(
    (trace) => {
      trace.arrive(fleet.name, "target", subnet.zone);
      return passSecurityGroups(trace, own, "out", packet) && trace.arrive(owner, "ownerRoutes");
    },
    (trace) => {
      trace.arrive(owner, "ownerRoutes");
      return trace.arrive(fleet.name, "target", subnet.zone);
    },
  );
  const path = {
    ...connection(fleet, subnet, destination),
    there,
    back,
  };
  return judgedPath(path, subnet.network);
}

/** To where our knowledge ends, and back from there. */
function wayPath(topology: Topology, fleet: Fleet, subnet: Subnet, destination: Peer): Path {
  const packet = { from: selfOf(fleet, subnet), to: destination };
  let way: Way | undefined;
  const { there, back } = bothDirections(
    (trace) => {
      const at = leaveTarget(trace, topology, fleet, subnet, packet)?.at;
      way = at === "internet" || at === undefined || "table" in at ? undefined : at;
      return way !== undefined;
    },
    (trace) =>
      way !== undefined &&
      routeFromWay(trace, way, subnet, reply(packet))?.at === subnet &&
      trace.arrive(fleet.name, "target", subnet.zone),
  );
  const path = {
    ...connection(fleet, subnet, destination),
    there,
    back,
    ...(way && { through: way.name, note: noteOf(way, subnet) }),
  };
  // A firewall is for what comes from the internet: that a way goes past it is a finding, unless one direction alone does.
  const inspected = [there, back].some((direction) => firewallEndpointsIn(direction).length > 0);
  return judgedPath(path, inspected ? subnet.network : { region: subnet.network.region, endpoints: [] });
}

/** What the plan does not know of it. */
function noteOf({ name, kind, to, peer }: Way, { table }: Subnet): string {
  if (kind === "vpnGateway" || table.learnsFrom?.name === name)
    return `what is announced at ${name} the plan does not know, nor what is behind it`;
  return peer && peer.existing === undefined
    ? `what listens in ${to} is not followed`
    : `what is behind ${to}, and its routes back, the plan does not know`;
}
