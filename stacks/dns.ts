import type * as pulumi from "@pulumi/pulumi";
import {
  Dns,
  type DnsAccelerator,
  type DnsName,
  type DnsTarget,
  PrivateDns,
  type PrivateDnsArgs,
  type PrivateDnsTarget,
  type ZoneProviders,
  ofZone,
  perZone,
} from "../components";
import { type DnsConfig, type RegionConfig, type StackConfig, regionEntries } from "../config";
import type { PrivateZoneConfig } from "../config/sections/privateLink";
import { targetHealthOf } from "../config/targetHealth";
import { defaultRouting } from "../plan/dns/routing";
import type { ZoneProvider } from "../plan/names";
import { GLOBAL_REGION } from "../plan/regions";
import { sortedEntries } from "../plan/sortedEntries";
import type { Keys } from "./keys";
import type { Providers } from "./providers";
import type { RegionParts } from "./region";

/** The public names that the config gives the service. They lead to the accelerator first, where one is given. */
export function createDns(
  config: StackConfig,
  regions: Readonly<Record<string, RegionParts>>,
  { keys, providers }: { keys: Keys; providers: Providers },
  accelerator?: DnsAccelerator,
): Dns | undefined {
  const { dns, service, guard, protect } = config;
  if (!dns || service.hostname === undefined) return undefined;
  const { queryLogs } = guard.audit;
  return new Dns(
    "dns",
    {
      hostname: service.hostname,
      routing: dns.routing ?? defaultRouting(Object.values(config.regions).map(({ role }) => role)),
      port: service.port,
      dns,
      zoneProviders: zoneProviders(dns, providers),
      targets: targetsOf(config, regions),
      ...(queryLogs && { queryLogs: { ...queryLogs, kmsKeyArn: keys[GLOBAL_REGION] } }),
      protect,
      ...(accelerator && { accelerator }),
    },
    { providers: [providers.global] },
  );
}

/** Of the accounts that the hosted zones are in, where they are others than the stack's. */
function zoneProviders(dns: DnsConfig, providers: Providers): ZoneProviders {
  const { second } = dns;
  const of = (which: ZoneProvider, roleArn: string | undefined) =>
    roleArn === undefined ? undefined : providers.ofZone(which, roleArn);
  return {
    first: of("aws-dns", dns.assumeRoleArn),
    firstParent: of("aws-dns-parent", dns.delegation?.assumeRoleArn),
    second: of("aws-dns-second", second?.assumeRoleArn),
    secondParent: of("aws-dns-second-parent", second?.delegation?.assumeRoleArn),
  };
}

function targetsOf(config: StackConfig, regions: Readonly<Record<string, RegionParts>>): Record<string, DnsTarget> {
  return Object.fromEntries(
    regionEntries(config).flatMap(([region, settings]): [string, DnsTarget][] => {
      const parts = regions[region];
      if (!parts?.nlb) return [];
      const { nlb, addresses, zones } = parts;
      const { dnsName, hostedZoneId, zonesDown, ipv6Addresses } = nlb;
      const target = {
        dnsName,
        hostedZoneId,
        addresses: perZone(zones, (zone) => ofZone(addresses.front, zone).publicIp),
        ...(ipv6Addresses && { ipv6Addresses }),
        evaluatesAlias: targetHealthOf(config)?.evaluatesAlias ?? true,
        ...(zonesDown && { zonesDown }),
        regionRouting: regionRoutingOf(settings),
      };
      return [[region, target]];
    }),
  );
}

/** The private name that the config gives the internal load balancers. */
export function createPrivateDns(
  config: StackConfig,
  regions: Readonly<Record<string, RegionParts>>,
  providers: Providers,
): PrivateDns | undefined {
  const { privateZone } = config.privateLink;
  const targets = privateTargetsOf(config, regions);
  const hostname = privateZone?.hostname ?? config.service.hostname;
  if (!privateZone || hostname === undefined || Object.keys(targets).length === 0) return undefined;
  return new PrivateDns(
    "private-dns",
    {
      hostname,
      routing: defaultRouting(Object.values(config.regions).map(({ role }) => role)),
      zone: privateZoneOf(hostname, privateZone, regions, providers),
      targets,
    },
    { providers: [providers.global] },
  );
}

function privateZoneOf(
  hostname: string,
  { zone = hostname, vpcs, hostedZoneId, assumeRoleArn }: PrivateZoneConfig,
  regions: Readonly<Record<string, RegionParts>>,
  providers: Providers,
): PrivateDnsArgs["zone"] {
  if (hostedZoneId !== undefined)
    return {
      id: hostedZoneId,
      ...(assumeRoleArn !== undefined && { provider: providers.ofZone("aws-dns-private", assumeRoleArn) }),
    };
  const own = sortedEntries(regions).flatMap(([region, { network }]) =>
    network ? [{ id: network.vpcId, region }] : [],
  );
  return { name: zone, vpcs: [...own, ...vpcs] };
}

function privateTargetsOf(
  config: StackConfig,
  regions: Readonly<Record<string, RegionParts>>,
): Record<string, PrivateDnsTarget> {
  return Object.fromEntries(
    regionEntries(config).flatMap(([region, { role }]): [string, PrivateDnsTarget][] => {
      const { privateLink } = regions[region] ?? {};
      if (!privateLink) return [];
      const { dnsName, hostedZoneId } = privateLink;
      return [[region, { dnsName, hostedZoneId, ...(role && { role }) }]];
    }),
  );
}

const regionRoutingOf = ({ role, dns }: RegionConfig): DnsTarget["regionRouting"] => ({
  ...dns,
  ...(role && { role }),
});

/** What the stack says of its names. */
export function dnsOutputs(dns: Dns | undefined): Record<string, unknown> {
  if (!dns) return {};
  const [first, second] = dns.names;
  const answered = dns.names.filter((name) => name.hasRecords);
  return {
    ...zoneOutputs(first),
    ...(answered.length > 0 && {
      routing: Object.fromEntries(answered.map(({ hostname, routing }) => [hostname, routing])),
      zoneFiles: Object.fromEntries(answered.map(({ zone, zoneFile }) => [zone, zoneFile])),
    }),
    ...(Object.keys(dns.routingControls).length > 0 && { routingControls: dns.routingControls }),
    ...(second && { secondName: { hostname: second.hostname, ...zoneOutputs(second) } }),
  };
}

function zoneOutputs({ zone, hostedZone }: DnsName): Record<string, pulumi.Input<unknown>> {
  const { id, nameServers, dsRecord } = hostedZone;
  return {
    hostedZoneId: id,
    hostedZone: zone,
    ...(nameServers && { nameServers }),
    ...(dsRecord && { dsRecord }),
  };
}
