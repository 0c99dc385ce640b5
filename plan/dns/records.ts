import type { ZoneLetter } from "../regions";
import { locationKey } from "./geolocations";
import { DEFAULT_WEIGHT, type NameSettings } from "./routing";

export type RoutingPolicy =
  | { kind: "failover"; type: "PRIMARY" | "SECONDARY" }
  | { kind: "latency"; region: string }
  | { kind: "weighted"; weight: number }
  | { kind: "geolocation"; location: string }
  | { kind: "geoproximity"; region: string; bias: number }
  | { kind: "multivalue" };

/** What a record leads to: a load balancer, the records of a name, one address, or the accelerator. */
export type RecordTarget =
  | { kind: "loadBalancer"; region: string }
  | { kind: "records"; name: string }
  | { kind: "address"; region: string; zone: ZoneLetter; family?: "ipv6" }
  | { kind: "accelerator" };

/** The health check that a record obeys beside the health of its target. */
export type RecordCheck =
  | { kind: "region"; region: string; family?: "ipv6" }
  | { kind: "control"; region: string }
  | { kind: "address"; region: string; zone: ZoneLetter; family?: "ipv6" }
  | { kind: "accelerator" };

export interface RecordPlan {
  /** Stable: what the logical name ends in. It says policy and region or location, never a position. */
  key: string;
  name: string;
  type: "A" | "AAAA";
  /** With a policy, what tells records of the name apart. */
  setIdentifier?: string;
  policy?: RoutingPolicy;
  target: RecordTarget;
  check?: RecordCheck;
}

/** The records of a name, each after those it leads to; the hostname's own come last. */
export function planRecords(settings: NameSettings): RecordPlan[] {
  const { hostname: name, accelerator } = settings;
  const regional = regionalTree(settings);
  const { records, target } = accelerator ? acceleratorTree(settings, regional) : regional;
  if (!target) return [];
  return [...records, { key: "alias", type: "A", name, target }, ...ipv6Records(settings, regional)];
}

/** What leads to IPv6 addresses, where there are any. What has none of its own leaves clients to go on by IPv4. */
function ipv6Records(settings: NameSettings, regional: Tree): RecordPlan[] {
  const { hostname: name, accelerator, ipv6 = false } = settings;
  const tree = (ipv6 ? regional : { records: [] }) satisfies Tree;
  const { records, target } = accelerator?.dualStack ? acceleratorTree(settings, tree) : tree;
  if (!target) return [];
  return [...records.map(byIpv6), { key: "alias-ipv6", type: "AAAA", name, target }];
}

/** A record of the same tree for the other family, which is checked by itself: what is broken by IPv6 alone is answered with by IPv4. */
function byIpv6({ key, target, check, ...record }: RecordPlan): RecordPlan {
  const family = "ipv6" as const;
  return {
    ...record,
    key: `${key}-ipv6`,
    type: "AAAA",
    target: target.kind === "address" ? { ...target, family } : target,
    ...(check && { check: check.kind === "region" || check.kind === "address" ? { ...check, family } : check }),
  };
}

interface Tree {
  records: RecordPlan[];
  /** What the hostname points to. Undefined: there is nothing. */
  target?: RecordTarget;
}

const nameBelow = (label: string, { hostname }: NameSettings): string => `_${label}.${hostname}`;

/** The records of the policy in use. */
function regionalTree(settings: NameSettings): Tree {
  const names = Object.keys(settings.regions).sort();
  const [first] = names;
  if (first === undefined) return { records: [] };
  switch (settings.routing) {
    case "simple":
      return { records: [], target: { kind: "loadBalancer", region: first } };
    case "failover":
      return failoverTree(settings, names);
    case "multivalue":
      return multivalueTree(settings, names);
    case "geolocation":
      return geolocationTree(settings, names);
    default:
      return perRegionTree(settings, settings.routing, names);
  }
}

/** With routing controls, a record for the health of each region below the one that obeys its control: a record has one check. */
function regionHealthRecords(settings: NameSettings, names: readonly string[]): RecordPlan[] {
  if (settings.controls !== true) return [];
  return names.map((region) => ({
    key: `region-${region}`,
    name: nameBelow(region, settings),
    type: "A",
    setIdentifier: region,
    policy: { kind: "weighted", weight: DEFAULT_WEIGHT },
    target: { kind: "loadBalancer", region },
    check: { kind: "region", region },
  }));
}

/** What a record of a region leads to, and the check that it obeys. */
const regionRecord = (settings: NameSettings, region: string): Pick<RecordPlan, "type" | "target" | "check"> => ({
  type: "A",
  ...(settings.controls === true
    ? { target: { kind: "records", name: nameBelow(region, settings) }, check: { kind: "control", region } }
    : { target: { kind: "loadBalancer", region }, check: { kind: "region", region } }),
});

/** One record for each region: one region more adds its own, and touches no other. */
function perRegionTree(
  settings: NameSettings,
  routing: "latency" | "weighted" | "geoproximity",
  names: readonly string[],
): Tree {
  const name = nameBelow(routing, settings);
  const policyOf = (region: string): RoutingPolicy => {
    const { weight = DEFAULT_WEIGHT, bias = 0 } = settings.regions[region] ?? {};
    if (routing === "weighted") return { kind: routing, weight };
    return routing === "latency" ? { kind: routing, region } : { kind: routing, region, bias };
  };
  const leaves = names.map((region) => ({
    key: `${routing}-${region}`,
    name,
    setIdentifier: region,
    policy: policyOf(region),
    ...regionRecord(settings, region),
  }));
  return { records: [...regionHealthRecords(settings, names), ...leaves], target: { kind: "records", name } };
}

function geolocationTree(settings: NameSettings, names: readonly string[]): Tree {
  const name = nameBelow("geolocation", settings);
  const leaves = names.flatMap((region) =>
    [...(settings.regions[region]?.locations ?? [])].sort().map((location): RecordPlan => ({
      // Without the region: a location that another region takes is the same record, and changes in place.
      key: `geolocation-${locationKey(location)}`,
      name,
      setIdentifier: locationKey(location),
      policy: { kind: "geolocation", location },
      ...regionRecord(settings, region),
    })),
  );
  return { records: [...regionHealthRecords(settings, names), ...leaves], target: { kind: "records", name } };
}

/**
 * A pair: the primary, and the nearest of all secondaries. The pair's name says which region is primary. So a swap of roles makes
 * another pair and leads the hostname to it; records of the same name would for a moment be two primaries, which Route 53 refuses.
 * The secondaries' records need no such name: while both regions are among them, both answer.
 */
function failoverTree(settings: NameSettings, names: readonly string[]): Tree {
  const primary = names.find((region) => settings.regions[region]?.role === "primary") ?? names[0] ?? "";
  const secondaries = names.filter((region) => region !== primary);
  const [name, standby] = [nameBelow(`failover-${primary}`, settings), nameBelow("standby", settings)];
  const standbys = secondaries.map((region) => ({
    key: `standby-${region}`,
    name: standby,
    setIdentifier: region,
    policy: { kind: "latency" as const, region },
    ...regionRecord(settings, region),
  }));
  const pair: RecordPlan[] = [
    {
      key: `failover-${primary}-primary`,
      name,
      setIdentifier: "primary",
      policy: { kind: "failover", type: "PRIMARY" },
      ...regionRecord(settings, primary),
    },
    {
      key: `failover-${primary}-secondary`,
      name,
      type: "A",
      setIdentifier: "secondary",
      policy: { kind: "failover", type: "SECONDARY" },
      target: { kind: "records", name: standby },
    },
  ];
  return {
    records: [...regionHealthRecords(settings, names), ...standbys, ...pair],
    target: { kind: "records", name },
  };
}

/** The addresses themselves, each while it is well. Route 53 answers with eight of them at most. Such records cannot be aliases. */
function multivalueTree(settings: NameSettings, names: readonly string[]): Tree {
  const name = nameBelow("multivalue", settings);
  const records = names.flatMap((region) =>
    [...(settings.regions[region]?.zones ?? [])].sort().map((zone): RecordPlan => ({
      key: `multivalue-${region}-${zone}`,
      name,
      type: "A",
      setIdentifier: `${region}-${zone}`,
      policy: { kind: "multivalue" },
      target: { kind: "address", region, zone },
      check: { kind: "address", region, zone },
    })),
  );
  return { records, target: { kind: "records", name } };
}

/**
 * The accelerator while it is well, else the regions. The accelerator goes from region to region by itself; this is for the loss of the
 * accelerator, or of all that is behind it. Its addresses answer at the edge whatever becomes of the endpoints, so that its check looks
 * at both.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/introduction-how-it-works.html ("terminates TCP connections from clients at
 * AWS edge locations")
 */
function acceleratorTree(settings: NameSettings, regional: Tree): Tree {
  if (!regional.target) return { records: [], target: { kind: "accelerator" } };
  const name = nameBelow("accelerator-first", settings);
  const { target } = regional;
  const base = { name, type: "A" as const };
  const pair: RecordPlan[] = [
    {
      ...base,
      key: "accelerator-primary",
      setIdentifier: "accelerator",
      policy: { kind: "failover", type: "PRIMARY" },
      target: { kind: "accelerator" },
      check: { kind: "accelerator" },
    },
    {
      ...base,
      key: "accelerator-secondary",
      setIdentifier: "regions",
      policy: { kind: "failover", type: "SECONDARY" },
      target,
    },
  ];
  return { records: [...regional.records, ...pair], target: { kind: "records", name } };
}

/** A name of 253 characters at most. Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html (255 bytes, with the dots at both ends) */
export const LONGEST_NAME = 253;

/** What the longest name below a hostname begins with, so that no other policy is refused for a long name. */
export const longestPrefix = (regions: readonly string[]): string =>
  [...regions.map((region) => `_failover-${region}.`), "_accelerator-first."].reduce((one, other) =>
    other.length > one.length ? other : one,
  );
