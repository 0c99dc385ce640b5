import type { Needs } from "../../plan/needs";
import type { Composition } from "../../plan/options";
import { FRONT_DOORS, type FrontDoorKind, type Traffic, type TrafficShares, frontDoorsOf } from "../../plan/traffic";

type Shares = TrafficShares["frontDoors"];

/** Whether clients have to come by it. Who keeps the same addresses for all regions comes by no region's own, but by those on a list already. */
const NEEDED: Record<FrontDoorKind, (needs: Needs, made: Composition) => boolean> = {
  public: ({ internet, fixedAddresses, allowList }, { acceleratedFrontDoor }) =>
    internet &&
    (fixedAddresses !== "sameEverywhere" || !acceleratedFrontDoor || Object.keys(allowList.elasticIps).length > 0),
  accelerator: ({ internet }) => internet,
  privateLink: ({ privateConsumers }) => privateConsumers.length > 0,
};

/** What a stack of a set carries: clients come by the front doors that the needs have clients for, of those that the set has. */
export function setTraffic(needs: Needs, made: Composition): Traffic {
  const { frontDoors: given, regions, ...rest } = needs.traffic;
  const has = frontDoorsOf(made);
  const taken = has.filter((kind) => NEEDED[kind](needs, made));
  const even: Shares =
    taken.length === has.length
      ? undefined
      : Object.fromEntries(taken.map((kind): [FrontDoorKind, number] => [kind, 1]));
  const frontDoors = sharesOf(given, taken) ?? even;
  return {
    ...rest,
    ...(frontDoors && { frontDoors }),
    regions: Object.fromEntries(
      Object.entries(regions).map(([region, { frontDoors: own, ...others }]) => {
        const shares = sharesOf(own, taken);
        return [region, { ...others, ...(shares && { frontDoors: shares }) }];
      }),
    ),
  };
}

/** Those of some front doors; undefined where these have none. */
function sharesOf(given: Shares, taken: readonly FrontDoorKind[]): Shares {
  const own = FRONT_DOORS.filter((kind) => taken.includes(kind) && (given?.[kind] ?? 0) > 0);
  return own.length === 0 ? undefined : Object.fromEntries(own.map((kind) => [kind, given?.[kind]]));
}
