import { ANYWHERE, ANYWHERE_V6 } from "../cidrs";
import type { PortRule } from "../frontDoor/securityRules";
import { cidrName, listenerName } from "../names";

/** By a range, or by the list of the addresses of one family that Route 53 checks from. */
export type ClientRule = PortRule & ({ cidr: string } | { route53Checkers: "ipv4" | "ipv6" });

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
export function clientRules(
  ports: readonly OpenPort[],
  // Whether it has IPv6 addresses, too. Default: false.
  { route53Checks, ipv6 = false }: { route53Checks: boolean; ipv6?: boolean },
): ClientRule[] {
  return ports.flatMap(({ name, port, allowedClients }): ClientRule[] => {
    const clients = [...new Set(allowedClients)].sort().map((cidr) => ({
      key: `${listenerName("in", name)}-${cidrName(cidr)}`,
      port,
      cidr,
      description: `Clients in ${cidr}`,
    }));
    if (name !== undefined || !route53Checks) return clients;
    const checkers = { port, description: "Route 53 health checkers" };
    const families = [
      { family: "ipv4" as const, key: "in-route53", needed: !allowedClients.includes(ANYWHERE) },
      { family: "ipv6" as const, key: "in-route53-ipv6", needed: ipv6 && !allowedClients.includes(ANYWHERE_V6) },
    ];
    return [
      ...clients,
      ...families
        .filter(({ needed }) => needed)
        .map(({ family, key }) => ({ ...checkers, key, route53Checkers: family })),
    ];
  });
}
