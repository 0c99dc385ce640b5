import { ANYWHERE } from "../cidrs";
import type { PortRule } from "../frontDoor/securityRules";
import { cidrName, listenerName } from "../names";

export type ClientRule = PortRule & ({ cidr: string } | { prefixList: "route53HealthChecks" });

/** A port, and who may connect to it. Without a name it is the service's own. */
interface OpenPort {
  name?: string;
  port: number;
  allowedClients: readonly string[];
}

/**
 * What the public load balancer lets in: each port, from each of its allowed ranges. Where that of the service's own port is not everyone, the
 * health checkers of Route 53 are let in to it too, else every address would look dead to DNS.
 */
export function clientRules(ports: readonly OpenPort[], { route53Checks }: { route53Checks: boolean }): ClientRule[] {
  return ports.flatMap(({ name, port, allowedClients }): ClientRule[] => {
    const clients = [...new Set(allowedClients)].sort().map((cidr) => ({
      key: `${listenerName("in", name)}-${cidrName(cidr)}`,
      port,
      cidr,
      description: `Clients in ${cidr}`,
    }));
    if (name !== undefined || !route53Checks || allowedClients.includes(ANYWHERE)) return clients;
    const checkers = { key: "in-route53", port, description: "Route 53 health checkers" };
    return [...clients, { ...checkers, prefixList: "route53HealthChecks" }];
  });
}
