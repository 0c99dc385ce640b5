import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { ANYWHERE, contains, isOffTheInternet } from "../../plan/cidrs";
import { tierOfExisting } from "../../plan/names";
import { TYPES } from "./resourceTypes";

/* VPCs that exist: the stack stands in them, reads them, and has nothing of their routes. */

/** Those that the stack stands in. */
export const existingVpcs = (index: GraphIndex): ResourceNode[] =>
  index.ofType(TYPES.vpc).filter(({ external }) => external);

/** Whether what runs in a region is let out to the internet, and so is to get there by routes that its VPC's owner has. */
export const leadsOut = (index: GraphIndex, region: string | undefined): boolean =>
  index
    .ofType(TYPES.egressRule)
    .some((rule) => index.regionOf(rule) === region && rule.inputs["cidrIpv4"] === ANYWHERE);

/** Ranges of other networks that what runs in a region's VPC may connect to. */
export function privateDestinations(index: GraphIndex, region: string | undefined, vpc: ResourceNode): string[] {
  const own = String(vpc.inputs["cidrBlock"]);
  const all = index
    .ofType(TYPES.egressRule)
    .filter((rule) => index.regionOf(rule) === region)
    .flatMap(({ inputs: { cidrIpv4: cidr } }) =>
      typeof cidr === "string" && isOffTheInternet(cidr) && !contains(own, cidr) ? [cidr] : [],
    );
  return [...new Set(all)].sort();
}

/** What a subnet is for: as the tag of one made here says, and the name of one that exists, whose tags are its owner's. */
export const tierOf = ({ name, external, inputs }: ResourceNode): string | undefined =>
  external ? tierOfExisting(name) : (inputs["tags"] as { Tier?: string } | undefined)?.Tier;

/** How a subnet that exists is assumed to lead out of its VPC. */
export function assumedTarget(index: GraphIndex, subnet: ResourceNode): "gateway" | "routes" | undefined {
  if (tierOf(subnet) === "front") return "gateway";
  return leadsOut(index, index.regionOf(subnet)) ? "routes" : undefined;
}
