import { z } from "zod";
import { isRecurrence } from "../../../plan/instances/schedules";
import { RECURRENCE } from "../../editor/patterns";
import { SCHEDULE_RULES } from "../../editor/rules";
import { field, wholeNumber } from "../../fields";

export const scheduleName = field(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), {
  description: "The name of a schedule.",
  allowed: "1 to 40 lower-case letters, digits and hyphens, the first a letter",
  fix: "name it by what it is for, such as office-hours",
  examples: ["office-hours"],
});

/** Names that AWS knows: canonical ones, and UTC by either. */
const TIME_ZONES = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", "Etc/UTC"]);

const scheduled = (what: string) =>
  wholeNumber(`${what} from then on. Default: unchanged.`, "instances", 1, 1000).optional();

export const schedule = z
  .strictObject({
    recurrence: field(
      z
        .string()
        .regex(/^\S+( \S+){4}$/)
        .refine(isRecurrence, { error: "write five fields of numbers, names, ranges, lists and steps" }),
      {
        description:
          "When it acts, again and again: five fields of cron, in timeZone. Default: none, where at says when.",
        allowed: "minute, hour, day of the month, month and day of the week, such as 0 7 * * MON-FRI",
        fix: "write five fields, with one space between two",
        examples: ["0 7 * * MON-FRI"],
        editor: { pattern: RECURRENCE },
      },
    ).optional(),
    timeZone: field(
      z
        .string()
        .regex(/^[A-Za-z]+([/_+-]?[A-Za-z0-9]+)*$/)
        .refine((name) => TIME_ZONES.has(name), {
          error: "write the name that the tz database has, by continent and city",
        }),
      {
        description: "The time zone of recurrence, summer time included. Default: UTC.",
        allowed: "the name of a time zone, such as Europe/Dublin",
        fix: "write the name that the tz database has, by continent and city",
        examples: ["Europe/Dublin"],
      },
    ).optional(),
    at: field(z.iso.datetime().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), {
      description:
        "When it acts, once, in UTC; passed over once it is past. Default: none, where recurrence says when.",
      allowed: "a time in UTC, such as 2027-12-24T06:00:00Z",
      fix: "write it in quotes, with the seconds and Z at its end",
      examples: ["2027-12-24T06:00:00Z"],
    }).optional(),
    min: scheduled("Fewest instances"),
    max: scheduled("Most instances"),
    desired: scheduled("Instances"),
  })
  .meta({
    description: "A time, and what the group is set to then.",
    examples: [{ recurrence: "0 7 * * MON-FRI", min: 4 }],
    editor: SCHEDULE_RULES,
  });
