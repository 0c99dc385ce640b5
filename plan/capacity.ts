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
