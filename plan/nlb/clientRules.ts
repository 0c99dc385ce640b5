import { ANYWHERE } from "../cidrs";
import type { PortRule } from "../frontDoor/securityRules";
import { cidrName } from "../names";

export type ClientRule = PortRule & ({ cidr: string } | { prefixList: "route53HealthChecks" });

/**
 * What the public load balancer lets in: the service port, from each allowed range. Where that is not everyone, the
 * health checkers of Route 53 are let in too, else every address would look dead to DNS.
 */
export function clientRules(service: {
  port: number;
  allowedClients: readonly string[];
  route53Checks: boolean;
}): ClientRule[] {
  const { port } = service;
  const clients = [...new Set(service.allowedClients)].sort().map((cidr) => ({
    key: `in-${cidrName(cidr)}`,
    port,
    cidr,
    description: `Clients in ${cidr}`,
  }));
  if (!service.route53Checks || service.allowedClients.includes(ANYWHERE)) return clients;
  const checkers = { key: "in-route53", port, description: "Route 53 health checkers" };
  return [...clients, { ...checkers, prefixList: "route53HealthChecks" }];
}
