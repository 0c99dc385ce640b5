import * as pulumi from "@pulumi/pulumi";
import {
  type AnycastAddresses,
  Chat,
  type Dns,
  type DnsName,
  type FrontDoor,
  type GlobalAccelerator,
  Monitoring,
  isMadeHere,
  zoneEntries,
} from "../components";
import { type StackConfig, regionEntries } from "../config";
import { alarmRegions, isHeard, publishersIn, subscribersIn } from "../config/monitoring";
import { capacity } from "../plan/capacity";
import { isScaled } from "../plan/instances/scaling";
import { metricId, trafficDialOf } from "../plan/globalAccelerator/accelerator";
import type { Grade } from "../plan/monitoring/alarm";
import { CHAT_REGION } from "../plan/monitoring/chat";
import type { WatchedDns } from "../plan/monitoring/dns";
import type { WatchedFrontDoor } from "../plan/monitoring/frontDoor";
import type { WatchedAccelerator } from "../plan/monitoring/globalAccelerator";
import type { WatchedInstances } from "../plan/monitoring/instances";
import type { WatchedFirewall } from "../plan/monitoring/networkFirewall";
import { type WatchedRegion, regionAlarms, regionComposites, regionEvents } from "../plan/monitoring/region";
import type { WatchedTasks } from "../plan/monitoring/tasks";
import {
  CHAT_NAME,
  acceleratedNlbName,
  firewallName,
  fleetName,
  frontDoorName,
  monitoringName,
  privateLinkName,
  tasksName,
} from "../plan/names";
import { compose } from "../plan/options";
import { ACCELERATOR_REGION, GLOBAL_REGION } from "../plan/regions";
import { weights } from "../plan/weights";
import type { Keys } from "./guard";
import type { Providers } from "./providers";
import type { RegionParts } from "./region";

type Value = pulumi.Input<string>;

/** What of a stack is watched. */
export interface WatchedParts {
  regions: Readonly<Record<string, RegionParts>>;
  dns?: Dns | undefined;
  anycast?: AnycastAddresses | undefined;
  globalAccelerator?: GlobalAccelerator | undefined;
}

interface Context {
  keys: Keys;
  /** The sections of the config that came encrypted. */
  secretSections: readonly string[];
  providers: Providers;
}

/** The alarms of the stack, in each region that has metrics of it, and the channels that hear of all of them. */
export function createMonitoring(config: StackConfig, parts: WatchedParts, context: Context): void {
  const regions = alarmRegions(config).flatMap(
    (region) => createRegionMonitoring(region, config, parts, context) ?? [],
  );
  createChat(config, regions, context);
}

function createRegionMonitoring(
  region: string,
  config: StackConfig,
  parts: WatchedParts,
  { keys, secretSections, providers }: Context,
): Monitoring | undefined {
  const watched = watchedRegion(region, config, parts);
  const alarms = regionAlarms(watched, config.monitoring.thresholds);
  if (alarms.length === 0) return undefined;
  const events = isHeard(config, region, "ticket") ? regionEvents(watched) : [];
  return new Monitoring(
    monitoringName(region),
    {
      region,
      alarms,
      composites: regionComposites(watched, alarms, { heard: isHeard(config, region, "page") }),
      events,
      subscribers: subscribersIn(config, region),
      publishers: publishersIn(config, region),
      kmsKeyArn: keys[region],
      secret: secretSections.includes("monitoring"),
      runbook: config.monitoring.runbook,
      after: Object.fromEntries(Object.entries(parts.regions).map(([name, { ready }]) => [name, ready])),
    },
    { providers: [providers.of(region)] },
  );
}

function createChat(
  { monitoring: { notify } }: StackConfig,
  regions: readonly Monitoring[],
  { providers }: Context,
): void {
  const { slack, teams } = notify;
  if (slack.length + teams.length === 0) return;
  const topicArns = (grade: Grade) => regions.flatMap(({ topics }) => topics[grade].filter(isMadeHere));
  new Chat(
    CHAT_NAME,
    { slack, teams, topicArns: { page: topicArns("page"), ticket: topicArns("ticket") } },
    { providers: [providers.of(CHAT_REGION)] },
  );
}

/** What is watched in one region, of all that the stack has. */
export function watchedRegion(region: string, config: StackConfig, stack: WatchedParts): WatchedRegion<Value> {
  const { regions, dns, anycast, globalAccelerator } = stack;
  return {
    region,
    ...servingParts(region, config, regions[region]),
    ...(region === GLOBAL_REGION && dns && { dns: watchedDns(config, dns) }),
    ...(region === ACCELERATOR_REGION &&
      anycast &&
      globalAccelerator && { globalAccelerator: watchedAccelerator(config, anycast, globalAccelerator) }),
  };
}

/** What of a region serves. */
function servingParts(
  region: string,
  config: StackConfig,
  parts: RegionParts | undefined,
): Omit<WatchedRegion<Value>, "region"> {
  const settings = regionEntries(config).find(([name]) => name === region)?.[1];
  if (!settings || !parts) return { zones: [], frontDoors: {} };
  return {
    zones: settings.zones,
    frontDoors: frontDoors(region, config, parts),
    ...(parts.fleet && { instances: watchedInstances(region, config, parts.fleet, settings.zones.length) }),
    ...(parts.tasks && { tasks: watchedTasks(region, config, parts.tasks) }),
    ...(parts.firewall && { networkFirewall: watchedFirewall(region, config, parts) }),
  };
}

function frontDoors(
  region: string,
  config: StackConfig,
  { nlb, privateLink, acceleratedNlb }: RegionParts,
): WatchedRegion<Value>["frontDoors"] {
  const door = (name: string, { metrics }: FrontDoor): WatchedFrontDoor<Value> => ({
    name,
    ...metrics,
    weights: weights(compose(config.options).backends, config.weights),
  });
  return {
    ...(nlb && { front: door(frontDoorName(region), nlb) }),
    ...(privateLink && { link: door(privateLinkName(region), privateLink) }),
    ...(acceleratedNlb && { accel: door(acceleratedNlbName(region), acceleratedNlb) }),
  };
}

const watchedInstances = (
  region: string,
  { instances }: StackConfig,
  { groupName: group }: NonNullable<RegionParts["fleet"]>,
  zoneCount: number,
): WatchedInstances<Value> => ({
  name: fleetName(region),
  group,
  capacity: capacity(instances, zoneCount),
  scaled: isScaled(instances.scaling),
});

const watchedTasks = (
  region: string,
  { ecs }: StackConfig,
  { clusterName, serviceName, service, hosts }: NonNullable<RegionParts["tasks"]>,
): WatchedTasks<Value> => ({
  name: tasksName(region),
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

function watchedDns({ regions }: StackConfig, { names, checkIds }: Dns): WatchedDns<Value> {
  const [first, second] = names;
  const standby = (region: string) =>
    first.routing === "failover" && regions[region as keyof typeof regions]?.role === "secondary";
  return {
    hostname: first.hostname,
    regions: Object.fromEntries(
      Object.entries(checkIds.regions).map(([region, ids]) => [region, { ...ids, standby: standby(region) }]),
    ),
    ...(checkIds.accelerator && { accelerator: checkIds.accelerator }),
    signedZones: { ...signedZone("first", first), ...(second && signedZone("second", second)) },
  };
}

const signedZone = (
  which: "first" | "second",
  { zone, hostedZone: { id, signed } }: DnsName,
): WatchedDns<Value>["signedZones"] => (signed ? { [which]: { zone, id } } : {});
