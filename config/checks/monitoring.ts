import { regionOfArn } from "../../plan/arns";
import { GRADES, MAX_ACTIONS } from "../../plan/monitoring/alarm";
import { needsTopic } from "../../plan/monitoring/notifications";
import type { Mistake, Path } from "../mistakes";
import { alarmRegions, subscribersIn } from "../monitoring";
import type { StackConfig } from "../schema";
import { type Check, repeated } from "./common";
import { latencyChecks } from "./monitoring/latency";

/** Topics of regions without alarms hear nothing. */
function topics(config: StackConfig): Mistake[] {
  const regions = alarmRegions(config);
  return GRADES.flatMap((grade) => {
    const arns = config.monitoring.notify[grade].topicArns;
    const path: Path = ["monitoring", "notify", grade, "topicArns"];
    const elsewhere = arns.flatMap((arn, index): Mistake[] =>
      regions.includes(regionOfArn(arn))
        ? []
        : [
            {
              path: [...path, index],
              value: arn,
              allowed: `topics of the regions that have alarms: ${regions.join(", ")}`,
              fix: "an alarm reaches topics of its own region only: name one there",
              because: [["regions"], ["dns"], ["globalAccelerator"]],
            },
          ],
    );
    return [...elsewhere, ...repeated(arns, path, "each topic once")];
  });
}

/** AWS refuses a second subscription of the same endpoint. */
function subscribers({ monitoring: { notify } }: StackConfig): Mistake[] {
  return GRADES.flatMap((grade) => [
    ...repeated(notify[grade].emails, ["monitoring", "notify", grade, "emails"], "each address once"),
    ...repeated(notify[grade].https, ["monitoring", "notify", grade, "https"], "each URL once"),
  ]);
}

/** Names are those of resources, and a channel has one configuration. */
function chats({ monitoring: { notify } }: StackConfig): Mistake[] {
  const inSlack = new Set(notify.slack.map(({ name }) => name));
  return [
    ...repeatedField(notify.slack, "slack", "name"),
    ...repeatedField(notify.slack, "slack", "channelId"),
    ...repeatedField(notify.teams, "teams", "name"),
    ...repeatedField(notify.teams, "teams", "channelId"),
    ...notify.teams.flatMap(({ name }, index): Mistake[] =>
      inSlack.has(name)
        ? [
            {
              path: ["monitoring", "notify", "teams", index, "name"],
              value: name,
              allowed: "a name that no channel of Slack has",
              fix: "choose another",
              because: [["monitoring", "notify", "slack"]],
            },
          ]
        : [],
    ),
  ];
}

function repeatedField<K extends "name" | "channelId">(
  channels: readonly Record<K, string>[],
  kind: "slack" | "teams",
  key: K,
): Mistake[] {
  const values = channels.map((channel) => channel[key]);
  return repeated(values, ["monitoring", "notify", kind], `each ${key} once`).map((mistake) => ({
    ...mistake,
    path: [...mistake.path, key],
    fix: key === "name" ? "choose another" : "name both grades in one of the two",
  }));
}

/** An alarm tells five topics, one of which may be made here. */
function tooManyTopics(config: StackConfig): Mistake[] {
  return GRADES.flatMap((grade) =>
    alarmRegions(config).flatMap((region): Mistake[] => {
      const { topicArns, ...others } = subscribersIn(config, region)[grade];
      const made = needsTopic(others) ? 1 : 0;
      const all: readonly string[] = config.monitoring.notify[grade].topicArns;
      return topicArns.slice(MAX_ACTIONS - made).map((arn) => ({
        path: ["monitoring", "notify", grade, "topicArns", all.indexOf(arn)],
        value: arn,
        allowed: `${MAX_ACTIONS - made} topics of a region: an alarm tells ${MAX_ACTIONS}${made > 0 ? ", and one is made here for all other subscribers" : ""}`,
        fix: "name fewer: a topic can have many subscribers",
        ...(made > 0 && { because: [["monitoring", "notify"]] }),
      }));
    }),
  );
}

/** Somebody is paged later than the ticket is written. */
function certificateDays({ monitoring: { thresholds } }: StackConfig): Mistake[] {
  const { certificateDays: ticket, certificateDaysToPage: page } = thresholds;
  if (page < ticket) return [];
  return [
    {
      path: ["monitoring", "thresholds", "certificateDaysToPage"],
      value: page,
      allowed: `fewer than certificateDays, which are ${ticket}`,
      fix: "page later than the ticket is written, or raise certificateDays",
      because: [["monitoring", "thresholds", "certificateDays"]],
    },
  ];
}

/** What is about alarms, where there are none. */
function withoutAlarms({
  monitoring: { alarms, notify, dashboard, latency },
  guard: { autoshift },
}: StackConfig): Mistake[] {
  const { page, ticket, slack, teams } = notify;
  const heard = [...Object.values(page), ...Object.values(ticket), slack, teams].some(({ length }) => length > 0);
  const about: [path: Path, value: unknown, there: boolean, allowed: string, fix: string][] = [
    [["monitoring", "notify"], notify, heard, "nobody: there is nothing to tell", "remove it"],
    [
      ["monitoring", "dashboard"],
      dashboard,
      dashboard,
      "false: it shows alarms and what they are on",
      "set it to false",
    ],
    [["monitoring", "latency"], {}, latency !== undefined, "nothing: alarms tell what is measured", "remove it"],
    [
      ["guard", "autoshift"],
      {},
      autoshift !== undefined,
      "nothing: an alarm ends a practice run that goes wrong",
      "remove it",
    ],
  ];
  return about.flatMap(([path, value, there, allowed, fix]) =>
    there && !alarms
      ? [
          {
            path,
            value,
            allowed: `${allowed}; monitoring.alarms is false`,
            fix: `${fix}, or set monitoring.alarms to true`,
            because: [["monitoring", "alarms"]],
          },
        ]
      : [],
  );
}

export const monitoringChecks: readonly Check[] = [
  withoutAlarms,
  topics,
  subscribers,
  chats,
  tooManyTopics,
  certificateDays,
  ...latencyChecks,
];
