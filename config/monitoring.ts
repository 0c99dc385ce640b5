import { regionOfArn } from "../plan/arns";
import type { Grade } from "../plan/monitoring/alarm";
import type { Publisher } from "../plan/monitoring/notifications";
import { compose } from "../plan/options";
import { ACCELERATOR_REGION, BUDGET_REGION, GLOBAL_REGION } from "../plan/regions";
import type { StackConfig } from "./schema";
import { isParked } from "./sections/regions";

/**
 * The regions that have alarms: those that serve, that of Route 53's metrics where there are names, and that of the accelerator's; and that of
 * budgets, where there is one.
 */
export function alarmRegions({ regions, dns, service, globalAccelerator, options, guard }: StackConfig): string[] {
  const serving = Object.entries(regions).flatMap(([name, region]) => (isParked(region) ? [] : [name]));
  return [
    ...new Set([
      ...serving,
      ...(dns && service.hostname !== undefined ? [GLOBAL_REGION] : []),
      ...(globalAccelerator && compose(options).acceleratedFrontDoor ? [ACCELERATOR_REGION] : []),
      ...(guard.budget ? [BUDGET_REGION] : []),
    ]),
  ].sort();
}

/** Who tells something to the topics of a region. */
export const publishersIn = (config: StackConfig, region: string): Publisher[] => [
  "cloudwatch",
  ...(config.guard.autoshift ? ["events" as const] : []),
  ...(tellsOfCosts(config, region) ? ["budgets" as const, "costAnomalies" as const] : []),
];

/** Whether what a budget finds is told to topics there. */
export const tellsOfCosts = (config: StackConfig, region: string): boolean =>
  region === BUDGET_REGION && config.guard.budget !== undefined && isHeard(config, region, "ticket");

/** Whether topics are made where there are alarms: for whoever subscribes to one. */
export const makesTopics = ({ monitoring: { notify } }: Pick<StackConfig, "monitoring">): boolean =>
  Object.values(notify).some(({ emails, https }) => emails.length + https.length > 0);

/** Who hears of one grade in a region. */
export interface RegionSubscribers {
  emails: readonly string[];
  https: readonly string[];
  topicArns: readonly string[];
}

/** Who hears of each grade in a region: everybody by e-mail and URL, and the topics that are there. */
export function subscribersIn(
  { monitoring: { notify } }: Pick<StackConfig, "monitoring">,
  region: string,
): Record<Grade, RegionSubscribers> {
  const of = (grade: Grade): RegionSubscribers => {
    const { emails, https, topicArns } = notify[grade];
    return { emails, https, topicArns: topicArns.filter((arn) => regionOfArn(arn) === region) };
  };
  return { page: of("page"), ticket: of("ticket") };
}

/** Whether anybody in a region hears of a grade. */
export function isHeard(config: Pick<StackConfig, "monitoring">, region: string, grade: Grade): boolean {
  const { emails, https, topicArns } = subscribersIn(config, region)[grade];
  return emails.length + https.length + topicArns.length > 0;
}
