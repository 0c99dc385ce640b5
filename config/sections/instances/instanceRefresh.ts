import { z } from "zod";
import { flag, wholeNumber } from "../../fields";
import { renewalAlarms } from "../renewalAlarms";

export const instanceRefresh = z.strictObject({
  minHealthyPercent: wholeNumber(
    "How many of the desired instances stay in service, in percent; fewer is faster, and leaves fewer to serve meanwhile.",
    "percent",
    0,
    100,
  ).default(100),
  maxHealthyPercent: wholeNumber(
    "How many there may be with the new ones, in percent of the desired, at most 100 more than minHealthyPercent; more is faster, and costs while it lasts.",
    "percent",
    100,
    200,
  ).default(150),
  autoRollback: flag(
    "Whether AWS takes a refresh back that fails, which needs ami.ids; not to be relied on (docs/instances.md). Default: true with ami.ids, else false.",
  ).optional(),
  checkpointPercents: z
    .array(wholeNumber("How much of the group is new when it pauses, in percent.", "percent", 1, 100))
    .min(1)
    .max(50)
    .optional()
    .describe("Where a refresh pauses, in percent of the group that is new, rising to 100. Default: nowhere."),
  checkpointDelaySeconds: wholeNumber(
    "Seconds that each pause lasts, for a fault of the new instances to show. Default: 3600.",
    "seconds",
    0,
    172_800,
  ).optional(),
  alarms: renewalAlarms(),
});
