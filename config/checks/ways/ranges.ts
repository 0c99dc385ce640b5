import { contains, isOffTheInternet, isV6, overlaps } from "../../../plan/cidrs";
import { isReached, peersOf, rangesOfWays, regionPairs } from "../../../plan/network/ways";
import { compose } from "../../../plan/options";
import type { Region } from "../../../plan/regions";
import { sortedEntries } from "../../../plan/sortedEntries";
import type { Mistake, Path } from "../../mistakes";
import type { StackConfig } from "../../schema";
import type { RegionConfig } from "../../sections/regions";
import { repeated } from "../common";

/* What is reached by the ways of a region, and by which. */

/** Ranges of other networks, each once in its list. */
export function wayRanges(name: Region, region: RegionConfig): Mistake[] {
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
export function sameRanges(name: Region, region: RegionConfig, config: StackConfig): Mistake[] {
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

const BACKEND_SECTIONS = { instances: "instances", tasks: "ecs" } as const;

const WAY_KEYS = ["cidr", "transitGateways", "peerings", "vpnGateway"];

/** A private range that no way leads to is reached by nothing: a NAT gateway leads to the internet alone. */
export function unreachedDestinations(config: StackConfig): Mistake[] {
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
