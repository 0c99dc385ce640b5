import { capacity } from "../../../plan/capacity";
import { UTC, roomOf } from "../../../plan/instances/schedules";
import type { Mistake, Path } from "../../mistakes";
import type { StackConfig } from "../../schema";
import { type Check, eachRegion } from "../common";

/* Rules of what the clock sets. */

const SIZES = ["min", "max", "desired"] as const;

/** Each acts by the clock or once, and sets something. */
function scheduleForms({ instances: { scaling } }: StackConfig): Mistake[] {
  return Object.entries(scaling.schedules ?? {}).flatMap(([name, { recurrence, at, timeZone, min, max, desired }]) => {
    const path: Path = ["instances", "scaling", "schedules", name];
    const mistakes: Mistake[] = [];
    if ((recurrence === undefined) === (at === undefined))
      mistakes.push({
        path: [...path, at === undefined ? "recurrence" : "at"],
        value: at,
        allowed: "one of recurrence, for again and again, and at, for once",
        fix: at === undefined ? "say when it acts" : "remove one of the two",
        because: [
          [...path, "recurrence"],
          [...path, "at"],
        ],
      });
    if (at !== undefined && timeZone !== undefined)
      mistakes.push({
        path: [...path, "timeZone"],
        value: timeZone,
        allowed: "nothing beside at, which is in UTC",
        fix: "remove it, or set recurrence instead of at",
        because: [[...path, "at"]],
      });
    if (min === undefined && max === undefined && desired === undefined)
      mistakes.push({
        path: [...path, "desired"],
        value: undefined,
        allowed: "one or more of min, max and desired",
        fix: "say what it sets, or remove it",
        because: SIZES.map((key) => [...path, key]),
      });
    return mistakes;
  });
}

/** AWS takes no two actions of a group for the same moment. Source: docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html */
function scheduleTimes({ instances: { scaling } }: StackConfig): Mistake[] {
  const first = new Map<string, string>();
  return Object.entries(scaling.schedules ?? {}).flatMap(([name, { recurrence, at, timeZone = UTC }]): Mistake[] => {
    const key = recurrence === undefined ? "at" : "recurrence";
    const moment = recurrence === undefined ? at : `${recurrence} ${timeZone === "UTC" ? UTC : timeZone}`;
    if (moment === undefined) return [];
    const other = first.get(moment);
    if (other === undefined) {
      first.set(moment, name);
      return [];
    }
    const schedules: Path = ["instances", "scaling", "schedules"];
    return [
      {
        path: [...schedules, name, key],
        value: recurrence ?? at,
        allowed: `another time than that of ${other}: AWS takes no two schedules of a group for one moment`,
        fix: "join the two, or put a minute between them",
        because: [[...schedules, other]],
      },
    ];
  });
}

/**
 * A schedule moves the group within min and max, and whichever acted before it, its bounds and size go together: AWS refuses an action whose
 * do not, when it is too late.
 */
const scheduleSizes: Check = eachRegion((region, { zones }, { instances }) => {
  const { schedules = {} } = instances.scaling;
  if (zones.length === 0) return [];
  const bounds = capacity(instances, new Set(zones).size);
  return Object.entries(schedules).flatMap(([name, schedule]): Mistake[] => {
    const path: Path = ["instances", "scaling", "schedules", name];
    const because: Path[] = [
      ["instances", "min"],
      ["instances", "desired"],
      ["instances", "max"],
      ["regions", region, "zones"],
      ["instances", "scaling", "schedules"],
    ];
    const given = SIZES.filter((key) => schedule[key] !== undefined);
    const outside = given.find((key) => (schedule[key] ?? 0) < bounds.min || (schedule[key] ?? 0) > bounds.max);
    if (outside !== undefined)
      return [
        {
          path: [...path, outside],
          value: schedule[outside],
          allowed: `${bounds.min} to ${bounds.max} instances, as instances.min and max are in ${region}`,
          fix: "choose one between them, or move them",
          because,
        },
      ];
    const room = roomOf(name, schedules, bounds);
    const { desired = room.max } = schedule;
    const last = given.at(-1);
    if (last === undefined || (room.min <= desired && desired <= room.max && room.min <= room.max)) return [];
    return [
      {
        path: [...path, last],
        value: schedule[last],
        allowed: `min ≤ desired ≤ max when it acts; by the other schedules there may then be ${room.min} at the least and ${room.max} at the most`,
        fix: "set min and max in it, too",
        because,
      },
    ];
  });
});

export const scheduleChecks: readonly Check[] = [scheduleForms, scheduleTimes, scheduleSizes];
