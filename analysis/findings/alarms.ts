import { type GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";
import type { Finding } from "./finding";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** Alarms that tell nobody, nor does an alarm on them, and that nothing else follows: no health check, no scaling policy. */
export function silentAlarms(index: GraphIndex): Finding[] {
  const heard = heardAlarms(index);
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

/** By their logical names. */
function heardAlarms(index: GraphIndex): ReadonlySet<string> {
  const composites = index.ofType(COMPOSITE_ALARM);
  const followed = index
    .ofType("aws:route53/healthCheck:HealthCheck")
    .flatMap(({ inputs }) => referencesIn(inputs["cloudwatchAlarmName"]));
  const telling = [...index.ofType(ALARM), ...composites].filter(tellsSomebody);
  const heard = new Set([...followed, ...telling].map(({ name }) => name));
  // A set takes in what is added to it while it is walked through: alarms on alarms on alarms.
  for (const name of heard)
    for (const { inputs } of composites.filter((each) => each.name === name))
      for (const part of referencesIn(inputs["alarmRule"])) heard.add(part.name);
  return heard;
}

/** The alarm of a scaling policy tells the policy. */
const tellsSomebody = ({ inputs }: ResourceNode): boolean => ((inputs["alarmActions"] ?? []) as unknown[]).length > 0;
