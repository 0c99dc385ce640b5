import type { Mistake } from "../mistakes";
import { withoutParkedRegions } from "../schema";
import { isParked } from "../sections/regions";
import type { Check } from "./common";

/**
 * A rule of what serves. What a parked region says beside its addresses does nothing, so the rule does not see it; where the rule goes by the
 * list of regions, the message says why that one is not in it.
 */
export const ofServing =
  (check: Check): Check =>
  (config) => {
    const mistakes = check(withoutParkedRegions(config));
    const parked = Object.entries(config.regions).flatMap(([name, region]) => (isParked(region) ? [name] : []));
    if (parked.length === 0) return mistakes;
    const verb = parked.length === 1 ? "is parked and does" : "are parked and do";
    const note = `${parked.sort().join(", ")} ${verb} not count`;
    return mistakes.map((each) => (goesByRegions(each) ? { ...each, allowed: `${each.allowed}; ${note}` } : each));
  };

const goesByRegions = ({ because = [] }: Mistake): boolean =>
  because.some((path) => path.length === 1 && path[0] === "regions");
