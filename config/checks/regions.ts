import { MOST_SECONDARY, secondaryAddresses } from "../../plan/addresses/secondary";
import { overlaps, prefixLength } from "../../plan/cidrs";
import { frontDoorName, nameExcess, targetGroupName } from "../../plan/names";
import { natZones } from "../../plan/network/nat";
import { EXISTING_VPC_PREFIX, VPC_PREFIX } from "../../plan/network/subnets";
import { compose } from "../../plan/options";
import { type Region, type ZoneLetter, zoneLetters } from "../../plan/regions";
import { sortedEntries } from "../../plan/sortedEntries";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { type RegionConfig, isParked } from "../sections/regions";
import { type Check, eachRegion, repeated } from "./common";
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
              fix: `it overlaps ${other.cidr} of ${otherName}: choose another`,
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
  eachRegion(ownAddresses),
  eachRegion(parked),
  eachRegion(secondaryEgress),
  eachRegion(addressPool),
  regions,
  allocationIds,
  overlappingVpcs,
  physicalNames,
];
