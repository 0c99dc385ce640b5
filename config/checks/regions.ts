import { overlaps, prefixLength } from "../../plan/cidrs";
import { frontDoorName, nameExcess, targetGroupName } from "../../plan/names";
import { EXISTING_VPC_PREFIX, VPC_PREFIX } from "../../plan/network/subnets";
import { compose } from "../../plan/options";
import { type Region, zoneLetters } from "../../plan/regions";
import { sortedEntries } from "../../plan/sortedEntries";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { type RegionConfig, isParked } from "../sections/regions";
import { type Check, eachRegion } from "./common";
import { regionAddressChecks } from "./regions/addresses";
import { zoneMistakes } from "./zones";

function regions({ regions: all }: StackConfig): Mistake[] {
  const names = Object.keys(all);
  if (names.length === 0)
    return [
      { path: ["regions"], value: all, allowed: "one region or more", fix: "name a region with its zones and CIDR" },
    ];
  if (Object.values(all).some((region) => !isParked(region))) return [];
  return names.map((name) => ({
    path: ["regions", name, "zones"],
    value: [],
    allowed: "zones in one region or more: with all of them parked nobody is served",
    fix: "give a region zones, or destroy the stack: with protect: true that keeps its addresses",
    because: [["regions"]],
  }));
}

function zones(name: Region, region: RegionConfig, { production }: StackConfig): Mistake[] {
  if (isParked(region)) return [];
  const path: Path = ["regions", name, "zones"];
  const least = production ? 3 : 2;
  const distinct = new Set(region.zones).size;
  const known = zoneLetters(name).join(", ");
  const tooFew: Mistake = {
    path,
    value: region.zones,
    allowed: `${least} different zones or more${production ? " in a stack marked production" : ""}`,
    fix:
      distinct === 0
        ? `add zones of ${name}: ${known}; or, to keep nothing of it but its addresses, list their zones under parkedAddresses and ` +
          "parkedEgressAddresses"
        : `add zones of ${name}: ${known}`,
    because: [["production"], ...["parkedAddresses", "parkedEgressAddresses"].map((key) => ["regions", name, key])],
  };
  return [...(distinct < least ? [tooFew] : []), ...zoneMistakes(name, region.zones, path)];
}

function vpcSize(name: Region, { cidr, vpc }: RegionConfig): Mistake[] {
  const bits = prefixLength(cidr);
  const { largest, smallest } = vpc ? EXISTING_VPC_PREFIX : VPC_PREFIX;
  if (bits >= largest && bits <= smallest) return [];
  return [
    {
      path: ["regions", name, "cidr"],
      value: cidr,
      allowed: `a range from /${largest} to /${smallest}${vpc ? ", as AWS has them for a VPC" : ""}`,
      fix:
        bits > smallest && !vpc
          ? "choose a larger range: it holds the subnets of eight zones, so that a zone added later has its place"
          : vpc
            ? "write the range of the VPC that its subnets here lie in"
            : "choose a smaller range: AWS allows a VPC /16 at most",
      because: [["regions", name, "vpc"]],
    },
  ];
}

function nat(name: Region, region: RegionConfig): Mistake[] {
  const path: Path = ["regions", name, "natZone"];
  const { natZone, zones: chosen } = region;
  const mode: Path = ["regions", name, "nat"];
  if (region.nat !== "single") {
    const fix = region.vpc ? "remove it" : "remove it, or set nat: single";
    return natZone === undefined
      ? []
      : [{ path, value: natZone, allowed: "nothing, where nat is not single", fix, because: [mode] }];
  }
  if (chosen.length === 0 || chosen.includes(natZone ?? "a")) return [];
  return [
    {
      path,
      value: natZone,
      allowed: `a zone of this region's list: ${[...chosen].sort().join(", ")}`,
      fix:
        natZone === undefined
          ? "name the zone of the one NAT gateway, so that a zone added later does not move it and its address"
          : "choose one of these",
      because: [mode, ["regions", name, "zones"]],
    },
  ];
}

function overlappingVpcs({ regions: all }: StackConfig): Mistake[] {
  const entries = sortedEntries(all);
  return entries.flatMap(([name, region], index) =>
    entries.slice(0, index).flatMap(([otherName, other]): Mistake[] =>
      overlaps(region.cidr, other.cidr)
        ? [
            {
              path: ["regions", name, "cidr"],
              value: region.cidr,
              allowed: "a range that no other region's VPC overlaps",
              fix: `choose another: it overlaps ${other.cidr} of ${otherName}`,
              because: [["regions", otherName, "cidr"]],
            },
          ]
        : [],
    ),
  );
}

/** Physical names are made from region names, so a region with a long one could pass a limit. */
const physicalNames: Check = eachRegion((name, _region, config) => {
  const frontDoor = frontDoorName(name);
  const namedResources = [
    ["aws:lb/loadBalancer:LoadBalancer", frontDoor],
    ...compose(config.options).backends.map((backend) => [
      "aws:lb/targetGroup:TargetGroup",
      targetGroupName(frontDoor, backend),
    ]),
  ] as [string, string][];
  return namedResources.flatMap(([type, logical]): Mistake[] => {
    const excess = nameExcess(type, logical);
    return excess === 0
      ? []
      : [
          {
            path: ["regions", name],
            value: name,
            allowed: `a region whose name is ${excess} characters shorter`,
            fix: `AWS allows 32 characters, ${logical} and the suffix have ${32 + excess}: shorten the names in plan/names.ts`,
          },
        ];
  });
});

export const regionChecks: readonly Check[] = [
  eachRegion(zones),
  eachRegion(vpcSize),
  eachRegion(nat),
  ...regionAddressChecks,
  regions,
  overlappingVpcs,
  physicalNames,
];
