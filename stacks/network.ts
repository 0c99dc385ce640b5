import type * as pulumi from "@pulumi/pulumi";
import {
  type Address,
  type BackendNetwork,
  FixedAddresses,
  type Inspection,
  Network,
  type PerZone,
  type RegionNetwork,
  type Ways,
  perZone,
} from "../components";
import type { RegionConfig } from "../config";
import { flowLogKey } from "../config/flowLogs";
import { secondaryAddresses } from "../plan/addresses/secondary";
import { addressesName, networkName } from "../plan/names";
import { endpoints } from "../plan/network/endpoints";
import { natZones } from "../plan/network/nat";
import { type ExistingNetworkSettings, createExistingNetwork } from "./existingNetwork";
import type { Providers } from "./providers";
import { endpointNeeds, traffic } from "./traffic";
import { createWays } from "./ways";

export interface NetworkSettings extends ExistingNetworkSettings {
  providers: Providers;
}

/** The addresses of a region, of its load balancer and its NAT gateways, with those that are parked. */
export function createAddresses(
  { region, settings, config }: Pick<NetworkSettings, "region" | "settings" | "config">,
  opts: pulumi.ComponentResourceOptions,
): FixedAddresses {
  return new FixedAddresses(
    addressesName(region),
    {
      region,
      zones: [...settings.zones, ...settings.parkedAddresses],
      egressZones: [...natZones(settings), ...settings.parkedEgressAddresses],
      own: settings.addresses,
      ownEgress: settings.egressAddresses,
      secondaryEgress: settings.secondaryEgressAddresses,
      ...(settings.addressPool && { pool: settings.addressPool }),
      published: config.published.filter((each) => each.region === region),
      protect: config.protect,
    },
    opts,
  );
}

/** The VPC that exists, whose owner has its routes, or one of our own with what leads out of it. */
export function createRegionNetwork(
  args: NetworkSettings,
  addresses: FixedAddresses,
  inspection: Inspection | undefined,
  opts: pulumi.ComponentResourceOptions,
): { network: RegionNetwork; ways?: Ways } {
  const { vpc } = args.settings;
  if (vpc) return { network: createExistingNetwork(args, vpc, opts) };
  const network = createNetwork(args, addresses, inspection, opts);
  return { network, ways: createWays({ ...args, network }, opts) };
}

function createNetwork(
  { region, settings, config, composition, keys }: NetworkSettings,
  addresses: FixedAddresses,
  inspection: Inspection | undefined,
  opts: pulumi.ComponentResourceOptions,
): Network {
  return new Network(
    networkName(region),
    {
      region,
      cidr: settings.cidr,
      zones: settings.zones,
      nat: settings.nat,
      natZone: settings.natZone,
      egressAddresses: addresses.egress,
      secondaryEgressAddresses: attachedSecondary(settings, addresses),
      traffic: traffic(config, composition),
      endpoints: endpoints(
        { region, zones: settings.zones, s3Buckets: config.network.s3Buckets },
        endpointNeeds(region, settings, config, composition),
        config.network.endpoints,
      ),
      drainSeconds: config.service.deregistrationDelaySeconds,
      flowLogs: config.network.flowLogs,
      kmsKeyArn: flowLogKey(config.network.flowLogs, region, keys),
      iam: config.iam,
      protect: config.protect,
      ipv6: config.network.ipv6,
      ipv6Egress: config.network.ipv6Egress,
      inspection,
    },
    opts,
  );
}

/** Those that a NAT gateway has. */
function attachedSecondary(
  { secondaryEgressAddresses }: RegionConfig,
  { secondaryEgress }: FixedAddresses,
): PerZone<Record<string, Address>> {
  const attached = secondaryAddresses(secondaryEgressAddresses).filter(({ parked }) => !parked);
  return perZone([...new Set(attached.map(({ zone }) => zone))], (zone) =>
    Object.fromEntries(
      attached.flatMap(({ zone: of, name }) => {
        const address = secondaryEgress[of]?.[name];
        return of === zone && address ? [[name, address]] : [];
      }),
    ),
  );
}

/** What of it backends stand in. */
export function backendNetwork(
  { settings, config }: Pick<NetworkSettings, "settings" | "config">,
  network: RegionNetwork,
  ways: Ways | undefined,
): BackendNetwork {
  return {
    vpcId: network.vpcId,
    subnetIds: network.appSubnetIds,
    hasNat: settings.nat !== "none",
    hasIpv6Egress: config.network.ipv6Egress,
    s3PrefixListId: network.s3PrefixListId,
    dynamodbPrefixListId: network.dynamodbPrefixListId,
    endpointSecurityGroupId: network.endpointSecurityGroupId,
    ...(settings.vpc && settings.nat === "none" && { endpointRange: settings.cidr }),
    outboundPaths: [...network.outboundPaths, ...(ways?.outboundPaths ?? [])],
  };
}
