import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RegionSubscribers } from "../../config";
import { GRADES, type Grade } from "../../plan/monitoring/alarm";
import {
  type Publisher,
  needsTopic,
  subscriptions,
  topicKeyPolicy,
  topicPolicy,
} from "../../plan/monitoring/notifications";
import { createKmsKey, nameTag } from "../shared";

export interface NotificationsArgs {
  region: string;
  /** Who hears of each grade there. */
  subscribers: Readonly<Record<Grade, RegionSubscribers>>;
  /** Who publishes to topics made here. */
  publishers: readonly Publisher[];
  /** A customer managed key that encrypts topics made here, and that those may use. Default: one is made. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Whether e-mail addresses and URLs are kept encrypted in the state. */
  secret: boolean;
}

/** Topics that alarms of each grade tell, made here or elsewhere. */
export type Topics = Readonly<Record<Grade, readonly pulumi.Input<string>[]>>;

/** Whether a topic is the stack's own: of others the ARN is known before anything is made. */
export const isMadeHere = (arn: pulumi.Input<string>): boolean => typeof arn !== "string";

/** A topic for each grade that somebody subscribes to, encrypted with a key that those who publish may use. */
export function createTopics(name: string, args: NotificationsArgs, parent: pulumi.ComponentResource): Topics {
  const { subscribers } = args;
  const made = GRADES.filter((grade) => needsTopic(subscribers[grade]));
  const topicOf = made.length === 0 ? () => [] : topicsMadeHere(name, made, args, parent);
  return {
    page: [...subscribers.page.topicArns, ...topicOf("page")],
    ticket: [...subscribers.ticket.topicArns, ...topicOf("ticket")],
  };
}

function topicsMadeHere(
  name: string,
  made: readonly Grade[],
  args: NotificationsArgs,
  parent: pulumi.ComponentResource,
): (grade: Grade) => pulumi.Output<string>[] {
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const key = args.kmsKeyArn ?? createKey(name, args, account, parent);
  const topics = new Map(
    made.map((grade) => [grade, createTopic(`${name}-${grade}`, grade, args, { account, key }, parent)]),
  );
  return (grade) => [topics.get(grade) ?? []].flat();
}

/** AWS's own key lets no other service use it. Source: as of plan/monitoring/notifications.ts */
const createKey = (
  name: string,
  { region, publishers }: NotificationsArgs,
  account: pulumi.Output<string>,
  parent: pulumi.ComponentResource,
): pulumi.Output<string> =>
  createKmsKey(
    `${name}-key`,
    {
      description: "Encrypts what alarms tell",
      policy: account.apply((id) => topicKeyPolicy(publishers, { region, account: id })),
      alias: name,
      deletionDays: 7,
    },
    parent,
  ).id;

function createTopic(
  name: string,
  grade: Grade,
  { region, subscribers, publishers, secret }: NotificationsArgs,
  { account, key }: { account: pulumi.Output<string>; key: pulumi.Input<string> },
  parent: pulumi.ComponentResource,
): pulumi.Output<string> {
  const topic = new aws.sns.Topic(name, { kmsMasterKeyId: key, tags: nameTag(name) }, { parent });
  const policy = new aws.sns.TopicPolicy(
    `${name}-policy`,
    {
      arn: topic.arn,
      policy: pulumi
        .all([topic.arn, account])
        .apply(([arn, id]) => JSON.stringify(topicPolicy(arn, publishers, { region, account: id }))),
    },
    { parent },
  );
  for (const { key: subscriber, protocol, endpoint } of subscriptions(subscribers[grade]))
    new aws.sns.TopicSubscription(
      `${name}-${subscriber}`,
      { topic: topic.arn, protocol, endpoint: secret ? pulumi.secret(endpoint) : endpoint },
      { parent },
    );
  // Whoever publishes may do so from the first alarm on.
  return policy.arn;
}
