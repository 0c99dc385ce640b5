import type { EventPlan } from "../monitoring/events";

/**
 * The load of the other zones, in percent of what they can carry, while the traffic of one of the zones goes to them: each has its own load and
 * an equal part of that one's. ARC waits for no scaling.
 * Source: docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-autoshift.considerations.html ("pre-scaled")
 */
export const loadWithoutZone = (loadPercent: number, zones: number): number =>
  zones < 2 ? Infinity : Math.round((loadPercent * zones) / (zones - 1));

/** The most load of each zone with which the others have no more than they may when one is taken out. */
export const mostLoadBefore = (zones: number): number => Math.floor((MOST_LOAD_PERCENT * (zones - 1)) / zones);

/** More than this leaves no room for the moments in which connections are unevenly spread. */
export const MOST_LOAD_PERCENT = 90;

/** What an event of ARC says beside its kind. Source: docs.aws.amazon.com/r53recovery/latest/dg/eventbridge-zonal-autoshift.html, examples */
const SAYS = { what: "$.detail-type", zone: "$.detail.metadata.awayFrom" };

/**
 * What is told of a region's autoshifts: of every load balancer there, as AWS does not say how an event names one.
 * Source: docs.aws.amazon.com/r53recovery/latest/dg/eventbridge-zonal-autoshift.html, detail-type
 */
export const autoshiftEvents = (region: string): EventPlan<never>[] => [
  {
    key: "autoshift",
    entry: "autoshift",
    grade: "page",
    subject: region,
    pattern: { source: ["aws.arc-zonal-shift"], "detail-type": ["Autoshift In Progress", "Autoshift Completed"] },
    says: SAYS,
  },
  {
    key: "practice-failed",
    entry: "practice-failed",
    grade: "ticket",
    subject: region,
    pattern: { source: ["aws.arc-zonal-shift"], "detail-type": ["Practice Run Failed", "Practice Run Interrupted"] },
    says: SAYS,
  },
];

/** A time of one day. */
export const WINDOW = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):([0-5]\d)-\1:([01]\d|2[0-3]):([0-5]\d)$/;

/** Whether a window ends after it begins, as `Mon:08:00-Mon:18:30` does. AWS takes none over midnight. */
export function endsLater(window: string): boolean {
  const [, , fromHour = "", fromMinute = "", toHour = "", toMinute = ""] = WINDOW.exec(window) ?? [];
  return `${fromHour}${fromMinute}` < `${toHour}${toMinute}`;
}

/** How many windows, dates or alarms of a kind AWS takes. Source: docs.aws.amazon.com/arc-zonal-shift/latest/api/API_CreatePracticeRunConfiguration.html */
export const PRACTICE_LIMITS = { windows: 15, dates: 15, alarms: 10 } as const;
