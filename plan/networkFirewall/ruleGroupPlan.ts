/*
 * What passes the firewall, as Suricata rules. The policy looks at groups in the order of their priorities and at rules in the order of
 * the lines, ends at the first pass or drop, and drops what is left:
 *
 *   denied     ranges whose packets are dropped in both directions
 *   allowed    clients that no signature is looked for in
 *              (rule groups that AWS keeps, see managedGroups.ts)
 *   own-NAME   the team's rules
 *   service    clients to the ports of the service, its answers, the limits of large packets
 *   egress     the service's own connections through the NAT gateways, and their answers
 *
 * Each rule that passes or drops by addresses judges every packet by itself. Without a word about the flow, such a rule is judged once for
 * each direction of a connection and its pass holds for all that follows: the team's rules would see nothing but the first packet, and
 * a range that is denied later would keep its connections. With a word about the flow's state or direction, a connection that was open before the
 * firewall would be dropped: the engine has not seen it begin, and takes whoever sends first for the client. So: `flow:stateless`.
 * Source: docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-limitations-caveats.html (IP-only rules) and
 * suricata-examples.html there.
 *
 * Answers must carry ACK, as every packet but a connection's first does: nobody opens a connection by sending from port 443 or from the
 * port of a destination, and the NAT gateways none to anywhere by sending from the service port.
 *
 * Rules that pass log nothing; those that drop write each packet to the ALERT log with their text, and what is left is logged as
 * "aws:alert_strict action".
 */

export interface FirewallRuleSettings {
  servicePort: number;
  /** Front subnets of the zones: the load balancer's nodes and the NAT gateways. */
  frontRanges: readonly string[];
  allowedClients: readonly string[];
  /** Ports beside the service's own, and who may connect to them. Default: none. */
  further?: readonly { port: number; allowedClients: readonly string[] }[];
  /** Dropped in both directions before all else. */
  denied: readonly string[];
  /** Clients that are passed to the ports of the service before the team's own rules: no signature is looked for. */
  allowed: readonly string[];
  /** Named ranges for the team's own rules: `$NAME`. */
  ipSets: Readonly<Record<string, readonly string[]>>;
  /** The team's own groups by name. */
  suricata: Readonly<Record<string, { rules: string; capacity?: number; priority?: number }>>;
  /** Undefined: nothing goes out. */
  egress?: { domains?: readonly string[]; rejects?: boolean; destinations: readonly { cidr: string; port: number }[] };
  /** Route 53 health checkers must be let in; the caller says which prefix list the reference ROUTE53 is. */
  healthCheckers: boolean;
}

export interface RuleGroupPlan {
  /** Part of resource names: denied, allowed, service, egress, own-NAME. */
  key: string;
  /** Its place in the policy, 1–65535. */
  priority: number;
  /** How many rules fit. Another capacity replaces the group. */
  capacity: number;
  /** Ranges by name, without the dollar sign. */
  variables: Record<string, string[]>;
  /** Prefix lists by name, without the at sign. They change without an update of the stack. */
  references: readonly string[];
  /** One rule a line. */
  rules: string;
  why: string;
}

/** Places in the policy. AWS's groups lie before `own` or before `service`, own groups lie between `own` and `service`, so that none that comes or goes moves another. */
export const PRIORITY = {
  denied: 100,
  allowed: 200,
  own: 1000,
  unordered: 22_000,
  service: 60_000,
  egress: 61_000,
} as const;
