import type { AlarmRow } from "../../../analysis/inventory/alarmRows";

/** `Minimum HealthyHostCount below 1, in 2 of 3 values of 60 s`; `any of monitoring-…, monitoring-…` */
export function alarmWhen(when: AlarmRow["when"]): string {
  if (when.kind === "alarms") return `${when.any ? "any" : "all"} of ${when.alarms.join(", ")}`;
  const { what, threshold, comparison, of, outOf, periodSeconds } = when;
  const values = outOf === 1 ? `one value of ${periodSeconds} s` : `${of} of ${outOf} values of ${periodSeconds} s`;
  return `${[what, comparison, ...(threshold === undefined ? [] : [threshold])].join(" ")}, in ${values}`;
}
