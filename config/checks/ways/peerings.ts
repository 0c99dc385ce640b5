import { accountOfArn } from "../../../plan/arns";
import { accepterOf } from "../../../plan/network/ways";
import type { Region } from "../../../plan/regions";
import { sortedEntries } from "../../../plan/sortedEntries";
import type { Mistake, Path } from "../../mistakes";
import type { StackConfig } from "../../schema";
import type { RegionConfig } from "../../sections/regions";
import { repeated } from "../common";

/* Peerings with VPCs of others, and between the stack's own regions. */

export function peeringAccounts(name: Region, { peerings }: RegionConfig, { account: own }: StackConfig): Mistake[] {
  return sortedEntries(peerings).flatMap(([way, peering]): Mistake[] => {
    const path: Path = ["regions", name, "peerings", way];
    const { assumeRoleArn, account, peerRouteTables, dnsResolution } = peering;
    const because: Path[] = [["account"], ...["account", "assumeRoleArn"].map((key) => [...path, key])];
    const twice = repeated(peerRouteTables, [...path, "peerRouteTables"], "each route table once");
    if (assumeRoleArn !== undefined && accountOfArn(assumeRoleArn) !== String(account))
      return [
        ...twice,
        {
          path: [...path, "assumeRoleArn"],
          value: assumeRoleArn,
          allowed: account === undefined ? "nothing, where account is not named" : `a role of account ${account}`,
          fix: "name the other VPC's account under account, and a role of it",
          because: [[...path, "account"]],
        },
      ];
    if (accepterOf(peering, own) !== "owner") return twice;
    const theirs = (key: string, value: unknown): Mistake => ({
      path: [...path, key],
      value,
      allowed: `nothing, as nobody here may act in account ${String(account)}, whose owner has to accept`,
      fix: "name a role of that account under assumeRoleArn, or have its owner do it and remove this",
      because,
    });
    return [
      ...twice,
      ...(peerRouteTables.length > 0 ? [theirs("peerRouteTables", peerRouteTables)] : []),
      ...(dnsResolution ? [theirs("dnsResolution", true)] : []),
    ];
  });
}

/** Pairs of different regions of the stack; one that is parked has no VPC and is peered once it serves again. */
export function peerRegions({ network: { peerRegions: pairs }, regions }: StackConfig): Mistake[] {
  if (pairs === "all") return [];
  const path: Path = ["network", "peerRegions"];
  const wrong = pairs.flatMap((pair, index): Mistake[] =>
    pair[0] !== pair[1] && pair.every((each) => Object.hasOwn(regions, each))
      ? []
      : [
          {
            path: [...path, index],
            value: pair,
            allowed: `two different regions of the stack: ${Object.keys(regions).sort().join(", ")}`,
            fix: "name two of these, or remove the pair",
            because: [["regions"]],
          },
        ],
  );
  const texts = pairs.map((pair) => [...pair].sort().join(" and "));
  return [...repeated(texts, path, "each pair once, in either order"), ...wrong];
}
