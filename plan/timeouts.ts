/**
 * Minutes that the provider waits by default.
 * Source: the resources' pages of the provider (aws_ecs_service, aws_autoscaling_group, aws_subnet).
 */
const DEFAULT_MINUTES = { service: 20, group: 10, subnet: 20 } as const;

/**
 * How long the engine waits for something whose targets keep their connections while they leave: the default, and the time that
 * draining may take. `{ update: "30m" }`, as the engine takes it.
 */
export function drainTimeouts(
  resource: keyof typeof DEFAULT_MINUTES,
  drainSeconds: number,
  drains: Readonly<Record<string, number>>,
): Record<string, string> {
  const minutes = Math.ceil(drainSeconds / 60);
  return Object.fromEntries(
    Object.entries(drains).map(([operation, times]) => [operation, `${DEFAULT_MINUTES[resource] + times * minutes}m`]),
  );
}
