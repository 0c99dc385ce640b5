import { natZones } from "../../plan/network/nat";
import type { ZoneLetter } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { PublishedAddress } from "../sections/published";
import type { RegionConfig } from "../sections/regions";
import { type Check, repeated } from "./common";

/** Where the stack file says which addresses of a purpose there are. */
const KEYS = {
  clients: { zones: "zones", parked: "parkedAddresses", own: "addresses" },
  egress: { zones: "nat", parked: "parkedEgressAddresses", own: "egressAddresses" },
} as const;

const zonesInUse = (region: RegionConfig, purpose: PublishedAddress["for"]): readonly ZoneLetter[] =>
  purpose === "clients" ? region.zones : natZones(region);

/** The stack holds an address in each zone it uses or parks; one of the user's own is the one that is named there. */
function heldAddresses({ published, regions }: StackConfig): Mistake[] {
  return published.flatMap((address, index): Mistake[] => {
    const path: Path = ["published", index];
    if (address.name !== undefined) return secondaryAddress({ ...address, name: address.name }, path, regions);
    const { region: name, zone, for: purpose, allocationId } = address;
    const region = regions[name];
    if (!region)
      return [
        {
          path,
          value: `${allocationId} in ${name}`,
          allowed: "addresses that the stack holds: without the region, this one would be released",
          fix: `keep ${name} under regions, or remove the entry once nobody has the address on an allow list`,
          because: [["regions"]],
        },
      ];
    const { zones, parked, own } = KEYS[purpose];
    const because = [zones, parked, own, "zones", "natZone"].map((part) => ["regions", name, part]);
    if (![...zonesInUse(region, purpose), ...region[parked]].includes(zone))
      return [
        {
          path,
          value: `${allocationId} in ${name}${zone}`,
          allowed: "addresses that the stack holds: without the zone, this one would be released",
          fix: `add ${zone} to regions.${name}.${parked}, or remove the entry once nobody has the address on an allow list`,
          because,
        },
      ];
    const ownId = region[own][zone];
    if (ownId === undefined || ownId === allocationId) return [];
    return [
      {
        path: [...path, "allocationId"],
        value: allocationId,
        allowed: `${ownId}, the address that regions.${name}.${own}.${zone} names`,
        fix: "name the published address there, or correct the entry",
        because,
      },
    ];
  });
}

/** Further addresses of a NAT gateway stand under their names. */
function secondaryAddress(
  { region: name, zone, for: purpose, allocationId, name: own }: PublishedAddress & { name: string },
  path: Path,
  regions: StackConfig["regions"],
): Mistake[] {
  if (purpose === "clients")
    return [
      {
        path: [...path, "name"],
        value: own,
        allowed: "nothing, where clients connect: only a NAT gateway has further addresses",
        fix: "remove it, or set for: egress",
        because: [[...path, "for"]],
      },
    ];
  const key: Path = ["regions", name, "secondaryEgressAddresses"];
  const how = regions[name]?.secondaryEgressAddresses[zone]?.[own];
  if (how === undefined)
    return [
      {
        path,
        value: `${allocationId} in ${name}${zone}, ${own}`,
        allowed: "addresses that the stack holds: without the entry, this one would be released",
        fix: `keep ${own}: parked under regions.${name}.secondaryEgressAddresses.${zone}, or remove the entry once nobody has the address on an allow list`,
        because: [["regions"], key],
      },
    ];
  if (!how.startsWith("eipalloc-") || how === allocationId) return [];
  return [
    {
      path: [...path, "allocationId"],
      value: allocationId,
      allowed: `${how}, the address that regions.${name}.secondaryEgressAddresses.${zone}.${own} names`,
      fix: "name the published address there, or correct the entry",
      because: [key],
    },
  ];
}

const repeatedAddresses: Check = ({ published }) => {
  const places = published.map(({ region, zone, for: purpose, name = "" }) => `${region}${zone} ${purpose} ${name}`);
  return [
    ...repeated(places, ["published"], "each zone once for clients and once for egress"),
    ...repeated(
      published.map(({ allocationId }) => allocationId),
      ["published"],
      "each address once",
    ),
  ];
};

export const publishedChecks: readonly Check[] = [heldAddresses, repeatedAddresses];
