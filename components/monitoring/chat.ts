import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { MonitoringConfig } from "../../config";
import type { Grade } from "../../plan/monitoring/alarm";
import { CHAT_GUARDRAIL_ARN, CHAT_NAME_LENGTH, chatPolicy, chatTrust } from "../../plan/monitoring/chat";
import { type RoleSettings, createRole, nameTag, physicalName } from "../shared";

export interface ChatArgs extends Pick<MonitoringConfig["notify"], "slack" | "teams"> {
  /** The topics that channels hear, by grade, of all regions. */
  topicArns: Readonly<Record<Grade, readonly pulumi.Input<string>[]>>;
  /** What roles are like. */
  iam?: RoleSettings;
}

/**
 * Channels of Slack and Microsoft Teams that hear of alarms, by Amazon Q Developer in chat applications (AWS Chatbot until 2025). It
 * subscribes itself to the topics. Nobody can do anything from a channel but look at metrics. Somebody has authorised the workspace or team
 * in the console before: that is a consent in the chat application, which no API gives.
 */
export class Chat extends pulumi.ComponentResource {
  constructor(name: string, args: ChatArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Chat", name, {}, opts);
    const iamRoleArn = createChannelRole(name, args.iam, this);
    const common = (channel: string, grades: readonly Grade[]) => ({
      configurationName: physicalName(`${name}-${channel}`, CHAT_NAME_LENGTH),
      iamRoleArn,
      snsTopicArns: grades.flatMap((grade) => args.topicArns[grade]),
      guardrailPolicyArns: [CHAT_GUARDRAIL_ARN],
      loggingLevel: "ERROR",
      userAuthorizationRequired: false,
      tags: nameTag(`${name}-${channel}`),
    });
    for (const { name: channel, workspaceId, channelId, grades } of args.slack)
      new aws.chatbot.SlackChannelConfiguration(
        `${name}-${channel}`,
        { ...common(channel, grades), slackTeamId: workspaceId, slackChannelId: channelId },
        { parent: this },
      );
    for (const { name: channel, tenantId, teamId, channelId, grades } of args.teams)
      new aws.chatbot.TeamsChannelConfiguration(
        `${name}-${channel}`,
        { ...common(channel, grades), tenantId, teamId, channelId },
        { parent: this },
      );
    this.registerOutputs();
  }
}

function createChannelRole(name: string, iam: RoleSettings | undefined, parent: Chat): pulumi.Output<string> {
  const role = createRole(`${name}-role`, { trust: JSON.stringify(chatTrust()), iam }, parent);
  const policy = new aws.iam.RolePolicy(
    `${name}-policy`,
    { role: role.id, policy: JSON.stringify(chatPolicy()) },
    { parent },
  );
  // A channel shows graphs from its first alarm on.
  return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
}
