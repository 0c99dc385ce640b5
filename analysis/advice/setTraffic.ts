import type { Needs } from "../../plan/needs";
import { type Composition, type FrontDoorKind, frontDoorKinds } from "../../plan/options";
import { type Traffic, sharesAmong } from "../../plan/traffic";

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
  const has = frontDoorKinds(made);
  const taken = has.filter((kind) => NEEDED[kind](needs, made));
  const said = sharesAmong(needs.traffic, taken) as Traffic;
  if (said.frontDoors || taken.length === has.length) return said;
  return { ...said, frontDoors: Object.fromEntries(taken.map((kind) => [kind, 1])) };
}
