import { type GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";
import type { Region } from "../../plan/regions";
import { BASE_REGION, type PriceName, priceOrEstimate, unitPrice } from "../cost/prices";
import { TYPES } from "./resourceTypes";

export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const SLACK_CHANNEL = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";
const TEAMS_CHANNEL = "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration";
const AUTOSHIFT = "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration";

/** All alarms, on metrics and on other alarms. */
export const alarmsOf = (index: GraphIndex): ResourceNode[] => [
  ...index.ofType(METRIC_ALARM),
  ...index.ofType(COMPOSITE_ALARM),
];

/** The alarms of a stack, what they cost, and who hears of any. */
export interface AlarmSummary {
  alarms: number;
  /** How many metrics they look at; at least so many where one looks by a query, as AWS counts what that finds. */
  metrics: number;
  usdPerMonth: number;
  /** E-mail addresses, hosts of URLs, applications for chat and names of topics, sorted. */
  hearers: string[];
}

/** Undefined where there is none. */
export function alarmSummary(index: GraphIndex): AlarmSummary | undefined {
  const alarms = alarmsOf(index);
  if (alarms.length === 0) return undefined;
  const metrics = index.ofType(METRIC_ALARM).reduce((sum, { inputs }) => sum + metricsIn(inputs), 0);
  const usd = alarms.reduce((sum, alarm) => sum + usdOf(index, alarm), 0);
  return {
    alarms: alarms.length,
    metrics,
    usdPerMonth: Number(usd.toFixed(2)),
    hearers: hearers(index),
  };
}

/** What an alarm costs a month. Where the list has no price of its region, that of us-east-1. */
function usdOf(index: GraphIndex, alarm: ResourceNode): number {
  const composite = alarm.type === COMPOSITE_ALARM;
  const name: PriceName = composite ? "cloudWatch.alarm.composite.month" : "cloudWatch.alarm.metricMonth";
  const price = priceOrEstimate((index.regionOf(alarm) ?? BASE_REGION) as Region, name);
  if (!price) throw new Error(`The price list lacks ${name} of ${BASE_REGION}.`);
  return (composite ? 1 : metricsIn(alarm.inputs)) * unitPrice(price);
}

/** An alarm that learns what is usual looks at the metric, and at both borders of the band. Source: aws.amazon.com/cloudwatch/pricing */
const METRICS_PER_BAND = 3;

/** How many metrics an alarm looks at. */
export function metricsIn(inputs: ResourceNode["inputs"]): number {
  const queries = (inputs["metricQueries"] ?? []) as { metric?: unknown }[];
  if (inputs["thresholdMetricId"] !== undefined) return METRICS_PER_BAND;
  return Math.max(1, queries.filter(({ metric }) => metric !== undefined).length);
}

function hearers(index: GraphIndex): string[] {
  const topics = alarmsOf(index).flatMap((alarm) => actionsOf(alarm).filter((arn) => /^arn:[^:]*:sns:/.test(arn)));
  const all = [
    ...index.ofType(SUBSCRIPTION).map(subscriber),
    ...topics.map((arn) => `the topic ${arn.split(":").at(-1) ?? arn}`),
    ...(index.ofType(SLACK_CHANNEL).length > 0 ? ["Slack"] : []),
    ...(index.ofType(TEAMS_CHANNEL).length > 0 ? ["Teams"] : []),
  ];
  return [...new Set(all)].sort();
}

function subscriber({ inputs, secrets }: ResourceNode): string {
  if (secrets.includes("endpoint")) return "secret subscribers";
  const { protocol, endpoint } = inputs as { protocol: string; endpoint: string };
  // What follows in a URL may be the key to it.
  return protocol === "https" ? new URL(endpoint).host : endpoint;
}

export const actionsOf = ({ inputs }: ResourceNode): string[] => (inputs["alarmActions"] ?? []) as string[];

const acts = (alarm: ResourceNode): boolean => actionsOf(alarm).length > 0;

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
  ...index.ofType(TYPES.autoScalingGroup).flatMap(({ inputs }) => namedIn(inputs["instanceRefresh"])),
  ...index.ofType(TYPES.ecsService).flatMap(({ inputs }) => namedIn(inputs["alarms"])),
  ...index.ofType(HEALTH_CHECK).flatMap(({ inputs }) => namedIn(inputs["cloudwatchAlarmName"])),
  ...index
    .ofType(AUTOSHIFT)
    .flatMap(({ inputs }) => [...namedIn(inputs["outcomeAlarms"]), ...namedIn(inputs["blockingAlarms"])]),
];
