import type { ZoneLetter } from "../regions";

/*
 * The records of a public name, as a tree. Route 53 takes no records of one name and type with different policies, so that another
 * policy of the same records would be refused half way. Therefore the records of a policy have a name of their own below the hostname,
 * and the hostname is one alias without a policy to the tree in use:
 *
 *     tcp.example.com ─ alias ─► _latency.tcp.example.com ─┬ eu-west-1  ► its load balancer
 *                                                          └ ap-south-1 ► its load balancer
 *
 * Another policy makes the new tree, then leads the alias to it in place, then deletes the old tree: the engine creates and updates
 * before it deletes, and the alias depends on all records of the tree. An alias may lead to records of any policy in its zone, and has
 * the time to live of what it leads to.
 * Sources: docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html ("another Route 53 record
 * of the same type in the same hosted zone"), …/dns-failover-complex-configs.html (trees of aliases that evaluate their targets)
 */

/** How a name is answered. `multivalue` answers with the addresses themselves, all others with a load balancer's. */
export const ROUTINGS = [
  "simple",
  "failover",
  "latency",
  "weighted",
  "geolocation",
  "geoproximity",
  "multivalue",
] as const;

export type Routing = (typeof ROUTINGS)[number];

/** What of a region decides when a name is answered with it. */
export interface RegionRouting {
  /** Those whose addresses lead to the load balancer. */
  zones: readonly ZoneLetter[];
  role?: "primary" | "secondary";
  /** Default: 100. */
  weight?: number;
  /** Default: none. */
  locations?: readonly string[];
  /** Default: 0. */
  bias?: number;
}

export const DEFAULT_WEIGHT = 100;

export interface NameSettings {
  hostname: string;
  routing: Routing;
  /** The regions with a public load balancer, by name. */
  regions: Readonly<Record<string, RegionRouting>>;
  /** Whether an accelerator comes before the regions, and whether it has IPv6 addresses. Default: none. */
  accelerator?: { dualStack: boolean };
  /** Whether the load balancers of all regions have IPv6 addresses, too. Default: false. */
  ipv6?: boolean;
  /** Whether a routing control decides beside the health of each region. Default: false. */
  controls?: boolean;
}

/** The regions that a name is answered with while all is healthy. */
export function regionsWhenHealthy({ routing, regions }: Pick<NameSettings, "routing" | "regions">): string[] {
  const names = Object.keys(regions).sort();
  if (routing === "failover") return names.filter((name) => regions[name]?.role === "primary");
  if (routing === "weighted") return names.filter((name) => (regions[name]?.weight ?? DEFAULT_WEIGHT) > 0);
  if (routing === "geolocation") return names.filter((name) => (regions[name]?.locations ?? []).length > 0);
  return names;
}

/** Without a configured routing: by role where regions have roles, else the nearest region. */
export const defaultRouting = (roles: readonly unknown[]): Routing =>
  roles.some((role) => role !== undefined) ? "failover" : "latency";
