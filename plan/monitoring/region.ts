import type { ZoneLetter } from "../regions";
import { type AlarmPlan, type CompositePlan, type Part, type Rule } from "./alarm";
import { type WatchedFrontDoor, decidingBackends, frontDoorAlarms, noTargetsKey } from "./frontDoor";

/** What of a region is watched, by the names and ids that CloudWatch knows it by. */
export interface WatchedRegion<V> {
  region: string;
  zones: readonly ZoneLetter[];
  /** By a short key: `front`, `link`, `accel`. */
  frontDoors: Readonly<Record<string, WatchedFrontDoor<V>>>;
}

/** The alarms of a region and those on them. */
export interface Monitored<V> {
  alarms: AlarmPlan<V>[];
  composites: CompositePlan[];
}

export function regionAlarms<V>(watched: WatchedRegion<V>): AlarmPlan<V>[] {
  return sortedEntries(watched.frontDoors).flatMap(([key, door]) => frontDoorAlarms(key, door, watched));
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
