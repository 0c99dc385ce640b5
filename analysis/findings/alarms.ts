import { type GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";
import type { Finding } from "./finding";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** Alarms that tell nobody, nor does an alarm on them, and that nothing else follows: no health check, scaling policy or zonal autoshift. */
export function silentAlarms(index: GraphIndex): Finding[] {
  const heard = new Set([...toldAlarms(index), ...followedAlarms(index)]);
  const silent = [ALARM, COMPOSITE_ALARM].flatMap((type) => index.ofType(type)).filter(({ name }) => !heard.has(name));
  if (silent.length === 0) return [];
  const regions = [...new Set(silent.map((node) => index.regionOf(node) ?? ""))].sort();
  return [
    {
      severity: "note",
      rule: "silent-alarms",
      text: `Nobody hears of ${silent.length === 1 ? "one alarm" : `${silent.length} alarms`} in ${regions.join(", ")}.`,
      fix: "Say in monitoring.notify who is told.",
      resources: silent.map(({ name }) => name),
    },
  ];
}

/** Those that somebody is told of, be it by an alarm on them: their logical names. */
function toldAlarms(index: GraphIndex): ReadonlySet<string> {
  const composites = index.ofType(COMPOSITE_ALARM);
  const told = new Set([...index.ofType(ALARM), ...composites].filter(tellsSomebody).map(({ name }) => name));
  // A set takes in what is added to it while it is walked through: alarms on alarms on alarms.
  for (const name of told)
    for (const { inputs } of composites.filter((each) => each.name === name))
      for (const part of referencesIn(inputs["alarmRule"])) told.add(part.name);
  return told;
}

/** The alarm of a scaling policy tells the policy. */
const tellsSomebody = ({ inputs }: ResourceNode): boolean => ((inputs["alarmActions"] ?? []) as unknown[]).length > 0;

/** Those that something of AWS acts on, which tells nobody. */
function followedAlarms(index: GraphIndex): string[] {
  const values = [
    ...index.ofType("aws:route53/healthCheck:HealthCheck").map(({ inputs }) => inputs["cloudwatchAlarmName"]),
    ...index
      .ofType("aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration")
      .flatMap(({ inputs }) => [inputs["outcomeAlarms"], inputs["blockingAlarms"]]),
  ];
  return values.flatMap((value) => referencesIn(value).map(({ name }) => name));
}
