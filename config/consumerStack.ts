import { z } from "zod";
import { kindSection } from "./kind";
import { flowLogsSection } from "./network";
import { consumerSection, providerSection } from "./privateLink";
import { tagsSection } from "./tags";

/** What the file of a stack of kind `consumer` may say, by top-level key. */
export const CONSUMER_SECTIONS = {
  kind: kindSection("consumer"),
  provider: providerSection.describe("The service to connect to: the stack that has it, or its name and zones."),
  consumer: consumerSection.describe("Who connects to the service, and from where."),
  flowLogs: flowLogsSection.describe("Flow logs of a VPC made here, in CloudWatch Logs."),
  tags: tagsSection,
} as const;

export const consumerStackSchema = z.strictObject(CONSUMER_SECTIONS);

export type ConsumerStackConfig = z.output<typeof consumerStackSchema>;
