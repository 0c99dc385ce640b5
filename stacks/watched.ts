import * as pulumi from "@pulumi/pulumi";
import {
  type AnycastAddresses,
  type Dns,
  type DnsName,
  type FrontDoor,
  type GlobalAccelerator,
  type PrivateLinkConsumer,
  zoneEntries,
} from "../components";
import { type RegionConfig, type StackConfig, regionEntries } from "../config";
import { capacity } from "../plan/capacity";
import { endsTls, listeners, portsOfTargets } from "../plan/frontDoor/listeners";
import { metricId, trafficDialOf } from "../plan/globalAccelerator/accelerator";
import { isScaled } from "../plan/instances/scaling";
import { scheduledBounds } from "../plan/instances/schedules";
import type { WatchedDns } from "../plan/monitoring/dns";
import type { WatchedFrontDoor } from "../plan/monitoring/frontDoor/watched";
import type { WatchedAccelerator } from "../plan/monitoring/globalAccelerator";
import type { WatchedInstances } from "../plan/monitoring/instances";
import type { WatchedFirewall } from "../plan/monitoring/networkFirewall";
import type { WatchedPrivateLink } from "../plan/monitoring/privateLink";
import type { LoggedConnections, LoggedLoadBalancer } from "../plan/monitoring/queries";
import type { WatchedRegion } from "../plan/monitoring/region";
import type { WatchedTasks } from "../plan/monitoring/tasks";
import { acceleratedNlbName, firewallName, fleetName, frontDoorName, privateLinkName, tasksName } from "../plan/names";
import { rangeOfTier } from "../plan/network/existingVpc";
import { type FrontDoorKind, compose } from "../plan/options";
import { serviceRegionOf } from "../plan/privateLink/consumers";
import { ACCELERATOR_REGION, GLOBAL_REGION, type Region } from "../plan/regions";
import { weights } from "../plan/weights";
import type { LatencyProbes } from "./latency";
import type { RegionParts } from "./region";

type Value = pulumi.Input<string>;

/** What the stack has that is watched. */
export interface WatchedParts {
  regions: Readonly<Record<string, RegionParts>>;
  /** By name. */
  consumers: Readonly<Record<string, PrivateLinkConsumer>>;
  dns?: Dns | undefined;
  anycast?: AnycastAddresses | undefined;
  globalAccelerator?: GlobalAccelerator | undefined;
  /** What measures from outside. */
  probes: LatencyProbes;
}

/** What is watched in one region, of all that the stack has. */
export function watchedRegion(region: string, config: StackConfig, stack: WatchedParts): WatchedRegion<Value> {
  const { dns, anycast, globalAccelerator } = stack;
  return {
    region,
    ...servingParts(region, config, stack),
    ...(region === GLOBAL_REGION && dns && { dns: watchedDns(config, dns) }),
    ...(region === ACCELERATOR_REGION &&
      anycast &&
      globalAccelerator && { globalAccelerator: watchedAccelerator(config, anycast, globalAccelerator) }),
  };
}

const NOTHING = { zones: [], frontDoors: {}, certificates: [], natGateways: {} };

/** What of a region serves. */
function servingParts(
  region: string,
  config: StackConfig,
  { regions, consumers }: WatchedParts,
): Omit<WatchedRegion<Value>, "region"> {
  const entry = regionEntries(config).find(([name]) => name === region);
  const parts = regions[region];
  if (!entry || !parts) return NOTHING;
  const [name, settings] = entry;
  return {
    zones: settings.zones,
    frontDoors: watchedFrontDoors(name, settings, config, parts),
    ...(parts.fleet && { instances: watchedInstances(region, config, parts.fleet, settings) }),
    ...(parts.tasks && { tasks: watchedTasks(region, config, parts.tasks, settings) }),
    ...(parts.firewall && { networkFirewall: watchedFirewall(region, config, parts) }),
    certificates: endsTls(config.service) ? settings.certificates : [],
    natGateways: parts.network?.natGatewayIds ?? {},
    ...watchedPrivateLink(name, config, parts, consumers),
    // Who connects is asked of CloudWatch alone.
    ...(parts.network?.flowLogGroupName && { connections: loggedConnections(settings, config, parts) }),
  };
}

function loggedConnections(
  settings: RegionConfig,
  { service, globalAccelerator, network }: StackConfig,
  { nlb, acceleratedNlb }: RegionParts,
): LoggedConnections {
  const [{ port, allowedClients }, ...others] = listeners(service);
  const further = others.map((each) => each.port);
  const [front, app] = [rangeOfTier(settings, "front"), rangeOfTier(settings, "app")];
  const loadBalancers: Record<FrontDoorKind, LoggedLoadBalancer[]> = {
    public: nlb ? [{ range: front, ports: [port, ...further], amongTargets: settings.vpc !== undefined }] : [],
    accelerator: acceleratedNlb
      ? [{ range: app, ports: [globalAccelerator?.endpointPort ?? port, ...further], amongTargets: true }]
      : [],
    // Of such load balancers flow logs show no clients.
    privateLink: [],
  };
  return {
    traffic: network.flowLogs.traffic,
    ...(network.flowLogs.fields && { fields: network.flowLogs.fields }),
    loadBalancers: Object.values(loadBalancers).flat(),
    targets: { range: app, ports: portsOfTargets(service).map((each) => each.port) },
    allowedClients: [...new Set([allowedClients, ...others.map((each) => each.allowedClients)].flat())],
  };
}

function watchedFrontDoors(
  region: Region,
  { zones }: RegionConfig,
  { options, weights: configured, service, instances, ecs, globalAccelerator }: StackConfig,
  { nlb, privateLink, acceleratedNlb }: RegionParts,
): WatchedRegion<Value>["frontDoors"] {
  const watchedFrontDoor = (
    name: string,
    { metrics }: FrontDoor,
    settings: Pick<WatchedFrontDoor<Value>, "kind" | "crossZone">,
  ): WatchedFrontDoor<Value> => ({
    name,
    ...metrics,
    ...settings,
    weights: weights(compose(options).backends, configured),
    leastTargets: { instances: capacity(instances, zones.length).min, tasks: capacity(ecs, zones.length).min },
    tls: endsTls(service),
    tcp: listeners(service).some(({ tls }) => tls === undefined),
  });
  const { crossZone } = service;
  const byKind: Record<FrontDoorKind, WatchedRegion<Value>["frontDoors"]> = {
    public: nlb ? { front: watchedFrontDoor(frontDoorName(region), nlb, { kind: "public", crossZone }) } : {},
    privateLink: privateLink
      ? { link: watchedFrontDoor(privateLinkName(region), privateLink, { kind: "privateLink", crossZone }) }
      : {},
    accelerator:
      acceleratedNlb && globalAccelerator
        ? {
            accel: watchedFrontDoor(acceleratedNlbName(region), acceleratedNlb, {
              kind: "accelerator",
              crossZone: globalAccelerator.crossZone,
            }),
          }
        : {},
  };
  return Object.fromEntries(Object.values(byKind).flatMap((each) => Object.entries(each)));
}

/** The endpoint service of a region, with the endpoints there of the stack's own consumers. */
function watchedPrivateLink(
  region: Region,
  config: StackConfig,
  { privateLink }: RegionParts,
  consumers: WatchedParts["consumers"],
): { privateLink?: WatchedPrivateLink<Value> } {
  if (!privateLink) return {};
  const regions = regionEntries(config).map(([name]) => name);
  const endpoints = config.privateLink.consumers.flatMap((consumer) => {
    const made = consumers[consumer.name];
    const here = consumer.region === region && serviceRegionOf(consumer, regions) === region;
    return made && here ? [[consumer.name, { id: made.endpointId, vpcId: made.vpcId }] as const] : [];
  });
  const { service } = privateLink;
  return {
    privateLink: {
      name: privateLinkName(region),
      serviceId: service.id,
      serviceName: service.serviceName,
      endpoints: Object.fromEntries(endpoints),
    },
  };
}

const watchedInstances = (
  region: string,
  { instances }: StackConfig,
  { groupName: group }: NonNullable<RegionParts["fleet"]>,
  { vpc, zones }: RegionConfig,
): WatchedInstances<Value> => ({
  name: fleetName(region, vpc?.id),
  group,
  capacity: capacity(instances, zones.length),
  scaled: isScaled(instances.scaling),
  scheduled: scheduledBounds(instances.scaling.schedules),
});

const watchedTasks = (
  region: string,
  { ecs }: StackConfig,
  { clusterName, serviceName, service, hosts }: NonNullable<RegionParts["tasks"]>,
  { vpc }: RegionConfig,
): WatchedTasks<Value> => ({
  name: tasksName(region, vpc?.id),
  cluster: clusterName,
  service: serviceName,
  // The provider's id of a service is its ARN.
  serviceArn: service.id,
  insights: ecs.containerInsights !== "disabled",
  ...(hosts && { hosts: { group: hosts.groupName, provider: hosts.providerName } }),
});

function watchedFirewall(
  region: string,
  { dns }: StackConfig,
  { network, firewall }: RegionParts,
): WatchedFirewall<Value> {
  const { inspection, made } = firewall ?? {};
  const busy = (zone: string) => dns !== undefined && !(inspection?.bypassZones ?? []).some((each) => each === zone);
  return {
    ...(made && { firewall: { name: firewallName(region), firewallName: made.firewallName } }),
    endpoints: Object.fromEntries(
      zoneEntries(network?.firewallEndpointIds ?? {}).map(([zone, id]) => [zone, { id, busy: busy(zone) }]),
    ),
  };
}

function watchedAccelerator(
  config: StackConfig,
  { acceleratorArn }: AnycastAddresses,
  { listenerArn, regions }: GlobalAccelerator,
): WatchedAccelerator<Value> {
  const settings = config.regions;
  return {
    accelerator: pulumi.output(acceleratorArn).apply(metricId),
    listener: listenerArn.apply(metricId),
    regions: Object.fromEntries(
      regions.map((region) => {
        const { role, accelerator } = settings[region as keyof typeof settings] ?? {};
        return [region, { standby: trafficDialOf({ role, ...accelerator }) === 0 }];
      }),
    ),
  };
}

function watchedDns(config: StackConfig, { names, healthChecks }: Dns): WatchedDns<Value> {
  const [first, second] = names;
  const regions = regionEntries(config).flatMap(
    ([region, { role }]): [string, WatchedDns<Value>["regions"][string]][] => {
      const check = healthChecks.find({ kind: "region", region });
      if (!check) return [];
      const addresses = Object.fromEntries(
        zoneEntries(healthChecks.answers[region] ?? {}).map(([zone, { id }]) => [zone, id]),
      );
      return [[region, { check: check.id, addresses, standby: first.routing === "failover" && role === "secondary" }]];
    },
  );
  const accelerator = healthChecks.find({ kind: "accelerator" });
  return {
    hostname: first.hostname,
    regions: Object.fromEntries(regions),
    ...(accelerator && { accelerator: accelerator.id }),
    signedZones: { ...signedZone("first", first), ...(second && signedZone("second", second)) },
  };
}

const signedZone = (
  which: "first" | "second",
  { zone, hostedZone: { id, signed, provider } }: DnsName,
  // The metrics of a zone are its account's.
): WatchedDns<Value>["signedZones"] => (signed && !provider ? { [which]: { zone, id } } : {});
