import type { AlarmRow } from "../../../analysis/inventory/alarmRows";

/** `Minimum HealthyHostCount below 1, in 2 of 3 values of 60 s`; `any of monitoring-…, monitoring-…` */
export function alarmWhen(when: AlarmRow["when"]): string {
  if (when.kind === "alarms") return when.rings === "rule" ? when.rule : `${when.rings} of ${when.alarms.join(", ")}`;
  const { what, metrics = {}, threshold, comparison, of, outOf, periodSeconds } = when;
  const values = outOf === 1 ? `one value of ${periodSeconds} s` : `${of} of ${outOf} values of ${periodSeconds} s`;
  const named = Object.entries(metrics).map(([id, metric]) => `${id}: ${metric}`);
  return [
    `${[what, comparison, ...(threshold === undefined ? [] : [threshold])].join(" ")}, in ${values}`,
    ...(named.length > 0 ? [`where ${named.join(", ")}`] : []),
  ].join("; ");
}
