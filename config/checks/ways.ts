import { accountOfArn } from "../../plan/arns";
import { contains, isOffTheInternet, isV6, overlaps } from "../../plan/cidrs";
import {
  MOST_TRANSIT_GATEWAYS,
  accepterOf,
  isReached,
  peersOf,
  rangesOfWays,
  regionPairs,
} from "../../plan/network/ways";
import { compose } from "../../plan/options";
import type { Region } from "../../plan/regions";
import { sortedEntries } from "../../plan/sortedEntries";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import type { RegionConfig } from "../sections/regions";
import { type Check, eachRegion, repeated } from "./common";

/* Rules of the ways out of a VPC into other networks. */

/** Ranges of other networks, each once in its list. */
function wayRanges(name: Region, region: RegionConfig): Mistake[] {
  return rangesOfWays(region).flatMap(({ path, ranges }) => {
    const at: Path = ["regions", name, ...path, "ranges"];
    const wrong = ranges.flatMap((range, index): Mistake[] => {
      const common = { path: [...at, index], value: range };
      if (!isOffTheInternet(range))
        return [
          {
            ...common,
            allowed:
              "a range that is not on the internet: in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10",
            fix: "name the ranges of the other network; what is on the internet is reached by NAT gateways",
          },
        ];
      if (path[0] === "peerings" ? overlaps(region.cidr, range) : contains(region.cidr, range))
        return [
          {
            ...common,
            allowed: `a range outside the region's own VPC, ${region.cidr}`,
            fix:
              path[0] === "peerings"
                ? "name the other VPC's range; AWS peers no VPCs whose ranges overlap"
                : "name the ranges of the other network, or remove it",
            because: [["regions", name, "cidr"]],
          },
        ];
      return [];
    });
    return [...repeated(ranges, at, "each range once"), ...wrong];
  });
}

/**
 * A route table has one route to a range, so two ways cannot have the same; a wider and a narrower one they can. Those of a virtual
 * private gateway are learnt, and others go before them.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
function sameRanges(name: Region, region: RegionConfig, config: StackConfig): Mistake[] {
  const pairs = regionPairs(config.network.peerRegions, Object.keys(config.regions));
  const first = new Map<string, { path: Path; text: string }>(
    peersOf(name, pairs).flatMap((peer): [string, { path: Path; text: string }][] => {
      const cidr = config.regions[peer as Region]?.cidr;
      return cidr === undefined ? [] : [[cidr, { path: ["network", "peerRegions"], text: `the peering with ${peer}` }]];
    }),
  );
  const routed = rangesOfWays(region).filter(({ path }) => path[0] !== "vpnGateway");
  return routed.flatMap(({ path, ranges }) =>
    [...new Set(ranges)].flatMap((range): Mistake[] => {
      const at: Path = ["regions", name, ...path, "ranges", ranges.indexOf(range)];
      const other = first.get(range);
      first.set(range, other ?? { path: at, text: path.join(" ") });
      return other
        ? [
            {
              path: at,
              value: range,
              allowed: "a range that one way alone leads to",
              fix: `${other.text} leads there already: take it out of one of the two, or give one a part of it`,
              because: [other.path],
            },
          ]
        : [];
    }),
  );
}

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

function gatewayCount(name: Region, { transitGateways }: RegionConfig): Mistake[] {
  const names = Object.keys(transitGateways);
  return names.length <= MOST_TRANSIT_GATEWAYS
    ? []
    : [
        {
          path: ["regions", name, "transitGateways"],
          value: names,
          allowed: `${MOST_TRANSIT_GATEWAYS} transit gateways, the most that AWS attaches a VPC to`,
          fix: "take the ranges of some together behind one",
        },
      ];
}

/** Of a gateway that is shared only its owner has a say in its route tables. Source: the typings of ec2transitgateway.VpcAttachment. */
function sharedGateways(name: Region, { transitGateways }: RegionConfig): Mistake[] {
  return sortedEntries(transitGateways).flatMap(([way, gateway]): Mistake[] => {
    const path: Path = ["regions", name, "transitGateways", way];
    if (gateway.owner === undefined)
      return gateway.accepted ? [] : [acceptedByItself([...path, "accepted"], [...path, "owner"], "the gateway")];
    return (["associateWith", "propagateTo"] as const).flatMap((key): Mistake[] =>
      gateway[key] === undefined
        ? []
        : [
            {
              path: [...path, key],
              value: gateway[key],
              allowed: "nothing, of a gateway of another account: its route tables are for its owner alone",
              fix: "remove it and have the owner do it, or remove owner if the gateway is your own",
              because: [[...path, "owner"]],
            },
          ],
    );
  });
}

const acceptedByItself = (path: Path, owner: Path, what: string): Mistake => ({
  path,
  value: false,
  allowed: `true, where ${what} is the account's own: nobody has to accept`,
  fix: "remove it, or name the account under owner",
  because: [owner],
});

function propagations(name: Region, { transitGateways }: RegionConfig): Mistake[] {
  return sortedEntries(transitGateways).flatMap(([way, { propagateTo = [] }]) =>
    repeated(propagateTo, ["regions", name, "transitGateways", way, "propagateTo"], "each route table once"),
  );
}

function peeringAccounts(name: Region, { peerings }: RegionConfig, { account: own }: StackConfig): Mistake[] {
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

/** Source: docs.aws.amazon.com/directconnect/latest/UserGuide/multi-account-associate-vgw.html (allowed prefixes) */
function directConnect(name: Region, { vpnGateway, cidr }: RegionConfig): Mistake[] {
  const settings = vpnGateway?.directConnect;
  if (!settings) return [];
  const path: Path = ["regions", name, "vpnGateway", "directConnect"];
  const { owner, accepted, allowedPrefixes } = settings;
  const unheld = allowedPrefixes && !allowedPrefixes.some((each) => contains(each, cidr));
  return [
    ...(owner === undefined && !accepted
      ? [acceptedByItself([...path, "accepted"], [...path, "owner"], "the Direct Connect gateway")]
      : []),
    ...repeated(allowedPrefixes ?? [], [...path, "allowedPrefixes"], "each prefix once"),
    ...(unheld
      ? [
          {
            path: [...path, "allowedPrefixes"],
            value: allowedPrefixes,
            allowed: `a prefix that holds the VPC's range, ${cidr}: AWS announces no other part of it`,
            fix: "add the VPC's range, or a wider one",
            because: [["regions", name, "cidr"]] as Path[],
          },
        ]
      : []),
  ];
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

const BACKEND_SECTIONS = { instances: "instances", tasks: "ecs" } as const;

const WAY_KEYS = ["cidr", "transitGateways", "peerings", "vpnGateway"];

/** A private range that no way leads to is reached by nothing: a NAT gateway leads to the internet alone. */
function unreachedDestinations(config: StackConfig): Mistake[] {
  const pairs = regionPairs(config.network.peerRegions, Object.keys(config.regions));
  const closedTo = (cidr: string): string[] =>
    sortedEntries(config.regions).flatMap(([name, region]) => {
      const peers = peersOf(name, pairs).flatMap((peer) => config.regions[peer as Region]?.cidr ?? []);
      // What the owner's routes lead to nobody here knows.
      return region.vpc || isReached(cidr, region.cidr, region, peers) ? [] : [name];
    });
  return compose(config.options).backends.flatMap((backend) => {
    const section = BACKEND_SECTIONS[backend];
    return config[section].egress.flatMap(({ cidr }, index): Mistake[] => {
      const closed = !isV6(cidr) && isOffTheInternet(cidr) ? closedTo(cidr) : [];
      if (closed.length === 0) return [];
      return [
        {
          path: [section, "egress", index, "cidr"],
          value: cidr,
          allowed: `a private range that something leads to from ${closed.join(", ")}: ranges of transitGateways, peerings or vpnGateway`,
          fix: `add the way there under ${closed.map((name) => `regions.${name}`).join(", ")}, or remove the destination`,
          because: [
            ["network", "peerRegions"],
            ...closed.flatMap((name) => WAY_KEYS.map((key) => ["regions", name, key])),
          ],
        },
      ];
    });
  });
}

export const wayChecks: readonly Check[] = [
  eachRegion(wayRanges),
  eachRegion(sameRanges),
  eachRegion(existingVpcs),
  eachRegion(sameTargets),
  eachRegion(gatewayCount),
  eachRegion(sharedGateways),
  eachRegion(propagations),
  eachRegion(peeringAccounts),
  eachRegion(directConnect),
  unreachedDestinations,
];
