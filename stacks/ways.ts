import type * as pulumi from "@pulumi/pulumi";
import {
  Network,
  type Peer,
  type RegionNetwork,
  RegionPeering,
  type TransitGateway,
  type VpnGatewaySettings,
  Ways,
} from "../components";
import { type RegionConfig, type StackConfig, regionEntries } from "../config";
import { regionPeeringName, waysName } from "../plan/names";
import { accepterOf, hasWays, regionPairs, wayRoutes } from "../plan/network/ways";
import type { Region } from "../plan/regions";
import type { Providers } from "./providers";

export interface WaysSettings {
  region: Region;
  settings: RegionConfig;
  config: StackConfig;
  network: Network;
  providers: Providers;
}

/** What leads out of a region's VPC into other networks; undefined where nothing does. */
export function createWays(args: WaysSettings, opts: pulumi.ComponentResourceOptions): Ways | undefined {
  const { settings, region, network } = args;
  if (!hasWays(settings)) return undefined;
  return new Ways(
    waysName(region),
    {
      region,
      cidr: settings.cidr,
      zones: settings.zones,
      vpcId: network.vpcId,
      routeTableIds: network.routeTableIds,
      transitGateways: mapValues(settings.transitGateways, (each) => transitGateway(each, args.config)),
      peerings: mapValues(settings.peerings, (each, name) => peer(each, name, args)),
      vpnGateway: vpnGateway(settings),
      routes: wayRoutes(settings),
    },
    opts,
  );
}

function transitGateway(
  { id, applianceMode, associateWith, propagateTo }: RegionConfig["transitGateways"][string],
  { options }: StackConfig,
): TransitGateway {
  const withFirewall = options.includes("networkFirewall");
  return { id, applianceMode: applianceMode ?? withFirewall, associateWith, propagateTo };
}

function peer(
  peering: RegionConfig["peerings"][string],
  name: string,
  { region, config, providers }: WaysSettings,
): Peer {
  const { vpcId, region: peerRegion = region, account, assumeRoleArn, peerRouteTables, dnsResolution } = peering;
  const provider = {
    stack: () => providers.of(peerRegion),
    role: () =>
      assumeRoleArn === undefined
        ? undefined
        : providers.assuming(`aws-${waysName(region)}-${name}`, peerRegion, assumeRoleArn),
    owner: () => undefined,
  }[accepterOf(peering, config.account)]();
  return {
    vpcId,
    ...(peerRegion !== region && { region: peerRegion }),
    ...(account !== undefined && { account: String(account) }),
    provider,
    routeTables: peerRouteTables,
    dnsResolution,
  };
}

function vpnGateway({ vpnGateway: settings, cidr }: RegionConfig): VpnGatewaySettings | undefined {
  if (!settings) return undefined;
  const { amazonSideAsn, frontRoutes, directConnect } = settings;
  return {
    amazonSideAsn,
    tiers: frontRoutes ? ["app", "front"] : ["app"],
    ...(directConnect && {
      directConnect: {
        ...directConnect,
        owner: directConnect.owner === undefined ? undefined : String(directConnect.owner),
        allowedPrefixes: directConnect.allowedPrefixes ?? [cidr],
      },
    }),
  };
}

/** The peerings between the stack's own regions. */
export function createRegionPeerings(
  config: StackConfig,
  networks: Readonly<Record<string, RegionNetwork>>,
  providers: Providers,
): void {
  const settings = new Map<string, RegionConfig>(regionEntries(config));
  const peered = (region: string) => {
    const network = networks[region];
    const cidr = settings.get(region)?.cidr;
    // The owner of a VPC that exists has its routes.
    return network instanceof Network && cidr !== undefined
      ? { region, cidr, network, provider: providers.of(region) }
      : undefined;
  };
  for (const pair of regionPairs(config.network.peerRegions, [...settings.keys()])) {
    const [one, other] = [peered(pair[0]), peered(pair[1])];
    if (one && other)
      new RegionPeering(regionPeeringName(pair), { regions: [one, other] }, { providers: [one.provider] });
  }
}

const mapValues = <T, U>(things: Readonly<Record<string, T>>, make: (thing: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(things).map(([key, thing]) => [key, make(thing, key)]));
