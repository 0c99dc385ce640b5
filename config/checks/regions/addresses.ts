import { MOST_SECONDARY, secondaryAddresses } from "../../../plan/addresses/secondary";
import { natZones } from "../../../plan/network/nat";
import type { Region, ZoneLetter } from "../../../plan/regions";
import type { Mistake, Path } from "../../mistakes";
import type { StackConfig } from "../../schema";
import type { RegionConfig } from "../../sections/regions";
import { type Check, eachRegion, repeated } from "../common";

/** What decides which zones have a NAT gateway; where the VPC exists, its owner does. */
const gatewayKeys = (name: Region): Path[] => ["zones", "nat", "natZone", "vpc"].map((key) => ["regions", name, key]);

const noGateway = (name: Region, { vpc }: RegionConfig): string =>
  vpc ? `NAT gateways are the owner's, as regions.${name}.vpc exists` : "there is no NAT gateway";

function ownAddresses(name: Region, region: RegionConfig): Mistake[] {
  const unused = (key: "addresses" | "egressAddresses", used: readonly string[], fix: string): Mistake[] =>
    Object.entries(region[key])
      .filter(([zone]) => !used.includes(zone))
      .map(([zone, id]) => ({
        path: ["regions", name, key, zone],
        value: id,
        allowed: used.length > 0 ? `the zones ${[...used].sort().join(", ")}` : `no zone: ${noGateway(name, region)}`,
        fix,
        because: [
          ...gatewayKeys(name),
          ...["parkedAddresses", "parkedEgressAddresses"].map((part) => ["regions", name, part]),
        ],
      }));
  return [
    ...unused(
      "addresses",
      [...region.zones, ...region.parkedAddresses],
      "add the zone to zones, or remove the address",
    ),
    ...unused(
      "egressAddresses",
      [...natZones(region), ...region.parkedEgressAddresses],
      region.vpc
        ? "remove the address, or list the zone under parkedEgressAddresses to keep it"
        : "give the zone a NAT gateway, or remove the address",
    ),
  ];
}

function parked(name: Region, region: RegionConfig): Mistake[] {
  const inUse = { parkedAddresses: region.zones, parkedEgressAddresses: natZones(region) };
  return (["parkedAddresses", "parkedEgressAddresses"] as const).flatMap((key) => {
    const path: Path = ["regions", name, key];
    const because = gatewayKeys(name);
    const used = region[key].flatMap((zone, index): Mistake[] =>
      inUse[key].includes(zone)
        ? [
            {
              path: [...path, index],
              value: zone,
              allowed: "zones whose address is not in use",
              fix: "remove it",
              because,
            },
          ]
        : [],
    );
    return [...used, ...repeated(region[key], path, "each zone once")];
  });
}

/** One Elastic IP cannot stand in two places. */
function allocationIds({ regions: all }: StackConfig): Mistake[] {
  const first = new Map<string, Path>();
  return Object.entries(all).flatMap(([name, region]) =>
    allocationIdsOf(name, region).flatMap(([path, id]): Mistake[] => {
      const other = first.get(id);
      if (!other) {
        first.set(id, path);
        return [];
      }
      return [
        {
          path,
          value: id,
          allowed: "an address not used twice",
          fix: `it is used at ${other.join(".")} already: give another`,
          because: [other],
        },
      ];
    }),
  );
}

/** Every allocation id of a region's entry, by its place. */
const allocationIdsOf = (name: string, region: RegionConfig): [Path, string][] => [
  ...(["addresses", "egressAddresses"] as const).flatMap((key) =>
    Object.entries(region[key]).map(([zone, id]): [Path, string] => [["regions", name, key, zone], id]),
  ),
  ...secondaryAddresses(region.secondaryEgressAddresses).flatMap(
    ({ zone, name: own, allocationId }): [Path, string][] =>
      allocationId === undefined ? [] : [[["regions", name, "secondaryEgressAddresses", zone, own], allocationId]],
  ),
];

/** A further address is of a NAT gateway, or parked. */
function secondaryEgress(name: Region, region: RegionConfig): Mistake[] {
  const path: Path = ["regions", name, "secondaryEgressAddresses"];
  const because = gatewayKeys(name);
  const gateways = natZones(region);
  const attached = secondaryAddresses(region.secondaryEgressAddresses).filter(
    ({ parked: isParkedOne }) => !isParkedOne,
  );
  const idle = attached
    .filter(({ zone }) => !gateways.includes(zone))
    .map(({ zone, name: own, allocationId }): Mistake => ({
      path: [...path, zone, own],
      value: region.secondaryEgressAddresses[zone]?.[own],
      allowed:
        gateways.length > 0
          ? `parked, or a zone with a NAT gateway: ${gateways.join(", ")}`
          : `parked: ${noGateway(name, region)}`,
      fix: `${allocationId === undefined ? "write parked" : "remove it"}, or ${region.vpc ? "leave out vpc" : "give the zone a NAT gateway"}`,
      because,
    }));
  const tooMany = gateways.flatMap((zone): Mistake[] => {
    const count = attached.filter((each) => each.zone === zone).length;
    if (count <= MOST_SECONDARY) return [];
    return [
      {
        path: [...path, zone],
        value: region.secondaryEgressAddresses[zone],
        allowed: `${MOST_SECONDARY} addresses, beside the NAT gateway's first; here there are ${count}`,
        fix: "park some, or remove them",
        because,
      },
    ];
  });
  return [...idle, ...tooMany];
}

/** A pool is for what is made here. */
function addressPool(name: Region, region: RegionConfig): Mistake[] {
  if (!region.addressPool) return [];
  const created = (zones: readonly ZoneLetter[], own: Partial<Record<ZoneLetter, string>>) =>
    zones.some((zone) => own[zone] === undefined);
  if (
    created([...region.zones, ...region.parkedAddresses], region.addresses) ||
    created([...natZones(region), ...region.parkedEgressAddresses], region.egressAddresses) ||
    secondaryAddresses(region.secondaryEgressAddresses).some(({ allocationId }) => allocationId === undefined)
  )
    return [];
  return [
    {
      path: ["regions", name, "addressPool"],
      value: region.addressPool,
      allowed: "nothing, where every address of the region is one's own",
      fix: "remove it, or the addresses",
      because: ["addresses", "egressAddresses", "secondaryEgressAddresses"].map((part) => ["regions", name, part]),
    },
  ];
}

/** The addresses of each region: its own, those parked, further ones, and where new ones come from. */
export const regionAddressChecks: readonly Check[] = [
  eachRegion(ownAddresses),
  eachRegion(parked),
  eachRegion(secondaryEgress),
  eachRegion(addressPool),
  allocationIds,
];
