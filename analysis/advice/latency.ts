import type { Graph } from "../../graph/graph";
import type { HopKind, Path } from "../paths";
import { clientPaths } from "./connecting";

/** What a hop adds to a connection, as far as AWS says it. */
interface HopFigure {
  /** As the plan calls it. */
  title: string;
  /** As published; undefined where no figure was found. */
  published?: string;
  source?: string;
}

/** What is counted. */
type CountedHop = Exclude<HopKind, "internet">;

/**
 * Of the load balancer AWS says "ultra-low latencies", and of the firewall and of interface endpoints a throughput: no figure of what they add
 * was found in the documentation or on the product pages. That of an accelerator is of throughput, too. Pages read on 2026-11-29.
 */
const FIGURES: Record<CountedHop, HopFigure> = {
  client: { title: "consumer" },
  gateway: { title: "igw" },
  accelerator: {
    title: "accelerator",
    published: "up to 60 % more throughput across continents",
    source: "aws.amazon.com/about-aws/whats-new/2020/03/aws-global-accelerator-launches-tcp-termination-at-the-edge/",
  },
  endpoint: { title: "firewall" },
  interfaceEndpoint: { title: "endpoint" },
  service: { title: "PrivateLink" },
  serviceElsewhere: { title: "PrivateLink" },
  loadBalancer: { title: "NLB" },
  nat: { title: "NAT" },
  egressOnlyGateway: { title: "egress-only igw" },
  transitGateway: { title: "transit gateway" },
  peering: { title: "peering" },
  vpnGateway: { title: "virtual private gateway" },
  ownerRoutes: { title: "the VPC's own routes" },
  target: {
    title: "target",
    published: "below 10 ms to another zone",
    source: "docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/availability-zones.html",
  },
};

/** The hops from clients to a target by one way in. */
export interface WayHops {
  hops: string[];
  figures: { hop: string; published: string; source: string }[];
}

const isCounted = (kind: HopKind): kind is CountedHop => kind in FIGURES;

/** Every different way in, the shortest first. */
export function wayHops(graph: Graph): WayHops[] {
  const ways = new Map<string, WayHops>();
  for (const path of clientPaths(graph)) {
    const way = wayOf(path);
    ways.set(way.hops.join(), way);
  }
  return [...ways.values()].sort((one, other) => one.hops.length - other.hops.length);
}

function wayOf({ there }: Path): WayHops {
  const kinds = there.hops.map(({ kind }) => kind).filter(isCounted);
  return {
    hops: kinds.map((kind) => FIGURES[kind].title),
    figures: kinds.flatMap((kind) => {
      const { title, published, source } = FIGURES[kind];
      return published === undefined || source === undefined ? [] : [{ hop: title, published, source }];
    }),
  };
}
