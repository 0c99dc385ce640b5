import { MONTH_HOURS } from "./types";

type Inputs = Readonly<Record<string, unknown>>;

/** The years that recurrences are looked at in: of these days none is skipped, and a month of the 31st comes. */
const DAYS = 365;
const FIRST_DAY = Date.UTC(2027, 0, 1);
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

const NAMES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"].map((name, index) => [name, index])),
  ...Object.fromEntries(
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"].map((name, index) => [
      name,
      index + 1,
    ]),
  ),
};

const numberOf = (text: string): number => NAMES[text.toUpperCase()] ?? Number(text);

/** The values of a field of cron, such as `MON-FRI` or `0,30` or `*` with a step. */
function valuesOf(field: string, from: number, to: number): Set<number> {
  const values = field.split(",").flatMap((part) => {
    const [range = "", step = "1"] = part.split("/");
    const [first = "", last] = range.split("-");
    const [low, high] = range === "*" ? [from, to] : [numberOf(first), numberOf(last ?? first)];
    const end = high < low ? high + (to - from + 1) : high;
    const count = Math.floor((end - low) / Number(step)) + 1;
    return Array.from({ length: count }, (_, index) => ((low + index * Number(step) - from) % (to - from + 1)) + from);
  });
  return new Set(values);
}

/** Minutes of a year at which a recurrence acts. Where both days of the month and of the week are named, either will do, as in crontab(5). */
export function minutesOf(recurrence: string): number[] {
  const [minute = "*", hour = "*", day = "*", month = "*", weekday = "*"] = recurrence.split(" ");
  const [days, months] = [valuesOf(day, 1, 31), valuesOf(month, 1, 12)];
  const weekdays = new Set([...valuesOf(weekday.replaceAll("7", "0"), 0, 6)]);
  const acts = (date: Date): boolean => {
    if (!months.has(date.getUTCMonth() + 1)) return false;
    const [inMonth, inWeek] = [days.has(date.getUTCDate()), weekdays.has(date.getUTCDay())];
    return day !== "*" && weekday !== "*" ? inMonth || inWeek : inMonth && inWeek;
  };
  const times = [...valuesOf(hour, 0, 23)].flatMap((each) => [...valuesOf(minute, 0, 59)].map((at) => each * 60 + at));
  return Array.from({ length: DAYS }, (_, index) => index)
    .filter((index) => acts(new Date(FIRST_DAY + index * DAY_MS)))
    .flatMap((index) => times.map((time) => index * DAY_MINUTES + time));
}

interface State {
  min: number;
  max: number;
  desired: number;
}

const given = (value: unknown, before: number): number =>
  value === undefined || Number(value) < 0 ? before : Number(value);

/** What a schedule sets; it leaves out what reads -1. */
const afterSchedule = ({ min, max, desired }: State, inputs: Inputs): State => ({
  min: given(inputs["minSize"], min),
  max: given(inputs["maxSize"], max),
  desired: given(inputs["desiredCapacity"], desired),
});

const countOf = ({ min, max, desired }: State): number => Math.min(max, Math.max(min, desired));

/**
 * The hours of a month at each number of instances of a group: what it asks for, within what its schedules allow at the time. Times of
 * schedules are read as of one time zone.
 */
export function hoursByCount(
  group: Inputs,
  schedules: readonly Inputs[],
): { hours: { count: number; hours: number }[]; once: boolean } {
  const min = Number(group["minSize"] ?? 0);
  const start: State = { min, max: Number(group["maxSize"] ?? min), desired: Number(group["desiredCapacity"] ?? min) };
  const recurring = schedules.filter(({ recurrence }) => typeof recurrence === "string");
  const events = recurring
    .flatMap((inputs) => minutesOf(String(inputs["recurrence"])).map((minute) => ({ minute, inputs })))
    .sort((one, other) => one.minute - other.minute);
  const once = recurring.length < schedules.length;
  if (events.length === 0) return { hours: [{ count: countOf(start), hours: MONTH_HOURS }], once };
  // The year begins as the last one ended.
  let state = events.reduce((before, { inputs }) => afterSchedule(before, inputs), start);
  const minutes = new Map<number, number>();
  let at = 0;
  const year = DAYS * DAY_MINUTES;
  for (const { minute, inputs } of [...events, { minute: year, inputs: {} }]) {
    minutes.set(countOf(state), (minutes.get(countOf(state)) ?? 0) + minute - at);
    state = afterSchedule(state, inputs);
    at = minute;
  }
  const hours = [...minutes]
    .filter(([, each]) => each > 0)
    .map(([count, each]) => ({ count, hours: (each / year) * MONTH_HOURS }));
  return { hours, once };
}
