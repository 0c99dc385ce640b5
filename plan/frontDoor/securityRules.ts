import { ANYWHERE, ANYWHERE_V6, isV6 } from "../cidrs";
import { cidrName } from "../names";
import { PACKET_TOO_LARGE } from "../network/pathMtu";
import { type ServedPort, numbersOf } from "./listeners";

/** One security group rule, keyed by what it is for; `key` becomes part of the rule's logical name. */
export interface PortRule {
  key: string;
  port: number;
  description: string;
  /** The key of what it goes on from, where there is such a rule and none of its own key yet. Default: none. */
  formerKey?: string;
}

/** The input of a security group's rule for a range. */
export const cidrInput = (cidr: string): { cidrIpv4: string } | { cidrIpv6: string } =>
  isV6(cidr) ? { cidrIpv6: cidr } : { cidrIpv4: cidr };

/** An ingress rule for each range, IPv4 or IPv6, named by it: what AWS takes beside the group. */
export function rangeRules(prefix: string, ranges: readonly string[], port: number) {
  return [...new Set(ranges)].sort().map((range) => ({
    name: `${prefix}-${cidrName(range)}`,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    ...cidrInput(range),
    description: `Clients in ${range}`,
  }));
}

/**
 * Ingress rules that let a load balancer hear of packets that are too large for the way to a client: any router on the way may say so.
 * A group of targets needs none, as it knows the connection; nor does a load balancer of PrivateLink, whose endpoints say nothing of it.
 * Sources: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html (filter client traffic),
 * docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html, docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
 */
export function pathMtuRules(prefix: string, { ipv6 }: { ipv6: boolean }) {
  // Where TCP has its first and last port, the API takes the type and the code.
  const { icmp, icmpv6 } = PACKET_TOO_LARGE;
  const v4 = {
    name: `${prefix}-mtu`,
    ipProtocol: "icmp",
    fromPort: icmp.type,
    toPort: icmp.code,
    cidrIpv4: ANYWHERE,
    description: "Path MTU discovery",
  };
  const v6 = {
    name: `${prefix}-mtu-ipv6`,
    ipProtocol: "icmpv6",
    fromPort: icmpv6.type,
    toPort: icmpv6.code,
    cidrIpv6: ANYWHERE_V6,
    description: "Path MTU discovery by IPv6",
  };
  return ipv6 ? [v4, v6] : [v4];
}

/**
 * The ports on which a front door reaches its targets: the service's, the health check's where it has its own, and those `further`, each once.
 * A port that is not that of the clients has its number in its key: AWS takes no two rules of one port, and so a port is under one key,
 * whatever leads to it.
 */
export function targetPorts(targets: {
  /** What clients connect to. */
  servicePort: number;
  port: number;
  healthCheckPort: number;
  further?: readonly ServedPort[];
}): PortRule[] {
  const { servicePort, port, healthCheckPort, further = [] } = targets;
  const others = numbersOf(further).filter((each) => each !== port && each !== healthCheckPort);
  const rule = (each: number): PortRule =>
    each === servicePort
      ? { key: "service", port: each, description: "The service port" }
      : { key: `port-${each}`, port: each, description: `Port ${each}` };
  const rest = [
    ...(healthCheckPort === port ? [] : [{ key: "health", port: healthCheckPort, description: "Health checks" }]),
    ...others.map(rule),
  ];
  // Where clients connect to another port than before and targets stay where they are, it is the same rule.
  const goesOn = port !== servicePort && rest.every(({ key }) => key !== "service");
  return [{ ...rule(port), ...(goesOn && { formerKey: "service" }) }, ...rest];
}
