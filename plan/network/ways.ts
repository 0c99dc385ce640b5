import { contains, covered } from "../cidrs";
import { sortedEntries } from "../sortedEntries";

/* What leads out of a region's VPC into other networks, and what is reached by it. */

/** Not adjustable. Source: docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html */
export const MOST_TRANSIT_GATEWAYS = 5;

/** The tiers that may have routes to a way: the app subnets always, the front subnets where that is asked for. */
export type RoutedTier = "app" | "front";

interface Way {
  ranges: readonly string[];
  frontRoutes: boolean;
}

/** The ways of a region, as the stack file has them. */
export interface WaySettings {
  transitGateways: Readonly<Record<string, Way & { accepted: boolean }>>;
  peerings: Readonly<Record<string, Way>>;
  vpnGateway?: Way;
}

/** A route that is made; those to a virtual private gateway are learnt. */
export interface WayRoute {
  range: string;
  /** Where in the stack file its way stands. */
  way: { kind: "transitGateways" | "peerings"; name: string };
  tiers: readonly RoutedTier[];
}

/** Whether a region has any way. */
export const hasWays = ({ transitGateways, peerings, vpnGateway }: WaySettings): boolean =>
  Object.keys(transitGateways).length + Object.keys(peerings).length > 0 || vpnGateway !== undefined;

/**
 * The routes to a region's ways, by kind, name and place in the list. None to a transit gateway whose owner has yet to accept: AWS says
 * then that the gateway does not exist. One to a peering that is yet to be accepted is taken, and leads nowhere until it is.
 * Sources: github.com/hashicorp/terraform-provider-aws/issues/10025, docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
 */
export function wayRoutes({ transitGateways, peerings }: WaySettings): WayRoute[] {
  const routesOf = (kind: WayRoute["way"]["kind"], name: string, { ranges, frontRoutes }: Way) =>
    ranges.map((range): WayRoute => ({
      range,
      way: { kind, name },
      tiers: frontRoutes ? ["app", "front"] : ["app"],
    }));
  return [
    ...sortedEntries(transitGateways).flatMap(([name, way]) =>
      way.accepted ? routesOf("transitGateways", name, way) : [],
    ),
    ...sortedEntries(peerings).flatMap(([name, way]) => routesOf("peerings", name, way)),
  ];
}

/** Each way of a region: where it stands in the section of the region, and what is reached by it. */
export function rangesOfWays({
  transitGateways,
  peerings,
  vpnGateway,
}: WaySettings): { path: string[]; ranges: readonly string[] }[] {
  return [
    ...sortedEntries(transitGateways).map(([name, { ranges }]) => ({ path: ["transitGateways", name], ranges })),
    ...sortedEntries(peerings).map(([name, { ranges }]) => ({ path: ["peerings", name], ranges })),
    ...(vpnGateway ? [{ path: ["vpnGateway"], ranges: vpnGateway.ranges }] : []),
  ];
}

/** Whether connections from a VPC reach all of a range: within it, by the ways, or by the peerings with `peers`. */
export function isReached(range: string, vpcCidr: string, ways: WaySettings, peers: readonly string[]): boolean {
  const reached = [...rangesOfWays(ways).flatMap(({ ranges }) => ranges), ...peers];
  return contains(vpcCidr, range) || covered(range, [vpcCidr, ...reached]);
}

/** The pairs of regions that are peered, each sorted, each once: all pairs, or the given ones, of the regions that serve. */
export function regionPairs(
  peerRegions: "all" | readonly (readonly [string, string])[],
  regions: readonly string[],
): [string, string][] {
  const sorted = [...regions].sort();
  const all = sorted.flatMap((one, index) => sorted.slice(index + 1).map((other): [string, string] => [one, other]));
  if (peerRegions === "all") return all;
  return all.filter(([one, other]) =>
    peerRegions.some((pair) => pair.some((each) => each === one) && pair.some((each) => each === other)),
  );
}

/** The regions that a region's VPC is peered with. */
export const peersOf = (region: string, pairs: readonly (readonly [string, string])[]): string[] =>
  pairs.flatMap(([one, other]) => (one === region ? [other] : other === region ? [one] : []));

/**
 * Who accepts a peering: this program by its own credentials, by a role of the other account, or whoever owns the other VPC, which is
 * then for people. A request that nobody accepts expires after 7 days.
 * Source: docs.aws.amazon.com/vpc/latest/peering/accept-vpc-peering-connection.html
 */
export function accepterOf(
  { account, assumeRoleArn }: { account?: string | number; assumeRoleArn?: string },
  ownAccount: string | number | undefined,
): "stack" | "role" | "owner" {
  if (assumeRoleArn !== undefined) return "role";
  return account === undefined || String(account) === String(ownAccount) ? "stack" : "owner";
}
