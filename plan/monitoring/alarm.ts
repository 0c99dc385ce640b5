import type { Grade } from "./grade";
import type { Metric } from "./metrics";
import { type RunbookEntry, describe } from "./runbook";

/*
 * Alarms as they are decided. `V` is a value that only AWS knows: a name or an id, or in the program an output of it.
 */

export { GRADES, type Grade } from "./grade";

/** What an alarm is about. Those of a part that page are told as one, and not at all while the region is down. */
export type Part =
  | "frontDoor"
  | "instances"
  | "tasks"
  | "network"
  | "networkFirewall"
  | "privateLink"
  | "globalAccelerator"
  | "dns"
  | "certificates"
  | "latency";

/** What people call them, in the order in which a connection passes them. */
export const PART_TITLES: Readonly<Record<Part, string>> = {
  dns: "DNS",
  globalAccelerator: "Global Accelerator",
  networkFirewall: "Network Firewall",
  frontDoor: "Front doors",
  certificates: "Certificates",
  privateLink: "PrivateLink",
  instances: "Instances",
  tasks: "Tasks",
  network: "Network",
  latency: "Latency from outside",
};

/**
 * How many topics an alarm tells, of each state that it comes to.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html, AlarmActions
 */
export const MAX_ACTIONS = 5;

/**
 * How many alarms a composite one may name.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export const MAX_CHILDREN = 100;

/** A text around values that only AWS knows: its pieces in order. */
export type Text<V> = readonly (string | V)[];

/** The values of a metric over time. */
export type Series<V> = Metric & {
  dimensions: Readonly<Record<string, string | V>>;
  /** Such as Sum, Minimum or p99. */
  statistic: string;
};

/** What an alarm looks at. */
export type Watch<V> =
  /** One metric. */
  | ({ kind: "metric" } & Series<V>)
  /** A query of CloudWatch Metrics Insights with one series. */
  | { kind: "query"; query: Text<V> }
  /** An expression of CloudWatch over metrics, by the ids that it calls them. */
  | { kind: "expression"; expression: string; metrics: Readonly<Record<string, Series<V>>> }
  /** One metric outside of a band that CloudWatch learns, so many standard deviations wide to either side. The threshold is the band. */
  | ({ kind: "anomaly"; deviations: number } & Series<V>);

export type Comparison =
  | "GreaterThanThreshold"
  | "GreaterThanOrEqualToThreshold"
  | "LessThanThreshold"
  | "LessThanOrEqualToThreshold";

interface Condition {
  /** Seconds that one value stands for. */
  periodSeconds: number;
  /** How many of the last values must be beyond the threshold … */
  of: number;
  /** … of how many. Default: all of them. */
  outOf?: number;
  /** What a period without a value means. */
  missing: "breaching" | "notBreaching" | "ignore" | "missing";
}

/** One alarm on metrics. */
export interface AlarmPlan<V = string> extends Condition {
  /** Stable within its region, the end of the resource's name: `front-a-no-targets`. */
  key: string;
  entry: RunbookEntry;
  part: Part;
  grade: Grade;
  /** What it is about, as people call it: `eu-west-1a of front-eu-west-1`. */
  subject: string;
  watch: Watch<V>;
  comparison: Comparison | "outsideOfBand" | "aboveBand";
  /** In the metric's unit. Not for a band. */
  threshold?: number;
  /** The region that must serve before this is watched, so that nothing rings while it is made. Default: that of the alarm. */
  afterRegion?: string;
}

/** Which alarms must ring, by their keys. */
export type Rule = string | { any: readonly Rule[] } | { all: readonly Rule[] };

/** An alarm on other alarms of its region. */
export interface CompositePlan {
  key: string;
  entry: RunbookEntry;
  grade: Grade;
  subject: string;
  rule: Rule;
  /** The key of another composite: while that one rings, this one tells nobody. */
  mutedBy?: string;
  /** Whether it tells nobody, as another service looks at it. Default: false. */
  silent?: true;
}

/** What the alarm says to whom it wakes, at most 1024 characters. */
export const descriptionOf = (
  { entry, subject }: Pick<AlarmPlan | CompositePlan, "entry" | "subject">,
  runbook: string,
): string => describe(entry, subject, runbook);

/**
 * The rule of a composite alarm, as CloudWatch reads it.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html, AlarmRule
 *
 * @throws RangeError for an alarm without a name.
 */
export function ruleText(rule: Rule, names: Readonly<Record<string, string>>): string {
  if (typeof rule === "string") {
    const name = names[rule];
    if (name === undefined) throw new RangeError(`no alarm ${rule} among ${Object.keys(names).sort().join(", ")}`);
    return `ALARM("${name}")`;
  }
  const [rules, word] = "any" in rule ? [rule.any, " OR "] : [rule.all, " AND "];
  const texts = rules.map((each) => ruleText(each, names));
  return texts.length === 1 ? texts.join("") : `(${texts.join(word)})`;
}

/** Whether a rule is met whenever this one alarm rings. */
export function ringsWith(rule: Rule, key: string): boolean {
  if (typeof rule === "string") return rule === key;
  return "any" in rule
    ? rule.any.some((each) => ringsWith(each, key))
    : rule.all.length > 0 && rule.all.every((each) => ringsWith(each, key));
}

/**
 * Whether an alarm tells of itself. It does not where a composite alarm of its grade rings whenever it does, and tells of both.
 */
export const tellsItself = ({ key, grade }: Pick<AlarmPlan, "key" | "grade">, composites: readonly CompositePlan[]) =>
  !composites.some((composite) => !composite.silent && composite.grade === grade && ringsWith(composite.rule, key));

/** The keys of the alarms that a rule names. */
export function keysOf(rule: Rule): string[] {
  if (typeof rule === "string") return [rule];
  return ("any" in rule ? rule.any : rule.all).flatMap(keysOf);
}
