import type { Grade } from "./alarm";
import { RUNBOOK, type RunbookEntry, describe } from "./runbook";

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
 * What EventBridge writes in place of the event: a text, in which AWS puts what the event says, in the order of the names; or for chat
 * applications, which drop what they do not know, the same in their form.
 * Sources: docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html,
 * docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function eventText(
  { entry, subject, says }: Pick<EventPlan, "entry" | "subject" | "says">,
  { runbook, chat }: { runbook: string; chat: boolean },
): { inputPaths: Record<string, string>; inputTemplate: string } {
  const values = Object.keys(says)
    .sort()
    .map((name) => `<${name}>`);
  const description = [describe(entry, subject, runbook), ...values].join(" | ");
  const title = `${subject}: ${RUNBOOK[entry].title}`;
  const message = chat ? { version: "1.0", source: "custom", content: { title, description } } : description;
  return { inputPaths: { ...says }, inputTemplate: JSON.stringify(message) };
}
