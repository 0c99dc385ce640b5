import { covered, isPrivate } from "../../plan/cidrs";
import type { SecurityGroup } from "./filters";
import type { Leg, Party } from "./model";
import { addressesOf, within, type Addresses } from "./ranges";
import type { Network, Table } from "./topology";
import { Trail } from "./trail";

/** Both legs; what does not come there does not come back. */
export function legsOf(there: (trail: Trail) => boolean, back: (trail: Trail) => boolean): { there: Leg; back: Leg } {
  const one = followed(there);
  return { there: one, back: one.dropped ? { hops: [] } : followed(back) };
}

function followed(steps: (trail: Trail) => boolean): Leg {
  const trail = new Trail();
  const arrived = steps(trail);
  const { leg } = trail;
  if (arrived || leg.dropped) return leg;
  return { ...leg, dropped: { at: leg.hops.at(-1)?.at ?? "", why: "its routes lead elsewhere" } };
}

/**
 * A range cut where routes to a part of it lead elsewhere, so that one route holds for each part: the parts that have a route of
 * their own, and the whole, where they leave anything of it.
 */
export function partsOf(party: Party, network: Network): Party[] {
  const whole = addressesOf(party.cidr);
  const narrower = tablesOf(network).flatMap(({ routes }) =>
    routes.filter(({ addresses, cidr }) => isInside(addresses, whole) && !isPrivate(cidr)).map(({ cidr }) => cidr),
  );
  const distinct = [...new Set(narrower)];
  const parts = distinct.map((cidr) => ({ ...party, cidr, name: `${cidr} of ${party.name}` }));
  return covered(party.cidr, distinct) ? parts : [party, ...parts];
}

const isInside = (inner: Addresses, outer: Addresses): boolean => within(inner, outer) && !within(outer, inner);

const tablesOf = ({ gateway, subnets }: Network): Table[] => [
  ...new Set([...(gateway ? [gateway.table] : []), ...subnets.map(({ table }) => table)]),
];

/** One of all those that no route, network ACL or security group of the targets tells apart. */
export function merged(parties: readonly Party[], network: Network, groups: readonly SecurityGroup[]): Party[] {
  if (parties.length < 2) return [...parties];
  const ranges = rangesTold(network, groups);
  return groupedBy(parties, (party) => `${party.prefixList ?? ""} ${likeness(party, ranges)}`).map(representative);
}

/** Grouped by a key, in the order of their first. */
export function groupedBy<T>(all: readonly T[], keyOf: (each: T) => string): [T, ...T[]][] {
  const alike = new Map<string, [T, ...T[]]>();
  for (const each of all) {
    const known = alike.get(keyOf(each));
    if (known) known.push(each);
    else alike.set(keyOf(each), [each]);
  }
  return [...alike.values()];
}

/** The first, named for all. */
export const representative = ([first, ...others]: [Party, ...Party[]]): Party =>
  others.length === 0 ? first : { ...first, name: `${first.name} and ${others.length} more` };

/** The ranges of which anything speaks that a packet passes. No network: those of the groups alone. */
export function rangesTold(network: Network | undefined, groups: readonly SecurityGroup[]): Addresses[] {
  const acls = new Set(network?.subnets.flatMap(({ acl }) => acl ?? []));
  const ofAcls = [...acls].flatMap((acl) => [...acl.in, ...acl.out].map(({ box }) => box.addresses));
  const tables = network ? tablesOf(network) : [];
  const ofTables = tables.flatMap(({ routes }) => routes.map(({ addresses: its }) => its));
  const rules = groups.flatMap((group) => group.in);
  const ofGroups = rules.flatMap(({ cidr }) => (cidr === undefined ? [] : addressesOf(cidr)));
  const all = [...ofAcls, ...ofTables, ...ofGroups];
  return [...new Map(all.map((span) => [`${span.from} ${span.to}`, span])).values()];
}

/** Which of the ranges hold all of a party; one that some range cuts is like no other. */
export function likeness({ cidr }: Party, ranges: readonly Addresses[]): string {
  const its = addressesOf(cidr);
  const touching = ranges.filter(({ from, to }) => from <= its.to && to >= its.from);
  const cut = touching.some((range) => !within(its, range));
  return cut ? cidr : touching.map(({ from, to }) => `${from}-${to}`).join(" ");
}
