import { ANYWHERE, ANYWHERE_V6, isV6 } from "../cidrs";
import type { PortRule } from "../frontDoor/securityRules";
import { cidrName } from "../names";

/** By a range, or by the list of the addresses of one family that Route 53 checks from. */
export type ClientRule = PortRule & ({ cidr: string } | { route53Checkers: "ipv4" | "ipv6" });

/**
 * What the public load balancer lets in: the service port, from each allowed range. Where that is not everyone, the
 * health checkers of Route 53 are let in too, else every address would look dead to DNS.
 */
export function clientRules(service: {
  port: number;
  allowedClients: readonly string[];
  route53Checks: boolean;
  /** Whether it has IPv6 addresses, too. Default: false. */
  ipv6?: boolean;
}): ClientRule[] {
  const { port, allowedClients, route53Checks, ipv6 = false } = service;
  const clients = [...new Set(allowedClients)].sort().map((cidr) => ({
    key: `in-${cidrName(cidr)}`,
    port,
    cidr,
    description: `Clients in ${cidr}`,
  }));
  if (!route53Checks) return clients;
  const checkers = { port, description: "Route 53 health checkers" };
  return [
    ...clients,
    ...(allowedClients.includes(ANYWHERE)
      ? []
      : [{ ...checkers, key: "in-route53", route53Checkers: "ipv4" as const }]),
    ...(!ipv6 || allowedClients.includes(ANYWHERE_V6)
      ? []
      : [{ ...checkers, key: "in-route53-ipv6", route53Checkers: "ipv6" as const }]),
  ];
}

/** The input of a security group's rule for a range. */
export const cidrInput = (cidr: string): { cidrIpv4: string } | { cidrIpv6: string } =>
  isV6(cidr) ? { cidrIpv6: cidr } : { cidrIpv4: cidr };
