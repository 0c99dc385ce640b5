import { type GraphIndex, referencesIn } from "../../graph/graph";
import type { Finding } from "./finding";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** Alarms that tell nobody, and that nothing else follows either: no health check, no scaling policy, no alarm made of others. */
export function silentAlarms(index: GraphIndex): Finding[] {
  const followed = followedAlarms(index);
  const silent = [ALARM, COMPOSITE_ALARM]
    .flatMap((type) => index.ofType(type))
    .filter(({ inputs, name }) => !hasActions(inputs) && !followed.has(name));
  const regions = [...new Set(silent.map((node) => index.regionOf(node) ?? ""))].sort();
  return regions.map((region): Finding => {
    const names = silent.filter((node) => (index.regionOf(node) ?? "") === region).map(({ name }) => name);
    return {
      severity: "note",
      rule: "silent-alarms",
      text: `Nobody hears of ${names.length === 1 ? "one alarm" : `${names.length} alarms`} in ${region}.`,
      fix: "Say in monitoring.notify who is told.",
      resources: names,
    };
  });
}

/** Those of scaling policies have the policy for an action. */
const hasActions = ({ alarmActions = [] }: Readonly<Record<string, unknown>>): boolean =>
  (alarmActions as unknown[]).length > 0;

function followedAlarms(index: GraphIndex): ReadonlySet<string> {
  const values = [
    ...index.ofType("aws:route53/healthCheck:HealthCheck").map(({ inputs }) => inputs["cloudwatchAlarmName"]),
    ...index.ofType(COMPOSITE_ALARM).map(({ inputs }) => inputs["alarmRule"]),
  ];
  return new Set(values.flatMap((value) => referencesIn(value).map(({ name }) => name)));
}
