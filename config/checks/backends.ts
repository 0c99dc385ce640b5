import { type CapacitySettings, capacity } from "../../plan/capacity";
import { NO_HOSTS, contains, holdsNoHostsV6, isOffTheInternet, isV6, prefixLength } from "../../plan/cidrs";
import { ecrImage } from "../../plan/ec2/policies";
import { type OneOrByRegion, inRegion } from "../../plan/images";
import { type FrontDoorKind, compose, frontDoorKinds } from "../../plan/options";
import type { Region } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { RegionConfig } from "../sections/regions";
import { natSettingsOf, regionsWithoutNat, repeated } from "./common";
import { checkPaths, targetPortPaths } from "./ports";

/* Rules of instances and of tasks alike. */

/** The section of a backend. */
type BackendSection = "instances" | "ecs";

const COUNTS = ["min", "desired", "max"] as const;

/** How many of a backend there are must rise from fewest over desired to most. */
export function countMistakes(
  section: BackendSection,
  settings: CapacitySettings,
  name: Region,
  region: RegionConfig,
): Mistake[] {
  const zones = new Set(region.zones).size;
  if (zones === 0) return [];
  const counts = capacity(settings, zones);
  const [low, high] = counts.desired > counts.max ? (["desired", "max"] as const) : (["min", "desired"] as const);
  if (counts[low] <= counts[high]) return [];
  const given = COUNTS.filter((each) => settings[each] !== undefined);
  const both = settings[low] !== undefined && settings[high] !== undefined;
  const key = given.includes("desired") ? "desired" : (given[0] ?? "desired");
  return [
    {
      path: [section, key],
      value: settings[key],
      allowed: `min ≤ desired ≤ max; in ${name} they are ${counts.min}, ${counts.desired}, ${counts.max}`,
      fix: "set the three so that they rise, or leave out those that follow from the zones",
      // What is not given follows from the zones and from the counts that are.
      because: both
        ? [low, high].map((each) => [section, each])
        : [...COUNTS.map((each) => [section, each]), ["regions", name, "zones"]],
    },
  ];
}

/** Two halves of everything are everything. */
const WIDEST_DESTINATION = 8;

/** The ranges that registries give out are /12, and parts of them. Source: iana.org/assignments/ipv6-unicast-address-assignments */
const WIDEST_DESTINATION_V6 = 12;

/** Where a backend may connect to: named ranges, of IPv6 where that leads out, and only private ones of IPv4 where nothing does. */
export function destinationMistakes(section: BackendSection, config: StackConfig): Mistake[] {
  const { regions, network } = config;
  const { egress } = config[section];
  const withoutNat = regionsWithoutNat(regions);
  const destinations = egress.map(({ cidr, port }) => `${cidr} ${port}`);
  const wrong = egress.flatMap(({ cidr }, index): Mistake[] => {
    const path: Path = [section, "egress", index, "cidr"];
    if (isV6(cidr) && !network.ipv6Egress)
      return [
        {
          path,
          value: cidr,
          allowed: "a range of IPv4, without network.ipv6Egress",
          fix: "set network.ipv6Egress: true, or remove the destination",
          because: [["network", "ipv6Egress"]],
        },
      ];
    if (prefixLength(cidr) < (isV6(cidr) ? WIDEST_DESTINATION_V6 : WIDEST_DESTINATION))
      return [
        {
          path,
          value: cidr,
          allowed: "a range of the destination; everywhere is only for clients of the service port",
          fix: "name the ranges that the service connects to",
        },
      ];
    if (isV6(cidr)) return isOffTheInternet(cidr) || holdsNoHostsV6(cidr) ? [unreachedV6(path, cidr)] : [];
    if (NO_HOSTS.some((each) => contains(each, cidr)))
      return [
        {
          path,
          value: cidr,
          allowed: `a range of other hosts: not of ${NO_HOSTS.join(", ")}`,
          fix: "name the range that the service connects to, or remove the destination",
        },
      ];
    if (withoutNat.length > 0 && !isOffTheInternet(cidr))
      return [
        {
          path,
          value: cidr,
          allowed: `a private range, as ${withoutNat.join(", ")} has no NAT gateway`,
          fix: `set nat: ${natSettingsOf(regions, withoutNat)}, or remove the destination`,
          because: withoutNat.map((name) => ["regions", name, "nat"]),
        },
      ];
    return [];
  });
  return [...repeated(destinations, [section, "egress"], "each destination once"), ...wrong];
}

const unreachedV6 = (path: Path, cidr: string): Mistake => ({
  path,
  value: cidr,
  allowed: "a range of IPv6 on the internet: ways to other networks are of IPv4",
  fix: "name a range of the internet, or remove the destination",
});

/** Whether connections to targets begin with a PROXY header, from any of the front doors; then health checks do, too. */
function hasProxyHeader({ options, service, privateLink }: StackConfig): boolean {
  const begins: Record<FrontDoorKind, boolean> = {
    public: service.proxyProtocol,
    accelerator: service.proxyProtocol,
    privateLink: privateLink.proxyProtocol ?? service.proxyProtocol,
  };
  return frontDoorKinds(compose(options)).some((kind) => begins[kind]);
}

/**
 * What the echo server of a backend cannot answer: TLS, HTTP where it sends back what it gets, and HTTP after a PROXY header.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html, health check connections.
 */
export function echoCheckMistakes(config: StackConfig, workload: EchoWorkload): Mistake[] {
  return checkPaths(config).flatMap(({ path, check }) => echoCheckMistake(config, path, check, workload));
}

interface EchoWorkload {
  who: string;
  echoPorts: readonly number[];
  remedy: string;
  because: Path[];
}

function echoCheckMistake(
  config: StackConfig,
  path: Path,
  { protocol, port }: StackConfig["service"]["healthCheck"],
  { who, echoPorts, remedy, because }: EchoWorkload,
): Mistake[] {
  const wrongProtocol = (allowed: string, fix: string, reasons: Path[]): Mistake[] => [
    { path: [...path, "protocol"], value: protocol, allowed, fix, because: [...because, ...reasons] },
  ];
  if (protocol === "HTTPS")
    return wrongProtocol(`TCP or HTTP, with ${who}`, `check by TCP or HTTP, or bring ${remedy} that speaks TLS`, []);
  if (protocol === "TCP") return [];
  if (hasProxyHeader(config))
    return wrongProtocol(
      `TCP, with ${who} and a PROXY header, which health checks begin with, too`,
      `check by TCP, remove proxyProtocol, or bring ${remedy} that reads the header`,
      [["service", "proxyProtocol"], ["privateLink", "proxyProtocol"], ["options"]],
    );
  if (port !== undefined && !echoPorts.includes(port)) return [];
  return [
    {
      path: [...path, "port"],
      value: port,
      allowed: `a port other than ${echoPorts.join(" and ")}, where ${who} sends back what it gets`,
      fix: "give the check a port of its own, or check by TCP",
      because: [...because, [...path, "protocol"], ...targetPortPaths(config).map((each) => each.path)],
    },
  ];
}

/** The images of a setting, in whichever region. */
export const imagesOf = (image: OneOrByRegion): string[] =>
  typeof image === "string" ? [image] : Object.values(image).filter((each) => each !== undefined);

/**
 * Without a way out only the region's own registry is reached. So an image that is one for all regions does for one of them alone.
 * Source: docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html (considerations: no cross-Region requests)
 */
export function unreachableImageMistakes(image: OneOrByRegion, path: Path, regions: StackConfig["regions"]): Mistake[] {
  return regionsWithoutNat(regions).flatMap((name): Mistake[] => {
    const here = inRegion(image, name);
    if (here === undefined || ecrImage(here)?.region === name) return [];
    return [
      {
        path: ["regions", name, "nat"],
        value: "none",
        allowed: `${natSettingsOf(regions, [name])}, where the image comes from outside the region (${here})`,
        fix: `set nat, or have the image in a private ECR repository of ${name} and name it in ${path.join(".")}.${name}`,
        because: [path],
      },
    ];
  });
}

interface CachedImage {
  image?: OneOrByRegion | undefined;
  pullThroughCache: boolean;
}

/**
 * A cache is of ECR, and fetches over the internet what is not in it yet.
 * Source: docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html (considerations)
 */
export function cacheMistakes(
  { image, pullThroughCache }: CachedImage,
  path: Path,
  regions: StackConfig["regions"],
): Mistake[] {
  if (!pullThroughCache) return [];
  const key: Path = [...path, "pullThroughCache"];
  const common = { path: key, value: pullThroughCache };
  if (image === undefined || imagesOf(image).some((each) => ecrImage(each) === undefined))
    return [
      {
        ...common,
        allowed: "false, where the image is not one of ECR",
        fix: "name the image by the registry of ECR and the prefix of the cache's rule, or remove it",
        because: [[...path, "image"]],
      },
    ];
  const closed = regionsWithoutNat(regions);
  if (closed.length === 0) return [];
  return [
    {
      ...common,
      allowed: `false, as ${closed.join(", ")} has no NAT gateway: AWS fetches what is not in the cache yet by a way out of the VPC`,
      fix: `set nat: ${natSettingsOf(regions, closed)}, or pull the image once from elsewhere and remove it`,
      because: closed.map((name) => ["regions", name, "nat"]),
    },
  ];
}
