import { Netmask } from "netmask";

/** Whole numbers, both ends included. */
export interface Span {
  from: number;
  to: number;
}

/** Some addresses, as numbers, with some of their ports: what a packet may carry, or a rule speaks of. */
export interface Box {
  addresses: Span;
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

/** The same ranges are asked for again and again, and reading them costs more than all that is done with them. */
const read = new Map<string, Readonly<Span>>();

export function addressesOf(cidr: string): Readonly<Span> {
  const known = read.get(cidr);
  if (known) return known;
  const { netLong, size } = new Netmask(cidr);
  const span = { from: netLong, to: netLong + size - 1 };
  read.set(cidr, span);
  return span;
}

export const within = (inner: Span, outer: Span): boolean => outer.from <= inner.from && inner.to <= outer.to;

/**
 * What rules do with packets, in the order in which they are asked: each decides about what those before it left. What none
 * speaks of is stopped.
 */
export function decide(box: Box, filters: readonly Filter[]): Decision {
  let left = [box];
  const passed: string[] = [];
  for (const { name, allow, box: its } of filters) {
    const hit = left.map((each) => common(each, its)).find((each) => each !== undefined);
    if (hit === undefined) continue;
    if (!allow) return { stopped: hit, denied: name };
    passed.push(name);
    left = left.flatMap((each) => without(each, its));
    if (left.length === 0) return { passed };
  }
  return { stopped: left.reduce((largest, each) => (sizeOf(each) > sizeOf(largest) ? each : largest), left[0] ?? box) };
}

const count = ({ from, to }: Span): number => to - from + 1;

const sizeOf = ({ addresses, ports }: Box): number => count(addresses) * count(ports);

function overlap(one: Span, other: Span): Span | undefined {
  const span = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
  return span.from <= span.to ? span : undefined;
}

function common(one: Box, other: Box): Box | undefined {
  const addresses = overlap(one.addresses, other.addresses);
  const ports = overlap(one.ports, other.ports);
  return addresses && ports && { addresses, ports };
}

/** What is left of a box: the ports beside the hole with all addresses, and those in it with the addresses beside it. */
function without(box: Box, hole: Box): Box[] {
  const gone = common(box, hole);
  if (!gone) return [box];
  return [
    ...beside(box.ports, gone.ports).map((ports) => ({ addresses: box.addresses, ports })),
    ...beside(box.addresses, gone.addresses).map((addresses) => ({ addresses, ports: gone.ports })),
  ];
}

/** What of a span lies before and after a part of it. */
function beside(whole: Span, part: Span): Span[] {
  const around = [
    { from: whole.from, to: part.from - 1 },
    { from: part.to + 1, to: whole.to },
  ];
  return around.filter(({ from, to }) => from <= to);
}

/** `5000`, `1024–65535` */
export function portText({ from, to }: Span): string {
  return from === to ? String(from) : `${from}–${to}`;
}

/** `10.0.0.0–10.0.0.255` */
export function addressText({ from, to }: Span): string {
  return from === to ? dotted(from) : `${dotted(from)}–${dotted(to)}`;
}

const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
