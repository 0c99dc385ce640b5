/**
 * Minutes that the provider waits by default.
 * Source: the resources' pages of the provider (aws_ecs_service, aws_autoscaling_group, aws_subnet).
 */
const DEFAULT_MINUTES = { service: 20, group: 10, subnet: 20 } as const;

type Waiting = keyof typeof DEFAULT_MINUTES;

/** The default, and the seconds that the config lets something take besides: `30m`. */
export const timeout = (resource: Waiting, seconds: number): string =>
  `${DEFAULT_MINUTES[resource] + Math.ceil(seconds / 60)}m`;

/** Such timeouts by operation, as the engine takes them: `{ update: "30m" }`. */
export function timeouts(resource: Waiting, seconds: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(seconds).map(([operation, longest]) => [operation, timeout(resource, longest)]),
  );
}
