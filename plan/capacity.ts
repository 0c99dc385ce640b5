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

/** Instances of one region. By default one per zone, and room for twice as many. */
export function capacity(settings: CapacitySettings, zoneCount: number): Capacity {
  const min = settings.min ?? Math.min(zoneCount, settings.desired ?? settings.max ?? zoneCount);
  const desired = settings.desired ?? Math.max(min, Math.min(zoneCount, settings.max ?? zoneCount));
  return { min, desired, max: settings.max ?? Math.max(2 * desired, min) };
}
