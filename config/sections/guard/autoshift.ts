import { z } from "zod";
import { PRACTICE_LIMITS, WINDOW, endsLater } from "../../../plan/guard/autoshift";
import { WEEKLY_WINDOW } from "../../editor/patterns";
import { oneListOf } from "../../editor/rules";
import { arnOf, field, flag } from "../../fields";

const window = field(
  z
    .string()
    .regex(WINDOW, { abort: true })
    .refine(endsLater, { error: "let it end after it begins; give a time over midnight as two" }),
  {
    description: "A time of a week, in UTC.",
    allowed: "a time of one day in UTC that ends after it begins, such as Mon:08:00-Mon:18:30",
    fix: "write day and time of both ends; give a time over midnight as two",
    examples: ["Mon:08:00-Mon:18:30"],
    editor: { pattern: WEEKLY_WINDOW },
  },
);

const windows = (description: string) => z.array(window).max(PRACTICE_LIMITS.windows).default([]).describe(description);

const alarmArns = (description: string) =>
  z
    .array(arnOf("cloudwatch", "alarm:.{1,255}", "An alarm of a region of the stack.", "alarm:checkout-errors"))
    .default([])
    .describe(description);

/** Source of the ranges: docs.aws.amazon.com/arc-zonal-shift/latest/api/API_CreatePracticeRunConfiguration.html */
export const autoshiftSection = z
  .strictObject({
    shifts: flag(
      "Whether AWS may take a zone out when it finds it impaired. With false there are practice runs alone, to see first what they do.",
    ).default(true),
    privateLink: flag(
      "Whether the load balancer of option privateLink takes part. AWS does not say what becomes of consumers whose endpoint is in the zone that is " +
        "taken out: shift one by hand first.",
    ).default(false),
    blockedWindows: windows("Times when no practice run begins."),
    allowedWindows: windows("The only times when one begins, in place of blockedWindows."),
    blockedDates: z
      .array(
        field(z.iso.date(), {
          description: "A day, in UTC.",
          allowed: "a date such as 2026-12-24",
          fix: "write year, month and day, in quotes",
          examples: ["2026-12-24"],
        }),
      )
      .max(PRACTICE_LIMITS.dates)
      .default([])
      .describe("Days on which none begins."),
    outcomeAlarmArns: alarmArns(
      "Alarms of your own, beside the stack's, that end a practice run as failed in their region, such as one of what your clients notice. Up to 9 of a region.",
    ),
    blockingAlarmArns: alarmArns(
      "Alarms of your own that keep a practice run from beginning, each in its region. Up to 9 of a region.",
    ),
  })
  .meta({ editor: oneListOf("blockedWindows", "allowedWindows") });

export type AutoshiftConfig = z.output<typeof autoshiftSection>;
