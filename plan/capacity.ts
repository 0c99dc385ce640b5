export interface CapacitySettings {
  min?: number;
  max?: number;
  desired?: number;
}

export interface Capacity {
  min: number;
  max: number;
  desired: number;
}

/** Instances of one region. By default one per zone, and room for twice as many. */
export function capacity(settings: CapacitySettings, zoneCount: number): Capacity {
  const min = settings.min ?? Math.min(zoneCount, settings.desired ?? settings.max ?? zoneCount);
  const desired = settings.desired ?? Math.max(min, Math.min(zoneCount, settings.max ?? zoneCount));
  return { min, desired, max: settings.max ?? Math.max(2 * desired, min) };
}

/**
 * Hosts of one region. By default one per zone at least, and at most two for each task there may be: on the bridge a host takes
 * one task, and a deployment may double them.
 */
export function hostCapacity(
  settings: Pick<CapacitySettings, "min" | "max">,
  mostTasks: number,
  zoneCount: number,
): Pick<Capacity, "min" | "max"> {
  const min = settings.min ?? Math.min(zoneCount, settings.max ?? zoneCount);
  return { min, max: settings.max ?? Math.max(2 * mostTasks, min) };
}

export interface StepPlan {
  /** Of the alarm; the intervals are counted from it, as the API wants them. */
  threshold: number;
  comparison: "GreaterThanOrEqualToThreshold" | "LessThanOrEqualToThreshold";
  adjustments: { lower?: number; upper?: number; change: number }[];
}

/** One alarm with its steps, upwards: from the lowest bound, each step reaching up to the next. */
export function stepsOut(steps: readonly { above: number; add: number }[]): StepPlan {
  const sorted = [...steps].sort((one, other) => one.above - other.above);
  const threshold = sorted[0]?.above ?? 0;
  return {
    threshold,
    comparison: "GreaterThanOrEqualToThreshold",
    adjustments: sorted.map((step, index) => ({
      lower: step.above - threshold,
      upper: bound(sorted[index + 1]?.above, threshold),
      change: step.add,
    })),
  };
}

/** One alarm with its steps, downwards: from the highest bound, each step reaching down to the next. */
export function stepsIn(steps: readonly { below: number; remove: number }[]): StepPlan {
  const sorted = [...steps].sort((one, other) => other.below - one.below);
  const threshold = sorted[0]?.below ?? 0;
  return {
    threshold,
    comparison: "LessThanOrEqualToThreshold",
    adjustments: sorted.map((step, index) => ({
      lower: bound(sorted[index + 1]?.below, threshold),
      upper: step.below - threshold,
      change: -step.remove,
    })),
  };
}

const bound = (value: number | undefined, threshold: number): number | undefined =>
  value === undefined ? undefined : value - threshold;
