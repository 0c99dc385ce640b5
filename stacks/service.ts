import * as pulumi from "@pulumi/pulumi";
import {
  type Address,
  type AnycastAddresses,
  type Dns,
  type DnsAccelerator,
  type GlobalAccelerator,
  type PerZone,
  type PrivateDns,
  type PrivateLinkConsumer,
  type StackDashboard,
  zoneEntries,
} from "../components";
import { type LoadedService, type StackConfig, isParked, regionEntries, withoutParkedRegions } from "../config";
import { type Listening, listeners } from "../plan/frontDoor/listeners";
import { compose } from "../plan/options";
import { ACCELERATOR_REGION } from "../plan/regions";
import { createDashboard } from "./dashboard";
import { createDns, createPrivateDns, dnsOutputs } from "./dns";
import {
  acceleratorDnsName,
  acceleratorDnsTarget,
  acceleratorOutput,
  createAnycastAddresses,
  createGlobalAccelerator,
} from "./globalAccelerator";
import { createAutoshifts, createBudget, createShield } from "./guard";
import { type Keys, createKeys } from "./keys";
import { createLatencyProbes } from "./latency";
import { createMonitoring } from "./monitoring";
import {
  type PrivateLinkWithName,
  consumerOutput,
  createConsumers,
  createPrivateDnsName,
  privateLinkOutput,
} from "./privateLink";
import { Providers } from "./providers";
import { createQuotas, quotaOutputs } from "./quotas";
import { readme } from "./readme";
import { type RegionParts, createParkedRegion, createRegion } from "./region";
import { stackTags } from "./tags";
import { createRegionPeerings } from "./ways";

/** The service with the chosen options, in every region of the config. Returns the stack's outputs. */
export function createServiceStack({ config, secretSections, aws }: LoadedService): Record<string, unknown> {
  const composition = compose(config.options);
  const tags = stackTags(config.tags, aws);
  const providers = new Providers({ tags, account: config.account, aws });
  const quotas = createQuotas(config, providers);
  // Nothing but its addresses knows of a parked region.
  const serving = withoutParkedRegions(config);
  const keys = createKeys(serving, providers);
  const regions = Object.fromEntries(
    regionEntries(config).map(([region, settings]) => {
      const args = { region, settings, config: serving, composition, keys, secretSections, tags, providers };
      return [region, isParked(settings) ? createParkedRegion(args) : createRegion(args)];
    }),
  );
  createRegionPeerings(
    serving,
    mapValues(regions, ({ network }) => network),
    providers,
  );
  const {
    anycast: accelerator,
    acceleratorTarget,
    globalAccelerator,
  } = acceleratorOf(serving, regions, { keys, providers });
  const dns = createDns(serving, regions, { keys, providers }, acceleratorTarget);
  const privateDns = createPrivateDns(serving, regions, providers);
  createShield(serving, { regions, dns, anycast: accelerator }, providers);
  const consumers = createConsumers(serving, privateLinksWithNames(serving, regions, dns, providers), {
    keys,
    providers,
  });
  const after = [...(globalAccelerator?.ready ?? []), ...(dns ? [dns] : [])];
  const probes = createLatencyProbes(serving, regions, { accelerator, after, providers });
  const watched = { regions, consumers, dns, anycast: accelerator, globalAccelerator, probes };
  const monitoring = createMonitoring(serving, watched, { keys, secretSections, providers });
  createAutoshifts(serving, regions, monitoring, providers);
  createBudget(serving, monitoring, providers);
  const dashboard = createDashboard(serving, watched, monitoring, providers);
  return {
    ...outputs(serving, regions, { consumers, dns, privateDns, accelerator, dashboard }),
    ...quotaOutputs(quotas),
  };
}

interface AcceleratorParts {
  anycast?: AnycastAddresses;
  globalAccelerator?: GlobalAccelerator;
  /** What the names point to first. */
  acceleratorTarget?: DnsAccelerator;
}

/** The accelerator, where its addresses are kept, and its endpoint groups in the regions, where the option is chosen. */
function acceleratorOf(
  config: StackConfig,
  regions: Record<string, RegionParts>,
  { keys, providers }: { keys: Keys; providers: Providers },
): AcceleratorParts {
  if (!config.globalAccelerator) return {};
  // Global, too: a provider of its own, in the region where accelerators are managed.
  const opts = { providers: [providers.create(ACCELERATOR_REGION, "aws-accelerator")] };
  const anycast = createAnycastAddresses(config.globalAccelerator, config, keys, opts);
  const frontDoors = mapValues(regions, ({ acceleratedNlb }) => acceleratedNlb);
  const globalAccelerator = createGlobalAccelerator(config, anycast, frontDoors, opts);
  const acceleratorTarget = globalAccelerator && acceleratorDnsTarget(anycast, globalAccelerator);
  return { anycast, ...(globalAccelerator && { globalAccelerator }), ...(acceleratorTarget && { acceleratorTarget }) };
}

/** The private front doors, with the verification of their private DNS names. */
function privateLinksWithNames(
  config: StackConfig,
  regions: Record<string, RegionParts>,
  dns: Dns | undefined,
  providers: Providers,
): Record<string, PrivateLinkWithName> {
  return mapValues(regions, ({ privateLink }, region) => {
    if (!privateLink) return undefined;
    const hostedZone = dns?.names[0].hostedZone;
    const opts = { providers: [providers.of(region)] };
    const name = hostedZone && createPrivateDnsName({ region, privateLink: privateLink, config, hostedZone }, opts);
    return { privateLink, ...(name && { name }) };
  });
}

function outputs(
  config: StackConfig,
  regions: Record<string, RegionParts>,
  parts: {
    consumers: Record<string, PrivateLinkConsumer>;
    dns?: Dns;
    privateDns?: PrivateDns;
    accelerator?: AnycastAddresses;
    dashboard?: StackDashboard;
  },
): Record<string, unknown> {
  const { consumers, dns, privateDns, accelerator, dashboard } = parts;
  const nlbDnsNames = mapValues(regions, ({ nlb }) => nlb?.dnsName);
  const host = config.service.hostname ?? Object.values(nlbDnsNames)[0] ?? acceleratorDnsName(config, accelerator);
  const [endpoint, ...others] =
    host === undefined ? [] : listeners(config.service).map((each) => endpointOf(each, host));
  return {
    ...(endpoint && { endpoint: endpoint.url }),
    ...(others.length > 0 && { alsoListens: Object.fromEntries(others.map(({ name = "", url }) => [name, url])) }),
    options: compose(config.options).options,
    publicAddresses: mapValues(regions, ({ addresses }) => mapZones(addresses.front, ({ publicIp }) => publicIp)),
    publicAllocationIds: mapValues(regions, ({ addresses }) =>
      mapZones(addresses.front, ({ allocationId }) => allocationId),
    ),
    egressAddresses: mapValues(regions, ({ addresses }) => mapZones(addresses.egress, ({ publicIp }) => publicIp)),
    ...nonEmpty({
      secondaryEgressAddresses: mapValues(regions, ({ addresses: { secondaryEgress } }) =>
        zoneEntries(secondaryEgress).length === 0
          ? undefined
          : Object.fromEntries(
              zoneEntries(secondaryEgress).map(([zone, byName]) => [
                zone,
                mapValues(byName, ({ publicIp }) => publicIp),
              ]),
            ),
      ),
    }),
    published: publishedEntries(regions),
    nlbDnsNames,
    ...nonEmpty({
      egressIpv6Ranges: mapValues(regions, ({ network }) => network?.egressIpv6Range),
      publicIpv6Addresses: mapValues(regions, ({ nlb }) => nlb?.ipv6Addresses),
      taskDiscovery: mapValues(regions, ({ tasks }) => tasks?.discoveryName),
      firewallArns: mapValues(regions, ({ firewall }) => firewall?.inspection.firewallArn),
      privateLink: mapValues(regions, ({ privateLink }) => privateLink && privateLinkOutput(privateLink, config)),
      consumers: mapValues(consumers, consumerOutput),
    }),
    ...(accelerator && { accelerator: acceleratorOutput(accelerator) }),
    ...dnsOutputs(dns),
    ...(privateDns && { privateZone: { hostname: privateDns.hostname, hostedZoneId: privateDns.hostedZoneId } }),
    ...(dashboard && { dashboard: dashboard.url }),
    readme: readme("service"),
  };
}

/** `tls://tcp.example.com:8883` */
const endpointOf = ({ name, port, tls }: Listening<unknown>, host: pulumi.Input<string>) => ({
  name,
  url: pulumi.interpolate`${tls ? "tls" : "tcp"}://${host}:${port}`,
});

/** Every address, as ha-tcp:published takes it. */
function publishedEntries(regions: Record<string, RegionParts>) {
  return Object.entries(regions).flatMap(([region, { addresses }]) => [
    ...(["clients", "egress"] as const).flatMap((purpose) =>
      zoneEntries(purpose === "clients" ? addresses.front : addresses.egress).map(([zone, { allocationId }]) => ({
        region,
        zone,
        for: purpose,
        allocationId,
      })),
    ),
    ...zoneEntries(addresses.secondaryEgress).flatMap(([zone, byName]) =>
      Object.entries(byName).map(([name, { allocationId }]) => ({
        region,
        zone,
        for: "egress" as const,
        name,
        allocationId,
      })),
    ),
  ]);
}

/** Those of some outputs that have anything in them. */
function nonEmpty(outputs: Record<string, object>): Record<string, object> {
  return Object.fromEntries(Object.entries(outputs).filter(([, values]) => Object.keys(values).length > 0));
}

/** The same keys with other values; those that come out undefined are left out. */
function mapValues<A, B>(things: Record<string, A>, make: (thing: A, key: string) => B | undefined): Record<string, B> {
  return Object.fromEntries(
    Object.entries(things).flatMap(([key, thing]): [string, B][] => {
      const made = make(thing, key);
      return made === undefined ? [] : [[key, made]];
    }),
  );
}

function mapZones<T>(things: PerZone<Address>, make: (address: Address) => T): PerZone<T> {
  return Object.fromEntries(zoneEntries(things).map(([zone, thing]) => [zone, make(thing)]));
}
