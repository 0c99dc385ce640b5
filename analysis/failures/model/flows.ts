import type { Hop, HopKind, Path } from "../../paths";

/** What has to be there for a packet to pass a hop, by the names of the losses that take it away. */
type Needs = (hop: Hop) => string[];

const nothing: Needs = () => [];
/** Of subnets that are only named the region alone is known. */
const itsZone: Needs = ({ zone = "" }) => (/\d[a-z]$/.test(zone) ? [`zone=${zone}`] : []);
const itself =
  (kind: "nat" | "firewall" | "way" | "backend"): Needs =>
  (hop) => [`${kind}=${hop.at}`, ...itsZone(hop)];

/**
 * An internet gateway, and one for IPv6 out, is in all zones of its region; so is an endpoint service. What is outside the stack is taken for
 * whole. An interface endpoint has one interface in each zone.
 * Source: docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html ("horizontally scaled, redundant, and highly available")
 */
const HOP_NEEDS: Readonly<Record<HopKind, Needs>> = {
  internet: nothing,
  gateway: nothing,
  egressOnlyGateway: nothing,
  accelerator: nothing,
  client: nothing,
  service: nothing,
  serviceElsewhere: nothing,
  ownerRoutes: nothing,
  endpoint: itself("firewall"),
  interfaceEndpoint: itsZone,
  loadBalancer: itsZone,
  nat: itself("nat"),
  transitGateway: itself("way"),
  peering: itself("way"),
  vpnGateway: itself("way"),
  target: itself("backend"),
};

/** A connection that comes through while all is well, and what it needs. */
export interface Flow {
  path: Path;
  /** Names of losses, any of which stops it. */
  needs: string[];
  /** The same of its way as far as the load balancer. */
  needsToLoadBalancer: string[];
}

const regionOfZone = (zone: string): string => zone.replace(/[a-z]$/, "");

/** What does not come through has nothing to lose. */
export function flowsOf(paths: readonly Path[]): Flow[] {
  return paths
    .filter(({ verdict }) => verdict === "open" || verdict === "asymmetric")
    .map((path) => {
      const { hops } = path.there;
      const last = hops.findIndex(({ kind }) => kind === "loadBalancer");
      return { path, needs: needsOf(path, hops), needsToLoadBalancer: needsOf(path, hops.slice(0, last + 1)) };
    });
}

function needsOf({ region, address, through }: Path, hops: readonly Hop[]): string[] {
  const zones = hops.flatMap(({ zone }) => zone ?? []);
  const accelerated = hops.some(({ kind }) => kind === "accelerator") && address !== undefined;
  return [
    ...new Set([
      `region=${region}`,
      ...zones.map((zone) => `region=${regionOfZone(zone)}`),
      ...hops.flatMap((hop) => HOP_NEEDS[hop.kind](hop)),
      ...(accelerated && through !== undefined ? [`endpoint=${through}`] : []),
    ]),
  ];
}
