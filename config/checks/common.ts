import { regionOfArn } from "../../plan/arns";
import { ANYWHERE, isV6 } from "../../plan/cidrs";
import type { OneOrByRegion } from "../../plan/images";
import type { Backend } from "../../plan/names";
import { compose } from "../../plan/options";
import { QUOTAS } from "../../plan/quotas";
import type { Region } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { RegionConfig } from "../sections/regions";

/** A rule over several fields. It looks at a config whose fields are well formed. */
export type CheckOf<C> = (config: C) => Mistake[];

/** A rule of a service's stack. */
export type Check = CheckOf<StackConfig>;

export function eachRegion(check: (name: Region, region: RegionConfig, config: StackConfig) => Mistake[]): Check {
  return (config) => Object.entries(config.regions).flatMap(([name, region]) => check(name as Region, region, config));
}

/** The settings of a backend that the options do not bring do nothing: its rules wait until they do. */
export function ofBackend(backend: Backend, check: Check): Check {
  return (config) => (compose(config.options).backends.includes(backend) ? check(config) : []);
}

export function repeated(values: readonly (string | number)[], path: Path, allowed: string): Mistake[] {
  const firstIndex = new Map([...values.entries()].reverse().map(([index, value]) => [value, index]));
  return values.flatMap((value, index): Mistake[] =>
    firstIndex.get(value) !== index ? [{ path: [...path, index], value, allowed, fix: "remove the repetition" }] : [],
  );
}

/** The regions without a NAT gateway. */
export function regionsWithoutNat(regions: StackConfig["regions"]): string[] {
  return Object.entries(regions)
    .filter(([, region]) => region.nat === "none")
    .map(([name]) => name);
}

/** What to set `nat` to in regions for a way out: in a VPC that exists it is the owner's. */
export function natSettingsOf(regions: StackConfig["regions"], names: readonly string[]): string {
  const those = Object.entries(regions).filter(([name]) => names.includes(name));
  const [existing, made] = [those.some(([, { vpc }]) => vpc), those.some(([, { vpc }]) => !vpc)];
  return [made ? "single or perZone" : "", existing ? "existing" : ""].filter(Boolean).join(", or ");
}

/** What is said of each region by name must be said of all of the stack's, and of no other. */
export function byRegionMistakes(
  value: OneOrByRegion | undefined,
  path: Path,
  what: "image" | "key" | "parameter" | "secret",
  regions: StackConfig["regions"],
): Mistake[] {
  if (value === undefined || typeof value === "string") return [];
  const because: Path[] = [["regions"]];
  const missing = Object.keys(regions).filter((name) => !(name in value));
  const unused = Object.keys(value).filter((name) => !(name in regions));
  return [
    ...missing.map((name): Mistake => ({
      path: [...path, name],
      value: undefined,
      allowed: `${what === "image" ? "an" : "a"} ${what} of each region`,
      fix: `add the ${what} to use in ${name}`,
      because,
    })),
    ...unused.map((name): Mistake => ({
      path: [...path, name],
      value: value[name],
      allowed: `the regions ${Object.keys(regions).sort().join(", ")}`,
      fix: "remove it, or add the region",
      because,
    })),
  ];
}

/** Topics of regions that the stack is not in hear nothing. `reach` says which topics a notification reaches. */
export function topicMistakes(
  topicArns: readonly string[],
  path: Path,
  regions: StackConfig["regions"],
  reach: string,
): Mistake[] {
  const elsewhere = topicArns.flatMap((arn, index): Mistake[] =>
    Object.hasOwn(regions, regionOfArn(arn))
      ? []
      : [
          {
            path: [...path, index],
            value: arn,
            allowed: `topics of the stack's regions: ${Object.keys(regions).sort().join(", ")}`,
            fix: `${reach}: name one there`,
            because: [["regions"]],
          },
        ],
  );
  return [...elsewhere, ...repeated(topicArns, path, "each topic once")];
}

/** A name that the stack publishes in its zone needs the section dns, and must lie in that zone. */
export function outsideZone(name: string, path: Path, dns: StackConfig["dns"]): Mistake[] {
  if (!dns)
    return [
      {
        path,
        value: name,
        allowed: "a name in the zone of the section dns",
        fix: `add dns: { zone: … }, or remove the ${path.at(-1) ?? "name"}`,
        because: [["dns"]],
      },
    ];
  if (name === dns.zone || name.endsWith(`.${dns.zone}`)) return [];
  return [
    {
      path,
      value: name,
      allowed: `${dns.zone} or a name that ends in .${dns.zone}`,
      fix: "choose a name in the zone, or the zone of the name",
      because: [["dns", "zone"]],
    },
  ];
}

/** More of either family than a security group has rules for. Source: as in plan/quotas.ts, which counts the families by themselves. */
export function tooManyOfFamily(ranges: readonly string[]): number | undefined {
  const v6 = ranges.filter(isV6).length;
  const most = Math.max(v6, ranges.length - v6);
  return most > QUOTAS.securityGroupRules.limit ? most : undefined;
}

/** What to do about TLS before an accelerator that shows clients. Hidden ones cannot be told apart, so that ranges of them stay in the way. */
export const tlsBehindAcceleratorFix = (tls: string, allowedClients: readonly string[]): string =>
  allowedClients.includes(ANYWHERE)
    ? `set globalAccelerator.preserveClientIp: false, or remove ${tls} and let the targets speak TLS`
    : `remove ${tls} and let the targets speak TLS; or let everyone in (${ANYWHERE}) and set globalAccelerator.preserveClientIp: false`;
