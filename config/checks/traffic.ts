import { type Composition, compose } from "../../plan/options";
import { DOORS, type Door } from "../../plan/traffic";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { Check } from "./common";

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

/** All places where shares are said. */
const sharesIn = ({ traffic }: StackConfig): { path: Path; doors: Partial<Record<Door, number | undefined>> }[] =>
  [
    { path: ["traffic", "doors"], doors: traffic.doors },
    ...Object.entries(traffic.regions).map(([name, each]) => ({
      path: ["traffic", "regions", name, "doors"],
      doors: each.doors,
    })),
  ].flatMap(({ path, doors }) => (doors ? [{ path, doors }] : []));

const doorsOf = ({ publicFrontDoor, acceleratedFrontDoor, privateFrontDoor }: Composition): Door[] => {
  const has: Record<Door, boolean> = {
    public: publicFrontDoor,
    accelerator: acceleratedFrontDoor,
    privateLink: privateFrontDoor,
  };
  return DOORS.filter((door) => has[door]);
};

const foreignDoors: Check = (config) => {
  const own = doorsOf(compose(config.options));
  return sharesIn(config).flatMap(({ path, doors }) =>
    DOORS.filter((door) => doors[door] !== undefined && !own.includes(door)).map((door): Mistake => ({
      path: [...path, door],
      value: doors[door],
      allowed: `the ways in of the options: ${own.join(", ")}`,
      fix: "remove it, or choose the option that brings it",
      because: [["options"]],
    })),
  );
};

/** Without a way to another network nothing goes by one. */
function nothingByWays({ traffic, regions, network }: StackConfig): Mistake[] {
  const ownWays = Object.values(regions).some(
    ({ peerings, transitGateways }) => Object.keys(peerings).length + Object.keys(transitGateways).length > 0,
  );
  if (ownWays || network.peerRegions.length > 0 || !traffic.wayGbPerMonth) return [];
  return [
    {
      path: ["traffic", "wayGbPerMonth"],
      value: traffic.wayGbPerMonth,
      allowed: "0, as no region has peerings or transitGateways",
      fix: "remove it, or add the way to regions",
      because: [["regions"], ["network"]],
    },
  ];
}

/** Shares that are all 0 divide nothing. */
const nothingShared: Check = (config) =>
  sharesIn(config)
    .filter(({ doors }) => DOORS.every((door) => (doors[door] ?? 0) === 0))
    .map(({ path, doors }) => ({
      path,
      value: doors,
      allowed: "shares of which one is more than 0",
      fix: "give a way in a share, or leave them all out",
    }));

export const trafficChecks: readonly Check[] = [foreignRegions, foreignDoors, nothingByWays, nothingShared];
