import type { FrontDoorKind } from "./options";
import type { Region } from "./regions";

/** What a region has to carry. A month has 730 hours, and every one of them is taken to be like the others. */
export interface RegionTraffic {
  /** New connections of clients each second. */
  newConnectionsPerSecond: number;
  /** Connections of clients that are open at a time. */
  openConnections: number;
  /** GB a month from clients to the service. */
  gbInPerMonth: number;
  /** GB a month from the service to clients. */
  gbOutPerMonth: number;
  /** GB a month that the service's own connections bring in, such as images and updates. */
  egressGbInPerMonth: number;
  /** GB a month that the service's own connections send out. */
  egressGbOutPerMonth: number;
  /** GB a month that the region sends by each of its ways to other networks: peerings and transit gateways. */
  wayGbPerMonth: number;
}

const isSection = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a stack file says of its traffic, for other options: without the shares of front doors that these do not bring. */
export function sharesAmong(said: unknown, kinds: readonly FrontDoorKind[]): unknown {
  if (!isSection(said)) return said;
  const { frontDoors, regions, ...numbers } = said;
  const shares = isSection(frontDoors) ? kinds.filter((kind) => Number(frontDoors[kind] ?? 0) > 0) : [];
  const inRegions = isSection(regions) ? Object.entries(regions) : [];
  return {
    ...numbers,
    ...(isSection(frontDoors) && shares.length > 0
      ? { frontDoors: Object.fromEntries(shares.map((kind) => [kind, frontDoors[kind]])) }
      : {}),
    ...(regions === undefined
      ? {}
      : { regions: Object.fromEntries(inRegions.map(([name, own]) => [name, sharesAmong(own, kinds)])) }),
  };
}

/** What a stack file may say beyond the numbers. */
export interface TrafficShares {
  /**
   * Percent of the clients' GB that cross a zone between load balancer and target. Where it is missing: all zones get the same, so of n zones
   * (n - 1) / n with cross-zone load balancing, and nothing without.
   */
  acrossZonesPercent?: number | undefined;
  /** What each front door gets of new connections and GB, relative to the sum. Where it is missing: each the same. */
  frontDoors?: Partial<Record<FrontDoorKind, number | undefined>> | undefined;
}

export type GivenTraffic = { [K in keyof RegionTraffic]?: RegionTraffic[K] | undefined } & TrafficShares;

/** The traffic of a stack, as its file says it. */
export interface Traffic extends GivenTraffic {
  /** What is taken for numbers that nothing says. */
  load: Load;
  /** What differs in a region. */
  regions: Partial<Record<Region, GivenTraffic>>;
}

/** Three loads to compare architectures by. Each number is of one region. */
export const LOADS = {
  small: {
    newConnectionsPerSecond: 5,
    openConnections: 500,
    gbInPerMonth: 50,
    gbOutPerMonth: 50,
    egressGbInPerMonth: 10,
    egressGbOutPerMonth: 5,
    wayGbPerMonth: 0,
  },
  medium: {
    newConnectionsPerSecond: 200,
    openConnections: 20_000,
    gbInPerMonth: 2_000,
    gbOutPerMonth: 2_000,
    egressGbInPerMonth: 100,
    egressGbOutPerMonth: 50,
    wayGbPerMonth: 0,
  },
  large: {
    newConnectionsPerSecond: 4_000,
    openConnections: 400_000,
    gbInPerMonth: 40_000,
    gbOutPerMonth: 40_000,
    egressGbInPerMonth: 1_000,
    egressGbOutPerMonth: 500,
    wayGbPerMonth: 0,
  },
} as const satisfies Record<string, RegionTraffic>;

export type Load = keyof typeof LOADS;
export const LOAD_NAMES = Object.keys(LOADS) as [Load, ...Load[]];
const TRAFFIC_NUMBERS = Object.keys(LOADS.small) as (keyof RegionTraffic)[];

/** Traffic of which nothing is known but about how much it is. */
export const trafficOfLoad = (load: Load): Traffic => ({ load, regions: {} });

/** What is known of a region's traffic, and what is only assumed. */
export interface KnownTraffic extends RegionTraffic {
  acrossZonesPercent?: number;
  frontDoors?: TrafficShares["frontDoors"];
  /** The numbers that are those of the load. */
  assumed: (keyof RegionTraffic)[];
}

/** What the file says of the region, else of each region, else the load. */
export function trafficIn(traffic: Traffic, region: string): KnownTraffic {
  const own: GivenTraffic = traffic.regions[region as Region] ?? {};
  const said = (name: keyof RegionTraffic): number | undefined => own[name] ?? traffic[name];
  const numbers = Object.fromEntries(
    TRAFFIC_NUMBERS.map((name) => [name, said(name) ?? LOADS[traffic.load][name]]),
  ) as unknown as RegionTraffic;
  const acrossZonesPercent = own.acrossZonesPercent ?? traffic.acrossZonesPercent;
  const frontDoors = own.frontDoors ?? traffic.frontDoors;
  return {
    ...numbers,
    ...(acrossZonesPercent !== undefined && { acrossZonesPercent }),
    ...(frontDoors && { frontDoors }),
    assumed: TRAFFIC_NUMBERS.filter((name) => said(name) === undefined),
  };
}
