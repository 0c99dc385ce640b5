import type { Grade } from "./alarm";
import { type RunbookEntry, describe } from "./runbook";

/*
 * What AWS tells as an event and not as a metric: rules of EventBridge that pass it on to a topic. `V` is a value that only AWS knows. Events
 * cost nothing where they are of AWS's services and go to a topic: aws.amazon.com/eventbridge/pricing/. AWS delivers each of them by its best
 * effort, so none is the only sign of something that pages.
 */

/** The values that a field of an event may have, by the field's name. */
export interface EventPattern<V> {
  source: readonly string[];
  "detail-type": readonly string[];
  /** ARNs of what it is about. Default: any. */
  resources?: readonly V[];
  detail?: Readonly<Record<string, readonly (string | V)[]>>;
}

export interface EventPlan<V = string> {
  /** Stable within its region, the end of the rule's name. */
  key: string;
  entry: RunbookEntry;
  grade: Grade;
  subject: string;
  pattern: EventPattern<V>;
  /** What of the event is told, by names of letters: paths in it. */
  says: Readonly<Record<string, string>>;
}

/**
 * What EventBridge writes in place of the event: one text, in which AWS puts what the event says, in the order of the names.
 * Source: docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function eventText({ entry, subject, says }: Pick<EventPlan, "entry" | "subject" | "says">, runbook: string) {
  const values = Object.keys(says)
    .sort()
    .map((name) => `<${name}>`);
  return {
    inputPaths: { ...says },
    inputTemplate: `"${[`${describe(entry, subject, runbook)}`, ...values].join(" | ").replace(/["\\]/g, "'")}"`,
  };
}
