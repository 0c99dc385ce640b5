import type * as pulumi from "@pulumi/pulumi";
import { type FlowLogQueries, type FrontDoor, Monitoring, type PrivateLinkConsumer } from "../components";
import { type RegionConfig, type StackConfig, regionEntries } from "../config";
import { alarmRegions, isHeard, publishersIn, subscribersIn, tellsOfCosts } from "../config/monitoring";
import { capacity } from "../plan/capacity";
import { type AlarmPlan, type CompositePlan } from "../plan/monitoring/alarm";
import type { WatchedFrontDoor } from "../plan/monitoring/frontDoor";
import type { WatchedPrivateLink } from "../plan/monitoring/privateLink";
import { type LoggedConnections, connectionQueries, rejectedClientsPattern } from "../plan/monitoring/queries";
import { type WatchedRegion, practiceComposite, regionAlarms, regionComposites } from "../plan/monitoring/region";
import { acceleratedNlbName, frontDoorName, monitoringName, privateLinkName } from "../plan/names";
import { tierCidr } from "../plan/network/subnets";
import { compose } from "../plan/options";
import { serviceRegionOf } from "../plan/privateLink/consumers";
import type { Region } from "../plan/regions";
import { weights } from "../plan/weights";
import type { Keys } from "./keys";
import type { Providers } from "./providers";
import type { RegionParts } from "./region";

type Value = pulumi.Input<string>;

/** What the stack has that is watched. */
export interface WatchedParts {
  regions: Readonly<Record<string, RegionParts>>;
  /** By name. */
  consumers: Readonly<Record<string, PrivateLinkConsumer>>;
}

/** What is watched in one region, of all that the stack has. */
interface RegionAlarms {
  alarms: AlarmPlan<Value>[];
  composites: CompositePlan[];
  flowLogs?: FlowLogQueries;
  after: pulumi.Resource[];
}

/** The alarms of the stack, in each region that has metrics of it. */
export function createMonitoring(
  config: StackConfig,
  parts: WatchedParts,
  { keys, secretSections, providers }: { keys: Keys; secretSections: readonly string[]; providers: Providers },
): Readonly<Record<string, Monitoring>> {
  const made: Record<string, Monitoring> = {};
  for (const region of alarmRegions(config)) {
    const { alarms, composites, flowLogs, after } = alarmsIn(region, config, parts);
    if (alarms.length === 0 && !tellsOfCosts(config, region)) continue;
    made[region] = new Monitoring(
      monitoringName(region),
      {
        region,
        alarms,
        composites,
        flowLogs,
        subscribers: subscribersIn(config, region),
        publishers: publishersIn(config, region),
        kmsKeyArn: keys[region],
        secret: secretSections.includes("monitoring"),
        runbook: config.monitoring.runbook,
        after,
      },
      { providers: [providers.of(region)] },
    );
  }
  return made;
}

function alarmsIn(region: string, config: StackConfig, parts: WatchedParts): RegionAlarms {
  const entry = regionEntries(config).find(([name]) => name === region);
  const regionParts = parts.regions[region];
  if (!entry || !regionParts) return { alarms: [], composites: [], after: [] };
  const watched = watchedRegion(...entry, config, regionParts, parts.consumers);
  const alarms = regionAlarms(watched, config.monitoring.thresholds);
  const heard = isHeard(config, region, "page");
  const practice = config.guard.autoshift && practiceComposite(region, alarms);
  return {
    alarms,
    composites: [...regionComposites(watched, alarms, { heard }), ...(practice ? [practice] : [])],
    ...flowLogQueries(watched.connections, regionParts),
    after: [...regionParts.ready],
  };
}

function flowLogQueries(
  connections: LoggedConnections,
  { flowLogGroupName: groupName }: RegionParts,
): { flowLogs?: FlowLogQueries } {
  if (groupName === undefined) return {};
  const rejectedClients = rejectedClientsPattern(connections);
  const queries = connectionQueries(connections);
  return { flowLogs: { groupName, queries, ...(rejectedClients !== undefined && { rejectedClients }) } };
}

/** What the region's parts are called by CloudWatch. */
function watchedRegion(
  region: Region,
  settings: RegionConfig,
  config: StackConfig,
  parts: RegionParts,
  consumers: WatchedParts["consumers"],
): WatchedRegion<Value> {
  const { natGatewayIds } = parts;
  return {
    region,
    zones: settings.zones,
    frontDoors: watchedFrontDoors(region, settings, config, parts),
    certificates: config.service.tls ? settings.certificates : [],
    natGateways: natGatewayIds,
    ...watchedPrivateLink(region, config, parts, consumers),
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
