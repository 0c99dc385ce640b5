/** When a schedule acts, and to what it sets the group. What it leaves out stays as it is then. */
export interface Schedule {
  /** Five fields of cron: minute, hour, day of the month, month, day of the week. */
  recurrence?: string;
  /** Of the recurrence. Default: UTC. */
  timeZone?: string;
  /** Once, instead: `2026-12-24T06:00:00Z`. */
  at?: string;
  min?: number;
  max?: number;
  desired?: number;
}

export type Schedules = Readonly<Record<string, Schedule>>;

export const UTC = "Etc/UTC";

/**
 * Those that are still to come at a time (milliseconds since 1970). AWS forgets an action that has run once, and refuses to make one whose
 * time has passed. Source: docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html
 */
export const dueSchedules = (schedules: Schedules, now: number): [name: string, schedule: Schedule][] =>
  Object.entries(schedules)
    .filter(([, { at }]) => at === undefined || Date.parse(at) > now)
    .sort(([one], [other]) => (one < other ? -1 : 1));

/** The bounds of the group that schedules move. An update must leave them as the last schedule set them. */
export function scheduledBounds(schedules: Schedules = {}): { min: boolean; max: boolean } {
  const all = Object.values(schedules);
  return { min: all.some(({ min }) => min !== undefined), max: all.some(({ max }) => max !== undefined) };
}

/** What a group may be when a schedule acts, whichever of the others acted before it. */
export interface Room {
  /** The highest minimum that there may be then, and the lowest maximum. */
  min: number;
  max: number;
}

/** `bounds`: the fewest and the most of the group, between which it is when none has acted. */
export function roomOf(name: string, schedules: Schedules, bounds: Room): Room {
  const others = Object.entries(schedules)
    .filter(([each]) => each !== name)
    .map(([, schedule]) => schedule);
  const { min, max } = schedules[name] ?? {};
  return {
    min: min ?? Math.max(bounds.min, ...others.flatMap((each) => each.min ?? [])),
    max: max ?? Math.min(bounds.max, ...others.flatMap((each) => each.max ?? [])),
  };
}

/** In a field of cron the numbers, the names, and what may stand beside them. */
const FIELDS: readonly { from: number; to: number; names?: readonly string[] }[] = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31 },
  {
    from: 1,
    to: 12,
    names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  },
  { from: 0, to: 7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] },
];

/**
 * Whether a text is a recurrence: five fields, in each a list of `*`, values, ranges, and steps of the two.
 * Source: docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html and crontab(5), to which it leads.
 */
export function isRecurrence(text: string): boolean {
  const fields = text.split(" ");
  return fields.length === FIELDS.length && FIELDS.every((field, index) => isField(fields[index] ?? "", field));
}

function isField(text: string, { from, to, names = [] }: (typeof FIELDS)[number]): boolean {
  const isValue = (value: string) =>
    names.includes(value.toUpperCase()) || (/^\d{1,2}$/.test(value) && Number(value) >= from && Number(value) <= to);
  return text.split(",").every((item) => {
    const [range = "", step, ...rest] = item.split("/");
    if (rest.length > 0 || (step !== undefined && !/^[1-9]\d?$/.test(step))) return false;
    if (range === "*") return true;
    const [first = "", last, ...more] = range.split("-");
    if (more.length > 0 || !isValue(first)) return false;
    if (last === undefined) return step === undefined;
    return isValue(last) && (names.length > 0 || Number(first) <= Number(last));
  });
}
