import type { ZoneLetter } from "../regions";

/*
 * The names of a VPC that awsx makes whole. It numbers the subnets by the place of their zone in the list, so another list is another
 * VPC: in this one, ranges would collide.
 */

/** `firewall-eu-west-1` and a, b, d give `firewall-eu-west-1-vpc-abd`. */
export function settledVpcName(name: string, zones: readonly ZoneLetter[]): string {
  return `${name}-vpc-${[...zones].sort().join("")}`;
}

/** The name of a subnet there, and of its route table: `…-vpc-abd-firewall-3` for zone d. */
export function settledSubnetName(name: string, zones: readonly ZoneLetter[], tier: string, zone: ZoneLetter): string {
  return `${settledVpcName(name, zones)}-${tier}-${[...zones].sort().indexOf(zone) + 1}`;
}

/** Every list of a region's zones that holds all of these, sorted: `[a b] [a b c]` of a and b where there is c, too. */
export function listsAround(zones: readonly ZoneLetter[], all: readonly ZoneLetter[]): ZoneLetter[][] {
  const others = all.filter((zone) => !zones.includes(zone));
  return others.reduce<ZoneLetter[][]>(
    (lists, other) => lists.flatMap((list) => [list, [...list, other].sort()]),
    [[...zones].sort()],
  );
}
