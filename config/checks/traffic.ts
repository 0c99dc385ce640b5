import { FRONT_DOORS, OPTIONS, OPTION_NAMES, compose, frontDoorKinds } from "../../plan/options";
import type { GivenTraffic } from "../../plan/traffic";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { Check } from "./common";
import { crossZoneKey } from "./service";

/** What is said of a region that the stack does not have would do nothing. */
const foreignRegions: Check = ({ traffic, regions }) =>
  Object.keys(traffic.regions)
    .filter((name) => !Object.hasOwn(regions, name))
    .map((name) => ({
      path: ["traffic", "regions", name],
      value: traffic.regions[name as keyof typeof traffic.regions],
      allowed: `the regions ${Object.keys(regions).sort().join(", ")}`,
      fix: "remove it, or add the region",
      because: [["regions"]],
    }));

/** What is said for all regions, and for one. */
const placesIn = ({ traffic }: StackConfig): { path: Path; said: GivenTraffic }[] => [
  { path: ["traffic"], said: traffic },
  ...Object.entries(traffic.regions).map(([name, said]) => ({ path: ["traffic", "regions", name], said })),
];

/** Without cross-zone load balancing nothing goes from a load balancer to another zone. */
const nothingAcrossZones: Check = (config) =>
  crossZoneKey(config)
    ? []
    : placesIn(config)
        .filter(({ said }) => (said.acrossZonesPercent ?? 0) > 0)
        .map(({ path, said }) => ({
          path: [...path, "acrossZonesPercent"],
          value: said.acrossZonesPercent,
          allowed: "0, as no load balancer reaches the targets of other zones",
          fix: "remove it, or set service.crossZone: true",
          because: [["service"], ["globalAccelerator"]],
        }));

/** All places where shares are said. */
const sharesIn = (config: StackConfig): { path: Path; frontDoors: NonNullable<GivenTraffic["frontDoors"]> }[] =>
  placesIn(config).flatMap(({ path, said: { frontDoors } }) =>
    frontDoors ? [{ path: [...path, "frontDoors"], frontDoors }] : [],
  );

const foreignFrontDoors: Check = (config) => {
  const own = frontDoorKinds(compose(config.options));
  return sharesIn(config).flatMap(({ path, frontDoors }) =>
    FRONT_DOORS.filter((kind) => frontDoors[kind] !== undefined && !own.includes(kind)).map((kind): Mistake => ({
      path: [...path, kind],
      value: frontDoors[kind],
      allowed: `the front doors of the options: ${own.join(", ")}`,
      fix: `remove it, or add ${OPTION_NAMES.filter((name) => OPTIONS[name].frontDoor === kind).join(" or ")} to options`,
      because: [["options"]],
    })),
  );
};

/** Without a way to another network nothing goes by one. */
const nothingByWays: Check = (config) => {
  const ownWays = Object.values(config.regions).some(
    ({ peerings, transitGateways }) => Object.keys(peerings).length + Object.keys(transitGateways).length > 0,
  );
  if (ownWays || config.network.peerRegions.length > 0) return [];
  return placesIn(config)
    .filter(({ said }) => (said.wayGbPerMonth ?? 0) > 0)
    .map(({ path, said }) => ({
      path: [...path, "wayGbPerMonth"],
      value: said.wayGbPerMonth,
      allowed: "0, as no region has peerings or transitGateways",
      fix: "remove it, or add the way to regions",
      because: [["regions"], ["network"]],
    }));
};

/** Shares that are all 0 divide nothing. */
const nothingShared: Check = (config) =>
  sharesIn(config)
    .filter(({ frontDoors }) => FRONT_DOORS.every((kind) => (frontDoors[kind] ?? 0) === 0))
    .map(({ path, frontDoors }) => ({
      path,
      value: frontDoors,
      allowed: "shares of which one is more than 0",
      fix: "give a front door a share, or leave them all out",
    }));

export const trafficChecks: readonly Check[] = [
  foreignRegions,
  foreignFrontDoors,
  nothingAcrossZones,
  nothingByWays,
  nothingShared,
];
