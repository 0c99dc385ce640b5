/**
 * The security policies of a TLS listener by which nobody speaks less than TLS 1.2. AWS has older ones for older clients.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
 */
export const SECURITY_POLICIES = [
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-PQ-2025-09",
] as const;

export type SecurityPolicy = (typeof SECURITY_POLICIES)[number];

/** What AWS recommends and its console chooses; its API chooses one of 2016 where nothing is said. Source: the same page. */
export const DEFAULT_SECURITY_POLICY: SecurityPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/**
 * What a TLS listener negotiates with clients that name protocols (ALPN), as AWS calls it. A client that has none of them in common with
 * the load balancer connects without.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html (ALPN policies)
 */
export const ALPN_POLICIES = ["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"] as const;

export type AlpnPolicy = (typeof ALPN_POLICIES)[number];

/** Whether clients must speak TLS 1.3. */
export const demandsTls13 = (policy: unknown): boolean => String(policy).startsWith("ELBSecurityPolicy-TLS13-1-3-");

/**
 * AWS's default quota. Whether the default certificate counts is not said; here it does.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
 */
export const CERTIFICATES_PER_LOAD_BALANCER = 25;

/**
 * Seconds after which a TLS listener forgets a silent connection. No setting changes that.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html
 */
export const TLS_IDLE_SECONDS = 350;

/** The end of a certificate's ARN. */
export const certificateId = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
