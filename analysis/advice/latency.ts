import type { Graph } from "../../graph/graph";
import type { HopKind, Path } from "../paths";
import { clientPaths } from "./connecting";

/** What a hop adds to a connection, as far as AWS says it. */
interface HopFigure {
  /** As the plan calls it. */
  title: string;
  /** As published; undefined where AWS publishes no figure. */
  published?: string;
  source?: string;
}

/** The service's own connections do not come by these. */
type InwardHop = Exclude<
  HopKind,
  "internet" | "nat" | "egressOnlyGateway" | "transitGateway" | "peering" | "vpnGateway"
>;

/**
 * Of the load balancer AWS says "ultra-low latencies", and of the firewall and of interface endpoints a throughput; a figure of what they add
 * is in none of their documentation. Pages read on 2026-11-29.
 */
const FIGURES: Record<InwardHop, HopFigure> = {
  client: { title: "consumer" },
  gateway: { title: "igw" },
  accelerator: {
    title: "accelerator",
    published: "up to 60 % better",
    source:
      "aws.amazon.com/blogs/networking-and-content-delivery/achieve-up-to-60-better-performance-for-internet-traffic-with-aws-global-accelerator/",
  },
  endpoint: { title: "firewall" },
  interfaceEndpoint: { title: "endpoint" },
  service: { title: "PrivateLink" },
  serviceElsewhere: { title: "PrivateLink" },
  loadBalancer: { title: "NLB" },
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

const isInward = (kind: HopKind): kind is InwardHop => kind in FIGURES;

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
  const kinds = there.hops.map(({ kind }) => kind).filter(isInward);
  return {
    hops: kinds.map((kind) => FIGURES[kind].title),
    figures: kinds.flatMap((kind) => {
      const { title, published, source } = FIGURES[kind];
      return published === undefined || source === undefined ? [] : [{ hop: title, published, source }];
    }),
  };
}
