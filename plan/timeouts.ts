/** Minutes that the provider waits by default. Source: the resources' pages of the provider (aws_ecs_service, aws_autoscaling_group). */
const DEFAULT_MINUTES = { service: 20, group: 10 } as const;

/**
 * How long the engine waits for something whose targets keep their connections while they leave: as long as by default, and the
 * time that they may take. `{ update: "30m" }`, as the engine takes it.
 */
export function patience(
  what: keyof typeof DEFAULT_MINUTES,
  drainSeconds: number,
  waves: Readonly<Record<string, number>>,
): Record<string, string> {
  const minutes = Math.ceil(drainSeconds / 60);
  return Object.fromEntries(
    Object.entries(waves).map(([step, times]) => [step, `${DEFAULT_MINUTES[what] + times * minutes}m`]),
  );
}
