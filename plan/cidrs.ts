import { IPv6 } from "ipaddr.js";
import { Netmask } from "netmask";

export function overlaps(one: string, other: string): boolean {
  const a = new Netmask(one);
  const b = new Netmask(other);
  return a.contains(b) || b.contains(a);
}

/** Whether all of `range` lies in `within`. */
export function contains(within: string, range: string): boolean {
  return new Netmask(within).contains(new Netmask(range));
}

/** The first so many of the largest equal parts that a range has so many of: `10.0.0.0/16` in three is `10.0.0.0/18`, `10.0.64.0/18`, `10.0.128.0/18`. */
export function parts(cidr: string, count: number): string[] {
  const { base, bitmask } = new Netmask(cidr);
  const first = new Netmask(`${base}/${bitmask + Math.ceil(Math.log2(Math.max(count, 1)))}`);
  return Array.from({ length: count }, (_, place) => (place === 0 ? first : first.next(place)).toString());
}

/** Whether the ranges together hold all of `range`, one of IPv4; those of IPv6 among them hold nothing of it. */
export function covered(range: string, by: readonly string[]): boolean {
  const touching = by.filter((each) => !isV6(each) && overlaps(each, range));
  if (touching.length === 0) return false;
  if (touching.some((each) => contains(each, range))) return true;
  const { base, bitmask } = new Netmask(range);
  const half = new Netmask(`${base}/${bitmask + 1}`);
  return [half, half.next()].every((each) => covered(each.toString(), touching));
}

/** Whether a range is one of IPv6 addresses. */
export const isV6 = (range: string): boolean => range.includes(":");

/** The same range with its host bits cleared: `10.0.0.7/16` gives `10.0.0.0/16`. */
export function normalized(cidr: string): string {
  return new Netmask(cidr).toString();
}

/** The same for IPv6, in the shortest form: `2001:DB8:0::1/32` gives `2001:db8::/32`. */
export function normalizedV6(cidr: string): string {
  return `${IPv6.networkAddressFromCIDR(cidr).toString()}/${cidr.split("/")[1] ?? ""}`;
}

/** Of a range of either family. */
export function prefixLength(cidr: string): number {
  return isV6(cidr) ? IPv6.parseCIDR(cidr)[1] : new Netmask(cidr).bitmask;
}

/** RFC 1918, the ranges a VPC may have here. */
export const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;

export function isPrivate(cidr: string): boolean {
  const range = new Netmask(cidr);
  return PRIVATE_RANGES.some((each) => new Netmask(each).contains(range));
}

/** The addresses of networks that are joined by somebody. Source: RFC 1918, and RFC 6598 for those that carriers share. */
const NOT_ON_THE_INTERNET = [...PRIVATE_RANGES, "100.64.0.0/10"] as const;

/** Whether no address of a range is one of the internet: whatever leads there is a route of one's own. */
export function isOffTheInternet(cidr: string): boolean {
  if (isV6(cidr)) return OFF_THE_INTERNET_V6.includes(kindOfV6(cidr));
  return NOT_ON_THE_INTERNET.some((each) => contains(each, cidr));
}

const kindOfV6 = (cidr: string): string => IPv6.networkAddressFromCIDR(cidr).range();

const OFF_THE_INTERNET_V6 = ["uniqueLocal"];

/** Of IPv6: of no network, of the host itself, of its link, of groups, and IPv4 in other forms, which needs a translator. */
const NO_HOSTS_V6 = ["unspecified", "loopback", "linkLocal", "multicast", "ipv4Mapped", "rfc6145", "rfc6052"];

/** Whether a range of IPv6 is of no other host. */
export const holdsNoHostsV6 = (cidr: string): boolean => NO_HOSTS_V6.includes(kindOfV6(cidr));

/** What is no address of another host: of no network, of the host itself, of its link, of groups, and reserved. Source: RFC 6890, RFC 1112. */
export const NO_HOSTS = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"] as const;

/** Addresses that nobody has. Source: RFC 5737, TEST-NET-1 */
export const NOBODY = "192.0.2.0/24";

/** The same of IPv6. Source: RFC 6666, the discard prefix */
export const NOBODY_V6 = "100::/64";

/** Whether some ranges let nobody in. */
export const isNobody = (ranges: readonly string[]): boolean =>
  ranges.length > 0 && ranges.every((range) => range === NOBODY || range === NOBODY_V6);

/** Every IPv4 address. */
export const ANYWHERE = "0.0.0.0/0";

/** Every IPv6 address. */
export const ANYWHERE_V6 = "::/0";

/**
 * Of each range that overlaps one before it in the list: the place of the first such, by its own place. Ranges overlap only where one
 * holds the other, so each looks up those that it may lie in, and whoever lies in it has left its mark: no pairs are compared.
 */
export function firstOverlaps(ranges: readonly string[]): Map<number, number> {
  const held = new Map<string, number>();
  const holding = new Map<string, number>();
  const found = new Map<number, number>();
  for (const [place, range] of ranges.entries()) {
    const wider = enclosingRanges(range);
    const before = [holding.get(wider[0] ?? ""), ...wider.map((each) => held.get(each))].filter(
      (each) => each !== undefined,
    );
    if (before.length > 0) found.set(place, Math.min(...before));
    for (const each of wider) if (!holding.has(each)) holding.set(each, place);
    const [own = ""] = wider;
    if (!held.has(own)) held.set(own, place);
  }
  return found;
}

/** A range and all that it lies in, itself first. */
function enclosingRanges(range: string): string[] {
  const { base, bitmask } = new Netmask(range);
  return Array.from({ length: bitmask + 1 }, (_, less) => new Netmask(`${base}/${bitmask - less}`).toString());
}
