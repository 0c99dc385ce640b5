import { regionOfArn } from "../../plan/arns";
import { GRADES } from "../../plan/monitoring/alarm";
import type { Mistake, Path } from "../mistakes";
import { alarmRegions } from "../monitoring";
import type { StackConfig } from "../schema";
import { type Check, repeated } from "./common";

/** Topics of regions without alarms hear nothing. */
function topics(config: StackConfig): Mistake[] {
  const regions = alarmRegions(config);
  return GRADES.flatMap((grade) => {
    const arns = config.monitoring.notify[grade].topicArns;
    const path: Path = ["monitoring", "notify", grade, "topicArns"];
    const elsewhere = arns.flatMap((arn, index): Mistake[] =>
      regions.includes(regionOfArn(arn))
        ? []
        : [
            {
              path: [...path, index],
              value: arn,
              allowed: `topics of the regions that have alarms: ${regions.join(", ")}`,
              fix: "an alarm reaches topics of its own region only: name one there",
              because: [["regions"], ["dns"], ["globalAccelerator"]],
            },
          ],
    );
    return [...elsewhere, ...repeated(arns, path, "each topic once")];
  });
}

/** AWS refuses a second subscription of the same endpoint. */
function subscribers({ monitoring: { notify } }: StackConfig): Mistake[] {
  return GRADES.flatMap((grade) => [
    ...repeated(notify[grade].emails, ["monitoring", "notify", grade, "emails"], "each address once"),
    ...repeated(notify[grade].https, ["monitoring", "notify", grade, "https"], "each URL once"),
  ]);
}

/** Somebody is paged later than the ticket is written. */
function certificateDays({ monitoring: { thresholds } }: StackConfig): Mistake[] {
  const { certificateDays: ticket, certificateDaysToPage: page } = thresholds;
  if (page < ticket) return [];
  return [
    {
      path: ["monitoring", "thresholds", "certificateDaysToPage"],
      value: page,
      allowed: `fewer than certificateDays, which are ${ticket}`,
      fix: "page later than the ticket is written, or raise certificateDays",
      because: [["monitoring", "thresholds", "certificateDays"]],
    },
  ];
}

export const monitoringChecks: readonly Check[] = [topics, subscribers, certificateDays];
