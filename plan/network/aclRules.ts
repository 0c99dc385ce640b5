import { ANYWHERE, ANYWHERE_V6 } from "../cidrs";

/* What the rules of network ACLs are made of. */

/** One entry of a network ACL. NACLs are stateless: every rule has one for the return direction. */
export interface NaclRule {
  /** 1–32766, its place in the evaluation. Fixed by purpose, so that another rule moves none. */
  number: number;
  direction: "in" | "out";
  protocol: "tcp" | "icmp" | "icmpv6" | "all";
  /** Ports for tcp. For icmp both are 0 and the type and code are those of "fragmentation needed", for icmpv6 "packet too big"; for all they are 0 too. */
  from: number;
  to: number;
  /** Of either family. */
  cidr: string;
  /** What would stop working without it. */
  why: string;
}

/** Ephemeral ports of any operating system, NAT gateways and load balancers included. */
export const EPHEMERAL = { from: 1024, to: 65535 } as const;

export function tcp(
  number: number,
  direction: "in" | "out",
  ports: { from: number; to: number },
  cidr: string,
  why: string,
): NaclRule {
  return { number, direction, protocol: "tcp", ...ports, cidr, why };
}

export const everything = (number: number, direction: "in" | "out", why: string): NaclRule => ({
  number,
  direction,
  protocol: "all",
  from: 0,
  to: 0,
  cidr: ANYWHERE,
  why,
});

/** Without it a path with a smaller MTU swallows large packets. */
export function fragmentationNeeded(direction: "in" | "out"): NaclRule {
  return { number: 900, direction, protocol: "icmp", from: 0, to: 0, cidr: ANYWHERE, why: "path MTU discovery" };
}

/** The same for IPv6. */
export function packetTooBig(direction: "in" | "out"): NaclRule {
  return { number: 910, direction, protocol: "icmpv6", from: 0, to: 0, cidr: ANYWHERE_V6, why: "path MTU discovery" };
}

export const port = (number: number) => ({ from: number, to: number });

/** Where the numbers of rules for further ports begin, by what they are for: each is the beginning and the port, so that none moves another. */
export const FURTHER = { anyone: 1000, nodes: 3000, app: 5000, anyoneV6: 7000 } as const;

/** A rule for each port below 1024. */
export const privileged = (
  ports: readonly number[],
  direction: "in" | "out",
  cidr: string,
  first: number,
  why: string,
): NaclRule[] =>
  [...new Set(ports)]
    .filter((each) => each < EPHEMERAL.from)
    .sort((one, other) => one - other)
    .map((each) => tcp(first + each, direction, port(each), cidr, why));

/** One rule for all ports from 1024: a rule for each would be more than an ACL takes, and the security groups are exact. */
export const unprivileged = (
  ports: readonly number[],
  direction: "in" | "out",
  cidr: string,
  number: number,
  why: string,
): NaclRule[] => (ports.some((each) => each >= EPHEMERAL.from) ? [tcp(number, direction, EPHEMERAL, cidr, why)] : []);
