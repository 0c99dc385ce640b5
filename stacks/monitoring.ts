import * as pulumi from "@pulumi/pulumi";
import {
  type AnycastAddresses,
  Chat,
  type Dns,
  type DnsName,
  type FlowLogQueries,
  type FrontDoor,
  type GlobalAccelerator,
  Monitoring,
  type PrivateLinkConsumer,
  isMadeHere,
  zoneEntries,
} from "../components";
import { type RegionConfig, type StackConfig, regionEntries } from "../config";
import { latencyAlarmsIn } from "../config/latency";
import {
  alarmRegions,
  isHeard,
  publishersIn,
  shiftsZones,
  subscribersIn,
  tellsOfCosts,
  tellsOfEvents,
} from "../config/monitoring";
import { capacity } from "../plan/capacity";
import { autoshiftEvents } from "../plan/guard/autoshift";
import { metricId, trafficDialOf } from "../plan/globalAccelerator/accelerator";
import { isScaled } from "../plan/instances/scaling";
import type { AlarmPlan, CompositePlan, Grade } from "../plan/monitoring/alarm";
import { CHAT_REGION } from "../plan/monitoring/chat";
import type { WatchedDns } from "../plan/monitoring/dns";
import type { WatchedFrontDoor } from "../plan/monitoring/frontDoor";
import type { WatchedAccelerator } from "../plan/monitoring/globalAccelerator";
import type { WatchedInstances } from "../plan/monitoring/instances";
import type { WatchedFirewall } from "../plan/monitoring/networkFirewall";
import type { WatchedPrivateLink } from "../plan/monitoring/privateLink";
import { type LoggedConnections, connectionQueries, rejectedClientsPattern } from "../plan/monitoring/queries";
import {
  type WatchedRegion,
  practiceComposite,
  regionAlarms,
  regionComposites,
  regionEvents,
} from "../plan/monitoring/region";
import { asTickets, standsBy } from "../plan/monitoring/standby";
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
import { tierCidr } from "../plan/network/subnets";
import { compose } from "../plan/options";
import { serviceRegionOf } from "../plan/privateLink/consumers";
import { ACCELERATOR_REGION, GLOBAL_REGION, type Region } from "../plan/regions";
import { weights } from "../plan/weights";
import type { Keys } from "./keys";
import { type LatencyProbes, metricsStack } from "./latency";
import type { Providers } from "./providers";
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

interface Context {
  keys: Keys;
  /** The sections of the config that came encrypted. */
  secretSections: readonly string[];
  providers: Providers;
}

/** The alarms of the stack, in each region that has metrics of it, and the channels that hear of all of them. */
export function createMonitoring(
  config: StackConfig,
  parts: WatchedParts,
  context: Context,
): Readonly<Record<string, Monitoring>> {
  const made = Object.fromEntries(
    alarmRegions(config).flatMap((region): [string, Monitoring][] => {
      const monitoring = createRegionMonitoring(region, config, parts, context);
      return monitoring ? [[region, monitoring]] : [];
    }),
  );
  createChat(config, Object.values(made), context);
  return made;
}

function createRegionMonitoring(
  region: string,
  config: StackConfig,
  parts: WatchedParts,
  { keys, secretSections, providers }: Context,
): Monitoring | undefined {
  const { watched, alarms, composites } = plansIn(region, config, parts);
  const probe = parts.probes[region as Region];
  if (alarms.length === 0 && !tellsOfCosts(config, region)) return undefined;
  return new Monitoring(
    monitoringName(region),
    {
      region,
      alarms,
      composites,
      events: [
        ...(tellsOfEvents(config, region) ? regionEvents(watched) : []),
        ...(shiftsZones(config, region) ? autoshiftEvents(region) : []),
      ],
      ...flowLogQueries(watched.connections, parts.regions[region]),
      subscribers: subscribersIn(config, region),
      publishers: publishersIn(config, region),
      kmsKeyArn: keys[region],
      secret: secretSections.includes("monitoring"),
      runbook: config.monitoring.runbook,
      after: Object.fromEntries(Object.entries(parts.regions).map(([name, { ready }]) => [name, ready])),
      ...(probe && { probe }),
    },
    { providers: [providers.of(region)] },
  );
}

/** What is watched in a region, and by which alarms. */
export interface RegionPlans {
  watched: WatchedRegion<Value>;
  alarms: readonly AlarmPlan<Value>[];
  composites: readonly CompositePlan[];
}

export function plansIn(region: string, config: StackConfig, parts: WatchedParts): RegionPlans {
  const watched = watchedRegion(region, config, parts);
  const latency = latencyAlarmsIn(region, config, metricsStack());
  const alarms = [...regionAlarms(watched, config.monitoring.thresholds), ...latency];
  const composites = compositesOf(watched, alarms, config);
  return { watched, ...(isStandby(region, config, parts) ? asTickets(alarms, composites) : { alarms, composites }) };
}

function isStandby(region: string, { regions }: StackConfig, { regions: made, dns }: WatchedParts): boolean {
  const settings = Object.entries(regions).find(([name]) => name === region)?.[1];
  const parts = made[region];
  if (!settings || !parts) return false;
  const { role, accelerator } = settings;
  return standsBy({
    ...(role && { role }),
    ...(parts.nlb && { names: dns?.names.map(({ routing }) => routing) ?? [] }),
    ...(parts.acceleratedNlb && { dial: trafficDialOf({ role, ...accelerator }) }),
    privateLink: parts.privateLink !== undefined,
  });
}

function compositesOf(
  watched: WatchedRegion<Value>,
  alarms: readonly AlarmPlan<Value>[],
  config: StackConfig,
): CompositePlan[] {
  const { region } = watched;
  const heard = isHeard(config, region, "page");
  const practice = shiftsZones(config, region) ? practiceComposite(region, alarms) : undefined;
  return [...regionComposites(watched, alarms, { heard }), ...(practice ? [practice] : [])];
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

function flowLogQueries(
  connections: LoggedConnections | undefined,
  parts: RegionParts | undefined,
): { flowLogs?: FlowLogQueries } {
  const groupName = parts?.network?.flowLogGroupName;
  if (!connections || groupName === undefined) return {};
  const rejectedClients = rejectedClientsPattern(connections);
  const queries = connectionQueries(connections);
  return { flowLogs: { groupName, queries, ...(rejectedClients !== undefined && { rejectedClients }) } };
}

/** What is watched in one region, of all that the stack has. */
function watchedRegion(region: string, config: StackConfig, stack: WatchedParts): WatchedRegion<Value> {
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
    ...(parts.fleet && { instances: watchedInstances(region, config, parts.fleet, settings.zones.length) }),
    ...(parts.tasks && { tasks: watchedTasks(region, config, parts.tasks) }),
    ...(parts.firewall && { networkFirewall: watchedFirewall(region, config, parts) }),
    certificates: config.service.tls ? settings.certificates : [],
    natGateways: parts.network?.natGatewayIds ?? {},
    ...watchedPrivateLink(name, config, parts, consumers),
    connections: loggedConnections(settings, config, parts),
  };
}

/** Of load balancers of PrivateLink flow logs show no clients. */
function loggedConnections(
  { cidr }: RegionConfig,
  { service, globalAccelerator, network }: StackConfig,
  { nlb, acceleratedNlb }: RegionParts,
): LoggedConnections {
  const { port, allowedClients } = service;
  const [front, app] = [tierCidr(cidr, "front"), tierCidr(cidr, "app")];
  return {
    traffic: network.flowLogs.traffic,
    doors: [
      ...(nlb ? [{ range: front, port, amongTargets: false }] : []),
      ...(acceleratedNlb ? [{ range: app, port: globalAccelerator?.endpointPort ?? port, amongTargets: true }] : []),
    ],
    targets: { range: app, port },
    allowedClients,
  };
}

function watchedFrontDoors(
  region: Region,
  { zones }: RegionConfig,
  { options, weights: configured, service, instances, ecs, globalAccelerator }: StackConfig,
  { nlb, privateLink, acceleratedNlb }: RegionParts,
): WatchedRegion<Value>["frontDoors"] {
  const door = (
    name: string,
    { metrics }: FrontDoor,
    settings: Pick<WatchedFrontDoor<Value>, "kind" | "crossZone">,
  ): WatchedFrontDoor<Value> => ({
    name,
    ...metrics,
    ...settings,
    weights: weights(compose(options).backends, configured),
    leastTargets: { instances: capacity(instances, zones.length).min, tasks: capacity(ecs, zones.length).min },
    tls: service.tls !== undefined,
  });
  const { crossZone } = service;
  return {
    ...(nlb && { front: door(frontDoorName(region), nlb, { kind: "public", crossZone }) }),
    ...(privateLink && { link: door(privateLinkName(region), privateLink, { kind: "privateLink", crossZone }) }),
    ...(acceleratedNlb &&
      globalAccelerator && {
        accel: door(acceleratedNlbName(region), acceleratedNlb, {
          kind: "accelerated",
          crossZone: globalAccelerator.crossZone,
        }),
      }),
  };
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
  { zone, hostedZone: { id, signed } }: DnsName,
): WatchedDns<Value>["signedZones"] => (signed ? { [which]: { zone, id } } : {});
