import type { Region } from "../../plan/regions";
import { sortedEntries } from "../../plan/sortedEntries";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { RegionConfig } from "../sections/regions";
import { type Check, eachRegion } from "./common";
import { gatewayChecks } from "./ways/gateways";
import { peeringAccounts } from "./ways/peerings";
import { sameRanges, unreachedDestinations, wayRanges } from "./ways/ranges";

/* Rules of the ways out of a VPC into other networks. */

/** Routes and gateways of a VPC that exists are its owner's, and ways to elsewhere with them. */
function existingVpcs(name: Region, region: RegionConfig, { network, regions }: StackConfig): Mistake[] {
  if (!region.vpc) return [];
  const because: Path[] = [["regions", name, "vpc"]];
  const allowed = "nothing, where the VPC exists: its routes and gateways are its owner's";
  const fix = `have the owner of the VPC make the way and remove it here, or remove regions.${name}.vpc`;
  const given = (["transitGateways", "peerings", "vpnGateway"] as const).filter(
    (key) => Object.keys(region[key] ?? {}).length > 0,
  );
  const own = given.map((key): Mistake => ({
    path: ["regions", name, key],
    value: region[key],
    allowed,
    fix,
    because,
  }));
  const { peerRegions: pairs } = network;
  const named =
    pairs === "all" ? Object.keys(regions).length > 1 : pairs.some((pair) => pair.some((each) => each === name));
  if (!named) return own;
  return [
    ...own,
    {
      path: ["network", "peerRegions"],
      value: pairs,
      allowed: `regions whose VPC is made here: that of ${name} exists, and its routes are its owner's`,
      fix: `name pairs without ${name}, or remove regions.${name}.vpc`,
      because,
    },
  ];
}

function sameTargets(name: Region, { transitGateways, peerings }: RegionConfig): Mistake[] {
  const twice = (kind: string, key: string, ids: [string, string][], why: string): Mistake[] =>
    ids.flatMap(([way, id], index): Mistake[] => {
      const before = ids.slice(0, index).find(([, each]) => each === id);
      return before
        ? [
            {
              path: ["regions", name, kind, way, key],
              value: id,
              allowed: `one that ${before[0]} does not have: ${why}`,
              fix: `give ${before[0]} the ranges of both, and remove ${way}`,
              because: [["regions", name, kind, before[0], key]],
            },
          ]
        : [];
    });
  const ids = sortedEntries(transitGateways).map(([way, { id }]): [string, string] => [way, id]);
  const vpcs = sortedEntries(peerings).map(([way, { vpcId }]): [string, string] => [way, vpcId]);
  return [
    ...twice("transitGateways", "id", ids, "a VPC is attached to a gateway once"),
    ...twice("peerings", "vpcId", vpcs, "two VPCs have one peering"),
  ];
}

export const wayChecks: readonly Check[] = [
  eachRegion(wayRanges),
  eachRegion(sameRanges),
  eachRegion(existingVpcs),
  eachRegion(sameTargets),
  ...gatewayChecks,
  eachRegion(peeringAccounts),
  unreachedDestinations,
];
