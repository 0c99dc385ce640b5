import * as pulumi from "@pulumi/pulumi";
import { Dns, ofZone, perZone, zoneEntries, type Address, type PerZone, type PrivateLinkConsumer } from "../components";
import { regionEntries, type LoadedService, type StackConfig } from "../config";
import { compose } from "../plan/options";
import { GLOBAL_REGION } from "../plan/regions";
import { readme, stackTags } from "./common";
import { consumerOutput, createConsumers, createPrivateDnsName, linkOutput, type Linked } from "./privateLink";
import { createProvider, Providers } from "./providers";
import { createRegion, type RegionParts } from "./region";

/** The service with the chosen options, in every region of the config. Returns the stack's outputs. */
export function createService({ config, secretSections }: LoadedService): Record<string, unknown> {
  const composition = compose(config.options);
  const tags = stackTags(config.tags);
  const providers = new Providers(tags);
  const regions = Object.fromEntries(
    regionEntries(config).map(([region, settings]) => [
      region,
      createRegion({ region, settings, config, composition, secretSections, tags, providers }),
    ]),
  );
  const dns = createDns(config, regions, tags);
  const consumers = createConsumers(config, linked(config, regions, dns, providers), providers);
  return outputs(config, regions, consumers, dns);
}

/** The private front doors, with their names proven. */
function linked(
  config: StackConfig,
  regions: Record<string, RegionParts>,
  dns: Dns | undefined,
  providers: Providers,
): Record<string, Linked> {
  return mapValues(regions, ({ link }, region) => {
    if (!link) return undefined;
    const hostedZoneId = dns?.hostedZoneId;
    const opts = { providers: [providers.of(region)] };
    const name = hostedZoneId && createPrivateDnsName({ region, link, config, hostedZoneId }, opts);
    return { link, ...(name && { name }) };
  });
}

function createDns(
  config: StackConfig,
  regions: Record<string, RegionParts>,
  tags: Record<string, string>,
): Dns | undefined {
  const { dns, service, protect } = config;
  if (!dns || service.hostname === undefined) return undefined;
  const targets = mapValues(regions, ({ front, addresses, zones, role }) => {
    if (!front) return undefined;
    const checked = perZone(zones, (zone) => ofZone(addresses.front, zone).publicIp);
    return { dnsName: front.dnsName, hostedZoneId: front.hostedZoneId, addresses: checked, role };
  });
  // Route 53 is global. A provider of its own, so that no region's coming or going moves the name to another.
  const provider = createProvider(GLOBAL_REGION, tags, "aws-global");
  return new Dns(
    "dns",
    { hostname: service.hostname, port: service.port, dns, targets, protect },
    { providers: [provider] },
  );
}

function outputs(
  config: StackConfig,
  regions: Record<string, RegionParts>,
  consumers: Record<string, PrivateLinkConsumer>,
  dns: Dns | undefined,
): Record<string, unknown> {
  const nlbDnsNames = mapValues(regions, ({ front }) => front?.dnsName);
  const host = config.service.hostname ?? Object.values(nlbDnsNames)[0];
  return {
    ...(host !== undefined && { endpoint: pulumi.interpolate`tcp://${host}:${config.service.port}` }),
    options: compose(config.options).options,
    publicAddresses: mapValues(regions, ({ addresses }) => mapZones(addresses.front, ({ publicIp }) => publicIp)),
    publicAllocationIds: mapValues(regions, ({ addresses }) =>
      mapZones(addresses.front, ({ allocationId }) => allocationId),
    ),
    egressAddresses: mapValues(regions, ({ addresses }) => mapZones(addresses.egress, ({ publicIp }) => publicIp)),
    published: publishedEntries(regions),
    nlbDnsNames,
    ...nonEmpty({
      taskDiscovery: mapValues(regions, ({ tasks }) => tasks?.discoveryName),
      firewallArns: mapValues(regions, ({ firewallArn }) => firewallArn),
      privateLink: mapValues(regions, ({ link }) => link && linkOutput(link, config)),
      consumers: mapValues(consumers, consumerOutput),
    }),
    ...(dns && { hostedZoneId: dns.hostedZoneId, hostedZone: config.dns?.zone }),
    ...(dns?.nameServers && { nameServers: dns.nameServers }),
    readme: readme("service"),
  };
}

/** Every address, as ha-tcp:published takes it. */
function publishedEntries(regions: Record<string, RegionParts>) {
  return Object.entries(regions).flatMap(([region, { addresses }]) =>
    (["clients", "egress"] as const).flatMap((purpose) =>
      zoneEntries(purpose === "clients" ? addresses.front : addresses.egress).map(([zone, { allocationId }]) => ({
        region,
        zone,
        for: purpose,
        allocationId,
      })),
    ),
  );
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
