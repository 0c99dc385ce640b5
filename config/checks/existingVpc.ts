import { isGateway } from "../../plan/network/endpoints";
import { compose } from "../../plan/options";
import type { Region } from "../../plan/regions";
import { sortedEntries } from "../../plan/sortedEntries";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { type RegionConfig, isParked } from "../sections/regions";
import { type Check, eachRegion } from "./common";

const inRegion = (name: Region, ...parts: string[]): Path => ["regions", name, ...parts];

/** The routes of a VPC that exists are its owner's: who reaches what by them, too. */
function routes(name: Region, { vpc, nat }: RegionConfig): Mistake[] {
  const path = inRegion(name, "nat");
  const because = [inRegion(name, "vpc")];
  if (!vpc)
    return nat === "existing"
      ? [
          {
            path,
            value: nat,
            allowed: "none, single or perZone, where the VPC is made here",
            fix: "choose one of these, or name a VPC that exists under vpc",
            because,
          },
        ]
      : [];
  if (nat === "existing" || nat === "none") return [];
  return [
    {
      path,
      value: nat,
      allowed: "existing or none, where the VPC exists: a NAT gateway needs routes, which are the owner's",
      fix: "set nat: existing where the app subnets have a way to the internet, else nat: none",
      because,
    },
  ];
}

/** A subnet for each zone, in each tier that the options need; one for another zone would do nothing. */
function subnets(name: Region, region: RegionConfig, { options }: StackConfig): Mistake[] {
  const { vpc, zones } = region;
  if (!vpc || isParked(region)) return [];
  const tiers = compose(options).publicFrontDoor ? (["front", "app"] as const) : (["app"] as const);
  return tiers.flatMap((tier) => {
    const missing = zones.filter((zone) => vpc[tier][zone] === undefined);
    const others = sortedEntries(vpc[tier]).filter(([zone]) => !zones.includes(zone));
    const path = inRegion(name, "vpc", tier);
    const because = [inRegion(name, "zones"), ["options"]];
    return [
      ...(missing.length === 0
        ? []
        : [
            {
              path,
              value: vpc[tier],
              allowed: `a subnet for each zone of the region's list: ${[...zones].sort().join(", ")}`,
              fix: `add ${[...new Set(missing)]
                .sort()
                .map((zone) => `${zone}: subnet-…`)
                .join(", ")}, or take the zone out of the list`,
              because,
            },
          ]),
      ...others.map(([zone, value]) => ({
        path: [...path, zone],
        value,
        allowed: `subnets for the zones of the region's list: ${[...zones].sort().join(", ")}`,
        fix: "remove it, or add its zone to the list",
        because,
      })),
    ];
  });
}

/** A subnet lies in one zone, and is public or not; and a VPC in one region. */
function namedOnce({ regions }: StackConfig): Mistake[] {
  const first = new Map<string, Path>();
  return sortedEntries(regions).flatMap(([name, { vpc }]) => {
    if (!vpc) return [];
    const named: [string, string, Path][] = [
      [vpc.id, "a VPC that stands here once", inRegion(name, "vpc", "id")],
      ...(["front", "app"] as const).flatMap((tier) =>
        sortedEntries(vpc[tier]).map(([zone, id]): [string, string, Path] => [
          id,
          "a subnet that stands here once: it lies in one zone, and is public or private",
          inRegion(name, "vpc", tier, zone),
        ]),
      ),
    ];
    return named.flatMap(([id, allowed, path]): Mistake[] => {
      const other = first.get(id);
      if (!other) {
        first.set(id, path);
        return [];
      }
      return [{ path, value: id, allowed, fix: `it is at ${other.join(".")} already: give another`, because: [other] }];
    });
  });
}

/** Both sides in one message, as either may be the one to leave. */
function firewall(name: Region, { vpc }: RegionConfig, { options }: StackConfig): Mistake[] {
  if (!vpc || !compose(options).inspected) return [];
  return [
    {
      path: inRegion(name, "vpc"),
      value: vpc.id,
      allowed:
        "nothing, with option networkFirewall: inspection is by the routes of the front subnets and of the internet gateway, which are the " +
        "owner's in a VPC that exists",
      fix: "leave out vpc, or networkFirewall: who owns the VPC can inspect its traffic by routes of his own",
      because: [["options"]],
    },
  ];
}

function endpoints(name: Region, { vpc, nat }: RegionConfig, { network }: StackConfig): Mistake[] {
  if (vpc?.interfaceEndpoints !== "created" || nat === "none") return [];
  const isListedHere = Object.entries(network.endpoints).some(
    ([service, { zones }]) => !isGateway(service) && zones[name]?.length !== 0,
  );
  if (isListedHere) return [];
  return [
    {
      path: inRegion(name, "vpc", "interfaceEndpoints"),
      value: vpc.interfaceEndpoints,
      allowed:
        "existing, where nat is not none and network.endpoints has no interface endpoint for the region: none would be made",
      fix: "remove it, list some under network.endpoints, or set nat: none",
      because: [inRegion(name, "nat"), ["network", "endpoints"]],
    },
  ];
}

/** Whose flow logs there are, and where they go. */
function flowLogs(name: Region, { vpc }: RegionConfig, { network }: StackConfig): Mistake[] {
  if (vpc?.flowLogs !== "created" || network.flowLogs.destination.kind !== "none") return [];
  return [
    {
      path: inRegion(name, "vpc", "flowLogs"),
      value: vpc.flowLogs,
      allowed: "existing, with network.flowLogs.destination: { kind: none }, as then none are made",
      fix: "remove it, or name another destination",
      because: [["network", "flowLogs", "destination"]],
    },
  ];
}

/** An endpoint of the stack's own in the VPC that it serves from would be no consumer's. */
function consumers({ privateLink, regions }: StackConfig): Mistake[] {
  const own = new Map(sortedEntries(regions).map(([name, { vpc }]) => [vpc?.id, name]));
  return privateLink.consumers.flatMap(({ vpc }, index): Mistake[] => {
    const name = vpc.kind === "existing" ? own.get(vpc.id) : undefined;
    if (name === undefined || vpc.kind !== "existing") return [];
    return [
      {
        path: ["privateLink", "consumers", index, "vpc", "id"],
        value: vpc.id,
        allowed: `another VPC than regions.${name}.vpc, where the service itself is`,
        fix: "name the VPC of the consumer's clients; who is in this one uses the load balancer itself",
        because: [inRegion(name, "vpc", "id")],
      },
    ];
  });
}

/** The endpoint of S3, and so its policy, is the owner's. */
function buckets({ network: { s3Buckets }, regions }: StackConfig): Mistake[] {
  const all = Object.values(regions);
  if (s3Buckets.length === 0 || all.length === 0 || all.some(({ vpc }) => !vpc)) return [];
  return [
    {
      path: ["network", "s3Buckets"],
      value: s3Buckets,
      allowed: "nothing, where the VPC of every region exists: the policy of its S3 endpoint is the owner's",
      fix: "remove it, and ask the VPC's owner to let the buckets through",
      because: [["regions"]],
    },
  ];
}

/** What comes by IPv6 needs routes of the front subnets, and addresses within their ranges. */
function publicIpv6({ network: { ipv6 }, regions }: StackConfig): Mistake[] {
  const names = sortedEntries(regions).flatMap(([name, { vpc }]) => (vpc ? [name] : []));
  if (ipv6 !== "public" || names.length === 0) return [];
  return [
    {
      path: ["network", "ipv6"],
      value: ipv6,
      allowed: `true or false, where ${names.join(", ")} stands in a VPC that exists: its front subnets' ranges and routes are the owner's`,
      fix: `set it to true where the app subnets have ranges of IPv6, else to false; or leave out regions.${names[0] ?? ""}.vpc`,
      because: names.map((name) => inRegion(name, "vpc")),
    },
  ];
}

export const existingVpcChecks: readonly Check[] = [
  eachRegion(routes),
  eachRegion(subnets),
  eachRegion(firewall),
  eachRegion(endpoints),
  eachRegion(flowLogs),
  namedOnce,
  consumers,
  buckets,
  publicIpv6,
];
