import type * as pulumi from "@pulumi/pulumi";
import { Chat, type FlowLogQueries, Monitoring, isMadeHere } from "../components";
import type { StackConfig } from "../config";
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
import { trafficDialOf } from "../plan/globalAccelerator/accelerator";
import { autoshiftEvents } from "../plan/guard/autoshift";
import type { AlarmPlan, CompositePlan, Grade } from "../plan/monitoring/alarm";
import { CHAT_REGION } from "../plan/monitoring/chat";
import { type LoggedConnections, connectionQueries, rejectedClientsPattern } from "../plan/monitoring/queries";
import {
  type WatchedRegion,
  practiceComposite,
  regionAlarms,
  regionComposites,
  regionEvents,
} from "../plan/monitoring/region";
import { asTickets, standsBy } from "../plan/monitoring/standby";
import { CHAT_NAME, monitoringName } from "../plan/names";
import type { Region } from "../plan/regions";
import type { Keys } from "./keys";
import { metricsStack } from "./latency";
import type { Providers } from "./providers";
import type { RegionParts } from "./region";
import { type WatchedParts, watchedRegion } from "./watched";

type Value = pulumi.Input<string>;

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
  if (!config.monitoring.alarms) return {};
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
  { monitoring: { notify }, iam }: StackConfig,
  regions: readonly Monitoring[],
  { providers }: Context,
): void {
  const { slack, teams } = notify;
  if (slack.length + teams.length === 0) return;
  const topicArns = (grade: Grade) => regions.flatMap(({ topics }) => topics[grade].filter(isMadeHere));
  new Chat(
    CHAT_NAME,
    { slack, teams, iam, topicArns: { page: topicArns("page"), ticket: topicArns("ticket") } },
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
