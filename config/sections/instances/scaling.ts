import { z } from "zod";
import { percentOrNone, wholeNumber } from "../../fields";
import { schedule, scheduleName } from "./schedule";

export const scaling = z.strictObject({
  targetCpuPercent: percentOrNone(
    "The average CPU use that the group is scaled to, in percent; lower keeps more instances, and more room for the loss of a zone. none: CPU scales nothing.",
  ).default(50),
  targetNetworkInBytes: wholeNumber(
    "The bytes received by an instance in a period of its metrics (a minute with detailedMonitoring, else five) that the group is scaled to. Default: none; they scale nothing.",
    "bytes",
    1000,
    1_000_000_000_000,
  ).optional(),
  targetConnectionsPerInstance: wholeNumber(
    "The open connections of an instance that the group is scaled to; for long-lived ones, of which CPU says little. Default: none; they scale nothing.",
    "connections",
    1,
    1_000_000,
  ).optional(),
  schedules: z
    .record(scheduleName, schedule)
    .optional()
    .describe(
      "What the clock sets, by name: min, max and desired of each region, within those of instances. Updates leave what it has set. Default: none.",
    ),
  stepsOut: z
    .array(
      z
        .strictObject({
          above: wholeNumber("From this average CPU use on, in percent.", "percent", 1, 100),
          add: wholeNumber("Instances to add, up to max.", "instances", 1, 100),
        })
        .meta({ description: "A step out.", examples: [{ above: 70, add: 2 }] }),
    )
    .max(20)
    .default([])
    .describe(
      "Steps by which the group grows with average CPU use, for sudden load. They act after two minutes with detailedMonitoring, else after ten.",
    ),
  stepsIn: z
    .array(
      z
        .strictObject({
          below: wholeNumber("From this average CPU use downwards, in percent.", "percent", 0, 99),
          remove: wholeNumber(
            "Instances to remove, down to min; their connections have service.deregistrationDelaySeconds to end.",
            "instances",
            1,
            100,
          ),
        })
        .meta({ description: "A step in.", examples: [{ below: 20, remove: 1 }] }),
    )
    .max(20)
    .default([])
    .describe("Steps by which the group shrinks with average CPU use, all below the lowest of stepsOut."),
});
