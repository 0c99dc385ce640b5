import type * as pulumi from "@pulumi/pulumi";
import {
  type AccessLogs,
  type DnsName,
  type PerZone,
  PrivateDnsName,
  PrivateLink,
  PrivateLinkConsumer,
  type RegionNetwork,
  zoneValues,
} from "../components";
import type { ConsumerConfig, StackConfig } from "../config";
import { flowLogKey } from "../config/flowLogs";
import { regionOfArn } from "../plan/arns";
import { taskTargetType, taskVariant } from "../plan/ecs/tasks";
import { listeners } from "../plan/frontDoor/listeners";
import { consumerName, privateLinkName } from "../plan/names";
import { rangeOfTier } from "../plan/network/existingVpc";
import type { Composition } from "../plan/options";
import { clientRangesOf, clientsOf, consumerZones, privateDnsOf, serviceRegionOf } from "../plan/privateLink/consumers";
import type { Region } from "../plan/regions";
import { weights } from "../plan/weights";
import type { Keys } from "./keys";
import type { Providers } from "./providers";

export interface PrivateLinkSettings {
  region: Region;
  config: StackConfig;
  composition: Composition;
  network: RegionNetwork;
  /** Where the load balancer writes down TLS connections. Default: nowhere. */
  accessLogs?: AccessLogs;
  providers: Providers;
}

/** The private front door of a region. */
export function createPrivateLink(args: PrivateLinkSettings, opts: pulumi.ComponentResourceOptions): PrivateLink {
  const { region, config, composition, network, accessLogs, providers } = args;
  const { privateLink, service } = config;
  const settings = config.regions[region];
  const consumers = consumersOf(config, region);
  const notifications = {
    ...privateLink.notifications,
    // A topic hears of its own region.
    topicArns: privateLink.notifications.topicArns.filter((arn) => regionOfArn(arn) === region),
  };
  return new PrivateLink(
    privateLinkName(region),
    {
      region,
      vpcId: network.vpcId,
      subnetIds: network.appSubnetIds,
      nodeRanges: settings ? [rangeOfTier(settings, "app")] : [],
      zoneIds: providers.zoneIds(region),
      service,
      certificates: settings?.certificates,
      weights: weights(composition.backends, config.weights),
      targetTypes: { instances: "instance", tasks: taskTargetType(taskVariant(config.ecs)) },
      privateLink: { ...privateLink, notifications },
      clientRanges: privateLink.enforceSecurityGroup ? clientRangesOf(config, region) : [],
      ownConsumers: consumers.length > 0,
      acceptedEndpoints: acceptedEndpoints(config, region),
      accessLogs,
      protect: config.protect,
    },
    opts,
  );
}

const regionsOf = ({ regions }: StackConfig): Region[] => Object.keys(regions) as Region[];

function consumersOf(config: StackConfig, region: Region): ConsumerConfig[] {
  return config.privateLink.consumers.filter((each) => serviceRegionOf(each, regionsOf(config)) === region);
}

function acceptedEndpoints(config: StackConfig, region: Region): Record<string, string> {
  return Object.fromEntries(
    config.privateLink.connectedConsumers
      .filter((each) => serviceRegionOf(each, regionsOf(config)) === region)
      .flatMap(({ name, endpointId }) => (endpointId === undefined ? [] : [[name, endpointId]])),
  );
}

/** Proves the service's own private DNS name in the public zone. */
export function createPrivateDnsName(
  {
    region,
    privateLink: component,
    config,
    hostedZone,
  }: {
    region: string;
    privateLink: PrivateLink;
    config: StackConfig;
    hostedZone: DnsName["hostedZone"];
  },
  opts: pulumi.ComponentResourceOptions,
): PrivateDnsName | undefined {
  const { privateDnsName: dnsName } = config.privateLink;
  if (dnsName === undefined) return undefined;
  return new PrivateDnsName(
    `${privateLinkName(region)}-name`,
    { service: component.service, dnsName, hostedZone },
    opts,
  );
}

/** The private front door of a region, with the proof of its private DNS name, where it has one. */
export interface PrivateLinkWithName {
  privateLink: PrivateLink;
  name?: PrivateDnsName;
}

/** Consumers of the stack's own account, by name. */
export function createConsumers(
  config: StackConfig,
  privateLinks: Readonly<Partial<Record<Region, PrivateLinkWithName>>>,
  { keys, providers }: { keys: Keys; providers: Providers },
): Record<string, PrivateLinkConsumer> {
  const consumers = [...config.privateLink.consumers].sort((one, other) => one.name.localeCompare(other.name));
  return Object.fromEntries(
    consumers.flatMap((consumer): [string, PrivateLinkConsumer][] => {
      const region = serviceRegionOf(consumer, regionsOf(config));
      const withName = region && privateLinks[region];
      return withName ? [[consumer.name, createConsumer(consumer, region, withName, config, { keys, providers })]] : [];
    }),
  );
}

function createConsumer(
  consumer: ConsumerConfig,
  serviceRegion: Region,
  { privateLink: component, name }: PrivateLinkWithName,
  config: StackConfig,
  { keys, providers }: { keys: Keys; providers: Providers },
): PrivateLinkConsumer {
  const { service, privateLink, network, protect } = config;
  const settings = consumerSettings(consumer, service);
  return new PrivateLinkConsumer(
    consumerName(consumer.name),
    {
      ...settings,
      flowLogs: network.flowLogs,
      kmsKeyArn: flowLogKey(network.flowLogs, consumer.region, keys),
      iam: config.iam,
      protect,
      zoneIds: providers.zoneIds(consumer.region),
      service: {
        serviceName: component.service.serviceName,
        region: serviceRegion,
        zoneIds: component.zoneIds.apply((ids) => zoneValues(ids)),
        port: service.port,
        further: furtherPorts(config),
      },
      // Who does not use the service's own name need not wait for its proof, which may fail.
      ready: [...component.ready, ...(name && settings.dns.kind === "service" ? [name.verified] : [])],
      ...(privateLink.acceptanceRequired && {
        accepted: { service: component.service, provider: providers.of(serviceRegion) },
      }),
    },
    { providers: [providers.of(consumer.region)] },
  );
}

/** The ports beside the service's own, by their names. */
const furtherPorts = ({ service }: StackConfig): Record<string, number> =>
  Object.fromEntries(listeners(service).flatMap(({ name, port }) => (name === undefined ? [] : [[name, port]])));

/** What follows from a consumer's own settings. */
function consumerSettings(consumer: ConsumerConfig, { hostname }: { hostname?: string }) {
  const kind = privateDnsOf(consumer, { hostname });
  const { region, vpc, ipAddressType } = consumer;
  return {
    region,
    vpc,
    zones: consumerZones(consumer),
    allowedClients: clientsOf(consumer),
    ipAddressType,
    dns: kind === "hostedZone" ? { kind, hostname: hostname ?? "" } : { kind },
  };
}

/** What a consumer in another account has to know of the service in a region. */
export interface PrivateLinkOutput {
  serviceName: string;
  zoneIds: PerZone<string>;
  port: number;
  /** Further ports by their names. */
  alsoListens?: Record<string, number>;
  hostname?: string;
  privateDnsName?: string;
  ipAddressType: ConsumerConfig["ipAddressType"];
  supportedRegions: string[];
}

export function privateLinkOutput({ service, zoneIds }: PrivateLink, config: StackConfig) {
  const { privateDnsName, ipAddressType, supportedRegions } = config.privateLink;
  const further = furtherPorts(config);
  return {
    serviceName: service.serviceName,
    zoneIds,
    port: config.service.port,
    ...(Object.keys(further).length > 0 && { alsoListens: further }),
    ipAddressType,
    supportedRegions: [...supportedRegions].sort(),
    ...(config.service.hostname !== undefined && { hostname: config.service.hostname }),
    ...(privateDnsName !== undefined && { privateDnsName }),
  };
}

export function consumerOutput({ vpcId, endpointId, dnsName, securityGroupId, clientSubnetIds }: PrivateLinkConsumer) {
  return { vpcId, endpointId, dnsName, securityGroupId, clientSubnetIds };
}
