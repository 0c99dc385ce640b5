/** One value for all regions, or one for each by the regions' names. */
export type OneOrByRegion = string | Readonly<Partial<Record<string, string>>>;

/** Undefined where the regions are named and this one is not among them. */
export const inRegion = (value: OneOrByRegion, region: string): string | undefined =>
  typeof value === "string" ? value : value[region];
