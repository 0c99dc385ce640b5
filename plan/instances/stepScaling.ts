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
