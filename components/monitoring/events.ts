import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Grade } from "../../plan/monitoring/alarm";
import { type EventPlan, eventText } from "../../plan/monitoring/events";
import { endpointKey } from "../../plan/monitoring/notifications";
import { RUNBOOK } from "../../plan/monitoring/runbook";
import { nameTag } from "../shared";
import type { AlarmSettings } from "./alarms";
import { isMadeHere } from "./notifications";

export interface EventSettings extends AlarmSettings {
  /** Whether a channel of a chat application hears of a grade. */
  chat: (grade: Grade) => boolean;
}

/** A rule that passes an event on to the topics of its grade, in words. Where there are none it would tell nobody, and is not made. */
export function createEventRule(
  name: string,
  plan: EventPlan<pulumi.Input<string>>,
  { topics, runbook, chat }: EventSettings,
  parent: pulumi.ComponentResource,
): void {
  const told = topics[plan.grade];
  if (told.length === 0) return;
  const rule = new aws.cloudwatch.EventRule(
    name,
    {
      description: `${plan.subject}: ${RUNBOOK[plan.entry].title}`,
      eventPattern: pulumi.output(plan.pattern).apply((pattern) => JSON.stringify(pattern)),
      tags: nameTag(name),
    },
    { parent },
  );
  for (const arn of told)
    new aws.cloudwatch.EventTarget(
      // Beside topics that exist there is at most one of the stack's own.
      typeof arn === "string" ? `${name}-${endpointKey(arn)}` : `${name}-target`,
      {
        rule: rule.name,
        arn,
        inputTransformer: eventText(plan, { runbook, chat: chat(plan.grade) && isMadeHere(arn) }),
      },
      { parent },
    );
}
