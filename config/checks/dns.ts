import { LONGEST_NAME, longestPrefix, defaultRouting, type Routing } from "../../plan/dns";
import { CONTINENTS, EVERYWHERE, LOCATIONS } from "../../plan/geolocations";
import { nearest } from "../../plan/nearest";
import { compose } from "../../plan/options";
import { GLOBAL_REGION, type Region } from "../../plan/regions";
import type { ZoneConfig } from "../dns";
import type { Mistake, Path } from "../mistakes";
import type { RegionConfig } from "../regions";
import type { StackConfig } from "../schema";
import { outsideZone, repeated, type Check } from "./common";

/** A name that the stack has, and where the config says so. */
interface Name {
  hostname: string;
  /** Of the hostname. */
  hostnamePath: Path;
  routing: Routing;
  /** Where the routing is said; where it follows from the roles, the section. */
  routingPath: Path;
  said: boolean;
  zone: ZoneConfig;
  /** Of the section that has the zone. */
  path: Path;
}

/** The first, and the second where there is one. */
function namesOf({ dns, service, regions }: StackConfig): Name[] {
  if (!dns) return [];
  const inUse = dns.routing ?? defaultRouting(Object.values(regions).map(({ role }) => role));
  const first: Name = {
    hostname: service.hostname ?? "",
    hostnamePath: ["service", "hostname"],
    routing: inUse,
    routingPath: ["dns", "routing"],
    said: dns.routing !== undefined,
    zone: dns,
    path: ["dns"],
  };
  if (!dns.second) return [first];
  const { second } = dns;
  return [
    first,
    {
      hostname: second.hostname,
      hostnamePath: ["dns", "second", "hostname"],
      routing: second.routing ?? inUse,
      routingPath: second.routing === undefined ? first.routingPath : ["dns", "second", "routing"],
      said: second.routing !== undefined,
      zone: second,
      path: ["dns", "second"],
    },
  ];
}

const each =
  (check: (name: Name, config: StackConfig) => Mistake[]): Check =>
  (config) =>
    namesOf(config).flatMap((name) => check(name, config));

/** Whether DNS answers with the regions at all: consumers and accelerators have other ways. */
const answersWithRegions = ({ options }: StackConfig): boolean => compose(options).publicFrontDoor;

const NEEDS_SEVERAL: readonly Routing[] = ["failover", "weighted", "geolocation", "geoproximity"];

/** Latency and multivalue need no second region: one that is added later changes nothing of the first. */
const routings = each(({ routing, routingPath, said }, config) => {
  if (!answersWithRegions(config) || !said) return [];
  const count = Object.keys(config.regions).length;
  const wrong = (allowed: string, fix: string): Mistake[] => [
    { path: routingPath, value: routing, allowed, fix, because: [["regions"]] },
  ];
  if (routing === "simple" && count > 1)
    return wrong(
      `a routing that chooses among ${count} regions; simple answers with one`,
      "choose failover, latency, weighted, geolocation, geoproximity or multivalue",
    );
  if (NEEDS_SEVERAL.includes(routing) && count === 1)
    return wrong(
      "simple, latency or multivalue, in a stack of one region",
      "choose latency: a region added later then changes nothing of this one; or add a region",
    );
  return [];
});

/** A region by its role, where any has one or the routing needs them: of one primary and of the rest. */
function roles(config: StackConfig): Mistake[] {
  const entries = Object.entries(config.regions) as [Region, RegionConfig][];
  const having = (wanted: RegionConfig["role"]) => entries.filter(([, { role }]) => role === wanted);
  const [primaries, secondaries, lacking] = [having("primary"), having("secondary"), having(undefined)];
  if (lacking.length === entries.length && !needsRoles(config)) return [];
  const lone = entries.length === 1;
  const wrong = [
    ...lacking,
    ...(primaries.length > 1 || lone ? primaries : []),
    ...(primaries.length === 0 ? secondaries : []),
  ];
  if (wrong.length === 0) return unusedRoles(config, entries);
  return wrong.map(([name, { role }]) => ({
    path: ["regions", name, "role"],
    value: role,
    allowed: "one primary, and each other region secondary, in a stack of two regions or more; or no roles",
    fix: "give every region its role, or remove the roles: DNS then answers with the nearest region",
    because: [["regions"], ["dns", "routing"], ["dns", "second", "routing"]],
  }));
}

/** In one region, that the routing needs several is said already. */
const needsRoles = (config: StackConfig): boolean =>
  answersWithRegions(config) &&
  Object.keys(config.regions).length > 1 &&
  namesOf(config).some(({ routing }) => routing === "failover");

/** An accelerator obeys roles, too: a secondary region gets nothing while another is healthy. */
function unusedRoles(config: StackConfig, entries: readonly (readonly [Region, RegionConfig])[]): Mistake[] {
  const names = namesOf(config);
  const used = names.length === 0 || names.some(({ routing }) => routing === "failover");
  if (used || compose(config.options).acceleratedFrontDoor) return [];
  return entries.map(([name, { role }]) => ({
    path: ["regions", name, "role"],
    value: role,
    allowed: `nothing, with routing: ${names.map(({ routing }) => routing).join(" and ")}`,
    fix: "remove it, or set routing: failover",
    because: [
      ["dns", "routing"],
      ["dns", "second", "routing"],
    ],
  }));
}

/** What of a region only one routing obeys. */
const USED_BY = { weight: "weighted", locations: "geolocation", bias: "geoproximity" } as const;

function unusedSettings(config: StackConfig): Mistake[] {
  const names = namesOf(config);
  const routingsInUse: readonly Routing[] = names.map(({ routing }) => routing);
  return Object.entries(config.regions).flatMap(([region, { dns }]) =>
    (Object.keys(USED_BY) as (keyof typeof USED_BY)[]).flatMap((key): Mistake[] =>
      dns[key] === undefined || routingsInUse.includes(USED_BY[key])
        ? []
        : [
            {
              path: ["regions", region, "dns", key],
              value: dns[key],
              allowed:
                names.length === 0
                  ? "nothing, without the section dns"
                  : `nothing, with routing: ${routingsInUse.join(" and ")}`,
              fix: `remove it, or set dns.routing: ${USED_BY[key]}`,
              because: [["dns"]],
            },
          ],
    ),
  );
}

function weights(config: StackConfig): Mistake[] {
  const all = Object.entries(config.regions);
  const used = namesOf(config).some(({ routing }) => routing === "weighted");
  if (!used || all.length === 0 || all.some(([, { dns }]) => dns.weight !== 0)) return [];
  return all.map(([name]) => ({
    path: ["regions", name, "dns", "weight"],
    value: 0,
    allowed: "a weight above 0 in one region or more",
    fix: "give a region a share of the answers",
    because: [["regions"]],
  }));
}

function locations(config: StackConfig): Mistake[] {
  if (!namesOf(config).some(({ routing }) => routing === "geolocation")) return [];
  const entries = Object.entries(config.regions).sort(([one], [other]) => one.localeCompare(other));
  const first = new Map<string, Path>();
  const wrong = entries.flatMap(([region, { dns }]) =>
    (dns.locations ?? []).flatMap((location, index): Mistake[] => {
      const path: Path = ["regions", region, "dns", "locations", index];
      const taken = first.get(location);
      if (!LOCATIONS.includes(location)) return [unknownLocation(location, path)];
      if (!taken) first.set(location, path);
      return taken ? [takenLocation(location, path, taken)] : [];
    }),
  );
  const silent = entries.filter(([, { dns }]) => dns.locations === undefined);
  return [
    ...wrong,
    ...silent.map(([region]) => noLocations(region)),
    ...(first.has(EVERYWHERE) ? [] : [noDefault(entries)]),
  ];
}

const CONTINENT_OF: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(CONTINENTS).map(([word, code]) => [code, word]),
);

const unknownLocation = (location: string, path: Path): Mistake => {
  // The codes of continents that are no country's.
  const meant = CONTINENT_OF[location] ?? nearest(location, LOCATIONS);
  return {
    path,
    value: location,
    allowed: "a country or a state of the US that Route 53 knows",
    fix: meant === undefined ? "write its ISO 3166-1 code, such as DE, or US- and a state's" : `write ${meant}`,
  };
};

const takenLocation = (location: string, path: Path, taken: Path): Mistake => ({
  path,
  value: location,
  allowed: "a location that no other region answers to",
  fix: `it stands at ${taken.join(".")} already: remove one of the two`,
  because: [taken],
});

const noLocations = (region: string): Mistake => ({
  path: ["regions", region, "dns", "locations"],
  value: undefined,
  allowed: "one location or more, with routing: geolocation",
  fix: "say where the clients are that the region answers to",
  because: [["dns", "routing"]],
});

/** Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geo.html */
const noDefault = (entries: readonly [string, RegionConfig][]): Mistake => ({
  path: ["regions", entries[0]?.[0] ?? "", "dns", "locations"],
  value: entries[0]?.[1].dns.locations,
  allowed: `${EVERYWHERE} among the locations of one region: clients of a place that no region has get no answer else`,
  fix: `add "${EVERYWHERE}" to the region that is to answer everywhere else`,
  because: [["regions"]],
});

/** A name and those below it, so that no routing is refused later. */
const lengths = each(({ hostname, hostnamePath }, config) => {
  const longest = longestPrefix(Object.keys(config.regions));
  const most = LONGEST_NAME - longest.length;
  if (hostname.length <= most) return [];
  return [
    {
      path: hostnamePath,
      value: hostname,
      allowed: `${most} characters, as names such as ${longest}… lie below it`,
      fix: `shorten it by ${hostname.length - most}`,
      because: [["regions"]],
    },
  ];
});

function second({ dns, service }: StackConfig): Mistake[] {
  if (!dns?.second) return [];
  const { zone, hostname } = dns.second;
  const same = (path: Path, value: string, what: string, other: Path): Mistake => ({
    path,
    value,
    allowed: `another ${what} than the first`,
    fix: `choose another, or remove dns.second: one ${what} survives nothing that the other does not`,
    because: [other],
  });
  return [
    ...(zone === dns.zone ? [same(["dns", "second", "zone"], zone, "zone", ["dns", "zone"])] : []),
    ...(hostname === service.hostname
      ? [same(["dns", "second", "hostname"], hostname, "name", ["service", "hostname"])]
      : outsideZone(hostname, ["dns", "second", "hostname"], { ...dns, zone })),
  ];
}

const delegations = each(({ zone, path }) => {
  const { delegation } = zone;
  if (!delegation) return [];
  if (!zone.create)
    return [
      {
        path: [...path, "delegation"],
        value: delegation,
        allowed: "nothing, where the zone is not created here",
        fix: "remove it, or set create: true",
        because: [[...path, "create"]],
      },
    ];
  if (zone.zone.endsWith(`.${delegation.parentZone}`)) return [];
  return [
    {
      path: [...path, "delegation", "parentZone"],
      value: delegation.parentZone,
      allowed: `a zone that ${zone.zone} lies in`,
      fix: `name what follows a dot in ${zone.zone}`,
      because: [[...path, "zone"]],
    },
  ];
});

const publishing = each(({ zone, path }) => {
  if (zone.dnssec?.publish !== true || zone.delegation) return [];
  return [
    {
      path: [...path, "dnssec", "publish"],
      value: true,
      allowed: "false, where the stack has no part of the parent zone",
      fix: "add a delegation, or enter the output dsRecord in the parent zone by hand",
      because: [[...path, "delegation"]],
    },
  ];
});

/** The metrics of Route 53 are in one region, and so are alarms on them. */
function topics({ dns }: StackConfig): Mistake[] {
  const arns = dns?.alarms.topicArns ?? [];
  const path: Path = ["dns", "alarms", "topicArns"];
  const elsewhere = arns.flatMap((arn, index): Mistake[] =>
    arn.split(":")[3] === GLOBAL_REGION
      ? []
      : [
          {
            path: [...path, index],
            value: arn,
            allowed: `topics of ${GLOBAL_REGION}, where Route 53 has its metrics`,
            fix: `name a topic of ${GLOBAL_REGION}`,
          },
        ],
  );
  return [...elsewhere, ...repeated(arns, path, "each topic once")];
}

/** Records that are obeyed by one check each cannot obey a switch beside it; and the only region is answered with whatever its switch says. */
function controls(config: StackConfig): Mistake[] {
  const { dns, regions } = config;
  if (!dns?.routingControls) return [];
  if (!answersWithRegions(config) || Object.keys(regions).length < 2)
    return [
      {
        path: ["dns", "routingControls"],
        value: dns.routingControls,
        allowed: "nothing, where DNS does not choose among regions",
        fix: "remove it, or add a region",
        because: [["regions"], ["options"]],
      },
    ];
  const wrong = namesOf(config).find(({ routing }) => routing === "multivalue" || routing === "simple");
  if (!dns.routingControls.use || !wrong) return [];
  return [
    {
      path: ["dns", "routingControls", "use"],
      value: true,
      allowed: `false, with routing: ${wrong.routing}, whose records have a check of their own each`,
      fix: "choose another routing, such as latency",
      because: [wrong.routingPath],
    },
  ];
}

export const dnsChecks: readonly Check[] = [
  routings,
  roles,
  unusedSettings,
  weights,
  locations,
  lengths,
  second,
  delegations,
  publishing,
  topics,
  controls,
];
