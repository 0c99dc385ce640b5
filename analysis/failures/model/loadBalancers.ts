import type { ResourceNode } from "../../../graph/graph";
import { TYPES } from "../../inventory/resourceTypes";
import type { FollowedPaths } from "../../paths";
import { type BackendState } from "./backends";
import type { Applied } from "../published/rules";

/** A target group behind a load balancer. */
export interface GroupOfBalancer {
  name: string;
  crossZone: boolean;
  /** How many healthy targets a zone must reach to stay in the name; undefined where the group does not decide. */
  decidesBelow?: number;
  /** Whether it gets connections. */
  used: boolean;
  backends: string[];
  /** Of its health check. */
  interval: number;
  threshold: number;
  /** Whether connections to a target that has failed its checks are ended. */
  endsUnhealthy: boolean;
  /** Seconds that a target keeps its connections when it leaves. */
  drains: number;
}

/** A Network Load Balancer with all of its listeners. */
export interface Balancer {
  name: string;
  urn: string;
  region: string;
  public: boolean;
  /** Whether it is of the stack itself, not of one that this refers to. */
  own: boolean;
  tls: boolean;
  zonalShift: boolean;
  nodes: { zone: string; address?: string }[];
  groups: GroupOfBalancer[];
}

export function balancersOf({ topology: { index, own }, frontDoors }: FollowedPaths): Map<string, Balancer> {
  const nodes = new Map(index.ofType(TYPES.targetGroup).map((node) => [node.name, node]));
  const found = new Map<string, Balancer>();
  for (const frontDoor of frontDoors) {
    const known = found.get(frontDoor.name);
    const all = [
      ...frontDoor.targetGroups.map((group) => ({ group, used: true })),
      ...frontDoor.idleTargetGroups.map((group) => ({ group, used: false })),
    ];
    const groups = all.map(({ group, used }) => ({
      name: group.name,
      crossZone: group.crossZone,
      used,
      backends: group.targets.map(({ fleet }) => fleet.name),
      ...settingsOf(nodes.get(group.name)),
    }));
    const others = groups.filter(({ name }) => !known?.groups.some((each) => each.name === name));
    found.set(frontDoor.name, {
      name: frontDoor.name,
      urn: frontDoor.urn,
      region: frontDoor.region,
      public: frontDoor.public,
      own: own.has(frontDoor.urn),
      tls: frontDoor.tls && (known?.tls ?? true),
      zonalShift: index.get(frontDoor.urn)?.inputs["enableZonalShift"] === true,
      nodes: frontDoor.nodes.map(({ subnet, address }) => ({
        zone: subnet.zone,
        ...(address !== undefined && { address }),
      })),
      groups: [...(known?.groups ?? []), ...others],
    });
  }
  return found;
}

interface TargetGroupInputs {
  healthCheck?: { interval?: number; unhealthyThreshold?: number };
  targetGroupHealth?: { dnsFailover?: { minimumHealthyTargetsCount?: unknown } };
  deregistrationDelay?: number;
  targetHealthStates?: { enableUnhealthyConnectionTermination?: boolean }[];
}

/** By default: 30 s, 3 times, one healthy target, an end, and 300 s. Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html */
function settingsOf(
  node: ResourceNode | undefined,
): Pick<GroupOfBalancer, "decidesBelow" | "interval" | "threshold" | "endsUnhealthy" | "drains"> {
  const { healthCheck, targetGroupHealth, targetHealthStates, deregistrationDelay } = (node?.inputs ??
    {}) as TargetGroupInputs;
  const least = targetGroupHealth?.dnsFailover?.minimumHealthyTargetsCount ?? 1;
  return {
    ...(least !== "off" && { decidesBelow: Number(least) }),
    interval: healthCheck?.interval ?? 30,
    threshold: healthCheck?.unhealthyThreshold ?? 3,
    drains: deregistrationDelay ?? 300,
    endsUnhealthy: targetHealthStates?.[0]?.enableUnhealthyConnectionTermination ?? true,
  };
}

/** What a load balancer makes of its targets. */
export interface BalancerState {
  /** The zones that it counts as healthy. */
  healthyZones: string[];
  /** Those in its name: where none is healthy, all that it still has. */
  zonesInName: string[];
  /** Whether every target group has a healthy target. */
  healthy: boolean;
}

export function balancerState(
  { region, nodes, groups }: Balancer,
  lost: ReadonlySet<string>,
  states: ReadonlyMap<string, BackendState>,
  applied: Applied,
): BalancerState {
  const zones = lost.has(`region=${region}`)
    ? []
    : nodes.map(({ zone }) => zone).filter((zone) => !lost.has(`zone=${zone}`));
  const reached = (group: GroupOfBalancer, zone?: string) => healthyTargets(group, lost, states, zone);
  const deciding = groups.filter(({ used, decidesBelow }) => used && decidesBelow !== undefined);
  const healthyZones = zones.filter((zone) =>
    deciding.every((group) => reached(group, group.crossZone ? undefined : zone) >= (group.decidesBelow ?? 1)),
  );
  if (healthyZones.length < nodes.length) applied.add("zoneLeavesName");
  if (zones.length > 0 && healthyZones.length === 0) applied.add("failsOpen");
  if (healthyZones.some((zone) => deciding.some((group) => group.crossZone && isWithout(group, zone, states))))
    applied.add("crossZone");
  return {
    healthyZones,
    zonesInName: healthyZones.length > 0 ? healthyZones : zones,
    healthy: zones.length > 0 && groups.every((group) => reached(group) > 0),
  };
}

const isWithout = ({ backends }: GroupOfBalancer, zone: string, states: ReadonlyMap<string, BackendState>): boolean =>
  backends.every((name) => states.get(name)?.zones.includes(zone) !== true);

/** In one zone, or in all: as many as an even spread has there. */
function healthyTargets(
  { name, backends }: GroupOfBalancer,
  lost: ReadonlySet<string>,
  states: ReadonlyMap<string, BackendState>,
  zone?: string,
): number {
  if (lost.has(`check=${name}`)) return 0;
  return backends.reduce((sum, backend) => {
    const { left, zones } = states.get(backend) ?? { left: 0, zones: [] };
    if (zone === undefined) return sum + left;
    return sum + (zones.includes(zone) ? Math.floor(left / zones.length) : 0);
  }, 0);
}
