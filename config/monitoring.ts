import { regionOfArn } from "../plan/arns";
import { GRADES, type Grade } from "../plan/monitoring/alarm";
import { type Publisher, needsTopic } from "../plan/monitoring/notifications";
import { compose } from "../plan/options";
import { ACCELERATOR_REGION, BUDGET_REGION, GLOBAL_REGION } from "../plan/regions";
import { measuringRegions } from "./latency";
import type { StackConfig } from "./schema";
import { isParked } from "./sections/regions";

/**
 * The regions that have alarms: those that serve, that of Route 53's metrics where there are names, and that of the accelerator's; that of
 * budgets, where there is one; and those that latency is measured from.
 */
export function alarmRegions(config: StackConfig): string[] {
  const { regions, dns, service, globalAccelerator, options, guard } = config;
  const serving = Object.entries(regions).flatMap(([name, region]) => (isParked(region) ? [] : [name]));
  return [
    ...new Set([
      ...serving,
      ...(dns && service.hostname !== undefined ? [GLOBAL_REGION] : []),
      ...(globalAccelerator && compose(options).acceleratedFrontDoor ? [ACCELERATOR_REGION] : []),
      ...(guard.budget ? [BUDGET_REGION] : []),
      ...measuringRegions(config),
    ]),
  ].sort();
}

/** Who tells something to the topics of a region: alarms; where it has what events are about, those; and what costs too much. */
export const publishersIn = (config: StackConfig, region: string): Publisher[] => [
  "cloudwatch",
  ...(shiftsZones(config, region) || tellsOfEvents(config, region) ? ["events" as const] : []),
  ...(tellsOfCosts(config, region) ? ["budgets" as const, "costAnomalies" as const] : []),
];

/** Whether what a budget finds is told to topics there. */
export const tellsOfCosts = (config: StackConfig, region: string): boolean =>
  region === BUDGET_REGION && config.guard.budget !== undefined && isHeard(config, region, "ticket");

/** Whether AWS tells of anything there by events: they are about what serves, and are tickets. */
export const tellsOfEvents = (config: StackConfig, region: string): boolean =>
  serves(config, region) && isHeard(config, region, "ticket");

/** Whether AWS takes zones out of load balancers there. */
export const shiftsZones = (config: StackConfig, region: string): boolean =>
  config.guard.autoshift !== undefined && serves(config, region);

function serves({ regions }: StackConfig, region: string): boolean {
  const settings = Object.entries(regions).find(([name]) => name === region)?.[1];
  return settings !== undefined && !isParked(settings);
}

/** Whether topics are made where there are alarms: for whoever subscribes to one. */
export const makesTopics = (config: Pick<StackConfig, "monitoring">): boolean =>
  GRADES.some((grade) => needsTopic(subscribersIn(config, "")[grade]));

/** Who hears of one grade in a region. */
export interface RegionSubscribers {
  emails: readonly string[];
  https: readonly string[];
  topicArns: readonly string[];
  /** Whether a channel of a chat application hears. */
  chat: boolean;
}

/** Who hears of each grade in a region: everybody by e-mail and URL, and the topics that are there. */
export function subscribersIn(
  { monitoring: { notify } }: Pick<StackConfig, "monitoring">,
  region: string,
): Record<Grade, RegionSubscribers> {
  const of = (grade: Grade): RegionSubscribers => {
    const { emails, https, topicArns } = notify[grade];
    const chat = [...notify.slack, ...notify.teams].some(({ grades }) => grades.includes(grade));
    return { emails, https, topicArns: topicArns.filter((arn) => regionOfArn(arn) === region), chat };
  };
  return { page: of("page"), ticket: of("ticket") };
}

/** Whether anybody in a region hears of a grade. */
export function isHeard(config: Pick<StackConfig, "monitoring">, region: string, grade: Grade): boolean {
  const { topicArns, ...others } = subscribersIn(config, region)[grade];
  return topicArns.length > 0 || needsTopic(others);
}
