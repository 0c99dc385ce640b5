import { z } from "zod";
import { byRegion, field, flag } from "../fields";

/** Alarms that end the renewal of targets when they ring. */
export const renewalAlarms = () =>
  z
    .strictObject({
      enabled: flag(
        "Whether they are heard. Of an ECS service say false first, and take the section out afterwards: the provider leaves it as it is else.",
      ).default(true),
      resets: flag(
        "Whether an alarm is made for each load balancer, on the connections that targets reset, as monitoring.thresholds has it.",
      ).default(true),
      names: byRegion(
        z
          .array(
            field(z.string().min(1).max(255), {
              description: "The name of an alarm.",
              allowed: "the name of an alarm of CloudWatch that exists, up to 255 characters",
              fix: "copy it from `aws cloudwatch describe-alarms`",
              examples: ["checkout-errors"],
            }),
          )
          .min(1)
          .describe("Alarms of that region."),
      )
        .default({})
        .describe("Alarms of your own that exist, by region: while one rings, what is new is taken back."),
    })
    .optional()
    .describe("Alarms that end the renewal when they ring, so that a bad version reaches few. Default: none.");

export type RenewalAlarms = NonNullable<z.output<ReturnType<typeof renewalAlarms>>>;
