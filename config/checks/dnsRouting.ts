import { closestWord } from "../../plan/closestWord";
import { CONTINENTS, EVERYWHERE, LOCATIONS } from "../../plan/dns/geolocations";
import { type Routing, defaultRouting } from "../../plan/dns/routing";
import { compose } from "../../plan/options";
import type { Region } from "../../plan/regions";
import { sortedEntries } from "../../plan/sortedEntries";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { ZoneConfig } from "../sections/dns";
import type { RegionConfig } from "../sections/regions";
import type { Check } from "./common";

/** A name that the stack has, and where the config says so. */
interface Name {
  hostname: string;
  /** Of the hostname. */
  hostnamePath: Path;
  routing: Routing;
  /** Where the routing is set; where it follows from the roles, the section. */
  routingPath: Path;
  explicitRouting: boolean;
  zone: ZoneConfig;
  /** Of the section that has the zone. */
  path: Path;
}

/** The first, and the second where there is one. */
export function namesOf({ dns, service, regions }: StackConfig): Name[] {
  if (!dns) return [];
  const stackRouting = dns.routing ?? defaultRouting(Object.values(regions).map(({ role }) => role));
  const first: Name = {
    hostname: service.hostname ?? "",
    hostnamePath: ["service", "hostname"],
    routing: stackRouting,
    routingPath: ["dns", "routing"],
    explicitRouting: dns.routing !== undefined,
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
      routing: second.routing ?? stackRouting,
      routingPath: second.routing === undefined ? first.routingPath : ["dns", "second", "routing"],
      explicitRouting: second.routing !== undefined,
      zone: second,
      path: ["dns", "second"],
    },
  ];
}

export const eachName =
  (check: (name: Name, config: StackConfig) => Mistake[]): Check =>
  (config) =>
    namesOf(config).flatMap((name) => check(name, config));

/** Whether DNS answers with the regions at all: consumers and accelerators are reached otherwise. */
export const answersWithRegions = ({ options }: StackConfig): boolean => compose(options).publicFrontDoor;

const NEEDS_SEVERAL: readonly Routing[] = ["failover", "weighted", "geolocation", "geoproximity"];

/** Latency and multivalue need no second region: one that is added later changes nothing of the first. */
export const routings = eachName(({ routing, routingPath, explicitRouting }, config) => {
  if (!answersWithRegions(config) || !explicitRouting) return [];
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
export function roles(config: StackConfig): Mistake[] {
  const entries = Object.entries(config.regions) as [Region, RegionConfig][];
  const having = (wanted: RegionConfig["role"]) => entries.filter(([, { role }]) => role === wanted);
  const [primaries, secondaries, lacking] = [having("primary"), having("secondary"), having(undefined)];
  if (lacking.length === entries.length && !needsRoles(config)) return [];
  const singleRegion = entries.length === 1;
  const wrong = [
    ...lacking,
    ...(primaries.length > 1 || singleRegion ? primaries : []),
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

/** In one region, that the routing needs several is a mistake already. */
const needsRoles = (config: StackConfig): boolean =>
  answersWithRegions(config) &&
  Object.keys(config.regions).length > 1 &&
  namesOf(config).some(({ routing }) => routing === "failover");

/** An accelerator obeys roles, too: a secondary region gets nothing while another is healthy. */
function unusedRoles(config: StackConfig, entries: readonly (readonly [Region, RegionConfig])[]): Mistake[] {
  const names = namesOf(config);
  const used = names.length === 0 || names.some(({ routing }) => routing === "failover");
  const { acceleratedFrontDoor, privateFrontDoor } = compose(config.options);
  if (used || acceleratedFrontDoor || (privateFrontDoor && config.privateLink.privateZone)) return [];
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

export function unusedSettings(config: StackConfig): Mistake[] {
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

export function weights(config: StackConfig): Mistake[] {
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

export function locations(config: StackConfig): Mistake[] {
  if (!namesOf(config).some(({ routing }) => routing === "geolocation")) return [];
  const entries = sortedEntries(config.regions);
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
  const withoutLocations = entries.filter(([, { dns }]) => dns.locations === undefined);
  return [
    ...wrong,
    ...withoutLocations.map(([region]) => noLocations(region)),
    ...(first.has(EVERYWHERE) ? [] : [noDefault(entries)]),
  ];
}

const CONTINENT_OF: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(CONTINENTS).map(([word, code]) => [code, word]),
);

const unknownLocation = (location: string, path: Path): Mistake => {
  // The codes of continents that are no country's.
  const suggestion = CONTINENT_OF[location] ?? closestWord(location, LOCATIONS);
  return {
    path,
    value: location,
    allowed: "a country or a state of the US that Route 53 knows",
    fix:
      suggestion === undefined ? "write its ISO 3166-1 code, such as DE, or US- and a state's" : `write ${suggestion}`,
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
