import { isV6 } from "../cidrs";
import { cidrName } from "../names";

/** One security group rule, keyed by what it is for; `key` becomes part of the rule's logical name. */
export interface PortRule {
  key: string;
  port: number;
  description: string;
}

/** An ingress rule for each range, IPv4 or IPv6, named by it: what AWS takes beside the group. */
export function rangeRules(prefix: string, ranges: readonly string[], port: number) {
  return [...new Set(ranges)].sort().map((range) => ({
    name: `${prefix}-${cidrName(range)}`,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    ...(isV6(range) ? { cidrIpv6: range } : { cidrIpv4: range }),
    description: `Clients in ${range}`,
  }));
}

/** The ports on which a front door reaches its targets: the service's, and the health check's where it has its own. */
export function targetPorts(service: { port: number; healthCheckPort: number }): PortRule[] {
  const { port, healthCheckPort } = service;
  return [
    { key: "service", port, description: "The service port" },
    ...(healthCheckPort === port ? [] : [{ key: "health", port: healthCheckPort, description: "Health checks" }]),
  ];
}
