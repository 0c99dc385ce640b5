import { type GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";
const AUTOSHIFT = "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration";

/** All alarms, on metrics and on other alarms. */
export const alarmsOf = (index: GraphIndex): ResourceNode[] => [
  ...index.ofType(METRIC_ALARM),
  ...index.ofType(COMPOSITE_ALARM),
];

const acts = ({ inputs }: ResourceNode): boolean => ((inputs["alarmActions"] ?? []) as unknown[]).length > 0;

/** The alarms by whose names a rule, or a health check, refers to them. */
const namedIn = (value: unknown): string[] =>
  referencesIn(value).flatMap(({ kind, name }) => (/Alarm$/.test(kind) ? [`${kind}:${name}`] : []));

const keyOf = ({ type, name }: ResourceNode): string => `${type.split(":").at(-1)}:${name}`;

/**
 * Alarms that change nothing when they ring. An alarm is heard if it acts: tells a topic, or scales. It is heard, too, if a composite alarm
 * that is heard names it. What a health check of Route 53 or zonal autoshift follows is heard as well, but not what is under it.
 */
export function unheardAlarms(index: GraphIndex): ResourceNode[] {
  const composites = index.ofType(COMPOSITE_ALARM);
  const heard = new Set(alarmsOf(index).filter(acts).map(keyOf));
  // A composite alarm may name another, so until nothing is added.
  for (let before = -1; before < heard.size;) {
    before = heard.size;
    for (const composite of composites)
      if (heard.has(keyOf(composite))) for (const key of namedIn(composite.inputs["alarmRule"])) heard.add(key);
  }
  const followed = followedAlarms(index);
  return alarmsOf(index).filter((alarm) => !heard.has(keyOf(alarm)) && !followed.includes(keyOf(alarm)));
}

/** By what AWS itself acts on. */
const followedAlarms = (index: GraphIndex): string[] => [
  ...index.ofType(HEALTH_CHECK).flatMap(({ inputs }) => namedIn(inputs["cloudwatchAlarmName"])),
  ...index
    .ofType(AUTOSHIFT)
    .flatMap(({ inputs }) => [...namedIn(inputs["outcomeAlarms"]), ...namedIn(inputs["blockingAlarms"])]),
];
