import { z } from "zod";
import { byRegion, field, flag } from "../fields";

/** Alarms that end the renewal of targets when they ring. */
export const renewalAlarms = () =>
  z
    .strictObject({
      enabled: flag(
        "Whether they are heard. To end them for tasks, set false first and take alarms out with a later update: the provider leaves alone what is not said.",
      ).default(true),
      resets: flag(
        "Whether an alarm is made for each load balancer: on connections that targets reset, above monitoring.thresholds.resetsByTargetPercent. Each costs by the month.",
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
        .describe("Alarms of your own that exist, by region: seven at most, or ten with resets: false."),
    })
    .optional()
    .describe(
      "Alarms that end a renewal when they ring, so that a bad version reaches few; {} makes one for each load balancer. Default: none.",
    );

export type RenewalAlarms = NonNullable<z.output<ReturnType<typeof renewalAlarms>>>;
