import { covered, isOffTheInternet } from "../../../plan/cidrs";
import type { SecurityGroup } from "./filters";
import type { Peer } from "./path";
import { type Addresses, addressesOf, within } from "./ranges";
import type { Network, RouteTable } from "./vpc";

/**
 * A range cut where routes to a part of it lead elsewhere, so that one route holds for each part: the parts that have a route of
 * their own, and the whole, where they leave anything of it.
 */
export function splitByRoutes(peer: Peer, network: Network): Peer[] {
  const whole = addressesOf(peer.cidr);
  const narrower = routeTablesOf(network).flatMap(({ routes }) =>
    routes
      .filter(({ addresses, cidr }) => isInside(addresses, whole) && !isOffTheInternet(cidr))
      .map(({ cidr }) => cidr),
  );
  return cutBy(peer, narrower);
}

/** The same by the routes of one table, of a range that is off the internet. */
export function splitByTable(peer: Peer, { routes }: RouteTable): Peer[] {
  const whole = addressesOf(peer.cidr);
  return cutBy(
    peer,
    routes.filter(({ addresses }) => isInside(addresses, whole)).map(({ cidr }) => cidr),
  );
}

function cutBy(peer: Peer, ranges: readonly string[]): Peer[] {
  const distinct = [...new Set(ranges)];
  const parts = distinct.map((cidr) => ({ ...peer, cidr, name: `${cidr} of ${peer.name}` }));
  return covered(peer.cidr, distinct) ? parts : [peer, ...parts];
}

const isInside = (inner: Addresses, outer: Addresses): boolean => within(inner, outer) && !within(outer, inner);

const routeTablesOf = ({ gateway, subnets }: Network): RouteTable[] => [
  ...new Set([...(gateway ? [gateway.table] : []), ...subnets.map(({ table }) => table)]),
];

/** One of all those that no route, network ACL or security group of the targets distinguishes. */
export function mergeAlike(peers: readonly Peer[], network: Network, groups: readonly SecurityGroup[]): Peer[] {
  if (peers.length < 2) return [...peers];
  const ranges = distinguishedRanges(network, groups);
  return groupedBy(peers, (peer) => `${peer.prefixList ?? ""} ${matchKey(peer, ranges)}`).map(representative);
}

/** Grouped by a key, in the order of their first. */
export function groupedBy<T>(all: readonly T[], keyOf: (each: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const each of all) {
    const known = groups.get(keyOf(each));
    if (known) known.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return [...groups.values()];
}

/** The first, named for all. */
export const representative = ([first, ...others]: [Peer, ...Peer[]]): Peer =>
  others.length === 0 ? first : { ...first, name: `${first.name} and ${others.length} more` };

/** The ranges of which anything speaks that a packet passes. No network: those of the groups alone. */
export function distinguishedRanges(network: Network | undefined, groups: readonly SecurityGroup[]): Addresses[] {
  const acls = new Set(network?.subnets.flatMap(({ acl }) => acl ?? []));
  const ofAcls = [...acls].flatMap((acl) => [...acl.in, ...acl.out].map(({ box }) => box.addresses));
  const tables = network ? routeTablesOf(network) : [];
  const ofTables = tables.flatMap(({ routes }) => routes.map(({ addresses: its }) => its));
  const rules = groups.flatMap((group) => group.in);
  const ofGroups = rules.flatMap(({ cidr }) => (cidr === undefined ? [] : addressesOf(cidr)));
  const all = [...ofAcls, ...ofTables, ...ofGroups];
  return [...new Map(all.map((span) => [`${span.from} ${span.to}`, span])).values()];
}

/** Which of the ranges hold all of a peer; one that some range cuts has a key of its own. */
export function matchKey({ cidr }: Peer, ranges: readonly Addresses[]): string {
  const its = addressesOf(cidr);
  const touching = ranges.filter(({ from, to }) => from <= its.to && to >= its.from);
  const cut = touching.some((range) => !within(its, range));
  return cut ? cidr : touching.map(({ from, to }) => `${from}-${to}`).join(" ");
}
