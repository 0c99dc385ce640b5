import { IPv6 } from "ipaddr.js";
import type { ZoneLetter } from "../regions";

/** An address that somebody has on an allow list. */
export interface PublishedAddress {
  region: string;
  zone: ZoneLetter;
  for: "clients" | "egress";
  /** Of a further address of a NAT gateway. */
  name?: string | undefined;
  allocationId: string;
}

/** What an address that AWS has is called; a plan without an account has something else in its place. */
const ALLOCATION_ID = /^eipalloc-[0-9a-f]+$/;

/** What is wrong where a published address is yet to be made: a new address is never one that is published. */
export function publishedAddressMissing(published: PublishedAddress): string {
  const { allocationId } = published;
  return `The stack would make a new address in ${placeOf(published)}, where ${allocationId} is published. ${remedy(published)}`;
}

const placeOf = ({ region, zone, for: purpose, name }: PublishedAddress): string =>
  `${region}${zone} for ${purpose}${name === undefined ? "" : `, ${name}`}`;

function remedy({ region, zone, for: purpose, name }: PublishedAddress): string {
  const whole = purpose === "clients" ? `addresses.${zone}` : `egressAddresses.${zone}`;
  const key = name === undefined ? whole : `secondaryEgressAddresses.${zone}.${name}`;
  return `Name the published one under ha-tcp:regions.${region}.${key}, or correct ha-tcp:published.`;
}

/** What is wrong where a stack holds another address than the published one, or undefined where it holds that. */
export function publishedAddressMismatch(published: PublishedAddress | undefined, actual: string): string | undefined {
  if (published === undefined || !ALLOCATION_ID.test(actual) || actual === published.allocationId) return undefined;
  const { allocationId } = published;
  return `The stack holds ${actual} in ${placeOf(published)}, where ${allocationId} is published. ${remedy(published)}`;
}

/** The load balancer's place of an IPv6 address. */
interface Ipv6Place {
  region: string;
  zone: string;
}

/** What is wrong where a load balancer is yet to get its IPv6 address: AWS chooses it, and a new one is never one that is published. */
export const publishedIpv6Missing = (place: Ipv6Place, published: string): string =>
  `The load balancer would get a new IPv6 address in ${place.region}${place.zone}, where ${published} is published. ${ipv6Remedy(place)}`;

/** The addresses of an offline plan. Source: RFC 3849 */
const DOCUMENTATION = IPv6.parseCIDR("2001:db8::/32");

/** What is wrong where a load balancer has another IPv6 address than the published one, or undefined where it has that. */
export function publishedIpv6Mismatch(
  place: Ipv6Place,
  published: string | undefined,
  actual: string,
): string | undefined {
  if (published === undefined || IPv6.parse(actual).match(...DOCUMENTATION)) return undefined;
  if (IPv6.parse(actual).toString() === IPv6.parse(published).toString()) return undefined;
  return `The load balancer has ${actual} in ${place.region}${place.zone}, where ${published} is published. ${ipv6Remedy(place)}`;
}

const ipv6Remedy = ({ region, zone }: Ipv6Place): string =>
  `Correct ha-tcp:regions.${region}.publishedIpv6.${zone} once nobody has the former one on an allow list.`;
