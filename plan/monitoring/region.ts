import type { ZoneLetter } from "../regions";
import { sortedEntries } from "../sortedEntries";
import { type AlarmPlan, type CompositePlan, MAX_CHILDREN, PART_TITLES, type Part, type Rule } from "./alarm";
import { certificateAlarms } from "./certificates";
import { connectionAlarms } from "./connections";
import { type WatchedDns, decidingChecks, dnsAlarms } from "./dns";
import type { EventPlan } from "./events";
import { frontDoorAlarms } from "./frontDoor/frontDoorAlarms";
import { noTargetsKeys } from "./frontDoor/targets";
import type { WatchedFrontDoor } from "./frontDoor/watched";
import { type WatchedAccelerator, acceleratorAlarms, noEndpointKey } from "./globalAccelerator";
import { type WatchedInstances, instanceAlarms, instanceEvents } from "./instances";
import { type WatchedNatGateways, natAlarms } from "./network";
import { type WatchedFirewall, endpointSilentKey, networkFirewallAlarms } from "./networkFirewall";
import { type WatchedPrivateLink, privateLinkAlarms } from "./privateLink";
import type { LoggedConnections } from "./queries";
import { type WatchedTasks, taskAlarms, taskEvents } from "./tasks";
import type { Thresholds } from "./thresholds";

/** What of a region is watched, by the names and ids that CloudWatch knows it by. */
export interface WatchedRegion<V> {
  region: string;
  zones: readonly ZoneLetter[];
  /** By a short key: `front`, `link`, `accel`. */
  frontDoors: Readonly<Record<string, WatchedFrontDoor<V>>>;
  instances?: WatchedInstances<V>;
  tasks?: WatchedTasks<V>;
  networkFirewall?: WatchedFirewall<V>;
  /** ARNs of those that its load balancers show. None without TLS. */
  certificates: readonly string[];
  natGateways: WatchedNatGateways<V>;
  privateLink?: WatchedPrivateLink<V>;
  /** What flow logs tell of. Default: nothing. */
  connections?: LoggedConnections;
  /** In the region that has its metrics, be anything served there or not. So with DNS. */
  globalAccelerator?: WatchedAccelerator<V>;
  dns?: WatchedDns<V>;
}

export function regionAlarms<V>(watched: WatchedRegion<V>, thresholds: Thresholds): AlarmPlan<V>[] {
  const { region, frontDoors, connections } = watched;
  return [
    ...sortedEntries(frontDoors).flatMap(([key, frontDoor]) => frontDoorAlarms(key, frontDoor, watched, thresholds)),
    ...(connections ? connectionAlarms(region, connections, thresholds) : []),
    ...backendAlarms(watched, thresholds),
    ...surroundingAlarms(watched, thresholds),
  ];
}

function backendAlarms<V>({ instances, tasks }: WatchedRegion<V>, thresholds: Thresholds): AlarmPlan<V>[] {
  return [...(instances ? instanceAlarms(instances, thresholds) : []), ...(tasks ? taskAlarms(tasks, thresholds) : [])];
}

/** Of what stands around load balancers and backends. */
function surroundingAlarms<V>(watched: WatchedRegion<V>, thresholds: Thresholds): AlarmPlan<V>[] {
  const { region, certificates, natGateways, privateLink, networkFirewall, globalAccelerator, dns } = watched;
  return [
    ...certificateAlarms(certificates, thresholds),
    ...natAlarms(region, natGateways, thresholds),
    ...(privateLink ? privateLinkAlarms(privateLink, thresholds) : []),
    ...(networkFirewall ? networkFirewallAlarms(region, networkFirewall, thresholds) : []),
    ...(globalAccelerator ? acceleratorAlarms(globalAccelerator) : []),
    ...(dns ? dnsAlarms(dns) : []),
  ];
}

/** What AWS tells of the region's parts as events. */
export const regionEvents = <V>({ instances, tasks }: WatchedRegion<V>): EventPlan<V>[] => [
  ...(instances ? instanceEvents(instances) : []),
  ...(tasks ? taskEvents(tasks) : []),
];

/** The composite alarm that a region serves nobody. */
export const DOWN = "down";

/** That by DNS, or by the accelerator, nobody is served anywhere. */
const SERVICE_DOWN = "service-down";

/**
 * That nobody is served in the region; in the region that has the metrics of DNS or of the accelerator, that nobody is served by these; and,
 * muted while that rings, one for each part that has alarms that page. Only who hears of it needs the latter: CloudWatch mutes no alarm but
 * those on others. An alarm names and is muted by alarms of its own region alone.
 */
export function regionComposites<V>(
  watched: WatchedRegion<V>,
  alarms: readonly AlarmPlan<V>[],
  { heard }: { heard: boolean },
): CompositePlan[] {
  const service = serviceDown(watched);
  const down = regionDown(watched, service?.key);
  const muting = { service: service?.key, region: down?.key };
  const parts = heard ? partComposites(watched.region, alarms, muting) : [];
  return [...(service ? [service] : []), ...(down ? [down] : []), ...parts];
}

function regionDown<V>(watched: WatchedRegion<V>, mutedBy: string | undefined): CompositePlan | undefined {
  const rule = downRule(watched);
  if (!rule) return undefined;
  const muted = mutedBy === undefined ? {} : { mutedBy };
  return { key: DOWN, entry: "region-down", grade: "page", subject: watched.region, rule, ...muted };
}

/** The parts whose loss is that of the service, not of one region. */
const OF_SERVICE: readonly Part[] = ["dns", "globalAccelerator"];

/** Parts that are watched in a region and say nothing of how it carries what a zone leaves to it. */
const NOT_OF_PRACTICE: readonly Part[] = [...OF_SERVICE, "certificates", "latency"];

/** The composite alarm that a practice run of zonal autoshift is judged by. */
export const PRACTICE = "practice-run";

/**
 * That anything of the region's own rings that would wake somebody. For ARC alone: the alarms themselves tell people. Undefined where nothing
 * wakes anybody. What DNS says is not among it: a check that follows a zone fails because the zone is taken out, and would end each run.
 */
export function practiceComposite<V>(region: string, alarms: readonly AlarmPlan<V>[]): CompositePlan | undefined {
  const here = alarms.filter(({ part }) => !NOT_OF_PRACTICE.includes(part));
  const paging = here.filter(({ grade }) => grade === "page").map(({ key }) => key);
  if (paging.length === 0) return undefined;
  return {
    key: PRACTICE,
    entry: "practice-run",
    grade: "ticket",
    subject: region,
    rule: { any: paging },
    silent: true,
  };
}

/** For each part with alarms that page, that one of them rings. */
function partComposites<V>(
  region: string,
  alarms: readonly AlarmPlan<V>[],
  muting: { service?: string | undefined; region?: string | undefined },
): CompositePlan[] {
  const paging = alarms.filter(({ grade }) => grade === "page");
  const parts = [...new Set(paging.map(({ part }) => part))].sort();
  return parts.flatMap((part) => {
    const mutedBy = OF_SERVICE.includes(part) ? muting.service : muting.region;
    const keys = paging.filter((alarm) => alarm.part === part).map(({ key }) => key);
    return chunks(keys, MAX_CHILDREN).map((any, index): CompositePlan => ({
      key: index === 0 ? partKey(part) : `${partKey(part)}-${index + 1}`,
      entry: "part-in-trouble",
      grade: "page",
      subject: `${PART_TITLES[part]}, ${region}`,
      rule: { any },
      ...(mutedBy !== undefined && { mutedBy }),
    }));
  });
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

const partKey = (part: Part): string => `${part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-in-trouble`;

/**
 * That no load balancer of the region serves anybody: none has a healthy target in any zone, or nothing passes the firewall before the
 * public one in any zone. Undefined where there is none.
 */
function downRule<V>({ frontDoors, zones, networkFirewall }: WatchedRegion<V>): Rule | undefined {
  const sortedZones = [...zones].sort();
  const silent = sortedZones.every((zone) => networkFirewall?.endpoints[zone]?.busy)
    ? sortedZones.map(endpointSilentKey)
    : [];
  const all = sortedEntries(frontDoors).flatMap(([key, frontDoor]): Rule[] => {
    const targets = noTargetsKeys(key, frontDoor, zones);
    return key === "front" && silent.length > 0 ? [{ any: [{ all: targets }, { all: silent }] }] : targets;
  });
  return all.length === 0 ? undefined : { all };
}

/** By DNS in us-east-1, by the accelerator in us-west-2: the two are never in one region. */
function serviceDown<V>({ dns, globalAccelerator }: WatchedRegion<V>): CompositePlan | undefined {
  const common = { key: SERVICE_DOWN, entry: "service-down", grade: "page" } as const;
  const checks = dns ? decidingChecks(dns) : [];
  if (dns && checks.length > 0) return { ...common, subject: dns.hostname, rule: { all: checks } };
  if (!globalAccelerator) return undefined;
  const all = Object.keys(globalAccelerator.regions).sort().map(noEndpointKey);
  return { ...common, subject: "the addresses of the accelerator", rule: { all } };
}
