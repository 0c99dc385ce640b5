import { contains, covered, isV6, prefixLength } from "../cidrs";
import { CONSUMER_VPC_PREFIX, consumerTierCidr } from "../network/subnets";
import type { Region, ZoneLetter } from "../regions";

/*
 * What follows from several settings of PrivateLink: where a consumer connects to, by which zones, and who is let in.
 */

/** Who connects, as far as it decides where to. Consumers of other accounts have no region here. */
interface ConsumerRegions {
  region?: Region;
  serviceRegion?: Region;
}

/** A consumer's VPC, as the stack file has it. */
type ConsumerVpc =
  | { kind: "created"; cidr: string; zones?: readonly ZoneLetter[] }
  | { kind: "existing"; cidr: string; subnets: Partial<Record<ZoneLetter, string>> };

export interface ConsumerSettings extends ConsumerRegions {
  region: Region;
  vpc: ConsumerVpc;
  allowedClients?: readonly string[];
  privateDns?: PrivateDns;
}

/** How clients find the endpoint: a private hosted zone of their VPC, the service's own private name, or its plain name. */
export type PrivateDns = "hostedZone" | "service" | "none";

/** The region of the service that somebody connects to; undefined where the config must name it. */
export function serviceRegionOf(
  { region, serviceRegion }: ConsumerRegions,
  regions: readonly Region[],
): Region | undefined {
  if (serviceRegion !== undefined) return serviceRegion;
  if (region !== undefined && regions.includes(region)) return region;
  return regions.length === 1 ? regions[0] : undefined;
}

/** The zones of a consumer's VPC, by their letters, sorted; none where they are still to be named. */
export function consumerZones({ vpc }: Pick<ConsumerSettings, "vpc">): ZoneLetter[] {
  const zones = vpc.kind === "created" ? (vpc.zones ?? []) : Object.keys(vpc.subnets);
  return [...new Set(zones as ZoneLetter[])].sort();
}

/**
 * The zones that a consumer and the service both have, sorted: an endpoint can stand in these alone. Letters name the same zone in
 * both only within one account and region.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html
 */
export function commonZones(
  consumer: Pick<ConsumerSettings, "vpc">,
  serviceZones: readonly ZoneLetter[],
): ZoneLetter[] {
  return consumerZones(consumer).filter((zone) => serviceZones.includes(zone));
}

/** The ranges that may use a consumer's endpoint: by default the client subnets of a VPC made here, and all of one that exists. */
export function clientsOf({ allowedClients, vpc }: Pick<ConsumerSettings, "allowedClients" | "vpc">): string[] {
  return [...new Set(allowedClients ?? [clientRangeIn(vpc)])].sort();
}

/** Of a VPC that has no room for subnets, which is a mistake of its own, all. */
function clientRangeIn({ kind, cidr }: ConsumerVpc): string {
  return kind === "created" && prefixLength(cidr) <= CONSUMER_VPC_PREFIX.smallest
    ? consumerTierCidr(cidr, "clients")
    : cidr;
}

/** Whether somebody outside of the client subnets may use the endpoint in a VPC made here: over a peering, say. */
export function hasClientsElsewhere(consumer: Pick<ConsumerSettings, "allowedClients" | "vpc">): boolean {
  const inside = clientRangeIn(consumer.vpc);
  return clientsOf(consumer).some((range) => isV6(range) || !contains(inside, range));
}

/**
 * All ranges that the load balancer of the service in a region must let in, sorted. A consumer whose ranges lie in `allowedClients` has
 * none of its own: so many consumers need few rules, and what a consumer has depends on no other consumer.
 */
export function clientRangesOf(
  config: {
    regions: Partial<Record<Region, unknown>>;
    privateLink: { allowedClients: readonly string[]; consumers: readonly ConsumerSettings[] };
  },
  serviceRegion: Region,
): string[] {
  const { allowedClients, consumers } = config.privateLink;
  const regions = Object.keys(config.regions) as Region[];
  const here = consumers.filter((consumer) => serviceRegionOf(consumer, regions) === serviceRegion);
  const own = new Set(here.flatMap(clientsOf).filter((range) => !isCovered(range, allowedClients)));
  return [...new Set([...allowedClients, ...own])].sort();
}

/** Ranges of IPv6 are not joined: there are few. */
function isCovered(range: string, by: readonly string[]): boolean {
  return isV6(range)
    ? by.includes(range)
    : covered(
        range,
        by.filter((each) => !isV6(each)),
      );
}

/** How clients of a consumer find the endpoint, by the config and the names that the service has. */
export function privateDnsOf(
  { privateDns }: Pick<ConsumerSettings, "privateDns">,
  { hostname }: { hostname?: string },
): PrivateDns {
  return privateDns ?? (hostname === undefined ? "none" : "hostedZone");
}
