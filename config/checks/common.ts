import type { Region } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { RegionConfig } from "../regions";
import type { StackConfig } from "../schema";

/** A rule over several fields. It looks at a config whose fields are well formed. */
export type Check = (config: StackConfig) => Mistake[];

export function eachRegion(check: (name: Region, region: RegionConfig, config: StackConfig) => Mistake[]): Check {
  return (config) => Object.entries(config.regions).flatMap(([name, region]) => check(name as Region, region, config));
}

export function repeated(values: readonly (string | number)[], path: Path, allowed: string): Mistake[] {
  return values.flatMap((value, index): Mistake[] =>
    values.indexOf(value) < index ? [{ path: [...path, index], value, allowed, fix: "remove the repetition" }] : [],
  );
}
