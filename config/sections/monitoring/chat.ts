import { z } from "zod";
import { GRADES, type Grade } from "../../../plan/monitoring/alarm";
import { field, oneOf } from "../../fields";

const chatName = field(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), {
  description: "A name of yours for the channel, part of its resource's name: another one makes it anew.",
  allowed: "1 to 32 lower-case letters, digits and hyphens, the first a letter",
  fix: "write a name such as ops-pages",
  examples: ["operations"],
});

const GRADE_MEANINGS: Readonly<Record<Grade, string>> = {
  page: "Somebody is woken: the service, or what keeps it up, needs help now.",
  ticket: "Somebody looks on the next working day.",
};

const grades = z
  .array(oneOf("A grade of alarms.", GRADE_MEANINGS))
  .min(1)
  .default([...GRADES])
  .describe("Which alarms the channel hears.");

const uuid = (description: string, fix: string) =>
  field(z.string().regex(/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/), {
    description,
    allowed: "an id of the form 01234567-89ab-cdef-0123-456789abcdef",
    fix,
    examples: ["01234567-89ab-cdef-0123-456789abcdef"],
  });

/** Source of the forms: docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html */
export const slackChannel = z
  .strictObject({
    name: chatName,
    workspaceId: field(z.string().regex(/^[0-9A-Z]{1,255}$/), {
      description:
        "The workspace, which somebody must first authorise in the console of Amazon Q Developer in chat applications.",
      allowed: "capital letters and digits, such as T07EA123LEP",
      fix: "authorise the workspace in Amazon Q Developer in chat applications, and copy its id from there",
      examples: ["T07EA123LEP"],
    }),
    channelId: field(z.string().regex(/^[A-Za-z0-9]{1,255}$/), {
      description: "The channel, by its id.",
      allowed: "letters and digits, such as C07EZ1ABC23",
      fix: "copy the channel's link in Slack: the id is at its end",
      examples: ["C07EZ1ABC23"],
    }),
    grades,
  })
  .describe("A channel of Slack.");

/** Source of the forms: docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateTeamsChannelConfiguration.html */
export const teamsChannel = z
  .strictObject({
    name: chatName,
    tenantId: uuid(
      "The tenant of Microsoft Teams that the team is in.",
      "copy it from the channel's link: what comes after tenantId=",
    ),
    teamId: uuid(
      "The team, which somebody must first authorise in the console of Amazon Q Developer in chat applications.",
      "copy it from the channel's link: what comes after groupId=",
    ),
    channelId: field(z.string().regex(/^[\w=+/.,-]*%3[aA][\w=+/.,-]*%40[\w=+/.,-]*$/), {
      description: "The channel, by its id.",
      allowed: "an id as it stands in a link, such as 19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2",
      fix: "copy it from the channel's link: what stands between /channel/ and the next slash",
      examples: ["19%3ab6ef35dc342d56ba5654e6fc6d25a071%40thread.tacv2"],
    }),
    grades,
  })
  .describe("A channel of Microsoft Teams.");
