import fc from "fast-check";
import { isOffTheInternet, overlaps } from "../../plan/cidrs";
import { isReached } from "../../plan/network/ways";
import type { Region } from "../../plan/regions";
import type { RawConfig } from "./raw";

type RawRegion = NonNullable<RawConfig["regions"][Region]>;

const NO_WAYS = { transitGateways: {}, peerings: {} };

/** Where the service connects to that is not on the internet. */
function destinationsOf({ instances, ecs }: RawConfig): string[] {
  const all = [...(instances?.egress ?? []), ...(ecs?.egress ?? [])].map(({ cidr }) => cidr);
  return [...new Set(all)].filter(isOffTheInternet);
}

/** The ways of a region to ranges that nothing leads to yet: by each kind that can lead there. */
function waysTo(ranges: readonly string[], cidr: string): fc.Arbitrary<Partial<RawRegion>> {
  const peered = ranges.filter((range) => !overlaps(range, cidr));
  const transit = fc.record({ owner: fc.constantFrom(undefined, "210987654321"), frontRoutes: fc.boolean() });
  return fc.oneof<fc.Arbitrary<Partial<RawRegion>>[]>(
    transit.map(({ owner, frontRoutes }) => ({
      transitGateways: {
        hub: { id: "tgw-0a0a0a0a0a0a0a0a0", ranges: [...ranges], frontRoutes, ...(owner && { owner }) },
      },
    })),
    fc.constant({ vpnGateway: { ranges: [...ranges] } }),
    ...(peered.length === ranges.length
      ? [
          fc.constant<Partial<RawRegion>>({
            peerings: { data: { vpcId: "vpc-0a0a0a0a0a0a0a0a0", ranges: [...ranges] } },
          }),
        ]
      : []),
  );
}

/** The same with a way to each private destination from each region, and its regions peered, or not. */
export function withWays(config: RawConfig): fc.Arbitrary<RawConfig> {
  const entries = Object.entries(config.regions);
  const several = entries.filter(([, { zones }]) => zones.length > 0).length > 1;
  return fc.boolean().chain((peered) => {
    const serving = entries.filter(([, { zones }]) => zones.length > 0);
    const regions = entries.map(([name, region]) => {
      const peers = peered && several ? serving.flatMap(([other, { cidr }]) => (other === name ? [] : [cidr])) : [];
      const missing = destinationsOf(config).filter((range) => !isReached(range, region.cidr, NO_WAYS, peers));
      return missing.length === 0
        ? fc.constant([name, region] as const)
        : waysTo(missing, region.cidr).map((ways) => [name, { ...region, ...ways }] as const);
    });
    return fc.tuple(...regions).map((all) => ({
      ...config,
      regions: Object.fromEntries(all) as RawConfig["regions"],
      ...(peered && several && { network: { ...config.network, peerRegions: "all" as const } }),
    }));
  });
}
