import { ANYWHERE, ANYWHERE_V6, isNobody, isV6 } from "../cidrs";

/** How many addresses of either family an accelerator has. */
export const ANYCAST_ADDRESSES = 2;

/** Load balancers that an endpoint group may have. Source: docs.aws.amazon.com/global-accelerator/latest/dg/limits-global-accelerator.html */
export const ENDPOINTS_PER_GROUP = 10;

/** A region's dial, in percent: by default by its role. A dial of 0 still takes over when no other region is healthy. */
export const trafficDialOf = ({ dial, role }: { dial?: number; role?: "primary" | "secondary" }): number =>
  dial ?? (role === "secondary" ? 0 : 100);

/** What of the settings decides who may connect to the load balancers behind the accelerator. */
export interface AcceleratedClients {
  /** Ranges of IPv4 clients. Those of IPv6 among them are the public load balancer's. */
  allowedClients: readonly string[];
  preserveClientIp: boolean;
  ipAddressType: "ipv4" | "dualstack";
  /** Ranges of IPv6 clients, where configured. */
  allowedClientsIpv6?: readonly string[];
}

/**
 * The ranges that those load balancers let in. Without client addresses they see those of the accelerator, of which there is no list that
 * a security group could hold: then all is open, and nothing has a path there but the accelerator and the VPC itself.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.how-to-enable-preservation.html
 */
export function acceleratedClients(settings: AcceleratedClients): string[] {
  const { allowedClients, preserveClientIp, ipAddressType } = settings;
  // Who shall be nobody need not be told from others.
  if (isNobody(allowedClients)) return allowedClients.filter((range) => !isV6(range));
  if (!preserveClientIp) return [ANYWHERE];
  return [
    ...allowedClients.filter((range) => !isV6(range)),
    ...(ipAddressType === "dualstack" ? ipv6Clients(settings) : []),
  ];
}

/** IPv6 clients: everyone where everyone may by IPv4, unless configured otherwise. */
function ipv6Clients({ allowedClients, allowedClientsIpv6 }: AcceleratedClients): readonly string[] {
  return allowedClientsIpv6 ?? (allowedClients.includes(ANYWHERE) ? [ANYWHERE_V6] : []);
}

/** An accelerator as the metrics know it: the end of its ARN. Listeners likewise. */
export const metricId = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
