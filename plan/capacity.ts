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

/**
 * The targets that count for the health of one zone, of `most` in a region: those that are in it, by an even spread, or with cross-zone
 * load balancing those of all zones. One at least: a zone that may be left without any is told elsewhere.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health.html
 */
export const targetsOfZone = (most: number, zoneCount: number, crossZone: boolean): number =>
  crossZone ? most : Math.max(1, Math.floor(most / zoneCount));

/**
 * The fewest targets of a region, spread evenly over its zones, that after the loss of any zone are as many as `least` are after it. What
 * is left of the smallest fleet is what the stack file plans to carry the load with: with fewer than these it would be less. 0 where nothing
 * is left of the smallest fleet either.
 */
export function targetsToLoseZone(least: number, zoneCount: number): number {
  if (zoneCount < 2) return 0;
  const left = Math.floor((least * (zoneCount - 1)) / zoneCount);
  return Math.ceil((left * zoneCount) / (zoneCount - 1));
}

/** Instances of one region. By default one per zone, and room for twice as many. */
export function capacity(settings: CapacitySettings, zoneCount: number): Capacity {
  const min = settings.min ?? Math.min(zoneCount, settings.desired ?? settings.max ?? zoneCount);
  const desired = settings.desired ?? Math.max(min, Math.min(zoneCount, settings.max ?? zoneCount));
  return { min, desired, max: settings.max ?? Math.max(2 * desired, min) };
}
