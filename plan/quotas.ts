/**
 * Default quotas of an account that a stack can pass, per region where not said otherwise.
 * Sources: docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html (addresses, VPCs, rules, NACL entries, gateways, routes, peerings),
 * docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html (load balancer).
 */
export const QUOTAS = {
  elasticIps: { limit: 5, name: "EC2-VPC Elastic IPs", service: "ec2", code: "L-0263D0A3" },
  /** Those of internet gateways, and of egress-only ones, are as large and grow with it: each VPC here has one at most. */
  vpcs: { limit: 5, name: "VPCs per Region", service: "vpc", code: "L-F678F1CE" },
  /** Inbound or outbound, each group, and each of IPv4 and IPv6. A prefix list counts as many rules as it has entries. */
  securityGroupRules: { limit: 60, name: "Inbound or outbound rules per security group", code: "L-0EA8095F" },
  /** Each direction, each ACL, the last deny that AWS adds included. */
  naclRules: { limit: 20, name: "Rules per network ACL", code: "L-2AEEBF1A" },
  addressesPerNatGateway: {
    limit: 2,
    name: "Elastic IP addresses per public NAT gateway",
    service: "vpc",
    code: "L-5F53652F",
  },
  /** Those that are made; beside them 100 may be learnt, and no more. The quota was 50 until June 2025. */
  routes: { limit: 500, name: "Routes per route table", code: "L-93826ACB" },
  /** Of each VPC. */
  peerings: { limit: 50, name: "Active VPC peering connections per VPC", code: "L-7E9ECCDB" },
  natGatewaysPerZone: { limit: 5, name: "NAT gateways per Availability Zone", code: "L-FE5A380F" },
} as const;

/** Those that a stack can have raised. Of the others, which are of one resource, a wider range or another layout does. */
export const RAISABLE_QUOTAS = ["elasticIps", "vpcs", "addressesPerNatGateway"] as const;

export type RaisableQuota = (typeof RAISABLE_QUOTAS)[number];

/**
 * What an account has in a region before anybody made anything: one VPC; of those quotas against which all of the region counts.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 */
export const DEFAULT_BESIDE = { elasticIps: 0, vpcs: 1 } as const satisfies Partial<Record<RaisableQuota, number>>;

/** How many of what counts against the quotas of a region its account has beside those of the stack. */
export type Beside = Readonly<Record<keyof typeof DEFAULT_BESIDE, number>>;

/** The quotas of a region that are too low by default, with what is needed. */
export function quotasToRaise(
  { raise, beside }: { raise: readonly RaisableQuota[]; beside: Beside },
  own: Readonly<Record<RaisableQuota, number>>,
): Partial<Record<RaisableQuota, number>> {
  const others: Partial<Record<RaisableQuota, number>> = beside;
  const needed = [...raise].sort().map((quota): [RaisableQuota, number] => [quota, own[quota] + (others[quota] ?? 0)]);
  return Object.fromEntries(needed.filter(([quota, value]) => value > QUOTAS[quota].limit));
}

/** How many rules a reference to the Route 53 health checkers' prefix list counts as. Source: the VPC user guide, AWS-managed prefix lists. */
export const ROUTE53_PREFIX_LIST_WEIGHT = 25;
