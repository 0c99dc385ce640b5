import { IPv6 } from "ipaddr.js";
import { Netmask } from "netmask";
import { isV6 } from "../../../plan/cidrs";

/** Whole numbers, both ends included. */
export interface Span<T extends number | bigint = number> {
  from: T;
  to: T;
}

/** Addresses as numbers: those of IPv4 as they are, those of IPv6 above them all, so that none of the one is ever in a range of the other. */
export type Addresses = Span<number | bigint>;

/** Some addresses with some of their ports: what a packet may carry, or a rule speaks of. */
export interface Box {
  addresses: Addresses;
  ports: Span;
}

/** A rule over packets, and what it does with those in its box. */
export interface Filter {
  name: string;
  allow: boolean;
  box: Box;
}

/** Either the names of the rules that let all of it through, or the most of what is stopped, and the rule that denies it, if one does. */
export type Decision = { passed: string[]; stopped?: undefined } | { stopped: Box; denied?: string };

/** Ports that clients of any operating system, NAT gateways and load balancers connect from. */
export const EPHEMERAL: Span = { from: 1024, to: 65535 };

export const ALL_PORTS: Span = { from: 0, to: 65535 };

export const onePort = (port: number): Span => ({ from: port, to: port });

/** The same ranges are read again and again, and parsing them costs more than all that is done with them. */
const rangesByCidr = new Map<string, Readonly<Addresses>>();

export function addressesOf(cidr: string): Readonly<Addresses> {
  const known = rangesByCidr.get(cidr);
  if (known) return known;
  const span = isV6(cidr) ? spanOfV6(cidr) : spanOfV4(cidr);
  rangesByCidr.set(cidr, span);
  return span;
}

function spanOfV4(cidr: string): Span {
  const { netLong, size } = new Netmask(cidr);
  return { from: netLong, to: netLong + size - 1 };
}

const FIRST_V6 = 1n << 128n;

function spanOfV6(cidr: string): Span<bigint> {
  const [address, bits] = IPv6.parseCIDR(cidr);
  const hosts = (1n << BigInt(128 - bits)) - 1n;
  const number = address.toByteArray().reduce((high, byte) => (high << 8n) | BigInt(byte), 0n);
  return { from: FIRST_V6 + (number & ~hosts), to: FIRST_V6 + (number | hosts) };
}

/** Every address of either family. */
export const ALL_ADDRESSES: Addresses = { from: 0, to: 2n * FIRST_V6 - 1n };

export const within = (inner: Addresses, outer: Addresses): boolean => outer.from <= inner.from && inner.to <= outer.to;

/**
 * What rules do with packets, in the order in which they are evaluated: each decides about what those before it left. What none
 * speaks of is stopped.
 */
export function decide(box: Box, filters: readonly Filter[]): Decision {
  let left = [box];
  const passed: string[] = [];
  for (const { name, allow, box: its } of filters) {
    const hit = left.map((each) => intersection(each, its)).find((each) => each !== undefined);
    if (hit === undefined) continue;
    if (!allow) return { stopped: hit, denied: name };
    passed.push(name);
    left = left.flatMap((each) => subtract(each, its));
    if (left.length === 0) return { passed };
  }
  return { stopped: left.reduce((largest, each) => (sizeOf(each) > sizeOf(largest) ? each : largest), left[0] ?? box) };
}

/** How many there are, of IPv6 addresses about. */
export const count = ({ from, to }: Addresses): number => Number(to) - Number(from) + 1;

const sizeOf = ({ addresses, ports }: Box): number => count(addresses) * count(ports);

function overlap<T extends number | bigint>(one: Span<T>, other: Span<T>): Span<T> | undefined {
  const from = one.from > other.from ? one.from : other.from;
  const to = one.to < other.to ? one.to : other.to;
  return from <= to ? { from, to } : undefined;
}

function intersection(one: Box, other: Box): Box | undefined {
  const addresses = overlap(one.addresses, other.addresses);
  const ports = overlap(one.ports, other.ports);
  return addresses && ports && { addresses, ports };
}

/** What is left of a box: the ports beside the hole with all addresses, and those in it with the addresses beside it. */
function subtract(box: Box, hole: Box): Box[] {
  const gone = intersection(box, hole);
  if (!gone) return [box];
  return [
    ...outside(box.ports, gone.ports).map((ports) => ({ addresses: box.addresses, ports })),
    ...outside(box.addresses, gone.addresses).map((addresses) => ({ addresses, ports: gone.ports })),
  ];
}

/** What of a span lies before and after a part of it. */
function outside<T extends number | bigint>(whole: Span<T>, part: Span<T>): Span<T>[] {
  const around = [
    { from: whole.from, to: offset(part.from, -1) },
    { from: offset(part.to, 1), to: whole.to },
  ];
  return around.filter(({ from, to }) => from <= to);
}

function offset<T extends number | bigint>(value: T, by: 1 | -1): T {
  if (typeof value === "bigint") return (value + BigInt(by)) as T;
  const number: number = value;
  return (number + by) as T;
}

/** `5000`, `1024–65535` */
export function portText({ from, to }: Span): string {
  return from === to ? String(from) : `${from}–${to}`;
}

/** `10.0.0.0–10.0.0.255`, `2001:db8::–2001:db8::ffff` */
export function addressText({ from, to }: Addresses): string {
  return from === to ? textOf(from) : `${textOf(from)}–${textOf(to)}`;
}

function textOf(address: number | bigint): string {
  if (typeof address === "bigint") return new IPv6(bytesOf(address - FIRST_V6)).toString();
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

const bytesOf = (address: bigint): number[] =>
  Array.from({ length: 16 }, (_, index) => Number((address >> BigInt(8 * (15 - index))) & 255n));
