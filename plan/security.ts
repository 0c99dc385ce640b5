import { ANYWHERE, isV6 } from "./cidrs";
import { cidrName } from "./names";
import { PARTITION } from "./regions";

/** One security group rule, keyed by what it is for; `key` becomes part of the rule's logical name. */
export interface PortRule {
  key: string;
  port: number;
  description: string;
}

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

/** The name of AWS's list of the ranges that Route 53 checks from. Source: docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html */
export const healthCheckersList = (region: string): string => `com.amazonaws.${region}.route53-healthchecks`;

/** The ARN of a list that AWS manages, by its id. Source: docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html */
export const managedListArn = (region: string, id: string): string =>
  `arn:${PARTITION}:ec2:${region}:aws:prefix-list/${id}`;
