import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PerZone } from "./perZone";

/** An alarm that a health check follows. */
export interface WatchedAlarm {
  name: pulumi.Input<string>;
  region: string;
  /** The dimensions of its metric, and what else of the alarm may change. */
  triggers: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Alarms of zones that a load balancer has taken out of its name. */
export interface ZonesDown {
  /** That too few are left. */
  tooMany: WatchedAlarm;
  /** Of each zone, where each decides on an answer. Else none. */
  each: PerZone<WatchedAlarm>;
}

/** `more`: what else of the alarm may change, for the health check to hear of. */
export const watchedAlarm = (
  { name, dimensions }: aws.cloudwatch.MetricAlarm,
  region: string,
  more: Readonly<Record<string, string>> = {},
): WatchedAlarm => ({
  name,
  region,
  triggers: dimensions.apply((all = {}) => ({ ...all, ...more })),
});
