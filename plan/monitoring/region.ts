import type { ZoneLetter } from "../regions";
import { type AlarmPlan, type CompositePlan, type Part, type Rule } from "./alarm";
import { certificateAlarms } from "./certificates";
import { connectionAlarms } from "./connections";
import { type WatchedFrontDoor, decidingBackends, frontDoorAlarms, noTargetsKey } from "./frontDoor";
import { type WatchedNatGateways, natAlarms } from "./network";
import { type WatchedPrivateLink, privateLinkAlarms } from "./privateLink";
import type { LoggedConnections } from "./queries";
import type { Thresholds } from "./thresholds";

/** What of a region is watched, by the names and ids that CloudWatch knows it by. */
export interface WatchedRegion<V> {
  region: string;
  zones: readonly ZoneLetter[];
  /** By a short key: `front`, `link`, `accel`. */
  frontDoors: Readonly<Record<string, WatchedFrontDoor<V>>>;
  /** ARNs of those that its load balancers show. None without TLS. */
  certificates: readonly string[];
  natGateways: WatchedNatGateways<V>;
  privateLink?: WatchedPrivateLink<V>;
  connections: LoggedConnections;
}

/** The alarms of a region and those on them. */
export interface Monitored<V> {
  alarms: AlarmPlan<V>[];
  composites: CompositePlan[];
}

export function regionAlarms<V>(watched: WatchedRegion<V>, thresholds: Thresholds): AlarmPlan<V>[] {
  const { region, frontDoors, certificates, natGateways, privateLink, connections } = watched;
  return [
    ...sortedEntries(frontDoors).flatMap(([key, door]) => frontDoorAlarms(key, door, watched, thresholds)),
    ...connectionAlarms(region, connections, thresholds),
    ...certificateAlarms(certificates, thresholds),
    ...natAlarms(region, natGateways, thresholds),
    ...(privateLink ? privateLinkAlarms(privateLink, thresholds) : []),
  ];
}

/** The composite alarm that a region serves nobody. */
export const DOWN = "down";

/**
 * That nobody is served in the region; and, muted while that rings, one for each part that has alarms that page. Only who hears of it needs
 * the latter: CloudWatch mutes no alarm but those on others.
 */
export function regionComposites<V>(
  watched: WatchedRegion<V>,
  alarms: readonly AlarmPlan<V>[],
  { heard }: { heard: boolean },
): CompositePlan[] {
  const down = downRule(watched);
  if (!down) return [];
  const whole: CompositePlan = {
    key: DOWN,
    entry: "region-down",
    grade: "page",
    subject: watched.region,
    rule: down,
  };
  return [whole, ...(heard ? partComposites(watched.region, alarms, DOWN) : [])];
}

/** The composite alarm that a practice run of zonal autoshift is judged by. */
export const PRACTICE = "practice-run";

/** That anything rings that would wake somebody. For ARC alone: the alarms themselves tell people. Undefined where nothing wakes anybody. */
export function practiceComposite<V>(region: string, alarms: readonly AlarmPlan<V>[]): CompositePlan | undefined {
  const paging = alarms.filter(({ grade }) => grade === "page").map(({ key }) => key);
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
export function partComposites<V>(subject: string, alarms: readonly AlarmPlan<V>[], mutedBy?: string): CompositePlan[] {
  const paging = alarms.filter(({ grade }) => grade === "page");
  const parts = [...new Set(paging.map(({ part }) => part))].sort();
  return parts.map((part) => ({
    key: partKey(part),
    entry: "part-in-trouble",
    grade: "page",
    subject: `${part}, ${subject}`,
    rule: { any: paging.filter((alarm) => alarm.part === part).map(({ key }) => key) },
    ...(mutedBy !== undefined && { mutedBy }),
  }));
}

const partKey = (part: Part): string => `${part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-in-trouble`;

/** That no load balancer of the region has a healthy target in any zone. Undefined where there is none. */
function downRule<V>({ frontDoors, zones }: WatchedRegion<V>): Rule | undefined {
  const all = sortedEntries(frontDoors).flatMap(([key, door]) =>
    decidingBackends(door).flatMap((backend) => [...zones].sort().map((zone) => noTargetsKey(key, backend, zone))),
  );
  return all.length === 0 ? undefined : { all };
}

const sortedEntries = <T>(things: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(things).sort(([one], [other]) => one.localeCompare(other));
