import { type PolicyDocument, document } from "../policies";
import { PARTITION } from "../regions";

/*
 * Amazon Q Developer in chat applications, which was AWS Chatbot, and is still called so by its API.
 */

/**
 * Where its API is: in four regions, for the channels and topics of all.
 * Source: docs.aws.amazon.com/general/latest/gr/chatbot.html (Ohio, Oregon, Ireland, Singapore)
 */
export const CHAT_REGION = "us-west-2";

/** How long the name of a configuration may be. Source: docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html */
export const CHAT_NAME_LENGTH = 128;

/** The service alone; AWS documents no condition on its behalf. */
export const chatTrust = (): PolicyDocument =>
  document({ Effect: "Allow", Principal: { Service: "chatbot.amazonaws.com" }, Action: ["sts:AssumeRole"] });

/**
 * What draws the graph of an alarm beside its text: the template for notifications alone.
 * Source: docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-iam-policies.html
 */
export const chatPolicy = (): PolicyDocument =>
  document({
    Effect: "Allow",
    Action: ["cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*"],
    Resource: ["*"],
  });

/**
 * The most that anybody may do from a channel, whatever roles he has. Left out, AWS takes AdministratorAccess.
 * Source: docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html, GuardrailPolicyArns
 */
export const CHAT_GUARDRAIL_ARN = `arn:${PARTITION}:iam::aws:policy/CloudWatchReadOnlyAccess`;
