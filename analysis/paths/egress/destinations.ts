import { ANYWHERE } from "../../../plan/cidrs";
import type { Fleet } from "../frontDoor/fleets";
import type { Peer } from "../network/path";
import { onePort, portText } from "../network/ranges";
import type { Topology } from "../network/vpc";

/** What every fleet connects to: AWS's own services, registries, updates. */
export const HTTPS: Peer = { name: ANYWHERE, cidr: ANYWHERE, ports: onePort(443), groups: [] };

/** What its security groups name. */
export const outboundRanges = ({ groups }: Topology, fleet: Fleet, family: "out" | "outV6"): Peer[] =>
  fleet.groups
    .flatMap((name) => groups.get(name)?.[family] ?? [])
    .flatMap(({ cidr, ports }) => (cidr === undefined ? [] : [{ name: cidr, cidr, ports, groups: [] }]));

export const distinct = (peers: readonly Peer[]): Peer[] => [
  ...new Map(peers.map((peer) => [`${peer.cidr} ${portText(peer.ports)}`, peer])).values(),
];
