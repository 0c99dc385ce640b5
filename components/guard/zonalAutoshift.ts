import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AutoshiftConfig } from "../../config";
import { sortedEntries } from "../../plan/sortedEntries";

export interface ZonalAutoshiftArgs {
  /** ARNs of the load balancers, by the last word of the name that their autoshift has. Each must have zonal shift on. */
  loadBalancers: Readonly<Record<string, pulumi.Input<string>>>;
  autoshift: Pick<AutoshiftConfig, "shifts" | "blockedWindows" | "allowedWindows" | "blockedDates">;
  /** ARNs of alarms of the region that end a practice run as failed, one or more. */
  outcomeAlarms: readonly pulumi.Input<string>[];
  /** ARNs of alarms of the region that keep a practice run from beginning. */
  blockingAlarms: readonly pulumi.Input<string>[];
  /** What must be there before a zone is taken out. */
  after: readonly pulumi.Resource[];
}

/**
 * AWS takes an impaired zone out of a region's load balancers by itself, and practises it: once a week, for half an hour, it takes one out that is
 * well. Source: docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-autoshift.how-it-works.html
 */
export class ZonalAutoshift extends pulumi.ComponentResource {
  constructor(name: string, args: ZonalAutoshiftArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:ZonalAutoshift", name, {}, opts);
    for (const [key, resourceArn] of sortedEntries<string, pulumi.Input<string>>(args.loadBalancers))
      new aws.arczonalshift.ZonalAutoshiftConfiguration(
        `${name}-${key}`,
        { resourceArn, ...practiceRun(args) },
        { parent: this, dependsOn: [...args.after] },
      );
    this.registerOutputs();
  }
}

function practiceRun({ autoshift, outcomeAlarms, blockingAlarms }: ZonalAutoshiftArgs) {
  const { shifts, blockedWindows, allowedWindows, blockedDates } = autoshift;
  return {
    zonalAutoshiftStatus: shifts ? "ENABLED" : "DISABLED",
    outcomeAlarms: outcomeAlarms.map(alarm),
    ...(blockingAlarms.length > 0 && { blockingAlarms: blockingAlarms.map(alarm) }),
    ...(blockedWindows.length > 0 && { blockedWindows }),
    ...(allowedWindows.length > 0 && { allowedWindows }),
    ...(blockedDates.length > 0 && { blockedDates }),
  };
}

const alarm = (alarmIdentifier: pulumi.Input<string>) => ({ type: "CLOUDWATCH", alarmIdentifier });
